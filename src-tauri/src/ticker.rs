//! What happens by itself: the automatic lock, the clearing of the clipboard, changes that another process saved.

use crate::desk::Desk;
use crate::window::MAIN;
use serde::Serialize;
use std::time::Duration;
use tauri::{AppHandle, Emitter};

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
        }
    });
}

fn beat(app: &AppHandle, desk: &Desk) {
    let mut inner = desk.lock();
    let Some(session) = &mut inner.session else { return };
    if session.is_idle() {
        drop(inner);
        return crate::lock::lock(app, desk);
    }
    if let Some(ok) = session.clear_clipboard_if_due() {
        let _ = app.emit_to(MAIN, "clipboard-cleared", ClipboardCleared { ok });
    }
    // A look costs one call to the file system while nothing changed. What cannot be read now is looked at again.
    if session.take_over_changes() == Ok(true) {
        desk.announce(&mut inner);
    }
}
