//! Settings: a versioned TOML file that a person may edit. Keys this version does not know are kept.

use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use watchword_entry::{Ending, NameTemplate, clean_text, known_endings};

/// The most letters of the hint, of an ending, and of an action and its keys.
const HINT_LIMIT: usize = 200;
const ENDING_LIMIT: usize = 40;
const KEY_LIMIT: usize = 40;
/// The most endings.
const MOST_ENDINGS: usize = 100;

/// What may be set. Field names are the keys of the file.
#[expect(clippy::struct_excessive_bools, reason = "switches that are on or off, each by itself")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// Version of the file's shape; 1.
    pub version: u32,
    /// Language of the interface: "system", "en" or "es".
    pub language: String,
    /// "system", "light", "dark", "contrast-light" or "contrast-dark".
    pub theme: String,
    /// "one-line", "normal" or "roomy".
    pub density: String,
    /// Size of text, 90 to 200 per cent.
    pub text_percent: u16,
    /// Dots instead of digits until asked for.
    pub hide_codes: bool,
    /// Order of the list without a search: "used", "name", "newest" or "manual".
    pub sort: String,
    /// What Enter copies: "smart", "current" or "wait".
    pub enter_copies: String,
    /// Within this many last seconds of a step the next code is the one that will still work. 0 to 15.
    pub last_seconds: u8,
    /// A ring on every row, not only where the period is unusual.
    pub ring_on_every_row: bool,
    /// Seconds until a copied code leaves the clipboard, 10 to 120; 0 never.
    pub clipboard_seconds: u16,
    /// Minutes without activity until the vault locks, 1 to 240; 0 never.
    pub lock_minutes: u16,
    /// Lock when the desktop locks its screen.
    pub lock_on_session_lock: bool,
    /// Lock before the computer goes to sleep.
    pub lock_on_suspend: bool,
    /// Lock when another person takes the screen.
    pub lock_on_user_switch: bool,
    /// Lock when the window is closed to the tray.
    pub lock_on_close: bool,
    /// Closing the window leaves Watchword in the tray, where there is one.
    pub close_to_tray: bool,
    /// Start when the person signs in, in the tray where there is one.
    pub start_with_system: bool,
    /// Review `otpauth://` and `otpauth-migration://` links that other programs open.
    pub open_links: bool,
    /// How names are put together.
    pub name_template: String,
    /// Words that may end an account name.
    pub endings: Vec<Ending>,
    /// The key that opens quick search from any program, as in "Ctrl+Alt+Space"; "" for none.
    pub quick_hotkey: String,
    /// Programs that codes may be typed into, by the class of their windows: each was asked for once.
    pub type_into: Vec<String>,
    /// The trust window chosen last, "no" at first.
    pub trust: String,
    /// The password hint. Anyone who opens this computer can read it.
    pub hint: String,
    /// Whether the person has shown to have the recovery key of this vault.
    pub recovery_key_kept: bool,
    /// Keys of the window that were changed: the action, and the combination such as "Mod+Shift+P".
    pub keys: BTreeMap<String, String>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub unknown: toml::Table,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 1,
            language: "system".to_owned(),
            theme: "system".to_owned(),
            density: "normal".to_owned(),
            text_percent: 100,
            hide_codes: false,
            sort: "used".to_owned(),
            enter_copies: "smart".to_owned(),
            last_seconds: 5,
            ring_on_every_row: false,
            clipboard_seconds: 20,
            lock_minutes: 5,
            lock_on_session_lock: true,
            lock_on_suspend: true,
            lock_on_user_switch: true,
            lock_on_close: false,
            close_to_tray: false,
            start_with_system: false,
            open_links: false,
            name_template: "{issuer}-{account}".to_owned(),
            endings: known_endings(),
            quick_hotkey: "Ctrl+Alt+Space".to_owned(),
            type_into: Vec::new(),
            trust: "no".to_owned(),
            hint: String::new(),
            recovery_key_kept: false,
            keys: BTreeMap::new(),
            unknown: toml::Table::new(),
        }
    }
}

