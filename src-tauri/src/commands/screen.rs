//! What others can see of the window: masks, and capturing of the screen.

use crate::capture;
use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::screen::ScreenView;
use tauri::{AppHandle, State};

/// What others can see.
#[tauri::command]
#[specta::specta]
pub(crate) async fn screen(app: AppHandle, desk: State<'_, Desk>) -> Result<ScreenView, Failure> {
    desk.with_session(move |session| Ok(capture::view(&app, session.is_presenting()))).await
}

/// Masks names and codes, or shows them again. Everything on screen is asked for anew.
#[tauri::command]
#[specta::specta]
pub(crate) async fn present(on: bool, app: AppHandle, desk: State<'_, Desk>) -> Result<ScreenView, Failure> {
    let renewed = desk.inner().clone();
    desk.work(move |inner| {
        inner.session()?.present(on);
        renewed.renew(inner);
        Ok(capture::view(&app, on))
    })
    .await
}

/// Lets the window be captured for ten minutes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn allow_capture(app: AppHandle, desk: State<'_, Desk>) -> Result<ScreenView, Failure> {
    let presenting = desk.with_session(|session| Ok(session.is_presenting())).await?;
    capture::allow(&app);
    Ok(capture::view(&app, presenting))
}

/// Hides the window from capturing again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hide_from_capture(app: AppHandle, desk: State<'_, Desk>) -> Result<ScreenView, Failure> {
    let presenting = desk.with_session(|session| Ok(session.is_presenting())).await?;
    capture::hide(&app);
    Ok(capture::view(&app, presenting))
}
