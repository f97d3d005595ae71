//! Every format, in the order in which files are held against them.
//!
//! The first that is certain wins; when none is, those that are possible are tried in this order. So a format
//! whose signs another one's files may have as well stands behind that one. To add a format: its file in
//! `formats/`, its line here at the place that docs/formats/detection.md gives it.

use crate::{Format, formats};

/// Every format that is read, in the order of detection.
pub static FORMATS: &[&Format] = &[
    // By leading bytes.
    &formats::plain_json::AGE,
    &formats::freeotp::backup::FORMAT,
    &formats::keepass::KDBX,
    &formats::stratum::ENCRYPTED,
    &formats::stratum::LEGACY,
    // SQLite databases, by their tables.
    &formats::databases::GOOGLE,
    &formats::databases::MICROSOFT,
    &formats::databases::STRATUM,
    &formats::databases::LOG,
    // Zip archives, by the names of their members.
    &formats::one_pux::FORMAT,
    &formats::dashlane::FORMAT,
    &formats::raivo::ARCHIVE,
    &formats::authenticator_plus::text::FORMAT,
    &formats::steam_folder::FORMAT,
    &formats::proton_pass::ZIP,
    &formats::bitwarden::ZIP,
    &formats::winauth::archive::FORMAT,
    &formats::zip::FORMAT,
    // By name or armour.
    &formats::openpgp::FORMAT,
    // XML, by root and keys.
    &formats::totp_authenticator::FORMAT,
    &formats::authy::preferences::FORMAT,
    &formats::battlenet::FORMAT,
    &formats::freeotp::preferences::FORMAT,
    &formats::winauth::store::FORMAT,
    &formats::keepass::XML,
    &formats::rsa_securid::FORMAT,
    &formats::pskc::FORMAT,
    // JSON, by keys. Those that look like one of a later line stand before it.
    &formats::plain_json::FORMAT,
    &formats::freeotp::plus::FORMAT,
    &formats::authy::dump::FORMAT,
    &formats::duo::FORMAT,
    &formats::raivo::JSON,
    &formats::otpclient::PLAIN,
    &formats::cotp::PLAIN,
    &formats::cotp::ENCRYPTED,
    &formats::gnome_authenticator::FORMAT,
    &formats::authme::ENVELOPE,
    &formats::two_fauth::FORMAT,
    &formats::keeper::FORMAT,
    &formats::proton_pass::FORMAT,
    &formats::enpass::FORMAT,
    &formats::andotp::FORMAT,
    &formats::aegis::FORMAT,
    &formats::twofas::FORMAT,
    &formats::ente::FORMAT,
    &formats::stratum::FORMAT,
    &formats::bitwarden::FORMAT,
    &formats::proton::FORMAT,
    &formats::lastpass::FORMAT,
    &formats::steam::FORMAT,
    &formats::authenticator_extension::FORMAT,
    // Pages, by their elements.
    &formats::stratum::PAGE,
    // Text, by its first line or by its lines.
    &formats::bitwarden_csv::FORMAT,
    &formats::winauth::text::FORMAT,
    &formats::enpass_csv::FORMAT,
    &formats::csv::FORMAT,
    &formats::authme::TEXT,
    &formats::gauth::FORMAT,
    &formats::keeper_csv::FORMAT,
    &formats::otpauth_list::GOOGLE,
    &formats::ente::TEXT,
    &formats::otpauth_list::FORMAT,
    // Whatever holds addresses.
    &formats::any_addresses::HTML,
    &formats::any_addresses::JSON,
    &formats::any_addresses::TEXT,
    // Without a signature: possible, never certain unless decrypted by a known key.
    &formats::otp_auth::FORMAT,
    &formats::authenticator_plus::database::FORMAT,
    &formats::otpclient::FORMAT,
    &formats::dashlane_file::FORMAT,
    &formats::andotp::ENCRYPTED,
    &formats::otpclient::UNNAMED,
];
