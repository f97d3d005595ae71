//! Settings as the window shows and changes them.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use watchword_service::Settings;

/// A choice that the settings file knows by a word.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
        #[serde(rename_all = "camelCase")]
        pub(crate) enum $name { $($variant),+ }

        impl $name {
            /// From the word of the settings file; the first choice for any other word.
            pub(crate) fn from_word(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    _ => [$(Self::$variant),+][0],
                }
            }

            /// Its word in the settings file.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

choice!(
    /// Language of the interface.
    Language { System = "system", En = "en", Es = "es" }
);
choice!(
    /// Colours.
    Theme { System = "system", Light = "light", Dark = "dark", ContrastLight = "contrast-light", ContrastDark = "contrast-dark" }
);
choice!(
    /// Height of a row.
    Density { Normal = "normal", OneLine = "one-line", Roomy = "roomy" }
);
choice!(
    /// Order of the list without a search.
    Sort { Used = "used", Name = "name", Newest = "newest", Manual = "manual" }
);
choice!(
    /// What Enter copies.
    EnterCopies { Smart = "smart", Current = "current", Wait = "wait" }
);
/// How long this computer is remembered. The window sends it back by its word, in a header.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TrustWindow {
    No,
    Hours1,
    Hours8,
    Day1,
    Days7,
    Days14,
    Days30,
}

impl TrustWindow {
    /// From the word of the settings file; not at all for any other word.
    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "1h" => Self::Hours1,
            "8h" => Self::Hours8,
            "1d" => Self::Day1,
            "7d" => Self::Days7,
            "14d" => Self::Days14,
            "30d" => Self::Days30,
            _ => Self::No,
        }
    }
}

/// What the window shows of the settings.
#[expect(clippy::struct_excessive_bools, reason = "switches that are on or off, each by itself")]
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SettingsView {
    language: Language,
    /// What "system" means here: "en" or "es".
    system_language: SystemLanguage,
    theme: Theme,
    density: Density,
    text_percent: u16,
    hide_codes: bool,
    sort: Sort,
    enter_copies: EnterCopies,
    last_seconds: u8,
    clipboard_seconds: u16,
    lock_minutes: u16,
    lock_on_session_lock: bool,
    lock_on_suspend: bool,
    lock_on_user_switch: bool,
    lock_on_close: bool,
    close_to_tray: bool,
    start_with_system: bool,
    open_links: bool,
    name_template: String,
    endings: Vec<String>,
    quick_hotkey: String,
    /// Classes of the windows that codes may be typed into.
    type_into: Vec<String>,
    ring_on_every_row: bool,
    hint: String,
    /// Changed keys: the action, and its combination.
    keys: BTreeMap<String, String>,
}

/// A language that the interface has.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SystemLanguage {
    En,
    Es,
}

impl From<&Settings> for SettingsView {
    fn from(settings: &Settings) -> Self {
        Self {
            language: Language::from_word(&settings.language),
            system_language: system_language(),
            theme: Theme::from_word(&settings.theme),
            density: Density::from_word(&settings.density),
            text_percent: settings.text_percent,
            hide_codes: settings.hide_codes,
            sort: Sort::from_word(&settings.sort),
            enter_copies: EnterCopies::from_word(&settings.enter_copies),
            last_seconds: settings.last_seconds,
            clipboard_seconds: settings.clipboard_seconds,
            lock_minutes: settings.lock_minutes,
            lock_on_session_lock: settings.lock_on_session_lock,
            lock_on_suspend: settings.lock_on_suspend,
            lock_on_user_switch: settings.lock_on_user_switch,
            lock_on_close: settings.lock_on_close,
            close_to_tray: settings.close_to_tray,
            start_with_system: settings.start_with_system,
            open_links: settings.open_links,
            name_template: settings.name_template.clone(),
            endings: settings.endings.clone(),
            quick_hotkey: settings.quick_hotkey.clone(),
            type_into: settings.type_into.clone(),
            ring_on_every_row: settings.ring_on_every_row,
            hint: settings.hint.clone(),
            keys: settings.keys.clone(),
        }
    }
}

