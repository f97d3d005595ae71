//! Before the vault is open, and closing it.

use crate::desk::{Desk, Inner};
use crate::ipc::Whole;
use crate::ipc::backups::{VersionPlace, VersionView, VersionWhy};
use crate::ipc::failure::Failure;
use crate::ipc::receipts::{ReceiptView, ReceiptWhat};
use crate::ipc::settings::{SettingsView, TrustWindow};
use crate::ipc::start::{LockView, Phase, StartView, TroubleKind, TroubleView};
use tauri::{AppHandle, State};
use watchword_service::backup::Place;
use watchword_service::{Failure as Refused, Standing};

/// Which page the window begins with. A remembered computer opens its vault here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start(desk: State<'_, Desk>) -> Result<StartView, Failure> {
    desk.work(begin).await
}

/// Where things stand.
pub(crate) fn begin(inner: &mut Inner) -> Result<StartView, Refused> {
    let mut keyring_silent = false;
    let standing = inner.profile.standing()?;
    if inner.session.is_none() && standing == Standing::Locked {
        match inner.profile.unlock_remembered() {
            Ok(session) => inner.session = session,
            // Whatever is wrong with the convenience, the password opens the vault.
            Err(_) => keyring_silent = true,
        }
    }
    let settings = inner.settings();
    let trouble = match standing {
        Standing::FirstRun | Standing::Locked => None,
        Standing::Damaged => Some(TroubleKind::Damaged),
        Standing::Missing => Some(TroubleKind::Missing),
        Standing::Newer => Some(TroubleKind::Newer),
    };
    let phase = match (inner.session.is_some(), standing) {
        (true, _) => Phase::Open,
        (false, Standing::FirstRun) => Phase::FirstRun,
        (false, Standing::Locked) => Phase::Locked,
        (false, Standing::Damaged | Standing::Missing | Standing::Newer) => Phase::Trouble,
    };
    Ok(StartView {
        phase,
        lock: (phase == Phase::Locked).then(|| LockView {
            hint: settings.hint.clone(),
            trust_possible: inner.profile.machine().keyring.answers(),
            trust: TrustWindow::from_word(&settings.trust),
            wait_until: Whole(inner.profile.wait_until_ms()),
            keyring_silent,
            file: "vault.wv".to_owned(),
        }),
        trouble: trouble
            .filter(|_| phase == Phase::Trouble)
            .map(|kind| TroubleView { kind, versions: versions_without_key(inner) }),
        settings: SettingsView::from(&settings),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        notice: inner.notice.clone().map(Into::into),
    })
}

/// What can be said of the versions while nothing is open.
fn versions_without_key(inner: &Inner) -> Vec<VersionView> {
    let files = inner.profile.store().versions().unwrap_or_default();
    let view = |file: &watchword_service::VersionFile| VersionView {
        id: file.id.to_string(),
        at: Whole(file.modified_ms),
        why: VersionWhy { what: String::new(), count: 0, name: String::new() },
        entries: -1,
        place: match file.place {
            Place::Backup => VersionPlace::Backup,
            Place::Ring | Place::Unfinished => VersionPlace::Ring,
        },
        proven_at: Whole(0),
        bytes: Whole(file.bytes),
        revision: Whole(file.id.revision),
    };
    files.iter().filter(|file| file.digest_ok).map(view).collect()
}

/// Four random words of a well-known list, to be used as the password.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_passphrase() -> Result<String, Failure> {
    let phrase = watchword_service::strength::suggest_passphrase().map_err(Refused::from)?;
    Ok(phrase.expose().to_owned())
}

/// The recovery key was written down, or that was put off: the core forgets it. One that replaces another is the
/// vault's from here on; put off, the other stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_recovery_key(kept: bool, desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.work(move |inner| {
        let Some(shown) = inner.shown_key.take() else { return Err(Refused::new("entry-gone")) };
        let session = inner.session()?;
        if shown.replaces {
            if !kept {
                return Ok(());
            }
            session.set_recovery_key(&shown.key)?;
        }
        session.change_settings(|settings| settings.recovery_key_kept = kept)?;
        Ok(())
    })
    .await
}

/// Copies the recovery key just made; it leaves the clipboard like a code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_recovery_key(desk: State<'_, Desk>) -> Result<ReceiptView, Failure> {
    desk.work(|inner| {
        let key = inner.shown_key.as_ref().ok_or_else(|| Refused::new("entry-gone"))?.key.to_groups();
        let clears_ms = inner.session()?.put_on_clipboard(key)?;
        Ok(ReceiptView { clipboard_clears_at: Whole(clears_ms), ..ReceiptView::of(ReceiptWhat::KeyCopied) })
    })
    .await
}

/// Locks: every key is dropped and the process replaces itself. It does not return.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock(app: AppHandle, desk: State<'_, Desk>) -> Result<(), Failure> {
    let desk = desk.inner().clone();
    let locked = tauri::async_runtime::spawn_blocking(move || crate::lock::by_hand(&app, &desk)).await;
    locked.map_err(|_| Refused::new("internal").into())
}

/// Goes on with a vault file that is older than what this computer saw: it can be changed again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accept_older_copy(desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.with_session(|session| {
        session.accept_older_copy();
        Ok(())
    })
    .await
}

/// The person did something; returns when the vault locks by itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(desk: State<'_, Desk>) -> Result<Whole, Failure> {
    desk.with_session(|session| Ok(Whole(session.touch()))).await
}
