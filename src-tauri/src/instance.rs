//! One window for one vault: a second start shows the first one, and hands it what it was started with.

use crate::arguments::Arguments;
use crate::desk::Desk;
use crate::{handed, hiding, quick};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use tauri::Wry;
use tauri::plugin::TauriPlugin;

/// The plugin, which ends this process when there is another one for the same vault.
pub(crate) fn plugin(desk: Desk) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::init(move |app, arguments, folder| {
        let arguments = Arguments::read(arguments.into_iter().skip(1), Path::new(&folder));
        if arguments.quick {
            quick::toggle(app);
        } else if !arguments.hidden {
            hiding::show(app);
        }
        handed::take(app, &desk, arguments);
    })
}

/// By what the system knows the program that shows the vault in `folder`: as another program than the one for the usual
/// folder, so that both may run.
pub(crate) fn identifier(program: &str, folder: &Path) -> String {
    if watchword_desktop::data_folder().is_some_and(|usual| usual == folder) {
        return program.to_owned();
    }
    // The same folder by another name is the same vault.
    let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned());
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("{program}.vault{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folder_has_its_own_window_and_the_usual_one_is_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        let usual = watchword_desktop::data_folder().unwrap();
        assert_eq!(identifier("app.example", &usual), "app.example");
        assert_ne!(identifier("app.example", &first), identifier("app.example", &second));
        assert_eq!(identifier("app.example", &first), identifier("app.example", &first), "before it is made");
        std::fs::create_dir(&first).unwrap();
        let around = folder.path().join("first/../first");
        assert_eq!(identifier("app.example", &first), identifier("app.example", &around));
    }
}
