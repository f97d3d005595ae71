//! What can be typed.

mod export;
mod import;
mod recovery;
mod ways;

pub(crate) use export::ExportArgs;
pub(crate) use import::{ImportArgs, OnConflict};
pub(crate) use recovery::{CodesPassphrase, NewPassphrase, RecoveryCommand};
pub(crate) use ways::{
    BackupCommand, NewPassword, PasswordCommand, RecoveryKeyCommand, RecoveryKeySource, RememberCommand,
    SourcePassword, TrashCommand,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

const EXIT_STATUSES: &str = "\
Exit status: 0 done, 1 nothing found or nothing to do, 2 bad usage, 3 locked or wrong password, 4 damaged or \
unreadable file, 5 refused for safety, 6 another process holds the vault, 7 the system failed, 8 partly done.

The password comes from --password-file, from --password-fd, from this computer's keyring while it is remembered \
(see `watchword remember`), or is asked for on the terminal. Names are looked for as ids, as exact names, then \
ranked: every word must match somewhere; initials count, accents and case do not.";

/// Sign-in codes from an encrypted vault
#[derive(Parser)]
#[command(name = "watchword", version, after_help = EXIT_STATUSES, max_term_width = 100)]
#[command(disable_help_subcommand = true, infer_long_args = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Args)]
pub(crate) struct Global {
    /// Folder that holds the vault [default: `WATCHWORD_VAULT`, else the folder of the app]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) vault: Option<PathBuf>,
    /// File whose first line is the password; only its owner may be able to read it
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "password_fd")]
    pub(crate) password_file: Option<PathBuf>,
    /// Open file descriptor whose first line is the password
    #[arg(long, global = true, value_name = "N")]
    pub(crate) password_fd: Option<u32>,
    /// Compute a password that costs unusually much memory or time without asking
    #[arg(long, global = true)]
    pub(crate) accept_cost: bool,
    /// Print one JSON document
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No messages, only results and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Whether to use colours; `NO_COLOR` is obeyed
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub(crate) color: When,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a vault and print its recovery key once
    Init {
        /// Make no recovery key: only the password opens the vault
        #[arg(long)]
        no_recovery_key: bool,
    },
    /// Add entries: from links, or from --issuer, --account and --secret -
    Add(AddArgs),
    /// Find every QR code in pictures, on the screen or on the clipboard
    Scan(ScanArgs),
    /// Import the files of other apps: entries, groups, notes, favourites
    #[command(after_long_help = import::help())]
    Import(ImportArgs),
    /// Export entries to a file that other apps read; asks for the password again
    #[command(after_long_help = export::help())]
    Export(ExportArgs),
    /// List entries, without codes
    List {
        /// What to look for; all entries without it
        query: Option<String>,
        /// Only entries with this tag
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
    },
    /// Look for entries, best first, and say why each was found
    Search {
        /// What to look for
        query: String,
        /// The most entries to give
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
    },
    /// Print the code of an entry
    Code(CodeArgs),
    /// Show one entry
    Show {
        #[command(flatten)]
        name: OneName,
        /// Show its secret and its link too; asks for the password again
        #[arg(long)]
        reveal: bool,
        /// Draw its QR code in the terminal
        #[arg(long, requires = "reveal", conflicts_with = "json")]
        qr: bool,
    },
    /// Change what is noted about an entry
    Edit(EditArgs),
    /// Name an entry: "issuer-account", or an account alone
    Rename {
        #[command(flatten)]
        name: OneName,
        /// Its new name
        new: String,
    },
    /// Add and remove tags of an entry
    Tag {
        #[command(flatten)]
        name: OneName,
        /// Tags to add
        #[arg(required_unless_present = "remove")]
        tags: Vec<String>,
        /// Tag to remove; may be given several times
        #[arg(long, value_name = "TAG")]
        remove: Vec<String>,
    },
    /// Pin an entry to the top of the list
    Pin {
        #[command(flatten)]
        name: OneName,
        /// Unpin it
        #[arg(long)]
        off: bool,
    },
    /// Find names that say too little or look alike, and propose better ones
    Names {
        /// Ids, names or parts of names [default: all entries]
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// Take the best hit of an ambiguous name
        #[arg(long)]
        first: bool,
        /// Give them the proposed names, in one change
        #[arg(long)]
        apply: bool,
    },
    /// Move entries to the trash
    Rm(SeveralNames),
    /// Look into the trash, take entries out, delete them for good
    #[command(subcommand)]
    Trash(TrashCommand),
    /// Take the last change back, or the one with this id
    Undo {
        /// Id of the change
        id: Option<String>,
    },
    /// Do again what was taken back last
    Redo,
    /// Keep the recovery codes of a site with its entry, under a passphrase of their own
    #[command(subcommand)]
    Recovery(RecoveryCommand),
    /// Draw QR codes for another device into files; asks for the password again
    Qr(QrArgs),
    /// Make backups, prove that they open, go back to one
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Change the password of the vault
    #[command(subcommand)]
    Password(PasswordCommand),
    /// Make or try the recovery key
    #[command(subcommand)]
    RecoveryKey(RecoveryKeyCommand),
    /// Remember this computer, so that commands run without the password for a while
    #[command(subcommand)]
    Remember(RememberCommand),
    /// Forget this computer now, so that the next command asks for the password
    Lock,
    /// Look at the files of the vault, without its password
    Doctor,
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Write the manual pages
    Man {
        /// Folder to write them into
        dir: PathBuf,
    },
}

