//! Every command of the page, in one list: it makes the handler of calls, the generated bindings, and what the tests hold
//! against `command_names.rs` and the permissions in `tauri.conf.json`.

use crate::commands::{
    backups, entries, export, icons, imported, intake, list, names, phone, quick, recovery, screen, secrets, settings,
    unlock, window,
};

/// Hands the typed commands, and what else is named, to a macro that takes a list of commands.
macro_rules! typed_and {
    ([$($taker:tt)+] $($raw:tt)*) => {
        $($taker)+![
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
            icons::pick_icon,
            icons::set_icon,
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
            intake::intake_pick_folder,
            intake::intake_pick_key_file,
            intake::intake_screen,
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
            phone::close_phone_pictures,
            phone::phone_entries,
            phone::phone_plan,
            quick::quick,
            quick::quick_cleared,
            quick::quick_copy,
            quick::quick_hide,
            quick::quick_search,
            quick::quick_show,
            quick::quick_to_main,
            quick::quick_type,
            recovery::close_recovery_codes,
            recovery::copy_next_recovery_code,
            recovery::recovery_codes,
            recovery::tick_recovery_code,
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
            $($raw)*
        ]
    };
}

/// Answers the calls of the page.
pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    // Commands that carry secrets as raw bytes are not among the typed ones: `ui/src/ipc/tauri.ts` calls them by hand.
    typed_and!(
        [tauri::generate_handler]
        icons::icon_picture,
        secrets::add_recovery_codes,
        secrets::change_password,
        secrets::change_recovery_passphrase,
        secrets::create_vault,
        secrets::entry_qr,
        secrets::export_save,
        secrets::intake_mend,
        secrets::intake_text,
        secrets::intake_typed,
        secrets::intake_unlock_file,
        secrets::new_recovery_key,
        secrets::open_phone_pictures,
        secrets::open_recovery_codes,
        secrets::password_strength,
        secrets::phone_picture,
        secrets::preview_recovery_codes,
        secrets::rehearse,
        secrets::remember,
        secrets::restore_backup,
        secrets::restore_version,
        secrets::set_password,
        secrets::unlock,
        secrets::unlock_with_recovery_key,
    )
}

#[cfg(test)]
mod tests {
    use super::{backups, entries, export, icons, imported, intake, list, names, phone, quick, recovery, screen};
    use super::{settings, unlock, window};

    /// `cargo xtask bindings` sets `WATCHWORD_WRITE_BINDINGS` and so writes the file that this holds against the types.
    #[test]
    fn bindings_are_those_of_the_types() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        let commands = typed_and!([tauri_specta::collect_commands]);
        let typed = tauri_specta::Builder::<tauri::Wry>::new().commands(commands);
        typed.export(specta_typescript::Typescript::default(), &fresh).unwrap();
        let bindings = std::fs::read_to_string(&fresh).unwrap();
        if std::env::var_os("WATCHWORD_WRITE_BINDINGS").is_some() {
            std::fs::write(&file, &bindings).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), bindings, "run cargo xtask bindings");
    }

    #[test]
    fn every_command_is_declared_and_allowed_and_nothing_else_is() {
        let source = include_str!("handler.rs").split("mod tests").next().unwrap();
        // A command is a line of its own: `module::name,`.
        let mut handled: Vec<&str> = source
            .lines()
            .filter_map(|line| line.trim().strip_suffix(',')?.split_once("::"))
            .filter_map(|(_, name)| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_').then_some(name))
            .collect();
        handled.sort_unstable();
        let mut declared = crate::command_names::COMMANDS.to_vec();
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
        // Quick search has its own commands and three that it shares; the main window has all but those of quick search.
        let (of_quick, of_main): (Vec<&str>, Vec<&str>) = declared.iter().partition(|name| name.starts_with("quick"));
        assert_eq!(allowed(0), expected(&of_main));
        assert_eq!(allowed(1), expected(&[of_quick, vec!["codes", "icon_picture", "unlock"]].concat()));
        let capabilities = config["app"]["security"]["capabilities"].as_array().unwrap();
        let windows: Vec<_> = capabilities.iter().map(|capability| &capability["windows"]).collect();
        assert_eq!(windows, [&serde_json::json!(["main"]), &serde_json::json!(["quick"])]);
    }
}
