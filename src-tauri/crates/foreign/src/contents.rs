//! What was read out of a file.

use crate::{FileWarning, ForeignEntry, Format, Skipped};

/// What one file holds, as its format's reader gives it.
#[derive(Default)]
pub struct Contents {
    /// Entries and those that could not be taken, in the order of the file.
    pub rows: Vec<Row>,
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

    /// The entries alone.
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

/// One entry of a file.
pub enum Row {
    /// It was read.
    Entry(Box<ForeignEntry>),
    /// It was not, and why.
    Skipped(Skipped),
}

impl Row {
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
