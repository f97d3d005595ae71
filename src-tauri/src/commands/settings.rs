//! Settings.

use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::settings::{SettingsPatch, SettingsView};
use crate::ipc::start::WaysView;
use tauri::State;

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

/// Changes settings; before the vault is open too, for the language and the colours.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_settings(patch: SettingsPatch, desk: State<'_, Desk>) -> Result<SettingsView, Failure> {
    desk.work(move |inner| {
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
