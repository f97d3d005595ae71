//! The screen: pictures of it, to find QR codes in, which stay in memory and are wiped; and what it can show.
//!
//! On X11 every monitor is a picture of its own, taken from the X server; on Wayland the desktop gives one of all of them,
//! and may ask the person first; elsewhere the system is asked for each monitor.

#[cfg(target_os = "linux")]
mod portal;
#[cfg(not(target_os = "linux"))]
mod system;
#[cfg(target_os = "linux")]
mod x11;

use watchword_service::{Failure, ScreenPicture};

/// What all screens show now. On Wayland it waits for the person's answer.
///
/// # Errors
/// `screen-not-allowed` when the person or the system refuses, `no-screen` where there is none to ask.
#[cfg(target_os = "linux")]
pub fn screen_pictures() -> Result<Vec<ScreenPicture>, Failure> {
    // The X server beside a Wayland desktop answers too, with a black picture.
    if crate::x11::is_wayland() {
        return portal::picture().map(|picture| vec![picture]);
    }
    let pictures = x11::pictures().unwrap_or_default();
    if pictures.is_empty() { Err(Failure::new("no-screen")) } else { Ok(pictures) }
}

/// What all screens show now.
///
/// # Errors
/// `screen-not-allowed` when the system refuses, `no-screen` where there is none.
#[cfg(not(target_os = "linux"))]
pub fn screen_pictures() -> Result<Vec<ScreenPicture>, Failure> {
    system::pictures()
}

/// Whether windows can let what is under them be seen. X11 needs a compositor for that; Wayland is one.
#[cfg(target_os = "linux")]
pub fn is_composited() -> bool {
    crate::x11::is_wayland() || crate::x11::Display::open().is_some_and(|display| display.is_composited())
}

/// Every desktop of these systems can.
#[cfg(not(target_os = "linux"))]
pub fn is_composited() -> bool {
    true
}
