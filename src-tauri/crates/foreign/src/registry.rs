//! Every format, in the order in which files are held against them.
//!
//! The first that is certain wins; when none is, those that are possible are tried in this order. So a format
//! whose signs another one's files may have as well stands behind that one. To add a format: its file in
//! `formats/`, its line here at the place that docs/formats/detection.md gives it.

use crate::{Format, formats};

/// Every format that is read, in the order of detection.
pub static FORMATS: &[&Format] = &[
    // By leading bytes.
    &formats::freeotp::backup::FORMAT,
    // SQLite databases, by their tables.
    // Zip archives, by the names of their members.
    &formats::raivo::ARCHIVE,
    &formats::authenticator_plus::text::FORMAT,
    &formats::steam_folder::FORMAT,
    &formats::winauth::archive::FORMAT,
    // XML, by root and keys.
    &formats::authy::preferences::FORMAT,
    &formats::freeotp::preferences::FORMAT,
    &formats::winauth::store::FORMAT,
    // JSON, by keys. Those of part 2 that look like one of part 1 stand before it.
    &formats::freeotp::plus::FORMAT,
    &formats::authy::dump::FORMAT,
    &formats::duo::FORMAT,
    &formats::raivo::JSON,
    &formats::aegis::FORMAT,
    // Text, by its first line or by its lines.
    &formats::totp_authenticator::FORMAT,
    &formats::winauth::text::FORMAT,
    &formats::otpauth_list::FORMAT,
    // Whatever holds addresses.
    &formats::authenticator_extension::FORMAT,
    // Without a signature: possible, never certain unless decrypted by a known key.
    &formats::otp_auth::FORMAT,
    &formats::authenticator_plus::database::FORMAT,
];
