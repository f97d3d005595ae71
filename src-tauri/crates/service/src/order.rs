//! The order made by hand.

use crate::edit::{Done, reason, remember};
use crate::failure::Failure;
use crate::session::Session;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Stamp};
use watchword_vault::Change;

/// Room between two neighbours when places are given anew: so many moves between them need no new places.
const ROOM: i64 = 1 << 20;

impl Session {
    /// Puts an entry before another of its section, or behind all of them when `before` is `None`. Pinned entries are
    /// one section, the others another; the trash has no order.
    ///
    /// # Errors
    /// `entry-gone` when one of the two is not there or in the trash, or they are in different sections; or why it
    /// could not be saved.
    pub fn put_before(&mut self, id: EntryId, before: Option<EntryId>) -> Result<Done, Failure> {
        let gone = || Failure::new("entry-gone");
        let pinned = self.entry(id)?.placement.pinned;
        let mut section = self.section(pinned);
        section.retain(|entry| entry.id != id);
        let at = match before {
            Some(other) => section.iter().position(|entry| entry.id == other).ok_or_else(gone)?,
            None => section.len(),
        };
        if self.entry(id)?.is_trashed() {
            return Err(gone());
        }
        let orders: Vec<i64> = section.iter().map(|entry| entry.placement.order).collect();
        let (places, own) = place_between(&orders, at);
        // The others keep their order: new places are no change of theirs that could be taken back.
        let given: HashMap<EntryId, i64> = section.iter().map(|entry| entry.id).zip(places).collect();
        let name = self.shown_name(id);
        let why = reason("moved", 1, &name);
        let change_id = EntryId::make()?;
        let now_ms = self.now_ms();
        self.save_with(why.clone(), |document, stamp| {
            let mut before = Vec::new();
            for entry in &mut document.entries {
                if entry.id == id {
                    before.push((id, Some(entry.duplicate())));
                    place(entry, own, stamp);
                } else if let Some(order) = given.get(&entry.id) {
                    place(entry, *order, stamp);
                }
            }
            remember(
                document,
                Change { id: change_id, at_ms: now_ms, why, before, undone: false, unknown: Vec::new() },
            );
            Ok(())
        })?;
        Ok(Done { what: "moved".to_owned(), entry: Some(id), name, count: 1, undo_id: Some(change_id) })
    }
}

fn place(entry: &mut Entry, order: i64, stamp: Stamp) {
    if entry.placement.order != order {
        entry.placement.order = order;
        entry.placement_stamp = stamp;
    }
}

/// A place before the entry at `at`, and new places for the others where there is no room left.
fn place_between(orders: &[i64], at: usize) -> (Vec<i64>, i64) {
    let before = at.checked_sub(1).and_then(|at| orders.get(at)).copied();
    let behind = orders.get(at).copied();
    let own = match (before, behind) {
        (None, None) => Some(0),
        (Some(before), None) => before.checked_add(ROOM),
        (None, Some(behind)) => behind.checked_sub(ROOM),
        (Some(before), Some(behind)) => {
            let middle = before.midpoint(behind);
            (before < middle && middle < behind).then_some(middle)
        }
    };
    if let Some(own) = own {
        return (orders.to_vec(), own);
    }
    let nth = |at: usize| i64::try_from(at).unwrap_or_default() * ROOM;
    let places = (0..orders.len()).map(|other| nth(if other < at { other } else { other + 1 })).collect();
    (places, nth(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_place_between_two() {
        for (orders, at) in [
            (vec![], 0),
            (vec![0, 0, 0], 0),
            (vec![0, 0, 0], 1),
            (vec![0, 0, 0], 3),
            (vec![4, 5], 1),
            (vec![-8, 8], 1),
            (vec![i64::MIN, i64::MAX], 0),
            (vec![i64::MIN, i64::MAX], 2),
        ] {
            let (mut places, own) = place_between(&orders, at);
            assert_eq!(places.len(), orders.len());
            places.insert(at, own);
            // Entries of the same place are in the order of their names, which nothing here changes.
            let around = at.saturating_sub(1)..(at + 2).min(places.len());
            let near = &places[around];
            assert!(near.windows(2).all(|pair| pair[0] < pair[1]), "{orders:?} {at}: {places:?}");
        }
    }

    #[test]
    fn room_is_used_before_new_places_are_given() {
        assert_eq!(place_between(&[0, 100], 1), (vec![0, 100], 50));
        assert_eq!(place_between(&[0, 1], 1), (vec![0, 2 * ROOM], ROOM));
    }
}
