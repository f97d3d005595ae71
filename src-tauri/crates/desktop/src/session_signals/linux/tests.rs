use super::*;
use crate::private_bus::PrivateBus;
use rustix::io::fcntl_getfd;
use std::io::Read;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use zbus::interface;
use zbus::object_server::SignalEmitter;

const SESSION_PATH: &str = "/org/freedesktop/login1/session/_37";

impl PrivateBus {
    fn bus(&self) -> Bus {
        Bus::At(self.address.clone())
    }
}

/// logind, as far as we ask it something.
struct FakeManager {
    /// The other ends of the inhibitors that were given out.
    inhibitors: Sender<std::io::PipeReader>,
}

#[interface(name = "org.freedesktop.login1.Manager")]
impl FakeManager {
    #[expect(clippy::unused_self, reason = "an interface of D-Bus")]
    fn get_session(&self, id: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        if id == "7" {
            return Ok(OwnedObjectPath::try_from(SESSION_PATH).unwrap());
        }
        Err(zbus::fdo::Error::Failed("no such session".to_owned()))
    }

    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> OwnedFd {
        assert_eq!((what, who, mode), ("sleep", "Watchword", "delay"));
        assert!(!why.is_empty());
        let (reader, writer) = std::io::pipe().unwrap();
        self.inhibitors.send(reader).unwrap();
        std::os::fd::OwnedFd::from(writer).into()
    }

    #[zbus(signal)]
    async fn prepare_for_sleep(emitter: &SignalEmitter<'_>, start: bool) -> zbus::Result<()>;
}

struct FakeUser;

#[interface(name = "org.freedesktop.login1.User")]
impl FakeUser {
    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "an interface of D-Bus")]
    fn display(&self) -> (String, OwnedObjectPath) {
        ("7".to_owned(), OwnedObjectPath::try_from(SESSION_PATH).unwrap())
    }
}

fn fake_login(bus: &PrivateBus) -> (Connection, Receiver<std::io::PipeReader>) {
    let (inhibitors, given) = mpsc::channel();
    let connection = zbus::blocking::connection::Builder::address(bus.address.as_str())
        .and_then(|builder| builder.serve_at("/org/freedesktop/login1", FakeManager { inhibitors }))
        .and_then(|builder| builder.serve_at("/org/freedesktop/login1/user/self", FakeUser))
        .and_then(|builder| builder.name(LOGIN)?.build())
        .unwrap();
    (connection, given)
}

fn emit<B: serde::Serialize + zbus::zvariant::DynamicType>(
    from: &Connection,
    path: &str,
    interface: &str,
    member: &str,
    body: &B,
) {
    from.emit_signal(None::<&str>, path, interface, member, body).unwrap();
}

fn change(from: &Connection, path: &str, property: &str, value: bool) {
    let changed = HashMap::from([(property, zbus::zvariant::Value::from(value))]);
    emit(from, path, PROPERTIES, "PropertiesChanged", &(SESSION, changed, Vec::<String>::new()));
}

#[test]
fn a_lock_of_the_own_session_is_heard_and_nothing_else_is() {
    for session_id in [Some("7".to_owned()), Some("gone".to_owned()), None] {
        let bus = PrivateBus::start();
        let (login, _given) = fake_login(&bus);
        let mut signals = Login::connect(&bus.bus(), session_id).unwrap();
        // Somebody else's session, an unlock, and what has another meaning.
        emit(&login, "/org/freedesktop/login1/session/_38", SESSION, "Lock", &());
        emit(&login, SESSION_PATH, SESSION, "Unlock", &());
        change(&login, SESSION_PATH, "LockedHint", false);
        change(&login, SESSION_PATH, "Active", true);
        change(&login, SESSION_PATH, "IdleHint", true);
        emit(&login, SESSION_PATH, SESSION, "Lock", &());
        assert_eq!(signals.next(), Some(SessionSignal::Locked));
        change(&login, SESSION_PATH, "LockedHint", true);
        assert_eq!(signals.next(), Some(SessionSignal::Locked));
        change(&login, SESSION_PATH, "Active", false);
        assert_eq!(signals.next(), Some(SessionSignal::Switched));
    }
}

#[test]
fn the_computer_waits_with_its_sleep_until_the_next_signal_is_asked_for() {
    let bus = PrivateBus::start();
    let (login, given) = fake_login(&bus);
    let mut signals = Login::connect(&bus.bus(), None).unwrap();
    let mut inhibitor = given.recv().unwrap();
    let flags = fcntl_getfd(signals.inhibitor.as_ref().unwrap()).unwrap();
    assert!(flags.contains(FdFlags::CLOEXEC), "the process that comes after locking would hold the computer awake");

    emit(&login, "/org/freedesktop/login1", MANAGER, "PrepareForSleep", &true);
    assert_eq!(signals.next(), Some(SessionSignal::Sleep));
    assert!(signals.inhibitor.is_some(), "it was let go before anything could be done");
    let waiting = thread::spawn(move || (signals.next(), signals));
    // Ends when the last one who holds it lets it go.
    assert_eq!(inhibitor.read_to_end(&mut Vec::new()).unwrap(), 0);

    emit(&login, "/org/freedesktop/login1", MANAGER, "PrepareForSleep", &false);
    let next = given.recv().unwrap();
    emit(&login, "/org/freedesktop/login1", MANAGER, "PrepareForSleep", &true);
    let (signal, signals) = waiting.join().unwrap();
    assert_eq!(signal, Some(SessionSignal::Sleep), "the second night is like the first");
    assert!(signals.inhibitor.is_some());
    drop(next);
}

#[test]
fn every_screen_saver_is_heard_when_it_locks() {
    let bus = PrivateBus::start();
    let savers = bus.bus().connect().unwrap();
    let mut signals = ScreenSaver::connect(&bus.bus()).unwrap();
    for interface in SCREEN_SAVERS {
        let path = format!("/{}", interface.replace('.', "/"));
        emit(&savers, &path, interface, "ActiveChanged", &false);
        emit(&savers, &path, "com.example.Other", "ActiveChanged", &true);
        emit(&savers, &path, interface, "ActiveChanged", &true);
        assert_eq!(signals.next(), Some(SessionSignal::Locked), "{interface}");
    }
    // Each locked once: an unlock, or a signal of somebody else, would have come before this one.
    emit(&savers, "/ScreenSaver", SCREEN_SAVERS[0], "ActiveChanged", &true);
    assert_eq!(signals.next(), Some(SessionSignal::Locked));
}

#[test]
fn a_bus_that_ends_ends_the_signals() {
    let bus = PrivateBus::start();
    let (login, _given) = fake_login(&bus);
    let mut signals = Login::connect(&bus.bus(), None).unwrap();
    drop(login);
    drop(bus);
    assert_eq!(signals.next(), None);
}

#[test]
fn without_logind_there_is_nothing_to_hear() {
    let bus = PrivateBus::start();
    let mut signals = Login::connect(&bus.bus(), None);
    assert!(signals.as_mut().is_none_or(|login| login.inhibitor.is_none()));
    drop(bus);
    assert_eq!(signals.and_then(|mut signals| signals.next()), None);
    assert!(ScreenSaver::connect(&Bus::At("unix:path=/watchword/no/such/bus".to_owned())).is_none());
}
