//! What can be typed after `recovery`.

use super::OneName;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Where the passphrase of the recovery codes comes from.
#[derive(Args)]
pub(crate) struct CodesPassphrase {
    /// File whose first line is the passphrase of the recovery codes; only its owner may be able to read it
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_fd")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Open file descriptor whose first line is the passphrase
    #[arg(long, value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
}

/// Where a new passphrase comes from.
#[derive(Args)]
pub(crate) struct NewPassphrase {
    /// File whose first line is the new passphrase
    #[arg(long, value_name = "FILE", conflicts_with = "new_passphrase_fd")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
    /// Open file descriptor whose first line is the new passphrase
    #[arg(long, value_name = "N")]
    pub(crate) new_passphrase_fd: Option<u32>,
}

/// What to do with the recovery codes of an entry.
#[derive(Subcommand)]
pub(crate) enum RecoveryCommand {
    /// Keep codes, pasted or piped in, in any layout; the first ones set their passphrase
    Add {
        #[command(flatten)]
        name: OneName,
        /// In the place of those that are kept: the site made a new set
        #[arg(long)]
        replace: bool,
        /// Only print what was understood; keep nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        passphrase: CodesPassphrase,
    },
    /// Say how many codes there are and how many are left
    List {
        #[command(flatten)]
        name: OneName,
        /// Show the codes too; asks for their passphrase
        #[arg(long)]
        reveal: bool,
        #[command(flatten)]
        passphrase: CodesPassphrase,
    },
    /// Tick a code as used and print it
    Use {
        #[command(flatten)]
        name: OneName,
        /// Its number in the list [default: the first that is not used]
        number: Option<usize>,
        /// Take the tick away
        #[arg(long, requires = "number")]
        off: bool,
        #[command(flatten)]
        passphrase: CodesPassphrase,
    },
    /// Write a sheet for printing, as an HTML file
    Print {
        #[command(flatten)]
        name: OneName,
        /// File to write; never overwritten. It holds the codes in clear: delete it when it is printed
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        passphrase: CodesPassphrase,
    },
    /// Change the passphrase of all recovery codes of the vault
    Passphrase {
        #[command(flatten)]
        passphrase: CodesPassphrase,
        #[command(flatten)]
        new: NewPassphrase,
    },
}