/// An entry.
#[derive(Args)]
pub(crate) struct OneName {
    /// Its id, its name or a part of it
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Take the best hit of an ambiguous name
    #[arg(long)]
    pub(crate) first: bool,
}

/// Entries.
#[derive(Args)]
pub(crate) struct SeveralNames {
    /// Ids, names or parts of names
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,
    /// Take the best hit of an ambiguous name
    #[arg(long)]
    pub(crate) first: bool,
}

/// What to add.
#[derive(Args)]
pub(crate) struct AddArgs {
    /// otpauth links; `-` reads them from standard input, one a line. Other programs can see arguments while the
    /// command runs
    #[arg(value_name = "URI", required_unless_present = "secret", conflicts_with_all = ["secret", "issuer", "account", "kind", "algorithm", "digits", "period", "counter", "pin"])]
    pub(crate) uris: Vec<String>,
    /// Who asks for the code
    #[arg(long, value_name = "NAME")]
    pub(crate) issuer: Option<String>,
    /// Which account there
    #[arg(long, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// `-` reads the secret from standard input or asks for it
    #[arg(long, value_name = "-", value_parser = only_dash, allow_hyphen_values = true)]
    pub(crate) secret: Option<String>,
    /// How its codes are computed
    #[arg(long = "type", value_name = "TYPE", value_parser = ["totp", "hotp", "steam", "motp", "yandex"], default_value = "totp")]
    pub(crate) kind: String,
    /// The hash: SHA1, SHA256, SHA512 [default: the usual one of the type]
    #[arg(long, value_name = "NAME")]
    pub(crate) algorithm: Option<String>,
    /// Length of the code [default: the usual one of the type]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=10))]
    pub(crate) digits: Option<u8>,
    /// Seconds of a step [default: the usual ones of the type]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) period: Option<u32>,
    /// Counter of the next code
    #[arg(long, value_name = "N")]
    pub(crate) counter: Option<u64>,
    /// `-` reads the PIN of mOTP and Yandex, after the secret
    #[arg(long, value_name = "-", value_parser = only_dash, allow_hyphen_values = true)]
    pub(crate) pin: Option<String>,
    /// Tag of the new entries; may be given several times
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Vec<String>,
    /// Note of the new entries
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

fn only_dash(text: &str) -> Result<String, String> {
    if text == "-" {
        Ok(text.to_owned())
    } else {
        Err("give `-` and then type it or pipe it in: other programs can see arguments".to_owned())
    }
}

/// What to scan.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that is there or not")]
pub(crate) struct ScanArgs {
    /// Picture files: PNG, JPEG, WebP, BMP or GIF; of a folder every picture inside
    #[arg(value_name = "PICTURE", required_unless_present_any = ["clipboard", "screen"])]
    pub(crate) pictures: Vec<PathBuf>,
    /// Scan what all screens show now
    #[arg(long, conflicts_with_all = ["pictures", "clipboard"])]
    pub(crate) screen: bool,
    /// Scan the picture on the clipboard
    #[arg(long, conflicts_with = "pictures")]
    pub(crate) clipboard: bool,
    /// Add what is new to the vault
    #[arg(long, conflicts_with = "raw")]
    pub(crate) add: bool,
    /// Print the texts of the codes as they are, secrets included; needs no vault
    #[arg(long)]
    pub(crate) raw: bool,
    /// Tag of the new entries; may be given several times
    #[arg(long, value_name = "TAG", requires = "add")]
    pub(crate) tag: Vec<String>,
}

/// Which entries to draw, and where.
#[derive(Args)]
pub(crate) struct QrArgs {
    /// Entries; with --google all of them without it
    #[arg(value_name = "NAME", required_unless_present = "google")]
    pub(crate) names: Vec<String>,
    /// Take the best entry where a name may mean several
    #[arg(long)]
    pub(crate) first: bool,
    /// Draw them as Google Authenticator moves entries, up to ten in a picture
    #[arg(long)]
    pub(crate) google: bool,
    /// The picture, ending in .png or .svg, numbered where there are several; with --google a folder
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) out: PathBuf,
}

/// Which code.
#[derive(Args)]
pub(crate) struct CodeArgs {
    #[command(flatten)]
    pub(crate) name: OneName,
    /// The code after the current one
    #[arg(long, conflicts_with = "wait")]
    pub(crate) next: bool,
    /// Copy it instead of printing it: the code that will still be valid, as the settings say
    #[arg(long)]
    pub(crate) copy: bool,
    /// In the last seconds of a step wait for the new code
    #[arg(long)]
    pub(crate) wait: bool,
    /// The code of another time: RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", conflicts_with_all = ["copy", "wait"])]
    pub(crate) at: Option<String>,
}

/// What to change.
#[derive(Args)]
#[group(id = "changes", multiple = true)]
pub(crate) struct Changes {
    /// Who asks for the code
    #[arg(long, value_name = "NAME")]
    pub(crate) issuer: Option<String>,
    /// Which account there
    #[arg(long, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// Who signs in
    #[arg(long, value_name = "NAME")]
    pub(crate) login: Option<String>,
    /// The note; "" for none
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

/// Which entry to change, and how.
#[derive(Args)]
#[command(group(clap::ArgGroup::new("some").args(["issuer", "account", "login", "note"]).required(true).multiple(true)))]
pub(crate) struct EditArgs {
    #[command(flatten)]
    pub(crate) name: OneName,
    #[command(flatten)]
    pub(crate) changes: Changes,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
