//! `cargo xtask figures`: how quick and how quiet the released window is.

use anyhow::Result;

use super::{pictures::Options, test::Session};
use crate::{
    need::{self, Work},
    shell, ui,
    window::{self, Profile},
};

/// The measurements: `tests/figures.rs`.
const MEASUREMENTS: &str = "figures";

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui, Work::SessionTests])?;
    ui::ensure()?;
    ui::script("build")?;
    let program = window::build(Profile::Release)?.canonicalize()?;
    let session = Session::start()?;
    let mut tests = window::session_tests(MEASUREMENTS);
    tests.arg("--nocapture").args(&options.only);
    shell::run(session.enter(&tests).env("WATCHWORD_TEST_APP", program))
}
