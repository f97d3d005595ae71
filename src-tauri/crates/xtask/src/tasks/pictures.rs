//! `cargo xtask pictures`: takes `docs/pictures/*.png` from the real window.

use anyhow::Result;

use super::test::Session;
use crate::{
    need::{self, Work},
    shell, ui, window,
};

/// The journey that takes the pictures: `tests/pictures.rs`.
const JOURNEY: &str = "pictures";

pub(crate) fn run() -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui, Work::SessionTests])?;
    ui::ensure()?;
    ui::script("build")?;
    let session = Session::start()?;
    shell::run(&mut session.enter(&window::session_tests(JOURNEY)))
}
