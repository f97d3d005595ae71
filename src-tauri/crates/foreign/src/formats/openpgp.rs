//! OpenPGP messages, which andOTP and others can make: known by name and first line, never opened here.

use crate::{
    Format, OpenError, Probe, Sureness, Unsupported,
    format::{certain_if, never},
};

pub(crate) static FORMAT: Format = Format {
    id: "openpgp",
    app: "OpenPGP",
    extensions: &["gpg", "pgp", "asc"],
    section: "README.md#what-is-not-read",
    vectors: &[],
    detect,
    needs_password: never,
    read: |_, _| Err(OpenError::Unsupported(Unsupported::OpenPgp)),
};

/// By name or armour, not by leading bytes: those could be anything that has no signature.
fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let is_armoured = probe.text().is_some_and(|text| text.trim_start().starts_with("-----BEGIN PGP MESSAGE-----"));
    certain_if(is_armoured || [".gpg", ".pgp", ".asc"].iter().any(|end| probe.name_ends(end)))
}
