//! One error type for everything a window or a command line asks for.
//!
//! A failure has a stable code in kebab case, which both faces turn into a sentence in the person's language,
//! and values for that sentence: numbers and names, never content of what was read.

use std::fmt::{Display, Formatter};

/// Why something was not done. Nothing is changed and nothing is lost when one is returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Stable, kebab-case. The list of all codes is [`CODES`].
    pub code: &'static str,
    /// Values for the sentence, by name.
    pub values: Vec<(&'static str, String)>,
}

/// Every code that a [`Failure`] can have. Both faces have a sentence for each in each language (tested there).
pub const CODES: &[&str] = &[
    "altered",
    "ambiguous",
    "bad-counter",
    "bad-digits",
    "bad-hotkey",
    "bad-period",
    "bad-pin",
    "bad-secret",
    "bad-setting",
    "bad-template",
    "challenge-response",
    "clipboard-empty",
    "clipboard-refused",
    "confirmation-wrong",
    "cost-limit",
    "damaged",
    "damaged-entry",
    "damaged-file",
    "damaged-migration",
    "damaged-picture",
    "desktop-refused",
    "disk-full",
    "empty-secret",
    "encrypted-by-device",
    "entry-gone",
    "entry-password",
    "exists",
    "export-password-needed",
    "export-too-large",
    "file-cost-limit",
    "file-maybe-encrypted",
    "file-missing",
    "file-needs-consent",
    "file-not-found",
    "file-password-needed",
    "file-too-large",
    "hidden-in-file",
    "hotkey-taken",
    "hotkey-unsupported",
    "internal",
    "is-migration",
    "key-file-needed",
    "key-file-unusable",
    "keyring-silent",
    "link-too-long",
    "links-off",
    "locked",
    "migration-too-large",
    "needs-consent",
    "newer-version",
    "no-better-name",
    "no-code-in-picture",
    "no-code-on-screen",
    "no-code-left",
    "no-codes-in-file",
    "no-codes-in-text",
    "no-memory",
    "no-permission",
    "no-recovery-codes",
    "no-screen",
    "no-secret",
    "no-such-code",
    "no-vault",
    "no-version",
    "not-a-link",
    "not-a-picture",
    "not-a-vault",
    "not-found",
    "nothing-new-on-screen",
    "nothing-to-move",
    "nothing-to-export",
    "nothing-to-redo",
    "nothing-to-undo",
    "passphrase-empty",
    "passphrase-is-password",
    "password-empty",
    "password-too-long",
    "picture-too-large",
    "pin-needed",
    "plaintext-refused",
    "qr-too-long",
    "read-only",
    "recovery-closed",
    "recovery-damaged",
    "recovery-key-length",
    "recovery-key-typo",
    "response-format",
    "review-changed",
    "screen-not-allowed",
    "showing-over",
    "secret-too-long",
    "too-many",
    "too-many-codes",
    "typing-focus",
    "typing-interrupted",
    "typing-keys-held",
    "typing-layout",
    "typing-no-program",
    "typing-unsupported",
    "unknown-algorithm",
    "unknown-export",
    "unknown-file",
    "unknown-type",
    "unsupported-file",
    "unsupported-file-age-key",
    "unsupported-file-bitwarden-account-restricted",
    "unsupported-file-certificate",
    "unsupported-file-dashlane-file",
    "unsupported-file-database-needed",
    "unsupported-file-encryption",
    "unsupported-file-ente-page",
    "unsupported-file-keepass-1",
    "unsupported-file-keepass-pre-release",
    "unsupported-file-newer-version",
    "unsupported-file-openpgp",
    "unsupported-file-opens-on-phone-only",
    "unsupported-file-other-version",
    "unsupported-file-rsa-securid",
    "unsupported-file-steam-manifest-needed",
    "unsupported-file-windows-account",
    "unsupported-picture",
    "vault-busy",
    "vault-missing",
    "wait",
    "wrong-file-password",
    "wrong-file-password-or-damaged",
    "wrong-passphrase",
    "wrong-password",
];

impl Failure {
    /// A failure without values.
    pub fn new(code: &'static str) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not in the list of codes");
        Self { code, values: Vec::new() }
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The value of that name, "" when there is none.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)?;
        for (name, value) in &self.values {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

impl From<watchword_vault::SaveError> for Failure {
    fn from(error: watchword_vault::SaveError) -> Self {
        crate::profile::save_failure(&error)
    }
}

impl From<watchword_secret::RandomFailed> for Failure {
    fn from(_: watchword_secret::RandomFailed) -> Self {
        Self::new("internal")
    }
}
