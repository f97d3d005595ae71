//! The list: sections, order, hits, and the rows of the part that is on screen.

use crate::catalog::CatalogRow;
use crate::look::Tile;
use crate::search::{FieldKind, Query};
use crate::session::Session;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use watchword_entry::{Entry, EntryId, Name};
use watchword_otp::Kind;

/// The order of the list without a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Most used first.
    Used,
    /// By issuer and name.
    Name,
    /// Last added first.
    Newest,
    /// By hand.
    Manual,
}

impl Sort {
    /// From the word of the settings.
    pub fn parse(word: &str) -> Self {
        match word {
            "name" => Self::Name,
            "newest" => Self::Newest,
            "manual" => Self::Manual,
            _ => Self::Used,
        }
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What was typed; empty for all.
    pub query: String,
    /// Only entries with this tag; hits outside it come behind.
    pub tag: Option<String>,
    /// The order without a query.
    pub sort: Sort,
}

/// What the rows of a section have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// Pinned entries.
    Pinned,
    /// The others, most used first.
    Often,
    /// All entries of a tag.
    All,
    /// Entries of one issuer.
    Issuer,
    /// Last added first.
    Newest,
    /// In the order made by hand.
    Manual,
    /// Hits of the query.
    Hits,
    /// Hits outside the tag.
    Outside,
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they have in common.
    pub kind: SectionKind,
    /// The issuer or the tag of the heading; empty for the others.
    pub title: String,
    /// The rows.
    pub ids: Vec<EntryId>,
}

/// What may help when nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoHits {
    /// The word of the query that finds most; empty when none finds anything.
    pub part: String,
    /// How many entries that word finds.
    pub part_count: usize,
    /// How many entries in the trash the query finds.
    pub trash_count: usize,
    /// The name of the best of them.
    pub trash_name: String,
}

/// An ordered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Its sections, none of them empty.
    pub sections: Vec<Section>,
    /// Help, when a query found nothing.
    pub no_hits: Option<NoHits>,
    query: Query,
}

impl Listing {
    /// The rows of all sections in order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        self.sections.iter().flat_map(|section| section.ids.iter().copied())
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.sections.iter().map(|section| section.ids.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Why an entry was found when its name does not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Where.
    pub field: FieldKind,
    /// The text there.
    pub text: String,
    /// Byte ranges of the text.
    pub spans: Vec<Range<usize>>,
}

/// One row, ready to be shown. It holds no secret and no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which entry.
    pub id: EntryId,
    /// Its shown name.
    pub name: Name,
    /// Byte offset in the whole name of the letter that differs from a near twin.
    pub twin_at: Option<usize>,
    /// Who signs in.
    pub login: String,
    /// Tags without `#`.
    pub tags: Vec<String>,
    /// Whether it is pinned.
    pub pinned: bool,
    /// 1 to 9 for the first pinned entries.
    pub pin_number: Option<usize>,
    /// How its codes are computed.
    pub kind: Kind,
    /// Length of its codes.
    pub digits: u8,
    /// Seconds of a step; `None` for counter entries.
    pub period: Option<u32>,
    /// The square before the name.
    pub tile: Tile,
    /// Byte ranges to highlight, per field.
    pub spans: Vec<(FieldKind, Vec<Range<usize>>)>,
    /// The reason when it is neither in the name nor in what a row shows.
    pub why: Option<Why>,
}

/// An entry found by a query, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The row.
    pub row: Row,
    /// How well it matches; higher is better.
    pub score: u32,
}

