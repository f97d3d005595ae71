//! The user interface, through the npm scripts of `ui/package.json`.

use std::{fs, path::Path, process::Command, time::SystemTime};

use anyhow::{Context as _, Result, bail};

use crate::{
    need::{self, Work},
    say, shell,
};

/// Makes sure that the packages named in `ui/package-lock.json` are installed, without running their scripts.
pub(crate) fn ensure() -> Result<()> {
    need::ensure(&[Work::Ui])?;
    // npm writes this file last, so a broken installation never looks finished.
    if newer("ui/package-lock.json", "ui/node_modules/.package-lock.json") {
        shell::run(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).env("npm_config_engine_strict", "true"))?;
    }
    Ok(())
}

/// Runs one script of `ui/package.json`.
pub(crate) fn script(name: &str) -> Result<()> {
    shell::run(&mut npm(["run", name]))
}

/// Runs the tests in a browser. `CHROMIUM` tells them which.
pub(crate) fn browser_tests() -> Result<()> {
    need::ensure(&[Work::Browser])?;
    let browser = need::BROWSERS.iter().find_map(|name| shell::find(name)).context("no browser in PATH")?;
    shell::run(npm(["run", "test:browser"]).env("CHROMIUM", browser))
}

/// The Tauri command line, started from the top, where `tauri.conf.json` is.
///
/// # Errors
/// When it is not among the installed packages.
pub(crate) fn tauri(arguments: &[&str]) -> Result<Command> {
    const TAURI: &str = "ui/node_modules/.bin/tauri";
    if !Path::new(TAURI).exists() {
        bail!("{TAURI} is not there: ui/package.json must name @tauri-apps/cli");
    }
    let mut command = Command::new(TAURI);
    command.args(arguments);
    Ok(command)
}

fn npm<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = shell::program("npm", arguments);
    command.current_dir("ui").env("npm_config_update_notifier", "false");
    command
}

/// Whether `source` was written after `result`, or `result` is not there.
fn newer(source: &str, result: &str) -> bool {
    let written = |path: &str| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    match (written(source), written(result)) {
        (Some(source), Some(result)) => source > result,
        (_, None) => true,
        (None, Some(_)) => {
            say::note(&format!("{source} is not there"));
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_result_is_older_than_any_source() {
        assert!(newer("Cargo.toml", "no-such-file"));
        assert!(!newer("Cargo.toml", "Cargo.toml"));
    }
}
