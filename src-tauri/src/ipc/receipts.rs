//! Receipts: what was done, to which entry, how long it holds, how to take it back.

use super::rows::NameView;
use super::{Whole, count};
use serde::{Deserialize, Serialize};
use specta::Type;
use watchword_service::copying::{Chosen, CopyOutcome, Given, Which};
use watchword_service::edit::Done;
use watchword_service::presenting::MASK;
use watchword_service::recovery::CopiedCode;
use watchword_service::{EntryId, Session};

/// What was done.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ReceiptWhat {
    Copied,
    Typed,
    KeyCopied,
    RecoveryCopied,
    RecoveryAdded,
    RecoveryReplaced,
    RecoveryUsed,
    RecoveryUnused,
    RecoveryPassphrase,
    Added,
    Edited,
    Renamed,
    Tagged,
    Icon,
    Pinned,
    Unpinned,
    Trashed,
    Restored,
    Erased,
    Undone,
    Redone,
    Moved,
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
            "icon" => Self::Icon,
            "pinned" => Self::Pinned,
            "unpinned" => Self::Unpinned,
            "trashed" => Self::Trashed,
            "restored" => Self::Restored,
            "erased" => Self::Erased,
            "undone" => Self::Undone,
            "redone" => Self::Redone,
            "moved" => Self::Moved,
            "recovery-added" => Self::RecoveryAdded,
            "recovery-replaced" => Self::RecoveryReplaced,
            "recovery-used" => Self::RecoveryUsed,
            "recovery-unused" => Self::RecoveryUnused,
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
    /// The place of the recovery code that was copied.
    pub(crate) place: Option<u32>,
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
            place: None,
            works_from: Whole(0),
            works_until: Whole(0),
            clipboard_clears_at: Whole(0),
            clipboard_ok: true,
            undo_id: None,
            file: String::new(),
        }
    }

    /// The receipt of a recovery code that was copied. The code itself is on the page already, if it is anywhere.
    pub(crate) fn of_recovery_copy(id: EntryId, copied: &CopiedCode, session: &mut Session) -> Self {
        Self {
            entry_id: Some(id.to_string()),
            name: session.plain_row(id).map(|row| NameView::new(&row.name, row.twin_at)),
            count: 1,
            place: Some(count(copied.place)),
            clipboard_clears_at: Whole(copied.clears_ms.unwrap_or_default()),
            clipboard_ok: copied.clears_ms.is_some(),
            ..Self::of(ReceiptWhat::RecoveryCopied)
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
            code: shown.then(|| chosen.code.expose().to_owned()),
            clipboard_clears_at: Whole(clears_ms),
            clipboard_ok: taken,
            ..Self::of_code(ReceiptWhat::Copied, chosen, session)
        }
    }

    /// The receipt of a code that was typed into another program.
    pub(crate) fn of_typing(chosen: &Chosen, session: &mut Session) -> Self {
        Self::of_code(ReceiptWhat::Typed, chosen, session)
    }

    fn of_code(what: ReceiptWhat, chosen: &Chosen, session: &mut Session) -> Self {
        Self {
            entry_id: Some(chosen.id.to_string()),
            name: session.plain_row(chosen.id).map(|row| NameView::new(&row.name, row.twin_at)),
            count: 1,
            which_code: Some(match chosen.given {
                Given::Current => WhichCode::Current,
                Given::Next => WhichCode::Next,
                Given::Counter => WhichCode::Counter,
            }),
            counter: chosen.counter.map(Whole),
            works_from: Whole(chosen.works_from),
            works_until: Whole(chosen.works_until),
            ..Self::of(what)
        }
    }
}
