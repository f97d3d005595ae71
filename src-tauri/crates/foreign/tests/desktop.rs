//! Sealed files of desktop programs, and containers of keys: what is said of damage.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

mod support;

use support::vector_bytes;
use watchword_foreign::{Contents, Credentials, OpenError, SkipReason, Source, Unsupported, read};
use watchword_secret::SecretText;

const PASSWORD: &str = "Plover-77 über";

fn text(file: &str) -> String {
    String::from_utf8(vector_bytes(file)).unwrap()
}

fn open(bytes: &[u8], password: &str) -> Result<Contents, OpenError> {
    let password = SecretText::copy_of(password);
    let credentials = Credentials { password: Some(&password), ..Credentials::default() };
    let import = read(Source { name: "file.bin", bytes }, &credentials);
    import.map(|import| import.contents).map_err(|failure| failure.error)
}

#[test]
fn a_changed_end_and_a_missing_one() {
    for (file, password) in
        [("otpclient-v2.enc", PASSWORD), ("otpclient-v3.enc", PASSWORD), ("gauth-encrypted.csv", "Plover-77 uber")]
    {
        let mut bytes = vector_bytes(file);
        *bytes.last_mut().unwrap() ^= 1;
        assert_eq!(open(&bytes, password).err(), Some(OpenError::WrongPasswordOrDamaged), "{file}");
    }
    for (file, kept) in [("otpclient-v2.enc", 70), ("otpclient-v3.enc", 80), ("gauth-encrypted.csv", 40)] {
        let bytes = vector_bytes(file);
        let answer = open(bytes.get(..kept).unwrap(), PASSWORD).err();
        assert!(matches!(answer, Some(OpenError::Damaged { .. })), "{file}: {answer:?}");
    }
    let newer = text("cotp.cotp").replace("\"version\": 1", "\"version\": 2").replace("\"version\":1", "\"version\":2");
    assert_eq!(open(newer.as_bytes(), PASSWORD).err(), Some(OpenError::Unsupported(Unsupported::NewerVersion)));
}

/// The first of three encrypted keys is changed: it is reported, the others come in.
#[test]
fn one_spoilt_key_of_a_container_does_not_spoil_the_others() {
    let file = text("pskc-pbkdf2.xml");
    let (before, after) = file.split_once("<ValueMAC>").unwrap();
    let spoilt = format!("{before}<ValueMAC>AAAA{}", after.get(4..).unwrap());
    let contents = open(spoilt.as_bytes(), PASSWORD).unwrap();
    assert_eq!(contents.entries().count(), 2);
    let skipped: Vec<_> = contents.skipped().map(|skipped| (skipped.account.as_str(), skipped.reason)).collect();
    assert_eq!(skipped, [("mara@example.org", SkipReason::Damaged)]);
}

#[test]
fn containers_that_are_not_read_say_so_before_a_password_is_asked_for() {
    let file = text("pskc-pbkdf2.xml");
    for (changed, unsupported) in [
        (file.replace("#aes256-cbc", "#tripledes-cbc"), Unsupported::Encryption),
        (file.replace("<EncryptionKey>", "<EncryptionKey><X509Data/>"), Unsupported::Certificate),
        (file.replace("Version=\"1.0\" xmlns", "Version=\"2.0\" xmlns"), Unsupported::OtherVersion),
    ] {
        let source = Source { name: "file.bin", bytes: changed.as_bytes() };
        let error = read(source, &Credentials::default()).err().unwrap().error;
        assert_eq!(error, OpenError::Unsupported(unsupported));
    }
}
