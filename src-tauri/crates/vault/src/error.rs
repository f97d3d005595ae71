//! Why opening, saving or looking failed. Codes are kebab-case and stable; no message quotes content.

use crate::kdf::{Cost, KdfParams};
use crate::slot::SlotKind;
use crate::vfs::Step;
use std::io;
use watchword_secret::RandomFailed;

/// What the file system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileProblem {
    /// No room left, or a quota or file size limit reached.
    #[error("the disk is full")]
    DiskFull,
    /// The user may not do this here, or the disk is mounted read-only.
    #[error("no permission")]
    NoPermission,
    /// A symbolic link stands where a file of the vault should be.
    #[error("a symbolic link stands in place of the file")]
    Symlink,
    /// The file or its folder does not exist.
    #[error("the file does not exist")]
    NotFound,
    /// A file of that name exists already and is never overwritten.
    #[error("a file of that name exists already")]
    Exists,
    /// Any other refusal.
    #[error("the file system reported an error ({0})")]
    Other(io::ErrorKind),
}

impl FileProblem {
    /// Stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "disk-full",
            Self::NoPermission => "no-permission",
            Self::Symlink => "symlink",
            Self::NotFound => "file-not-found",
            Self::Exists => "file-exists",
            Self::Other(_) => "file-error",
        }
    }
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> Self {
        #[cfg(unix)]
        if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
            return Self::Symlink;
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "the standard library may add kinds at any time")]
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NoPermission,
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::AlreadyExists => Self::Exists,
            kind => Self::Other(kind),
        }
    }
}

/// Why a vault file could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no vault here and there never was one.
    #[error("there is no vault here")]
    Absent,
    /// The vault file is gone although this device had one here.
    #[error("the vault file is missing")]
    Missing,
    /// The file does not begin as a vault does.
    #[error("not a Watchword vault")]
    NotAVault,
    /// The digest at the end does not fit the file: it was cut, overwritten or decayed.
    #[error("the vault file is damaged")]
    Damaged,
    /// The file is whole but its structure breaks the format.
    #[error("the vault file is malformed")]
    Malformed,
    /// The key is right, yet header or content were changed by someone without it.
    #[error("the vault file was altered or damaged")]
    Altered,
    /// A format newer than this version reads.
    #[error("the vault has format {major}, newer than this version reads")]
    Newer {
        /// The file's major version.
        major: u16,
    },
    /// A set of algorithms that this version does not know.
    #[error("the vault uses an unknown set of algorithms")]
    UnknownSuite,
    /// Over the size limit for vault files.
    #[error("the file is too large for a vault")]
    TooLarge,
    /// The password slot asks for more memory or time than any honest vault would.
    #[error("opening would cost more than the hard limit")]
    TooCostly(KdfParams),
    /// Opening costs more than usual: ask the person, then come back with consent.
    #[error("opening needs {} MiB and about {:.0} s", .0.memory_mib, .0.seconds)]
    NeedsConsent(Cost),
    /// The system did not give the memory that the password slot needs.
    #[error("opening needs {mib} MiB of memory")]
    NotEnoughMemory {
        /// Memory that is needed.
        mib: u64,
    },
    /// No password slot opens with this password.
    #[error("wrong password")]
    WrongPassword,
    /// No recovery slot opens with this key.
    #[error("wrong recovery key")]
    WrongRecoveryKey,
    /// The key from the keyring does not open the device slot.
    #[error("the key of this computer does not fit")]
    WrongDeviceKey,
    /// The vault cannot be opened in this way.
    #[error("the vault has no such way in")]
    NoSlot(SlotKind),
    /// The time that this computer was trusted for is over.
    #[error("the trust in this computer has expired")]
    Expired,
    /// The clock stands before a time already seen, so expiry cannot be judged.
    #[error("the clock was set back")]
    ClockSetBack,
    /// A password has 1 to 1,024 bytes of UTF-8.
    #[error("a password has 1 to 1,024 bytes")]
    PasswordLength,
    /// The content is authentic but not what this version can read.
    #[error("the content of the vault cannot be read by this version")]
    Unreadable,
    /// The keys in hand belong to another vault or to other keys of this one.
    #[error("this copy was sealed with other keys")]
    OtherKeys,
    /// The version asked for is not there.
    #[error("no such version")]
    NoVersion,
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The file system refused.
    #[error(transparent)]
    File(#[from] FileProblem),
}

