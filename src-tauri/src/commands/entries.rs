//! One entry, changes, the trash, undo.

use crate::commands::{parse_id, parse_ids};
use crate::desk::Desk;
use crate::ipc::entries::{DetailView, EntryEdit, TrashView};
use crate::ipc::failure::Failure;
use crate::ipc::receipts::ReceiptView;
use tauri::State;
use watchword_service::{Failure as Refused, Session, edit::Done};

/// Everything about an entry but its secret.
#[tauri::command]
#[specta::specta]
pub(crate) async fn detail(id: String, desk: State<'_, Desk>) -> Result<DetailView, Failure> {
    desk.with_session(move |session| DetailView::new(session, parse_id(&id)?)).await
}

/// Changes labels or the pin.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_entry(id: String, edit: EntryEdit, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.edit(parse_id(&id)?, &edit.into())).await
}

/// Moves entries to the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn trash(ids: Vec<String>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.trash(&parse_ids(&ids)?)).await
}

/// The trash, last trashed first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_trash(desk: State<'_, Desk>) -> Result<TrashView, Failure> {
    desk.with_session(|session| {
        let oldest = session.versions()?.iter().map(|version| version.at_ms).min().unwrap_or_default();
        Ok(TrashView::new(session, oldest))
    })
    .await
}

/// Takes entries out of the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_from_trash(ids: Vec<String>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.restore(&parse_ids(&ids)?)).await
}

/// Deletes entries of the trash for good, when the person typed "delete" and their number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn erase_from_trash(
    ids: Vec<String>,
    confirmation: String,
    desk: State<'_, Desk>,
) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| {
        let typed = confirmation.trim().to_lowercase();
        let wanted = ["delete", "eliminar"].map(|word| format!("{word} {}", ids.len()));
        if !wanted.contains(&typed) {
            return Err(Refused::new("confirmation-wrong"));
        }
        session.erase(&parse_ids(&ids)?)
    })
    .await
}

/// Adds tags to entries and takes others off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tag_entries(
    ids: Vec<String>,
    add: Vec<String>,
    remove: Vec<String>,
    desk: State<'_, Desk>,
) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.tag(&parse_ids(&ids)?, &add, &remove)).await
}

/// Pins entries, or takes their pins off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pin_entries(ids: Vec<String>, pinned: bool, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.pin(&parse_ids(&ids)?, pinned)).await
}

/// Puts an entry before another one, or behind all of its section, in the order made by hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn put_before(
    id: String,
    before: Option<String>,
    desk: State<'_, Desk>,
) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| {
        let before = before.as_deref().map(parse_id).transpose()?;
        session.put_before(parse_id(&id)?, before)
    })
    .await
}

/// Takes the latest undoing back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, Session::redo).await
}

/// Takes a change back, the latest when none is named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(undo_id: Option<String>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| {
        let change =
            undo_id.as_deref().map(|id| id.parse().map_err(|_| Refused::new("nothing-to-undo"))).transpose()?;
        session.undo(change)
    })
    .await
}

pub(super) async fn change(
    desk: &Desk,
    act: impl FnOnce(&mut Session) -> Result<Done, Refused> + Send + 'static,
) -> Result<ReceiptView, Failure> {
    desk.with_session(move |session| {
        let done = act(session)?;
        Ok(ReceiptView::of_change(&done, session))
    })
    .await
}
