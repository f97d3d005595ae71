//! Libraries and programs that share no code with this crate open what it writes: Python's cryptography, libsodium,
//! `age` and `oathtool`, through `tests/foreign_reader.py`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;
use watchword_foreign::{ExportEntry, ExportSettings, export, exporter};
use watchword_otp::{Algorithm, Kind, Otp, base32};
use watchword_secret::{SecretBytes, SecretText};

const PASSWORD: &str = "Heron 31 größer";
/// The first second of 2026.
const NOW: u64 = 1_767_225_600;

/// The system's own Python, for which the packages install their modules.
const PYTHON: &str = "/usr/bin/python3";

fn entries() -> Vec<(Otp, &'static str, &'static str)> {
    let otp = |kind, secret: &[u8]| Otp::new(kind, SecretBytes::copy_of(secret));
    let mut eight = otp(Kind::Totp, &[0xfe; 32]);
    (eight.algorithm, eight.digits, eight.period) = (Algorithm::Sha256, 8, 60);
    let mut counted = otp(Kind::Hotp, &[2; 20]);
    counted.counter = 41;
    vec![
        (otp(Kind::Totp, b"12345678901234567890"), "Quill & Ink", "mara+x@example.org"),
        (eight, "Tern: Mail", "海鳥"),
        (counted, "Pier", "a, \"b\""),
        (otp(Kind::Steam, &[4; 20]), "Steam", "olu"),
    ]
}

fn written(id: &str) -> Vec<u8> {
    let password = SecretText::copy_of(PASSWORD);
    let settings = ExportSettings { password: Some(&password), ..ExportSettings::default() };
    let owned = entries();
    let entries: Vec<_> = owned
        .iter()
        .map(|(otp, issuer, account)| ExportEntry {
            otp,
            issuer,
            account,
            note: "note",
            groups: &[],
            favourite: false,
            icon: None,
            recovery_codes: &[],
        })
        .collect();
    let mut files = export(exporter(id).unwrap(), &entries, &settings).unwrap().files;
    files.remove(0).bytes.expose().to_vec()
}

/// What the second reader makes of a file; `None` when it refuses.
fn read(id: &str, bytes: &[u8], password: &str) -> Option<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, bytes).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/foreign_reader.py");
    let mut reader = Command::new(PYTHON)
        .args([script.as_os_str(), id.as_ref(), file.as_os_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 is needed for this test");
    reader.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
    let output = reader.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(!complaint.contains("ModuleNotFoundError"), "{complaint}");
    output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
}

fn expected() -> Vec<Value> {
    let value = |(otp, issuer, account): (Otp, &str, &str)| {
        serde_json::json!({
            "issuer": issuer,
            "account": account,
            "secret": base32::encode(otp.secret.expose()).expose(),
            "type": otp.kind.as_str(),
        })
    };
    entries().into_iter().map(value).collect()
}

#[test]
fn others_open_what_was_encrypted_and_nothing_with_another_password() {
    for id in ["aegis", "2fas", "ente", "age"] {
        let bytes = written(id);
        assert_eq!(read(id, &bytes, PASSWORD).as_deref(), Some(expected().as_slice()), "{id}");
        assert_eq!(read(id, &bytes, "wrong"), None, "{id}");
    }
}

#[test]
fn oathtool_computes_our_codes_from_our_links() {
    let codes = read("otpauth-list", &written("otpauth-list"), "").unwrap();
    assert_eq!(codes.len(), 2);
    for (code, (otp, ..)) in codes.iter().zip(entries()) {
        assert_eq!(code["code"], otp.codes_at(NOW).unwrap().code.expose());
    }
}
