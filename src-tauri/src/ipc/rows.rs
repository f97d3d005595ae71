//! Rows of the list, their names, and their codes.

use super::{Whole, count};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::ops::Range;
use watchword_secret::SecretText;
use watchword_service::list::{self, Listing, SectionKind};
use watchword_service::presenting::MASK;
use watchword_service::search::FieldKind;
use watchword_service::{Kind as OtpKind, Name, look, session};

/// UTF-16 offsets, the end excluded: what the window's strings count in.
pub(crate) type Span = (u32, u32);

/// A shown name in its parts.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NameView {
    full: String,
    issuer: String,
    stem: String,
    ending: String,
    /// UTF-16 offset in `full` of the letter that differs from a near twin.
    twin_at: Option<u32>,
}

impl NameView {
    pub(crate) fn new(name: &Name, twin_at: Option<usize>) -> Self {
        let full = name.full();
        Self {
            twin_at: twin_at.map(|at| utf16(&full, at)),
            full,
            issuer: name.issuer.clone(),
            stem: name.stem.clone(),
            ending: name.ending.clone(),
        }
    }

    /// A name that is only a text.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            full: text.to_owned(),
            issuer: String::new(),
            stem: text.to_owned(),
            ending: String::new(),
            twin_at: None,
        }
    }
}

/// The square before a name.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TileView {
    letters: String,
    hue: u8,
    mark: Option<String>,
    /// Id of a picture in place of mark and letters; `icon_picture` gives it.
    picture: Option<String>,
    letter_first: bool,
}

impl From<&look::Tile> for TileView {
    fn from(tile: &look::Tile) -> Self {
        Self {
            letters: tile.letters.clone(),
            hue: tile.hue,
            mark: (!tile.mark.is_empty()).then(|| tile.mark.clone()),
            picture: tile.picture.map(|picture| picture.to_string()),
            letter_first: tile.letter_first,
        }
    }
}

/// How codes are computed.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Kind {
    Totp,
    Hotp,
    Steam,
    Motp,
    Yandex,
}

impl From<OtpKind> for Kind {
    fn from(kind: OtpKind) -> Self {
        match kind {
            OtpKind::Totp => Self::Totp,
            OtpKind::Hotp => Self::Hotp,
            OtpKind::Steam => Self::Steam,
            OtpKind::Motp => Self::Motp,
            OtpKind::Yandex => Self::Yandex,
        }
    }
}

/// Where a hit is that the row does not show by itself.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WhyField {
    Login,
    Tag,
    Note,
    OldName,
    OriginalLabel,
    Alias,
}

/// Why an entry was found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Why {
    field: WhyField,
    text: String,
    spans: Vec<Span>,
}

/// Highlights in one tag.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TagSpans {
    tag: u32,
    spans: Vec<Span>,
}

/// One row.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RowView {
    id: String,
    name: NameView,
    login: String,
    tags: Vec<String>,
    pinned: bool,
    pin_number: Option<u8>,
    kind: Kind,
    digits: u8,
    period: Option<u32>,
    tile: TileView,
    name_spans: Vec<Span>,
    login_spans: Vec<Span>,
    tag_spans: Vec<TagSpans>,
    why: Option<Why>,
}

impl From<list::Row> for RowView {
    fn from(row: list::Row) -> Self {
        let full = row.name.full();
        let spans_of = |wanted: FieldKind, text: &str| -> Vec<Span> {
            row.spans.iter().filter(|(field, _)| *field == wanted).flat_map(|(_, ranges)| spans(text, ranges)).collect()
        };
        let tag_spans = row
            .tags
            .iter()
            .enumerate()
            .map(|(at, tag)| TagSpans {
                tag: count(at),
                spans: spans_of(FieldKind::Tag(u16::try_from(at).unwrap_or(u16::MAX)), tag),
            })
            .filter(|tag| !tag.spans.is_empty())
            .collect();
        Self {
            id: row.id.to_string(),
            name: NameView::new(&row.name, row.twin_at),
            name_spans: spans_of(FieldKind::Name, &full),
            login_spans: spans_of(FieldKind::Login, &row.login),
            tag_spans,
            login: row.login,
            tags: row.tags,
            pinned: row.pinned,
            pin_number: row.pin_number.and_then(|number| u8::try_from(number).ok()),
            kind: row.kind.into(),
            digits: row.digits,
            period: row.period,
            tile: (&row.tile).into(),
            why: row.why.map(|why| Why {
                field: match why.field {
                    FieldKind::Login => WhyField::Login,
                    FieldKind::Tag(_) => WhyField::Tag,
                    FieldKind::Note => WhyField::Note,
                    FieldKind::OldName(_) => WhyField::OldName,
                    FieldKind::Alias(_) => WhyField::Alias,
                    FieldKind::Name | FieldKind::OriginalLabel => WhyField::OriginalLabel,
                },
                spans: spans(&why.text, &why.spans),
                text: why.text,
            }),
        }
    }
}

