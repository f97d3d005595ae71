//! What one key press in the search costs with 1,000, 10,000 and 100,000 look-alikes:
//! `cargo bench -p watchword-service --bench search`, with sizes behind `--` for some of them alone.
//!
//! Times per press are told as median, 99th of 100 and worst, which a mean would hide.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark stops where it cannot go on")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

mod support;

use std::time::{Duration, Instant};
use support::{password, profile};
use watchword_secret::SecretText;
use watchword_service::list::{Request, Sort};
use watchword_service::{Consent, KdfParams, Session};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

const WORDS: [&str; 8] = ["acme", "globex", "larkspur", "meridian", "kestrel", "tamarack", "orchard", "halcyon"];
const ENDINGS: [&str; 5] = ["", "-sandbox", "-eu", "-sandbox-eu", "-training"];
const ISSUERS: [&str; 6] = ["Zendesk", "Zendesk", "Zendesk", "Freshdesk", "Okta", "GitHub"];

const QUERIES: [&str; 30] = [
    "",
    "a",
    "e",
    "z",
    "1",
    "ze",
    "en",
    "ens",
    "zen",
    "zend",
    "zendesk",
    "zendesk-",
    "acme",
    "acme77",
    "kestrel sandbox",
    "sandbox kestrel",
    "zen kest sand",
    "zendesk acme eu",
    "zas",
    "zksbe",
    "zendeskacme",
    "e e e",
    "s a n d",
    "no such thing",
    "qqqq",
    "zendeks larkspru",
    "meridain-sandbxo-eu",
    "zendeskmeridiansandbxoeu",
    "blue telephone",
    "escalation",
];

/// Presses of each query: 240 in all for a size.
const ROUNDS: usize = 8;

fn main() {
    // The harness of cargo gives its own arguments too.
    let wanted: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "{:>8} {:>12} {:>12} {:>12} {:>12} {:>12}  worst query",
        "entries", "build", "after edit", "median", "p99", "worst"
    );
    for size in SIZES.into_iter().filter(|size| wanted.is_empty() || wanted.contains(size)) {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut profile(&folder).create_with(&password(), false, KdfParams::TEST).unwrap().0, size);
    let mut session = profile(&folder).unlock(&password(), Consent::Given).unwrap();
    let build = press(&mut session, "");
    let id = session.entries()[size / 2].id;
    session.rename(id, "Zendesk-acme-renamed").unwrap();
    let after_edit = press(&mut session, "");
    let mut times: Vec<(Duration, &str)> = Vec::new();
    for _ in 0..ROUNDS {
        times.extend(QUERIES.map(|query| (press(&mut session, query), query)));
    }
    times.sort_unstable();
    let (median, p99, (worst, query)) =
        (times[times.len() / 2].0, times[times.len() * 99 / 100].0, times[times.len() - 1]);
    println!("{size:>8} {} {} {} {} {}  {query:?}", ms(build), ms(after_edit), ms(median), ms(p99), ms(worst));
}

/// One key press: the list for a query, and its first 40 rows with highlights.
fn press(session: &mut Session, query: &str) -> Duration {
    let request = Request { query: query.to_owned(), tag: None, sort: Sort::Used };
    let start = Instant::now();
    let listing = session.list(&request);
    let rows = session.listed_rows(&listing, 0, 40);
    let took = start.elapsed();
    std::hint::black_box(rows);
    took
}

/// Every tenth entry has a note.
fn fill(session: &mut Session, size: usize) {
    let link = |at: usize| {
        let (word, ending, issuer) =
            (WORDS[at % WORDS.len()], ENDINGS[at % ENDINGS.len()], ISSUERS[at % ISSUERS.len()]);
        let secret = watchword_service::base32::encode(format!("{at:020}").as_bytes());
        format!("otpauth://totp/{issuer}:{word}{at}{ending}?secret={}&tags=tier-{}", secret.expose(), at % 4)
    };
    let (plain, noted): (Vec<usize>, Vec<usize>) = (0..size).partition(|at| at % 10 != 0);
    let note =
        "Reached by the blue telephone on weekdays; escalations go to the night desk, recovery codes are in the safe.";
    for (places, note) in [(plain, None), (noted, Some(note))] {
        let links: Vec<String> = places.into_iter().map(link).collect();
        session.intake_text(&SecretText::new(links.join("\n"))).unwrap();
        session.intake_mark(&[], note);
        assert_eq!(session.intake_accept().unwrap().added.len(), links.len());
    }
}

/// Milliseconds with three digits behind the point.
fn ms(time: Duration) -> String {
    format!("{:>9.3} ms", time.as_secs_f64() * 1_000.0)
}
