//! How long `watchword code NAME` takes, the whole process, while this computer is remembered: 500 entries, 20 runs.
//!
//! `cargo bench -p watchword-cli` runs it inside a D-Bus session of its own with a keyring of its own, so that it
//! measures the same on every machine and touches nothing of the person's. It needs `dbus-run-session` and
//! `gnome-keyring-daemon`, and says so where they are missing.

use std::fs::OpenOptions;
use std::io::{Error, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use watchword_secret::SecretText;
use watchword_service::{Failure, KdfParams, Profile};

const ENTRIES: usize = 500;
const RUNS: usize = 20;
const PASSWORD: &str = "correct horse battery";
/// Set for the run inside the private session.
const INSIDE: &str = "WATCHWORD_BENCH_FOLDER";

fn main() -> Result<(), Error> {
    if let Some(folder) = std::env::var_os(INSIDE) {
        return measure(Path::new(&folder));
    }
    let folder = tempfile::tempdir()?;
    std::fs::DirBuilder::new().mode(0o700).create(folder.path().join("run"))?;
    let started = Command::new("dbus-run-session")
        .arg("--")
        .arg(std::env::current_exe()?)
        .env(INSIDE, folder.path())
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path().join("data"))
        .env("XDG_RUNTIME_DIR", folder.path().join("run"))
        .env("WATCHWORD_VAULT", folder.path().join("vault"))
        .status();
    match started {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::other(format!("the measurement ended with {status}"))),
        Err(error) => Err(Error::other(format!("dbus-run-session: {error}"))),
    }
}

fn measure(folder: &Path) -> Result<(), Error> {
    start_keyring()?;
    make_vault(&folder.join("vault")).map_err(Error::other)?;
    let password = folder.join("password");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&password)?;
    writeln!(file, "{PASSWORD}")?;
    let remembered = watchword(&["remember", "on", "--for", "1h", "--password-file"]).arg(&password).status()?;
    if !remembered.success() {
        return Err(Error::other("the keyring does not remember"));
    }
    let name = format!("Zendesk-customer-{}", ENTRIES / 2);
    let mut out = std::io::stdout();
    for (what, args) in [("exact name", ["code", &name]), ("search", ["code", "customer 250"])] {
        let mut times = (0..RUNS).map(|_| time(&args)).collect::<Result<Vec<Duration>, Error>>()?;
        times.sort();
        let shown = |place: usize| times.get(place).map(|time| time.as_secs_f64() * 1e3).unwrap_or_default();
        writeln!(
            out,
            "watchword code, {what}, {ENTRIES} entries, {RUNS} runs: median {:.1} ms, fastest {:.1} ms, slowest {:.1} ms",
            f64::midpoint(shown(RUNS / 2 - 1), shown(RUNS / 2)),
            shown(0),
            shown(RUNS - 1)
        )?;
    }
    Ok(())
}

fn time(args: &[&str]) -> Result<Duration, Error> {
    let start = Instant::now();
    let output = watchword(args).output()?;
    let taken = start.elapsed();
    if output.status.success() && output.stdout.len() == 7 {
        Ok(taken)
    } else {
        Err(Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

fn watchword(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_watchword"));
    command.args(args).stdin(Stdio::null()).env_remove("DISPLAY");
    command
}

/// A keyring without a password; it ends with the session.
fn start_keyring() -> Result<(), Error> {
    let mut keyring = Command::new("gnome-keyring-daemon")
        .args(["--unlock", "--components=secrets"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Error::other(format!("gnome-keyring-daemon: {error}")))?;
    if let Some(mut stdin) = keyring.stdin.take() {
        writeln!(stdin)?;
    }
    // It goes on in the background once it is ready.
    keyring.wait().map(drop)
}

fn make_vault(folder: &Path) -> Result<(), Failure> {
    let profile = Profile::at(folder, watchword_desktop::machine());
    let (mut session, _) = profile.create_with(&SecretText::copy_of(PASSWORD), false, KdfParams::TEST)?;
    let secret = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
    let links: Vec<String> = (0..ENTRIES)
        .map(|at| {
            // A secret of its own for each: the digits of its number, written in letters.
            let own: String = format!("{at:03}")
                .chars()
                .filter_map(|digit| secret.get(digit.to_digit(10)? as usize))
                .copied()
                .collect();
            format!("otpauth://totp/Zendesk:customer-{at}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHP{own}AA&issuer=Zendesk")
        })
        .collect();
    session.intake_text(&SecretText::new(links.join("\n")))?;
    session.intake_accept().map(drop)
}
