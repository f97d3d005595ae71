//! What the search costs with 1,000, 10,000 and 100,000 look-alike entries: building, key presses, an edit.
//! `cargo bench -p watchword-service --bench search`
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark stops where it cannot go on, and prints")]

mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};
use support::{make, open};
use watchword_service::Session;
use watchword_service::edit::Edit;
use watchword_service::list::{Request, Sort};

/// What a person may type, the nasty ones too: hits everywhere, hits nowhere, words in no name, long slips.
const QUERIES: [&str; 24] = [
    "a",
    "z",
    "e",
    "1",
    "ac",
    "es",
    "zas",
    "ens",
    "zen",
    "acme",
    "zendesk",
    "sandbox",
    "zendesk acme",
    "zen ac sand",
    "zendsk acem",
    "meridien",
    "zendeskacme12",
    "example",
    "ana example zendesk",
    "sandbox eu zendesk acme",
    "no such thing",
    "xylophonist",
    "zdk",
    "#tier-1 acme",
];

fn main() {
    println!("{:>8} {:>10} {:>10} {:>10} {:>10} {:>10}", "entries", "build", "median", "p99", "worst", "edit");
    for count in [1_000, 10_000, 100_000] {
        let folder = make(count);
        let mut builds: Vec<Duration> = (0..5).map(|_| time(&mut open(&folder), |session| list(session, ""))).collect();
        let mut session = open(&folder);
        list(&mut session, "");
        let rounds = if count > 10_000 { 5 } else { 50 };
        let mut presses = Vec::new();
        let mut worst = (Duration::ZERO, "");
        for query in QUERIES {
            let mut times: Vec<Duration> =
                (0..rounds).map(|_| time(&mut session, |session| list(session, query))).collect();
            times.sort_unstable();
            let middle = times[times.len() / 2];
            if middle > worst.0 {
                worst = (middle, query);
            }
            presses.extend(times);
        }
        presses.sort_unstable();
        builds.sort_unstable();
        let edit = edit(&mut session);
        println!(
            "{count:>8} {:>10.2?} {:>10.2?} {:>10.2?} {:>10.2?} {:>10.2?}  worst query: {:?} ({:.2?} in the middle)",
            builds[builds.len() / 2],
            presses[presses.len() / 2],
            presses[presses.len() * 99 / 100],
            presses[presses.len() - 1],
            edit,
            worst.1,
            worst.0,
        );
    }
}

/// One key press: the list for a query, and its first 40 rows with highlights.
fn list(session: &mut Session, query: &str) {
    let listing = session.list(&Request { query: query.to_owned(), tag: None, sort: Sort::Used });
    black_box(session.listed_rows(&listing, 0, 40));
}

fn time(session: &mut Session, act: impl FnOnce(&mut Session)) -> Duration {
    let begin = Instant::now();
    act(session);
    begin.elapsed()
}

/// Bringing the index up to date after one entry was renamed; the saving is not counted.
fn edit(session: &mut Session) -> Duration {
    let id = session.entries().first().unwrap().id;
    let mut times: Vec<Duration> = (0..5)
        .map(|number| {
            let account = Some(format!("renamed{number}"));
            session.edit(id, &Edit { account, ..Edit::default() }).unwrap();
            time(session, |session| list(session, "renamed"))
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}
