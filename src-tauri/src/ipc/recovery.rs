//! Recovery codes of a site. Codes cross only while they are open, and no type that holds one can be printed.

use super::{Whole, count};
use serde::Serialize;
use specta::Type;
use watchword_service::recovery::OpenedCodes;
use watchword_service::recovery::paste::Pasted;
use watchword_service::{EntryId, Session};

/// What is known of the codes of an entry while they are closed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecoveryView {
    /// How many there are; 0 for none.
    count: u32,
    /// How many are not used yet.
    left: u32,
    /// Whether the vault has a passphrase for them.
    passphrase_set: bool,
    /// When they close, where the passphrase was typed already; 0 while they are closed.
    closes_at: Whole,
}

impl RecoveryView {
    pub(crate) fn new(session: &Session, id: EntryId) -> Self {
        let counted = session.recovery_count(id);
        Self {
            count: counted.map_or(0, |codes| count(codes.count)),
            left: counted.map_or(0, |codes| count(codes.left)),
            passphrase_set: session.has_recovery_passphrase(),
            closes_at: Whole(session.recovery_closes_ms().unwrap_or_default()),
        }
    }
}

/// One code.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecoveryCodeView {
    code: String,
    /// When it was ticked as used; 0 while it is not.
    used_at: Whole,
}

/// The codes of an entry, open.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecoveryCodesView {
    codes: Vec<RecoveryCodeView>,
    closes_at: Whole,
}

impl From<OpenedCodes> for RecoveryCodesView {
    fn from(opened: OpenedCodes) -> Self {
        let view = |code: &watchword_service::recovery::RecoveryCode| RecoveryCodeView {
            code: code.code.expose().to_owned(),
            used_at: Whole(code.used_ms.unwrap_or_default()),
        };
        Self { codes: opened.codes.iter().map(view).collect(), closes_at: Whole(opened.closes_ms) }
    }
}

/// One code of a pasted text.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PastedCodeView {
    code: String,
    /// Ticked or struck out in the text.
    used: bool,
}

/// What was understood of a pasted text.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PastedCodesView {
    codes: Vec<PastedCodeView>,
    /// How many were there again.
    twice: u32,
    /// Lines in which no code was found.
    left_out: u32,
}

impl From<&Pasted> for PastedCodesView {
    fn from(pasted: &Pasted) -> Self {
        let codes = pasted.codes.iter();
        Self {
            codes: codes.map(|code| PastedCodeView { code: code.code.expose().to_owned(), used: code.used }).collect(),
            twice: count(pasted.twice),
            left_out: count(pasted.left_out),
        }
    }
}
