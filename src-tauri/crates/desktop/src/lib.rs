//! The machine around Watchword: clocks, folders, keyring, clipboard, screen, the computer's name, the person's session
//! and whether it has a tray, the other programs on the screen and typing into them, keys heard from any program.
//!
//! Everything here implements a port of `watchword-service` or answers where something is. Nothing is connected
//! to before it is used: [`machine`] costs no time, so that a command line that needs no clipboard and no keyring
//! touches neither.

mod clipboard;
mod clock;
mod computer;
#[cfg(target_os = "linux")]
mod hotkey;
mod keyring;
mod paths;
mod pictures;
#[cfg(all(test, target_os = "linux"))]
mod private_bus;
mod program;
mod screen;
mod session_signals;
mod tray_host;
mod typing;
#[cfg(target_os = "linux")]
mod x11;

pub use clipboard::SystemClipboard;
pub use clock::SystemClock;
pub use computer::computer_name;
#[cfg(target_os = "linux")]
pub use hotkey::Hotkey;
pub use keyring::SystemKeyring;
pub use paths::data_folder;
pub use pictures::{PictureFiles, picture_files};
pub use program::{Program, bring_to_front};
pub use screen::{is_composited, screen_pictures};
pub use session_signals::{SessionSignal, SignalSource, session_signals};
pub use tray_host::has_tray_host;
pub use typing::{can_type, keys_are_up, type_into};

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
