//! Whether the desktop shows icons of programs that have no window open.

/// Whether there is a tray now. Without one, a program that hides its window is out of reach.
#[cfg(target_os = "linux")]
pub fn has_tray_host() -> bool {
    linux::has_status_notifier_host() || linux::has_system_tray()
}

/// The menu bar of macOS and the notification area of Windows are always there.
#[cfg(not(target_os = "linux"))]
pub fn has_tray_host() -> bool {
    true
}

#[cfg(target_os = "linux")]
mod linux {
    use x11rb::protocol::xproto::ConnectionExt as _;
    use x11rb::rust_connection::RustConnection;
    use zbus::blocking::{Connection, Proxy};

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";

    /// The way of today: KDE, GNOME with its extension, Cinnamon, XFCE and others.
    pub(super) fn has_status_notifier_host() -> bool {
        let is_there = || {
            let bus = Connection::session().ok()?;
            let watcher = Proxy::new(&bus, WATCHER, "/StatusNotifierWatcher", WATCHER).ok()?;
            watcher.get_property("IsStatusNotifierHostRegistered").ok()
        };
        is_there().unwrap_or(false)
    }

    /// The older way of X11 (System Tray Protocol): whoever owns this selection shows the icons.
    pub(super) fn has_system_tray() -> bool {
        let owner = || {
            let (display, screen) = RustConnection::connect(None).ok()?;
            let name = format!("_NET_SYSTEM_TRAY_S{screen}");
            let selection = display.intern_atom(false, name.as_bytes()).ok()?.reply().ok()?.atom;
            Some(display.get_selection_owner(selection).ok()?.reply().ok()?.owner)
        };
        owner().is_some_and(|owner| owner != x11rb::NONE)
    }
}
