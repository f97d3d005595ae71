//! The receipt of an import: what became of each row of the files. No secrets.

use super::failure::Failure;
use super::{Whole, count};
use serde::Serialize;
use specta::Type;
use watchword_service::receipt::{Outcome, Receipt, ReceiptRow};

/// What became of a row.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum OutcomeView {
    Unsupported,
    Skipped,
    Changed,
    Moved,
}

/// Something to say about a row: a code that the window has words for, and a name or number in them.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RowNoteView {
    code: String,
    value: String,
}

/// One row of a file.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportedRowView {
    row: u32,
    file: u32,
    name: String,
    outcome: OutcomeView,
    notes: Vec<RowNoteView>,
    problem: Option<Failure>,
    /// It can be put under review once more.
    again: bool,
}

/// A file of the receipt.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportedFileView {
    name: String,
    app: String,
}

/// The four words of both sides.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MatchWordsView {
    file: Vec<String>,
    vault: Vec<String>,
}

/// What an import led to.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportedView {
    at: Whole,
    files: Vec<ImportedFileView>,
    came: u32,
    /// Problems first.
    rows: Vec<ImportedRowView>,
    words: Option<MatchWordsView>,
    /// Nothing is left that only the old device has.
    may_clear: bool,
    can_be_undone: bool,
}

impl ImportedView {
    /// `masked` takes the place of names while somebody presents.
    pub(crate) fn new(receipt: &Receipt, masked: Option<&str>) -> Self {
        let owned = |words: [&str; 4]| words.map(str::to_owned).to_vec();
        let row = |row: &ReceiptRow| ImportedRowView {
            row: count(row.row),
            file: count(row.file),
            name: masked.map_or_else(|| row.name.clone(), str::to_owned),
            outcome: match row.outcome {
                Outcome::Unsupported => OutcomeView::Unsupported,
                Outcome::Skipped => OutcomeView::Skipped,
                Outcome::Changed => OutcomeView::Changed,
                Outcome::Moved => OutcomeView::Moved,
            },
            notes: if masked.is_some() {
                Vec::new()
            } else {
                let note = |note: &watchword_service::receipt::RowNote| RowNoteView {
                    code: note.code.to_owned(),
                    value: note.value.clone(),
                };
                row.notes.iter().map(note).collect()
            },
            problem: row.problem.clone().map(Failure::from),
            again: row.can_be_tried_again(),
        };
        Self {
            at: Whole(receipt.at_ms),
            files: receipt
                .files
                .iter()
                .map(|file| ImportedFileView { name: file.name.clone(), app: file.app.to_owned() })
                .collect(),
            came: count(receipt.came()),
            rows: receipt.rows.iter().map(row).collect(),
            words: receipt.words.map(|words| MatchWordsView { file: owned(words.file), vault: owned(words.vault) }),
            may_clear: receipt.may_clear(),
            can_be_undone: receipt.can_be_undone(),
        }
    }
}
