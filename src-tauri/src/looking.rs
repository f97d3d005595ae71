//! Looking at the screens for codes: the window is out of the way meanwhile.

use crate::window::MAIN;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager, PhysicalPosition, WebviewWindow};
use watchword_service::intake::read_screen;
use watchword_service::picture::{PictureError, Scan};
use watchword_service::{Failure, ScreenPicture};

/// How long the window may take to be gone.
const TO_GO: Duration = Duration::from_secs(2);
/// What the desktop and the programs under the window need to draw what it hid.
const TO_DRAW: Duration = Duration::from_millis(350);

/// What is on each screen. Takes long, and the window is hidden for the first part of it.
///
/// # Errors
/// `screen-not-allowed`, `no-screen`.
pub(crate) fn look(app: &AppHandle) -> Result<Vec<Result<Scan, PictureError>>, Failure> {
    let pictures: Vec<ScreenPicture> = {
        let _away = Away::go(app);
        watchword_desktop::screen_pictures()?
    };
    Ok(pictures.iter().map(read_screen).collect())
}

/// The window is hidden as long as this lives, and comes back whatever happens then.
struct Away {
    window: Option<WebviewWindow>,
    stood: Option<PhysicalPosition<i32>>,
}

impl Away {
    fn go(app: &AppHandle) -> Self {
        let window = app.get_webview_window(MAIN).filter(|window| window.is_visible().unwrap_or(false));
        let stood = window.as_ref().and_then(|window| window.outer_position().ok());
        if let Some(window) = &window {
            let _ = window.hide();
            let end = Instant::now() + TO_GO;
            while window.is_visible().unwrap_or(false) && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(20));
            }
            std::thread::sleep(TO_DRAW);
        }
        Self { window, stood }
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        let Some(window) = &self.window else { return };
        let _ = window.show();
        // A window that is shown again is put where a new one would go.
        if let Some(stood) = self.stood.filter(|_| !window.is_maximized().unwrap_or(false)) {
            let _ = window.set_position(stood);
        }
        let _ = window.set_focus();
    }
}
