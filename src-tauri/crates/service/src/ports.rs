//! What the service needs of the machine, as traits: the desktop crate implements them, tests fake them.

use crate::failure::Failure;
use watchword_secret::{SecretBytes, SecretText};

/// The clocks. They are read once per operation, never per row.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, by the wall clock. People and programs set it: codes are computed by it, and nothing
    /// that protects is measured by it alone.
    fn now_ms(&self) -> u64;
    /// Milliseconds since some moment before this process began. Nobody sets it and sleep counts: how long something
    /// took, and when something is due, is measured by it.
    fn steady_ms(&self) -> u64;
}

/// The system keyring, which holds one convenience key per vault and is never the only way in.
pub trait Keyring: Send + Sync {
    /// Stores the key of a vault. `vault` names the vault and contains no line break.
    ///
    /// # Errors
    /// `keyring-silent` when no keyring answers or it refuses.
    fn store(&self, vault: &str, key: &SecretBytes) -> Result<(), Failure>;
    /// The key of a vault, `None` when the keyring holds none.
    ///
    /// # Errors
    /// `keyring-silent` when no keyring answers.
    fn load(&self, vault: &str) -> Result<Option<SecretBytes>, Failure>;
    /// Forgets the key of a vault. Nothing to forget is not an error.
    ///
    /// # Errors
    /// `keyring-silent` when no keyring answers.
    fn forget(&self, vault: &str) -> Result<(), Failure>;
    /// Whether a keyring answers at all, without asking the person anything.
    fn answers(&self) -> bool;
}

/// A picture taken from the clipboard: eight-bit RGBA, row by row.
pub struct Pixels {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// `width * height * 4` bytes; wiped when dropped, because a picture of a QR code is its secret.
    pub rgba: SecretBytes,
}

/// A picture of one screen, or of all side by side, as the desktop gives it.
pub enum ScreenPicture {
    /// Pixels.
    Pixels(Pixels),
    /// The bytes of a picture file; there is no such file any more.
    File(SecretBytes),
}

/// The clipboard of the desktop.
pub trait Clipboard: Send + Sync {
    /// Puts `text` there, marked so that clipboard histories leave it out where the system knows such a mark.
    ///
    /// # Errors
    /// `clipboard-refused` when the system does not take it.
    fn put(&self, text: &SecretText) -> Result<(), Failure>;
    /// Empties it if it still holds `text`; `false` when it could not be emptied.
    fn clear_if(&self, text: &SecretText) -> bool;
    /// The text there, `None` when there is none.
    fn text(&self) -> Option<SecretText>;
    /// The picture there, `None` when there is none.
    fn picture(&self) -> Option<Pixels>;
}
