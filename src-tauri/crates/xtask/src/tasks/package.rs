//! `cargo xtask package`: the .deb with the window, and the command line beside it.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    need::{self, Work},
    say, shell, ui,
};

const BUNDLES: &str = "target/release/bundle/deb";
const COMMAND_LINE: &str = "target/release/watchword";

pub(crate) fn run() -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui, Work::Package])?;
    ui::ensure()?;
    // A package of an older version must not be taken for this one's.
    if Path::new(BUNDLES).exists() {
        fs::remove_dir_all(BUNDLES).context(BUNDLES)?;
    }
    shell::run(&mut shell::cargo(["build", "--release", "--package", "watchword-cli"]))?;
    // The build of ui/ is tauri's `beforeBuildCommand`.
    shell::run(&mut ui::tauri(&["build", "--bundles", "deb"])?)?;

    let files = fs::read_dir(BUNDLES).context(BUNDLES)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    let packages: Vec<_> = files.iter().filter(|file| file.extension() == Some(OsStr::new("deb"))).collect();
    if packages.is_empty() {
        bail!("no package in {BUNDLES}");
    }
    for file in packages.into_iter().map(PathBuf::as_path).chain([Path::new(COMMAND_LINE)]) {
        let size = fs::metadata(file).with_context(|| file.display().to_string())?.len();
        say::note(&format!("{} ({} kB)", file.display(), size / 1000));
    }
    Ok(())
}
