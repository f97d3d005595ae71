//! What happens by itself: the automatic lock, the clearing of the clipboard, the end of capturing, changes that another
//! process saved.

use crate::desk::Desk;
use crate::window::MAIN;
use serde::Serialize;
use std::time::Duration;
use tauri::{AppHandle, Emitter};
use watchword_service::profile::Remembered;

/// How often it looks.
const BEAT: Duration = Duration::from_secs(1);

#[derive(Clone, Serialize)]
struct ClipboardCleared {
    ok: bool,
}

/// Starts looking, on a thread of its own for as long as the process lives.
pub(crate) fn start(app: AppHandle, desk: Desk) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(BEAT);
            beat(&app, &desk);
            crate::tray::refresh(&app, &desk);
        }
    });
}

fn beat(app: &AppHandle, desk: &Desk) {
    crate::capture::beat(app, desk);
    let mut guard = desk.lock();
    let inner = &mut *guard;
    let Some(session) = &mut inner.session else { return };
    if session.is_trusted() && inner.profile.remembered() == Remembered::No {
        session.distrust();
    }
    if session.is_idle() {
        drop(guard);
        return crate::lock::lock(app, desk);
    }
    session.close_recovery_codes_if_due();
    session.close_phone_pictures_if_due();
    if let Some(ok) = session.clear_clipboard_if_due() {
        let _ = app.emit_to(MAIN, "clipboard-cleared", ClipboardCleared { ok });
    }
    // A look costs one call to the file system while nothing changed. What cannot be read now is looked at again.
    if session.take_over_changes() == Ok(true) {
        desk.announce(inner);
    }
}
