//! Commands that carry a password or a typed secret. They come as raw bytes, never as JSON: no string of the window
//! and no text of the JSON reader then holds them. Their small options travel in headers.

use crate::commands::intake::{pick, view_of};
use crate::commands::{parse_id, phone};
use crate::desk::{Desk, ShownKey};
use crate::ipc::backups::RehearsalView;
use crate::ipc::count;
use crate::ipc::entries::QrView;
use crate::ipc::failure::Failure;
use crate::ipc::intake::IntakeView;
use crate::ipc::phone::PhonePicturesView;
use crate::ipc::receipts::{ReceiptView, ReceiptWhat};
use crate::ipc::recovery::{PastedCodesView, RecoveryCodesView};
use crate::ipc::start::{FirstKeyView, StrengthView, WaysView};
use crate::window::MAIN;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Emitter, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::export::ExportOrder;
use watchword_service::intake::{FileKey, TypedEntry, open_files};
use watchword_service::profile::Trust;
use watchword_service::recovery::CODES_LIMIT;
use watchword_service::recovery::paste::{PASTE_LIMIT, understand};
use watchword_service::{Consent, Failure as Refused, RecoveryKey, SheetWords, strength};

/// The QR code of an entry for another device, once the password was typed again.
#[tauri::command]
pub(crate) async fn entry_qr(request: Request<'_>, desk: State<'_, Desk>) -> Result<QrView, Failure> {
    let (password, id) = (secret(&request)?, header(&request, "entry"));
    desk.with_session(move |session| {
        let code = session.entry_qr(parse_id(&id)?, &password)?;
        Ok(QrView { size: count(code.size), squares: code.squares.expose().to_owned() })
    })
    .await
}

