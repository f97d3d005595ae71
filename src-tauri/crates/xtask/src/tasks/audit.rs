//! `cargo xtask audit`: known vulnerabilities and abandoned libraries, by the RustSec database.
//!
//! A task of its own because it fetches the database: what it says changes without a change in the project, so
//! it belongs before a release and in a weekly run, not in every test.

use anyhow::Result;

use crate::{shell, tools};

pub(crate) fn run() -> Result<()> {
    tools::ensure()?;
    shell::run(&mut shell::program(tools::path("cargo-deny"), ["--workspace", "--all-features", "check", "advisories"]))
}
