//! Whether the entry that a person means comes first: 1,000 look-alikes, queries of all manners, and slips in them.
//!
//! `cargo test -p watchword-service --test relevance -- --nocapture` prints the figures and every miss. The expectations
//! come from what is in the vault and from what a person would say, never from how the search ranks.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

#[path = "relevance/judge.rs"]
mod judge;
#[path = "relevance/queries.rs"]
mod queries;
#[path = "relevance/slips.rs"]
mod slips;
#[path = "relevance/splitmix.rs"]
mod splitmix;
mod support;
#[path = "relevance/vault.rs"]
mod vault;

use judge::Words;
use queries::Asked;
use splitmix::SplitMix;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use vault::Made;
use watchword_service::Session;

/// How often each query is asked with a slip of each kind.
const SEEDS: u64 = 2;

/// First hits right and asked, by manner or kind, and what went wrong.
#[derive(Default)]
struct Tally {
    groups: BTreeMap<&'static str, (usize, usize)>,
    misses: String,
}

impl Tally {
    fn ask(&mut self, session: &mut Session, entries: &[Made], group: &'static str, text: &str, expected: usize) {
        let expected = entries[expected].name();
        let first = session.search(text, 1).first().map(|found| found.row.name.full());
        let is_right = first.as_ref() == Some(&expected);
        let (right, asked) = self.groups.entry(group).or_default();
        *right += usize::from(is_right);
        *asked += 1;
        if !is_right {
            let came = first.as_deref().unwrap_or("nothing");
            writeln!(self.misses, "  {group:26} {text:34} {expected:38} {came}").unwrap();
        }
    }

    fn total(&self) -> (usize, usize) {
        self.groups.values().fold((0, 0), |(right, asked), group| (right + group.0, asked + group.1))
    }

    fn reaches(&self, percent: usize) -> bool {
        let (right, asked) = self.total();
        right * 100 >= asked * percent
    }

    fn report(&self, title: &str) -> String {
        let mut report = format!("{title}\n");
        for (group, (right, asked)) in self.groups.iter().chain([(&"all", &self.total())]) {
            let tenths = right * 1_000 / asked;
            writeln!(report, "  {group:26} {right:5} of {asked:5}  {:3}.{} %", tenths / 10, tenths % 10).unwrap();
        }
        format!("{report}misses: text, expected, what came first\n{}", self.misses)
    }
}

#[test]
fn the_entry_that_is_meant_comes_first() {
    let entries = vault::entries();
    let words: Vec<Words> = entries.iter().map(Words::of).collect();
    assert_eq!(entries.len(), vault::ENTRIES);
    let mut asked: Vec<Asked> = queries::by_hand(&entries);
    asked.extend(queries::by_rule(&entries, &words));
    assert!(asked.len() >= 240, "only {} queries", asked.len());

    for query in &asked {
        let judged = judge::meant(&words, &query.text).unwrap_or(query.expected);
        assert_eq!(judged, query.expected, "{} means {} too", query.text, entries[judged].name());
    }

    let desk = support::Desk::new();
    let mut session = desk.create();
    vault::fill(&mut session, &entries);
    for entry in &entries {
        assert!(session.entries().iter().any(|known| session.shown_name(known.id) == entry.name()), "{}", entry.name());
    }

    let mut exact = Tally::default();
    for query in &asked {
        exact.ask(&mut session, &entries, query.manner, &query.text, query.expected);
    }
    println!("{}", exact.report("as meant"));

    let (mut by_kind, mut by_manner, mut seen) = (Tally::default(), Tally::default(), HashSet::new());
    for (seed, kind) in (0..SEEDS).flat_map(|seed| slips::KINDS.map(|kind| (seed, kind))) {
        let mut random = SplitMix(seed * 31 + 5);
        for query in &asked {
            let Some(text) = slips::slipped(&words, query, kind, &mut random) else { continue };
            if seen.insert(text.clone()) {
                by_kind.ask(&mut session, &entries, kind, &text, query.expected);
                by_manner.ask(&mut session, &entries, query.manner, &text, query.expected);
            }
        }
    }
    by_manner.misses.clear();
    println!("{}\n{}", by_kind.report("with one slip, by kind"), by_manner.report("with one slip, by manner"));
    assert!(by_kind.total().1 >= 1_000, "only {} slips", by_kind.total().1);
    assert!(exact.reaches(97), "as meant: {:?}", exact.total());
    assert!(by_kind.reaches(92), "with one slip: {:?}", by_kind.total());
}
