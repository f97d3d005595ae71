//! Showing the window, hiding it in the tray, closing it for good.

use crate::desk::Desk;
use crate::window::MAIN;
use crate::{lock, place, tray};
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

/// So long a hidden start waits for a tray: panels come up beside the programs that start with the system.
const PATIENCE: Duration = Duration::from_secs(10);

/// Shows the window and brings it to the front.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Hides the window, if a tray can bring it back. Returns whether it did.
pub(crate) fn hide(app: &AppHandle, desk: &Desk) -> bool {
    if !tray::is_there(app) {
        return false;
    }
    place::keep(app, desk);
    app.get_webview_window(MAIN).is_some_and(|window| window.hide().is_ok())
}

/// The person closed the window: it is hidden where they want that and it can be brought back, else the program ends.
/// Not for the thread that draws: the desktop is asked.
pub(crate) fn close(app: &AppHandle, desk: &Desk) {
    let inner = desk.lock();
    let (settings, is_open) = (inner.settings(), inner.session.is_some());
    drop(inner);
    if !settings.close_to_tray || !hide(app, desk) {
        return quit(app, desk);
    }
    if settings.lock_on_close && is_open {
        lock::by_hand(app, desk);
    }
}

/// Ends the program. What the clipboard holds of the vault goes with it.
pub(crate) fn quit(app: &AppHandle, desk: &Desk) {
    place::keep(app, desk);
    app.exit(0);
}

/// Shows a window that started hidden where no tray comes up to bring it back.
pub(crate) fn show_without_tray(app: AppHandle) {
    std::thread::spawn(move || {
        let end = Instant::now() + PATIENCE;
        while !tray::is_there(&app) {
            if Instant::now() > end {
                return show(&app);
            }
            std::thread::sleep(Duration::from_millis(500));
        }
    });
}
