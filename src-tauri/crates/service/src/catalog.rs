//! What is derived from the entries once and kept until they change: shown names, search texts, twins, crowds.

use crate::look::{Tile, near_twins, tile};
use crate::search::{FieldKind, Searchable};
use crate::settings::Settings;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Name, Stamp};

/// One entry as it is shown and searched.
pub(crate) struct CatalogRow {
    pub(crate) id: EntryId,
    pub(crate) name: Name,
    /// The name in lower case, for sorting.
    pub(crate) sort_key: String,
    pub(crate) searchable: Searchable,
    pub(crate) twin_at: Option<usize>,
    pub(crate) tile: Tile,
    labels_stamp: Stamp,
}

/// All entries as they are shown and searched, in the order of the document.
#[derive(Default)]
pub(crate) struct Catalog {
    rows: Vec<CatalogRow>,
    by_id: HashMap<EntryId, usize>,
    named_by: (String, Vec<String>),
}

impl Catalog {
    /// Brings the catalog up to date: rows whose labels did not change since are taken over.
    pub(crate) fn refresh(&mut self, entries: &[Entry], settings: &Settings) {
        let template = settings.template();
        let named_by = (settings.name_template.clone(), settings.endings.clone());
        let mut old: HashMap<EntryId, CatalogRow> = if self.named_by == named_by {
            self.rows.drain(..).map(|row| (row.id, row)).collect()
        } else {
            HashMap::new()
        };
        let mut crowds: HashMap<&str, usize> = HashMap::new();
        for entry in entries.iter().filter(|entry| !entry.is_trashed()) {
            *crowds.entry(entry.labels.issuer.as_str()).or_default() += 1;
        }
        self.rows = entries
            .iter()
            .map(|entry| {
                let labels = &entry.labels;
                let crowd = crowds.get(labels.issuer.as_str()).copied().unwrap_or_default();
                let tile = tile(&labels.issuer, &labels.account, crowd);
                if let Some(row) = old.remove(&entry.id).filter(|row| row.labels_stamp == entry.labels_stamp) {
                    return CatalogRow { tile, ..row };
                }
                let name = template.name(labels, &settings.endings);
                let full = name.full();
                CatalogRow {
                    id: entry.id,
                    sort_key: full.to_lowercase(),
                    searchable: searchable(entry, full),
                    name,
                    twin_at: None,
                    tile,
                    labels_stamp: entry.labels_stamp,
                }
            })
            .collect();
        let shown: Vec<usize> =
            (0..entries.len()).filter(|at| entries.get(*at).is_some_and(|entry| !entry.is_trashed())).collect();
        let names: Vec<Name> = shown.iter().filter_map(|at| self.rows.get(*at)).map(|row| row.name.clone()).collect();
        for (at, twin) in shown.into_iter().zip(near_twins(&names)) {
            if let Some(row) = self.rows.get_mut(at) {
                row.twin_at = twin;
            }
        }
        self.by_id = self.rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        self.named_by = named_by;
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
}

fn searchable(entry: &Entry, name: String) -> Searchable {
    let labels = &entry.labels;
    let mut texts = vec![(FieldKind::Name, name)];
    texts.push((FieldKind::Login, labels.login.clone()));
    texts.extend(labels.tags.iter().enumerate().map(|(at, tag)| (FieldKind::Tag(at), tag.clone())));
    texts.push((FieldKind::Note, labels.note.clone()));
    texts.extend(labels.old_names.iter().enumerate().map(|(at, name)| (FieldKind::OldName(at), name.clone())));
    texts.push((FieldKind::OriginalLabel, labels.original_label.clone()));
    Searchable::new(entry.id, texts)
}
