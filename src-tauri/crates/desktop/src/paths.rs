//! Where the vault lives when nobody says otherwise.

use directories::BaseDirs;
use std::path::PathBuf;

/// The name of our folder: the bundle identifier where the system asks for one, else the program's name.
const FOLDER: &str = if cfg!(target_os = "macos") { "app.watchword.desktop" } else { "watchword" };

/// The folder of the vault: `~/.local/share/watchword`, on macOS `~/Library/Application Support/app.watchword.desktop`,
/// on Windows `%LOCALAPPDATA%\watchword` (a vault must not roam by itself). It is not made here. `None` when the
/// system does not say where the person's files are.
///
/// The variable `WATCHWORD_VAULT` is the caller's to look at.
pub fn data_folder() -> Option<PathBuf> {
    Some(BaseDirs::new()?.data_local_dir().join(FOLDER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_ours_alone() {
        let folder = data_folder().unwrap();
        assert!(folder.is_absolute());
        assert_eq!(folder.file_name().unwrap(), FOLDER);
    }
}
