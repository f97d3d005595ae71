//! An open vault and what goes with it until it is locked.

use crate::catalog::Catalog;
use crate::copying::OnClipboard;
use crate::failure::Failure;
use crate::intake::Intake;
use crate::phone::OpenPictures;
use crate::presenting::MASK;
use crate::profile::{Machine, save_failure};
use crate::receipt::Receipt;
use crate::recovery::OpenCodes;
use crate::settings::Settings;
use crate::usage::Usage;
use std::path::{Path, PathBuf};
use watchword_entry::{Entry, EntryId, Picture, Stamp};
use watchword_vault::{Document, ReadOnly, Reason, SlotKind, Vault, Way};

const USAGE_FILE: &str = "usage.sealed";
const USAGE_PURPOSE: &str = "usage";

/// An open vault. Dropping it wipes every key and secret.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, none rules another out")]
pub struct Session {
    pub(crate) vault: Vault,
    pub(crate) machine: Machine,
    pub(crate) folder: PathBuf,
    pub(crate) catalog: Catalog,
    pub(crate) usage: Usage,
    pub(crate) on_clipboard: Option<OnClipboard>,
    pub(crate) intake: Option<Intake>,
    pub(crate) receipt: Option<Receipt>,
    pub(crate) open_codes: Option<OpenCodes>,
    /// A picture for an icon that was not chosen yet: see [`Session::offer_picture`].
    pub(crate) offered_picture: Option<Picture>,
    pub(crate) open_pictures: Option<OpenPictures>,
    settings: Settings,
    stale: bool,
    /// The settings file is there but cannot be understood: it is not written over.
    settings_unread: bool,
    pub(crate) password_due: bool,
    /// When it locks by itself, by the steady clock; `None` never.
    locks_at_ms: Option<u64>,
    /// Others watch the screen: see [`Session::present`].
    pub(crate) presenting: bool,
    /// Until when this computer is remembered, by the wall clock: so long it does not lock by itself.
    trusted_until_ms: u64,
}

/// A tag and how many entries carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagCount {
    /// Without `#`.
    pub tag: String,
    /// Entries not in the trash.
    pub count: usize,
}

/// What the frame around the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Revision of the vault.
    pub revision: u64,
    /// Entries not in the trash.
    pub total: usize,
    /// Entries in the trash.
    pub trashed: usize,
    /// Most used first.
    pub tags: Vec<TagCount>,
    /// Rows that could not be read: their name as far as it is known, and why.
    pub set_aside: Vec<(String, String)>,
    /// When it locks by itself, milliseconds since 1970; 0 never.
    pub locks_ms: u64,
    /// Why it cannot be changed; "" when it can.
    pub read_only: String,
    /// Opened with the recovery key: a new password is due.
    pub password_due: bool,
}

impl Session {
    pub(crate) fn new(vault: Vault, machine: Machine, folder: PathBuf, settings: Option<Settings>) -> Self {
        let settings_unread = settings.is_none();
        let settings = settings.unwrap_or_default();
        let usage = std::fs::read(folder.join(USAGE_FILE))
            .ok()
            .and_then(|sealed| vault.open_local(USAGE_PURPOSE, &sealed))
            .map(|bytes| Usage::from_bytes(&bytes))
            .unwrap_or_default();
        let password_due = vault.opened_with() == SlotKind::Recovery;
        let mut session = Self {
            vault,
            machine,
            folder,
            catalog: Catalog::default(),
            usage,
            on_clipboard: None,
            intake: None,
            receipt: None,
            open_codes: None,
            offered_picture: None,
            open_pictures: None,
            settings,
            stale: true,
            settings_unread,
            password_due,
            locks_at_ms: None,
            presenting: false,
            trusted_until_ms: 0,
        };
        session.touch();
        session
    }

