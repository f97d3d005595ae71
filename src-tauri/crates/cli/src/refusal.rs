//! Why a command did nothing: the service's failures and the command line's own.

use crate::exit::Exit;
use watchword_service::Failure;

/// Why a command did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Stable, kebab-case: one of the service's codes or of [`OWN_CODES`].
    pub(crate) code: &'static str,
    /// Values for the sentence, by name.
    pub(crate) values: Vec<(&'static str, String)>,
    /// The entries that an ambiguous name may mean.
    pub(crate) candidates: Vec<Candidate>,
}

/// An entry that an ambiguous name may mean.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Candidate {
    /// Its id, which is never ambiguous.
    pub(crate) id: String,
    /// Its shown name.
    pub(crate) name: String,
}

/// Codes that only the command line has: for the test that looks for their sentences.
#[cfg(test)]
pub(crate) const OWN_CODES: &[&str] = &[
    "already-there",
    "bad-time",
    "confirmation-needed",
    "conflict",
    "file-unreadable",
    "no-data-folder",
    "no-terminal",
    "not-in-trash",
    "not-timed",
    "passwords-differ",
    "password-file-shared",
    "picture-ending",
    "proof-failed",
    "secret-source",
    "unknown-format",
    "usage",
];

impl Refusal {
    /// A refusal without values.
    pub(crate) fn new(code: &'static str) -> Self {
        Self { code, values: Vec::new(), candidates: Vec::new() }
    }

    /// Adds a value for the sentence.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Bad usage, in the words of the argument parser.
    pub(crate) fn usage(message: String) -> Self {
        Self::new("usage").with("message", message)
    }

    /// A name that may mean several entries.
    pub(crate) fn ambiguous(name: &str, candidates: Vec<Candidate>) -> Self {
        Self { candidates, ..Self::new("ambiguous").with("name", name) }
    }

    /// The exit status that goes with the code.
    pub(crate) fn exit(&self) -> Exit {
        match self.code {
            "already-there"
            | "clipboard-empty"
            | "entry-gone"
            | "no-better-name"
            | "no-code-in-picture"
            | "no-code-on-screen"
            | "no-vault"
            | "no-version"
            | "not-found"
            | "nothing-new-on-screen"
            | "nothing-to-export"
            | "nothing-to-move"
            | "nothing-to-redo"
            | "nothing-to-undo"
            | "not-in-trash"
            | "no-secret"
            | "no-code-left"
            | "no-codes-in-file"
            | "no-codes-in-text"
            | "no-recovery-codes" => Exit::Nothing,
            "export-password-needed"
            | "file-maybe-encrypted"
            | "file-password-needed"
            | "key-file-needed"
            | "key-file-unusable"
            | "locked"
            | "no-terminal"
            | "recovery-closed"
            | "wait"
            | "wrong-file-password"
            | "wrong-file-password-or-damaged"
            | "wrong-passphrase"
            | "wrong-password" => Exit::Locked,
            "altered"
            | "damaged"
            | "damaged-file"
            | "damaged-migration"
            | "damaged-picture"
            | "file-not-found"
            | "file-unreadable"
            | "newer-version"
            | "not-a-picture"
            | "not-a-vault"
            | "proof-failed"
            | "recovery-damaged"
            | "unknown-file"
            | "unsupported-picture"
            | "vault-missing" => Exit::Unreadable,
            "confirmation-needed"
            | "confirmation-wrong"
            | "conflict"
            | "cost-limit"
            | "exists"
            | "file-cost-limit"
            | "file-needs-consent"
            | "file-too-large"
            | "migration-too-large"
            | "needs-consent"
            | "passphrase-is-password"
            | "password-file-shared"
            | "picture-too-large"
            | "plaintext-refused"
            | "read-only" => Exit::Refused,
            "vault-busy" => Exit::Busy,
            "clipboard-refused" | "desktop-refused" | "disk-full" | "internal" | "keyring-silent"
            | "no-data-folder" | "no-memory" | "no-screen" | "screen-not-allowed" | "no-permission" => Exit::System,
            code if code.starts_with("unsupported-file") => Exit::Unreadable,
            // All others say that something typed or given is wrong.
            _ => Exit::Usage,
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self { code: failure.code, values: failure.values, candidates: Vec::new() }
    }
}