/// A tag and its entries.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TagCount {
    tag: String,
    count: u32,
}

/// A row that could not be read.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetAsideView {
    name: String,
    code: String,
}

/// The frame around the list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OverviewView {
    revision: Whole,
    total: u32,
    trashed: u32,
    tags: Vec<TagCount>,
    set_aside: Vec<SetAsideView>,
    locks_at: Whole,
    read_only: String,
    password_due: bool,
}

impl From<session::Overview> for OverviewView {
    fn from(overview: session::Overview) -> Self {
        Self {
            revision: Whole(overview.revision),
            total: count(overview.total),
            trashed: count(overview.trashed),
            tags: overview.tags.into_iter().map(|tag| TagCount { tag: tag.tag, count: count(tag.count) }).collect(),
            set_aside: overview.set_aside.into_iter().map(|(name, code)| SetAsideView { name, code }).collect(),
            locks_at: Whole(overview.locks_ms),
            read_only: overview.read_only,
            password_due: overview.password_due,
        }
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ListRequest {
    pub(crate) query: String,
    pub(crate) tag: Option<String>,
    pub(crate) sort: super::settings::Sort,
}

/// What the rows of a section have in common.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SectionKindView {
    Pinned,
    Often,
    All,
    Issuer,
    Newest,
    Manual,
    Hits,
    Near,
    Outside,
    Trash,
}

/// A heading and its number of rows.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SectionView {
    kind: SectionKindView,
    title: String,
    count: u32,
}

/// Help when nothing was found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NoHitsView {
    part: String,
    part_count: u32,
    trash_count: u32,
    trash_name: String,
}

/// An ordered list, its rows to be asked for by place.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListView {
    list_id: u32,
    sections: Vec<SectionView>,
    total: u32,
    first: Vec<RowView>,
    no_hits: Option<NoHitsView>,
}

impl ListView {
    pub(crate) fn new(list_id: u32, listing: &Listing, first: Vec<list::Row>) -> Self {
        let section = |section: &list::Section| SectionView {
            kind: match section.kind {
                SectionKind::Pinned => SectionKindView::Pinned,
                SectionKind::Often => SectionKindView::Often,
                SectionKind::All => SectionKindView::All,
                SectionKind::Issuer => SectionKindView::Issuer,
                SectionKind::Newest => SectionKindView::Newest,
                SectionKind::Manual => SectionKindView::Manual,
                SectionKind::Hits => SectionKindView::Hits,
                SectionKind::Near => SectionKindView::Near,
                SectionKind::Trash => SectionKindView::Trash,
                SectionKind::Outside => SectionKindView::Outside,
            },
            title: section.title.clone(),
            count: count(section.ids.len()),
        };
        Self {
            list_id,
            sections: listing.sections.iter().map(section).collect(),
            total: count(listing.len()),
            first: first.into_iter().map(RowView::from).collect(),
            no_hits: listing.no_hits.as_ref().map(|help| NoHitsView {
                part: help.part.clone(),
                part_count: count(help.part_count),
                trash_count: count(help.trash_count),
                trash_name: help.trash_name.clone(),
            }),
        }
    }
}

/// The code of a row on screen.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeView {
    id: String,
    code: Option<String>,
    next: Option<String>,
    valid_from: Whole,
    valid_until: Whole,
    problem: String,
}

/// The codes of the rows on screen, for one instant.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodesView {
    now_ms: Whole,
    codes: Vec<CodeView>,
}

impl CodesView {
    /// `presenting`: the window gets no code, but when each turns.
    pub(crate) fn new(now_ms: u64, lines: Vec<watchword_service::codes::CodeLine>, presenting: bool) -> Self {
        let shown = |code: &SecretText| if presenting { MASK } else { code.expose() }.to_owned();
        let codes = lines
            .into_iter()
            .map(|line| match line.code {
                Ok(timed) => CodeView {
                    id: line.id.to_string(),
                    code: Some(shown(&timed.code)),
                    next: Some(shown(&timed.next)),
                    valid_from: Whole(timed.valid_from),
                    valid_until: Whole(timed.valid_until),
                    problem: String::new(),
                },
                Err(failure) => CodeView {
                    id: line.id.to_string(),
                    code: None,
                    next: None,
                    valid_from: Whole(0),
                    valid_until: Whole(0),
                    problem: failure.code.to_owned(),
                },
            })
            .collect();
        Self { now_ms: Whole(now_ms), codes }
    }
}

fn spans(text: &str, ranges: &[Range<usize>]) -> Vec<Span> {
    ranges.iter().map(|range| (utf16(text, range.start), utf16(text, range.end))).collect()
}

/// The UTF-16 offset of a byte offset.
fn utf16(text: &str, at: usize) -> u32 {
    count(text.get(..at).map_or(0, |before| before.encode_utf16().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_as_the_window_counts() {
        assert_eq!(utf16("aé😀b", 0), 0);
        assert_eq!(utf16("aé😀b", 3), 2);
        assert_eq!(utf16("aé😀b", 7), 4);
    }
}
