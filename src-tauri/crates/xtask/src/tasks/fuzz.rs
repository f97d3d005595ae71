//! `cargo xtask fuzz`: damages the test files of other programs' formats, and pictures, at random and reads them.

use anyhow::Result;
use clap::Args;

use crate::{
    need::{self, Work},
    shell,
};

#[derive(Args)]
pub(crate) struct Options {
    /// A second for each kind of file instead of a minute.
    #[arg(long)]
    short: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust])?;
    let seconds = if options.short { "1" } else { "60" };
    // Not the release: what overflows or is asserted has to show.
    for package in ["watchword-foreign", "watchword-picture"] {
        shell::run(&mut shell::cargo(["run", "--package", package, "--example", "fuzz", "--", seconds]))?;
    }
    Ok(())
}
