//! Changes of entries, each saved at once and each with its way back.
//!
//! A change is written into the journal of the vault with what was there before, so that it can be undone later and
//! by the other face too (`undo.rs`). When a save fails the entries in memory go back to what they were: what is on screen is
//! always what is on disk.

use crate::failure::Failure;
use crate::session::Session;
use std::collections::HashSet;
use watchword_entry::{Entry, EntryId, LABEL_LIMIT, Labels, NOTE_LIMIT, Stamp, clean_text};
use watchword_vault::{Change, Document, Reason, Tombstone};

/// New values for some labels of an entry; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Who asks for the code.
    pub issuer: Option<String>,
    /// Which account there.
    pub account: Option<String>,
    /// Who signs in.
    pub login: Option<String>,
    /// Free text.
    pub note: Option<String>,
    /// All tags, with or without `#`.
    pub tags: Option<Vec<String>>,
    /// Whether it is pinned.
    pub pinned: Option<bool>,
}

/// What was done, for the person's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The act, one of the words of [`Reason::what`].
    pub what: String,
    /// The entry, where it was one.
    pub entry: Option<EntryId>,
    /// Its shown name.
    pub name: String,
    /// How many entries.
    pub count: usize,
    /// The change that [`Session::undo`] takes back.
    pub undo_id: Option<EntryId>,
}

/// One line of an entry's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Milliseconds since 1970.
    pub at_ms: u64,
    /// The act, one of the words of [`Reason::what`].
    pub what: String,
    /// The name before, for a rename.
    pub name: String,
    /// How many entries the change touched.
    pub count: usize,
    /// What undoes it; `None` when it cannot be undone or was.
    pub undo_id: Option<EntryId>,
}

impl Session {
    /// Changes labels or the pin of an entry.
    ///
    /// # Errors
    /// `entry-gone`, or why it could not be saved.
    pub fn edit(&mut self, id: EntryId, edit: &Edit) -> Result<Done, Failure> {
        let entry = self.entry(id)?;
        let before = entry.labels.clone();
        let mut labels = before.clone();
        let set = |field: &mut String, value: &Option<String>, limit| {
            if let Some(value) = value {
                *field = clean_text(value, limit);
            }
        };
        set(&mut labels.issuer, &edit.issuer, LABEL_LIMIT);
        set(&mut labels.account, &edit.account, LABEL_LIMIT);
        set(&mut labels.login, &edit.login, LABEL_LIMIT);
        if let Some(note) = &edit.note {
            labels.note = clean_note(note);
        }
        if let Some(tags) = &edit.tags {
            labels.tags = clean_tags(tags);
        }
        let pinned = edit.pinned.unwrap_or(entry.placement.pinned);
        let repinned = pinned != entry.placement.pinned;
        let what = match (labels == before, repinned) {
            (true, false) => {
                return Ok(Done {
                    what: "edited".to_owned(),
                    entry: Some(id),
                    name: self.shown_name(id),
                    count: 0,
                    undo_id: None,
                });
            }
            (true, true) if pinned => "pinned",
            (true, true) => "unpinned",
            (false, _) if (&labels.issuer, &labels.account) != (&before.issuer, &before.account) => "renamed",
            (false, _) if labels.tags != before.tags => "tagged",
            (false, _) => "edited",
        };
        self.keep_old_name(&mut labels, &before);
        self.change(what, &[id], |entry| {
            entry.labels = labels.clone();
            entry.placement.pinned = pinned;
        })
    }

    /// Names an entry: a text with the template's separator is cut into issuer and account, any other is the account.
    ///
    /// # Errors
    /// `entry-gone`, or why it could not be saved.
    pub fn rename(&mut self, id: EntryId, name: &str) -> Result<Done, Failure> {
        let issuer = self.entry(id)?.labels.issuer.clone();
        let (issuer, account) = cut_name(name, &issuer);
        self.edit(id, &Edit { issuer: Some(issuer), account: Some(account), ..Edit::default() })
    }

