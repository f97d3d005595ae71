//! The window of Watchword: a thin shell around `watchword-service`.
//!
//! [`run`] puts together the folder, the machine and the windows. `desk` holds the open vault, `commands` are what the
//! pages can ask for, `ipc` the data that crosses, `window` and `files` what the person does to the window from outside,
//! `quick` the second window, `hotkey` the key that opens it, `typing` what goes into other programs, `lock` and `ticker`
//! what happens when nobody does anything.
//!
//! Invariants: no web view holds a permission beyond listening to events and the commands named in
//! `tauri.conf.json`; no secret is in anything a command returns, but the recovery key at the moment it is made; while
//! the vault is locked, neither the page nor this process holds anything of it.

#[cfg(test)]
mod command_names;
mod commands;
mod desk;
mod files;
mod hotkey;
mod ipc;
mod lock;
mod quick;
mod ticker;
mod typing;
mod window;

use anyhow::Context;
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
    let (ticking, leaving) = (desk.clone(), desk.clone());
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(desk)
        .manage(quick::Quick::default())
        .manage(hotkey::Key::default())
        .invoke_handler(handler())
        .setup(move |app| {
            window::open(app.handle())?;
            quick::build(app.handle())?;
            hotkey::start(app.handle(), &ticking);
            // Not again by the process that comes after a lock.
            if quick::is_asked_for(std::env::args()) && lock::place_before().is_none() {
                quick::toggle(app.handle());
            }
            ticking.tell(app.handle().clone());
            ticker::start(app.handle().clone(), ticking);
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(move |_, event| {
            if matches!(event, tauri::RunEvent::Exit) {
                leaving.lock().close();
            }
        });
    Ok(())
}

/// Calls of the page, by their names. The list is held against `command_names.rs` by a test.
fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    use commands::{backups, entries, intake, list, names, quick, secrets, settings, unlock};
    tauri::generate_handler![
        backups::backups,
        backups::make_backup,
        backups::pick_backup,
        entries::detail,
        entries::edit_entry,
        entries::erase_from_trash,
        entries::list_trash,
        entries::restore_from_trash,
        entries::trash,
        entries::undo,
        intake::intake,
        intake::intake_accept,
        intake::intake_choose,
        intake::intake_discard,
        intake::intake_paste,
        intake::intake_pick,
        intake::intake_use_all_names,
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
        quick::quick,
        quick::quick_cleared,
        quick::quick_copy,
        quick::quick_hide,
        quick::quick_search,
        quick::quick_show,
        quick::quick_to_main,
        quick::quick_type,
        secrets::create_vault,
        secrets::intake_text,
        secrets::intake_typed,
        secrets::password_strength,
        secrets::rehearse,
        secrets::restore_backup,
        secrets::restore_version,
        secrets::set_password,
        secrets::unlock,
        secrets::unlock_with_recovery_key,
        settings::change_settings,
        settings::settings,
        unlock::accept_older_copy,
        unlock::activity,
        unlock::copy_recovery_key,
        unlock::keep_recovery_key,
        unlock::lock,
        unlock::start,
        unlock::suggest_passphrase,
    ]
}

/// The typed half of the commands, for the generated bindings. Commands that carry secrets as raw bytes are not
/// among them: `ui/src/ipc/tauri.ts` calls those by hand.
#[cfg(test)]
fn typed_commands() -> tauri_specta::Builder<tauri::Wry> {
    use commands::{backups, entries, intake, list, names, quick, settings, unlock};
    tauri_specta::Builder::new().commands(tauri_specta::collect_commands![
        backups::backups,
        backups::make_backup,
        backups::pick_backup,
        entries::detail,
        entries::edit_entry,
        entries::erase_from_trash,
        entries::list_trash,
        entries::restore_from_trash,
        entries::trash,
        entries::undo,
        intake::intake,
        intake::intake_accept,
        intake::intake_choose,
        intake::intake_discard,
        intake::intake_paste,
        intake::intake_pick,
        intake::intake_use_all_names,
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
        quick::quick,
        quick::quick_cleared,
        quick::quick_copy,
        quick::quick_hide,
        quick::quick_search,
        quick::quick_show,
        quick::quick_to_main,
        quick::quick_type,
        settings::change_settings,
        settings::settings,
        unlock::accept_older_copy,
        unlock::activity,
        unlock::copy_recovery_key,
        unlock::keep_recovery_key,
        unlock::lock,
        unlock::start,
        unlock::suggest_passphrase,
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
