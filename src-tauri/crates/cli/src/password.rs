//! Where passwords, secrets and keys come from: a private file, a file descriptor, standard input, or a prompt that
//! does not echo. Never an argument, never the environment.

use crate::output::Output;
use crate::refusal::Refusal;
use crate::words::{self, Message};
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::Path;
use watchword_secret::SecretText;
use zeroize::Zeroizing;

/// Nothing that is typed or handed in is longer, in bytes.
const LINE_LIMIT: usize = 64 * 1024;

/// The first line of `file` or of descriptor `fd`, whichever is given.
pub(crate) fn given(file: Option<&Path>, fd: Option<u32>) -> Result<Option<SecretText>, Refusal> {
    match (file, fd) {
        (Some(file), _) => from_file(file).map(Some),
        (None, Some(fd)) => from_descriptor(fd).map(Some),
        (None, None) => Ok(None),
    }
}

/// The first line of a file that only its owner can read.
fn from_file(path: &Path) -> Result<SecretText, Refusal> {
    let shown = path.display().to_string();
    let unreadable = |_| Refusal::new("file-unreadable").with("file", shown.clone());
    let mut file = File::open(path).map_err(unreadable)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().map_err(unreadable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Refusal::new("password-file-shared").with("file", shown));
        }
    }
    first_line(&mut file).ok_or_else(|| Refusal::new("secret-source").with("source", shown))
}

fn from_descriptor(fd: u32) -> Result<SecretText, Refusal> {
    let bad = || Refusal::new("secret-source").with("source", fd.to_string());
    if fd == 0 {
        return from_stdin().ok_or_else(bad);
    }
    let mut file = File::open(format!("/dev/fd/{fd}")).map_err(|_| bad())?;
    first_line(&mut file).ok_or_else(bad)
}

/// The next line of standard input, which is read no further. `None` at its end or when it is no text.
pub(crate) fn from_stdin() -> Option<SecretText> {
    first_line(&mut Unbuffered)
}

/// All of standard input, `None` when it is no text or endless.
pub(crate) fn all_of_stdin(limit: usize) -> Option<SecretText> {
    // Room from the start: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit.min(1 << 20)));
    let mut chunk = Zeroizing::new([0_u8; 4096]);
    loop {
        match Unbuffered.read(chunk.as_mut_slice()) {
            Ok(0) => return SecretText::from_utf8(std::mem::take(&mut *bytes)),
            Ok(count) if bytes.len() + count <= limit => bytes.extend_from_slice(chunk.get(..count)?),
            Ok(_) | Err(_) => return None,
        }
    }
}

/// Standard input without the buffer of the standard library, which nobody would wipe.
struct Unbuffered;

impl Read for Unbuffered {
    #[cfg(unix)]
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            match rustix::io::read(rustix::stdio::stdin(), &mut *buffer) {
                Err(rustix::io::Errno::INTR) => {}
                other => return other.map_err(Into::into),
            }
        }
    }

    #[cfg(not(unix))]
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        std::io::stdin().read(buffer)
    }
}

/// The bytes before the first line end, byte by byte: what follows belongs to somebody else.
fn first_line(source: &mut impl Read) -> Option<SecretText> {
    let mut line = Zeroizing::new(Vec::with_capacity(LINE_LIMIT));
    let mut byte = Zeroizing::new([0_u8; 1]);
    loop {
        match source.read(byte.as_mut_slice()) {
            Ok(0) if line.is_empty() => return None,
            Ok(0) => break,
            Ok(_) if byte.first() == Some(&b'\n') => break,
            Ok(_) if line.len() < LINE_LIMIT => line.extend_from_slice(byte.as_slice()),
            Ok(_) | Err(_) => return None,
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    SecretText::from_utf8(std::mem::take(&mut *line))
}

/// Whether somebody can be asked.
pub(crate) fn is_attended() -> bool {
    std::io::stdin().is_terminal() || std::io::stderr().is_terminal()
}

/// Asks on the terminal, without echo.
///
/// # Errors
/// `no-terminal` at once when there is none.
pub(crate) fn ask(output: Output, message: Message, values: &[(&str, String)]) -> Result<SecretText, Refusal> {
    if !is_attended() {
        return Err(Refusal::new("no-terminal"));
    }
    let question = format!("{} ", words::fill(words::text(output.language, message), values));
    rpassword::prompt_password(question).map(SecretText::new).map_err(|_| Refusal::new("no-terminal"))
}

/// A new password: given, or asked for twice.
///
/// # Errors
/// `passwords-differ` when the second is not the first.
pub(crate) fn new_password(output: Output, file: Option<&Path>, fd: Option<u32>) -> Result<SecretText, Refusal> {
    if let Some(password) = given(file, fd)? {
        return Ok(password);
    }
    let password = ask(output, Message::AskNewPassword, &[])?;
    if ask(output, Message::AskAgain, &[])? == password { Ok(password) } else { Err(Refusal::new("passwords-differ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn line_of(bytes: &[u8]) -> Option<String> {
        first_line(&mut Cursor::new(bytes)).map(|line| line.expose().to_owned())
    }

    #[test]
    fn a_line_ends_before_its_line_end_and_nothing_is_trimmed() {
        assert_eq!(line_of(b" pass word \nsecond").unwrap(), " pass word ");
        assert_eq!(line_of(b"windows\r\n").unwrap(), "windows");
        assert_eq!(line_of(b"no line end").unwrap(), "no line end");
        assert_eq!(line_of(b"\n").unwrap(), "");
    }

    #[test]
    fn nothing_binary_and_endless_lines_are_no_text() {
        assert!(line_of(b"").is_none());
        assert!(line_of(b"\xff\xfe\n").is_none());
        assert!(line_of(&vec![b'a'; LINE_LIMIT + 1]).is_none());
    }

    #[test]
    fn the_second_line_is_left_for_the_next_reader() {
        let mut source = Cursor::new(b"secret\n1234\n");
        assert_eq!(first_line(&mut source).unwrap().expose(), "secret");
        assert_eq!(first_line(&mut source).unwrap().expose(), "1234");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        std::fs::write(&path, "secret\n").unwrap();
        for (mode, code) in [(0o640, "password-file-shared"), (0o604, "password-file-shared"), (0o600, ""), (0o400, "")]
        {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let found = from_file(&path).err().map_or("", |refusal| refusal.code);
            assert_eq!(found, code, "{mode:o}");
        }
    }
}
