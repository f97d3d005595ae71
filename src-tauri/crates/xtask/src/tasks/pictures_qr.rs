//! `cargo xtask pictures-qr`: how many QR codes are found in drawn pictures, and how long that takes.

use anyhow::Result;
use clap::Args;

use crate::{
    need::{self, Work},
    shell,
};

#[derive(Args)]
pub(crate) struct Options {
    /// The first seed. Those below 100000 are for tuning, the others for reporting.
    #[arg(long, default_value_t = 100_000)]
    first: u64,
    /// How many pictures of each category.
    #[arg(long, default_value_t = 25)]
    count: u64,
    /// `screens`, `hostile` or the name of one category.
    #[arg(default_value = "screens")]
    kind: String,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust])?;
    let (first, last) = (options.first.to_string(), (options.first + options.count).to_string());
    let measure = ["run", "--profile", "bench", "-p", "watchword-picture", "--example", "measure", "--"];
    shell::run(shell::cargo(measure).args([&first, &last, &options.kind]))
}