/// New values for some settings.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SettingsPatch {
    #[specta(optional)]
    language: Option<Language>,
    #[specta(optional)]
    theme: Option<Theme>,
    #[specta(optional)]
    density: Option<Density>,
    #[specta(optional)]
    text_percent: Option<u16>,
    #[specta(optional)]
    hide_codes: Option<bool>,
    #[specta(optional)]
    sort: Option<Sort>,
    #[specta(optional)]
    enter_copies: Option<EnterCopies>,
    #[specta(optional)]
    last_seconds: Option<u8>,
    #[specta(optional)]
    clipboard_seconds: Option<u16>,
    #[specta(optional)]
    lock_minutes: Option<u16>,
    #[specta(optional)]
    lock_on_session_lock: Option<bool>,
    #[specta(optional)]
    lock_on_suspend: Option<bool>,
    #[specta(optional)]
    lock_on_user_switch: Option<bool>,
    #[specta(optional)]
    lock_on_close: Option<bool>,
    #[specta(optional)]
    close_to_tray: Option<bool>,
    #[specta(optional)]
    start_with_system: Option<bool>,
    #[specta(optional)]
    open_links: Option<bool>,
    #[specta(optional)]
    name_template: Option<String>,
    #[specta(optional)]
    endings: Option<Vec<String>>,
    #[specta(optional)]
    pub(crate) quick_hotkey: Option<String>,
    /// Those that stay: the page forgets programs, and only typing adds them.
    #[specta(optional)]
    type_into: Option<Vec<String>>,
    #[specta(optional)]
    ring_on_every_row: Option<bool>,
    #[specta(optional)]
    hint: Option<String>,
    #[specta(optional)]
    keys: Option<BTreeMap<String, String>>,
}

impl SettingsPatch {
    /// Writes the values that are there.
    pub(crate) fn apply(self, settings: &mut Settings) {
        fn set<T>(field: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *field = value;
            }
        }
        set(&mut settings.language, self.language.map(|choice| choice.word().to_owned()));
        set(&mut settings.theme, self.theme.map(|choice| choice.word().to_owned()));
        set(&mut settings.density, self.density.map(|choice| choice.word().to_owned()));
        set(&mut settings.text_percent, self.text_percent);
        set(&mut settings.hide_codes, self.hide_codes);
        set(&mut settings.sort, self.sort.map(|choice| choice.word().to_owned()));
        set(&mut settings.enter_copies, self.enter_copies.map(|choice| choice.word().to_owned()));
        set(&mut settings.last_seconds, self.last_seconds);
        set(&mut settings.clipboard_seconds, self.clipboard_seconds);
        set(&mut settings.lock_minutes, self.lock_minutes);
        set(&mut settings.lock_on_session_lock, self.lock_on_session_lock);
        set(&mut settings.lock_on_suspend, self.lock_on_suspend);
        set(&mut settings.lock_on_user_switch, self.lock_on_user_switch);
        set(&mut settings.lock_on_close, self.lock_on_close);
        set(&mut settings.close_to_tray, self.close_to_tray);
        set(&mut settings.start_with_system, self.start_with_system);
        set(&mut settings.open_links, self.open_links);
        set(&mut settings.name_template, self.name_template);
        set(&mut settings.endings, self.endings);
        set(&mut settings.quick_hotkey, self.quick_hotkey);
        if let Some(kept) = self.type_into {
            settings.type_into.retain(|class| kept.contains(class));
        }
        set(&mut settings.ring_on_every_row, self.ring_on_every_row);
        set(&mut settings.hint, self.hint);
        set(&mut settings.keys, self.keys);
    }
}

/// The language of the interface.
pub(crate) fn language(settings: &Settings) -> SystemLanguage {
    match Language::from_word(&settings.language) {
        Language::System => system_language(),
        Language::En => SystemLanguage::En,
        Language::Es => SystemLanguage::Es,
    }
}

/// Spanish where the system says so, English everywhere else.
fn system_language() -> SystemLanguage {
    let spoken = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    if spoken.is_some_and(|language| language.starts_with("es")) { SystemLanguage::Es } else { SystemLanguage::En }
}
