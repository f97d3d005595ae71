//! Which entries are used often and lately. Local only: never in the vault file, never synced.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use watchword_entry::EntryId;

/// A use counts half after this time.
const HALF_LIFE_MS: f64 = 14.0 * 24.0 * 3_600_000.0;

/// How often and how lately each entry was used.
#[derive(Debug, Clone, Default)]
pub(crate) struct Usage(HashMap<EntryId, Use>);

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Use {
    /// Uses, each halved for every half-life that passed before `last_ms`.
    weight: f64,
    /// Of the last use, milliseconds since 1970.
    last_ms: u64,
}

impl Usage {
    /// Counts one use.
    pub(crate) fn count(&mut self, id: EntryId, now_ms: u64) {
        let weight = self.weight(id, now_ms) + 1.0;
        self.0.insert(id, Use { weight, last_ms: now_ms });
    }

    /// How much an entry is used, seen from `now_ms`; 0 for one that never was.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a lifetime fit a double")]
    pub(crate) fn weight(&self, id: EntryId, now_ms: u64) -> f64 {
        self.0
            .get(&id)
            .map_or(0.0, |used| used.weight * (-(now_ms.saturating_sub(used.last_ms) as f64) / HALF_LIFE_MS).exp2())
    }

    /// Every entry that was used, with its weight seen from `now_ms`.
    pub(crate) fn weights(&self, now_ms: u64) -> impl Iterator<Item = (EntryId, f64)> {
        self.0.keys().map(move |id| (*id, self.weight(*id, now_ms)))
    }

    /// As bytes to be sealed and kept beside the vault.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let rows: Vec<(String, Use)> = self.0.iter().map(|(id, used)| (id.to_string(), *used)).collect();
        serde_json::to_vec(&rows).unwrap_or_default()
    }

    /// From bytes that were sealed; anything unreadable is no usage at all, which loses only an order.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let rows: Vec<(String, Use)> = serde_json::from_slice(bytes).unwrap_or_default();
        Self(rows.into_iter().filter_map(|(id, used)| Some((id.parse().ok()?, used))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 3_600_000;

    #[test]
    fn often_and_lately_weigh_most() {
        let [often, lately, never] = [1, 2, 3].map(|byte| EntryId::from_bytes([byte; 16]));
        let mut usage = Usage::default();
        for _ in 0..10 {
            usage.count(often, 0);
        }
        usage.count(lately, 14 * DAY);
        assert!(usage.weight(often, 14 * DAY) > usage.weight(lately, 14 * DAY));
        assert!(usage.weight(often, 90 * DAY) < 1.0);
        assert_eq!(usage.weight(never, 0).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn usage_survives_the_way_through_bytes() {
        let id = EntryId::from_bytes([7; 16]);
        let mut usage = Usage::default();
        usage.count(id, 5);
        assert!((Usage::from_bytes(&usage.to_bytes()).weight(id, 5) - 1.0).abs() < 1e-9);
        assert!(Usage::from_bytes(b"rubbish").weight(id, 5) < 1e-9);
    }
}
