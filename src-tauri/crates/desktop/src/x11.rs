//! The X server: windows, their properties, the keyboard.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Keycode, Keysym, Window};
use x11rb::rust_connection::RustConnection;

/// Whether this is a Wayland desktop. The X server beside it answers too, but knows only a part of what is on screen.
pub(crate) fn is_wayland() -> bool {
    std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty())
}

/// A connection to the X server of the session.
pub(crate) struct Display {
    pub(crate) connection: RustConnection,
    pub(crate) root: Window,
    number: usize,
}

impl Display {
    /// Connects. `None` where there is no X server, or only the one beside a Wayland desktop.
    pub(crate) fn open() -> Option<Self> {
        if is_wayland() {
            return None;
        }
        let (connection, number) = RustConnection::connect(None).ok()?;
        let root = connection.setup().roots.get(number)?.root;
        Some(Self { connection, root, number })
    }

    /// The number of a name that the server knows; `None` when it does not answer.
    pub(crate) fn atom(&self, name: &str) -> Option<u32> {
        Some(self.connection.intern_atom(false, name.as_bytes()).ok()?.reply().ok()?.atom)
    }

    /// Whether a compositor paints this screen: it owns a selection of that name.
    pub(crate) fn is_composited(&self) -> bool {
        let owner = || {
            let name = self.atom(&format!("_NET_WM_CM_S{}", self.number))?;
            Some(self.connection.get_selection_owner(name).ok()?.reply().ok()?.owner)
        };
        owner().is_some_and(|owner| owner != x11rb::NONE)
    }

    /// The numbers in a property of a window: windows, atoms, counts. None of them when it is not there.
    pub(crate) fn numbers(&self, window: Window, property: &str) -> Vec<u32> {
        let read = || {
            let property = self.atom(property)?;
            let asked = self.connection.get_property(false, window, property, AtomEnum::ANY, 0, 4096);
            Some(asked.ok()?.reply().ok()?.value32()?.collect())
        };
        read().unwrap_or_default()
    }

    /// The bytes of a text property, none when it is not there.
    pub(crate) fn bytes(&self, window: Window, property: u32) -> Vec<u8> {
        let asked = self.connection.get_property(false, window, property, AtomEnum::ANY, 0, 256);
        asked.ok().and_then(|answer| answer.reply().ok()).map(|reply| reply.value).unwrap_or_default()
    }

    /// The window that the desktop says is in use.
    pub(crate) fn active_window(&self) -> Option<Window> {
        self.numbers(self.root, "_NET_ACTIVE_WINDOW").first().copied().filter(|window| *window != 0)
    }

    /// Asks the desktop to bring a window to the front and give it the focus, as a task bar does.
    pub(crate) fn activate(&self, window: Window) {
        const FROM_A_TASK_BAR: u32 = 2;
        let Some(kind) = self.atom("_NET_ACTIVE_WINDOW") else { return };
        let event = ClientMessageEvent::new(32, window, kind, [FROM_A_TASK_BAR, 0, 0, 0, 0]);
        let to = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        let _ = self.connection.send_event(false, self.root, to, event);
        let _ = self.connection.flush();
    }

    /// Whether keys that are pressed now go to this window: it is the active one, and it or a part of it has the focus.
    pub(crate) fn has_focus(&self, window: Window) -> bool {
        self.active_window() == Some(window) && self.focused_within(window).unwrap_or(false)
    }

    fn focused_within(&self, window: Window) -> Option<bool> {
        let mut at = self.connection.get_input_focus().ok()?.reply().ok()?.focus;
        // 0 and 1 are "none" and "wherever the pointer is".
        while at > 1 && at != self.root {
            if at == window {
                return Some(true);
            }
            at = self.connection.query_tree(at).ok()?.reply().ok()?.parent;
        }
        Some(false)
    }

    /// What the keys of the keyboard mean.
    pub(crate) fn key_map(&self) -> Option<KeyMap> {
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.connection.get_keyboard_mapping(first, last.checked_sub(first)?.checked_add(1)?).ok()?;
        let map = map.reply().ok()?;
        Some(KeyMap { first, width: usize::from(map.keysyms_per_keycode), symbols: map.keysyms })
    }
}

/// The symbols of every key, a row for each key, its columns being pairs of plain and shifted for each layout.
pub(crate) struct KeyMap {
    first: Keycode,
    width: usize,
    symbols: Vec<Keysym>,
}

impl KeyMap {
    /// The key that gives this symbol in a column.
    pub(crate) fn key(&self, symbol: Keysym, column: usize) -> Option<Keycode> {
        let rows = self.symbols.chunks_exact(self.width.max(1));
        let row = rows.into_iter().position(|row| row.get(column) == Some(&symbol))?;
        self.first.checked_add(u8::try_from(row).ok()?)
    }
}
