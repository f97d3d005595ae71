//! What can be typed after `import`.

use super::SourcePassword;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use watchword_service::intake::known_formats;

/// What to import.
#[derive(Args)]
pub(crate) struct ImportArgs {
    /// Files of other apps, exports of sign-in codes or backups; what they are is told by their content
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Read them as this format only; `--help` lists the formats
    #[arg(long, value_name = "F")]
    pub(crate) format: Option<String>,
    /// Only say what is in the files and what importing them would do
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Show the secrets too; needs no vault
    #[arg(long, requires = "dry_run")]
    pub(crate) reveal: bool,
    /// What to do where a name exists with another secret or other settings [default: leave the row out]
    #[arg(long, value_name = "ANSWER", value_enum)]
    pub(crate) on_conflict: Option<OnConflict>,
    /// File to write the receipt to, without secrets; never overwritten
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    pub(crate) receipt: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) source: SourcePassword,
    /// Key file that opens the file together with its password
    #[arg(long, value_name = "FILE")]
    pub(crate) source_key_file: Option<PathBuf>,
}

/// What to do where a name exists with another secret or other settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnConflict {
    /// Keep both entries under the same name.
    KeepBoth,
    /// Leave the row out.
    Skip,
    /// Take the row's secret; the entry's own stays in its history.
    Replace,
}

/// The apps and formats that are read.
pub(super) fn help() -> String {
    let formats: Vec<String> = known_formats().iter().map(|(format, app)| format!("  {format:<24} {app}")).collect();
    format!("Formats that are read:\n{}", formats.join("\n"))
}
