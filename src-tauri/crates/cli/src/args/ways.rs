//! What can be typed after `trash`, `backup`, `password`, `recovery-key` and `remember`.

use super::SeveralNames;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to do with the trash.
#[derive(Subcommand)]
pub(crate) enum TrashCommand {
    /// List what is in the trash
    List,
    /// Take entries out of the trash
    Restore(SeveralNames),
    /// Delete entries of the trash for good: only older backups have them afterwards
    Erase {
        /// Ids, names or parts of names
        #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
        names: Vec<String>,
        /// Everything in the trash
        #[arg(long)]
        all: bool,
        /// Take the best hit of an ambiguous name
        #[arg(long)]
        first: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// The password of a file that is not this vault's.
#[derive(Args)]
pub(crate) struct SourcePassword {
    /// File whose first line is the password of the backup, where it is not the vault's
    #[arg(long, value_name = "FILE", conflicts_with = "source_password_fd")]
    pub(crate) source_password_file: Option<PathBuf>,
    /// Open file descriptor whose first line is the password of the backup
    #[arg(long, value_name = "N")]
    pub(crate) source_password_fd: Option<u32>,
}

/// What to do with backups.
#[derive(Subcommand)]
pub(crate) enum BackupCommand {
    /// Write an encrypted backup and read it back
    Create {
        /// File to write; never overwritten [default: one in the vault's folder]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// List the versions and backups in the vault's folder
    List,
    /// Open a backup with its password and prove that it holds what the vault holds
    Rehearse {
        /// A file, or a version of `backup list` [default: the newest]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        #[command(flatten)]
        source: SourcePassword,
    },
    /// Go back: a file becomes the vault of an empty folder, or gives what this vault lacks; a version of `backup
    /// list` or `doctor` becomes the vault again
    Restore {
        /// A file, or a version
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        source: SourcePassword,
    },
}

/// Where a new password comes from.
#[derive(Args)]
pub(crate) struct NewPassword {
    /// File whose first line is the new password
    #[arg(long, value_name = "FILE", conflicts_with = "new_password_fd")]
    pub(crate) new_password_file: Option<PathBuf>,
    /// Open file descriptor whose first line is the new password
    #[arg(long, value_name = "N")]
    pub(crate) new_password_fd: Option<u32>,
}

/// Where the recovery key comes from.
#[derive(Args)]
pub(crate) struct RecoveryKeySource {
    /// File whose first line is the recovery key
    #[arg(long, value_name = "FILE", conflicts_with = "recovery_key_fd")]
    pub(crate) recovery_key_file: Option<PathBuf>,
    /// Open file descriptor whose first line is the recovery key
    #[arg(long, value_name = "N")]
    pub(crate) recovery_key_fd: Option<u32>,
}

/// What to do with the password.
#[derive(Subcommand)]
pub(crate) enum PasswordCommand {
    /// Set another password; older backups keep theirs
    Set {
        #[command(flatten)]
        new: NewPassword,
    },
    /// Set a new password with the recovery key, when the password is forgotten
    Forget {
        #[command(flatten)]
        key: RecoveryKeySource,
        #[command(flatten)]
        new: NewPassword,
    },
}

/// What to do with the recovery key.
#[derive(Subcommand)]
pub(crate) enum RecoveryKeyCommand {
    /// Make a new recovery key and print it once; the old one opens the vault no more
    New,
    /// Try whether a recovery key opens this vault
    Check {
        #[command(flatten)]
        key: RecoveryKeySource,
    },
}

/// Whether to remember this computer.
#[derive(Subcommand)]
pub(crate) enum RememberCommand {
    /// Keep a key in this computer's keyring for a while; asks for the password
    On {
        /// For how long
        #[arg(long = "for", value_name = "TIME", value_parser = ["1h", "8h", "1d", "7d", "14d", "30d"], default_value = "7d")]
        time: String,
    },
    /// Forget this computer
    Off,
    /// Say whether this computer is remembered, and until when
    Status,
}