impl OpenError {
    /// Stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Absent => "no-vault",
            Self::Missing => "vault-missing",
            Self::NotAVault => "not-a-vault",
            Self::Damaged => "vault-damaged",
            Self::Malformed => "vault-malformed",
            Self::Altered => "vault-altered",
            Self::Newer { .. } => "vault-newer",
            Self::UnknownSuite => "unknown-suite",
            Self::TooLarge => "vault-too-large",
            Self::TooCostly(_) => "cost-over-limit",
            Self::NeedsConsent(_) => "cost-needs-consent",
            Self::NotEnoughMemory { .. } => "not-enough-memory",
            Self::WrongPassword => "wrong-password",
            Self::WrongRecoveryKey => "wrong-recovery-key",
            Self::WrongDeviceKey => "wrong-device-key",
            Self::NoSlot(_) => "no-such-slot",
            Self::Expired => "trust-expired",
            Self::ClockSetBack => "clock-set-back",
            Self::PasswordLength => "password-length",
            Self::Unreadable => "content-unreadable",
            Self::OtherKeys => "other-keys",
            Self::NoVersion => "no-version",
            Self::Random(_) => "no-randomness",
            Self::File(problem) => problem.code(),
        }
    }
}

/// Why a vault is open for reading only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadOnly {
    /// A newer version wrote something critical that this one would not keep right.
    NewerFormat,
    /// The file is older than, or beside, what this device saw; see `Vault::accept_rollback`.
    RolledBack,
}

/// Why a save, or another change of the folder, failed. The revision that was on the disk is still there.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SaveError {
    /// Another process holds the lock and did not let go within five seconds.
    #[error("the vault is locked by {}", .pid.map_or("another process".to_owned(), |pid| format!("process {pid}")))]
    Locked {
        /// The holder, where its note could be read.
        pid: Option<u32>,
    },
    /// The file system cannot lock files, so saving is not safe there.
    #[error("the file system does not support locks")]
    NoLocks,
    /// The vault is open for reading only.
    #[error("the vault is open for reading only")]
    ReadOnly(ReadOnly),
    /// What was encoded did not read back the same, and was not written.
    #[error("the encoded vault did not read back the same")]
    SelfCheck,
    /// Over the size limit for vault files.
    #[error("the vault would be larger than the format allows")]
    TooLarge,
    /// Another process renewed the keys: open again.
    #[error("the keys of the vault were renewed; open it again")]
    KeysRenewed,
    /// The file on the disk cannot be read, and is never overwritten.
    #[error("the vault file on the disk cannot be used")]
    OnDisk(#[source] OpenError),
    /// A password or recovery slot must remain.
    #[error("the last way into the vault cannot be removed")]
    LastSlot,
    /// No such slot.
    #[error("no such way into the vault")]
    NoSlot,
    /// There are sixteen slots already.
    #[error("there is no room for another way into the vault")]
    SlotsFull,
    /// A key could not be derived.
    #[error(transparent)]
    Key(OpenError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The file system refused at a step of the save.
    #[error("{problem}")]
    File {
        /// Where it stopped.
        step: Step,
        /// What was refused.
        problem: FileProblem,
    },
}

impl SaveError {
    /// Stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Locked { .. } => "vault-locked",
            Self::NoLocks => "locks-unsupported",
            Self::ReadOnly(ReadOnly::NewerFormat) => "read-only-newer-format",
            Self::ReadOnly(ReadOnly::RolledBack) => "read-only-rolled-back",
            Self::SelfCheck => "self-check-failed",
            Self::TooLarge => "vault-too-large",
            Self::KeysRenewed => "keys-renewed",
            Self::OnDisk(error) | Self::Key(error) => error.code(),
            Self::LastSlot => "last-slot",
            Self::NoSlot => "no-such-slot",
            Self::SlotsFull => "slots-full",
            Self::Random(_) => "no-randomness",
            Self::File { problem, .. } => problem.code(),
        }
    }
}

/// Why an act on the folder of a vault failed.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is a vault here already, or what is left of one.
    #[error("there is a vault here already")]
    Exists,
    /// The vault is in order, so there is nothing to recover.
    #[error("the vault is in order; there is nothing to recover")]
    NotDamaged,
    /// A vault file could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The folder could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The folder could not be read.
    #[error(transparent)]
    File(#[from] FileProblem),
}

impl StoreError {
    /// Stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists => "vault-exists",
            Self::NotDamaged => "vault-not-damaged",
            Self::Open(error) => error.code(),
            Self::Save(error) => error.code(),
            Self::File(problem) => problem.code(),
        }
    }
}
