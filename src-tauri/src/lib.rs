//! The window of Watchword: a thin shell around `watchword-service`.
//!
//! [`run`] puts together the folder, the machine and the windows. `desk` holds the open vault, `commands` are what the
//! pages can ask for, `ipc` the data that crosses, `window` and `files` what the person does to the window from outside,
//! `lock`, `ticker` and `signals` what happens when nobody does anything. Around the window: `instance` and `arguments`
//! for other starts, `handed` for what they bring, `tray`, `hiding` and `place` for where it is, `system` for what the
//! system is told, `capture` for what others see of it. `quick` is the second window, `hotkey` the key that opens it,
//! `typing` what goes into other programs.
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
mod hiding;
mod hotkey;
mod instance;
mod ipc;
mod lock;
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
        .invoke_handler(handler())
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

/// Calls of the page, by their names. The list is held against `command_names.rs` by a test.
fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    use commands::{
        backups, entries, export, imported, intake, list, names, quick, recovery, screen, secrets, settings, unlock,
        window,
    };
    tauri::generate_handler![
        backups::backups,
        backups::make_backup,
        backups::pick_backup,
        entries::detail,
        entries::edit_entry,
        entries::erase_from_trash,
        entries::list_trash,
        entries::pin_entries,
        entries::put_before,
        entries::redo,
        entries::restore_from_trash,
        entries::tag_entries,
        entries::trash,
        entries::undo,
        export::export_formats,
        export::export_prepare,
        imported::imported,
        imported::imported_again,
        imported::imported_save,
        imported::imported_undo,
        intake::intake,
        intake::intake_accept,
        intake::intake_choose,
        intake::intake_discard,
        intake::intake_leave_file,
        intake::intake_paste,
        intake::intake_pick,
        intake::intake_pick_key_file,
        intake::intake_use_all_names,
        intake::known_apps,
        list::clear_clipboard,
        list::codes,
        list::copy_code,
        list::list,
        list::overview,
        list::rows,
        list::type_code,
        names::apply_names,
        names::names,
        names::preview_names,
        recovery::close_recovery_codes,
        recovery::copy_next_recovery_code,
        recovery::recovery_codes,
        recovery::tick_recovery_code,
        secrets::add_recovery_codes,
        secrets::change_recovery_passphrase,
        quick::quick,
        quick::quick_cleared,
        quick::quick_copy,
        quick::quick_hide,
        quick::quick_search,
        quick::quick_show,
        quick::quick_to_main,
        quick::quick_type,
        screen::allow_capture,
        screen::hide_from_capture,
        screen::present,
        screen::screen,
        secrets::change_password,
        secrets::create_vault,
        secrets::entry_qr,
        secrets::export_save,
        secrets::intake_mend,
        secrets::intake_text,
        secrets::intake_typed,
        secrets::intake_unlock_file,
        secrets::open_recovery_codes,
        secrets::new_recovery_key,
        secrets::password_strength,
        secrets::preview_recovery_codes,
        secrets::rehearse,
        secrets::remember,
        secrets::restore_backup,
        secrets::restore_version,
        secrets::set_password,
        secrets::unlock,
        secrets::unlock_with_recovery_key,
        settings::change_settings,
        settings::forget_computer,
        settings::settings,
        settings::ways,
        unlock::accept_older_copy,
        unlock::activity,
        unlock::copy_recovery_key,
        unlock::keep_recovery_key,
        unlock::lock,
        unlock::start,
        unlock::suggest_passphrase,
        window::hide_window,
    ]
}

