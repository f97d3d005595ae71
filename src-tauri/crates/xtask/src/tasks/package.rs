//! `cargo xtask package`: the .deb with the window, and the command line beside it.

use std::{ffi::OsStr, fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{
    need::{self, Work},
    say, shell, ui, window,
};

pub(crate) fn run() -> Result<()> {
    need::ensure(&[Work::Rust, Work::Ui, Work::Package])?;
    ui::ensure()?;
    let release = window::target().join("release");
    let bundles = release.join("bundle/deb");
    // A package of an older version must not be taken for this one's.
    if bundles.exists() {
        fs::remove_dir_all(&bundles).with_context(|| bundles.display().to_string())?;
    }
    shell::run(&mut shell::cargo(["build", "--release", "--package", "watchword-cli"]))?;
    // The build of ui/ is tauri's `beforeBuildCommand`.
    shell::run(&mut ui::tauri(&["build", "--bundles", "deb"])?)?;

    let mut files = fs::read_dir(&bundles)
        .with_context(|| bundles.display().to_string())?
        .map(|file| Ok(file?.path()))
        .collect::<Result<Vec<PathBuf>>>()?;
    files.retain(|file| file.extension() == Some(OsStr::new("deb")));
    if files.is_empty() {
        bail!("no package in {}", bundles.display());
    }
    files.push(release.join("watchword"));
    for file in files {
        let size = fs::metadata(&file).with_context(|| file.display().to_string())?.len();
        say::note(&format!("{} ({} kB)", file.display(), size / 1000));
    }
    Ok(())
}
