//! A key that is heard from any program, on X11.
//!
//! The server tells of it: nothing is looked at again and again, so waiting for the key costs nothing.

use crate::x11::Display;
use std::sync::{Arc, Mutex, PoisonError};
use watchword_service::Failure;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xkb::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{ConnectionExt as _, GrabMode, Keycode, ModMask};

/// One key for the whole desktop.
pub struct Hotkey {
    display: Arc<Display>,
    held: Mutex<Option<(Keycode, ModMask)>>,
}

impl Hotkey {
    /// Gets ready; `pressed` is called, on a thread of its own, each time the key goes down.
    ///
    /// # Errors
    /// `hotkey-unsupported` where the desktop gives no program a key of its own.
    pub fn listen(pressed: impl Fn() + Send + 'static) -> Result<Self, Failure> {
        let display = Display::open().filter(|display| tell_repeats(display).is_some());
        let display = Arc::new(display.ok_or_else(|| Failure::new("hotkey-unsupported"))?);
        let listening = display.clone();
        std::thread::spawn(move || listen(&listening, &pressed));
        Ok(Self { display, held: Mutex::new(None) })
    }

    /// Takes another key, as in "Ctrl+Alt+Space", and lets the old one go; "" takes none. When the new one cannot be
    /// had, the old one stays.
    ///
    /// # Errors
    /// `bad-hotkey` for a text that names no key, `hotkey-taken` when another program has it.
    pub fn set(&self, keys: &str) -> Result<(), Failure> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = if keys.trim().is_empty() { None } else { Some(self.find(keys)?) };
        if *held == wanted {
            return Ok(());
        }
        if let Some(wanted) = wanted
            && !self.grab(wanted)
        {
            self.let_go(wanted);
            return Err(Failure::new("hotkey-taken").with("keys", keys.to_owned()));
        }
        if let Some(old) = held.take() {
            self.let_go(old);
        }
        *held = wanted;
        Ok(())
    }

    fn find(&self, keys: &str) -> Result<(Keycode, ModMask), Failure> {
        let bad = || Failure::new("bad-hotkey").with("keys", keys.to_owned());
        let (modifiers, symbol) = parse(keys).ok_or_else(bad)?;
        let map = self.display.key_map().ok_or_else(|| Failure::new("hotkey-unsupported"))?;
        Ok((map.key(symbol, 0).ok_or_else(bad)?, modifiers))
    }

    /// Whether the server gave us the key.
    fn grab(&self, (key, modifiers): (Keycode, ModMask)) -> bool {
        let (connection, root) = (&self.display.connection, self.display.root);
        whatever_is_locked(modifiers).into_iter().all(|modifiers| {
            let asked = connection.grab_key(false, root, modifiers, key, GrabMode::ASYNC, GrabMode::ASYNC);
            asked.is_ok_and(|asked| asked.check().is_ok())
        })
    }

    fn let_go(&self, (key, modifiers): (Keycode, ModMask)) {
        for modifiers in whatever_is_locked(modifiers) {
            let _ = self.display.connection.ungrab_key(key, self.display.root, modifiers);
        }
        let _ = self.display.connection.flush();
    }
}

/// Caps Lock and Num Lock count as held keys: the key is to work whether they are on or off.
fn whatever_is_locked(modifiers: ModMask) -> [ModMask; 4] {
    let (caps, num) = (ModMask::LOCK, ModMask::M2);
    [modifiers, modifiers | caps, modifiers | num, modifiers | caps | num]
}

/// Asks for one release at the end of a held key, and not one for each repeat.
fn tell_repeats(display: &Display) -> Option<()> {
    let connection = &display.connection;
    connection.xkb_use_extension(1, 0).ok()?.reply().ok()?;
    let flag = xkb::PerClientFlag::DETECTABLE_AUTO_REPEAT;
    let none = xkb::BoolCtrl::default();
    let asked = connection.xkb_per_client_flags(xkb::ID::USE_CORE_KBD.into(), flag, flag, none, none, none);
    asked.ok()?.reply().ok().map(drop)
}

/// Listens for as long as there is a server.
fn listen(display: &Display, pressed: &impl Fn()) {
    let mut down = false;
    while let Ok(event) = display.connection.wait_for_event() {
        if let Event::KeyPress(_) = event {
            if !std::mem::replace(&mut down, true) {
                pressed();
            }
        } else if let Event::KeyRelease(_) = event {
            down = false;
        }
    }
}

/// Modifiers and the symbol of the key. `None` for a text that names no key, or one without Ctrl, Alt or Super: that
/// would be taken from everyone who types.
fn parse(keys: &str) -> Option<(ModMask, u32)> {
    let mut modifiers = ModMask::default();
    let mut symbol = None;
    for name in keys.split('+').map(|name| name.trim().to_ascii_lowercase()) {
        match name.as_str() {
            "ctrl" | "control" => modifiers |= ModMask::CONTROL,
            "alt" | "option" => modifiers |= ModMask::M1,
            "shift" => modifiers |= ModMask::SHIFT,
            "super" | "meta" | "cmd" | "command" => modifiers |= ModMask::M4,
            key => {
                if symbol.replace(symbol_of(key)?).is_some() {
                    return None;
                }
            }
        }
    }
    let guarded = modifiers.intersects(ModMask::CONTROL | ModMask::M1 | ModMask::M4);
    symbol.filter(|_| guarded).map(|symbol| (modifiers, symbol))
}

/// The symbol of a key by its name in lower case.
fn symbol_of(key: &str) -> Option<u32> {
    const FIRST_FUNCTION_KEY: u32 = 0xffbe;
    if let Some(number) = key.strip_prefix('f').and_then(|number| number.parse::<u32>().ok()) {
        return (1..=24).contains(&number).then(|| FIRST_FUNCTION_KEY + number - 1);
    }
    let mut letters = key.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_ascii_alphanumeric().then(|| u32::from(letter));
    }
    Some(match key {
        "space" => 0x20,
        "tab" => 0xff09,
        "enter" | "return" => 0xff0d,
        "insert" => 0xff63,
        "home" => 0xff50,
        "end" => 0xff57,
        "pageup" => 0xff55,
        "pagedown" => 0xff56,
        "left" => 0xff51,
        "up" => 0xff52,
        "right" => 0xff53,
        "down" => 0xff54,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_by_their_names() {
        assert_eq!(parse("Ctrl+Alt+Space"), Some((ModMask::CONTROL | ModMask::M1, 0x20)));
        assert_eq!(parse("super + K"), Some((ModMask::M4, u32::from('k'))));
        assert_eq!(parse("Ctrl+Shift+F12"), Some((ModMask::CONTROL | ModMask::SHIFT, 0xffc9)));
    }

    #[test]
    fn a_key_that_everyone_types_and_no_key_at_all_are_refused() {
        for keys in ["a", "Shift+a", "F1", "Ctrl", "Ctrl+a+b", "Ctrl+ñ", "Ctrl+nothing", "Ctrl+F25", "+"] {
            assert_eq!(parse(keys), None, "{keys}");
        }
    }
}
