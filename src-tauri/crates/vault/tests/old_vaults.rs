//! Vaults of earlier versions open for good.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use std::path::Path;
use vaults::{NOW_MS, key, password};
use watchword_otp::Kind;
use watchword_vault::{Consent, SlotKind, Way, file_slots, open_file};

#[test]
fn the_first_format_opens_with_each_of_its_ways() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/vaults/v1.wv");
    let kinds: Vec<SlotKind> = file_slots(&path).unwrap().into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [SlotKind::Password, SlotKind::Recovery]);
    for way in [Way::Password(&password()), Way::RecoveryKey(&key())] {
        let opened = open_file(&path, way, Consent::Ask).unwrap();
        let document = opened.document;
        assert_eq!((document.entries.len(), document.set_aside.len()), (1, 0));
        let entry = &document.entries[0];
        assert_eq!(entry.id.to_string(), "b78c5662-0e28-40eb-98cc-a8ee6908e5aa");
        assert_eq!((entry.otp.kind, entry.otp.digits, entry.otp.counter), (Kind::Hotp, 6, 29));
        assert_eq!(entry.otp.secret.expose(), b"secret of counted");
        assert_eq!((entry.labels.issuer.as_str(), entry.labels.account.as_str()), ("Zendesk", "counted"));
        assert_eq!((entry.created_ms, document.saved_ms), (NOW_MS, NOW_MS));
        assert_eq!(document.saved_why.what, "counter");
        assert_eq!(document.devices[0].name, "this computer");
        assert_eq!(document.versions.values().copied().collect::<Vec<_>>(), [31]);
    }
}
