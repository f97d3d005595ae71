//! The list: sections, order, hits, and the rows of the part that is on screen.

use crate::catalog::{CatalogRow, aliases};
use crate::look::{Tile, automatic_tile};
use crate::presenting::{MASK, mask};
use crate::search::{FieldKind, Filter, Query, Scorer, fold};
use crate::session::Session;
use rayon::prelude::*;
use std::cmp::Reverse;
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
    /// Hits that are spelt otherwise than the query.
    Near,
    /// Hits in the trash.
    Trash,
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

impl Section {
    fn new(kind: SectionKind, title: &str, ids: Vec<EntryId>) -> Self {
        Self { kind, title: title.to_owned(), ids }
    }
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
    /// A word of the query was found only spelt otherwise.
    pub near: bool,
}

/// With at least this many hits, those that are spelt otherwise are left out.
const ENOUGH_HITS: usize = 6;
/// With fewer rows, waking another processor costs more than it gives.
const ROWS_FOR_A_PROCESSOR: usize = 2_000;

impl Session {
    /// Orders and filters the entries that are not in the trash, or those that are, when the query says so.
    pub fn list(&mut self, request: &Request) -> Listing {
        self.refresh_catalog();
        let query = Query::new(&request.query);
        let usage = self.weights(self.now_ms());
        if query.is_empty() {
            return Listing { sections: filled(self.browse(request, &usage)), no_hits: None, query };
        }
        let scorer = Scorer::new(&query, self.catalog.vocabulary());
        let sections = filled(self.hits(&scorer, request.tag.as_deref(), &usage));
        let no_hits = sections.is_empty().then(|| self.no_hits(&scorer));
        Listing { sections, no_hits, query }
    }

    /// The sections of a list without a query.
    fn browse(&self, request: &Request, usage: &HashMap<EntryId, f64>) -> Vec<Section> {
        let weight = |id: EntryId| usage.get(&id).copied().unwrap_or_default();
        let ids = |rows: Vec<(&Entry, &CatalogRow)>| rows.into_iter().map(|(entry, _)| entry.id).collect::<Vec<_>>();
        let shown = self.rows().filter(|(entry, _)| !entry.is_trashed());
        if let Some(tag) = &request.tag {
            let mut inside: Vec<_> = shown.filter(|(entry, _)| has_tag(entry, tag)).collect();
            sort_rows(&mut inside, request.sort, &weight);
            return vec![Section::new(SectionKind::All, "", ids(inside))];
        }
        let (mut pinned, mut rest): (Vec<_>, Vec<_>) = shown.partition(|(entry, _)| entry.placement.pinned);
        sort_rows(&mut pinned, Sort::Manual, &weight);
        sort_rows(&mut rest, request.sort, &weight);
        let mut sections = vec![Section::new(SectionKind::Pinned, "", ids(pinned))];
        match request.sort {
            Sort::Used => sections.push(Section::new(SectionKind::Often, "", ids(rest))),
            Sort::Newest => sections.push(Section::new(SectionKind::Newest, "", ids(rest))),
            Sort::Manual => sections.push(Section::new(SectionKind::Manual, "", ids(rest))),
            // Headings would name the issuers.
            Sort::Name if self.is_presenting() => sections.push(Section::new(SectionKind::All, "", ids(rest))),
            Sort::Name => {
                for group in rest.chunk_by(|(left, _), (right, _)| left.labels.issuer == right.labels.issuer) {
                    let issuer = group.first().map_or("", |(entry, _)| entry.labels.issuer.as_str());
                    sections.push(Section::new(SectionKind::Issuer, issuer, ids(group.to_vec())));
                }
            }
        }
        sections
    }

