//! Locking: everything of the vault is dropped, the web view is destroyed and the process replaces itself.
//!
//! Wiping reaches only what is ours: the web view and the libraries under it keep copies of what was typed and shown,
//! in memory that nothing here can clean. A new process image is the one way to be rid of them (security design 2.9).

use crate::desk::Desk;
use std::process::Command;
use tauri::{AppHandle, Manager};

/// Where the window stood, for the process that comes after: `x,y,width,height` in pixels.
const PLACE: &str = "WATCHWORD_REOPEN_AT";

/// Locks. Returns only where a process cannot replace itself, after starting another one and asking this to end.
pub(crate) fn lock(app: &AppHandle, desk: &Desk) {
    let place = app.get_webview_window(crate::window::MAIN).and_then(|window| {
        let (at, size) = (window.outer_position().ok()?, window.inner_size().ok()?);
        Some(format!("{},{},{},{}", at.x, at.y, size.width, size.height))
    });
    desk.lock().close();
    for window in app.webview_windows().into_values() {
        let _ = window.destroy();
    }
    let Ok(program) = std::env::current_exe() else { return app.exit(1) };
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1));
    if let Some(place) = place {
        command.env(PLACE, place);
    }
    replace(app, command);
}

/// Where the window stood before the process replaced itself.
pub(crate) fn place_before() -> Option<(i32, i32, u32, u32)> {
    let text = std::env::var(PLACE).ok()?;
    let mut parts = text.split(',');
    let place = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    (place.2 > 0 && place.3 > 0).then_some(place)
}

#[cfg(unix)]
fn replace(app: &AppHandle, mut command: Command) {
    use std::os::unix::process::CommandExt;
    // Comes back only when it failed: then at least nothing of the vault is left to serve.
    let _ = command.exec();
    app.exit(1);
}

#[cfg(not(unix))]
fn replace(app: &AppHandle, mut command: Command) {
    let started = command.spawn().is_ok();
    app.exit(i32::from(!started));
}
