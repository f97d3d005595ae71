//! What a key press, a screenful of codes and a change cost with 10,000 entries: `cargo bench -p watchword-service`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark stops where it cannot go on")]

mod support;

use std::sync::OnceLock;
use support::{password, profile};
use watchword_secret::SecretText;
use watchword_service::list::{Request, Sort};
use watchword_service::{KdfParams, Session};

const ENTRIES: usize = 10_000;

/// A vault of look-alikes, made once for all benchmarks.
fn folder() -> &'static tempfile::TempDir {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let (mut session, _) = profile(&folder).create_with(&password(), false, KdfParams::TEST).unwrap();
        let words = ["acme", "globex", "larkspur", "meridian", "kestrel", "tamarack", "orchard", "halcyon"];
        let endings = ["", "-sandbox", "-eu", "-sandbox-eu", "-training"];
        let links: Vec<String> = (0..ENTRIES)
            .map(|at| {
                let (word, ending) = (words[at % words.len()], endings[at % endings.len()]);
                let secret = watchword_service::base32::encode(format!("{at:020}").as_bytes());
                format!("otpauth://totp/Zendesk:{word}{at}{ending}?secret={}&issuer=Zendesk", secret.expose())
            })
            .collect();
        session.intake_text(&SecretText::new(links.join("\n"))).unwrap();
        assert_eq!(session.intake_accept().unwrap().added.len(), ENTRIES);
        folder
    })
}

fn open() -> Session {
    profile(folder()).unlock(&password(), watchword_service::Consent::Given).unwrap()
}

fn main() {
    divan::main();
}

/// Opening at the test cost of the password, without the list.
#[divan::bench(sample_count = 20)]
fn unlock() -> Session {
    open()
}

/// One key press: the list for a query, and its first 40 rows with highlights.
#[divan::bench(args = ["", "a", "acme", "ac sand", "zas", "no such thing"])]
fn list(bencher: divan::Bencher, query: &str) {
    let mut session = open();
    let request = Request { query: query.to_owned(), tag: None, sort: Sort::Used };
    session.list(&request);
    bencher.bench_local(|| {
        let listing = session.list(&request);
        session.listed_rows(&listing, 0, 40)
    });
}

/// The codes of a screenful of rows.
#[divan::bench]
fn codes_of_40_rows(bencher: divan::Bencher) {
    let session = open();
    let ids: Vec<_> = session.entries().iter().take(40).map(|entry| entry.id).collect();
    bencher.bench_local(|| session.codes(&ids).1.len());
}

/// One edit, on disk when it returns.
#[divan::bench(sample_count = 50)]
fn rename_and_save(bencher: divan::Bencher) {
    let mut session = open();
    let id = session.entries()[0].id;
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        session.rename(id, &format!("Zendesk-acme-{number}")).unwrap()
    });
}
