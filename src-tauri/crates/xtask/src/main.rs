//! The project's own tasks: `cargo xtask <task>`.
//!
//! Each task looks for what it needs before it starts and installs what is missing, so that a fresh clone on a
//! fresh machine needs one command. A task is one file under `tasks/`; what a task may need is one table in
//! [`need`]. Nothing here is part of the product.

mod display;
mod need;
mod say;
mod shell;
mod steps;
mod tasks;
mod tools;
mod ui;
mod window;

use std::{env, path::Path, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

/// The project's own tasks.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the window and start it; with no display, start it on a virtual one and save a picture of it.
    Run(tasks::run::Options),
    /// Lint, then run every test: Rust, user interface, browser, real window.
    Test,
    /// Formatting, clippy, the rules of the repository, licences, spelling, the user interface's own checks.
    Lint,
    /// Start the window with hot reload of the user interface.
    Dev,
    /// Run the benchmarks.
    Bench(tasks::bench::Options),
    /// Build what is given to people: the .deb and the command line.
    Package,
    /// Take the pictures in docs/pictures from the real window.
    Pictures(tasks::pictures::Options),
    /// Measure how many QR codes are found in drawn pictures, and how quickly.
    PicturesQr(tasks::pictures_qr::Options),
    /// Measure how quick and how quiet the released window is.
    Figures(tasks::pictures::Options),
    /// Write ui/src/ipc/bindings.ts from the window's commands.
    Bindings,
    /// Damage files of other programs and pictures at random, and read them.
    Fuzz(tasks::fuzz::Options),
    /// Look for known vulnerabilities in the libraries (fetches the RustSec database).
    Audit,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::problem(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").canonicalize().context("the project has moved")?;
    env::set_current_dir(&top).with_context(|| format!("cannot enter {}", top.display()))?;
    match task {
        Task::Run(options) => tasks::run::run(options),
        Task::Test => tasks::test::run(),
        Task::Lint => tasks::lint::run(),
        Task::Dev => tasks::dev::run(),
        Task::Bench(options) => tasks::bench::run(options),
        Task::Package => tasks::package::run(),
        Task::Pictures(options) => tasks::pictures::run(options),
        Task::PicturesQr(options) => tasks::pictures_qr::run(options),
        Task::Figures(options) => tasks::figures::run(options),
        Task::Bindings => tasks::bindings::run(),
        Task::Fuzz(options) => tasks::fuzz::run(options),
        Task::Audit => tasks::audit::run(),
    }
}
