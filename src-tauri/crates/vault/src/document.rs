//! What a vault holds, once it is open.
//!
//! Invariant: whatever a file held and this version does not understand stays in the document and is written
//! back: fields it does not know, rows it cannot read, entries it cannot use.

use crate::slot::SlotId;
use std::collections::BTreeMap;
use watchword_entry::{DeviceId, Entry, EntryId, Stamp};
use watchword_secret::SecretText;

/// Most changes that are kept for taking back.
pub const JOURNAL_CHANGES: usize = 50;
/// Most snapshots of entries in all those changes; the newest change is kept whatever its size.
pub const JOURNAL_SNAPSHOTS: usize = 1_000;
/// How long the news of an erased entry is kept, in milliseconds: 180 days.
pub const TOMBSTONE_MS: u64 = 180 * 24 * 60 * 60 * 1_000;

/// Fields that this version does not know: name and JSON text, in the file's order.
pub type Unknown = Vec<(String, String)>;

/// The content of a vault.
#[derive(Default)]
pub struct Document {
    /// Usable entries, those in the trash included.
    pub entries: Vec<Entry>,
    /// Entries that this version cannot use; kept and written back unchanged.
    pub set_aside: Vec<SetAside>,
    /// Erased entries.
    pub tombstones: Vec<Tombstone>,
    /// Installations that have saved this vault.
    pub devices: Vec<Device>,
    /// How often each device has saved: tells older copies from newer and from parallel ones.
    pub versions: BTreeMap<DeviceId, u64>,
    /// When this revision was saved, in milliseconds since 1970.
    pub saved_ms: u64,
    /// Why this revision was made; shown in the list of versions.
    pub saved_why: Reason,
    /// What can be taken back, newest first.
    pub journal: Vec<Change>,
    /// What is noted about the slots.
    pub slot_notes: Vec<SlotNote>,
    /// Unknown fields.
    pub unknown: Unknown,
    /// Rows of the lists above that could not be read: name of the list and verbatim JSON.
    pub(crate) unread: Vec<(&'static str, SecretText)>,
}

/// An entry that this version cannot use.
pub struct SetAside {
    /// Its name as far as it could be made out; may be empty.
    pub name: String,
    /// What is wrong, in kebab-case.
    pub code: &'static str,
    /// Its JSON, word for word.
    pub(crate) json: SecretText,
}

/// News that an entry was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The erased entry.
    pub id: EntryId,
    /// When it was erased.
    pub stamp: Stamp,
    /// Unknown fields.
    pub unknown: Unknown,
}

/// An installation that has saved this vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its name, as the person or the system calls it.
    pub name: String,
    /// When it first saved this vault, in milliseconds since 1970.
    pub first_seen_ms: u64,
    /// Unknown fields.
    pub unknown: Unknown,
}

/// Why a revision was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The act, in kebab-case: `created`, `added`, `edited`, `renamed`, `tagged`, `icon`, `pinned`, `trashed`,
    /// `restored`, `erased`, `counter`, `imported`, `undone`, `password`, `recovery-key`, `slot`, `restored-version`,
    /// `before-restore`, `merged`, `recovery-added`, `recovery-replaced`, `recovery-used`, `recovery-unused`,
    /// `recovery-passphrase`.
    pub what: String,
    /// How many entries it touched.
    pub count: u32,
    /// The name of the one entry it touched; empty otherwise.
    pub name: String,
}

impl Reason {
    /// An act on `count` entries; `name` where it is one.
    pub fn new(what: &str, count: u32, name: &str) -> Self {
        Self { what: what.to_owned(), count, name: name.to_owned() }
    }

    /// An act that touches no entry.
    pub fn act(what: &str) -> Self {
        Self::new(what, 0, "")
    }
}

/// A change that can be taken back.
pub struct Change {
    /// Random id of the change.
    pub id: EntryId,
    /// When it was made, in milliseconds since 1970.
    pub at_ms: u64,
    /// What it was.
    pub why: Reason,
    /// The touched entries as they were; `None` for one that did not exist.
    pub before: Vec<(EntryId, Option<Entry>)>,
    /// Whether it was taken back already.
    pub undone: bool,
    /// Unknown fields.
    pub unknown: Unknown,
}

/// What is noted about a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotNote {
    /// The slot.
    pub slot_id: SlotId,
    /// What the person calls it; may be empty.
    pub label: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: u64,
    /// Unknown fields.
    pub unknown: Unknown,
}

impl SetAside {
    /// A second copy.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self { name: self.name.clone(), code: self.code, json: self.json.duplicate() }
    }
}

impl Change {
    /// A second copy, with secrets of its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            id: self.id,
            at_ms: self.at_ms,
            why: self.why.clone(),
            before: self.before.iter().map(|(id, entry)| (*id, entry.as_ref().map(Entry::duplicate))).collect(),
            undone: self.undone,
            unknown: self.unknown.clone(),
        }
    }

    pub(crate) fn snapshots(&self) -> usize {
        self.before.iter().filter(|(_, entry)| entry.is_some()).count()
    }
}

impl Document {
    /// A second copy, with secrets of its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            entries: self.entries.iter().map(Entry::duplicate).collect(),
            set_aside: self.set_aside.iter().map(SetAside::duplicate).collect(),
            tombstones: self.tombstones.clone(),
            devices: self.devices.clone(),
            versions: self.versions.clone(),
            saved_ms: self.saved_ms,
            saved_why: self.saved_why.clone(),
            journal: self.journal.iter().map(Change::duplicate).collect(),
            slot_notes: self.slot_notes.clone(),
            unknown: self.unknown.clone(),
            unread: self.unread.iter().map(|(list, row)| (*list, row.duplicate())).collect(),
        }
    }

    /// The latest stamp in the document: a new change takes its `next`.
    pub fn latest_stamp(&self) -> Stamp {
        let entries = self.entries.iter().map(latest_stamp_of);
        entries.chain(self.tombstones.iter().map(|stone| stone.stamp)).max().unwrap_or_default()
    }
}

impl Tombstone {
    /// Whether it has been kept long enough at `now_ms`.
    pub(crate) fn is_over(&self, now_ms: u64) -> bool {
        self.stamp.ms.saturating_add(TOMBSTONE_MS) < now_ms
    }
}

/// The latest of an entry's stamps.
pub(crate) fn latest_stamp_of(entry: &Entry) -> Stamp {
    entry.otp_stamp.max(entry.labels_stamp).max(entry.placement_stamp)
}

/// How many of the newest changes the limits keep; expects the newest first.
pub(crate) fn kept_changes(journal: &[Change]) -> usize {
    let mut snapshots = 0;
    let mut kept = 0;
    for change in journal.iter().take(JOURNAL_CHANGES) {
        snapshots += change.snapshots();
        if kept > 0 && snapshots > JOURNAL_SNAPSHOTS {
            break;
        }
        kept += 1;
    }
    kept
}
