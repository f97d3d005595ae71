//! Does the search put the right entry first? A made vault of 1,000 look-alike names, queries as people type them, each
//! with the one entry it means, and the same queries with one slip of the finger.
//!
//! `cargo test -p watchword-service --test relevance -- --nocapture` prints the figures and every miss.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may panic")]

mod relevance {
    pub(crate) mod queries;
    pub(crate) mod slips;
    pub(crate) mod vault;
}
mod support;

use relevance::queries::{Expected, queries};
use relevance::slips::{KINDS, slipped};
use relevance::vault::{Made, build};
use std::collections::{BTreeMap, HashSet};
use support::Desk;
use watchword_service::Session;

/// Right and all, per manner of query or kind of slip.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn ask(&mut self, session: &mut Session, manner: &'static str, query: &str, expected: &str) {
        let hits = session.search(query, 3);
        let first = hits.first().map(|found| found.row.name.full()).unwrap_or_default();
        let (right, all) = self.0.entry(manner).or_default();
        *all += 1;
        if first == expected {
            *right += 1;
        } else {
            println!("  miss ({manner}) {query:?}: wanted {expected}, first was {first}");
        }
    }

    /// Per cent right over all, printed with the single figures.
    fn percent(&self, title: &str) -> f64 {
        let (mut right, mut all) = (0, 0);
        for (manner, (good, count)) in &self.0 {
            println!("  {manner:<22} {good:>5} of {count}");
            right += good;
            all += count;
        }
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let percent = right as f64 * 100.0 / all as f64;
        println!("{title}: {right} of {all}, {percent:.1} %");
        percent
    }
}

fn vault() -> (Desk, Session, Vec<Made>, Vec<Expected>) {
    let desk = Desk::new();
    let mut session = desk.create();
    let made = build(&mut session);
    assert_eq!(made.len(), 1_000);
    let asked = queries(&made);
    (desk, session, made, asked)
}

#[test]
fn the_right_entry_comes_first() {
    let (_desk, mut session, _, asked) = vault();
    assert!(asked.len() >= 200, "{} queries", asked.len());
    let mut tally = Tally::default();
    for Expected { manner, query, name } in &asked {
        tally.ask(&mut session, manner, query, name);
    }
    assert!(tally.percent("as they should be typed") >= 97.0);
}

#[test]
fn the_right_entry_comes_first_with_one_slip() {
    let (_desk, mut session, made, asked) = vault();
    let known: HashSet<String> = made.iter().flat_map(Made::words).collect();
    let mut tally = Tally::default();
    for (at, Expected { query, name, .. }) in asked.iter().enumerate() {
        for (number, kind) in KINDS.into_iter().enumerate() {
            let seed = u64::try_from(at * KINDS.len() + number).unwrap();
            // A slip that makes another word of the vault is no slip.
            if let Some(text) = slipped(query, kind, seed, &known) {
                tally.ask(&mut session, kind.name(), &text, name);
            }
        }
    }
    assert!(tally.0.values().map(|(_, all)| all).sum::<usize>() >= 1_000);
    assert!(tally.percent("with one slip") >= 92.0);
}
