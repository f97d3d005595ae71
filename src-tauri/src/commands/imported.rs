//! The receipt of an import, and what can be done from it.

use crate::commands::intake::{pick, view_of};
use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::imported::ImportedView;
use crate::ipc::intake::IntakeView;
use crate::ipc::receipts::ReceiptView;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use watchword_service::Failure as Refused;

/// The receipt of the last import; `None` when there was none since the vault was opened.
#[tauri::command]
#[specta::specta]
pub(crate) async fn imported(desk: State<'_, Desk>) -> Result<Option<ImportedView>, Failure> {
    desk.with_session(|session| {
        let masked = session.is_presenting().then_some("•••");
        Ok(session.receipt().map(|receipt| ImportedView::new(receipt, masked)))
    })
    .await
}

/// Puts a row of the receipt under review once more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn imported_again(place: u32, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    desk.with_session(move |session| {
        session.review_again(place as usize)?;
        Ok(view_of(session))
    })
    .await
}

/// Takes the whole import back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn imported_undo(desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    desk.with_session(|session| {
        let done = session.undo_receipt()?;
        Ok(ReceiptView::of_change(&done, session))
    })
    .await
}

/// Asks where to and writes the receipt there, in the words of the window; its file name, `None` when the dialog was
/// closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn imported_save(app: AppHandle, text: String) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().file().set_file_name("watchword-import.txt");
    let Some(picked) = pick(move |done| dialog.save_file(done)).await else { return Ok(None) };
    let Ok(path) = picked.into_path() else { return Ok(None) };
    let written = tauri::async_runtime::spawn_blocking(move || {
        write(&path, &text)?;
        Ok::<_, Refused>(path.file_name().map(|name| name.to_string_lossy().into_owned()))
    });
    Ok(written.await.map_err(|_| Refused::new("internal"))??)
}

/// Writes a new file that only its owner reads: names of accounts are nobody else's business.
fn write(path: &Path, text: &str) -> Result<(), Refused> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        let kind = error.kind();
        Refused::new(if kind == ErrorKind::AlreadyExists {
            "exists"
        } else if kind == ErrorKind::StorageFull {
            "disk-full"
        } else {
            "no-permission"
        })
    })
}