    /// What the frame around the list shows.
    pub fn overview(&self) -> Overview {
        let mut tags: Vec<TagCount> = Vec::new();
        for entry in self.entries().iter().filter(|entry| !entry.is_trashed()) {
            for tag in &entry.labels.tags {
                match tags.iter_mut().find(|known| known.tag.to_lowercase() == tag.to_lowercase()) {
                    Some(known) => known.count += 1,
                    None => tags.push(TagCount { tag: tag.clone(), count: 1 }),
                }
            }
        }
        tags.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.tag.cmp(&right.tag)));
        let mut set_aside: Vec<(String, String)> =
            self.document().set_aside.iter().map(|row| (row.name.clone(), row.code.to_owned())).collect();
        if self.presenting {
            tags.clear();
            for (name, _) in &mut set_aside {
                MASK.clone_into(name);
            }
        }
        let trashed = self.entries().iter().filter(|entry| entry.is_trashed()).count();
        Overview {
            revision: self.vault.revision(),
            total: self.entries().len() - trashed,
            trashed,
            tags,
            set_aside,
            locks_ms: self.locks_ms(),
            read_only: self.read_only(),
            // A vault that cannot be changed cannot take a new password: first things first.
            password_due: self.password_due && self.vault.read_only().is_none(),
        }
    }

    /// Revision of the vault: it counts the saves.
    pub fn revision(&self) -> u64 {
        self.vault.revision()
    }

    /// The folder with the vault.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes settings; they are on disk when this returns.
    ///
    /// # Errors
    /// `bad-template` for a naming template that cannot be, or why the file could not be written.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Result<&Settings, Failure> {
        if self.settings_unread {
            return Err(Failure::new("bad-setting").with("file", "settings.toml"));
        }
        let mut settings = self.settings.clone();
        change(&mut settings);
        if watchword_entry::NameTemplate::parse(&settings.name_template).is_err() {
            return Err(Failure::new("bad-template"));
        }
        settings.mend();
        settings.save(&crate::profile::settings_file(&self.folder))?;
        self.settings = settings;
        self.stale = true;
        self.touch();
        Ok(&self.settings)
    }

    /// An entry, in the trash or not.
    ///
    /// # Errors
    /// `entry-gone`.
    pub fn entry(&self, id: EntryId) -> Result<&Entry, Failure> {
        let entries = &self.document().entries;
        // The catalog knows the place unless entries changed since; then it is looked for.
        let known = self.catalog.position(id).and_then(|at| entries.get(at)).filter(|entry| entry.id == id);
        known.or_else(|| entries.iter().find(|entry| entry.id == id)).ok_or_else(|| Failure::new("entry-gone"))
    }

    /// All entries, trash included.
    pub fn entries(&self) -> &[Entry] {
        &self.document().entries
    }

    /// The shown name of an entry, "" when it is gone.
    pub fn shown_name(&self, id: EntryId) -> String {
        let Ok(entry) = self.entry(id) else { return String::new() };
        self.settings.template().name(&entry.labels, &self.settings.endings).full()
    }

    /// The pinned entries in their order.
    pub fn pinned_order(&self) -> Vec<EntryId> {
        self.section(true).iter().map(|entry| entry.id).collect()
    }

    /// The entries in use that are pinned, or those that are not, in the order made by hand.
    pub(crate) fn section(&self, pinned: bool) -> Vec<&Entry> {
        let mut section: Vec<&Entry> =
            self.entries().iter().filter(|entry| entry.placement.pinned == pinned && !entry.is_trashed()).collect();
        section.sort_by_cached_key(|entry| (entry.placement.order, self.shown_name(entry.id).to_lowercase(), entry.id));
        section
    }

    /// Counts a use of an entry and keeps it, sealed, beside the vault. A failure to keep it loses only an order.
    pub fn count_use(&mut self, id: EntryId) {
        let now_ms = self.now_ms();
        self.usage.count(id, now_ms);
        if let Ok(sealed) = self.vault.seal_local(USAGE_PURPOSE, &self.usage.to_bytes()) {
            let _ = std::fs::write(self.folder.join(USAGE_FILE), sealed);
        }
    }

    /// The person did something: the automatic lock is put off. Returns when it comes, 0 for never.
    ///
    /// A remembered computer does not lock by itself before its time is over: whoever asked not to be asked for the
    /// password would only find it open again.
    pub fn touch(&mut self) -> u64 {
        let idle_ms = u64::from(self.settings.lock_minutes) * 60_000;
        let trusted_ms = self.trusted_until_ms.saturating_sub(self.now_ms());
        let left_ms = idle_ms.max(trusted_ms);
        self.locks_at_ms = (left_ms > 0).then(|| self.steady_ms() + left_ms);
        self.locks_ms()
    }

    /// When it locks by itself, for people: milliseconds since 1970; 0 never.
    fn locks_ms(&self) -> u64 {
        self.locks_at_ms.map_or(0, |at_ms| self.now_ms() + at_ms.saturating_sub(self.steady_ms()))
    }

    pub(crate) fn trust_until(&mut self, until_ms: u64) {
        self.trusted_until_ms = until_ms;
        self.touch();
    }

    /// Whether the time to lock has come.
    pub fn is_idle(&self) -> bool {
        self.locks_at_ms.is_some_and(|at_ms| self.steady_ms() >= at_ms)
    }

    /// Goes on with a vault file that is older than what this computer saw, so that it can be changed again. What the
    /// newer one held is not in it; the versions kept beside it may hold it.
    pub fn accept_older_copy(&mut self) {
        self.vault.accept_rollback();
        self.stale = true;
    }

    /// Ends the trust that keeps the vault from locking by itself, when it was ended elsewhere.
    pub fn distrust(&mut self) {
        if self.trusted_until_ms != 0 {
            self.trusted_until_ms = 0;
            self.touch();
        }
    }

    /// Whether this computer is trusted, so that somebody may have to end it: see [`Session::distrust`].
    pub fn is_trusted(&self) -> bool {
        self.trusted_until_ms != 0
    }

    /// Takes over what another process saved. Returns whether anything changed.
    ///
    /// # Errors
    /// Why the vault file could not be read.
    pub fn take_over_changes(&mut self) -> Result<bool, Failure> {
        let changed = self.vault.reload_if_changed().map_err(|error| save_failure(&error))?;
        self.stale |= changed;
        Ok(changed)
    }

    /// Whether `password` is the one of this vault: asked again before anything that shows or moves secrets.
    ///
    /// # Errors
    /// `wrong-password` when it is not.
    pub fn confirm_password(&self, password: &watchword_secret::SecretText) -> Result<(), Failure> {
        match self.vault.verify(Way::Password(password)) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Failure::new("wrong-password")),
            Err(error) => Err(crate::profile::open_failure(&error)),
        }
    }

    pub(crate) fn document(&self) -> &Document {
        &self.vault.document
    }

    pub(crate) fn now_ms(&self) -> u64 {
        self.machine.clock.now_ms()
    }

    pub(crate) fn steady_ms(&self) -> u64 {
        self.machine.clock.steady_ms()
    }

    /// Whether it was opened with the key in the keyring: that is a guard for a walk-up only, so anything that shows or
    /// moves secrets or changes the ways in asks for the password again.
    pub fn is_remembered(&self) -> bool {
        self.vault.opened_with() == SlotKind::Device
    }

    /// Takes over what another process saved, changes the document, with a stamp later than all in it, and saves it. When either fails, the document is what it was and what the disk holds.
    pub(crate) fn save_with(
        &mut self,
        why: Reason,
        act: impl FnOnce(&mut Document, Stamp) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if !self.read_only().is_empty() {
            return Err(Failure::new("read-only"));
        }
        let now_ms = self.now_ms();
        let device = self.vault.device();
        let saved = self.vault.change(why, now_ms, |document| {
            let stamp = document.latest_stamp().next(now_ms, device);
            act(document, stamp)
        });
        let saved = saved.map(drop);
        self.stale = true;
        saved
    }

    pub(crate) fn refresh_catalog(&mut self) {
        if self.stale {
            self.catalog.refresh(&self.vault.document.entries, &self.settings);
            self.stale = false;
        }
    }

    fn read_only(&self) -> String {
        match self.vault.read_only() {
            None => String::new(),
            Some(ReadOnly::RolledBack) => "older-copy".to_owned(),
            Some(_) => "newer".to_owned(),
        }
    }
}
