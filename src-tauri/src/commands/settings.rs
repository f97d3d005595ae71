//! Settings.

use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::settings::{SettingsPatch, SettingsView};
use tauri::{AppHandle, State};

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

/// Changes settings; before the vault is open too, for the language and the colours. A key for quick search that cannot
/// be had changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_settings(
    patch: SettingsPatch,
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Result<SettingsView, Failure> {
    desk.work(move |inner| {
        if let Some(keys) = &patch.quick_hotkey {
            crate::hotkey::take(&app, keys)?;
            inner.notice = None;
        }
        if let Some(session) = &mut inner.session {
            return Ok(session.change_settings(|settings| patch.apply(settings))?.into());
        }
        let mut settings = inner.profile.settings()?;
        patch.apply(&mut settings);
        settings.mend();
        inner.profile.save_settings(&settings)?;
        Ok((&settings).into())
    })
    .await
}