impl Session {
    /// Orders and filters the entries that are not in the trash.
    pub fn list(&mut self, request: &Request) -> Listing {
        self.refresh_catalog();
        let query = Query::new(&request.query);
        let now_ms = self.now_ms();
        let in_tag = |entry: &Entry| request.tag.as_ref().is_none_or(|tag| has_tag(entry, tag));
        let shown: Vec<(&Entry, &CatalogRow)> = self.rows().filter(|(entry, _)| !entry.is_trashed()).collect();
        let usage = self.weights(now_ms);
        let weight = |id: EntryId| usage.get(&id).copied().unwrap_or_default();
        let ids = |rows: Vec<(&Entry, &CatalogRow)>| rows.into_iter().map(|(entry, _)| entry.id).collect::<Vec<_>>();
        let section = |kind, title: &str, ids: Vec<EntryId>| Section { kind, title: title.to_owned(), ids };
        let mut sections = Vec::new();
        if !query.is_empty() {
            let mut hits: Vec<(u32, &Entry, &CatalogRow)> =
                shown.iter().filter_map(|(entry, row)| Some((query.score(&row.searchable)?, *entry, *row))).collect();
            hits.sort_by(|left, right| better(left, right, &weight));
            let (inside, outside): (Vec<_>, Vec<_>) = hits.into_iter().partition(|(_, entry, _)| in_tag(entry));
            sections.push(section(SectionKind::Hits, "", inside.iter().map(|(_, entry, _)| entry.id).collect()));
            let tag = request.tag.as_deref().unwrap_or_default();
            sections.push(section(SectionKind::Outside, tag, outside.iter().map(|(_, entry, _)| entry.id).collect()));
        } else if request.tag.is_some() {
            let mut inside: Vec<_> = shown.into_iter().filter(|(entry, _)| in_tag(entry)).collect();
            sort_rows(&mut inside, request.sort, &weight);
            sections.push(section(SectionKind::All, "", ids(inside)));
        } else {
            let (mut pinned, mut rest): (Vec<_>, Vec<_>) =
                shown.into_iter().partition(|(entry, _)| entry.placement.pinned);
            sort_rows(&mut pinned, Sort::Manual, &weight);
            sort_rows(&mut rest, request.sort, &weight);
            sections.push(section(SectionKind::Pinned, "", ids(pinned)));
            match request.sort {
                Sort::Used => sections.push(section(SectionKind::Often, "", ids(rest))),
                Sort::Newest => sections.push(section(SectionKind::Newest, "", ids(rest))),
                Sort::Manual => sections.push(section(SectionKind::Manual, "", ids(rest))),
                Sort::Name => {
                    for group in rest.chunk_by(|(left, _), (right, _)| left.labels.issuer == right.labels.issuer) {
                        let issuer = group.first().map_or("", |(entry, _)| entry.labels.issuer.as_str());
                        sections.push(section(SectionKind::Issuer, issuer, ids(group.to_vec())));
                    }
                }
            }
        }
        sections.retain(|section| !section.ids.is_empty());
        let no_hits = (sections.is_empty() && !query.is_empty()).then(|| self.no_hits(&query));
        Listing { sections, no_hits, query }
    }

    /// Rows `from .. from + count` of a listing. Entries that left the vault since are left out.
    pub fn listed_rows(&mut self, listing: &Listing, from: usize, count: usize) -> Vec<Row> {
        self.refresh_catalog();
        listing.ids().skip(from).take(count).filter_map(|id| self.row(id, &listing.query)).collect()
    }

    /// The row of one entry, without highlights.
    pub fn plain_row(&mut self, id: EntryId) -> Option<Row> {
        self.refresh_catalog();
        self.row(id, &Query::new(""))
    }

    /// The entries that match `text`, best first, at most `limit`. Trash is left out.
    pub fn search(&mut self, text: &str, limit: usize) -> Vec<Found> {
        let listing = self.list(&Request { query: text.to_owned(), tag: None, sort: Sort::Used });
        listing
            .ids()
            .take(limit)
            .filter_map(|id| {
                let row = self.row(id, &listing.query)?;
                let score = listing.query.score(&self.catalog.get(id)?.searchable)?;
                Some(Found { row, score })
            })
            .collect()
    }