    /// Adds and removes tags of entries.
    ///
    /// # Errors
    /// `entry-gone`, or why it could not be saved.
    pub fn tag(&mut self, ids: &[EntryId], add: &[String], remove: &[String]) -> Result<Done, Failure> {
        let (add, remove) = (clean_tags(add), clean_tags(remove));
        self.change("tagged", ids, |entry| {
            let mut tags = entry.labels.tags.clone();
            tags.retain(|tag| !remove.iter().any(|gone| gone.to_lowercase() == tag.to_lowercase()));
            tags.extend(add.iter().cloned());
            entry.labels.tags = clean_tags(&tags);
        })
    }

    /// Pins entries, or takes their pins off.
    ///
    /// # Errors
    /// `entry-gone`, or why it could not be saved.
    pub fn pin(&mut self, ids: &[EntryId], pinned: bool) -> Result<Done, Failure> {
        self.change(if pinned { "pinned" } else { "unpinned" }, ids, |entry| entry.placement.pinned = pinned)
    }

    /// Moves entries to the trash.
    ///
    /// # Errors
    /// `entry-gone`, or why it could not be saved.
    pub fn trash(&mut self, ids: &[EntryId]) -> Result<Done, Failure> {
        let now_ms = self.now_ms();
        self.change("trashed", ids, |entry| entry.placement.trashed_ms = Some(now_ms))
    }

    /// Takes entries out of the trash.
    ///
    /// # Errors
    /// `entry-gone`, or why it could not be saved.
    pub fn restore(&mut self, ids: &[EntryId]) -> Result<Done, Failure> {
        self.change("restored", ids, |entry| entry.placement.trashed_ms = None)
    }

    /// Deletes entries of the trash for good: only older backups have them afterwards. It cannot be undone.
    ///
    /// # Errors
    /// `entry-gone` when one is not in the trash, or why it could not be saved.
    pub fn erase(&mut self, ids: &[EntryId]) -> Result<Done, Failure> {
        for id in ids {
            if !self.entry(*id)?.is_trashed() {
                return Err(Failure::new("entry-gone"));
            }
        }
        let name = ids.first().map(|id| self.shown_name(*id)).unwrap_or_default();
        let why = reason("erased", ids.len(), &name);
        self.save_with(why.clone(), |document, stamp| {
            erase_entries(document, ids, stamp);
            Ok(())
        })?;
        Ok(Done { what: why.what, entry: None, name, count: ids.len(), undo_id: None })
    }

    /// What the journal knows of an entry, newest first, its beginning last.
    pub fn history(&self, id: EntryId) -> Vec<Past> {
        let template = self.settings().template();
        let mut past: Vec<Past> = self
            .document()
            .journal
            .iter()
            .filter(|change| change.why.what != "counter")
            .filter_map(|change| {
                let (_, before) = change.before.iter().find(|(touched, _)| *touched == id)?;
                let name = before.as_ref().map(|entry| template.name(&entry.labels, &self.settings().endings).full());
                Some(Past {
                    at_ms: change.at_ms,
                    what: change.why.what.clone(),
                    name: name.unwrap_or_default(),
                    count: change.before.len(),
                    undo_id: (!change.undone).then_some(change.id),
                })
            })
            .collect();
        if let Ok(entry) = self.entry(id)
            && !past.iter().any(|line| matches!(line.what.as_str(), "added" | "imported"))
        {
            let what = "added".to_owned();
            past.push(Past { at_ms: entry.created_ms, what, name: String::new(), count: 1, undo_id: None });
        }
        past
    }

    /// Applies `act` to entries, writes the journal and saves.
    pub(crate) fn change(&mut self, what: &str, ids: &[EntryId], act: impl Fn(&mut Entry)) -> Result<Done, Failure> {
        self.try_change(what, ids, |entry| {
            act(entry);
            Ok(())
        })
    }

