//! What can be typed after `export`.

use super::NewPassword;
use clap::Args;
use std::path::PathBuf;
use watchword_service::export::export_formats;

/// What to export.
#[derive(Args)]
pub(crate) struct ExportArgs {
    /// The format; `--help` lists them
    #[arg(long, value_name = "F")]
    pub(crate) format: String,
    /// File to write, or the folder where a format comes in parts; never overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Only entries that this query finds [default: all entries]
    #[arg(long, value_name = "Q")]
    pub(crate) query: Option<String>,
    /// Write the secrets so that whoever finds the file can read them
    #[arg(long)]
    pub(crate) plaintext: bool,
    #[command(flatten)]
    pub(crate) new: NewPassword,
}

/// The formats that are written.
pub(super) fn help() -> String {
    let line = |format: &watchword_service::export::ExportFormat| {
        let plain = if format.is_encrypted { "" } else { ", needs --plaintext" };
        format!("  {:<24} {}{plain}", format.id, format.app)
    };
    let formats: Vec<String> = export_formats().iter().map(line).collect();
    format!("Formats that are written:\n{}", formats.join("\n"))
}
