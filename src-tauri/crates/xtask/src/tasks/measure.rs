//! `cargo xtask measure`: how long quick search takes from its key to its first sight, on this machine.

use anyhow::Result;

use super::test::Session;
use crate::{
    need::{self, Work},
    shell, ui, window,
};

pub(crate) fn run() -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui, Work::SessionTests])?;
    ui::ensure()?;
    ui::script("build")?;
    let session = Session::start()?;
    shell::run(session.enter(&window::session_tests("speed")).args(["--nocapture"]))
}
