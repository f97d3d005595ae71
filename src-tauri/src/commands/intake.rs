//! The one intake: what comes in, the review, the acceptance. Links and typed fields come as raw bytes, in `secrets`.

use crate::desk::Desk;
use crate::files;
use crate::ipc::failure::Failure;
use crate::ipc::intake::{IntakeChoice, IntakeView};
use crate::ipc::receipts::{ReceiptView, ReceiptWhat};
use crate::looking;
use crate::window::MAIN;
use tauri::{AppHandle, Emitter, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use watchword_service::{Failure as Refused, Session};

/// What is under review, as the window shows it.
pub(crate) fn view_of(session: &Session) -> IntakeView {
    let empty = watchword_service::intake::Intake::default();
    let (template, endings) = (session.settings().template(), &session.settings().endings);
    IntakeView::new(session.intake().unwrap_or(&empty), |item| {
        let proposal = item.proposal.as_ref()?;
        let mut labels = item.labels.clone();
        labels.issuer.clone_from(&proposal.issuer);
        labels.account.clone_from(&proposal.account);
        Some(template.name(&labels, endings))
    })
}

/// Opens the system's file dialog; `None` when it was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_pick(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<IntakeView>, Failure> {
    let dialog = app.dialog().file().add_filter("*", &["*"]).add_filter("Watchword", &files::extensions());
    let Some(picked) = pick(move |done| dialog.pick_files(done)).await else { return Ok(None) };
    review_files(app, &desk, picked).await
}

/// Opens the system's dialog for a folder, of which all pictures are read; `None` when it was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_pick_folder(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<IntakeView>, Failure> {
    let dialog = app.dialog().file();
    let Some(picked) = pick(move |done| dialog.pick_folder(done)).await else { return Ok(None) };
    review_files(app, &desk, vec![picked]).await
}

/// Reads what was chosen and puts it under review.
async fn review_files(app: AppHandle, desk: &Desk, picked: Vec<FilePath>) -> Result<Option<IntakeView>, Failure> {
    let paths = picked.into_iter().filter_map(|file| file.into_path().ok()).collect::<Vec<_>>();
    let loaded = tauri::async_runtime::spawn_blocking(move || files::read(&paths, files::Origin::Chosen)).await;
    let loaded = loaded.map_err(|_| Refused::new("internal"))?;
    desk.work(move |inner| {
        if let Some(backup) = files::take(inner, loaded)? {
            let _ = app.emit_to(MAIN, "backup-dropped", backup);
            return Ok(None);
        }
        Ok(Some(view_of(inner.session()?)))
    })
    .await
}

/// Looks at the screens, without this window, and puts what is new there under review.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_screen(app: AppHandle, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    // Only with an open vault: nobody else has anything to do with the screen.
    desk.with_session(|_| Ok(())).await?;
    let scans = tauri::async_runtime::spawn_blocking(move || looking::look(&app)).await;
    let scans = scans.map_err(|_| Refused::new("internal"))??;
    desk.with_session(move |session| {
        session.intake_screens(scans);
        Ok(view_of(session))
    })
    .await
}

/// Puts what is on the clipboard under review.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_paste(desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    desk.with_session(|session| {
        session.intake_clipboard()?;
        Ok(view_of(session))
    })
    .await
}

/// What is under review.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake(desk: State<'_, Desk>) -> Result<Option<IntakeView>, Failure> {
    desk.with_session(|session| Ok(session.intake().is_some().then(|| view_of(session)))).await
}

/// Takes a decision about a row.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_choose(
    row: u32,
    choice: IntakeChoice,
    desk: State<'_, Desk>,
) -> Result<IntakeView, Failure> {
    desk.with_session(move |session| {
        session.intake_choose(row as usize, &choice.into())?;
        Ok(view_of(session))
    })
    .await
}

/// Takes every proposed name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_use_all_names(desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    desk.with_session(|session| {
        session.intake_use_all_names();
        Ok(view_of(session))
    })
    .await
}

/// Adds and updates what is ticked and answered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_accept(app: AppHandle, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    desk.with_session(move |session| {
        let accepted = session.intake_accept().inspect_err(|failure| {
            if failure.code == "review-changed" {
                let _ = app.emit_to(MAIN, "intake-changed", ());
            }
        })?;
        let receipt = ReceiptView::of_change(&accepted.done, session);
        Ok(ReceiptView {
            what: ReceiptWhat::Added,
            count: crate::ipc::count(accepted.added.len()),
            updated: crate::ipc::count(accepted.updated),
            ..receipt
        })
    })
    .await
}

/// Leaves a file out that waits for its password.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_leave_file(file: u32, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    desk.with_session(move |session| {
        session.intake_leave_locked(file as usize);
        Ok(view_of(session))
    })
    .await
}

/// Opens the system's file dialog for a key file, which is used with the next password; its name, `None` when the dialog
/// was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_pick_key_file(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().file();
    let Some(picked) = pick(move |done| dialog.pick_file(done)).await else { return Ok(None) };
    let Ok(path) = picked.into_path() else { return Ok(None) };
    desk.work(move |inner| {
        inner.key_file = Some(files::read_file(&path)?);
        Ok(path.file_name().map(|name| name.to_string_lossy().into_owned()))
    })
    .await
}

/// Apps whose files can be imported, by name.
#[tauri::command]
#[specta::specta]
pub(crate) fn known_apps() -> Vec<String> {
    watchword_service::intake::known_apps().into_iter().map(str::to_owned).collect()
}

/// Lets everything under review go.
#[tauri::command]
#[specta::specta]
pub(crate) async fn intake_discard(desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.with_session(|session| {
        session.intake_discard();
        Ok(())
    })
    .await
}

/// Waits for a dialog without holding a thread.
pub(crate) async fn pick<T: Send + 'static>(open: impl FnOnce(Box<dyn FnOnce(Option<T>) + Send>)) -> Option<T> {
    let (answer, mut answers) = tauri::async_runtime::channel(1);
    open(Box::new(move |picked| {
        // The window may be gone by the time the dialog closes.
        let _ = answer.try_send(picked);
    }));
    answers.recv().await.flatten()
}
