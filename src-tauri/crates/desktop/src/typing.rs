//! Typing a code into another program, where the desktop lets programs type: on X11, through its XTEST extension.
//!
//! Only letters and digits are ever typed: never Enter, so nothing is sent off by us. Nothing is typed before the
//! program has the focus, and nothing more once it has lost it.

use crate::program::Program;
use std::time::Duration;
use watchword_secret::SecretText;
use watchword_service::Failure;

/// How long to wait for keys to be let go.
const FOR_KEYS: Duration = Duration::from_secs(3);

/// Whether this desktop lets programs type.
pub fn can_type() -> bool {
    system::can_type()
}

/// Waits until no key is held down, for three seconds at most; returns whether that is so. With a key held, what is
/// typed would mean something else, and the key would go on repeating in the program that gets the focus.
pub fn keys_are_up() -> bool {
    wait_for(FOR_KEYS, system::no_key_is_held)
}

/// Brings a program to the front and types a text into it.
///
/// # Errors
/// `typing-unsupported` where the desktop lets nobody type, `typing-layout` when the keyboard has no key for a letter,
/// `typing-focus` when the program did not come to the front, `typing-interrupted` when it lost the focus meanwhile.
pub fn type_into(program: &Program, text: &SecretText) -> Result<(), Failure> {
    system::type_into(program, text)
}

/// Looks every hundredth of a second, at most for `time`, whether something has come true.
fn wait_for(time: Duration, is_true: impl Fn() -> bool) -> bool {
    const BETWEEN: Duration = Duration::from_millis(10);
    let mut left = time;
    while !is_true() {
        let Some(rest) = left.checked_sub(BETWEEN) else { return false };
        std::thread::sleep(BETWEEN);
        left = rest;
    }
    true
}

#[cfg(target_os = "linux")]
mod system {
    use super::wait_for;
    use crate::program::Program;
    use crate::x11::{Display, KeyMap};
    use std::thread::sleep;
    use std::time::Duration;
    use watchword_secret::SecretText;
    use watchword_service::Failure;
    use x11rb::connection::Connection;
    use x11rb::protocol::xkb::{self, ConnectionExt as _};
    use x11rb::protocol::xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode, ModMask};
    use x11rb::protocol::xtest::ConnectionExt as _;

    /// How long a program may take to come to the front.
    const FOR_FOCUS: Duration = Duration::from_secs(2);
    /// Programs lose keys that come faster than they look.
    const BETWEEN_KEYS: Duration = Duration::from_millis(6);
    const SHIFT: u32 = 0xffe1;

    pub(super) fn can_type() -> bool {
        Display::open().is_some_and(|display| has_xtest(&display))
    }

    fn has_xtest(display: &Display) -> bool {
        display.connection.xtest_get_version(2, 2).ok().and_then(|asked| asked.reply().ok()).is_some()
    }

    pub(super) fn no_key_is_held() -> bool {
        let held = || Some(Display::open()?.connection.query_keymap().ok()?.reply().ok()?.keys);
        held().is_none_or(|keys| keys.iter().all(|byte| *byte == 0))
    }

    pub(super) fn type_into(program: &Program, text: &SecretText) -> Result<(), Failure> {
        let display = Display::open().filter(has_xtest).ok_or_else(|| Failure::new("typing-unsupported"))?;
        let keyboard = Keyboard::read(&display).ok_or_else(|| Failure::new("typing-unsupported"))?;
        if !text.expose().chars().all(|letter| keyboard.stroke(letter).is_some()) {
            return Err(Failure::new("typing-layout"));
        }
        display.activate(program.window);
        if !wait_for(FOR_FOCUS, || display.has_focus(program.window)) {
            return Err(Failure::new("typing-focus").with("program", program.name()));
        }
        for letter in text.expose().chars() {
            if !display.has_focus(program.window) {
                return Err(Failure::new("typing-interrupted"));
            }
            let Some(stroke) = keyboard.stroke(letter) else { continue };
            stroke.send(&display).ok_or_else(|| Failure::new("typing-interrupted"))?;
            sleep(BETWEEN_KEYS);
        }
        Ok(())
    }

    /// The keyboard as it is now: its keys, the layout in use, and whether Caps Lock is on.
    struct Keyboard {
        map: KeyMap,
        layout: usize,
        caps: bool,
    }

    /// A key, with Shift or without.
    struct Stroke {
        key: Keycode,
        shift: Option<Keycode>,
    }

    impl Keyboard {
        fn read(display: &Display) -> Option<Self> {
            let connection = &display.connection;
            connection.xkb_use_extension(1, 0).ok()?.reply().ok()?;
            let state = connection.xkb_get_state(xkb::ID::USE_CORE_KBD.into()).ok()?.reply().ok()?;
            Some(Self {
                map: display.key_map()?,
                layout: usize::from(u8::from(state.group)),
                caps: state.locked_mods.contains(ModMask::LOCK),
            })
        }

        /// How a letter or digit is typed; not at all when it is something else, or the layout has no key for it.
        fn stroke(&self, letter: char) -> Option<Stroke> {
            // The server's old table of keys, which programs are given too, has two layouts.
            if !letter.is_ascii_alphanumeric() || self.layout > 1 {
                return None;
            }
            // Letters and digits of ASCII are their own symbols.
            let symbol = u32::from(letter);
            let column = self.layout * 2;
            let shift = self.map.key(SHIFT, 0)?;
            let (key, shifted) = match self.map.key(symbol, column) {
                Some(key) => (key, false),
                None => (self.map.key(symbol, column + 1)?, true),
            };
            let turned = self.caps && letter.is_ascii_alphabetic();
            Some(Stroke { key, shift: (shifted != turned).then_some(shift) })
        }
    }

    impl Stroke {
        fn send(&self, display: &Display) -> Option<()> {
            let connection = &display.connection;
            let send = |kind, key| connection.xtest_fake_input(kind, key, 0, x11rb::NONE, 0, 0, 0).ok().map(drop);
            if let Some(shift) = self.shift {
                send(KEY_PRESS_EVENT, shift)?;
            }
            send(KEY_PRESS_EVENT, self.key)?;
            send(KEY_RELEASE_EVENT, self.key)?;
            if let Some(shift) = self.shift {
                send(KEY_RELEASE_EVENT, shift)?;
            }
            connection.flush().ok()
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use crate::program::Program;
    use watchword_secret::SecretText;
    use watchword_service::Failure;

    pub(super) fn can_type() -> bool {
        false
    }

    pub(super) fn no_key_is_held() -> bool {
        true
    }

    pub(super) fn type_into(_program: &Program, _text: &SecretText) -> Result<(), Failure> {
        Err(Failure::new("typing-unsupported"))
    }
}
