//! Merging two copies of a document (docs/vault-format.md, Merging).
//!
//! Invariant: merging loses no secret that was not erased by a later act, and its result does not depend on which
//! copy came first. For that, each part is a set that is united, or a value that the later stamp decides; equal
//! stamps fall back to comparing the content.

mod entry;
#[cfg(test)]
mod laws;

use crate::document::{Change, Device, Document, SlotNote, Tombstone, Unknown, kept_changes, latest_stamp_of};
use crate::json::{KEPT_RECOVERY_CODES, KEPT_SECRETS, union_rows};
use crate::recovery_codes::{kept_seals, set_kept_seals};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use watchword_entry::{Entry, EntryId};

/// What a merge brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeReport {
    /// Entries that were new.
    pub added: Vec<EntryId>,
    /// Entries that took something over.
    pub changed: Vec<EntryId>,
    /// Entries that the other copy had erased.
    pub removed: Vec<EntryId>,
}

impl MergeReport {
    /// Whether nothing came of it that a person would see.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Merges `theirs` into `mine`.
pub fn merge(mine: &mut Document, theirs: Document) -> MergeReport {
    merge_tombstones(&mut mine.tombstones, theirs.tombstones);
    let report = merge_entries(&mut mine.entries, theirs.entries, &mine.tombstones);
    let known: HashSet<String> = mine.set_aside.iter().map(|aside| aside.json.expose().to_owned()).collect();
    mine.set_aside.extend(theirs.set_aside.into_iter().filter(|aside| !known.contains(aside.json.expose())));
    mine.set_aside.sort_by(|left, right| left.json.expose().cmp(right.json.expose()));
    for (list, row) in theirs.unread {
        if !mine.unread.iter().any(|(name, known)| *name == list && *known == row) {
            mine.unread.push((list, row));
        }
    }
    mine.unread.sort_by(|left, right| (left.0, left.1.expose()).cmp(&(right.0, right.1.expose())));
    merge_by(&mut mine.devices, theirs.devices, |device| device.id, merge_device);
    merge_by(&mut mine.slot_notes, theirs.slot_notes, |note| note.slot_id, merge_slot_note);
    merge_by(&mut mine.journal, theirs.journal, |change| change.id, merge_change);
    forget_erased(mine);
    mine.journal.sort_by_key(|change| Reverse((change.at_ms, change.id)));
    mine.journal.truncate(kept_changes(&mine.journal));
    for (device, count) in theirs.versions {
        let known = mine.versions.entry(device).or_default();
        *known = (*known).max(count);
    }
    if (theirs.saved_ms, &theirs.saved_why) > (mine.saved_ms, &mine.saved_why) {
        mine.saved_ms = theirs.saved_ms;
        mine.saved_why = theirs.saved_why;
    }
    merge_unknown(&mut mine.unknown, theirs.unknown);
    report
}

/// Before merging a document that was made from this very one: recovery codes that it replaced were replaced knowingly
/// (ticked, undone, sealed with another passphrase) and have not lost to anybody, so they are not kept.
pub(crate) fn follow_codes(mine: &mut Document, theirs: &Document) {
    let count = |document: &Document, device| document.versions.get(&device).copied().unwrap_or_default();
    let came_from_mine = theirs.versions != mine.versions
        && mine.versions.keys().all(|device| count(theirs, *device) >= count(mine, *device));
    if !came_from_mine {
        return;
    }
    let theirs: HashMap<EntryId, &Entry> = theirs.entries.iter().map(|entry| (entry.id, entry)).collect();
    for entry in &mut mine.entries {
        if let Some(theirs) = theirs.get(&entry.id)
            && theirs.labels_stamp >= entry.labels_stamp
        {
            entry.recovery_codes.clone_from(&theirs.recovery_codes);
            set_kept_seals(entry, &kept_seals(theirs));
        }
    }
}

/// An entry that was erased leaves the journal too, with the secrets of its earlier states.
fn forget_erased(document: &mut Document) {
    let alive: HashSet<EntryId> = document.entries.iter().map(|entry| entry.id).collect();
    let erased: HashSet<EntryId> =
        document.tombstones.iter().map(|stone| stone.id).filter(|id| !alive.contains(id)).collect();
    for change in &mut document.journal {
        change.before.retain(|(id, _)| !erased.contains(id));
    }
    document.journal.retain(|change| !change.before.is_empty());
}

fn merge_entries(mine: &mut Vec<Entry>, theirs: Vec<Entry>, tombstones: &[Tombstone]) -> MergeReport {
    let mut report = MergeReport::default();
    let places: HashMap<EntryId, usize> = mine.iter().enumerate().map(|(at, entry)| (entry.id, at)).collect();
    let erased: HashMap<EntryId, &Tombstone> = tombstones.iter().map(|stone| (stone.id, stone)).collect();
    let survives = |entry: &Entry| erased.get(&entry.id).is_none_or(|stone| latest_stamp_of(entry) > stone.stamp);
    for entry in theirs {
        match places.get(&entry.id).and_then(|at| mine.get_mut(*at)) {
            Some(present) => {
                let id = entry.id;
                if entry::merge(present, entry) {
                    report.changed.push(id);
                }
            }
            None if survives(&entry) => {
                report.added.push(entry.id);
                mine.push(entry);
            }
            None => {}
        }
    }
    mine.iter_mut().for_each(entry::normalise);
    mine.retain(|entry| {
        let stays = survives(entry);
        if !stays {
            report.removed.push(entry.id);
        }
        stays
    });
    report.changed.retain(|id| !report.removed.contains(id));
    mine.sort_by_key(|entry| (entry.created_ms, entry.id));
    report
}

fn merge_tombstones(mine: &mut Vec<Tombstone>, theirs: Vec<Tombstone>) {
    merge_by(
        mine,
        theirs,
        |stone| stone.id,
        |mine, theirs| {
            mine.stamp = mine.stamp.max(theirs.stamp);
            merge_unknown(&mut mine.unknown, theirs.unknown);
        },
    );
}

fn merge_device(mine: &mut Device, theirs: Device) {
    mine.first_seen_ms = mine.first_seen_ms.min(theirs.first_seen_ms);
    mine.name = std::mem::take(&mut mine.name).max(theirs.name);
    merge_unknown(&mut mine.unknown, theirs.unknown);
}

fn merge_slot_note(mine: &mut SlotNote, theirs: SlotNote) {
    mine.created_ms = mine.created_ms.min(theirs.created_ms);
    mine.label = std::mem::take(&mut mine.label).max(theirs.label);
    merge_unknown(&mut mine.unknown, theirs.unknown);
}

/// A change is made once and never edited; it can only be undone.
fn merge_change(mine: &mut Change, theirs: Change) {
    mine.undone |= theirs.undone;
    merge_unknown(&mut mine.unknown, theirs.unknown);
}

/// Unites two lists by id, in the order of their ids.
fn merge_by<T, Id: Ord + Hash + Copy>(
    mine: &mut Vec<T>,
    theirs: Vec<T>,
    id: impl Fn(&T) -> Id,
    join: impl Fn(&mut T, T),
) {
    let mut all: BTreeMap<Id, T> = BTreeMap::new();
    for row in mine.drain(..).chain(theirs) {
        match all.entry(id(&row)) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(row);
            }
            std::collections::btree_map::Entry::Occupied(mut present) => join(present.get_mut(), row),
        }
    }
    mine.extend(all.into_values());
}

/// Unites unknown fields. Where both sides have one, nobody here knows which is newer: the greater text stays, so that
/// all devices agree. Lists that this crate keeps as text are united row by row.
fn merge_unknown(mine: &mut Unknown, theirs: Unknown) {
    for (name, value) in theirs {
        match mine.iter_mut().find(|(known, _)| *known == name) {
            Some((_, present)) if name == KEPT_SECRETS || name == KEPT_RECOVERY_CODES => {
                *present = union_rows(present, &value);
            }
            Some((_, present)) => {
                if value > *present {
                    *present = value;
                }
            }
            None => mine.push((name, value)),
        }
    }
    mine.sort();
}
