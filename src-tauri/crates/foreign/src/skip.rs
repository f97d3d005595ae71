//! Why an entry was not taken.

use watchword_otp::{LinkError, OtpError, base32::Base32Error};
use watchword_secret::SecretText;

use crate::ForeignEntry;

/// An entry that was not taken.
pub struct Skipped {
    /// Where it stands in the file, from 0.
    pub position: usize,
    /// The service, as far as it could be read.
    pub issuer: String,
    /// The login, as far as it could be read.
    pub account: String,
    /// Why.
    pub reason: SkipReason,
    /// What is there, when nothing but the text of the secret is wrong.
    pub repair: Option<Box<Repair>>,
}

/// An entry that lacks nothing but a good secret.
pub struct Repair {
    /// The entry; its secret is empty.
    pub(crate) entry: ForeignEntry,
    /// The text of the secret as the file has it.
    pub secret: SecretText,
}

/// Why an entry was not taken. More reasons may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SkipReason {
    /// A digits value that is no number from 1 to 10.
    BadDigits,
    /// A counter that is no number from 0 to 2⁶⁴−1.
    BadCounter,
    /// A period that is no number of seconds from 1 to 2³¹−1.
    BadPeriod,
    /// A PIN that this kind of code does not know.
    BadPin,
    /// A secret that cannot be read.
    BadSecret,
    /// It answers a challenge: there is no code to show.
    ChallengeResponse,
    /// The entry is not of the shape that the format has.
    Damaged,
    /// A secret without bytes.
    EmptySecret,
    /// The secret is sealed by a key that never leaves the phone.
    EncryptedByDevice,
    /// The entry has a password of its own, which does not open it.
    EntryPassword,
    /// A file that another one names was not given with it.
    FileMissing,
    /// The text of the secret stands in the file under a cover that only the program itself takes off.
    HiddenInFile,
    /// A line or a text that is no otpauth address.
    NotALink,
    /// No secret at all.
    NoSecret,
    /// Its codes are not written in decimal digits, or have a check digit.
    ResponseFormat,
    /// A secret or a link beyond the limits.
    SecretTooLong,
    /// The file holds more entries than are read.
    TooMany,
    /// A hash that is not known.
    UnknownAlgorithm,
    /// A type of code that is not known.
    UnknownType,
}

impl SkipReason {
    /// Every reason, for tables of words.
    pub const ALL: &'static [Self] = &[
        Self::BadDigits,
        Self::BadCounter,
        Self::BadPeriod,
        Self::BadPin,
        Self::BadSecret,
        Self::ChallengeResponse,
        Self::Damaged,
        Self::EmptySecret,
        Self::EncryptedByDevice,
        Self::EntryPassword,
        Self::FileMissing,
        Self::HiddenInFile,
        Self::NotALink,
        Self::NoSecret,
        Self::ResponseFormat,
        Self::SecretTooLong,
        Self::TooMany,
        Self::UnknownAlgorithm,
        Self::UnknownType,
    ];

    /// The stable name of the reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadDigits => "bad-digits",
            Self::BadCounter => "bad-counter",
            Self::BadPeriod => "bad-period",
            Self::BadPin => "bad-pin",
            Self::BadSecret => "bad-secret",
            Self::ChallengeResponse => "challenge-response",
            Self::Damaged => "damaged-entry",
            Self::EmptySecret => "empty-secret",
            Self::EncryptedByDevice => "encrypted-by-device",
            Self::EntryPassword => "entry-password",
            Self::FileMissing => "file-missing",
            Self::HiddenInFile => "hidden-in-file",
            Self::NotALink => "not-a-link",
            Self::NoSecret => "no-secret",
            Self::ResponseFormat => "response-format",
            Self::SecretTooLong => "secret-too-long",
            Self::TooMany => "too-many",
            Self::UnknownAlgorithm => "unknown-algorithm",
            Self::UnknownType => "unknown-type",
        }
    }
}

impl From<Base32Error> for SkipReason {
    fn from(error: Base32Error) -> Self {
        LinkError::from(error).into()
    }
}

impl From<LinkError> for SkipReason {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum may grow; whatever comes is damage")]
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::NotALink | LinkError::IsMigration => Self::NotALink,
            LinkError::TooLong => Self::SecretTooLong,
            LinkError::NoSecret => Self::NoSecret,
            LinkError::EmptySecret => Self::EmptySecret,
            LinkError::BadSecret => Self::BadSecret,
            LinkError::UnknownType => Self::UnknownType,
            LinkError::UnknownAlgorithm => Self::UnknownAlgorithm,
            LinkError::BadDigits => Self::BadDigits,
            LinkError::BadPeriod => Self::BadPeriod,
            LinkError::BadCounter => Self::BadCounter,
            _ => Self::Damaged,
        }
    }
}

impl From<OtpError> for SkipReason {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum may grow; whatever comes is damage")]
    fn from(error: OtpError) -> Self {
        match error {
            OtpError::EmptySecret => Self::EmptySecret,
            OtpError::SecretLength => Self::BadSecret,
            OtpError::Algorithm => Self::UnknownAlgorithm,
            OtpError::Digits => Self::BadDigits,
            OtpError::Period => Self::BadPeriod,
            OtpError::Pin | OtpError::PinNeeded => Self::BadPin,
            _ => Self::Damaged,
        }
    }
}
