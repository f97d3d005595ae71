//! Taking changes back: what a change did is undone, what came after it stays.

use crate::edit::{Done, reason, remember};
use crate::failure::Failure;
use crate::recovery;
use crate::session::Session;
use watchword_entry::{Entry, EntryId, Labels, OLD_SECRETS_KEPT, OldSecret, Placement, Stamp};
use watchword_otp::Otp;
use watchword_vault::{Change, CodesKey, Document};

/// The act of undoing, as the journal names it. Undoing is itself a change that the history can take back.
pub(crate) const UNDONE: &str = "undone";
/// The act of taking an undoing back.
pub(crate) const REDONE: &str = "redone";

impl Session {
    /// Takes a change back, the latest one that was not an undoing when `change` is `None`. What the change set goes
    /// back to what it was, later changes of other things stay; entries that came with the change go to the trash; a
    /// secret that leaves stays among the entry's old ones. Nothing is lost.
    ///
    /// # Errors
    /// `nothing-to-undo`, `recovery-closed` where recovery codes were changed again since and are not open, or why it
    /// could not be saved.
    pub fn undo(&mut self, change: Option<EntryId>) -> Result<Done, Failure> {
        self.take_over_changes()?;
        let nothing = || Failure::new("nothing-to-undo");
        let wanted = |past: &&Change| match change {
            Some(id) => past.id == id && !past.undone,
            None => !past.undone && past.why.what != UNDONE,
        };
        let past = self.document().journal.iter().find(wanted).ok_or_else(nothing)?.id;
        self.reverse(past, UNDONE)
    }

    /// Takes the latest undoing back that nothing was changed after. Several are taken back one by one.
    ///
    /// # Errors
    /// `nothing-to-redo`, or why it could not be saved.
    pub fn redo(&mut self) -> Result<Done, Failure> {
        self.take_over_changes()?;
        let back_and_forth = |past: &&Change| [UNDONE, REDONE].contains(&past.why.what.as_str());
        // A counter moves on with every code; that is no change of the person's.
        let mut latest = self.document().journal.iter().filter(|past| past.why.what != "counter");
        let undoing = latest.by_ref().take_while(back_and_forth).find(|past| past.why.what == UNDONE && !past.undone);
        let undoing = undoing.ok_or_else(|| Failure::new("nothing-to-redo"))?.id;
        self.reverse(undoing, REDONE)
    }

    /// Takes change `id` back, as an act of its own in the journal.
    fn reverse(&mut self, id: EntryId, act: &str) -> Result<Done, Failure> {
        let nothing = || Failure::new("nothing-to-undo");
        let past = self.document().journal.iter().find(|past| past.id == id && !past.undone).ok_or_else(nothing)?;
        let why = past.why.clone();
        let ids: Vec<EntryId> = past.before.iter().map(|(id, _)| *id).collect();
        let done = reason(act, ids.len(), &why.name);
        let change_id = EntryId::make()?;
        let now_ms = self.now_ms();
        self.with_codes_key(|session, key| {
            session.save_with(done.clone(), |document, stamp| {
                let at = document.journal.iter().position(|past| past.id == id && !past.undone).ok_or_else(nothing)?;
                let before = take_back(document, at, now_ms, stamp, key)?;
                remember(
                    document,
                    Change { id: change_id, at_ms: now_ms, why: done, before, undone: false, unknown: Vec::new() },
                );
                Ok(())
            })
        })?;
        let entry = if ids.len() == 1 { ids.first().copied() } else { None };
        let name = entry.map_or(why.name, |id| self.shown_name(id));
        let undo_id = (act == REDONE).then_some(change_id);
        Ok(Done { what: act.to_owned(), entry, name, count: ids.len(), undo_id })
    }
}

