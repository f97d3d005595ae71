//! The linters that are programs of their own: `tools.txt`, installed into `target/tools`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use crate::{need, shell};

const LIST: &str = "src-tauri/crates/xtask/tools.txt";
const PLACE: &str = "target/tools";

/// Installs the tools unless the list is the one installed last.
pub(crate) fn ensure() -> Result<()> {
    need::ensure(&[need::Work::Tools])?;
    let wanted = fs::read(LIST).context(LIST)?;
    let stamp = Path::new(PLACE).join("tools.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    shell::run(&mut shell::program("python3", ["-m", "venv", "--clear", PLACE]))?;
    shell::run(shell::program(path("pip"), ["install", "--quiet", "--disable-pip-version-check"]).args([
        "--require-hashes",
        "--only-binary=:all:",
        "--requirement",
        LIST,
    ]))?;
    fs::write(&stamp, wanted).with_context(|| stamp.display().to_string())
}

/// Where a tool of the list stands.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(PLACE).join("bin").join(name)
}
