//! A picture of the screen from a Wayland desktop, through its portal (`org.freedesktop.portal.Screenshot`).
//!
//! The portal asks the person where it wants to, and answers with a file. The file is read and deleted.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;
use watchword_secret::SecretBytes;
use watchword_service::{Failure, ScreenPicture};
use zbus::MatchRule;
use zbus::blocking::{Connection, MessageIterator, Proxy};
use zbus::message::{Message, Type};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

#[cfg(test)]
mod tests;

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SCREENSHOT: &str = "org.freedesktop.portal.Screenshot";
const REQUEST: &str = "org.freedesktop.portal.Request";

/// So long a person may look at the dialog of the desktop.
const PATIENCE: Duration = Duration::from_mins(3);
/// The largest file that is read: a 16K screen, not compressed.
const FILE_LIMIT: u64 = 512 << 20;

/// Asks the desktop for a picture of all screens.
pub(super) fn picture() -> Result<ScreenPicture, Failure> {
    let (answer, answered) = mpsc::channel();
    // A portal that never answers must not hold whoever asked.
    std::thread::spawn(move || {
        let _ = answer.send(Connection::session().map_err(|_| no_screen()).and_then(|bus| ask(&bus)));
    });
    answered.recv_timeout(PATIENCE).unwrap_or_else(|_| Err(Failure::new("screen-not-allowed")))
}

fn no_screen() -> Failure {
    Failure::new("no-screen")
}

/// Asks over this bus and waits for the answer.
fn ask(bus: &Connection) -> Result<ScreenPicture, Failure> {
    let token = "watchword";
    let own = bus.unique_name().ok_or_else(no_screen)?.trim_start_matches(':').replace('.', "_");
    // The answer may come before the call returns: it is listened to first, at the place that the portal promises.
    let promised = format!("{PATH}/request/{own}/{token}");
    let mut responses = responses(bus)?;
    let portal = Proxy::new(bus, PORTAL, PATH, SCREENSHOT).map_err(|_| no_screen())?;
    let options = HashMap::from([
        ("handle_token", Value::from(token)),
        ("modal", Value::from(true)),
        ("interactive", Value::from(false)),
    ]);
    let given: OwnedObjectPath = portal.call("Screenshot", &("", options)).map_err(|error| {
        // There is a portal and it says no, as against there being none.
        let is_refused = matches!(error, zbus::Error::MethodError(name, ..)
            if name.as_str().ends_with("NotAllowed") || name.as_str().ends_with("AccessDenied"));
        if is_refused { Failure::new("screen-not-allowed") } else { no_screen() }
    })?;
    let file = loop {
        let message = responses.next().ok_or_else(no_screen)?.map_err(|_| no_screen())?;
        let from = message.header().path().map(ToString::to_string).unwrap_or_default();
        if from == promised || from == given.as_str() {
            break file_of(&message)?;
        }
    };
    take(&file).map(ScreenPicture::File)
}

/// What the portal says of requests from now on.
fn responses(bus: &Connection) -> Result<MessageIterator, Failure> {
    let rule = MatchRule::builder().msg_type(Type::Signal).interface(REQUEST).and_then(|rule| rule.member("Response"));
    let rule = rule.map_err(|_| no_screen())?.build();
    MessageIterator::for_match_rule(rule, bus, None).map_err(|_| no_screen())
}

/// The file of an answer: number 0 is a yes, 1 is the person's no.
fn file_of(message: &Message) -> Result<PathBuf, Failure> {
    let body = message.body();
    let (answer, results) =
        body.deserialize::<(u32, HashMap<String, OwnedValue>)>().map_err(|_| Failure::new("screen-not-allowed"))?;
    let uri = results.get("uri").and_then(|uri| <&str>::try_from(uri).ok());
    match (answer, uri.and_then(path_of)) {
        (0, Some(path)) => Ok(path),
        _ => Err(Failure::new("screen-not-allowed")),
    }
}

/// The path of a `file:` address.
fn path_of(uri: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    let encoded = uri.strip_prefix("file://")?;
    let mut bytes = encoded.bytes();
    let mut path = Vec::with_capacity(encoded.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
            path.push(u8::try_from(value).ok()?);
        } else {
            path.push(byte);
        }
    }
    let path = PathBuf::from(std::ffi::OsString::from_vec(path));
    path.is_absolute().then_some(path)
}

/// Reads the file of the portal, which is ours to delete.
fn take(file: &PathBuf) -> Result<SecretBytes, Failure> {
    let is_small = std::fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() <= FILE_LIMIT);
    let bytes = if is_small { std::fs::read(file).map(SecretBytes::new).ok() } else { None };
    // Also one that could not be read: it is a picture of everything on the screen.
    let _ = std::fs::remove_file(file);
    bytes.ok_or_else(|| Failure::new("screen-not-allowed"))
}
