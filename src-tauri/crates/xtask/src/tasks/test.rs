//! `cargo xtask test`: everything that must hold before a change goes in.

use std::{
    env,
    fs::{self, DirBuilder},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    process::{self, Command},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result};

use super::lint;
use crate::{
    display::{self, VirtualDisplay},
    need::{self, Work},
    say, shell,
    steps::Steps,
    ui,
    window::{self, Profile},
};

pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::new();
    let ready = steps.take("what is needed", || {
        need::ensure(&[
            Work::Rust,
            Work::Ui,
            Work::Tools,
            Work::VirtualDisplay,
            Work::RustTests,
            Work::Browser,
            Work::SessionTests,
        ])?;
        ui::ensure()
    });
    if !ready {
        return steps.finish();
    }
    lint::steps(&mut steps);
    steps.take("user interface: unit tests", || ui::script("test"));
    let built = steps.take("user interface: build", || ui::script("build"));
    steps.take("user interface: browser tests", ui::browser_tests);
    // With the user interface inside, so that the window is compiled once for these tests and those in a session.
    let tested = built
        && steps.take("Rust tests", || {
            shell::run(&mut shell::cargo(["test", "--workspace", "--no-fail-fast", "--features", window::EMBEDDED]))
        });
    if built && tested {
        steps.take("command line in a desktop session", || {
            let session = Session::start()?;
            shell::run(&mut session.enter(&window::session_tests("session")))
        });
        steps.take("journeys in the real window", || {
            let session = Session::start()?;
            shell::run(&mut session.enter(&window::session_tests("window")))
        });
        steps.take("journeys of the window on its desktop", || {
            let session = Session::start()?;
            shell::run(&mut session.enter(&window::session_tests("desktop")))
        });
        steps.take("journeys in quick search", || {
            let session = Session::start()?;
            shell::run(&mut session.enter(&window::session_tests("quick")))
        });
        steps.take("journeys that look at the screen", || {
            let session = Session::on(display::LARGE)?;
            shell::run(&mut session.enter(&window::session_tests("scan")))
        });
    }
    steps.finish()
}

/// What the window's journeys and some tests of the command line stand in: a display and a session bus of its own, and
/// a home that is thrown away, so that no test ever comes near the vault or the keyring of the person who runs it.
pub(crate) struct Session {
    display: VirtualDisplay,
    home: PathBuf,
    driver: PathBuf,
}

impl Session {
    pub(crate) fn start() -> Result<Self> {
        Self::on(display::USUAL)
    }

    /// One with a display of this size.
    fn on(size: &str) -> Result<Self> {
        need::ensure(&[Work::SessionTests])?;
        let driver = shell::find("WebKitWebDriver").context("WebKitWebDriver is not in PATH")?;
        // In the system's folder for short-lived files and not under target/: sockets need a short path.
        let home = env::temp_dir().join(format!("watchword-test-{}", process::id()));
        for folder in ["", "runtime", "data", "config", "cache"] {
            let path = home.join(folder);
            DirBuilder::new().mode(0o700).create(&path).with_context(|| path.display().to_string())?;
        }
        Ok(Self { display: VirtualDisplay::start(size)?, home, driver })
    }

    /// The same command, inside the session.
    pub(crate) fn enter(&self, command: &Command) -> Command {
        let mut inside = shell::program("dbus-run-session", ["--"]);
        inside.arg(command.get_program()).args(command.get_args());
        self.display
            .enter(&mut inside)
            .env("XDG_RUNTIME_DIR", self.home.join("runtime"))
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_WEB_DRIVER", &self.driver)
            .env("WATCHWORD_TEST_APP", absolute(&window::program(Profile::Quick)));
        inside
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Services of the session that ended may hold a mount in it for a moment longer.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.home).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(250));
        }
        say::problem(&format!("{} is left over", self.home.display()));
    }
}

/// Tests run in the folder of their package: a relative path would not reach the program.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
