//! Which entry a name means: exact id, exact name, then the ranked search.

use crate::refusal::{Candidate, Refusal};
use watchword_service::{Entry, EntryId, Session};

/// The most candidates that an ambiguous name lists.
const CANDIDATES: usize = 10;

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Among {
    /// Entries in use.
    InUse,
    /// Entries in the trash.
    Trash,
}

/// The entry that `name` means; with `first` the best one of several.
///
/// # Errors
/// `not-found` or `not-in-trash`, and `ambiguous` with the candidates.
pub(crate) fn find(session: &mut Session, name: &str, among: Among, first: bool) -> Result<EntryId, Refusal> {
    if let Some(id) = by_id(session, name, among) {
        return Ok(id);
    }
    let mut hits = by_exact_name(session, name, among);
    if hits.is_empty() {
        hits = match among {
            Among::InUse => by_search(session, name),
            Among::Trash => by_words(session, name, among),
        };
    }
    match hits.as_slice() {
        [] => Err(Refusal::new(if among == Among::Trash { "not-in-trash" } else { "not-found" }).with("name", name)),
        [one] => Ok(*one),
        [best, ..] if first => Ok(*best),
        several => {
            let candidate = |id: &EntryId| Candidate { id: id.to_string(), name: session.shown_name(*id) };
            Err(Refusal::ambiguous(name, several.iter().take(CANDIDATES).map(candidate).collect()))
        }
    }
}

/// The entries that several names mean, each once.
///
/// # Errors
/// As [`find`], for the first name that does not mean one entry.
pub(crate) fn find_all(
    session: &mut Session,
    names: &[String],
    among: Among,
    first: bool,
) -> Result<Vec<EntryId>, Refusal> {
    let mut ids = Vec::new();
    for name in names {
        let id = find(session, name, among, first)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn by_id(session: &Session, name: &str, among: Among) -> Option<EntryId> {
    let id: EntryId = name.parse().ok()?;
    let entry = session.entry(id).ok()?;
    is_among(entry, among).then_some(id)
}

/// Entries of that very name; when there are none, those that differ in case only.
fn by_exact_name(session: &Session, name: &str, among: Among) -> Vec<EntryId> {
    let lower = name.to_lowercase();
    let template = session.settings().template();
    let endings = &session.settings().endings;
    let (mut exact, mut folded) = (Vec::new(), Vec::new());
    for entry in session.entries().iter().filter(|entry| is_among(entry, among)) {
        let full = template.name(&entry.labels, endings).full();
        if full == name {
            exact.push(entry.id);
        } else if full.to_lowercase() == lower {
            folded.push(entry.id);
        }
    }
    if exact.is_empty() { folded } else { exact }
}

/// Entries that the search finds. Those spelt otherwise count only where nothing is spelt so.
fn by_search(session: &mut Session, name: &str) -> Vec<EntryId> {
    let found = session.search(name, CANDIDATES + 1);
    let only_near = found.iter().all(|found| found.near);
    found.into_iter().filter(|found| only_near || !found.near).map(|found| found.row.id).collect()
}

/// Entries whose name holds every word.
fn by_words(session: &Session, name: &str, among: Among) -> Vec<EntryId> {
    let lower = name.to_lowercase();
    let holds = |entry: &&Entry| {
        let full = session.shown_name(entry.id).to_lowercase();
        !lower.trim().is_empty() && lower.split_whitespace().all(|word| full.contains(word))
    };
    session.entries().iter().filter(|entry| is_among(entry, among)).filter(holds).map(|entry| entry.id).collect()
}

fn is_among(entry: &Entry, among: Among) -> bool {
    entry.is_trashed() == (among == Among::Trash)
}
