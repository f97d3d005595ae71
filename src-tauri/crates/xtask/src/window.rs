//! Building the window with the user interface inside.

use std::{env, path::PathBuf, process::Command};

use anyhow::Result;

use crate::shell;

/// The feature that embeds `ui/dist` in the window, by its name in the whole workspace.
pub(crate) const EMBEDDED: &str = "watchword-app/custom-protocol";

/// How the window is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Quick,
    Release,
}

/// Compiles the window; `ui/dist` must be there. Returns the program.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let mut command = shell::cargo(["build", "--bin", "watchword-app", "--features", EMBEDDED]);
    match profile {
        // The whole workspace is named for the sake of the features: see `session_tests`.
        Profile::Quick => command.arg("--workspace"),
        Profile::Release => command.args(["--package", "watchword-app", "--release"]),
    };
    shell::run(&mut command)?;
    Ok(program(profile))
}

/// Where the window's program stands once it is built.
pub(crate) fn program(profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Quick => "debug",
        Profile::Release => "release",
    };
    target().join(folder).join("watchword-app")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// `cargo test` on tests that run in a [`Session`](crate::tasks::test::Session) only, which a plain `cargo test` leaves
/// out. The whole workspace is named so that the libraries keep the features they have in the other tests: nothing is
/// compiled twice. They share one display and one driver, so they run one after the other.
pub(crate) fn session_tests(name: &str) -> Command {
    let mut command = shell::cargo(["test", "--workspace", "--features", EMBEDDED]);
    command.args(["--test", name, "--", "--test-threads", "1"]);
    command
}
