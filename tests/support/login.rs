//! A system bus of the test's own with a logind on it, to lock sessions and to send the computer to sleep.

use std::io::{BufRead, BufReader, PipeReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use zbus::blocking::{Connection, connection::Builder};
use zbus::interface;
use zbus::zvariant::{OwnedFd, OwnedObjectPath};

const LOGIN: &str = "org.freedesktop.login1";
const ROOT: &str = "/org/freedesktop/login1";
const SESSION: &str = "/org/freedesktop/login1/session/_31";

/// The fake logind.
pub(crate) struct FakeLogin {
    bus: Child,
    address: String,
    connection: Connection,
    inhibitors: Receiver<PipeReader>,
}

impl FakeLogin {
    pub(crate) fn start() -> Self {
        let arguments = ["--session", "--nofork", "--nopidfile", "--print-address=1"];
        let mut bus = Command::new("dbus-daemon").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let (given, inhibitors) = mpsc::channel();
        let connection = Builder::address(address.as_str())
            .and_then(|builder| builder.serve_at(ROOT, Manager(given)))
            .and_then(|builder| builder.serve_at("/org/freedesktop/login1/user/self", User))
            .and_then(|builder| builder.name(LOGIN)?.build())
            .unwrap();
        Self { bus, address, connection, inhibitors }
    }

    /// What tells a program to use this bus. It stands in no session that the real logind knows.
    pub(crate) fn variables(&self) -> [(&str, &str); 2] {
        [("DBUS_SYSTEM_BUS_ADDRESS", &self.address), ("XDG_SESSION_ID", "")]
    }

    /// The inhibitor that a program took, once it did: it listens then.
    pub(crate) fn inhibitor(&self) -> PipeReader {
        self.inhibitors.recv_timeout(Duration::from_secs(30)).expect("nobody asked for time before the sleep")
    }

    /// Locks the session.
    pub(crate) fn lock(&self) {
        self.connection.emit_signal(None::<&str>, SESSION, "org.freedesktop.login1.Session", "Lock", &()).unwrap();
    }

    /// Sends the computer to sleep; it sleeps when the inhibitor was let go, which is waited for.
    pub(crate) fn sleep(&self, mut inhibitor: PipeReader) {
        let manager = "org.freedesktop.login1.Manager";
        self.connection.emit_signal(None::<&str>, ROOT, manager, "PrepareForSleep", &true).unwrap();
        inhibitor.read_to_end(&mut Vec::new()).unwrap();
    }
}

impl Drop for FakeLogin {
    fn drop(&mut self) {
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

/// Gives out inhibitors and keeps their other ends.
struct Manager(Sender<PipeReader>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> OwnedFd {
        assert_eq!((what, who, mode), ("sleep", "Watchword", "delay"), "{why}");
        let (reader, writer) = std::io::pipe().unwrap();
        let _ = self.0.send(reader);
        std::os::fd::OwnedFd::from(writer).into()
    }
}

struct User;

#[interface(name = "org.freedesktop.login1.User")]
impl User {
    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "an interface of D-Bus")]
    fn display(&self) -> (String, OwnedObjectPath) {
        ("1".to_owned(), OwnedObjectPath::try_from(SESSION).unwrap())
    }
}