impl Settings {
    /// Reads the file; a missing one gives the defaults, and so does a value out of its range, for that key only.
    ///
    /// # Errors
    /// `bad-setting` when the file is not TOML or a key has the wrong type: it is never overwritten unread.
    pub fn load(file: &Path) -> Result<Self, Failure> {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(_) => return Err(Failure::new("no-permission").with("file", "settings.toml")),
        };
        let mut settings: Self =
            toml::from_str(&text).map_err(|_| Failure::new("bad-setting").with("file", "settings.toml"))?;
        settings.mend();
        Ok(settings)
    }

    /// Writes the file: beside it first, then renamed over it.
    ///
    /// # Errors
    /// `no-permission` or `disk-full` when it cannot be written.
    pub fn save(&self, file: &Path) -> Result<(), Failure> {
        let text = toml::to_string_pretty(self).map_err(|_| Failure::new("internal"))?;
        let beside = file.with_extension("toml.new");
        std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file)).map_err(|error| {
            let code = if error.kind() == std::io::ErrorKind::StorageFull { "disk-full" } else { "no-permission" };
            Failure::new(code).with("file", "settings.toml")
        })
    }

    /// Brings values out of range back to their defaults.
    pub fn mend(&mut self) {
        let fresh = Self::default();
        keep_one_of(&mut self.language, &["system", "en", "es"], fresh.language);
        keep_one_of(&mut self.theme, &["system", "light", "dark", "contrast-light", "contrast-dark"], fresh.theme);
        keep_one_of(&mut self.density, &["one-line", "normal", "roomy"], fresh.density);
        keep_one_of(&mut self.sort, &["used", "name", "newest", "manual"], fresh.sort);
        keep_one_of(&mut self.enter_copies, &["smart", "current", "wait"], fresh.enter_copies);
        if !(90..=200).contains(&self.text_percent) {
            self.text_percent = fresh.text_percent;
        }
        if self.last_seconds > 15 {
            self.last_seconds = fresh.last_seconds;
        }
        if self.clipboard_seconds != 0 && !(10..=120).contains(&self.clipboard_seconds) {
            self.clipboard_seconds = fresh.clipboard_seconds;
        }
        if self.lock_minutes > 240 {
            self.lock_minutes = fresh.lock_minutes;
        }
        if NameTemplate::parse(&self.name_template).is_err() {
            self.name_template = fresh.name_template;
        }
        self.hint = clean_text(&self.hint, HINT_LIMIT);
        self.endings = clean_endings(&self.endings);
        // What the words mean is the window's to know; here they only have to stay small.
        self.keys.retain(|action, keys| action.len() <= KEY_LIMIT && keys.len() <= KEY_LIMIT);
    }

    /// The naming template, always a valid one.
    pub fn template(&self) -> NameTemplate {
        NameTemplate::parse(&self.name_template).unwrap_or_default()
    }
}

/// Endings in lower case, each once, none empty.
fn clean_endings(endings: &[Ending]) -> Vec<Ending> {
    let mut clean: Vec<Ending> = Vec::new();
    for ending in endings {
        let ending = clean_text(ending, ENDING_LIMIT).trim_matches('-').to_lowercase();
        if !ending.is_empty() && !clean.contains(&ending) && clean.len() < MOST_ENDINGS {
            clean.push(ending);
        }
    }
    clean
}

fn keep_one_of(value: &mut String, known: &[&str], fresh: String) {
    if !known.contains(&value.as_str()) {
        *value = fresh;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_kept_and_wrong_values_mended() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, "version = 1\ntheme = \"dark\"\ntext-percent = 9\nfrom-the-future = [1, 2]\n").unwrap();
        let settings = Settings::load(&file).unwrap();
        assert_eq!((settings.theme.as_str(), settings.text_percent), ("dark", 100));
        settings.save(&file).unwrap();
        assert!(std::fs::read_to_string(&file).unwrap().contains("from-the-future"));
        assert_eq!(Settings::load(&file).unwrap(), settings);
    }

    #[test]
    fn endings_and_keys_are_kept_small_and_clean() {
        let mut settings = Settings {
            endings: ["Sandbox", "sandbox", " -prod-eu ", ""].map(str::to_owned).to_vec(),
            keys: [("lock", "Mod+Shift+L"), ("help", &"x".repeat(99))]
                .map(|(action, keys)| (action.to_owned(), keys.to_owned()))
                .into(),
            ..Settings::default()
        };
        settings.mend();
        assert_eq!(settings.endings, ["sandbox", "prod-eu"]);
        assert_eq!(settings.keys.into_iter().collect::<Vec<_>>(), [("lock".to_owned(), "Mod+Shift+L".to_owned())]);
    }

    #[test]
    fn changed_keys_are_a_table_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, "from-the-future = 1\n[keys]\nlock = \"Mod+Shift+L\"\n").unwrap();
        let settings = Settings::load(&file).unwrap();
        assert_eq!(settings.keys.get("lock").map(String::as_str), Some("Mod+Shift+L"));
        settings.save(&file).unwrap();
        assert_eq!(Settings::load(&file).unwrap(), settings);
    }

    #[test]
    fn a_missing_file_gives_the_defaults_and_a_broken_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        assert_eq!(Settings::load(&file).unwrap(), Settings::default());
        std::fs::write(&file, "not toml = = ").unwrap();
        assert_eq!(Settings::load(&file).unwrap_err().code, "bad-setting");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "not toml = = ");
    }
}
