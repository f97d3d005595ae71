//! Icons of entries. Their pictures leave as pixels, never as files: the web view decodes none.

use crate::commands::entries::change;
use crate::commands::intake::pick;
use crate::commands::parse_ids;
use crate::desk::Desk;
use crate::files;
use crate::ipc::entries::IconView;
use crate::ipc::failure::Failure;
use crate::ipc::receipts::ReceiptView;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use watchword_service::Failure as Refused;
use watchword_service::icon::picture_of;

/// Gives entries an icon.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_icon(ids: Vec<String>, icon: IconView, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    change(&desk, move |session| session.set_icon(&parse_ids(&ids)?, icon.try_into()?)).await
}

/// Asks for a picture and gives the id of the icon made of it, which is not saved yet; `None` when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_icon(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().file().add_filter("PNG, JPEG, WebP, BMP, GIF", files::PICTURES);
    let Some(picked) = pick(move |done| dialog.pick_file(done)).await else { return Ok(None) };
    let Ok(path) = picked.into_path() else { return Ok(None) };
    let made = tauri::async_runtime::spawn_blocking(move || picture_of(files::read_file(&path)?.expose())).await;
    let picture = made.map_err(|_| Refused::new("internal"))??;
    desk.with_session(|session| Ok(Some(session.offer_picture(picture).to_string()))).await
}

/// The pixels of a picture: one byte for its width, one for its height, then red, green, blue and alpha of each.
#[tauri::command]
pub(crate) async fn icon_picture(id: String, desk: State<'_, Desk>) -> Result<Response, Failure> {
    desk.with_session(move |session| {
        let id = id.parse().map_err(|_| Refused::new("not-found"))?;
        let shown = session.icon_pixels(id)?;
        let side = |side: u32| u8::try_from(side).map_err(|_| Refused::new("damaged-picture"));
        let mut bytes = Vec::with_capacity(shown.pixels.len() + 2);
        bytes.extend([side(shown.width)?, side(shown.height)?]);
        bytes.extend(shown.pixels);
        Ok(Response::new(bytes))
    })
    .await
}
