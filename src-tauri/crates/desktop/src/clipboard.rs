//! The clipboard of the desktop.
//!
//! On X11 and Wayland what is on the clipboard lives in the program that put it there, so one connection is kept for
//! as long as the process lives. Texts are marked so that clipboard histories leave them out.

use std::sync::{Mutex, PoisonError};
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::{Clipboard, Failure, Pixels};

/// The clipboard of the session that this process runs in. It is connected to at the first use.
#[derive(Default)]
pub struct SystemClipboard {
    connection: Mutex<Option<arboard::Clipboard>>,
}

impl SystemClipboard {
    /// Works with the connection, which is made first where there is none. `None` without a desktop.
    fn with<T>(&self, work: impl FnOnce(&mut arboard::Clipboard) -> T) -> Option<T> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if connection.is_none() {
            *connection = arboard::Clipboard::new().ok();
        }
        connection.as_mut().map(work)
    }
}

impl Clipboard for SystemClipboard {
    fn put(&self, text: &SecretText) -> Result<(), Failure> {
        let put = self.with(|connection| unrecorded(connection.set()).text(text.expose().to_owned()));
        put.and_then(Result::ok).ok_or_else(|| Failure::new("clipboard-refused"))
    }

    fn clear_if(&self, text: &SecretText) -> bool {
        let cleared = self.with(|connection| match connection.get_text().map(SecretText::new) {
            Ok(there) if there == *text => connection.clear().is_ok(),
            // Somebody copied something else, which is not ours to take away.
            Ok(_) | Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => true,
            Err(_) => false,
        });
        cleared.unwrap_or(false)
    }

    fn text(&self) -> Option<SecretText> {
        let text = self.with(|connection| connection.get_text().map(SecretText::new).ok()).flatten()?;
        (!text.is_empty()).then_some(text)
    }

    fn picture(&self) -> Option<Pixels> {
        let image = self.with(|connection| connection.get_image().ok()).flatten()?;
        let (width, height) = (u32::try_from(image.width).ok()?, u32::try_from(image.height).ok()?);
        // Wiped from here on, whatever is wrong with it.
        let rgba = SecretBytes::new(image.bytes.into_owned());
        let expected = u64::from(width) * u64::from(height) * 4;
        (expected > 0 && u64::try_from(rgba.len()).ok()? == expected).then_some(Pixels { width, height, rgba })
    }
}

/// Asks clipboard histories to leave out what follows.
#[cfg(target_os = "linux")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

/// Asks clipboard histories, and monitors that watch the clipboard, to leave out what follows; no other device gets it.
#[cfg(target_os = "windows")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_cloud().exclude_from_history().exclude_from_monitoring()
}

/// Asks clipboard histories to leave out what follows.
#[cfg(target_os = "macos")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}