    /// The sections of a search: hits, those spelt otherwise, and those outside the tag.
    fn hits(&self, scorer: &Scorer, tag: Option<&str>, usage: &HashMap<EntryId, f64>) -> Vec<Section> {
        let query = scorer.query();
        let ranked = self.ranked(scorer, usage);
        if query.filters().contains(&Filter::Trash) {
            let ids = ranked.into_iter().map(|(entry, _)| entry.id).collect();
            return vec![Section::new(SectionKind::Trash, "", ids)];
        }
        let typed = query.filters().iter().find_map(|filter| match filter {
            Filter::Tag(tag) => Some(tag.as_str()),
            Filter::Issuer(_) | Filter::Pinned | Filter::Trash | Filter::Kind(_) => None,
        });
        let inside = |entry: &Entry| {
            tag.is_none_or(|tag| has_tag(entry, tag)) && typed.is_none_or(|tag| has_tag_like(entry, tag))
        };
        let (inside, outside): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|(entry, _)| inside(entry));
        let (hits, near): (Vec<_>, Vec<_>) = inside.into_iter().partition(|(_, near)| !near);
        let ids = |rows: &[(&Entry, bool)]| rows.iter().map(|(entry, _)| entry.id).collect::<Vec<_>>();
        let near = if hits.len() >= ENOUGH_HITS { Vec::new() } else { near };
        let title = tag.or(typed).unwrap_or_default();
        let found = hits.len() + near.len();
        let outside: Vec<_> = outside.into_iter().filter(|(_, near)| !near || found == 0).collect();
        vec![
            Section::new(SectionKind::Hits, "", ids(&hits)),
            Section::new(SectionKind::Near, "", ids(&near)),
            Section::new(SectionKind::Outside, title, if query.has_words() { ids(&outside) } else { Vec::new() }),
        ]
    }

    /// The entries that match, best first, and whether each is spelt otherwise. Of two that match equally well the
    /// pinned one comes first, then the one used more, the shorter, the first by name.
    fn ranked(&self, scorer: &Scorer, usage: &HashMap<EntryId, f64>) -> Vec<(&Entry, bool)> {
        let query = scorer.query();
        let trash = query.filters().contains(&Filter::Trash);
        let mut keys: Vec<u128> = self
            .rows_at_once()
            .filter(|(entry, row)| entry.is_trashed() == trash && passes(query, entry, row))
            .filter_map(|(entry, row)| {
                let score = scorer.score(&row.searchable)?;
                let weight = usage.get(&entry.id).copied().unwrap_or_default();
                // Most significant first, each so that the better one is smaller.
                let mut key = u128::from(u32::MAX - score.points);
                key = key << 1 | u128::from(!entry.placement.pinned);
                key = key << 32 | u128::from(u32::MAX - as_bits(weight));
                key = key << 16 | u128::from(u16::try_from(row.sort_key.len()).unwrap_or(u16::MAX));
                key = key << 32 | u128::from(row.rank);
                Some(key << 1 | u128::from(score.near))
            })
            .collect();
        keys.par_sort_unstable();
        let entries = self.entries();
        keys.into_iter()
            .filter_map(|key| {
                let rank = u32::try_from(key >> 1 & u128::from(u32::MAX)).ok()?;
                Some((entries.get(self.catalog.ranked(rank)?)?, key & 1 == 1))
            })
            .collect()
    }

    /// Rows `from .. from + count` of a listing. Entries that left the vault since are left out.
    pub fn listed_rows(&mut self, listing: &Listing, from: usize, count: usize) -> Vec<Row> {
        self.refresh_catalog();
        let pins = self.pin_numbers();
        let scorer = Scorer::for_few(&listing.query, self.catalog.vocabulary());
        listing.ids().skip(from).take(count).filter_map(|id| self.row(id, &scorer, &pins)).collect()
    }

    /// The row of one entry, without highlights.
    pub fn plain_row(&mut self, id: EntryId) -> Option<Row> {
        self.plain_rows([id]).pop()
    }

    /// The rows of entries, without highlights. Entries that are gone are left out.
    pub fn plain_rows(&mut self, ids: impl IntoIterator<Item = EntryId>) -> Vec<Row> {
        self.refresh_catalog();
        let query = Query::default();
        let scorer = Scorer::for_few(&query, self.catalog.vocabulary());
        let pins = self.pin_numbers();
        ids.into_iter().filter_map(|id| self.row(id, &scorer, &pins)).collect()
    }

    /// The entries that match `text`, best first, at most `limit`; without a query the likeliest. Trash is left out, and
    /// with `#tag` what is outside of it.
    pub fn search(&mut self, text: &str, limit: usize) -> Vec<Found> {
        self.refresh_catalog();
        let query = Query::new(text);
        let usage = self.weights(self.now_ms());
        let scorer = Scorer::new(&query, self.catalog.vocabulary());
        let ids: Vec<EntryId> = if query.is_empty() {
            let weight = |id: EntryId| usage.get(&id).copied().unwrap_or_default();
            let mut rows: Vec<_> = self.rows().filter(|(entry, _)| !entry.is_trashed()).collect();
            sort_rows(&mut rows, Sort::Used, &weight);
            rows.sort_by(|(left, _), (right, _)| {
                (weight(right.id) > 0.0, right.placement.pinned).cmp(&(weight(left.id) > 0.0, left.placement.pinned))
            });
            rows.into_iter().take(limit).map(|(entry, _)| entry.id).collect()
        } else {
            let sections = self.hits(&scorer, None, &usage).into_iter();
            let inside = sections.filter(|section| section.kind != SectionKind::Outside);
            inside.flat_map(|section| section.ids).take(limit).collect()
        };
        let pins = self.pin_numbers();
        ids.into_iter()
            .filter_map(|id| {
                let score = scorer.score(&self.catalog.get(id)?.searchable);
                let (score, near) = score.map_or((0, false), |score| (score.points, score.near));
                Some(Found { row: self.row(id, &scorer, &pins)?, score, near })
            })
            .collect()
    }

    fn row(&self, id: EntryId, scorer: &Scorer, pins: &[EntryId]) -> Option<Row> {
        let entry = self.entry(id).ok()?;
        let row = self.catalog.get(id)?;
        let text = |field| text_of(entry, row, field);
        let spans = scorer.explain(&row.searchable, text);
        let why = spans.iter().find_map(|(field, spans)| match field {
            FieldKind::Name | FieldKind::Login | FieldKind::Tag(_) => None,
            FieldKind::Note | FieldKind::OldName(_) | FieldKind::OriginalLabel | FieldKind::Alias(_) => {
                Some(Why { field: *field, text: text(*field)?, spans: spans.clone() })
            }
        });
        let mut row = Row {
            id,
            name: row.name.clone(),
            twin_at: self.catalog.twin_at(row),
            login: entry.labels.login.clone(),
            tags: entry.labels.tags.clone(),
            pinned: entry.placement.pinned,
            pin_number: pins.iter().position(|pinned| *pinned == id).map(|place| place + 1),
            kind: entry.otp.kind,
            digits: entry.otp.digits,
            period: (entry.otp.kind != Kind::Hotp).then_some(entry.otp.period),
            tile: row.tile.clone(),
            spans,
            why,
        };
        if self.is_presenting() {
            // An icon that was chosen may tell as much as a name.
            row.tile = automatic_tile(&entry.labels, 0);
            mask(&mut row, &scorer.query().words().collect::<Vec<_>>());
        }
        Some(row)
    }

    fn no_hits(&self, scorer: &Scorer) -> NoHits {
        // As many as the list for this word alone would show.
        let count = |at| {
            let shown = self.rows_at_once().filter(|(entry, _)| !entry.is_trashed());
            let found: Vec<bool> = shown.filter_map(|(_, row)| scorer.finds(at, &row.searchable)).collect();
            let hits = found.iter().filter(|near| !**near).count();
            if hits < ENOUGH_HITS { found.len() } else { hits }
        };
        let best =
            scorer.query().words().enumerate().map(|(at, word)| (count(at), word)).max_by_key(|(count, _)| *count);
        let (part_count, part) = best.filter(|(count, _)| *count > 0).map_or((0, ""), |(count, word)| (count, word));
        let trashed = self.rows().filter(|(entry, _)| entry.is_trashed());
        let trashed: Vec<(u32, &CatalogRow)> =
            trashed.filter_map(|(_, row)| Some((scorer.score(&row.searchable)?.points, row))).collect();
        let best = trashed.iter().max_by_key(|(points, row)| (*points, Reverse(row.rank)));
        NoHits {
            part: part.to_owned(),
            part_count,
            trash_count: trashed.len(),
            trash_name: match best {
                Some(_) if self.is_presenting() => MASK.to_owned(),
                best => best.map(|(_, row)| row.full.clone()).unwrap_or_default(),
            },
        }
    }

    /// The first nine pinned entries, in their order.
    fn pin_numbers(&self) -> Vec<EntryId> {
        self.pinned_order().into_iter().take(9).collect()
    }

    fn rows(&self) -> impl Iterator<Item = (&Entry, &CatalogRow)> {
        self.entries().iter().zip(self.catalog.rows())
    }

    /// The same on several processors, where there are so many that it pays.
    fn rows_at_once(&self) -> impl ParallelIterator<Item = (&Entry, &CatalogRow)> {
        self.entries().par_iter().zip(self.catalog.rows()).with_min_len(ROWS_FOR_A_PROCESSOR)
    }

    /// How much the entries that were used are used.
    fn weights(&self, now_ms: u64) -> HashMap<EntryId, f64> {
        self.usage.weights(now_ms).collect()
    }
}

