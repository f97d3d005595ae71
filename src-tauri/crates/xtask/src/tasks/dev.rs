//! `cargo xtask dev`: the window with hot reload of the user interface and a rebuild on each change in Rust.

use anyhow::{Result, bail};

use crate::{
    display,
    need::{self, Work},
    shell, ui,
};

pub(crate) fn run() -> Result<()> {
    if !display::is_there() {
        bail!("there is no display here; `cargo xtask run` starts the window on a virtual one");
    }
    need::ensure(&[Work::Rust, Work::Ui])?;
    ui::ensure()?;
    shell::run(&mut ui::tauri(&["dev"])?)
}
