//! Every file of tests/vectors: recognised under any name, read to what was written, and answered rightly when the
//! password is wrong.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

mod support;

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use support::vector_bytes;
use watchword_foreign::{
    Contents, Credentials, FORMATS, Failure, ForeignEntry, Format, Import, OpenError, Source, Standing, read, read_all,
    recognise,
};
use watchword_otp::{Kind, base32};
use watchword_secret::SecretText;

/// One line of an index.
struct Vector {
    file: String,
    format: &'static Format,
    password: Option<String>,
    skipped: u64,
    not_codes: Option<u64>,
    expected: Option<Vec<Value>>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The files beside one in a folder of its own, which belong together, with their names.
fn companions(file: &str) -> Vec<(String, Vec<u8>)> {
    let Some((inner, _)) = file.rsplit_once('/') else { return Vec::new() };
    let names =
        fs::read_dir(folder().join(inner)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".expected.json")).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), vector_bytes(&format!("{inner}/{name}")))).collect()
}

/// Reads a file together with those that belong to it.
fn read_with(
    name: &str,
    bytes: &[u8],
    companions: &[(String, Vec<u8>)],
    credentials: &Credentials<'_>,
) -> Result<Import, Failure> {
    let others = companions.iter().filter(|(_, other)| other != bytes).map(|(name, bytes)| Source { name, bytes });
    let sources: Vec<Source<'_>> = [Source { name, bytes }].into_iter().chain(others).collect();
    if sources.len() == 1 { read(sources[0], credentials) } else { read_all(&sources, credentials).swap_remove(0) }
}

/// The vectors of every format in the registry.
fn vectors() -> Vec<Vector> {
    let mut vectors = Vec::new();
    for index in ["index1.json", "index2.json", "index3.json"] {
        for line in serde_json::from_slice::<Vec<Value>>(&vector_bytes(index)).unwrap() {
            let name = line["format"].as_str().unwrap();
            let Some(format) = FORMATS.iter().find(|format| format.vectors.contains(&name)) else { continue };
            vectors.push(Vector {
                file: line["file"].as_str().unwrap().to_owned(),
                format,
                password: line["password"].as_str().map(str::to_owned),
                skipped: line["skipped"].as_u64().unwrap_or(0),
                not_codes: line["not_codes"].as_u64(),
                expected: line["expected"].as_str().map(|name| serde_json::from_slice(&vector_bytes(name)).unwrap()),
            });
        }
    }
    vectors
}

/// The entry in the form of the expected files; `like` says which keys are looked at.
fn seen(entry: &ForeignEntry, like: &Value) -> Value {
    let otp = &entry.otp;
    let counted = otp.kind == Kind::Hotp;
    let mut value = json!({
        "type": otp.kind.as_str(),
        "issuer": entry.issuer,
        "account": entry.account,
        "secret_base32": base32::encode(otp.secret.expose()).expose(),
        "algorithm": otp.algorithm.as_str(),
        "digits": otp.digits,
        "period": if counted { None } else { Some(otp.period) },
        "counter": if counted { Some(otp.counter) } else { None },
        "note": entry.note.expose(),
        "favourite": entry.favourite,
        "groups": entry.groups,
        "pin": otp.pin.as_ref().map(SecretText::expose),
        "recovery_codes": entry.recovery_codes.iter().map(SecretText::expose).collect::<Vec<_>>(),
    });
    let expected = like.as_object().unwrap();
    value.as_object_mut().unwrap().retain(|key, _| expected.contains_key(key));
    value
}

fn check(vector: &Vector, contents: &Contents) {
    let expected = vector.expected.as_ref().unwrap();
    // What is in the bin is listed, but not among what is expected.
    let mut entries: Vec<&ForeignEntry> =
        contents.entries().filter(|entry| entry.standing != Standing::Trashed).collect();
    assert_eq!(entries.len(), expected.len(), "{}", vector.file);
    let fits = |entries: &[&ForeignEntry]| entries.iter().zip(expected).all(|(entry, like)| seen(entry, like) == *like);
    if !fits(&entries) {
        // Some of the expected files are in the order of the program's list.
        entries.sort_by_key(|entry| entry.order);
    }
    for (entry, expected) in entries.iter().zip(expected) {
        assert_eq!(seen(entry, expected), *expected, "{}", vector.file);
    }
    assert_eq!(contents.skipped().count() as u64, vector.skipped, "{}", vector.file);
    if let Some(not_codes) = vector.not_codes {
        assert_eq!(contents.not_codes as u64, not_codes, "{}", vector.file);
    }
}

#[test]
fn every_vector_is_recognised_under_any_name_and_read() {
    for vector in vectors() {
        let bytes = vector_bytes(&vector.file);
        let password = vector.password.as_deref().map(SecretText::copy_of);
        let credentials = Credentials { password: password.as_ref(), ..Credentials::default() };
        let (_, name) = vector.file.rsplit_once('/').unwrap_or(("", &vector.file));
        for name in [name, "file.bin"] {
            let source = Source { name, bytes: &bytes };
            let recognised = recognise(source).unwrap();
            assert!(recognised.formats.iter().any(|format| format.id == vector.format.id), "{} as {name}", vector.file);
            assert_eq!(recognised.needs_password, vector.password.is_some(), "{} as {name}", vector.file);
            if vector.expected.is_some() {
                let import = read_with(name, &bytes, &companions(&vector.file), &credentials)
                    .unwrap_or_else(|error| panic!("{}: {error:?}", vector.file));
                assert_eq!(import.format.id, vector.format.id, "{} as {name}", vector.file);
                check(&vector, &import.contents);
            }
        }
    }
}

#[test]
fn a_wrong_password_is_told() {
    let wrong = SecretText::copy_of("not the password");
    for vector in vectors().iter().filter(|vector| vector.password.is_some()) {
        let bytes = vector_bytes(&vector.file);
        let companions = companions(&vector.file);
        let answer = |password| {
            read_with(&vector.file, &bytes, &companions, &Credentials { password, ..Credentials::default() })
        };
        assert_eq!(answer(None).err().map(|failure| failure.error), Some(OpenError::PasswordNeeded), "{}", vector.file);
        let error = answer(Some(&wrong)).err().map(|failure| failure.error);
        assert!(
            matches!(error, Some(OpenError::WrongPassword | OpenError::WrongPasswordOrDamaged)),
            "{}: {error:?}",
            vector.file
        );
    }
}
