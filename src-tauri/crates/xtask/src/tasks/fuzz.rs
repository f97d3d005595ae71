//! `cargo xtask fuzz`: damages the test files of other programs' formats at random and reads them.

use anyhow::Result;
use clap::Args;

use crate::{
    need::{self, Work},
    shell,
};

#[derive(Args)]
pub(crate) struct Options {
    /// A second for each format instead of a minute.
    #[arg(long)]
    short: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust])?;
    let seconds = if options.short { "1" } else { "60" };
    // Not the release: what overflows or is asserted has to show.
    shell::run(&mut shell::cargo(["run", "--package", "watchword-foreign", "--example", "fuzz", "--", seconds]))
}
