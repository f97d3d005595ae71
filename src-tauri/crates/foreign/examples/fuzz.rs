//! Damages the test files at random and reads them, format by format, for a number of seconds each:
//! `cargo xtask fuzz`. A panic is a fault of the reader; so is an answer that takes long.
//!
//! `fuzz SECONDS [SEED]`. The same seed gives the same files, so that a fault can be looked for again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool for developers, which stops at what is wrong and keeps time"
)]

use std::{
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use fastrand::Rng;
use serde_json::Value;
use watchword_foreign::{Credentials, FORMATS, Format, Probe, Source, recognise};
use watchword_secret::SecretText;

/// An answer that takes longer is a fault. Derivations with the costs of the test files take less.
const LONGEST: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let mut number = |default| arguments.next().map_or(default, |text| text.parse().unwrap());
    let (seconds, seed) = (number(60), number(0x0057_6174_6368_776f));
    let mut is_sound = true;
    for format in FORMATS {
        let corpus = corpus(format);
        if !corpus.is_empty() {
            is_sound &= fuzz(format, &corpus, Duration::from_secs(seconds), &mut Rng::with_seed(seed));
        }
    }
    if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The test files of a format, each with its password.
fn corpus(format: &Format) -> Vec<(Vec<u8>, Option<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut corpus = Vec::new();
    for index in ["index1.json", "index2.json"] {
        for line in serde_json::from_slice::<Vec<Value>>(&fs::read(folder.join(index)).unwrap()).unwrap() {
            if format.vectors.contains(&line["format"].as_str().unwrap()) {
                let bytes = fs::read(folder.join(line["file"].as_str().unwrap())).unwrap();
                corpus.push((bytes, line["password"].as_str().map(str::to_owned)));
            }
        }
    }
    corpus
}

fn fuzz(format: &Format, corpus: &[(Vec<u8>, Option<String>)], time: Duration, random: &mut Rng) -> bool {
    let start = Instant::now();
    let mut count = 0_u64;
    while start.elapsed() < time {
        let (bytes, password) = &corpus[random.usize(..corpus.len())];
        let bytes = damaged(bytes, random);
        // A derivation takes most of the time: it is asked for now and then.
        let password = password.as_deref().filter(|_| random.usize(..50) == 0).map(SecretText::copy_of);
        let credentials = Credentials { password: password.as_ref(), ..Credentials::default() };
        let source = Source { name: "file.bin", bytes: &bytes };
        let begun = Instant::now();
        let answer = panic::catch_unwind(AssertUnwindSafe(|| {
            let _recognised = recognise(source);
            let _read = Probe::new(source).map(|probe| (format.read)(&probe, &credentials));
        }));
        if answer.is_err() || begun.elapsed() > LONGEST {
            println!("{}: {}", format.id, keep(format, &bytes).display());
            return false;
        }
        count += 1;
    }
    println!("{}: {count} files", format.id);
    true
}

/// Keeps a file that a reader failed at, for a test of its own.
fn keep(format: &Format, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/fuzz");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{}.bin", format.id));
    fs::write(&file, bytes).unwrap();
    file
}

/// One to eight damages, one behind the other.
fn damaged(bytes: &[u8], random: &mut Rng) -> Vec<u8> {
    const TOKENS: [&[u8]; 10] = [
        b"null",
        b"{}",
        b"[]",
        b"-1",
        b"99999999999999999999",
        b"\"\"",
        b"\\u0000",
        b"\xff\xff\xff\xff",
        b"1e9",
        b"\n",
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.usize(..8) {
        let place = random.usize(..bytes.len().max(1));
        let length = random.usize(..32).min(bytes.len() - place.min(bytes.len()));
        match random.usize(..6) {
            0 if !bytes.is_empty() => bytes[place] ^= 1 << random.usize(..8),
            1 if !bytes.is_empty() => bytes[place] = random.u8(..),
            2 => drop(bytes.drain(place..place + length)),
            3 => bytes.truncate(place),
            4 => {
                let piece = bytes[place..place + length].to_vec();
                let place = random.usize(..bytes.len().max(1));
                bytes.splice(place..place, piece);
            }
            _ => drop(bytes.splice(place..place + length, TOKENS[random.usize(..TOKENS.len())].iter().copied())),
        }
    }
    bytes
}
