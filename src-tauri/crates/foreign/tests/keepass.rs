//! Databases of `KeePass`: key files, and what is said of a wrong key and of damage.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

mod support;

use support::vector_bytes;
use watchword_foreign::{Credentials, Failure, Import, OpenError, Source, Unsupported, read};
use watchword_secret::{SecretBytes, SecretText};

const PASSWORD: &str = "Plover-77 über";

fn open(bytes: &[u8], password: Option<&str>, key_file: Option<&[u8]>) -> Result<Import, Failure> {
    let password = password.map(SecretText::copy_of);
    let key_file = key_file.map(SecretBytes::copy_of);
    let credentials =
        Credentials { password: password.as_ref(), key_file: key_file.as_ref(), ..Credentials::default() };
    read(Source { name: "file.bin", bytes }, &credentials)
}

fn error(bytes: &[u8], password: Option<&str>, key_file: Option<&[u8]>) -> OpenError {
    open(bytes, password, key_file).err().unwrap().error
}

/// Twofish with a password and a key file; AES with a key file alone. Both were written by pykeepass 4.2.
#[test]
fn key_files_open_with_and_without_a_password() {
    let key_file = vector_bytes("keepass.keyx");
    let both = vector_bytes("keepass-kdbx4-twofish-keyfile.kdbx");
    let alone = vector_bytes("keepass-kdbx4-keyfile-only.kdbx");
    for (bytes, password) in [(&both, Some(PASSWORD)), (&alone, None), (&alone, Some(""))] {
        let import = open(bytes, password, Some(&key_file)).unwrap();
        let entry = import.contents.entries().next().unwrap();
        assert_eq!((entry.issuer.as_str(), entry.account.as_str()), ("Quill & Ink", "mara@example.org"));
    }
    assert_eq!(error(&both, Some(PASSWORD), None), OpenError::WrongPassword);
    assert_eq!(error(&both, None, Some(&key_file)), OpenError::WrongPassword);
    assert_eq!(error(&both, Some(PASSWORD), Some(b"another file")), OpenError::WrongPassword);
    assert_eq!(error(&both, None, None), OpenError::PasswordNeeded);
    let broken = String::from_utf8(key_file).unwrap().replace("Hash=\"", "Hash=\"00");
    assert_eq!(error(&both, Some(PASSWORD), Some(broken.as_bytes())), OpenError::KeyFileUnusable);
}

#[test]
fn damage_is_told_from_a_wrong_password() {
    let version4 = vector_bytes("keepass-kdbx4-aes-argon2d.kdbx");
    let version3 = vector_bytes("keepass-kdbx3.kdbx");
    let changed = |file: &[u8], place: usize| {
        let mut bytes = file.to_vec();
        bytes.get_mut(place).map(|byte| *byte ^= 1).unwrap();
        bytes
    };
    let seed = version4.windows(5).position(|window| window == [4, 32, 0, 0, 0]).unwrap() + 5;
    let is_damaged = |bytes: &[u8]| matches!(error(bytes, Some(PASSWORD), None), OpenError::Damaged { .. });
    assert!(is_damaged(&changed(&version4, seed)), "the header");
    let cipher = version4.windows(5).position(|window| window == [2, 16, 0, 0, 0]).unwrap() + 5;
    assert!(is_damaged(&changed(&version4, cipher)), "the cipher");
    assert!(is_damaged(&changed(&version4, version4.len() - 1)), "the last block");
    assert!(is_damaged(&changed(&version4, version4.len() - 100)), "a block");
    assert!(is_damaged(version4.split_last().unwrap().1), "the end is missing");
    assert!(is_damaged(&changed(&version3, version3.len() - 200)), "a block of version 3");
    assert_eq!(error(&version3, Some("other"), None), OpenError::WrongPasswordOrDamaged);
    assert_eq!(error(&version4, Some("other"), None), OpenError::WrongPassword);
}

#[test]
fn older_and_newer_files_of_the_family_are_told() {
    for (bytes, unsupported) in [
        (&b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5\x01\0\0\0"[..], Unsupported::KeePass1),
        (b"\x03\xd9\xa2\x9a\x66\xfb\x4b\xb5\x01\0\0\0", Unsupported::KeePassPreRelease),
        (b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\0\0\x05\0", Unsupported::NewerVersion),
    ] {
        assert_eq!(error(bytes, Some("any"), None), OpenError::Unsupported(unsupported));
    }
}
