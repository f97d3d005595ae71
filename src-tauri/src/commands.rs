//! Everything the window can ask for, by area. Each command is a few lines around one call of the service.
//!
//! A new command needs its name in [`names`] (`build.rs` declares it so that undeclared ones are refused), a line in
//! `tauri.conf.json` that allows it, and its function in one of the modules.

pub(crate) mod backups;
pub(crate) mod entries;
pub(crate) mod export;
pub(crate) mod icons;
pub(crate) mod imported;
pub(crate) mod intake;
pub(crate) mod list;
pub(crate) mod names;
pub(crate) mod phone;
pub(crate) mod quick;
pub(crate) mod recovery;
pub(crate) mod screen;
pub(crate) mod secrets;
pub(crate) mod settings;
pub(crate) mod unlock;
pub(crate) mod window;

use watchword_service::{EntryId, Failure};

/// Reads ids that came from the window.
pub(crate) fn parse_ids(ids: &[String]) -> Result<Vec<EntryId>, Failure> {
    ids.iter().map(|id| parse_id(id)).collect()
}

/// Reads an id that came from the window.
pub(crate) fn parse_id(id: &str) -> Result<EntryId, Failure> {
    id.parse().map_err(|_| Failure::new("entry-gone"))
}
