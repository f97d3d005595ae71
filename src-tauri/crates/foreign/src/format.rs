//! What a format is to this crate, and what it is given to read.

use watchword_secret::{SecretBytes, SecretText};

use crate::{Contents, OpenError, Probe};

/// A file as it came. Its name is a hint only.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The file name, without folders.
    pub name: &'a str,
    /// Everything in it.
    pub bytes: &'a [u8],
}

/// What may open a file.
#[derive(Clone, Copy, Default)]
pub struct Credentials<'a> {
    /// The password as it was typed; neither trimmed nor normalised.
    pub password: Option<&'a SecretText>,
    /// The content of a key file.
    pub key_file: Option<&'a SecretBytes>,
    /// Whether the person agreed to derivations that take more than 1 GiB of memory
    /// ([`OpenError::MuchMemoryNeeded`] asks).
    pub may_take_much_memory: bool,
}

impl Credentials<'_> {
    /// The password, or the answer that asks for it.
    ///
    /// # Errors
    /// [`OpenError::PasswordNeeded`] when there is none.
    pub fn password(&self) -> Result<&SecretText, OpenError> {
        self.password.ok_or(OpenError::PasswordNeeded)
    }
}

/// How sure it is that a file is of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// Nothing speaks against it: the format has no signature. Tried when nothing is certain.
    Possible,
    /// Its signature or its keys are there.
    Certain,
}

/// One format: one file in `formats/`, one line in [`crate::FORMATS`].
pub struct Format {
    /// Its stable name, in kebab-case.
    pub id: &'static str,
    /// The program, as people know it.
    pub app: &'static str,
    /// Usual ends of file names, for file dialogs and the documentation. Never decides.
    pub extensions: &'static [&'static str],
    /// Where the format is described: a page and section of docs/formats.
    pub section: &'static str,
    /// The names of this format in `tests/vectors/index*.json`.
    pub vectors: &'static [&'static str],
    /// Whether a file is of this format. Derives no key.
    pub detect: fn(&Probe<'_>) -> Option<Sureness>,
    /// Whether a file of this format needs a password (or key file). Derives no key.
    pub needs_password: fn(&Probe<'_>) -> bool,
    /// Reads a file of this format.
    pub read: fn(&Probe<'_>, &Credentials<'_>) -> Result<Contents, OpenError>,
}

/// For [`Format::needs_password`] of formats that are never encrypted.
pub(crate) fn never(_probe: &Probe<'_>) -> bool {
    false
}

/// For [`Format::needs_password`] of formats that always are.
pub(crate) fn always(_probe: &Probe<'_>) -> bool {
    true
}

/// [`Sureness::Certain`] when `is_so`.
pub(crate) fn certain_if(is_so: bool) -> Option<Sureness> {
    is_so.then_some(Sureness::Certain)
}
