//! `otpauth:`, `motp:` and `steam:` links: read, written, and found in lists.
//!
//! Real links hold raw spaces, `#`, emoji, `%` that is no escape and missing slashes, so they are split by hand
//! (docs/formats/otpauth.md), not by a URL parser. Every field is looked at strictly: an unknown type,
//! algorithm or number is an error, because a code computed from a guess locks its owner out.

use thiserror::Error;

use crate::{Otp, Part, base32::Base32Error};

mod list;
mod names;
mod parameters;
mod read;
mod split;
mod text;
mod write;

pub use self::list::parse_list;
pub use self::names::{drop_prefix, split_at_colon};
pub use self::read::parse_link;
pub use self::split::{is_link, link_names, link_parameter};
pub use self::text::unescape_html;
pub use self::write::write_link;

pub(crate) use self::{
    read::decode_base64,
    split::{prepare, split},
    text::{clean, decode_percent, without_controls},
};

/// The longest link that is read, in bytes. Some programs keep whole notes in theirs.
pub const MAX_LINK_BYTES: usize = 64 * 1024;
/// The longest link that is taken from a QR code or from another program, in bytes: more does not fit a code.
pub const MAX_SCANNED_LINK_BYTES: usize = 4 * 1024;
/// The longest secret that is read, in bytes.
pub const MAX_SECRET_BYTES: usize = 1024;

/// What sort of link a text is, by its first letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkType {
    /// `otpauth:` or `apple-otpauth:`, one account.
    Otpauth,
    /// `motp:`, one account of Mobile-OTP.
    Motp,
    /// `steam:`, the bare secret of one account.
    Steam,
    /// `otpauth-migration:`, one part of a Google Authenticator export.
    Migration,
}

/// One account as a link gives it.
pub struct Link {
    /// What its codes are computed from.
    pub otp: Otp,
    /// The service. Empty when the link does not say; never made up from the account.
    pub issuer: String,
    /// The login. May be empty.
    pub account: String,
    /// The label as given, percent-decoded and nothing else; control characters are spaces.
    pub original_label: String,
    /// Names of groups.
    pub tags: Vec<String>,
    /// Name or address of an icon. Never fetched.
    pub icon_hint: Option<String>,
    /// What was strange but did not stop the reading.
    pub warnings: Vec<LinkWarning>,
}

/// Why a text is not taken as a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The text does not start like a link of this kind.
    #[error("not an otpauth address")]
    NotALink,
    /// The text is a part of a Google Authenticator export where the link of one account was asked for.
    #[error("a part of a Google Authenticator export, not the link of one account")]
    IsMigration,
    /// The text is longer than [`MAX_LINK_BYTES`], or the secret than [`MAX_SECRET_BYTES`].
    #[error("the link is too long")]
    TooLong,
    /// The link has no `secret`.
    #[error("the link has no secret")]
    NoSecret,
    /// The secret has no bytes.
    #[error("the secret is empty")]
    EmptySecret,
    /// The secret is not Base32 (for `steam:`, nor Base64; for Yandex, shorter than 16 bytes).
    #[error("the secret cannot be read")]
    BadSecret,
    /// A type of code that is not known.
    #[error("the type of code is not known")]
    UnknownType,
    /// A hash that is not known, or MD5 outside of mOTP.
    #[error("the algorithm is not known")]
    UnknownAlgorithm,
    /// Digits that are not 1 to 10.
    #[error("the number of digits is not 1 to 10")]
    BadDigits,
    /// A period that is not 1 to 2³¹−1 seconds.
    #[error("the period cannot be used")]
    BadPeriod,
    /// A counter that is not 0 to 2⁶⁴−1.
    #[error("the counter cannot be used")]
    BadCounter,
    /// The payload of a Google Authenticator export is broken.
    #[error("the export code is damaged")]
    DamagedMigration,
    /// The payload of a Google Authenticator export is beyond the limits (64 KiB, 100 parts).
    #[error("the export code is too large")]
    MigrationTooLarge,
}

impl LinkError {
    /// The stable name of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotALink => "not-a-link",
            Self::IsMigration => "is-migration",
            Self::TooLong => "link-too-long",
            Self::NoSecret => "no-secret",
            Self::EmptySecret => "empty-secret",
            Self::BadSecret => "bad-secret",
            Self::UnknownType => "unknown-type",
            Self::UnknownAlgorithm => "unknown-algorithm",
            Self::BadDigits => "bad-digits",
            Self::BadPeriod => "bad-period",
            Self::BadCounter => "bad-counter",
            Self::DamagedMigration => "damaged-migration",
            Self::MigrationTooLarge => "migration-too-large",
        }
    }
}

impl From<Base32Error> for LinkError {
    fn from(error: Base32Error) -> Self {
        match error {
            Base32Error::Character => Self::BadSecret,
            Base32Error::Empty => Self::EmptySecret,
        }
    }
}

/// What was strange in a link that was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkWarning {
    /// A counted code without a counter; 0 was taken.
    CounterMissing,
    /// A name is not UTF-8; the bad bytes became U+FFFD.
    TextDamaged,
    /// The PIN cannot be read; it will be asked for.
    PinDamaged,
    /// The check sum in a Yandex secret is wrong.
    CheckSumWrong,
    /// A Yandex secret has an unknown length; its first 16 bytes were taken.
    SecretShortened,
    /// A Google Authenticator export of a version above 2.
    MigrationVersionUnknown,
}

impl LinkWarning {
    /// The stable name of the warning.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CounterMissing => "counter-missing",
            Self::TextDamaged => "text-damaged",
            Self::PinDamaged => "pin-damaged",
            Self::CheckSumWrong => "check-sum-wrong",
            Self::SecretShortened => "secret-shortened",
            Self::MigrationVersionUnknown => "migration-version-unknown",
        }
    }
}

/// One line of a list of links.
pub struct ListItem<'a> {
    /// Line number, from 1.
    pub line: usize,
    /// The line itself, for what only one program writes ([`link_parameter`]). As secret as what it holds.
    pub text: &'a str,
    /// What the line holds.
    pub result: Result<ListEntry, LinkError>,
}

/// What a line of a list can hold.
pub enum ListEntry {
    /// The link of one account.
    Link(Box<Link>),
    /// A part of a Google Authenticator export.
    Part(Part),
}
