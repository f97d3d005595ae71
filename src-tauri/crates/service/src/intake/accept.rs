//! Taking what is under review into the vault: one save, one change that undo takes back.

use super::{Answer, Intake, Item, State};
use crate::edit::{Done, reason, remember};
use crate::failure::Failure;
use crate::session::Session;
use crate::undo::replace_otp;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Placement, Stamp};
use watchword_otp::{Kind, Otp};
use watchword_vault::{Change, Document, set_kept_seals};

/// What an acceptance did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// As for every change.
    pub done: Done,
    /// Entries added, in the order of the rows.
    pub added: Vec<EntryId>,
    /// How many entries of the vault were changed.
    pub updated: usize,
}

impl Session {
    /// Adds and updates what is ticked and answered, and ends the review. When it cannot be saved the review goes on.
    ///
    /// # Errors
    /// `entry-gone` when nothing is under review, `review-changed` when another process changed what the rows meet (the
    /// review then shows it), or why it could not be saved.
    pub fn intake_accept(&mut self) -> Result<Accepted, Failure> {
        // Another process may have saved meanwhile: what a decision was about must still be what it meets.
        if self.take_over_changes()? && self.settle() {
            return Err(Failure::new("review-changed"));
        }
        let intake = self.intake.take().ok_or_else(|| Failure::new("entry-gone"))?;
        match self.accept(&intake) {
            Ok((accepted, placed)) => {
                self.write_receipt(intake, &placed, accepted.done.undo_id);
                Ok(accepted)
            }
            Err(failure) => {
                self.intake = Some(intake);
                Err(failure)
            }
        }
    }

    /// Says beside what was done which entry each row became.
    fn accept(&mut self, intake: &Intake) -> Result<(Accepted, HashMap<usize, EntryId>), Failure> {
        let now_ms = self.now_ms();
        let order = self.entries().iter().map(|entry| entry.placement.order).max().unwrap_or_default();
        let mut added = Vec::new();
        let mut before: Vec<(EntryId, Option<Entry>)> = Vec::new();
        let mut changes = Vec::new();
        let mut makers = Vec::new();
        let mut placed = HashMap::new();
        for (at, item) in intake.items.iter().enumerate().filter(|(_, item)| item.ticked) {
            let Some(otp) = &item.otp else { continue };
            match (item.state, item.answer) {
                (State::New, _) | (State::Conflict, Answer::KeepBoth) => {
                    let id = self.id_for(item, &added)?;
                    let place = order.saturating_add(1 + i64::try_from(added.len()).unwrap_or(i64::MAX));
                    let entry = new_entry(id, item, otp.duplicate(), place, now_ms);
                    added.push(entry.id);
                    placed.insert(at, entry.id);
                    before.push((entry.id, None));
                    makers.push(entry);
                }
                (State::Renamed | State::Ahead, _) | (State::Conflict, Answer::Replace) => {
                    let Some(id) = item.existing else { continue };
                    placed.insert(at, id);
                    if !before.iter().any(|(known, _)| *known == id) {
                        before.push((id, Some(self.entry(id)?.duplicate())));
                    }
                    changes.push((id, item));
                }
                _ => {}
            }
        }
        let name = match (added.as_slice(), changes.as_slice()) {
            ([_], []) => intake
                .items
                .iter()
                .find(|item| item.ticked && item.otp.is_some())
                .map(|item| item.name.full())
                .unwrap_or_default(),
            _ => String::new(),
        };
        let updated = changes.len();
        let count = added.len() + updated;
        if count == 0 {
            let done = Done { what: "added".to_owned(), entry: None, name, count: 0, undo_id: None };
            return Ok((Accepted { done, added, updated }, placed));
        }
        let why = reason("added", count, &name);
        let change_id = EntryId::make()?;
        self.save_with(why.clone(), |document, stamp| {
            for mut entry in makers {
                document.tombstones.retain(|gone| gone.id != entry.id);
                (entry.otp_stamp, entry.labels_stamp, entry.placement_stamp) = (stamp, stamp, stamp);
                document.entries.push(entry);
            }
            for (id, item) in &changes {
                update(document, *id, item, stamp);
            }
            remember(
                document,
                Change { id: change_id, at_ms: now_ms, why, before, undone: false, unknown: Vec::new() },
            );
            Ok(())
        })?;
        let entry = if count == 1 { added.first().copied().or(changes.first().map(|(id, _)| *id)) } else { None };
        let done = Done { what: "added".to_owned(), entry, name, count, undo_id: Some(change_id) };
        Ok((Accepted { done, added, updated }, placed))
    }

    /// The id of an entry to be added. One that comes whole keeps its own where that is free: its recovery codes are
    /// sealed for it.
    fn id_for(&self, item: &Item, added: &[EntryId]) -> Result<EntryId, Failure> {
        let own = item.whole.as_ref().map(|whole| whole.id);
        match own.filter(|id| self.entry(*id).is_err() && !added.contains(id)) {
            Some(id) => Ok(id),
            None => Ok(EntryId::make()?),
        }
    }
}

fn new_entry(id: EntryId, item: &Item, otp: Otp, order: i64, now_ms: u64) -> Entry {
    let mut labels = item.labels.clone();
    if !item.was.is_empty() && !labels.old_names.contains(&item.was) {
        labels.old_names.insert(0, item.was.clone());
    }
    // An entry of another vault comes with all it has.
    if let Some(whole) = &item.whole {
        let mut entry = whole.duplicate();
        if entry.id != id {
            // Sealed recovery codes open in their own entry only, and that is here already.
            entry.recovery_codes = None;
            set_kept_seals(&mut entry, &[]);
        }
        (entry.id, entry.labels, entry.placement.order) = (id, labels, order);
        return entry;
    }
    Entry {
        id,
        otp,
        labels,
        placement: Placement { pinned: item.from.as_ref().is_some_and(|from| from.favourite), order, trashed_ms: None },
        otp_stamp: Stamp::default(),
        labels_stamp: Stamp::default(),
        placement_stamp: Stamp::default(),
        created_ms: now_ms,
        old_secrets: Vec::new(),
        recovery_codes: None,
        unknown: Vec::new(),
    }
}

fn update(document: &mut Document, id: EntryId, item: &Item, stamp: Stamp) {
    let Some(entry) = document.entries.iter_mut().find(|entry| entry.id == id) else { return };
    let Some(otp) = &item.otp else { return };
    if item.state == State::Conflict {
        return replace_otp(entry, otp.duplicate(), stamp);
    }
    // The same secret: of two counters the higher one is right, because a site never goes back.
    if otp.kind == Kind::Hotp && otp.counter > entry.otp.counter {
        entry.otp.counter = otp.counter;
    }
    if item.state == State::Ahead {
        return;
    }
    let mine = item.existing_name.as_ref().map(watchword_entry::Name::full).unwrap_or_default();
    let theirs = item.name.full();
    let old_name = if item.answer == Answer::TakeTheirs {
        entry.labels.issuer.clone_from(&item.labels.issuer);
        entry.labels.account.clone_from(&item.labels.account);
        mine
    } else {
        theirs
    };
    if !old_name.is_empty() && !entry.labels.old_names.contains(&old_name) {
        entry.labels.old_names.insert(0, old_name);
    }
    entry.labels_stamp = stamp;
}
