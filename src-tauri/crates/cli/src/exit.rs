//! Exit statuses: a public contract, see docs/command-line.md.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// Nothing found, or nothing to do.
    Nothing = 1,
    /// Bad usage.
    Usage = 2,
    /// Locked, or a wrong password.
    Locked = 3,
    /// A damaged or unreadable file.
    Unreadable = 4,
    /// Refused for safety.
    Refused = 5,
    /// Another process holds the vault.
    Busy = 6,
    /// The system failed.
    System = 7,
    /// Partly done.
    Partly = 8,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
