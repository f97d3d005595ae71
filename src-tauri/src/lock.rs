//! Locking: everything of the vault is dropped, the web view is destroyed and the process replaces itself.
//!
//! Wiping reaches only what is ours: the web view and the libraries under it keep copies of what was typed and shown,
//! in memory that nothing here can clean. A new process image is the one way to be rid of them (security design 2.9).

use crate::arguments::{BEHIND, HIDDEN};
use crate::desk::Desk;
use crate::place;
use std::process::Command;
use tauri::{AppHandle, Manager};

/// Locks because the person said so: this computer is not remembered any longer.
pub(crate) fn by_hand(app: &AppHandle, desk: &Desk) {
    // Whether the slot could be removed or not, what is in memory goes.
    let _ = desk.lock().profile.forget();
    lock(app, desk);
}

/// Locks. Returns only where a process cannot replace itself, after starting another one and asking this to end.
///
/// The process that comes after starts where this one stood, hidden if it was hidden, and without taking the keyboard
/// from the program that has it. What this one was started with
/// is not handed on: it was taken already, and a link among it is a secret.
pub(crate) fn lock(app: &AppHandle, desk: &Desk) {
    let window = app.get_webview_window(crate::window::MAIN);
    let how = window.and_then(|window| match (window.is_visible(), window.is_focused()) {
        (Ok(false), _) => Some(HIDDEN),
        (_, Ok(false)) => Some(BEHIND),
        _ => None,
    });
    place::keep(app, desk);
    desk.lock().close();
    for window in app.webview_windows().into_values() {
        let _ = window.destroy();
    }
    // Or the process that comes after would take this one for another and hand over to it.
    tauri_plugin_single_instance::destroy(app);
    let Ok(program) = std::env::current_exe() else { return app.exit(1) };
    let mut command = Command::new(program);
    command.args(how);
    replace(app, command);
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
