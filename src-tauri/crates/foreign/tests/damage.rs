//! Damage done to every vector: cut off at every length, changed at every byte, and costs raised over the limits. The
//! answer is a value, never a panic, and the tables of docs/formats/README.md say which.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

use std::{fs, path::PathBuf};

use serde_json::Value;
use watchword_foreign::{Credentials, OpenError, Source, read, recognise};
use watchword_secret::SecretText;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn bytes(file: &str) -> Vec<u8> {
    fs::read(folder().join(file)).unwrap()
}

/// File and password of every vector.
fn vectors() -> Vec<(String, Option<String>)> {
    let mut vectors = Vec::new();
    for index in ["index1.json", "index2.json"] {
        for line in serde_json::from_slice::<Vec<Value>>(&bytes(index)).unwrap() {
            vectors.push((line["file"].as_str().unwrap().to_owned(), line["password"].as_str().map(str::to_owned)));
        }
    }
    vectors
}

fn error(name: &str, bytes: &[u8], password: Option<&str>) -> Option<OpenError> {
    let password = password.map(SecretText::copy_of);
    let credentials = Credentials { password: password.as_ref(), ..Credentials::default() };
    read(Source { name, bytes }, &credentials).err().map(|failure| failure.error)
}

/// A derivation takes long, so that encrypted files are damaged without a password: everything before the key is
/// looked at.
#[test]
fn no_length_and_no_changed_byte_is_a_panic() {
    for (file, _) in vectors() {
        let whole = bytes(&file);
        let step = (whole.len() / 80).max(1);
        for end in (0..whole.len()).step_by(step) {
            let _answer = error("file.bin", &whole[..end], None);
        }
        let mut changed = whole.clone();
        for place in (0..whole.len()).step_by(step) {
            for flip in [0x01, 0x80, 0xff] {
                changed[place] = whole[place] ^ flip;
                let _answer = error(&file, &changed, None);
            }
            changed[place] = whole[place];
        }
    }
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
        let mut changed = bytes(file);
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
        let mut changed = bytes(file);
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
        let text = String::from_utf8(bytes(file)).unwrap().replace("\": ", "\":").replace("\":", "\": ");
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
