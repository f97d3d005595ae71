//! Versions and backup files. Passwords come as raw bytes, in `secrets`; paths stay here.

use crate::commands::intake::pick;
use crate::desk::{Desk, Inner};
use crate::ipc::backups::{BackupFileView, BackupsView};
use crate::ipc::failure::Failure;
use crate::ipc::receipts::{ReceiptView, ReceiptWhat};
use std::path::PathBuf;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

/// The page of versions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backups(desk: State<'_, Desk>) -> Result<BackupsView, Failure> {
    desk.with_session(|session| Ok(BackupsView::new(session.proof(), session.versions()?, session.is_presenting())))
        .await
}

/// Asks where to, writes a backup there and reads it back; `None` when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_backup(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<ReceiptView>, Failure> {
    let name = desk.with_session(|session| Ok(session.backup_name())).await?;
    let dialog = app.dialog().file().set_file_name(name);
    let Some(picked) = pick(move |done| dialog.save_file(done)).await else { return Ok(None) };
    let Ok(path) = picked.into_path() else { return Ok(None) };
    desk.with_session(move |session| {
        let made = session.make_backup(Some(&path))?;
        let file = made.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Some(ReceiptView { count: crate::ipc::count(made.entries), file, ..ReceiptView::of(ReceiptWhat::Backup) }))
    })
    .await
}

/// Asks for a backup file; `None` when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_backup(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<BackupFileView>, Failure> {
    let dialog = app.dialog().file();
    let Some(picked) = pick(move |done| dialog.pick_file(done)).await else { return Ok(None) };
    let Ok(path) = picked.into_path() else { return Ok(None) };
    desk.work(move |inner| Ok(Some(remember_file(inner, path)))).await
}

/// Keeps the path of a backup file here and gives the window a number for it.
pub(crate) fn remember_file(inner: &mut Inner, path: PathBuf) -> BackupFileView {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    inner.backup_files.push(path);
    BackupFileView { token: crate::ipc::count(inner.backup_files.len() - 1), file }
}
