//! A failure of the service as the window gets it.

use serde::Serialize;
use specta::Type;
use std::collections::HashMap;

/// Why something was not done.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Failure {
    /// Stable, kebab-case: the window looks its sentence up by it.
    code: String,
    /// For a code that the window has no sentence for.
    message: String,
    /// What to do; the window's sentences say it themselves.
    hint: String,
    /// Numbers and names for the sentence.
    values: HashMap<String, String>,
}

impl From<watchword_service::Failure> for Failure {
    fn from(failure: watchword_service::Failure) -> Self {
        Self {
            code: failure.code.to_owned(),
            message: failure.to_string(),
            hint: String::new(),
            values: failure.values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }
}
