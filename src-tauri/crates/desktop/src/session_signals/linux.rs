//! Signals of a Linux session: logind on the system's bus, screen savers on the session's.
//!
//! logind tells of sleep, of another session coming to the screen, and of a lock where the desktop asks it to lock.
//! Desktops that lock by themselves say so as their screen saver. Both are listened to; two locks are as good as one.

use super::SessionSignal;
use rustix::io::{FdFlags, fcntl_setfd};
use std::collections::HashMap;
use zbus::blocking::{Connection, MessageIterator, Proxy, fdo::DBusProxy};
use zbus::message::{Message, Type};
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};

#[cfg(test)]
mod tests;

const LOGIN: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
/// Screen savers that tell of their lock with `ActiveChanged`: KDE and the standard, GNOME, and its relatives.
const SCREEN_SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

/// Which bus to speak to.
pub(super) enum Bus {
    System,
    Session,
    /// One that a test started.
    #[cfg(test)]
    At(String),
}

impl Bus {
    fn connect(&self) -> zbus::Result<Connection> {
        match self {
            Self::System => Connection::system(),
            Self::Session => Connection::session(),
            #[cfg(test)]
            Self::At(address) => zbus::blocking::connection::Builder::address(address.as_str())?.build(),
        }
    }
}

/// What logind tells.
pub(super) struct Login {
    manager: Proxy<'static>,
    messages: MessageIterator,
    /// While it is open, the computer waits before it goes to sleep.
    inhibitor: Option<OwnedFd>,
    falls_asleep: bool,
}

impl Login {
    /// `None` without logind. `session_id` is what the desktop says in `XDG_SESSION_ID`.
    pub(super) fn connect(bus: &Bus, session_id: Option<String>) -> Option<Self> {
        let connection = bus.connect().ok()?;
        let messages = MessageIterator::from(&connection);
        let manager = Proxy::new(&connection, LOGIN, "/org/freedesktop/login1", MANAGER).ok()?;
        listen(&connection, &format!("sender='{LOGIN}',interface='{MANAGER}',member='PrepareForSleep'")).ok()?;
        // Without a session of one's own there is still the sleep.
        if let Some(session) = own_session(&connection, &manager, session_id) {
            let session = format!("sender='{LOGIN}',path='{session}'");
            listen(&connection, &format!("{session},interface='{SESSION}',member='Lock'")).ok()?;
            listen(&connection, &format!("{session},interface='{PROPERTIES}',member='PropertiesChanged'")).ok()?;
        }
        let inhibitor = inhibit(&manager);
        Some(Self { manager, messages, inhibitor, falls_asleep: false })
    }
}

impl Iterator for Login {
    type Item = SessionSignal;

    fn next(&mut self) -> Option<SessionSignal> {
        if self.falls_asleep {
            // Whoever was told has done what had to be done.
            self.inhibitor = None;
        }
        loop {
            let Ok(message) = self.messages.next()? else { continue };
            match meaning(&message) {
                Some(Meaning::Signal(signal)) => {
                    self.falls_asleep = signal == SessionSignal::Sleep;
                    return Some(signal);
                }
                Some(Meaning::Woke) => {
                    self.falls_asleep = false;
                    self.inhibitor = inhibit(&self.manager);
                }
                None => {}
            }
        }
    }
}

/// What screen savers tell.
pub(super) struct ScreenSaver(MessageIterator);

impl ScreenSaver {
    /// `None` without a session bus.
    pub(super) fn connect(bus: &Bus) -> Option<Self> {
        let connection = bus.connect().ok()?;
        let messages = MessageIterator::from(&connection);
        for interface in SCREEN_SAVERS {
            listen(&connection, &format!("interface='{interface}',member='ActiveChanged'")).ok()?;
        }
        Some(Self(messages))
    }
}

impl Iterator for ScreenSaver {
    type Item = SessionSignal;

    fn next(&mut self) -> Option<SessionSignal> {
        loop {
            let Ok(message) = self.0.next()? else { continue };
            if let Some(Meaning::Signal(signal)) = meaning(&message) {
                return Some(signal);
            }
        }
    }
}

enum Meaning {
    Signal(SessionSignal),
    Woke,
}

/// What a message says, if it is one of those that were asked for.
fn meaning(message: &Message) -> Option<Meaning> {
    if message.message_type() != Type::Signal {
        return None;
    }
    let header = message.header();
    let (interface, member) = (header.interface()?.as_str(), header.member()?.as_str());
    let says = || message.body().deserialize::<bool>().ok();
    match (interface, member) {
        (MANAGER, "PrepareForSleep") => {
            Some(if says()? { Meaning::Signal(SessionSignal::Sleep) } else { Meaning::Woke })
        }
        (SESSION, "Lock") => Some(Meaning::Signal(SessionSignal::Locked)),
        (PROPERTIES, "PropertiesChanged") => {
            let body = message.body();
            let (of, changed, _) = body.deserialize::<(String, HashMap<String, OwnedValue>, Vec<String>)>().ok()?;
            let is_now = |name: &str| changed.get(name).and_then(|value| bool::try_from(value).ok());
            match (of == SESSION, is_now("LockedHint"), is_now("Active")) {
                (true, Some(true), _) => Some(Meaning::Signal(SessionSignal::Locked)),
                (true, _, Some(false)) => Some(Meaning::Signal(SessionSignal::Switched)),
                _ => None,
            }
        }
        (_, "ActiveChanged") if SCREEN_SAVERS.contains(&interface) => {
            says()?.then_some(Meaning::Signal(SessionSignal::Locked))
        }
        _ => None,
    }
}

fn listen(connection: &Connection, rule: &str) -> zbus::Result<()> {
    let rule = format!("type='signal',{rule}");
    Ok(DBusProxy::new(connection)?.add_match_rule(rule.as_str().try_into()?)?)
}

/// The session on the person's screen. Programs that the person's service manager starts stand in none themselves, so
/// that the one with the display is theirs then.
fn own_session(connection: &Connection, manager: &Proxy<'_>, id: Option<String>) -> Option<OwnedObjectPath> {
    if let Some(path) = id.and_then(|id| manager.call("GetSession", &(id,)).ok()) {
        return Some(path);
    }
    let user =
        Proxy::new(connection, LOGIN, "/org/freedesktop/login1/user/self", "org.freedesktop.login1.User").ok()?;
    let (_, path) = user.get_property::<(String, OwnedObjectPath)>("Display").ok()?;
    Some(path)
}

/// Asks for time before the computer sleeps. It is refused while the computer falls asleep; then it is asked again
/// after it woke.
fn inhibit(manager: &Proxy<'_>) -> Option<OwnedFd> {
    let why = ("sleep", "Watchword", "The vault is closed first", "delay");
    let inhibitor: OwnedFd = manager.call("Inhibit", &why).ok()?;
    // The process that comes after locking must not hold on to it.
    fcntl_setfd(&inhibitor, FdFlags::CLOEXEC).ok()?;
    Some(inhibitor)
}
