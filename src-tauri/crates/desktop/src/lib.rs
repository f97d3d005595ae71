//! The machine around Watchword: clocks, folders, keyring, clipboard, screen, the computer's name, the person's
//! session and whether it has a tray.
//!
//! Everything here implements a port of `watchword-service` or answers where something is. Nothing is connected
//! to before it is used: [`machine`] costs no time, so that a command line that needs no clipboard and no keyring
//! touches neither.

mod clipboard;
mod clock;
mod computer;
mod keyring;
mod paths;
mod screen;
mod session_signals;
mod tray_host;

pub use clipboard::SystemClipboard;
pub use clock::SystemClock;
pub use computer::computer_name;
pub use keyring::SystemKeyring;
pub use paths::data_folder;
pub use screen::screen_picture;
pub use session_signals::{SessionSignal, SignalSource, session_signals};
pub use tray_host::has_tray_host;

use std::sync::Arc;
use watchword_service::Machine;

/// This machine, for a [`Profile`](watchword_service::Profile).
pub fn machine() -> Machine {
    Machine {
        clock: Arc::new(SystemClock),
        keyring: Arc::new(SystemKeyring::default()),
        clipboard: Arc::new(SystemClipboard::default()),
        device_name: computer_name(),
    }
}
