//! Damage done to every vector: cut off at every length, changed at every byte, and costs raised over the limits. The
//! answer is a value, never a panic, and the tables of docs/formats/README.md say which.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

mod support;

use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use serde_json::Value;
use support::vector_bytes;
use watchword_foreign::{Credentials, FORMATS, Format, OpenError, Probe, Source, read, recognise};
use watchword_secret::SecretText;

/// How many places of each file are damaged where a look at all of them takes too long.
const PLACES: usize = 40;

/// A file with its format and its password, as the indexes of the vectors have them.
struct Vector {
    file: String,
    format: String,
    password: Option<String>,
}

fn vectors() -> Vec<Vector> {
    let lines =
        ["index1.json", "index2.json"].map(|index| serde_json::from_slice::<Vec<Value>>(&vector_bytes(index)).unwrap());
    let text = |line: &Value, key: &str| line[key].as_str().map(str::to_owned);
    let vector = |line: &Value| Vector {
        file: text(line, "file").unwrap(),
        format: text(line, "format").unwrap(),
        password: text(line, "password"),
    };
    lines.iter().flatten().map(vector).collect()
}

fn error(name: &str, bytes: &[u8], password: Option<&str>) -> Option<OpenError> {
    let password = password.map(SecretText::copy_of);
    let credentials = Credentials { password: password.as_ref(), ..Credentials::default() };
    read(Source { name, bytes }, &credentials).err().map(|failure| failure.error)
}

/// Calls `damage` for every vector, on all cores.
fn for_each_vector(damage: impl Fn(&Vector) + Sync) {
    let vectors = vectors();
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(vector) = vectors.get(next.fetch_add(1, Ordering::Relaxed)) {
                    damage(vector);
                }
            });
        }
    });
}

/// Whether a damaged file seems to be of a format and what it holds, whether it seems so or not.
fn read_as(format: &Format, name: &str, bytes: &[u8]) {
    let probe = Probe::new(Source { name, bytes }).unwrap();
    let _sureness = (format.detect)(&probe);
    let _needs = (format.needs_password)(&probe);
    let _answer = (format.read)(&probe, &Credentials::default());
}

/// Cut off at every length, and every byte changed: by the format's own reader, without a password. So of an encrypted
/// file everything is read that comes before a key is derived.
#[test]
fn no_length_and_no_changed_byte_is_a_panic() {
    for_each_vector(|Vector { file, format, .. }| {
        let Some(format) = FORMATS.iter().find(|known| known.vectors.contains(&format.as_str())) else { return };
        let whole = vector_bytes(file);
        let mut changed = whole.clone();
        for place in 0..whole.len() {
            read_as(format, file, &whole[..place]);
            for flip in [0x01, 0xff] {
                changed[place] = whole[place] ^ flip;
                read_as(format, file, &changed);
            }
            changed[place] = whole[place];
        }
    });
}

/// The same held against all formats, under a name that says nothing, at [`PLACES`] places all over each file.
#[test]
fn no_damage_is_a_panic_of_another_format() {
    for_each_vector(|Vector { file, .. }| {
        let whole = vector_bytes(file);
        let mut changed = whole.clone();
        for place in (0..whole.len()).step_by(whole.len().div_ceil(PLACES)) {
            let _answer = error("file.bin", &whole[..place], None);
            for flip in [0x01, 0x80, 0xff] {
                changed[place] = whole[place] ^ flip;
                let _answer = error("file.bin", &changed, None);
            }
            changed[place] = whole[place];
        }
    });
}

/// With the right password: a byte changed in the middle, one at the end, and the end cut off. Each derives a key, unless
/// the damage is told before; more of them take too long. What is read behind the key is what plain files hold, above.
#[test]
fn no_damage_is_a_panic_behind_the_password() {
    for_each_vector(|Vector { file, password, .. }| {
        let Some(password) = password else { return };
        let whole = vector_bytes(file);
        let last = whole.len() - 1;
        let _answer = error(file, &whole[..last], Some(password));
        for place in [last / 2, last] {
            let mut changed = whole.clone();
            changed[place] ^= 0x01;
            let _answer = error(file, &changed, Some(password));
        }
    });
}

