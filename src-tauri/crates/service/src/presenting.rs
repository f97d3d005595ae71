//! Presenting: what is shown while others watch the screen.
//!
//! Rows are masked where they are made, so that everything that shows rows shows masked ones: list, trash, check-up,
//! receipts. Search, order and copying work on the entries themselves and know nothing of it.

use crate::list::Row;
use crate::search::{FieldKind, fold};
use crate::session::Session;
use std::ops::Range;
use watchword_entry::Name;

/// Stands for a hidden text. Always as long, so that it does not tell how long the text is.
pub const MASK: &str = "••••••";
/// Stands for the letters of a name that were not typed.
const GAP: &str = "•••";

impl Session {
    /// Begins or ends presenting. It ends with the session.
    pub fn present(&mut self, on: bool) {
        self.presenting = on;
    }

    /// Whether others watch: then nothing that tells an entry leaves the session.
    pub fn is_presenting(&self) -> bool {
        self.presenting
    }
}

/// Leaves of a row what may be seen: the typed letters of its name, its ending, the mark of a known service, and what
/// its codes are made of. `typed` are the words of the query, folded.
pub(crate) fn mask(row: &mut Row, typed: &[&str]) {
    let full = row.name.full();
    let is_typed = |hit: &Range<usize>| {
        let letters = fold(full.get(hit.clone()).unwrap_or_default());
        !letters.is_empty() && typed.iter().any(|word| word.contains(&letters))
    };
    let hits: Vec<Range<usize>> = row
        .spans
        .iter()
        .filter(|(field, _)| *field == FieldKind::Name)
        .flat_map(|(_, ranges)| ranges.iter().cloned())
        .filter(is_typed)
        .collect();
    let (name, spans) = masked_name(&row.name, &hits);
    row.name = name;
    row.spans = if spans.is_empty() { Vec::new() } else { vec![(FieldKind::Name, spans)] };
    MASK.clone_into(&mut row.login);
    (row.twin_at, row.why) = (None, None);
    row.tags.clear();
    row.tile.letters.clear();
    (row.tile.hue, row.tile.letter_first, row.tile.picture) = (0, false, None);
    // The mark of a service is public; a name of one's own is not, and the mark is found by the name.
    if watchword_issuers::by_name(&row.tile.mark).is_none() {
        row.tile.mark.clear();
    }
}

/// A name of which the hits and the ending are left, and where the hits stand in it. The hits are in order.
fn masked_name(name: &Name, hits: &[Range<usize>]) -> (Name, Vec<Range<usize>>) {
    let full = name.full();
    let ending_at = full.len() - name.ending.len();
    let (mut stem, mut spans, mut at) = (String::new(), Vec::new(), 0);
    for hit in hits.iter().filter(|hit| hit.start < ending_at) {
        let hit = hit.start.max(at)..hit.end.min(ending_at);
        let Some(letters) = full.get(hit.clone()).filter(|letters| !letters.is_empty()) else { continue };
        if hit.start > at {
            stem.push_str(GAP);
        }
        spans.push(stem.len()..stem.len() + letters.len());
        stem.push_str(letters);
        at = hit.end;
    }
    if at == 0 && ending_at > 0 {
        stem.push_str(MASK);
    } else if at < ending_at {
        stem.push_str(GAP);
    }
    let inside = hits.iter().filter(|hit| hit.end > ending_at);
    spans.extend(inside.map(|hit| stem.len() + hit.start.max(ending_at) - ending_at..stem.len() + hit.end - ending_at));
    (Name { issuer: String::new(), stem, ending: name.ending.clone() }, spans)
}

/// A name of which only the ending is left.
pub fn without_letters(name: &Name) -> Name {
    masked_name(name, &[]).0
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "hits are lists of ranges")]
mod tests {
    use super::*;

    fn name(issuer: &str, stem: &str, ending: &str) -> Name {
        Name { issuer: issuer.to_owned(), stem: stem.to_owned(), ending: ending.to_owned() }
    }

    #[test]
    fn only_the_hits_and_the_ending_are_left() {
        let (masked, spans) = masked_name(&name("Zendesk-", "globex-", "sandbox"), &[8..11]);
        assert_eq!(masked, name("", "•••glo•••", "sandbox"));
        assert_eq!(spans, [9..12]);
        assert_eq!(masked.full().get(9..12), Some("glo"));
        assert_eq!(masked_name(&name("Zendesk-", "globex", ""), &[0..3]).0, name("", "Zen•••", ""));
        assert_eq!(masked_name(&name("Zendesk-", "globex", ""), &[8..14]).0, name("", "•••globex", ""));
    }

    #[test]
    fn without_hits_every_name_looks_the_same() {
        assert_eq!(without_letters(&name("Zendesk-", "globex", "")), name("", MASK, ""));
        assert_eq!(without_letters(&name("", "a", "")), name("", MASK, ""));
        assert_eq!(without_letters(&name("Zendesk-", "globex-", "eu")), name("", MASK, "eu"));
        assert_eq!(without_letters(&name("", "", "eu")), name("", "", "eu"));
    }

    #[test]
    fn hits_in_the_ending_stay_where_the_ending_is() {
        let (masked, spans) = masked_name(&name("Zendesk-", "globex-", "sandbox"), &[8..11, 13..18]);
        let full = masked.full();
        assert_eq!(full, "•••glo•••x-sandbox");
        let shown: Vec<&str> = spans.iter().filter_map(|span| full.get(span.clone())).collect();
        assert_eq!(shown, ["glo", "x-", "san"]);
    }
}