/// Undoes the change at place `at` of the journal; returns what was there before the undoing.
fn take_back(
    document: &mut Document,
    at: usize,
    now_ms: u64,
    stamp: Stamp,
    key: Option<&CodesKey>,
) -> Result<Vec<(EntryId, Option<Entry>)>, Failure> {
    let (later, rest) = document.journal.split_at_mut(at);
    let Some(past) = rest.first_mut() else { return Ok(Vec::new()) };
    past.undone = true;
    let mut before_undoing = Vec::new();
    for (id, before) in &past.before {
        let id = *id;
        // What the change left behind is what the next change of the entry found, else what is there now.
        let after = later.iter().rev().find_map(|change| change.before.iter().find(|(touched, _)| *touched == id));
        let after = after.and_then(|(_, entry)| entry.as_ref());
        let now = document.entries.iter_mut().find(|known| known.id == id);
        before_undoing.push((id, now.as_ref().map(|entry| entry.duplicate())));
        match (now, before) {
            (Some(now), Some(before)) => {
                let after = after.map_or_else(|| now.duplicate(), Entry::duplicate);
                restore(now, before, &after, stamp, key)?;
            }
            (Some(now), None) => {
                now.placement.trashed_ms = Some(now_ms);
                now.placement_stamp = stamp;
            }
            (None, Some(before)) => {
                document.tombstones.retain(|gone| gone.id != id);
                let mut entry = before.duplicate();
                (entry.labels_stamp, entry.placement_stamp, entry.otp_stamp) = (stamp, stamp, stamp);
                document.entries.push(entry);
            }
            (None, None) => {}
        }
    }
    Ok(before_undoing)
}

/// Gives `now` back what a change took from it: the fields in which `after` differs from `before`.
fn restore(
    now: &mut Entry,
    before: &Entry,
    after: &Entry,
    stamp: Stamp,
    key: Option<&CodesKey>,
) -> Result<(), Failure> {
    let (labels, placement) = (now.labels.clone(), now.placement.clone());
    restore_labels(&mut now.labels, &before.labels, &after.labels);
    restore_placement(&mut now.placement, &before.placement, &after.placement);
    let codes_changed = before.recovery_codes != after.recovery_codes;
    if codes_changed {
        recovery::take_back(now, before, after, key)?;
    }
    if now.labels != labels || codes_changed {
        now.labels_stamp = stamp;
    }
    if now.placement != placement {
        now.placement_stamp = stamp;
    }
    if before.otp.secret != after.otp.secret {
        replace_otp(now, before.otp.duplicate(), stamp);
    }
    Ok(())
}

fn restore_labels(now: &mut Labels, before: &Labels, after: &Labels) {
    fn field<T: Clone + PartialEq>(now: &mut T, before: &T, after: &T) {
        if before != after {
            now.clone_from(before);
        }
    }
    field(&mut now.issuer, &before.issuer, &after.issuer);
    field(&mut now.account, &before.account, &after.account);
    field(&mut now.login, &before.login, &after.login);
    field(&mut now.note, &before.note, &after.note);
    field(&mut now.tags, &before.tags, &after.tags);
    field(&mut now.old_names, &before.old_names, &after.old_names);
    field(&mut now.icon, &before.icon, &after.icon);
}

fn restore_placement(now: &mut Placement, before: &Placement, after: &Placement) {
    if before.pinned != after.pinned {
        now.pinned = before.pinned;
    }
    if before.order != after.order {
        now.order = before.order;
    }
    if before.trashed_ms.is_some() != after.trashed_ms.is_some() {
        now.trashed_ms = before.trashed_ms;
    }
}

/// Puts another secret in place; the one that leaves becomes the newest of the old ones.
pub(crate) fn replace_otp(entry: &mut Entry, otp: Otp, stamp: Stamp) {
    if entry.otp.secret == otp.secret {
        // The same secret: a counter never runs backwards, the site has seen it.
        let counter = entry.otp.counter.max(otp.counter);
        entry.otp = Otp { counter, ..otp };
    } else {
        entry.old_secrets.retain(|old| old.otp.secret != otp.secret);
        let left = std::mem::replace(&mut entry.otp, otp);
        entry.old_secrets.insert(0, OldSecret { otp: left, replaced_ms: stamp.ms });
        entry.old_secrets.truncate(OLD_SECRETS_KEPT);
    }
    entry.otp_stamp = stamp;
}

/// Gives an entry the state of an earlier version of the vault; secrets that leave are kept.
pub(crate) fn put_back(now: &mut Entry, before: Entry, stamp: Stamp) {
    recovery::put_back(now, &before);
    now.labels = before.labels;
    now.placement = before.placement;
    (now.labels_stamp, now.placement_stamp) = (stamp, stamp);
    for old in before.old_secrets {
        if !now.old_secrets.iter().any(|known| known.otp.secret == old.otp.secret) {
            now.old_secrets.push(old);
        }
    }
    replace_otp(now, before.otp, stamp);
}
