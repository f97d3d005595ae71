//! `cargo xtask lint`: what can be seen without running the product.

use anyhow::Result;

use super::tidy;
use crate::{
    need::{self, Work},
    shell,
    steps::Steps,
    tools, ui,
};

pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::new();
    let ready = steps.take("what is needed", || {
        need::ensure(&[Work::Rust, Work::Ui, Work::Tools])?;
        ui::ensure()
    });
    if ready {
        self::steps(&mut steps);
    }
    steps.finish()
}

/// The steps of linting, quickest first, for `lint` and `test`.
pub(crate) fn steps(steps: &mut Steps) {
    steps.take("rules of the repository", tidy::check);
    steps.take("formatting", || shell::run(&mut shell::cargo(["fmt", "--all", "--check"])));
    if steps.take("linters", tools::ensure) {
        steps.take("spelling", || shell::run(&mut shell::program(tools::path("typos"), [])));
        steps.take("licences and sources", || {
            let mut deny = shell::program(tools::path("cargo-deny"), ["--workspace", "--all-features", "check"]);
            shell::run(deny.args(["bans", "licenses", "sources"]))
        });
    }
    steps.take("user interface: lint", || ui::script("lint"));
    steps.take("user interface: types", || ui::script("check"));
    // The tests that a plain `cargo test` leaves out are no part of `--all-targets` either.
    for (name, targets) in [("clippy", "--all-targets"), ("clippy on the session's tests", "--test=*")] {
        steps.take(name, || shell::run(&mut shell::cargo(["clippy", "--workspace", targets, "--", "-D", "warnings"])));
    }
}
