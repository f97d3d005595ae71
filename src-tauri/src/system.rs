//! Settings that the system must know of: what starts with it, and who opens links.

use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_deep_link::DeepLinkExt;
use watchword_service::{Failure, Settings};

/// Schemes of the links that carry secrets of one-time passwords.
pub(crate) const SCHEMES: [&str; 2] = ["otpauth", "otpauth-migration"];

/// Tells the system what the settings say now, where they said something else before.
///
/// # Errors
/// `desktop-refused` when the system does not take it; it knows what it knew before then.
pub(crate) fn tell(app: &AppHandle, before: &Settings, now: &Settings) -> Result<(), Failure> {
    if before.start_with_system != now.start_with_system {
        start_with_system(app, now.start_with_system)?;
    }
    if before.open_links != now.open_links
        && let Err(failure) = open_links(app, now.open_links)
    {
        let _ = open_links(app, before.open_links);
        let _ = start_with_system(app, before.start_with_system);
        return Err(failure);
    }
    Ok(())
}

fn start_with_system(app: &AppHandle, on: bool) -> Result<(), Failure> {
    let launcher = app.autolaunch();
    let told = if on { launcher.enable() } else { launcher.disable() };
    told.map_err(|_| Failure::new("desktop-refused"))
}

fn open_links(app: &AppHandle, on: bool) -> Result<(), Failure> {
    for scheme in SCHEMES {
        let links = app.deep_link();
        let told = if on { links.register(scheme) } else { links.unregister(scheme) };
        told.map_err(|_| Failure::new("desktop-refused"))?;
    }
    Ok(())
}
