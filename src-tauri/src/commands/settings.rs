//! Settings.

use crate::desk::{Desk, Inner};
use crate::ipc::failure::Failure;
use crate::ipc::settings::{SettingsPatch, SettingsView};
use crate::ipc::start::WaysView;
use crate::{hotkey, system};
use tauri::{AppHandle, State};
use watchword_service::Failure as Refused;

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings(desk: State<'_, Desk>) -> Result<SettingsView, Failure> {
    desk.work(|inner| match &inner.session {
        Some(session) => Ok(session.settings().into()),
        None => Ok((&inner.profile.settings()?).into()),
    })
    .await
}

/// Changes settings; before the vault is open too, for the language and the colours. What the system must know of them
/// it is told first: a setting that it refuses stays as it was, and so does a key for quick search that cannot be had.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_settings(
    patch: SettingsPatch,
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Result<SettingsView, Failure> {
    desk.work(move |inner| {
        let before = inner.settings();
        let mut now = before.clone();
        patch.clone().apply(&mut now);
        let keys = patch.quick_hotkey.clone();
        let told = keys.as_ref().map_or(Ok(()), |keys| hotkey::take(&app, keys));
        let saved = told.and_then(|()| system::tell(&app, &before, &now)).and_then(|()| save(inner, patch));
        if saved.is_err() {
            let _ = system::tell(&app, &now, &before);
        }
        match &saved {
            Ok(_) if keys.is_some() => inner.notice = None,
            Err(_) if keys.is_some() => drop(hotkey::take(&app, &before.quick_hotkey)),
            _ => {}
        }
        saved
    })
    .await
}

fn save(inner: &mut Inner, patch: SettingsPatch) -> Result<SettingsView, Refused> {
    if let Some(session) = &mut inner.session {
        return Ok(session.change_settings(|settings| patch.apply(settings))?.into());
    }
    let mut settings = inner.profile.settings()?;
    patch.apply(&mut settings);
    settings.mend();
    inner.profile.save_settings(&settings)?;
    Ok((&settings).into())
}

/// The ways into the vault: what is remembered, and whether the recovery key was kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ways(desk: State<'_, Desk>) -> Result<WaysView, Failure> {
    desk.work(|inner| {
        inner.session()?;
        Ok(WaysView::of(inner))
    })
    .await
}

/// Ends the trust in this computer; the vault stays open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_computer(desk: State<'_, Desk>) -> Result<WaysView, Failure> {
    desk.work(|inner| {
        inner.profile.forget()?;
        inner.session()?.distrust();
        Ok(WaysView::of(inner))
    })
    .await
}
