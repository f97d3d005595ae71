//! What a file asks for is checked before it is run: figures beyond the limits are answered at once.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

mod support;

use support::vector_bytes;
use watchword_foreign::{Credentials, OpenError, Source, read};
use watchword_secret::SecretText;

fn error(bytes: &[u8], password: Option<&str>) -> OpenError {
    let password = password.map(SecretText::copy_of);
    let credentials = Credentials { password: password.as_ref(), ..Credentials::default() };
    read(Source { name: "file.bin", bytes }, &credentials).err().unwrap().error
}

/// Puts `figure` behind the first place where `mark` stands.
fn with_figure(file: &str, mark: &[u8], figure: &[u8]) -> Vec<u8> {
    let mut bytes = vector_bytes(file);
    let place = bytes.windows(mark.len()).position(|window| window == mark).unwrap() + mark.len();
    bytes.splice(place..place + figure.len(), figure.iter().copied());
    bytes
}

fn costly_parameter(bytes: &[u8]) -> Option<&'static str> {
    if let OpenError::TooCostly { parameter, found, limit } = error(bytes, Some("any")) {
        assert!(found > limit);
        Some(parameter)
    } else {
        None
    }
}

#[test]
fn kdbx_asks_for_too_much() {
    for file in ["keepass-kdbx4-aes-argon2d.kdbx", "keepass-kdbx4-chacha-argon2id.kdbx"] {
        for (key, figure, parameter) in [
            (b'M', (4_u64 << 30).to_le_bytes().as_slice(), "memory"),
            (b'M', u64::MAX.to_le_bytes().as_slice(), "memory"),
            (b'I', 1001_u64.to_le_bytes().as_slice(), "passes"),
            (b'P', 65_u32.to_le_bytes().as_slice(), "lanes"),
        ] {
            let length = u8::try_from(figure.len()).unwrap();
            let bytes = with_figure(file, &[1, 0, 0, 0, key, length, 0, 0, 0], figure);
            assert_eq!(costly_parameter(&bytes), Some(parameter), "{file}");
        }
        let bytes = with_figure(file, b"\x01\0\0\0M\x08\0\0\0", &(3_u64 << 29).to_le_bytes());
        assert_eq!(error(&bytes, Some("any")), OpenError::MuchMemoryNeeded { bytes: 3 << 29 });
    }
    let rounds = 200_000_001_u64.to_le_bytes();
    assert_eq!(
        costly_parameter(&with_figure("keepass-kdbx4-aes-aeskdf.kdbx", b"\x01\0\0\0R\x08\0\0\0", &rounds)),
        Some("rounds")
    );
    assert_eq!(costly_parameter(&with_figure("keepass-kdbx3.kdbx", b"\x06\x08\0", &rounds)), Some("rounds"));
}

#[test]
fn otpclient_asks_for_too_much() {
    for (file, figure) in [
        ("otpclient-v2.enc", [65_u32, 8192, 4].map(u32::to_le_bytes).concat()),
        ("otpclient-v2.enc", [4_u32, 1_048_577, 4].map(u32::to_le_bytes).concat()),
        ("otpclient-v3.enc", [4_u32, 8192, 17].map(u32::to_be_bytes).concat()),
        ("otpclient-v3.enc", [4_u32, u32::MAX, 4].map(u32::to_be_bytes).concat()),
    ] {
        let mut bytes = vector_bytes(file);
        let place = if file.contains("v2") { 64 } else { 61 };
        bytes.splice(place..place + 12, figure);
        assert!(costly_parameter(&bytes).is_some(), "{file}");
    }
}

#[test]
fn pskc_asks_for_too_much() {
    let text = String::from_utf8(vector_bytes("pskc-pbkdf2.xml")).unwrap();
    let bytes = text.replace("<IterationCount>20000<", "<IterationCount>10000001<").into_bytes();
    assert_eq!(costly_parameter(&bytes), Some("rounds"));
}
