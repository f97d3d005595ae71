//! What the tasks need from the machine, in one table, and how it gets there.
//!
//! A need is met when its proof is there, however it was installed; only what is missing is asked of apt. On a
//! system without apt the missing packages are named, by their Debian names, and the task stops.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context as _, Result, bail};

use crate::{say, shell};

/// What a task does that needs something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Work {
    /// Compile the Rust code, window included.
    Rust,
    /// Build and check the user interface.
    Ui,
    /// Fetch and run the linters of `tools.txt`.
    Tools,
    /// Show a window where there is no display, and look at it.
    VirtualDisplay,
    /// Run the Rust tests.
    RustTests,
    /// Run the user interface's tests in a browser.
    Browser,
    /// Drive the real window, and the command line, in a desktop session of their own.
    SessionTests,
    /// Make a .deb.
    Package,
}

struct Need {
    work: Work,
    package: &'static str,
    proof: Proof,
    why: &'static str,
}

/// How to see that a need is met.
enum Proof {
    /// One of these programs is in `PATH`.
    Program(&'static [&'static str]),
    /// pkg-config knows the library.
    Library(&'static str),
    /// One of these files or folders exists.
    Path(&'static [&'static str]),
    /// The command ends well.
    Works(&'static str, [&'static str; 2]),
}

use Proof::{Library, Path as At, Program, Works};
use Work::{Browser, Package, Rust, RustTests, SessionTests, Tools, Ui, VirtualDisplay};

/// Browsers that the tests of the user interface can run in, by their programs.
pub(crate) const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// The Python that the system's packages install their modules for; another may come first in `PATH`.
const SYSTEM_PYTHON: &str = "/usr/bin/python3";

/// Where Debian keeps the library that the window loads for its icon in the tray.
const APP_INDICATORS: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu/libayatana-appindicator3.so.1",
    "/usr/lib/aarch64-linux-gnu/libayatana-appindicator3.so.1",
];

#[rustfmt::skip]
const NEEDS: &[Need] = &[
    Need { work: Rust, package: "build-essential", proof: Program(&["cc"]), why: "the linker" },
    Need { work: Rust, package: "pkg-config", proof: Program(&["pkg-config"]), why: "finds the libraries below" },
    Need { work: Rust, package: "libwebkit2gtk-4.1-dev", proof: Library("webkit2gtk-4.1"), why: "the web view, with GTK 3" },
    Need { work: Ui, package: "nodejs", proof: Program(&["node"]), why: "Vite and the checks" },
    Need { work: Ui, package: "npm", proof: Program(&["npm"]), why: "installs what ui/package-lock.json names" },
    Need { work: Tools, package: "python3-venv", proof: Works("python3", ["-c", "import ensurepip"]), why: "a place for the linters" },
    Need { work: Tools, package: "git", proof: Program(&["git"]), why: "tells which files are the project's" },
    Need { work: VirtualDisplay, package: "xvfb", proof: Program(&["Xvfb"]), why: "the display" },
    Need { work: VirtualDisplay, package: "openbox", proof: Program(&["openbox"]), why: "focus and window size, as on a desktop" },
    Need { work: VirtualDisplay, package: "imagemagick", proof: Program(&["import"]), why: "the picture of the display" },
    Need { work: VirtualDisplay, package: "xdotool", proof: Program(&["xdotool"]), why: "tells when the window is there" },
    Need { work: VirtualDisplay, package: "fonts-dejavu-core", proof: At(&["/usr/share/fonts", "/usr/local/share/fonts"]), why: "letters where no font is installed" },
    Need { work: RustTests, package: "python3", proof: Program(&["python3"]), why: "the second reader of the vault file" },
    Need { work: RustTests, package: "oathtool", proof: Program(&["oathtool"]), why: "a second opinion on codes" },
    Need { work: RustTests, package: "python3-cryptography", proof: Works(SYSTEM_PYTHON, ["-c", "import cryptography"]), why: "a second reader of what is written for other programs" },
    Need { work: RustTests, package: "python3-nacl", proof: Works(SYSTEM_PYTHON, ["-c", "import nacl"]), why: "the same, with libsodium's own stream" },
    Need { work: RustTests, package: "age", proof: Program(&["age"]), why: "opens our age files" },
    Need { work: RustTests, package: "dbus-daemon", proof: Program(&["dbus-daemon"]), why: "a message bus for the tests of session signals" },
    Need { work: Browser, package: "chromium", proof: Program(BROWSERS), why: "the browser tests" },
    Need { work: SessionTests, package: "webkit2gtk-driver", proof: Program(&["WebKitWebDriver"]), why: "drives the web view" },
    Need { work: SessionTests, package: "dbus", proof: Program(&["dbus-run-session"]), why: "a session bus of its own" },
    Need { work: SessionTests, package: "gnome-keyring", proof: Program(&["gnome-keyring-daemon"]), why: "a keyring for \"remember on this computer\"" },
    Need { work: SessionTests, package: "xclip", proof: Program(&["xclip"]), why: "reads and fills the clipboard from outside" },
    Need { work: SessionTests, package: "imagemagick", proof: Program(&["display"]), why: "shows a QR code on the screen" },
    Need { work: SessionTests, package: "python3-gi", proof: Works(SYSTEM_PYTHON, ["-c", "import gi"]), why: "the window that a file is dragged from" },
    Need { work: SessionTests, package: "gir1.2-gtk-3.0", proof: Works(SYSTEM_PYTHON, ["-c", "from gi import require_version as r; r('Gtk', '3.0')"]), why: "the same" },
    Need { work: SessionTests, package: "libayatana-appindicator3-1", proof: At(APP_INDICATORS), why: "the icon in the tray" },
    Need { work: SessionTests, package: "xdg-utils", proof: Program(&["xdg-mime"]), why: "who opens links" },
    Need { work: Package, package: "libayatana-appindicator3-dev", proof: Library("ayatana-appindicator3-0.1"), why: "which tray library the package depends on" },
    Need { work: Package, package: "file", proof: Program(&["file"]), why: "the bundler looks at what it packs" },
];

