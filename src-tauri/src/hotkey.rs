//! The key that opens quick search from any program.

use crate::desk::Desk;
use tauri::{AppHandle, Manager};
use watchword_service::Failure;

pub(crate) use system::Key;

/// Takes the key of the settings. A key that cannot be had is told to the person, who can choose another.
pub(crate) fn start(app: &AppHandle, desk: &Desk) {
    let mut inner = desk.lock();
    let keys = inner.profile.settings().unwrap_or_default().quick_hotkey;
    if let Err(failure) = take(app, &keys) {
        inner.notice = Some(failure);
    }
}

/// Takes another key and lets the old one go; "" takes none.
///
/// # Errors
/// `bad-hotkey`, `hotkey-taken`, or `hotkey-unsupported` where programs get no key of their own.
pub(crate) fn take(app: &AppHandle, keys: &str) -> Result<(), Failure> {
    app.state::<Key>().take(app, keys)
}

#[cfg(target_os = "linux")]
mod system {
    use crate::quick;
    use std::sync::{Mutex, PoisonError};
    use tauri::AppHandle;
    use watchword_desktop::Hotkey;
    use watchword_service::Failure;

    /// The key, once one was taken.
    #[derive(Default)]
    pub(crate) struct Key(Mutex<Option<Hotkey>>);

    impl Key {
        pub(super) fn take(&self, app: &AppHandle, keys: &str) -> Result<(), Failure> {
            let mut hotkey = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if hotkey.is_none() {
                if keys.trim().is_empty() {
                    return Ok(());
                }
                let app = app.clone();
                *hotkey = Some(Hotkey::listen(move || quick::toggle(&app))?);
            }
            hotkey.as_ref().map_or(Ok(()), |hotkey| hotkey.set(keys))
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use crate::quick;
    use std::sync::{Mutex, PoisonError};
    use tauri::{AppHandle, Manager};
    use tauri_plugin_global_shortcut::{Builder, GlobalShortcut, GlobalShortcutExt, Shortcut, ShortcutState};
    use watchword_service::Failure;

    /// The key that is taken.
    #[derive(Default)]
    pub(crate) struct Key(Mutex<Option<Shortcut>>);

    impl Key {
        pub(super) fn take(&self, app: &AppHandle, keys: &str) -> Result<(), Failure> {
            let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let wanted = match keys.trim() {
                "" => None,
                keys => Some(keys.parse::<Shortcut>().map_err(|_| Failure::new("bad-hotkey").with("keys", keys))?),
            };
            if *held == wanted {
                return Ok(());
            }
            if app.try_state::<GlobalShortcut<tauri::Wry>>().is_none() {
                app.plugin(Builder::new().build()).map_err(|_| Failure::new("hotkey-unsupported"))?;
            }
            if let Some(wanted) = wanted {
                let taken = app.global_shortcut().on_shortcut(wanted, |app, _, event| {
                    if event.state == ShortcutState::Pressed {
                        quick::toggle(app);
                    }
                });
                taken.map_err(|_| Failure::new("hotkey-taken").with("keys", keys))?;
            }
            if let Some(old) = held.take() {
                let _ = app.global_shortcut().unregister(old);
            }
            *held = wanted;
            Ok(())
        }
    }
}
