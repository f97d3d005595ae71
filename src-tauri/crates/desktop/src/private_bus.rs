//! A message bus for tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A message bus of its own, ended when dropped.
pub(crate) struct PrivateBus {
    daemon: Child,
    /// Where it listens.
    pub(crate) address: String,
}

impl PrivateBus {
    pub(crate) fn start() -> Self {
        let arguments = ["--session", "--nofork", "--nopidfile", "--print-address=1"];
        let mut daemon = Command::new("dbus-daemon").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned() }
    }
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
