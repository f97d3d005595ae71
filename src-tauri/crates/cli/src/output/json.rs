//! What JSON documents have in common. Names and order of fields are a public contract (docs/command-line.md).

use crate::refusal::{Candidate, Refusal};
use crate::words::{self, Language};
use serde::{Serialize, Serializer};
use watchword_secret::SecretText;

/// Version of all documents.
const SCHEMA: u32 = 1;

/// A document with its version.
#[derive(Serialize)]
pub(crate) struct Document<'a, T> {
    schema: u32,
    #[serde(flatten)]
    content: &'a T,
}

impl<'a, T> Document<'a, T> {
    /// A document of this content.
    pub(crate) fn of(content: &'a T) -> Self {
        Self { schema: SCHEMA, content }
    }
}

/// A code or secret that the person asked to see. Secrets are not serialised otherwise.
pub(crate) struct Exposed<'a>(pub(crate) &'a SecretText);

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

/// Why nothing was done.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorView {
    /// Stable, in kebab case.
    pub(crate) code: &'static str,
    /// A sentence.
    pub(crate) message: String,
    /// What may help; "" when nothing is known to.
    pub(crate) hint: String,
    /// The entries that an ambiguous name may mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) candidates: Vec<Candidate>,
}

impl ErrorView {
    /// A refusal in words.
    pub(crate) fn of(refusal: &Refusal, language: Language) -> Self {
        let (message, hint) = words::failure(language, refusal.code);
        Self {
            code: refusal.code,
            message: words::fill(message, &refusal.values),
            hint: words::fill(hint, &refusal.values),
            candidates: refusal.candidates.clone(),
        }
    }
}