/// Opens the pictures of the chosen entries, once the password was typed again.
#[tauri::command]
pub(crate) async fn open_phone_pictures(
    request: Request<'_>,
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Result<PhonePicturesView, Failure> {
    let password = secret(&request)?;
    desk.work(move |inner| Ok(PhonePicturesView { pictures: phone::open(&app, inner, &password)? })).await
}

/// One of the open pictures: the one secret that the page gets at a time.
#[tauri::command]
pub(crate) async fn phone_picture(request: Request<'_>, desk: State<'_, Desk>) -> Result<QrView, Failure> {
    let at = header(&request, "picture").parse().unwrap_or(usize::MAX);
    desk.with_session(move |session| {
        let code = session.phone_picture(at)?;
        Ok(QrView { size: count(code.size), squares: code.squares.expose().to_owned() })
    })
    .await
}

/// How strong a password would be.
#[tauri::command]
pub(crate) async fn password_strength(request: Request<'_>) -> Result<StrengthView, Failure> {
    let password = secret(&request)?;
    let strength = tauri::async_runtime::spawn_blocking(move || strength::strength(password.expose()))
        .await
        .map_err(|_| Refused::new("internal"))?;
    Ok(StrengthView { bars: strength.bars, reason: strength.reason.to_owned() })
}

/// Makes the vault of this folder.
#[tauri::command]
pub(crate) async fn create_vault(request: Request<'_>, desk: State<'_, Desk>) -> Result<FirstKeyView, Failure> {
    let (password, hint) = (secret(&request)?, header(&request, "hint"));
    desk.work(move |inner| {
        let (session, key) = inner.profile.create(&password, true)?;
        inner.open(session);
        if !hint.is_empty() {
            // The vault and its key are made: a hint that cannot be kept must not hide the key.
            let _ = inner.session()?.change_settings(|settings| settings.hint = hint);
        }
        let view = key.as_ref().map_or(FirstKeyView { groups: Vec::new() }, FirstKeyView::new);
        inner.shown_key = key.map(|key| ShownKey { key, replaces: false });
        Ok(view)
    })
    .await
}

/// Opens the vault with its password. The main window is told when it was not the one that asked.
#[tauri::command]
pub(crate) async fn unlock(request: Request<'_>, window: WebviewWindow, desk: State<'_, Desk>) -> Result<(), Failure> {
    let (password, trust) = (secret(&request)?, header(&request, "trust"));
    let consent = consent(&request);
    desk.work(move |inner| {
        let mut session = inner.profile.unlock(&password, consent)?;
        let trust = Trust::parse(&trust).unwrap_or(Trust::No);
        if session.settings().trust != trust.word() {
            // Only a preference: not keeping it must not keep anyone out.
            let _ = session.change_settings(|settings| trust.word().clone_into(&mut settings.trust));
        }
        // A keyring that does not answer costs the convenience, not the way in.
        let _ = inner.profile.remember(&mut session, trust);
        inner.open(session);
        Ok(())
    })
    .await?;
    if window.label() != MAIN {
        let _ = window.emit_to(MAIN, "vault-opened", ());
    }
    Ok(())
}

/// Opens the vault with its recovery key.
#[tauri::command]
pub(crate) async fn unlock_with_recovery_key(request: Request<'_>, desk: State<'_, Desk>) -> Result<(), Failure> {
    let key = secret(&request)?;
    desk.work(move |inner| {
        let session = inner.profile.unlock_with_recovery_key(&key)?;
        inner.open(session);
        Ok(())
    })
    .await
}

/// Gives the vault a new password, once it was opened with the recovery key.
#[tauri::command]
pub(crate) async fn set_password(request: Request<'_>, desk: State<'_, Desk>) -> Result<(), Failure> {
    let password = secret(&request)?;
    desk.with_session(move |session| {
        // Changing a password one knows asks for it first; only the recovery key stands in for it.
        if !session.overview().password_due {
            return Err(Refused::new("wrong-password"));
        }
        session.set_password(&password)
    })
    .await
}

/// Gives the vault another password, for who knows the one of now. Both come in one body: `split` says after how many
/// bytes the new one begins.
#[tauri::command]
pub(crate) async fn change_password(request: Request<'_>, desk: State<'_, Desk>) -> Result<(), Failure> {
    let split = header(&request, "split").parse().unwrap_or(usize::MAX);
    let (old, new) = match request.body() {
        InvokeBody::Raw(bytes) => bytes.split_at_checked(split).ok_or_else(|| Refused::new("internal"))?,
        InvokeBody::Json(_) => return Err(Refused::new("internal").into()),
    };
    let text = |bytes: &[u8]| SecretText::from_utf8(bytes.to_vec()).ok_or_else(|| Refused::new("internal"));
    let (old, new, hint) = (text(old)?, text(new)?, header(&request, "hint"));
    desk.with_session(move |session| {
        session.confirm_password(&old)?;
        session.set_password(&new)?;
        // The hint belongs to the old password. One that cannot be kept must not hide that the new one is in force.
        let _ = session.change_settings(|settings| settings.hint = hint);
        Ok(())
    })
    .await
}

/// Makes another recovery key and shows it. It opens the vault once it was written down; until then the old one does.
#[tauri::command]
pub(crate) async fn new_recovery_key(request: Request<'_>, desk: State<'_, Desk>) -> Result<FirstKeyView, Failure> {
    let password = secret(&request)?;
    desk.work(move |inner| {
        inner.session()?.confirm_password(&password)?;
        let key = RecoveryKey::make()?;
        let view = FirstKeyView::new(&key);
        inner.shown_key = Some(ShownKey { key, replaces: true });
        Ok(view)
    })
    .await
}

/// Remembers this computer from now on for the chosen time.
#[tauri::command]
pub(crate) async fn remember(request: Request<'_>, desk: State<'_, Desk>) -> Result<WaysView, Failure> {
    let (password, trust) = (secret(&request)?, header(&request, "trust"));
    desk.work(move |inner| {
        let trust = Trust::parse(&trust).unwrap_or(Trust::No);
        let session = inner.session.as_mut().ok_or_else(|| Refused::new("locked"))?;
        session.confirm_password(&password)?;
        inner.profile.remember(session, trust)?;
        // Only what the lock page proposes next time.
        let _ = session.change_settings(|settings| trust.word().clone_into(&mut settings.trust));
        Ok(WaysView::of(inner))
    })
    .await
}

/// Puts a link, or lines of links, under review.
#[tauri::command]
pub(crate) async fn intake_text(request: Request<'_>, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    let text = secret(&request)?;
    desk.with_session(move |session| {
        session.intake_text(&text)?;
        Ok(view_of(session))
    })
    .await
}

/// Puts fields typed by hand under review.
#[tauri::command]
pub(crate) async fn intake_typed(request: Request<'_>, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    let fields = secret(&request)?;
    desk.with_session(move |session| {
        let typed: TypedEntry = serde_json::from_str(fields.expose()).map_err(|_| Refused::new("internal"))?;
        session.intake_typed(&typed)?;
        Ok(view_of(session))
    })
    .await
}

/// Asks for a folder and writes the export that was prepared. Both passwords come in one body: `split` says after how many
/// bytes the one of the file begins. The names of the files, `None` when the dialog was closed.
#[tauri::command]
pub(crate) async fn export_save(
    request: Request<'_>,
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Result<Option<Vec<String>>, Failure> {
    let split = header(&request, "split").parse().unwrap_or(usize::MAX);
    let (vault, file) = match request.body() {
        InvokeBody::Raw(bytes) => bytes.split_at_checked(split).ok_or_else(|| Refused::new("internal"))?,
        InvokeBody::Json(_) => return Err(Refused::new("internal").into()),
    };
    let text = |bytes: &[u8]| SecretText::from_utf8(bytes.to_vec()).ok_or_else(|| Refused::new("internal"));
    let (vault, file) = (text(vault)?, text(file)?);
    let plain_agreed = header(&request, "plain") == "true";
    let (language, title) = (header(&request, "language"), header(&request, "title"));
    let (warning, secret_word) = (header(&request, "warning"), header(&request, "secret"));
    // A wrong password is told before a folder is asked for.
    let check = vault.duplicate();
    desk.with_session(move |session| session.confirm_password(&check)).await?;
    let dialog = app.dialog().file();
    let Some(picked) = pick(move |done| dialog.pick_folder(done)).await else { return Ok(None) };
    let Ok(folder) = picked.into_path() else { return Ok(None) };
    desk.work(move |inner| {
        let chosen = inner.export.take().ok_or_else(|| Refused::new("nothing-to-export"))?;
        let order = ExportOrder {
            format: &chosen.format,
            ids: &chosen.ids,
            out: &folder,
            file_password: (!file.expose().is_empty()).then_some(&file),
            plain_agreed,
            words: SheetWords { language: &language, title: &title, warning: &warning, secret: &secret_word },
        };
        let written = inner.session()?.export(&order, &vault);
        if written.is_err() {
            // It can be tried again, into another folder say.
            inner.export = Some(chosen);
        }
        let name = |path: &std::path::PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Some(written?.files.iter().filter_map(name).collect()))
    })
    .await
}

/// Opens a file of another app with its password. Deriving a key takes long: the vault stays free meanwhile.
#[tauri::command]
pub(crate) async fn intake_unlock_file(request: Request<'_>, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    let (password, consent) = (secret(&request)?, consent(&request));
    let file = header(&request, "file").parse().unwrap_or(usize::MAX);
    let (files, key_file) = desk
        .work(move |inner| {
            let key_file = inner.key_file.as_ref().map(|key| SecretBytes::copy_of(key.expose()));
            Ok((inner.session()?.locked_files(), key_file))
        })
        .await?;
    let key = FileKey { password: Some(password), key_file, consent };
    let opened = tauri::async_runtime::spawn_blocking(move || open_files(files, &key, None));
    let opened = opened.await.map_err(|_| Refused::new("internal"))?;
    desk.work(move |inner| {
        let session = inner.session()?;
        session.intake_unlocked(file, opened)?;
        let view = view_of(session);
        inner.key_file = None;
        Ok(view)
    })
    .await
}

/// Gives a row another secret, of which nothing but the secret was wrong.
#[tauri::command]
pub(crate) async fn intake_mend(request: Request<'_>, desk: State<'_, Desk>) -> Result<IntakeView, Failure> {
    let (text, row) = (secret(&request)?, header(&request, "row").parse().unwrap_or(usize::MAX));
    desk.with_session(move |session| {
        session.intake_mend(row, &text)?;
        Ok(view_of(session))
    })
    .await
}

/// Opens the recovery codes of an entry for five minutes; where the vault has none yet, this sets their passphrase.
#[tauri::command]
pub(crate) async fn open_recovery_codes(
    request: Request<'_>,
    desk: State<'_, Desk>,
) -> Result<RecoveryCodesView, Failure> {
    let (passphrase, id) = (secret(&request)?, header(&request, "id"));
    desk.with_session(move |session| {
        let id = parse_id(&id)?;
        session.open_recovery_codes(id, &passphrase)?;
        Ok(session.recovery_codes(id)?.into())
    })
    .await
}

/// What is understood of a pasted text; nothing is kept.
#[tauri::command]
pub(crate) async fn preview_recovery_codes(request: Request<'_>) -> Result<PastedCodesView, Failure> {
    let text = pasted(&request)?;
    tauri::async_runtime::spawn_blocking(move || Ok(PastedCodesView::from(&understand(text.expose()))))
        .await
        .map_err(|_| Refused::new("internal"))?
}

/// Keeps the codes of a pasted text with an entry, beside those it has or in their place.
#[tauri::command]
pub(crate) async fn add_recovery_codes(request: Request<'_>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    let text = pasted(&request)?;
    let (id, replace) = (header(&request, "id"), header(&request, "replace") == "true");
    desk.with_session(move |session| {
        let codes = understand(text.expose()).codes;
        let added = session.add_recovery_codes(parse_id(&id)?, &codes, replace)?;
        let count = count(added.added);
        Ok(ReceiptView { count, ..ReceiptView::of_change(&added.done, session) })
    })
    .await
}

/// Changes the passphrase of all recovery codes: the present one, a line end, the new one.
#[tauri::command]
pub(crate) async fn change_recovery_passphrase(
    request: Request<'_>,
    desk: State<'_, Desk>,
) -> Result<ReceiptView, Failure> {
    let both = secret(&request)?;
    desk.with_session(move |session| {
        let (old, new) = both.expose().split_once('\n').ok_or_else(|| Refused::new("internal"))?;
        let (old, new) = (SecretText::copy_of(old), SecretText::copy_of(new));
        let count = count(session.change_recovery_passphrase(&old, &new)?);
        Ok(ReceiptView { count, ..ReceiptView::of(ReceiptWhat::RecoveryPassphrase) })
    })
    .await
}

/// Proves that a backup opens with the password and holds what the vault holds.
#[tauri::command]
pub(crate) async fn rehearse(request: Request<'_>, desk: State<'_, Desk>) -> Result<RehearsalView, Failure> {
    let (password, version) = (secret(&request)?, header(&request, "version"));
    desk.with_session(move |session| {
        let version = (!version.is_empty()).then_some(version.as_str());
        let rehearsal = session.rehearse(version, &password)?;
        Ok(RehearsalView::new(rehearsal, session.is_presenting()))
    })
    .await
}

/// Goes back to a version: of an open vault, or of one whose file is damaged or gone.
#[tauri::command]
pub(crate) async fn restore_version(request: Request<'_>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    let (password, version) = (secret(&request)?, header(&request, "version"));
    let consent = consent(&request);
    desk.work(move |inner| {
        if let Some(session) = &mut inner.session {
            let done = session.go_back(&version, &password)?;
            return Ok(ReceiptView::of_change(&done, session));
        }
        let session = inner.profile.recover(&version, &password, consent)?;
        let count = count(session.overview().total);
        inner.open(session);
        Ok(ReceiptView { count, ..ReceiptView::of(ReceiptWhat::RestoredVersion) })
    })
    .await
}

/// Opens a backup file: in an empty folder it becomes the vault, else its entries go under review.
#[tauri::command]
pub(crate) async fn restore_backup(request: Request<'_>, desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    let password = secret(&request)?;
    let (token, consent) = (header(&request, "token"), consent(&request));
    desk.work(move |inner| {
        let place: Option<usize> = token.parse().ok();
        let path =
            place.and_then(|at| inner.backup_files.get(at)).cloned().ok_or_else(|| Refused::new("file-not-found"))?;
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(session) = &mut inner.session {
            let counts = session.review_backup(&path, &password, consent)?.counts;
            let receipt = ReceiptView::of(ReceiptWhat::Intake);
            return Ok(ReceiptView { count: count(counts.add), updated: count(counts.update), file, ..receipt });
        }
        let session = inner.profile.adopt(&path, &password, consent)?;
        let count = count(session.overview().total);
        inner.open(session);
        Ok(ReceiptView { count, file, ..ReceiptView::of(ReceiptWhat::VaultRestored) })
    })
    .await
}

/// A pasted text of a bearable length.
fn pasted(request: &Request<'_>) -> Result<SecretText, Refused> {
    let text = secret(request)?;
    if text.expose().len() > PASTE_LIMIT {
        Err(Refused::new("too-many-codes").with("limit", CODES_LIMIT))
    } else {
        Ok(text)
    }
}

/// The raw body as text. The bytes that the web view's side holds are out of reach here: locking replaces the process.
fn secret(request: &Request<'_>) -> Result<SecretText, Refused> {
    match request.body() {
        InvokeBody::Raw(bytes) => SecretText::from_utf8(bytes.clone()).ok_or_else(|| Refused::new("internal")),
        InvokeBody::Json(_) => Err(Refused::new("internal")),
    }
}

/// An option beside the secret; percent-encoded, because headers hold ASCII only.
fn header(request: &Request<'_>, name: &str) -> String {
    let value = request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()
}

fn consent(request: &Request<'_>) -> Consent {
    if header(request, "cost-accepted") == "true" { Consent::Given } else { Consent::Ask }
}
