//! Why a file was not opened.

use thiserror::Error;

use crate::Format;

/// Why a file was not opened. Says what and where, never what stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// No format matches.
    #[error("this kind of file is not known")]
    NotRecognised,
    /// The format is known, but this version or variety is not read.
    #[error("this variety is not read")]
    Unsupported(Unsupported),
    /// It is encrypted and no password was given.
    #[error("a password is needed")]
    PasswordNeeded,
    /// It is encrypted with a key file as well, and none was given.
    #[error("a key file is needed")]
    KeyFileNeeded,
    /// The key file is not of a kind that is known.
    #[error("the key file cannot be used")]
    KeyFileUnusable,
    /// A check value proves the password wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Nothing can tell a wrong password from damage.
    #[error("the password is wrong or the file is damaged")]
    WrongPasswordOrDamaged,
    /// Its structure is broken, or its data does not match a key that is right.
    #[error("the file is damaged")]
    Damaged {
        /// Where, in kebab-case: `header`, `database`, `json`.
        place: &'static str,
    },
    /// Opening would cost more than is allowed. Nothing was derived.
    #[error("opening would cost too much")]
    TooCostly {
        /// Which figure, in kebab-case: `rounds`, `memory`.
        parameter: &'static str,
        /// The figure in the file, in its own unit.
        found: u64,
        /// The largest that is allowed, in the same unit.
        limit: u64,
    },
    /// Opening takes more than 1 GiB of memory, which the person has to allow first.
    #[error("opening takes much memory")]
    MuchMemoryNeeded {
        /// How much, in bytes.
        bytes: u64,
    },
    /// There is not so much memory on this computer.
    #[error("there is not enough memory")]
    NoMemory,
    /// The file, or what it unpacks to, is beyond the limits.
    #[error("the file is too large")]
    TooLarge,
}

impl OpenError {
    /// The stable name of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotRecognised => "not-recognised",
            Self::Unsupported(_) => "unsupported",
            Self::PasswordNeeded => "password-needed",
            Self::KeyFileNeeded => "key-file-needed",
            Self::KeyFileUnusable => "key-file-unusable",
            Self::WrongPassword => "wrong-password",
            Self::WrongPasswordOrDamaged => "wrong-password-or-damaged",
            Self::Damaged { .. } => "damaged",
            Self::TooCostly { .. } => "too-costly",
            Self::MuchMemoryNeeded { .. } => "much-memory-needed",
            Self::NoMemory => "no-memory",
            Self::TooLarge => "too-large",
        }
    }

    /// Damage at a place.
    pub(crate) const fn damaged(place: &'static str) -> Self {
        Self::Damaged { place }
    }
}

/// A version or variety that is known and not read: faces say what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unsupported {
    /// An `age` file for a key instead of a passphrase: decrypt it with an `age` program first.
    AgeKey,
    /// Bitwarden's export that only the account that made it can open: export again with a password.
    BitwardenAccountRestricted,
    /// Sealed for the holder of a certificate.
    Certificate,
    /// Dashlane's own file `.dash`: export as CSV.
    DashlaneFile,
    /// The log of a database, `-wal`, without the database: choose both.
    DatabaseNeeded,
    /// A way of encrypting that this format is not known to use.
    Encryption,
    /// Ente Auth's page for reading, which holds no secrets: export as text.
    EntePage,
    /// A database of `KeePass` 1, which has no codes: convert it to KDBX.
    KeePass1,
    /// A database of a version of `KeePass` 2 that never came out: save it with a current one.
    KeePassPreRelease,
    /// A newer version of the format.
    NewerVersion,
    /// An OpenPGP message: decrypt it with an OpenPGP program first.
    OpenPgp,
    /// A vault that only the phone can open: export it with a password.
    OpensOnPhoneOnly,
    /// A version of the format that was never common: a draft, or one that followed.
    OtherVersion,
    /// A token of RSA SecurID: no OATH codes.
    RsaSecurId,
    /// An encrypted `.maFile` alone: choose `manifest.json` together with it, which has what opens it.
    SteamManifestNeeded,
    /// A file that hangs on the Windows account or the YubiKey that made it: export it as text there.
    WindowsAccount,
}

impl Unsupported {
    /// Every one, for tables of words.
    pub const ALL: &'static [Self] = &[
        Self::AgeKey,
        Self::BitwardenAccountRestricted,
        Self::Certificate,
        Self::DashlaneFile,
        Self::DatabaseNeeded,
        Self::Encryption,
        Self::EntePage,
        Self::KeePass1,
        Self::KeePassPreRelease,
        Self::NewerVersion,
        Self::OpenPgp,
        Self::OpensOnPhoneOnly,
        Self::OtherVersion,
        Self::RsaSecurId,
        Self::SteamManifestNeeded,
        Self::WindowsAccount,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AgeKey => "age-key",
            Self::BitwardenAccountRestricted => "bitwarden-account-restricted",
            Self::Certificate => "certificate",
            Self::DashlaneFile => "dashlane-file",
            Self::DatabaseNeeded => "database-needed",
            Self::Encryption => "encryption",
            Self::EntePage => "ente-page",
            Self::KeePass1 => "keepass-1",
            Self::KeePassPreRelease => "keepass-pre-release",
            Self::NewerVersion => "newer-version",
            Self::OpenPgp => "openpgp",
            Self::OpensOnPhoneOnly => "opens-on-phone-only",
            Self::OtherVersion => "other-version",
            Self::RsaSecurId => "rsa-securid",
            Self::SteamManifestNeeded => "steam-manifest-needed",
            Self::WindowsAccount => "windows-account",
        }
    }
}

/// Why a file was not opened, and the format it was taken for.
#[derive(Clone, Copy)]
pub struct Failure {
    /// The format; `None` when it was not recognised.
    pub format: Option<&'static Format>,
    /// Why.
    pub error: OpenError,
}

impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Failure")
            .field("format", &self.format.map(|format| format.id))
            .field("error", &self.error)
            .finish()
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.format {
            Some(format) => write!(f, "{}: {}", format.id, self.error),
            None => self.error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}