/// The typed half of the commands, for the generated bindings. Commands that carry secrets as raw bytes are not
/// among them: `ui/src/ipc/tauri.ts` calls those by hand.
#[cfg(test)]
fn typed_commands() -> tauri_specta::Builder<tauri::Wry> {
    use commands::{
        backups, entries, export, imported, intake, list, names, quick, recovery, screen, settings, unlock, window,
    };
    tauri_specta::Builder::new().commands(tauri_specta::collect_commands![
        backups::backups,
        backups::make_backup,
        backups::pick_backup,
        entries::detail,
        entries::edit_entry,
        entries::erase_from_trash,
        entries::list_trash,
        entries::pin_entries,
        entries::put_before,
        entries::redo,
        entries::restore_from_trash,
        entries::tag_entries,
        entries::trash,
        entries::undo,
        export::export_formats,
        export::export_prepare,
        imported::imported,
        imported::imported_again,
        imported::imported_save,
        imported::imported_undo,
        intake::intake,
        intake::intake_accept,
        intake::intake_choose,
        intake::intake_discard,
        intake::intake_leave_file,
        intake::intake_paste,
        intake::intake_pick,
        intake::intake_pick_key_file,
        intake::intake_use_all_names,
        intake::known_apps,
        list::clear_clipboard,
        list::codes,
        list::copy_code,
        list::list,
        list::overview,
        list::rows,
        list::type_code,
        names::apply_names,
        names::names,
        names::preview_names,
        recovery::close_recovery_codes,
        recovery::copy_next_recovery_code,
        recovery::recovery_codes,
        recovery::tick_recovery_code,
        quick::quick,
        quick::quick_cleared,
        quick::quick_copy,
        quick::quick_hide,
        quick::quick_search,
        quick::quick_show,
        quick::quick_to_main,
        quick::quick_type,
        screen::allow_capture,
        screen::hide_from_capture,
        screen::present,
        screen::screen,
        settings::change_settings,
        settings::forget_computer,
        settings::settings,
        settings::ways,
        unlock::accept_older_copy,
        unlock::activity,
        unlock::copy_recovery_key,
        unlock::keep_recovery_key,
        unlock::lock,
        unlock::start,
        unlock::suggest_passphrase,
        window::hide_window,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cargo xtask bindings` sets `WATCHWORD_WRITE_BINDINGS` and so writes the file that this holds against the types.
    #[test]
    fn bindings_are_those_of_the_types() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        typed_commands().export(specta_typescript::Typescript::default(), &fresh).unwrap();
        let bindings = std::fs::read_to_string(&fresh).unwrap();
        if std::env::var_os("WATCHWORD_WRITE_BINDINGS").is_some() {
            std::fs::write(&file, &bindings).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), bindings, "run cargo xtask bindings");
    }

    #[test]
    fn every_command_is_declared_and_allowed_and_nothing_else_is() {
        let source = include_str!("lib.rs");
        let listed = source.split("generate_handler![").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
        let mut handled: Vec<&str> = listed
            .split(',')
            .filter_map(|path| path.trim().rsplit("::").next())
            .filter(|name| !name.is_empty())
            .collect();
        handled.sort_unstable();
        let mut declared = command_names::COMMANDS.to_vec();
        declared.sort_unstable();
        assert_eq!(handled, declared);
        let config: serde_json::Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
        let allowed = |window: usize| -> Vec<&str> {
            let permissions = &config["app"]["security"]["capabilities"][window]["permissions"];
            let mut names: Vec<&str> =
                permissions.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
            names.sort_unstable();
            names
        };
        let expected = |commands: &[&str]| -> Vec<String> {
            let mut names: Vec<String> =
                commands.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
            names.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned));
            names.sort_unstable();
            names
        };
        // Quick search has its own commands and two that it shares; the main window has all but those of quick search.
        let (of_quick, of_main): (Vec<&str>, Vec<&str>) = declared.iter().partition(|name| name.starts_with("quick"));
        assert_eq!(allowed(0), expected(&of_main));
        assert_eq!(allowed(1), expected(&[of_quick, vec!["codes", "unlock"]].concat()));
        let capabilities = config["app"]["security"]["capabilities"].as_array().unwrap();
        let windows: Vec<_> = capabilities.iter().map(|capability| &capability["windows"]).collect();
        assert_eq!(windows, [&serde_json::json!(["main"]), &serde_json::json!(["quick"])]);
    }
}
