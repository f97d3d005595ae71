//! Building the window with the user interface inside.

use std::{env, path::PathBuf, process::Command};

use anyhow::Result;

use crate::shell;

/// The feature that embeds `ui/dist` in the window, by its name in the whole workspace.
pub(crate) const EMBEDDED: &str = "watchword-app/custom-protocol";
/// The feature that compiles the journeys in the real window.
pub(crate) const JOURNEYS: &str = "watchword-app/window-tests";

/// How the window is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Quick,
    Release,
}

/// Compiles the window; `ui/dist` must be there. Returns the program.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let mut command = shell::cargo(["build", "--package", "watchword-app", "--features", EMBEDDED]);
    if profile == Profile::Release {
        command.arg("--release");
    }
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

/// `cargo test` on the journeys named, with the features they need. The whole workspace is named so that the
/// libraries keep the features they have in the other tests: nothing is compiled twice.
pub(crate) fn journeys(test: &str) -> Command {
    let mut command = shell::cargo(["test", "--workspace", "--features", EMBEDDED, "--features", JOURNEYS]);
    command.args(["--test", test]);
    command
}
