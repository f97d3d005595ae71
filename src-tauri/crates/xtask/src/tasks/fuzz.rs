//! `cargo xtask fuzz`: damages the test files of other programs' formats, and pictures, at random and reads them.

use anyhow::Result;
use clap::Args;

use crate::{
    need::{self, Work},
    shell,
};

#[derive(Args)]
pub(crate) struct Options {
    /// A minute for each kind of file instead of ten.
    #[arg(long)]
    short: bool,
    /// So many seconds for each kind of file.
    #[arg(long, conflicts_with = "short")]
    seconds: Option<u32>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust])?;
    let seconds = options.seconds.unwrap_or(if options.short { 60 } else { 600 }).to_string();
    // Not the release: what overflows or is asserted has to show.
    for package in ["watchword-foreign", "watchword-picture"] {
        shell::run(&mut shell::cargo(["run", "--package", package, "--example", "fuzz", "--", &seconds]))?;
    }
    Ok(())
}
