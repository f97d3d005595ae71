//! `cargo xtask pictures`: takes `docs/pictures/*.png` from the real window.

use anyhow::Result;
use clap::Args;

use super::test::Session;
use crate::{
    need::{self, Work},
    shell, ui, window,
};

/// The journey that takes the pictures: `tests/pictures.rs`.
const JOURNEY: &str = "pictures";

#[derive(Args)]
pub(crate) struct Options {
    /// Only the tests whose name holds this.
    pub(super) only: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui, Work::SessionTests])?;
    ui::ensure()?;
    ui::script("build")?;
    let session = Session::start()?;
    let mut tests = window::session_tests(JOURNEY);
    tests.args(&options.only);
    shell::run(&mut session.enter(&tests))
}
