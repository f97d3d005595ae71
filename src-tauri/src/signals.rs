//! The person left: the desktop locked its screen, the computer goes to sleep, somebody else signs in. The vault locks.

use crate::desk::{Desk, Inner};
use tauri::AppHandle;
use watchword_desktop::{SessionSignal, session_signals};
use watchword_service::Settings;

/// Starts listening, on a thread for each source.
pub(crate) fn start(app: &AppHandle, desk: &Desk) {
    for source in session_signals() {
        let (app, desk) = (app.clone(), desk.clone());
        std::thread::spawn(move || follow(source, || desk.lock(), || crate::lock::lock(&app, &desk)));
    }
}

/// Locks at each signal that the settings name, before the next one is asked for.
fn follow<I: std::ops::Deref<Target = Inner>>(
    source: impl Iterator<Item = SessionSignal>,
    inner: impl Fn() -> I,
    lock: impl Fn(),
) {
    for signal in source {
        if locks(signal, &inner()) {
            lock();
        }
    }
}

/// Whether there is something to lock. While this computer is remembered the vault would open again without a
/// question: locking it then would protect nothing.
fn locks(signal: SessionSignal, inner: &Inner) -> bool {
    inner.session.as_ref().is_some_and(|session| !session.is_trusted() && is_wanted(signal, session.settings()))
}

fn is_wanted(signal: SessionSignal, settings: &Settings) -> bool {
    match signal {
        SessionSignal::Locked => settings.lock_on_session_lock,
        SessionSignal::Sleep => settings.lock_on_suspend,
        SessionSignal::Switched => settings.lock_on_user_switch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use watchword_secret::SecretText;
    use watchword_service::KdfParams;
    use watchword_service::profile::Trust;

    const SIGNALS: [SessionSignal; 3] = [SessionSignal::Locked, SessionSignal::Sleep, SessionSignal::Switched];

    /// How often these signals lock.
    fn count(desk: &Desk, signals: &[SessionSignal]) -> usize {
        let count = Cell::new(0);
        follow(signals.iter().copied(), || desk.lock(), || count.set(count.get() + 1));
        count.get()
    }

    #[test]
    fn each_signal_locks_an_open_vault_as_the_settings_say() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(folder.path(), watchword_desktop::machine());
        assert_eq!(count(&desk, &SIGNALS), 0, "nothing is open");
        let password = SecretText::copy_of("otter piano velvet tram");
        let (session, _) = desk.lock().profile.create_with(&password, false, KdfParams::TEST).unwrap();
        desk.lock().open(session);
        assert_eq!(count(&desk, &SIGNALS), 3);
        let switches: [fn(&mut Settings) -> &mut bool; 3] = [
            |settings| &mut settings.lock_on_session_lock,
            |settings| &mut settings.lock_on_suspend,
            |settings| &mut settings.lock_on_user_switch,
        ];
        for (signal, switch) in SIGNALS.into_iter().zip(switches) {
            desk.lock().session().unwrap().change_settings(|settings| *switch(settings) = false).unwrap();
            assert_eq!((count(&desk, &[signal]), count(&desk, &SIGNALS)), (0, 2), "{signal:?}");
            desk.lock().session().unwrap().change_settings(|settings| *switch(settings) = true).unwrap();
        }
    }

    #[test]
    fn a_remembered_computer_is_not_locked_to_be_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut machine = watchword_desktop::machine();
        machine.keyring = std::sync::Arc::new(Takes);
        let desk = Desk::new(folder.path(), machine);
        let password = SecretText::copy_of("otter piano velvet tram");
        let mut inner = desk.lock();
        let (mut session, _) = inner.profile.create_with(&password, false, KdfParams::TEST).unwrap();
        inner.profile.remember(&mut session, Trust::Hours(1)).unwrap();
        inner.open(session);
        drop(inner);
        assert_eq!(count(&desk, &SIGNALS), 0);
    }

    /// A keyring that takes every key.
    struct Takes;

    impl watchword_service::Keyring for Takes {
        fn store(&self, _: &str, _: &watchword_secret::SecretBytes) -> Result<(), watchword_service::Failure> {
            Ok(())
        }

        fn load(&self, _: &str) -> Result<Option<watchword_secret::SecretBytes>, watchword_service::Failure> {
            Ok(None)
        }

        fn forget(&self, _: &str) -> Result<(), watchword_service::Failure> {
            Ok(())
        }

        fn answers(&self) -> bool {
            true
        }
    }
}
