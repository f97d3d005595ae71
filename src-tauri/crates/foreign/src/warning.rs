//! What was strange in a file that was read all the same.

use watchword_otp::LinkWarning;

/// What was strange in one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowWarning {
    /// The check sum in a Yandex secret is wrong.
    CheckSumWrong,
    /// A counted code without a counter; 0 was taken.
    CounterMissing,
    /// It belongs to a group that the file does not name.
    GroupUnknown,
    /// Its icon is too large or of a type that is not kept.
    IconDropped,
    /// The PIN cannot be read; it will be asked for.
    PinDamaged,
    /// A Yandex secret has an unknown length; its first 16 bytes were taken.
    SecretShortened,
    /// A name or note is longer than 64 KiB and was cut.
    TextCut,
    /// A name is not UTF-8; the bad bytes became U+FFFD.
    TextDamaged,
}

impl RowWarning {
    /// Every warning, for tables of words.
    pub const ALL: &'static [Self] = &[
        Self::CheckSumWrong,
        Self::CounterMissing,
        Self::GroupUnknown,
        Self::IconDropped,
        Self::PinDamaged,
        Self::SecretShortened,
        Self::TextCut,
        Self::TextDamaged,
    ];

    /// The stable name of the warning.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckSumWrong => "check-sum-wrong",
            Self::CounterMissing => "counter-missing",
            Self::GroupUnknown => "group-unknown",
            Self::IconDropped => "icon-dropped",
            Self::PinDamaged => "pin-damaged",
            Self::SecretShortened => "secret-shortened",
            Self::TextCut => "text-cut",
            Self::TextDamaged => "text-damaged",
        }
    }
}

impl RowWarning {
    /// The same warning about a link; `None` for those that are about a whole file.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum may grow; others are about whole files")]
    pub(crate) fn of_link(warning: LinkWarning) -> Option<Self> {
        match warning {
            LinkWarning::CounterMissing => Some(Self::CounterMissing),
            LinkWarning::TextDamaged => Some(Self::TextDamaged),
            LinkWarning::PinDamaged => Some(Self::PinDamaged),
            LinkWarning::CheckSumWrong => Some(Self::CheckSumWrong),
            LinkWarning::SecretShortened => Some(Self::SecretShortened),
            _ => None,
        }
    }
}

/// What was strange in a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileWarning {
    /// A check text inside the file is not what it should be; the key is right all the same.
    CheckTextUnknown,
    /// Icons of more than 32 MiB together; the last ones were dropped.
    IconsDropped,
    /// This old variety does not tell counted codes from timed ones; all were taken for timed ones.
    KindsNotTold,
    /// The file is of a newer version than is known and was read as the newest known one.
    NewerVersion,
    /// Parts of a Google Authenticator export are missing: their numbers, from 1, and how many there are.
    PartsMissing {
        /// Numbers of the missing parts.
        missing: Vec<u32>,
        /// How many parts the export has.
        size: u32,
    },
    /// A part of a Google Authenticator export contradicts the others and starts another export.
    PartsContradict,
    /// The database is one of several files: the newest changes may be in those ending in `-wal` and `-shm`.
    NewestChangesMissing,
    /// More groups than are read.
    TooManyGroups,
}

impl FileWarning {
    /// The stable name of the warning.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CheckTextUnknown => "check-text-unknown",
            Self::IconsDropped => "icons-dropped",
            Self::KindsNotTold => "kinds-not-told",
            Self::NewerVersion => "newer-version",
            Self::PartsMissing { .. } => "parts-missing",
            Self::PartsContradict => "parts-contradict",
            Self::NewestChangesMissing => "newest-changes-missing",
            Self::TooManyGroups => "too-many-groups",
        }
    }
}
