//! `cargo xtask run`: builds the window and starts it.

use std::{
    io::{self, IsTerminal as _},
    path::Path,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::{
    display::{self, VirtualDisplay},
    need::{self, Work},
    say, shell, ui,
    window::{self, Profile},
};

const PICTURE: &str = "target/watchword.png";

#[derive(Args)]
pub(crate) struct Options {
    /// Compile as for a release: minutes instead of seconds.
    #[arg(long)]
    release: bool,
    /// Arguments for the window.
    #[arg(last = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui])?;
    ui::ensure()?;
    ui::script("build")?;
    let program = window::build(if options.release { Profile::Release } else { Profile::Quick })?;
    let mut command = shell::program(program, []);
    command.args(&options.arguments);
    if display::is_there() {
        return shell::run(&mut command);
    }

    let display = VirtualDisplay::start(display::USUAL)?;
    let waits = io::stdin().is_terminal();
    let end = if waits { "ends with the window" } else { "ends after the picture" };
    say::note(&format!(
        "no display here: the window is on a virtual one, its picture goes to {PICTURE}, this task {end}"
    ));
    let mut window = display.enter(&mut command).spawn().context("cannot start the window")?;
    let result = display.picture(&mut window, Path::new(PICTURE), Duration::from_secs(30));
    if result.is_ok() && waits {
        say::note(&format!("{PICTURE} is there; end with Ctrl+C"));
        let status = window.wait()?;
        if !status.success() {
            bail!("the window ended badly ({status})");
        }
        return Ok(());
    }
    // Nothing to do when it has ended by itself: that is the error told below.
    if window.try_wait()?.is_none() {
        window.kill()?;
        window.wait()?;
    }
    result?;
    say::note(&format!("{PICTURE} is there"));
    Ok(())
}
