//! One entry in full, without its secret, and the changes that can be asked for.

use super::recovery::RecoveryView;
use super::rows::{Kind, RowView, TileView};
use super::{Whole, count};
use serde::{Deserialize, Serialize};
use specta::Type;
use watchword_service::edit::{Edit, Past};
use watchword_service::icon::IconChoice;
use watchword_service::{EntryId, Failure, Icon, Labels, Session};

/// One line of an entry's history.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HistoryItem {
    at: Whole,
    what: String,
    name: String,
    count: u32,
    undo_id: Option<String>,
}

impl From<Past> for HistoryItem {
    fn from(past: Past) -> Self {
        Self {
            at: Whole(past.at_ms),
            what: past.what,
            name: past.name,
            count: count(past.count),
            undo_id: past.undo_id.map(|id| id.to_string()),
        }
    }
}

/// Everything about an entry but its secret.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailView {
    row: RowView,
    issuer: String,
    account: String,
    login: String,
    original_label: String,
    old_names: Vec<String>,
    note: String,
    tags: Vec<String>,
    icon: IconView,
    /// The tile that it has without a chosen icon.
    automatic_tile: TileView,
    kind: Kind,
    algorithm: String,
    digits: u8,
    period: u32,
    counter: Whole,
    created_at: Whole,
    recovery: RecoveryView,
    history: Vec<HistoryItem>,
}

impl DetailView {
    /// While others watch, how its codes are made is all it says.
    pub(crate) fn new(session: &mut Session, id: EntryId) -> Result<Self, Failure> {
        let row = session.plain_row(id).ok_or_else(|| Failure::new("entry-gone"))?;
        let recovery = RecoveryView::new(session, id);
        let presenting = session.is_presenting();
        let automatic = if presenting { row.tile.clone() } else { session.automatic_tile(id)? };
        let entry = session.entry(id)?;
        let nothing = Labels::default();
        let labels = if presenting { &nothing } else { &entry.labels };
        let history = if presenting { Vec::new() } else { session.history(id) };
        Ok(Self {
            row: row.into(),
            issuer: labels.issuer.clone(),
            account: labels.account.clone(),
            login: labels.login.clone(),
            original_label: labels.original_label.clone(),
            old_names: labels.old_names.clone(),
            note: labels.note.clone(),
            tags: labels.tags.clone(),
            icon: (&labels.icon).into(),
            automatic_tile: (&automatic).into(),
            kind: entry.otp.kind.into(),
            algorithm: entry.otp.algorithm.as_str().to_owned(),
            digits: entry.otp.digits,
            period: entry.otp.period,
            counter: Whole(entry.otp.counter),
            created_at: Whole(entry.created_ms),
            recovery,
            history: history.into_iter().map(HistoryItem::from).collect(),
        })
    }
}

/// What stands before an entry's name.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum IconView {
    /// By the name.
    Automatic,
    /// Letters, empty for those of the name, on a hue, `null` for the one of the name.
    Monogram { letters: String, hue: Option<u8> },
    /// The mark of a service.
    Mark { mark: String },
    /// A picture, by its id.
    Picture { picture: String },
}

impl From<&Icon> for IconView {
    fn from(icon: &Icon) -> Self {
        match icon {
            Icon::Automatic | Icon::Unknown(_) => Self::Automatic,
            Icon::Monogram(monogram) => Self::Monogram { letters: monogram.letters().to_owned(), hue: monogram.hue() },
            Icon::Mark(mark) => Self::Mark { mark: mark.as_str().to_owned() },
            Icon::Picture(picture) => Self::Picture { picture: picture.id().to_string() },
        }
    }
}

impl TryFrom<IconView> for IconChoice {
    type Error = Failure;

    fn try_from(icon: IconView) -> Result<Self, Failure> {
        Ok(match icon {
            IconView::Automatic => Self::Automatic,
            IconView::Monogram { letters, hue } => Self::Monogram(letters, hue),
            IconView::Mark { mark } => Self::Mark(mark),
            IconView::Picture { picture } => Self::Picture(picture.parse().map_err(|_| Failure::new("not-found"))?),
        })
    }
}

/// The squares of a QR code: the one secret that the page holds, for as long as it shows it.
#[derive(Serialize)]
pub(crate) struct QrView {
    /// Squares on a side.
    pub(crate) size: u32,
    /// Row by row, `1` dark, `0` light.
    pub(crate) squares: String,
}

/// New values for some fields of an entry.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EntryEdit {
    #[specta(optional)]
    issuer: Option<String>,
    #[specta(optional)]
    account: Option<String>,
    #[specta(optional)]
    login: Option<String>,
    #[specta(optional)]
    note: Option<String>,
    #[specta(optional)]
    tags: Option<Vec<String>>,
    #[specta(optional)]
    pinned: Option<bool>,
}

impl From<EntryEdit> for Edit {
    fn from(edit: EntryEdit) -> Self {
        Self {
            issuer: edit.issuer,
            account: edit.account,
            login: edit.login,
            note: edit.note,
            tags: edit.tags,
            pinned: edit.pinned,
        }
    }
}

/// A row of the trash.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TrashRow {
    row: RowView,
    trashed_at: Whole,
}

/// The trash.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TrashView {
    rows: Vec<TrashRow>,
    /// When the oldest version still kept was made; 0 for none.
    oldest_backup_at: Whole,
}

impl TrashView {
    pub(crate) fn new(session: &mut Session, oldest_backup_ms: u64) -> Self {
        let mut rows: Vec<(u64, EntryId)> =
            session.entries().iter().filter_map(|entry| Some((entry.placement.trashed_ms?, entry.id))).collect();
        rows.sort_by_key(|(trashed_ms, id)| (std::cmp::Reverse(*trashed_ms), *id));
        let rows = rows
            .into_iter()
            .filter_map(|(trashed_ms, id)| {
                Some(TrashRow { row: session.plain_row(id)?.into(), trashed_at: Whole(trashed_ms) })
            })
            .collect();
        Self { rows, oldest_backup_at: Whole(oldest_backup_ms) }
    }
}