    fn row(&self, id: EntryId, query: &Query) -> Option<Row> {
        let entry = self.entry(id).ok()?;
        let row = self.catalog.get(id)?;
        let spans = query.explain(&row.searchable).map(|found| found.spans).unwrap_or_default();
        let why = spans.iter().find_map(|(field, spans)| {
            let text = match field {
                FieldKind::Note => &entry.labels.note,
                FieldKind::OldName(at) => entry.labels.old_names.get(*at)?,
                FieldKind::OriginalLabel => &entry.labels.original_label,
                FieldKind::Name | FieldKind::Login | FieldKind::Tag(_) => return None,
            };
            Some(Why { field: *field, text: text.clone(), spans: spans.clone() })
        });
        Some(Row {
            id,
            name: row.name.clone(),
            twin_at: row.twin_at,
            login: entry.labels.login.clone(),
            tags: entry.labels.tags.clone(),
            pinned: entry.placement.pinned,
            pin_number: self.pin_number(id),
            kind: entry.otp.kind,
            digits: entry.otp.digits,
            period: (entry.otp.kind != Kind::Hotp).then_some(entry.otp.period),
            tile: row.tile.clone(),
            spans,
            why,
        })
    }

    fn no_hits(&self, query: &Query) -> NoHits {
        let count = |word: &str| {
            let one = Query::new(word);
            self.rows().filter(|(entry, row)| !entry.is_trashed() && one.score(&row.searchable).is_some()).count()
        };
        let best = query.words().iter().map(|word| (count(word), word)).max_by_key(|(count, _)| *count);
        let (part_count, part) = best.filter(|(count, _)| *count > 0).map_or((0, ""), |(count, word)| (count, word));
        let mut trashed: Vec<_> = self
            .rows()
            .filter(|(entry, _)| entry.is_trashed())
            .filter_map(|(_, row)| Some((query.score(&row.searchable)?, row)))
            .collect();
        trashed.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        NoHits {
            part: part.to_owned(),
            part_count,
            trash_count: trashed.len(),
            trash_name: trashed.first().map(|(_, row)| row.name.full()).unwrap_or_default(),
        }
    }

    fn pin_number(&self, id: EntryId) -> Option<usize> {
        let place = self.pinned_order().iter().take(9).position(|pinned| *pinned == id)?;
        Some(place + 1)
    }

    fn rows(&self) -> impl Iterator<Item = (&Entry, &CatalogRow)> {
        self.entries().iter().zip(self.catalog.rows())
    }

    fn weights(&self, now_ms: u64) -> HashMap<EntryId, f64> {
        self.entries()
            .iter()
            .map(|entry| (entry.id, self.usage.weight(entry.id, now_ms)))
            .filter(|(_, weight)| *weight > 0.0)
            .collect()
    }
}

/// Whether an entry carries a tag, in any case.
pub(crate) fn has_tag(entry: &Entry, tag: &str) -> bool {
    entry.labels.tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase())
}

fn better(
    left: &(u32, &Entry, &CatalogRow),
    right: &(u32, &Entry, &CatalogRow),
    weight: &impl Fn(EntryId) -> f64,
) -> Ordering {
    right
        .0
        .cmp(&left.0)
        .then_with(|| right.1.placement.pinned.cmp(&left.1.placement.pinned))
        .then_with(|| weight(right.1.id).total_cmp(&weight(left.1.id)))
        .then_with(|| left.2.sort_key.len().cmp(&right.2.sort_key.len()))
        .then_with(|| left.2.sort_key.cmp(&right.2.sort_key))
        .then_with(|| left.1.id.cmp(&right.1.id))
}

fn sort_rows(rows: &mut [(&Entry, &CatalogRow)], sort: Sort, weight: &impl Fn(EntryId) -> f64) {
    rows.sort_by(|(left, left_row), (right, right_row)| {
        let by_name = || left_row.sort_key.cmp(&right_row.sort_key).then_with(|| left.id.cmp(&right.id));
        match sort {
            Sort::Used => weight(right.id).total_cmp(&weight(left.id)).then_with(by_name),
            Sort::Name => left
                .labels
                .issuer
                .to_lowercase()
                .cmp(&right.labels.issuer.to_lowercase())
                .then_with(|| left.labels.issuer.cmp(&right.labels.issuer))
                .then_with(by_name),
            Sort::Newest => right.created_ms.cmp(&left.created_ms).then_with(by_name),
            Sort::Manual => left.placement.order.cmp(&right.placement.order).then_with(by_name),
        }
    });
}
