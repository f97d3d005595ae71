//! What is derived from the entries once and kept until they change: shown names, search texts, look-alikes, crowds.

use crate::look::{Lookalikes, Tile, is_crowd, tile};
use crate::search::{FieldKind, Searchable, Vocabulary, fold};
use crate::settings::Settings;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Name, Stamp};

/// One entry as it is shown and searched.
pub(crate) struct CatalogRow {
    pub(crate) id: EntryId,
    pub(crate) name: Name,
    /// The whole name.
    pub(crate) full: String,
    /// The name in lower case, for sorting.
    pub(crate) sort_key: String,
    /// Place of the name among all names in alphabetical order, from 0; each place once.
    pub(crate) rank: u32,
    pub(crate) searchable: Searchable,
    pub(crate) tile: Tile,
    /// Whether the tile is one of many of its issuer.
    crowded: bool,
    /// The issuer as filters compare it.
    pub(crate) issuer_folded: String,
    labels_stamp: Stamp,
}

/// All entries as they are shown and searched, in the order of the document.
#[derive(Default)]
pub(crate) struct Catalog {
    rows: Vec<CatalogRow>,
    by_id: HashMap<EntryId, usize>,
    vocabulary: Vocabulary,
    /// Places of rows in the alphabetical order of their names.
    alphabetical: Vec<usize>,
    /// The names of the rows in use.
    lookalikes: Lookalikes,
    named_by: (String, Vec<String>),
}

impl Catalog {
    /// Brings the catalog up to date: rows whose labels did not change since are taken over.
    pub(crate) fn refresh(&mut self, entries: &[Entry], settings: &Settings) {
        let template = settings.template();
        let named_by = (settings.name_template.clone(), settings.endings.clone());
        let same_names = self.named_by == named_by;
        let mut old: Vec<Option<CatalogRow>> = self.rows.drain(..).map(Some).collect();
        let moved = old.len() != entries.len()
            || old.iter().zip(entries).any(|(row, entry)| row.as_ref().is_none_or(|row| row.id != entry.id));
        let mut crowds: HashMap<&str, usize> = HashMap::new();
        for entry in entries.iter().filter(|entry| !entry.is_trashed()) {
            *crowds.entry(entry.labels.issuer.as_str()).or_default() += 1;
        }
        let mut issuers: HashMap<&str, IssuerTexts> = HashMap::new();
        let mut renamed = moved;
        for (at, entry) in entries.iter().enumerate() {
            let labels = &entry.labels;
            let crowd = crowds.get(labels.issuer.as_str()).copied().unwrap_or_default();
            let crowded = is_crowd(crowd);
            let place = if moved { self.by_id.get(&entry.id).copied() } else { Some(at) };
            let known = place.and_then(|place| old.get_mut(place)).and_then(Option::take);
            let row = match known {
                Some(row) if same_names && row.labels_stamp == entry.labels_stamp => {
                    if row.crowded == crowded {
                        row
                    } else {
                        CatalogRow { tile: tile(labels, crowd), crowded, ..row }
                    }
                }
                known => {
                    renamed = true;
                    if let Some(row) = known {
                        self.vocabulary.release(&row.searchable);
                    }
                    let issuer = issuers.entry(&labels.issuer).or_insert_with(|| IssuerTexts::new(&labels.issuer));
                    let name = template.name(labels, &settings.endings);
                    let full = name.full();
                    CatalogRow {
                        id: entry.id,
                        sort_key: full.to_lowercase(),
                        rank: 0,
                        searchable: searchable(&mut self.vocabulary, entry, &name, &issuer.aliases),
                        name,
                        full,
                        tile: tile(labels, crowd),
                        crowded,
                        issuer_folded: issuer.folded.clone(),
                        labels_stamp: entry.labels_stamp,
                    }
                }
            };
            self.rows.push(row);
        }
        for row in old.into_iter().flatten() {
            self.vocabulary.release(&row.searchable);
        }
        if moved {
            self.by_id = self.rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
            self.alphabetical = (0..self.rows.len()).collect();
        }
        if renamed {
            self.order();
        }
        let used = self.rows.iter().zip(entries).filter(|(_, entry)| !entry.is_trashed());
        self.lookalikes = Lookalikes::new(used.map(|(row, _)| row.full.as_str()));
        self.named_by = named_by;
    }

    fn order(&mut self) {
        let rows = &self.rows;
        let key = |at: &usize| rows.get(*at).map(|row| (row.sort_key.as_str(), row.id));
        // The order of last time is nearly right, which makes this quick.
        self.alphabetical.sort_by(|left, right| key(left).cmp(&key(right)));
        for (rank, at) in self.alphabetical.iter().enumerate() {
            if let Some(row) = self.rows.get_mut(*at) {
                row.rank = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
    }

    /// The row of an entry.
    pub(crate) fn get(&self, id: EntryId) -> Option<&CatalogRow> {
        self.rows.get(*self.by_id.get(&id)?)
    }

    /// Where an entry stands in the document.
    pub(crate) fn position(&self, id: EntryId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// All rows, in the order of the document.
    pub(crate) fn rows(&self) -> &[CatalogRow] {
        &self.rows
    }

    /// The place of the row whose name has this rank.
    pub(crate) fn ranked(&self, rank: u32) -> Option<usize> {
        self.alphabetical.get(rank as usize).copied()
    }

    /// Every word of the vault.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The byte offset of the one letter in which the name of `row` differs from that of another entry in use.
    pub(crate) fn twin_at(&self, row: &CatalogRow) -> Option<usize> {
        self.lookalikes.differs_at(&row.full)
    }
}

/// What is known of an issuer, looked up once for all its entries.
struct IssuerTexts {
    folded: String,
    aliases: Vec<&'static str>,
}

impl IssuerTexts {
    fn new(issuer: &str) -> Self {
        Self { folded: fold(issuer), aliases: aliases(issuer).collect() }
    }
}

fn searchable(vocabulary: &mut Vocabulary, entry: &Entry, name: &Name, aliases: &[&str]) -> Searchable {
    let labels = &entry.labels;
    let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let mut texts = vec![(FieldKind::Login, labels.login.as_str()), (FieldKind::Note, labels.note.as_str())];
    texts.extend(labels.tags.iter().enumerate().map(|(at, tag)| (FieldKind::Tag(number(at)), tag.as_str())));
    texts.extend(labels.old_names.iter().enumerate().map(|(at, old)| (FieldKind::OldName(number(at)), old.as_str())));
    texts.push((FieldKind::OriginalLabel, &labels.original_label));
    texts.extend(aliases.iter().enumerate().map(|(at, alias)| (FieldKind::Alias(number(at)), *alias)));
    Searchable::new(vocabulary, &name.issuer, &format!("{}{}", name.stem, name.ending), texts)
}

/// Other names of a service: "gh" and "GitHub" for an issuer that is written "github.com".
pub(crate) fn aliases(issuer: &str) -> impl Iterator<Item = &'static str> + use<> {
    watchword_issuers::by_name(issuer)
        .into_iter()
        .flat_map(|issuer| std::iter::once(issuer.name).chain(issuer.aliases()))
}
