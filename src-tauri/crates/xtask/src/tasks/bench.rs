//! `cargo xtask bench`: the benchmarks of all crates.

use anyhow::Result;
use clap::Args;

use crate::{
    need::{self, Work},
    shell,
};

#[derive(Args)]
pub(crate) struct Options {
    /// Only the benchmarks whose name holds this.
    name: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust])?;
    shell::run(shell::cargo(["bench", "--workspace", "--benches"]).args(["--"]).args(&options.name))
}
