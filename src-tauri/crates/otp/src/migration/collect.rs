//! Putting the parts of an export together.

use super::Part;
use crate::link::{Link, LinkError};

/// Parts as they are found, in any order, of one export or several.
#[derive(Default)]
pub struct Collector {
    sets: Vec<Set>,
}

/// The parts of one export.
pub struct Set {
    batch_id: Option<i32>,
    size: u32,
    parts: Vec<Part>,
}

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Added {
    /// It is new.
    New,
    /// The very same part is there already; this one was dropped.
    SeenBefore,
    /// It contradicts the parts that are there (another content at its place, or a place beyond the end): it
    /// belongs to another export, which starts with it.
    StartedNewSet,
}

impl Collector {
    /// Adds a part to the export that it belongs to.
    ///
    /// Parts belong together when batch id and size are the same. Newer exports have no batch id, so that two of
    /// the same size can only be told apart when they contradict each other.
    pub fn add(&mut self, part: Part) -> Added {
        let mut has_siblings = false;
        let mut place = None;
        for (number, set) in self.sets.iter().enumerate().filter(|(_, set)| set.is_set_of(&part)) {
            if set.parts.iter().any(|known| known.has_payload_of(&part)) {
                return Added::SeenBefore;
            }
            has_siblings = true;
            if part.index < set.size && set.parts.iter().all(|known| known.index != part.index) {
                place = Some(number);
            }
        }
        if let Some(set) = place.and_then(|number| self.sets.get_mut(number)) {
            set.parts.push(part);
            set.parts.sort_by_key(|part| part.index);
            return Added::New;
        }
        let contradicts = has_siblings || part.index >= part.size;
        self.sets.push(Set { batch_id: part.batch_id, size: part.size, parts: vec![part] });
        if contradicts { Added::StartedNewSet } else { Added::New }
    }

    /// The exports so far, in the order in which they appeared.
    pub fn sets(&self) -> &[Set] {
        &self.sets
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Every account of every export, in the order of the parts, whether or not parts are missing.
    pub fn into_links(self) -> Vec<Result<Link, LinkError>> {
        self.sets.into_iter().flat_map(Set::into_links).collect()
    }
}

impl Set {
    /// How many parts the export has.
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// Numbers of the parts that were found, from 1, in order.
    pub fn found(&self) -> Vec<u32> {
        self.parts.iter().map(|part| part.index.saturating_add(1)).collect()
    }

    /// Numbers of the parts that are missing, from 1, in order.
    pub fn missing(&self) -> Vec<u32> {
        let found = self.found();
        (1..=self.size).filter(|number| !found.contains(number)).collect()
    }

    /// The parts that were found, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Every account of this export, in the order of the parts.
    pub fn into_links(self) -> Vec<Result<Link, LinkError>> {
        self.parts.into_iter().flat_map(|part| part.accounts).collect()
    }

    fn is_set_of(&self, part: &Part) -> bool {
        self.batch_id == part.batch_id && self.size == part.size
    }
}
