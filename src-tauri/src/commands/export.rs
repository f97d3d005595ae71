//! Exports to files of other apps: what would be lost, first. The passwords come as raw bytes, in `secrets`.

use crate::commands::parse_ids;
use crate::desk::{Desk, Export};
use crate::ipc::export::{ExportFormatView, ExportReportView};
use crate::ipc::failure::Failure;
use tauri::State;
use watchword_service::Failure as Refused;
use watchword_service::export;

/// Formats that are written, in the order in which they are offered.
#[tauri::command]
#[specta::specta]
pub(crate) fn export_formats() -> Vec<ExportFormatView> {
    export::export_formats().into_iter().map(ExportFormatView::from).collect()
}

/// Chooses what is exported and how; says what would become of each entry. Without ids all entries in use are meant.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_prepare(
    format: String,
    ids: Vec<String>,
    desk: State<'_, Desk>,
) -> Result<ExportReportView, Failure> {
    desk.work(move |inner| {
        let session = inner.session()?;
        if session.is_presenting() {
            return Err(Refused::new("locked"));
        }
        let in_use = session.entries().iter().filter(|entry| !entry.is_trashed()).map(|entry| entry.id);
        let ids = if ids.is_empty() { in_use.collect() } else { parse_ids(&ids)? };
        let report = session.judge_export(&format, &ids)?;
        inner.export = Some(Export { format, ids });
        Ok(report.into())
    })
    .await
}