    /// As [`Session::change`]; when `act` fails nothing is changed.
    pub(crate) fn try_change(
        &mut self,
        what: &str,
        ids: &[EntryId],
        mut act: impl FnMut(&mut Entry) -> Result<(), Failure>,
    ) -> Result<Done, Failure> {
        for id in ids {
            self.entry(*id)?;
        }
        let touched: HashSet<EntryId> = ids.iter().copied().collect();
        let name = match ids {
            [one] => self.shown_name(*one),
            _ => String::new(),
        };
        let why = reason(what, ids.len(), &name);
        let change_id = EntryId::make()?;
        let now_ms = self.now_ms();
        self.save_with(why.clone(), |document, stamp| {
            let mut before = Vec::new();
            for entry in document.entries.iter_mut().filter(|entry| touched.contains(&entry.id)) {
                before.push((entry.id, Some(entry.duplicate())));
                let (labels, placement) = (entry.labels.clone(), entry.placement.clone());
                let codes = entry.recovery_codes.clone();
                act(entry)?;
                if entry.labels != labels || entry.recovery_codes != codes {
                    entry.labels_stamp = stamp;
                }
                if entry.placement != placement {
                    entry.placement_stamp = stamp;
                }
            }
            remember(
                document,
                Change { id: change_id, at_ms: now_ms, why, before, undone: false, unknown: Vec::new() },
            );
            Ok(())
        })?;
        let entry = if ids.len() == 1 { ids.first().copied() } else { None };
        let name = entry.map(|id| self.shown_name(id)).unwrap_or_default();
        Ok(Done { what: what.to_owned(), entry, name, count: ids.len(), undo_id: Some(change_id) })
    }

    /// Keeps the name that goes, so that it is still found.
    pub(crate) fn keep_old_name(&self, labels: &mut Labels, before: &Labels) {
        let template = self.settings().template();
        let name = |labels: &Labels| template.name(labels, &self.settings().endings).full();
        let (old, new) = (name(before), name(labels));
        if old != new && !old.is_empty() {
            labels.old_names.retain(|known| *known != old && *known != new);
            labels.old_names.insert(0, old);
            labels.old_names.truncate(OLD_NAMES_KEPT);
        }
    }
}

/// Cuts a typed name into issuer and account at the separator of the naming template.
fn cut_name(name: &str, issuer: &str) -> (String, String) {
    let name = clean_text(name, LABEL_LIMIT);
    // "Bank token-1184" of the issuer "Bank token" keeps its issuer, whatever stands in it.
    if !issuer.is_empty()
        && let Some(head) = name.get(..issuer.len())
        && head.to_lowercase() == issuer.to_lowercase()
        && let Some(rest) = name.get(issuer.len()..)
        && let Some(account) = rest.strip_prefix('-')
    {
        return (head.to_owned(), account.trim().to_owned());
    }
    match name.split_once('-') {
        Some((issuer, account)) if !issuer.trim().is_empty() && !account.trim().is_empty() => {
            (issuer.trim().to_owned(), account.trim().to_owned())
        }
        _ => (String::new(), name),
    }
}

/// How many earlier names of an entry stay searchable.
const OLD_NAMES_KEPT: usize = 20;

/// Writes a change into the journal; the vault keeps it within its limits.
pub(crate) fn remember(document: &mut Document, change: Change) {
    document.journal.insert(0, change);
}

/// Deletes entries for good: their secrets leave the journal too.
fn erase_entries(document: &mut Document, ids: &[EntryId], stamp: Stamp) {
    document.entries.retain(|entry| !ids.contains(&entry.id));
    document.tombstones.extend(ids.iter().map(|id| Tombstone { id: *id, stamp, unknown: Vec::new() }));
    for change in &mut document.journal {
        change.before.retain(|(id, _)| !ids.contains(id));
    }
    document.journal.retain(|change| !change.before.is_empty());
}

/// The reason of a save.
pub(crate) fn reason(what: &str, count: usize, name: &str) -> Reason {
    Reason { what: what.to_owned(), count: u32::try_from(count).unwrap_or(u32::MAX), name: name.to_owned() }
}

pub(crate) fn clean_tags(tags: &[String]) -> Vec<String> {
    let mut clean: Vec<String> = Vec::new();
    for tag in tags {
        let tag = clean_text(tag.trim_start_matches('#'), LABEL_LIMIT).replace(' ', "-");
        if !tag.is_empty() && !clean.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
            clean.push(tag);
        }
    }
    clean
}

/// A note keeps its line breaks, each line cleaned.
pub(crate) fn clean_note(note: &str) -> String {
    let lines: Vec<String> = note.lines().map(|line| clean_text(line, NOTE_LIMIT)).collect();
    lines.join("\n").trim_end().chars().take(NOTE_LIMIT).collect()
}
