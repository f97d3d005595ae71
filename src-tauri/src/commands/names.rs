//! Names that say too little, better ones, and how names are put together.

use super::entries::change;
use crate::commands::parse_ids;
use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::names::{NamePreviewView, NamesView};
use crate::ipc::receipts::ReceiptView;
use tauri::State;

/// Entries that show what a naming template makes of names.
const PREVIEWED: usize = 5;

/// The names that say too little.
#[tauri::command]
#[specta::specta]
pub(crate) async fn names(desk: State<'_, Desk>) -> Result<NamesView, Failure> {
    desk.with_session(|session| Ok(NamesView::new(session))).await
}

/// Takes the proposed names of entries.
#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_names(ids: Vec<String>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.apply_names(&parse_ids(&ids)?)).await
}

/// What a naming template would make of some entries.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_names(template: String, desk: State<'_, Desk>) -> Result<Vec<NamePreviewView>, Failure> {
    desk.with_session(move |session| {
        let mut rows = session.preview_names(&template, PREVIEWED)?;
        if session.is_presenting() {
            rows.clear();
        }
        Ok(rows.into_iter().map(|(_, before, after)| NamePreviewView { before, after }).collect())
    })
    .await
}