/// Makes sure that everything these kinds of work need is installed.
///
/// # Errors
/// When something is missing that cannot be installed here: the message names the packages.
pub(crate) fn ensure(works: &[Work]) -> Result<()> {
    let needs = || NEEDS.iter().filter(|need| works.contains(&need.work));
    let missing: Vec<&Need> = needs().filter(|need| !need.proof.holds()).collect();
    if !missing.is_empty() {
        for need in &missing {
            say::note(&format!("missing: {} ({})", need.package, need.why));
        }
        let packages: BTreeSet<&str> = missing.iter().map(|need| need.package).collect();
        let packages: Vec<&str> = packages.into_iter().collect();
        install(&packages)?;
        if let Some(need) = missing.iter().find(|need| !need.proof.holds()) {
            bail!("{} is installed, yet what it is for ({}) is not found", need.package, need.why);
        }
    }
    if works.contains(&Ui) {
        check_node()?;
    }
    Ok(())
}

impl Proof {
    fn holds(&self) -> bool {
        match self {
            Program(names) => names.iter().any(|name| shell::find(name).is_some()),
            Library(name) => shell::succeeds(&mut shell::program("pkg-config", ["--exists", name])),
            At(paths) => paths.iter().any(|path| Path::new(path).exists()),
            Works(name, arguments) => shell::succeeds(&mut shell::program(name, *arguments)),
        }
    }
}

fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if shell::find("apt-get").is_none() {
        bail!("install what is missing, then start again. On Debian and Ubuntu the packages are: {names}");
    }
    let root = String::from_utf8(shell::read(&mut shell::program("id", ["-u"]))?)?.trim() == "0";
    if !root && shell::find("sudo").is_none() {
        bail!("cannot install without sudo. As root: apt-get install {names}");
    }
    say::note(&format!("installing {names}"));
    let apt = |arguments: &[&str]| {
        let mut command = if root {
            shell::program("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        } else {
            shell::program("sudo", ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        };
        shell::run(command.args(["-q", "-y"]).args(arguments))
    };
    apt(&["update"])?;
    apt(&[&["install", "--no-install-recommends"], packages].concat())
        .with_context(|| format!("could not install {names}"))
}

/// Vite's own bounds: Node 20 from 20.19, or 22.12 and newer.
fn check_node() -> Result<()> {
    let version = String::from_utf8(shell::read(&mut shell::program("node", ["--version"]))?)?;
    let version = version.trim();
    if !node_is_enough(version) {
        bail!("Node {version} cannot build the user interface: it takes 20.19 or newer in line 20, or 22.12 and newer");
    }
    Ok(())
}

fn node_is_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    match (parts.next(), parts.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), _) => major > 22,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.1"] {
            assert!(node_is_enough(good), "{good}");
        }
        for bad in ["v18.20.4", "v20.18.9", "v21.7.0", "v22.11.0", "", "node"] {
            assert!(!node_is_enough(bad), "{bad}");
        }
    }

    #[test]
    fn a_proof_holds_only_where_the_thing_is() {
        assert!(Program(&["watchword-no-such-program", "sh"]).holds());
        assert!(!Program(&["watchword-no-such-program"]).holds());
        assert!(At(&["/watchword-no-such-folder", "/"]).holds());
        assert!(!Works("sh", ["-c", "exit 1"]).holds());
    }
}
