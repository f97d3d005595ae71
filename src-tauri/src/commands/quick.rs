//! Quick search: what its window shows, and what it does.

use crate::commands::parse_id;
use crate::commands::unlock::begin;
use crate::desk::{Desk, Inner};
use crate::ipc::failure::Failure;
use crate::ipc::quick::{QuickFoundView, QuickView, TypedView};
use crate::ipc::receipts::{CopyWhich, ReceiptView};
use crate::ipc::rows::{CodesView, RowView};
use crate::ipc::start::Phase;
use crate::quick::{self, Quick};
use crate::typing::{self, Wanted};
use tauri::{AppHandle, State};
use watchword_service::{Failure as Refused, Session};

/// As many rows as there are keys for.
const ROWS: usize = 5;

/// What the window shows as it opens; nothing while it is not asked for. A vault that is not ready for a search is for
/// the main window, which comes instead.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick(
    app: AppHandle,
    state: State<'_, Quick>,
    desk: State<'_, Desk>,
) -> Result<Option<QuickView>, Failure> {
    if !state.is_wanted() {
        return Ok(None);
    }
    let (program, rounded) = (state.program(), state.rounded());
    let view = desk
        .work(move |inner| {
            let start = begin(inner)?;
            let due = inner.session.as_ref().is_some_and(|session| session.overview().password_due);
            if due || !matches!(start.phase, Phase::Open | Phase::Locked) {
                return Ok(None);
            }
            let total = inner.session.as_ref().map_or(0, |session| session.overview().total);
            let mut view = QuickView::new(start, total, program.as_ref(), rounded);
            view.found = inner.session.as_mut().map(|session| find(session, ""));
            Ok(Some(view))
        })
        .await;
    if !matches!(view, Ok(Some(_))) {
        quick::to_main(&app);
    }
    view
}

/// The best hits, or without a query the likeliest entries, with their codes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_search(
    query: String,
    state: State<'_, Quick>,
    desk: State<'_, Desk>,
) -> Result<QuickFoundView, Failure> {
    if !state.is_wanted() {
        return Err(Refused::new("locked").into());
    }
    desk.work(move |inner: &mut Inner| {
        let session = inner.session()?;
        session.touch();
        Ok(find(session, &query))
    })
    .await
}

fn find(session: &mut Session, query: &str) -> QuickFoundView {
    let found = session.search(query, ROWS);
    let ids: Vec<_> = found.iter().map(|found| found.row.id).collect();
    let (now_ms, lines) = session.codes(&ids);
    let rows = found.into_iter().map(|found| RowView::from(found.row)).collect();
    QuickFoundView { rows, codes: CodesView::new(now_ms, lines, session.is_presenting()) }
}

/// The page has drawn itself and is so high: the window takes that height, and is shown when it was asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_show(height: u32, app: AppHandle) -> Result<(), Failure> {
    quick::show(&app, height);
    Ok(())
}

/// The page has drawn itself empty: the window can go.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_cleared(app: AppHandle) -> Result<(), Failure> {
    quick::cleared(&app);
    Ok(())
}

/// Closes the window and gives the focus back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_hide(app: AppHandle) -> Result<(), Failure> {
    quick::close(&app);
    Ok(())
}

/// Goes on in the main window, with the recovery key when that is wanted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_to_main(app: AppHandle) -> Result<(), Failure> {
    quick::to_main(&app);
    Ok(())
}

/// Copies a code, closes the window and gives the focus back. With a code that the clipboard does not take the window
/// stays, to show it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_copy(
    id: String,
    which: CopyWhich,
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Result<ReceiptView, Failure> {
    let id = parse_id(&id)?;
    let receipt = desk
        .with_session(move |session| {
            let outcome = session.copy_code(id, which.into())?;
            session.touch();
            Ok(ReceiptView::of_copy(&outcome, session))
        })
        .await?;
    if receipt.clipboard_ok {
        quick::close(&app);
    }
    Ok(receipt)
}

/// Types a code into the program that had the focus; copies it where that cannot be, and then the window stays, or
/// comes back, to say so.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_type(
    id: String,
    which: CopyWhich,
    allow: bool,
    app: AppHandle,
    state: State<'_, Quick>,
    desk: State<'_, Desk>,
) -> Result<TypedView, Failure> {
    let wanted = Wanted { id: parse_id(&id)?, which: which.into(), allow };
    let hide = move || {
        quick::hide(&app);
    };
    let typed = typing::type_code(&desk, state.program(), wanted, hide).await?;
    if typed.why.is_some() {
        state.want_again();
    }
    Ok(typed)
}
