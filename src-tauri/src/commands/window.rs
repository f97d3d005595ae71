//! The window itself.

use crate::desk::Desk;
use crate::hiding;
use crate::ipc::failure::Failure;
use tauri::{AppHandle, State};
use watchword_service::Failure as Refused;

/// Hides the window where a tray can bring it back; elsewhere nothing happens. Returns whether it is hidden.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hide_window(app: AppHandle, desk: State<'_, Desk>) -> Result<bool, Failure> {
    let desk = desk.inner().clone();
    let hidden = tauri::async_runtime::spawn_blocking(move || hiding::hide(&app, &desk)).await;
    hidden.map_err(|_| Refused::new("internal").into())
}
