//! Receipts: what was done, to which entry, how long it holds, how to take it back.

use super::rows::NameView;
use super::{Whole, count};
use serde::{Deserialize, Serialize};
use specta::Type;
use watchword_service::Session;
use watchword_service::copying::{Chosen, CopyOutcome, Given, Which};
use watchword_service::edit::Done;
use watchword_service::presenting::MASK;

/// What was done.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ReceiptWhat {
    Copied,
    KeyCopied,
    Added,
    Edited,
    Renamed,
    Tagged,
    Pinned,
    Unpinned,
    Trashed,
    Restored,
    Erased,
    Undone,
    Backup,
    RestoredVersion,
    VaultRestored,
    Intake,
}

impl ReceiptWhat {
    fn from_act(act: &str) -> Self {
        match act {
            "added" => Self::Added,
            "renamed" => Self::Renamed,
            "tagged" => Self::Tagged,
            "pinned" => Self::Pinned,
            "unpinned" => Self::Unpinned,
            "trashed" => Self::Trashed,
            "restored" => Self::Restored,
            "erased" => Self::Erased,
            "undone" => Self::Undone,
            "restored-version" => Self::RestoredVersion,
            _ => Self::Edited,
        }
    }
}

/// Which code was given.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WhichCode {
    Current,
    Next,
    Counter,
}

/// Which code is asked for.
#[derive(Debug, Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CopyWhich {
    Smart,
    Other,
    Current,
    Next,
}

impl From<CopyWhich> for Which {
    fn from(which: CopyWhich) -> Self {
        match which {
            CopyWhich::Smart => Self::Smart,
            CopyWhich::Other => Self::Other,
            CopyWhich::Current => Self::Current,
            CopyWhich::Next => Self::Next,
        }
    }
}

/// What was done, for the foot of the window.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReceiptView {
    pub(crate) what: ReceiptWhat,
    pub(crate) entry_id: Option<String>,
    pub(crate) name: Option<NameView>,
    pub(crate) count: u32,
    pub(crate) updated: u32,
    pub(crate) which_code: Option<WhichCode>,
    pub(crate) code: Option<String>,
    pub(crate) counter: Option<Whole>,
    pub(crate) works_from: Whole,
    pub(crate) works_until: Whole,
    pub(crate) clipboard_clears_at: Whole,
    pub(crate) clipboard_ok: bool,
    pub(crate) undo_id: Option<String>,
    pub(crate) file: String,
}

impl ReceiptView {
    /// A receipt that says only what was done.
    pub(crate) fn of(what: ReceiptWhat) -> Self {
        Self {
            what,
            entry_id: None,
            name: None,
            count: 0,
            updated: 0,
            which_code: None,
            code: None,
            counter: None,
            works_from: Whole(0),
            works_until: Whole(0),
            clipboard_clears_at: Whole(0),
            clipboard_ok: true,
            undo_id: None,
            file: String::new(),
        }
    }

    /// The receipt of a change.
    pub(crate) fn of_change(done: &Done, session: &mut Session) -> Self {
        let row = done.entry.and_then(|id| session.plain_row(id));
        let hidden = session.is_presenting().then_some(MASK);
        Self {
            entry_id: done.entry.map(|id| id.to_string()),
            name: row
                .map(|row| NameView::new(&row.name, row.twin_at))
                .or_else(|| (!done.name.is_empty()).then(|| NameView::plain(hidden.unwrap_or(&done.name)))),
            count: count(done.count),
            undo_id: done.undo_id.map(|id| id.to_string()),
            ..Self::of(ReceiptWhat::from_act(&done.what))
        }
    }

    /// The receipt of a copy. A code is in it only where it must be shown: a counter's, and one that the clipboard did
    /// not take; never while others watch.
    pub(crate) fn of_copy(outcome: &CopyOutcome, session: &mut Session) -> Self {
        let (chosen, clears_ms, taken): (&Chosen, u64, bool) = match outcome {
            CopyOutcome::Copied(copied) => (&copied.chosen, copied.clears_ms, true),
            CopyOutcome::Refused(chosen) => (chosen, 0, false),
        };
        let shown = (!taken || chosen.given == Given::Counter) && !session.is_presenting();
        Self {
            entry_id: Some(chosen.id.to_string()),
            name: session.plain_row(chosen.id).map(|row| NameView::new(&row.name, row.twin_at)),
            count: 1,
            which_code: Some(match chosen.given {
                Given::Current => WhichCode::Current,
                Given::Next => WhichCode::Next,
                Given::Counter => WhichCode::Counter,
            }),
            code: shown.then(|| chosen.code.expose().to_owned()),
            counter: chosen.counter.map(Whole),
            works_from: Whole(chosen.works_from),
            works_until: Whole(chosen.works_until),
            clipboard_clears_at: Whole(clears_ms),
            clipboard_ok: taken,
            ..Self::of(ReceiptWhat::Copied)
        }
    }
}
