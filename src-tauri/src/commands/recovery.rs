//! Recovery codes of a site, once they are open. Opening and adding carry secrets: see `secrets`.

use super::entries::change;
use crate::commands::parse_id;
use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::receipts::ReceiptView;
use crate::ipc::recovery::RecoveryCodesView;
use tauri::State;

/// The codes of an entry, while they are open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recovery_codes(id: String, desk: State<'_, Desk>) -> Result<RecoveryCodesView, Failure> {
    desk.with_session(move |session| Ok(session.recovery_codes(parse_id(&id)?)?.into())).await
}

/// Closes the codes of all entries.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_recovery_codes(desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.with_session(|session| {
        session.close_recovery_codes();
        Ok(())
    })
    .await
}

/// Ticks a code as used, by its place in the list, or takes the tick away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tick_recovery_code(
    id: String,
    place: u32,
    used: bool,
    desk: State<'_, Desk>,
) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.tick_recovery_code(parse_id(&id)?, place as usize, used)).await
}

/// Copies the first code that is not used.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_next_recovery_code(id: String, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    desk.with_session(move |session| {
        let id = parse_id(&id)?;
        let copied = session.copy_next_recovery_code(id)?;
        Ok(ReceiptView::of_recovery_copy(id, &copied, session))
    })
    .await
}