/// Where the outcome is not a proof of a wrong password, a bit of the sealed data gives the answer of the table.
#[test]
fn a_changed_byte_of_sealed_data_is_told_as_the_table_says() {
    for (file, near_end, code) in [
        ("andotp-encrypted.json.aes", 1, "wrong-password-or-damaged"),
        ("andotp-encrypted-old.json.aes", 1, "wrong-password-or-damaged"),
        ("stratum-encrypted.stratum", 1, "wrong-password-or-damaged"),
        ("stratum-encrypted.stratum", 40, "wrong-password-or-damaged"),
    ] {
        let mut changed = vector_bytes(file);
        let place = changed.len() - near_end;
        changed[place] ^= 1;
        assert_eq!(error(file, &changed, Some("Plover-77 über")).map(OpenError::code), Some(code), "{file}");
    }
}

/// In JSON, one symbol of a Base64 or hexadecimal text is changed.
#[test]
fn a_changed_symbol_of_a_sealed_text_is_told_as_the_table_says() {
    for (file, key, code) in [
        ("aegis-encrypted.json", "\"db\"", "damaged"),
        ("2fas-encrypted-v4.2fas", "\"servicesEncrypted\"", "damaged"),
        ("2fas-encrypted-v4.2fas", "\"reference\"", "wrong-password"),
        ("bitwarden-pbkdf2.json", "\"data\"", "damaged"),
        ("bitwarden-pbkdf2.json", "\"encKeyValidation_DO_NOT_EDIT\"", "wrong-password"),
        ("ente-encrypted-tag0.json", "\"encryptedData\"", "wrong-password-or-damaged"),
        ("proton-encrypted.json", "\"content\"", "wrong-password-or-damaged"),
    ] {
        let mut changed = vector_bytes(file);
        let text = String::from_utf8(changed.clone()).unwrap();
        let start = text.find(key).unwrap() + key.len();
        // Past the quote and what may stand before the text (`2.` of Bitwarden).
        let place = start + changed[start..].iter().position(|byte| *byte == b'"').unwrap() + 20;
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let password = if file.starts_with("2fas") { "Plover-77 uber" } else { "Plover-77 über" };
        assert_eq!(error(file, &changed, Some(password)).map(OpenError::code), Some(code), "{file} {key}");
    }
}

#[test]
fn costs_over_the_limits_are_refused_without_deriving() {
    for (file, from, to) in [
        ("aegis-encrypted.json", r#""n": 32768"#, r#""n": 2097152"#),
        ("ente-encrypted.json", r#""opsLimit": 3"#, r#""opsLimit": 2000"#),
        ("bitwarden-pbkdf2.json", r#""kdfIterations": 5000"#, r#""kdfIterations": 3000000"#),
        ("bitwarden-argon2id.json", r#""kdfMemory": 16"#, r#""kdfMemory": 4096"#),
    ] {
        let text = String::from_utf8(vector_bytes(file)).unwrap().replace("\": ", "\":").replace("\":", "\": ");
        let raised = text.replace(from, to);
        assert!(text != raised, "{file}");
        assert_eq!(error(file, raised.as_bytes(), Some("x")).map(OpenError::code), Some("too-costly"), "{file}");
    }
}

#[test]
fn what_is_nothing_is_not_recognised() {
    for (bytes, code) in [
        (&b""[..], "not-recognised"),
        (b"hello", "not-recognised"),
        (b"%PDF-1.7\n%\xff\xff\xff\xff 00000000000000000000000000000000000000000000000", "not-recognised"),
        (b"\x1f\x8b\x08\xff0000000000000000000000000000000000000000000000000000", "not-recognised"),
        (b"{\"a\":1}", "not-recognised"),
        (b"{\"a\":", "damaged"),
        (b"<html>", "not-recognised"),
        (b"PK\x03\x04xxxx", "damaged"),
    ] {
        assert_eq!(recognise(Source { name: "file.bin", bytes }).err().map(|failure| failure.error.code()), Some(code));
    }
    assert!(read(Source { name: "x.json", bytes: b"[]" }, &Credentials::default()).is_ok());
}
