//! The words of the menu. The page has its own; the menu lives without it.

use crate::ipc::settings::SystemLanguage;

/// The menu in one language.
#[derive(PartialEq, Eq)]
pub(super) struct Words {
    pub(super) open: &'static str,
    pub(super) quick: &'static str,
    pub(super) lock: &'static str,
    pub(super) quit: &'static str,
    /// With the `{name}` of the entry.
    pub(super) copied: &'static str,
    /// With the `{name}` of the entry.
    pub(super) not_copied: &'static str,
}

const ENGLISH: Words = Words {
    open: "Open Watchword",
    quick: "Quick search",
    lock: "Lock",
    quit: "Quit",
    copied: "Copied: {name}",
    not_copied: "Not copied: {name}",
};

const SPANISH: Words = Words {
    open: "Abrir Watchword",
    quick: "Búsqueda rápida",
    lock: "Bloquear",
    quit: "Salir",
    copied: "Copiado: {name}",
    not_copied: "No copiado: {name}",
};

impl Words {
    pub(super) fn of(language: SystemLanguage) -> &'static Self {
        match language {
            SystemLanguage::En => &ENGLISH,
            SystemLanguage::Es => &SPANISH,
        }
    }
}
