//! The window of Watchword: a thin shell around `watchword-service`.
//!
//! [`run`] puts together the folder, the machine and the windows. `desk` holds the open vault, `commands` are what the
//! pages can ask for (`handler` lists them), `ipc` the data that crosses, `window` and `files` what the person does to
//! the window from outside, `lock`, `ticker` and `signals` what happens when nobody does anything. Around the window:
//! `instance` and `arguments`
//! for other starts, `handed` for what they bring, `tray`, `hiding` and `place` for where it is, `system` for what the
//! system is told, `capture` for what others see of it. `quick` is the second window, `hotkey` the key that opens it,
//! `typing` what goes into other programs, `looking` for codes on the screens.
//!
//! Invariants: no web view holds a permission beyond listening to events and the commands named in
//! `tauri.conf.json`; no secret is in anything a command returns, but the recovery key at the moment it is made and
//! recovery codes of a site while they are open; while
//! the vault is locked, neither the page nor this process holds anything of it.

mod arguments;
mod capture;
#[cfg(test)]
mod command_names;
mod commands;
mod desk;
mod files;
mod handed;
mod handler;
mod hiding;
mod hotkey;
mod instance;
mod ipc;
mod lock;
mod looking;
mod place;
mod quick;
mod signals;
mod system;
mod ticker;
mod tray;
mod typing;
mod window;

use anyhow::Context;
use arguments::Arguments;
use desk::Desk;
use std::path::PathBuf;

/// Runs the window until it is closed.
///
/// # Errors
/// When the folder for the vault cannot be found or the web view cannot be started.
pub fn run() -> anyhow::Result<()> {
    let folder = std::env::var_os("WATCHWORD_VAULT")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(watchword_desktop::data_folder)
        .context("this system names no folder for the data of programs; WATCHWORD_VAULT can name one")?;
    let desk = Desk::new(&folder, watchword_desktop::machine());
    let (running, leaving) = (desk.clone(), desk.clone());
    let mut context = tauri::generate_context!();
    context.config_mut().identifier = instance::identifier(&context.config().identifier, &folder);
    tauri::Builder::default()
        .plugin(instance::plugin(desk.clone()))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_autostart::Builder::new().arg(arguments::HIDDEN).build())
        .manage(desk)
        .manage(quick::Quick::default())
        .manage(hotkey::Key::default())
        .manage(capture::Capture::default())
        .invoke_handler(handler::handler())
        .setup(move |app| {
            let (app, desk) = (app.handle(), running);
            let here = std::env::current_dir().unwrap_or_default();
            let given = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
            let arguments = Arguments::read(given, &here);
            window::open(app, &desk, &arguments)?;
            quick::build(app)?;
            hotkey::start(app, &desk);
            desk.tell(app.clone());
            tray::make(app, &desk);
            if arguments.hidden {
                hiding::show_without_tray(app.clone());
            }
            if arguments.quick {
                quick::toggle(app);
            }
            handed::take(app, &desk, arguments);
            signals::start(app, &desk);
            ticker::start(app.clone(), desk);
            Ok(())
        })
        .build(context)?
        .run(move |_, event| {
            if matches!(event, tauri::RunEvent::Exit) {
                leaving.lock().close();
            }
        });
    Ok(())
}
