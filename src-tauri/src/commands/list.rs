//! The list, its rows, its codes, copying.

use crate::commands::{parse_id, parse_ids};
use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::quick::TypedView;
use crate::ipc::receipts::{CopyWhich, ReceiptView};
use crate::ipc::rows::{CodesView, ListRequest, ListView, OverviewView, RowView};
use crate::typing::{self, Wanted};
use tauri::State;
use watchword_desktop::Program;
use watchword_service::Failure as Refused;
use watchword_service::list::{Request, Sort};

/// Rows that come with the list itself, for the first paint.
const FIRST_ROWS: usize = 40;
/// The most rows or codes that one call gives.
const MOST_ROWS: usize = 500;

/// The frame around the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(desk: State<'_, Desk>) -> Result<OverviewView, Failure> {
    desk.with_session(|session| Ok(session.overview().into())).await
}

/// Orders and filters.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list(request: ListRequest, desk: State<'_, Desk>) -> Result<ListView, Failure> {
    desk.work(move |inner| {
        let id = inner.listing.as_ref().map_or(1, |(id, _)| id.wrapping_add(1));
        let session = inner.session()?;
        let sort = Sort::parse(request.sort.word());
        let listing = session.list(&Request { query: request.query, tag: request.tag, sort });
        let first = session.listed_rows(&listing, 0, FIRST_ROWS);
        let view = ListView::new(id, &listing, first);
        inner.listing = Some((id, listing));
        Ok(view)
    })
    .await
}

/// Rows of the latest list by their places; none when it is not the latest any more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rows(list_id: u32, from: u32, count: u32, desk: State<'_, Desk>) -> Result<Vec<RowView>, Failure> {
    desk.work(move |inner| {
        let Some((id, listing)) = inner.listing.take() else { return Ok(Vec::new()) };
        let rows = inner.session().map(|session| {
            let count = (count as usize).min(MOST_ROWS);
            if id == list_id { session.listed_rows(&listing, from as usize, count) } else { Vec::new() }
        });
        inner.listing = Some((id, listing));
        Ok(rows?.into_iter().map(RowView::from).collect())
    })
    .await
}

/// The codes of the rows on screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn codes(ids: Vec<String>, desk: State<'_, Desk>) -> Result<CodesView, Failure> {
    desk.with_session(move |session| {
        if ids.len() > MOST_ROWS {
            return Err(Refused::new("internal"));
        }
        let (now_ms, lines) = session.codes(&parse_ids(&ids)?);
        Ok(CodesView::new(now_ms, lines, session.is_presenting()))
    })
    .await
}

/// Copies a code. A counter's new value is on disk before.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_code(id: String, which: CopyWhich, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    desk.with_session(move |session| {
        let outcome = session.copy_code(parse_id(&id)?, which.into())?;
        Ok(ReceiptView::of_copy(&outcome, session))
    })
    .await
}

/// Types a code into the program that was used before this window; copies it where that cannot be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn type_code(
    id: String,
    which: CopyWhich,
    allow: bool,
    desk: State<'_, Desk>,
) -> Result<TypedView, Failure> {
    let wanted = Wanted { id: parse_id(&id)?, which: which.into(), allow };
    typing::type_code(&desk, Program::behind(), wanted, || ()).await
}

/// Empties the clipboard if it still holds what we put there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clear_clipboard(desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.with_session(|session| match session.clear_clipboard() {
        Some(false) => Err(Refused::new("clipboard-refused")),
        Some(true) | None => Ok(()),
    })
    .await
}
