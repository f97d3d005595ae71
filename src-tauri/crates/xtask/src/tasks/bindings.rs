//! `cargo xtask bindings`: writes `ui/src/ipc/bindings.ts` from the window's commands and types.

use anyhow::Result;

use crate::{
    need::{self, Work},
    shell,
};

pub(crate) fn run() -> Result<()> {
    need::ensure(&[Work::Rust])?;
    // The test that compares the file in every run writes it when this is set.
    let mut test = shell::cargo(["test", "--package", "watchword-app", "--lib", "bindings"]);
    shell::run(test.env("WATCHWORD_WRITE_BINDINGS", "1"))
}
