//! Holding a code on the clipboard after the command has ended.
//!
//! On X11 and Wayland what is on the clipboard lives in the program that put it there. `code --copy` starts this
//! program again, apart from the terminal, hands it the code through a pipe (never as an argument, which others can
//! see) and waits for its word. The holder empties the clipboard when the time is over, if the code is still there,
//! and ends early when something else was copied.

use crate::exit::Exit;
use crate::password;
use crate::refusal::Refusal;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use watchword_desktop::SystemClipboard;
use watchword_secret::SecretText;
use watchword_service::Clipboard;

/// What a holder is called by. No command of that name exists, and no help names it.
const HOLDER: &str = "--hold-clipboard";
/// The holder's word that the clipboard has taken the code.
const HELD: &str = "held";
/// A desktop that does not answer in this time refuses.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the holder looks whether something else was copied.
const GLANCE: Duration = Duration::from_millis(500);
/// No code is longer, in bytes.
const CODE_LIMIT: usize = 1_024;

/// Starts a holder for `code`, which empties the clipboard after `seconds` (0: never).
///
/// # Errors
/// `clipboard-refused` when the desktop does not take it.
pub(crate) fn start(code: &SecretText, seconds: u64) -> Result<(), Refusal> {
    let refused = || Refusal::new("clipboard-refused");
    let program = std::env::current_exe().map_err(|_| refused())?;
    let mut holder = Command::new(program)
        .args([HOLDER, &seconds.to_string()])
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| refused())?;
    if holds(&mut holder, code) == Some(true) {
        return Ok(());
    }
    // It may still hang in the desktop's hands.
    let _ = holder.kill();
    let _ = holder.wait();
    Err(refused())
}

fn holds(holder: &mut Child, code: &SecretText) -> Option<bool> {
    holder.stdin.take()?.write_all(code.expose().as_bytes()).ok()?;
    let words = BufReader::new(holder.stdout.take()?);
    let (word, said) = mpsc::sync_channel(1);
    std::thread::spawn(move || word.send(words.lines().next()));
    Some(matches!(said.recv_timeout(PATIENCE), Ok(Some(Ok(word))) if word == HELD))
}

/// The seconds for which this process was started to hold a code; `None` when a person started it.
pub(crate) fn is_asked_for() -> Option<u64> {
    let mut args = std::env::args().skip(1);
    (args.next()? == HOLDER).then(|| args.next())??.parse().ok()
}

/// The holder itself.
pub(crate) fn run(seconds: u64) -> Result<Exit, Refusal> {
    // Out of the terminal's session: closing the terminal must not take the code away.
    #[cfg(unix)]
    let _ = rustix::process::setsid();
    let code = password::all_of_stdin(CODE_LIMIT).ok_or_else(|| Refusal::new("usage").with("message", HELD))?;
    let clipboard = SystemClipboard::default();
    clipboard.put(&code)?;
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "{HELD}").and_then(|()| stdout.flush());
    let end = (seconds > 0).then(|| Instant::now() + Duration::from_secs(seconds));
    loop {
        let left = end.map_or(GLANCE, |end| end.saturating_duration_since(Instant::now()));
        if left.is_zero() {
            break;
        }
        std::thread::sleep(left.min(GLANCE));
        if clipboard.text().is_none_or(|there| there != code) {
            return Ok(Exit::Done);
        }
    }
    Ok(if clipboard.clear_if(&code) { Exit::Done } else { Exit::System })
}
