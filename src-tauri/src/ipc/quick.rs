//! What quick search shows, and what became of typing.

use super::count;
use super::failure::Failure;
use super::receipts::ReceiptView;
use super::rows::{CodesView, RowView};
use super::start::StartView;
use serde::Serialize;
use specta::Type;
use watchword_desktop::Program;

/// Quick search as it opens.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuickView {
    pub(crate) start: StartView,
    /// Entries in the vault, 0 while it is locked.
    pub(crate) total: u32,
    /// The program that had the focus; none when it was ours, or where the desktop does not tell.
    pub(crate) program: Option<ProgramView>,
    /// Whether the corners can be round: what is under them has to be seen.
    pub(crate) rounded: bool,
    /// The likeliest entries; none while it is locked.
    pub(crate) found: Option<QuickFoundView>,
}

/// The program that had the focus before: for the screen, and never kept.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProgramView {
    name: String,
    title: String,
}

impl From<&Program> for ProgramView {
    fn from(program: &Program) -> Self {
        Self { name: program.name(), title: program.title().to_owned() }
    }
}

/// The best hits with their codes.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuickFoundView {
    pub(crate) rows: Vec<RowView>,
    pub(crate) codes: CodesView,
}

/// What became of typing a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TypedOutcome {
    /// It was typed.
    Typed,
    /// Nothing was done: the person has not said yet that codes may be typed into this program.
    Ask,
    /// It was copied instead; `why` says for what reason.
    Copied,
}

/// What became of typing a code, and into which program.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TypedView {
    pub(crate) outcome: TypedOutcome,
    pub(crate) program: String,
    pub(crate) why: Option<Failure>,
    pub(crate) receipt: Option<ReceiptView>,
}

impl QuickView {
    /// A view of a vault that holds so many entries.
    pub(crate) fn new(start: StartView, total: usize, program: Option<&Program>, rounded: bool) -> Self {
        Self { start, total: count(total), program: program.map(ProgramView::from), rounded, found: None }
    }
}
