//! What was read out of a file.

use std::ops::{Deref, DerefMut};

use crate::{FileWarning, ForeignEntry, Format, SkipReason, Skipped};

/// The variety of a file that another one takes with it.
const TAKEN_ALONG: &str = "taken-along";
/// The most entries of a file.
const MAX_ENTRIES: usize = 10_000;
/// The most groups of a file.
const MAX_GROUPS: usize = 2_000;
/// The most bytes of all icons of a file together.
const MAX_ICON_BYTES: usize = 32 * 1024 * 1024;

/// What one file holds, as its format's reader gives it.
#[derive(Default)]
pub struct Contents {
    /// Entries and those that could not be taken, in the order of the file.
    pub rows: Rows,
    /// Names of groups in the order of the file, also of those without entries.
    pub groups: Vec<String>,
    /// Which variety of the format: `plain`, `encrypted`, a version.
    pub variety: &'static str,
    /// What was strange but did not stop the reading.
    pub warnings: Vec<FileWarning>,
    /// How many items hold no code at all: notes, logins without a code.
    pub not_codes: usize,
}

impl Contents {
    /// Nothing yet, of a variety.
    pub fn of(variety: &'static str) -> Self {
        Self { variety, ..Self::default() }
    }

    /// What is read of a file whose content another file of those given together takes with it.
    pub(crate) fn taken_along() -> Self {
        Self::of(TAKEN_ALONG)
    }

    /// Whether this is such a file.
    pub(crate) fn is_taken_along(&self) -> bool {
        self.variety == TAKEN_ALONG
    }

    /// Takes rows in the order of the file, each with what the other program sorts its list by: entries get their
    /// place in that list.
    pub(crate) fn set_sorted_rows<K: Ord>(&mut self, rows: impl IntoIterator<Item = (K, Row)>) {
        let (keys, rows): (Vec<K>, Rows) = rows.into_iter().unzip();
        self.rows = rows;
        let mut sorted: Vec<(&K, usize)> = keys.iter().zip(0..).collect();
        sorted.sort();
        let mut places = vec![0; keys.len()];
        for (order, (_, place)) in sorted.into_iter().enumerate() {
            if let Some(slot) = places.get_mut(place) {
                *slot = order;
            }
        }
        for (row, order) in self.rows.iter_mut().zip(places) {
            if let Row::Entry(entry) = row {
                entry.order = order;
            }
        }
    }

    /// Keeps within the limits: groups beyond 2,000 and icons beyond 32 MiB are dropped.
    pub(crate) fn limit(&mut self) {
        let mut icon_bytes = 0_usize;
        let mut has_dropped_icons = false;
        for row in self.rows.iter_mut() {
            let Row::Entry(entry) = row else { continue };
            icon_bytes = icon_bytes.saturating_add(entry.icon.as_ref().map_or(0, |icon| icon.bytes.len()));
            if icon_bytes > MAX_ICON_BYTES && entry.icon.take().is_some() {
                has_dropped_icons = true;
            }
        }
        if has_dropped_icons {
            self.warnings.push(FileWarning::IconsDropped);
        }
        if self.groups.len() > MAX_GROUPS {
            self.groups.truncate(MAX_GROUPS);
            self.warnings.push(FileWarning::TooManyGroups);
        }
    }

    /// The entries alone, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = &ForeignEntry> {
        self.rows.iter().filter_map(|row| match row {
            Row::Entry(entry) => Some(entry.as_ref()),
            Row::Skipped(_) => None,
        })
    }

    /// Those that could not be taken.
    pub fn skipped(&self) -> impl Iterator<Item = &Skipped> {
        self.rows.iter().filter_map(|row| match row {
            Row::Skipped(skipped) => Some(skipped),
            Row::Entry(_) => None,
        })
    }
}

/// The rows of a file, in its order. Entries beyond 10,000 are told as they come, and not kept.
#[derive(Default)]
pub struct Rows(Vec<Row>);

impl Rows {
    pub(crate) fn push(&mut self, row: Row) {
        self.0.push(match row {
            Row::Entry(entry) if self.0.len() >= MAX_ENTRIES => entry.into_skipped(SkipReason::TooMany),
            row @ (Row::Entry(_) | Row::Skipped(_)) => row,
        });
    }
}

impl Deref for Rows {
    type Target = [Row];

    fn deref(&self) -> &[Row] {
        &self.0
    }
}

impl DerefMut for Rows {
    fn deref_mut(&mut self) -> &mut [Row] {
        &mut self.0
    }
}

impl Extend<Row> for Rows {
    fn extend<T: IntoIterator<Item = Row>>(&mut self, rows: T) {
        rows.into_iter().for_each(|row| self.push(row));
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        let mut all = Self::default();
        all.extend(rows);
        all
    }
}

impl From<Vec<Row>> for Rows {
    fn from(rows: Vec<Row>) -> Self {
        rows.into_iter().collect()
    }
}

impl IntoIterator for Rows {
    type Item = Row;
    type IntoIter = std::vec::IntoIter<Row>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// One entry of a file.
pub enum Row {
    /// It was read.
    Entry(Box<ForeignEntry>),
    /// It was not, and why.
    Skipped(Skipped),
}

impl Row {
    /// The entry, when it was read.
    pub fn entry(&self) -> Option<&ForeignEntry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Skipped(_) => None,
        }
    }

    /// Where it stands in the file, from 0.
    pub fn position(&self) -> usize {
        match self {
            Self::Entry(entry) => entry.position,
            Self::Skipped(skipped) => skipped.position,
        }
    }

    /// The entry, be it read or waiting for a good secret; what is set here reaches both.
    pub(crate) fn entry_mut(&mut self) -> Option<&mut ForeignEntry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Skipped(skipped) => skipped.repair.as_mut().map(|repair| &mut repair.entry),
        }
    }
}

/// What was read, and the format that it came in.
pub struct Import {
    /// The format.
    pub format: &'static Format,
    /// What the file holds. No rows is no error: the file holds no codes.
    pub contents: Contents,
}