fn filled(sections: Vec<Section>) -> Vec<Section> {
    sections.into_iter().filter(|section| !section.ids.is_empty()).collect()
}

/// Whether an entry carries a tag, in any case.
pub(crate) fn has_tag(entry: &Entry, tag: &str) -> bool {
    entry.labels.tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase())
}

/// Whether an entry carries a tag that begins so; `start` is folded.
fn has_tag_like(entry: &Entry, start: &str) -> bool {
    entry.labels.tags.iter().any(|tag| fold(tag).starts_with(start))
}

/// Whether an entry meets the filters that leave others out altogether.
fn passes(query: &Query, entry: &Entry, row: &CatalogRow) -> bool {
    query.filters().iter().all(|filter| match filter {
        Filter::Issuer(start) => row.issuer_folded.starts_with(start.as_str()),
        Filter::Pinned => entry.placement.pinned,
        Filter::Kind(kind) => entry.otp.kind.as_str() == kind,
        Filter::Trash | Filter::Tag(_) => true,
    })
}

/// The text of a field.
fn text_of(entry: &Entry, row: &CatalogRow, field: FieldKind) -> Option<String> {
    let labels = &entry.labels;
    match field {
        FieldKind::Name => Some(row.full.clone()),
        FieldKind::Login => Some(labels.login.clone()),
        FieldKind::Tag(at) => labels.tags.get(usize::from(at)).cloned(),
        FieldKind::Note => Some(labels.note.clone()),
        FieldKind::OldName(at) => labels.old_names.get(usize::from(at)).cloned(),
        FieldKind::OriginalLabel => Some(labels.original_label.clone()),
        FieldKind::Alias(at) => aliases(&labels.issuer).nth(usize::from(at)).map(str::to_owned),
    }
}

/// A weight of use in an order-keeping whole number.
#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more than the precision of a float")]
fn as_bits(weight: f64) -> u32 {
    (weight.max(0.0) as f32).to_bits()
}

fn sort_rows(rows: &mut [(&Entry, &CatalogRow)], sort: Sort, weight: &impl Fn(EntryId) -> f64) {
    // Where the rest is the same, the name decides: its rank is that order.
    match sort {
        Sort::Used => rows.sort_by_cached_key(|(entry, row)| (Reverse(as_bits(weight(entry.id))), row.rank)),
        Sort::Name => rows.sort_by_cached_key(|(entry, row)| {
            let issuer = &entry.labels.issuer;
            (issuer.to_lowercase(), issuer.clone(), row.rank)
        }),
        Sort::Newest => rows.sort_unstable_by_key(|(entry, row)| (Reverse(entry.created_ms), row.rank)),
        Sort::Manual => rows.sort_unstable_by_key(|(entry, row)| (entry.placement.order, row.rank)),
    }
}
