//! Entries as QR codes for another device. The password that opens them comes as raw bytes, in `secrets`.

use crate::capture;
use crate::commands::parse_ids;
use crate::desk::{Desk, Inner};
use crate::ipc::failure::Failure;
use crate::ipc::phone::{PhoneChoice, PhoneEntriesView, PhonePlanView};
use crate::ipc::rows::NameView;
use tauri::{AppHandle, State};
use watchword_service::list::{Request, Sort};
use watchword_service::phone::Form;
use watchword_service::{EntryId, Failure as Refused, Session};

/// The most entries that the choice shows at a time.
const SHOWN: usize = 200;

/// Entries to choose from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn phone_entries(query: String, desk: State<'_, Desk>) -> Result<PhoneEntriesView, Failure> {
    desk.with_session(move |session| {
        let listing = session.list(&Request { query, tag: None, sort: Sort::Name });
        let total = listing.len();
        let rows = session.listed_rows(&listing, 0, SHOWN);
        Ok(PhoneEntriesView::new(rows.iter().map(|row| (row.id, &row.name)), total))
    })
    .await
}

/// What would be shown of the chosen entries. The choice is what the password opens next.
#[tauri::command]
#[specta::specta]
pub(crate) async fn phone_plan(choice: PhoneChoice, desk: State<'_, Desk>) -> Result<PhonePlanView, Failure> {
    desk.work(move |inner| {
        let (ids, form) = (chosen(inner.session()?, &choice)?, Form::from(choice.form));
        let plan = inner.session()?.phone_plan(&ids, form)?;
        inner.to_phone = Some((ids, form));
        let left_out: Vec<EntryId> = plan.left_out.iter().map(|left_out| left_out.id).collect();
        Ok(PhonePlanView::new(&plan, &names(inner.session()?, left_out)))
    })
    .await
}

/// Closes the pictures: their links are wiped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_phone_pictures(desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.work(|inner| {
        inner.session()?.close_phone_pictures();
        inner.to_phone = None;
        Ok(())
    })
    .await
}

/// Opens the pictures of the choice and hides the window from capturing. Returns the names on each picture.
pub(super) fn open(
    app: &AppHandle,
    inner: &mut Inner,
    password: &watchword_secret::SecretText,
) -> Result<Vec<Vec<NameView>>, Refused> {
    let (ids, form) = inner.to_phone.take().ok_or_else(|| Refused::new("showing-over"))?;
    let opened = inner.session()?.open_phone_pictures(&ids, form, password);
    inner.to_phone = Some((ids, form));
    let pictures = opened?;
    capture::hide(app);
    let session = inner.session()?;
    Ok(pictures.into_iter().map(|ids| names(session, ids)).collect())
}

/// The names of entries, masked while somebody presents.
fn names(session: &mut Session, ids: Vec<EntryId>) -> Vec<NameView> {
    session.plain_rows(ids).iter().map(|row| NameView::new(&row.name, row.twin_at)).collect()
}

/// The chosen entries, in the order of their names.
fn chosen(session: &mut Session, choice: &PhoneChoice) -> Result<Vec<EntryId>, Refused> {
    let ids = parse_ids(&choice.ids)?;
    let all: Vec<EntryId> =
        session.list(&Request { query: String::new(), tag: None, sort: Sort::Name }).ids().collect();
    let picked: std::collections::HashSet<EntryId> = ids.into_iter().collect();
    Ok(all.into_iter().filter(|id| picked.contains(id) != choice.all).collect())
}
