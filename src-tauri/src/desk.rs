//! What the window's process holds: the folder of the vault and, while it is open, the session.
//!
//! Commands come on many threads and work one after the other under one lock, off the thread that draws: no lock is
//! held across an `await`, and nothing here is asynchronous but the way in and out.

use crate::handed::{self, Waiting};
use crate::ipc::failure::Failure;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tauri::{AppHandle, Emitter};
use watchword_secret::SecretBytes;
use watchword_service::list::Listing;
use watchword_service::phone::Form;
use watchword_service::{EntryId, Failure as Refused, Machine, Profile, RecoveryKey, Session, Settings};

/// The state behind every command.
#[derive(Clone)]
pub(crate) struct Desk {
    inner: Arc<Mutex<Inner>>,
    /// The window to tell of changes, once there is one.
    app: Arc<OnceLock<AppHandle>>,
}

/// The vault changed, here or by another process.
#[derive(Clone, Serialize)]
struct VaultChanged {
    revision: u64,
}

/// What is behind the lock.
pub(crate) struct Inner {
    /// The folder with the vault.
    pub(crate) profile: Profile,
    /// The open vault, `None` while it is locked.
    pub(crate) session: Option<Session>,
    /// The list on screen and its number.
    pub(crate) listing: Option<(u32, Listing)>,
    /// The recovery key just made, until it was shown and put away.
    pub(crate) shown_key: Option<ShownKey>,
    /// Backup files that were picked or dropped; the window knows them by their place.
    pub(crate) backup_files: Vec<PathBuf>,
    /// The entries chosen for another device, and their form.
    pub(crate) to_phone: Option<(Vec<EntryId>, Form)>,
    /// The key file for the next file of another app that is opened.
    pub(crate) key_file: Option<SecretBytes>,
    /// The export that is being asked about.
    pub(crate) export: Option<Export>,
    /// What other programs handed over, until the vault is open.
    pub(crate) waiting: Waiting,
    /// What did not work at the start, for the window to say.
    pub(crate) notice: Option<Refused>,
    /// The revision that the window knows of, `None` while nothing is open.
    shown_revision: Option<u64>,
}

/// What is to be exported, and as what.
pub(crate) struct Export {
    pub(crate) format: String,
    pub(crate) ids: Vec<EntryId>,
}

/// A recovery key that is on screen.
pub(crate) struct ShownKey {
    pub(crate) key: RecoveryKey,
    /// It is to take the place of another, which opens the vault until this one was written down.
    pub(crate) replaces: bool,
}

impl Desk {
    pub(crate) fn new(folder: &std::path::Path, machine: Machine) -> Self {
        let inner = Inner {
            profile: Profile::at(folder, machine),
            session: None,
            listing: None,
            shown_key: None,
            backup_files: Vec::new(),
            to_phone: None,
            key_file: None,
            export: None,
            waiting: Waiting::default(),
            notice: None,
            shown_revision: None,
        };
        Self { inner: Arc::new(Mutex::new(inner)), app: Arc::default() }
    }

    /// Tells the window of changes from now on.
    pub(crate) fn tell(&self, app: AppHandle) {
        // Set once, when the window is made.
        let _ = self.app.set(app);
    }

    /// The state itself. A panic in a command leaves it as it was between two saves, which is a good state.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work` off the thread that draws.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Inner) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Failure> {
        let desk = self.clone();
        let worked = tauri::async_runtime::spawn_blocking(move || {
            let mut inner = desk.lock();
            let done = work(&mut inner);
            desk.announce(&mut inner);
            let review = desk.app.get().filter(|_| inner.session.is_some() && !inner.waiting.is_empty());
            drop(inner);
            if let Some(app) = review {
                handed::review(app, &desk);
            }
            done
        });
        worked.await.unwrap_or_else(|_| Err(Refused::new("internal"))).map_err(Failure::from)
    }

    /// Tells the windows when the vault has another revision than it knows of.
    pub(crate) fn announce(&self, inner: &mut Inner) {
        let revision = inner.session.as_ref().map(Session::revision);
        let known = std::mem::replace(&mut inner.shown_revision, revision);
        if let (Some(known), Some(revision), Some(app)) = (known, revision, self.app.get())
            && known != revision
        {
            let _ = app.emit("vault-changed", VaultChanged { revision });
        }
    }

    /// Tells the window to ask again for all that it shows, though the vault is what it was.
    pub(crate) fn renew(&self, inner: &Inner) {
        if let (Some(session), Some(app)) = (&inner.session, self.app.get()) {
            let _ = app.emit("vault-changed", VaultChanged { revision: session.revision() });
        }
    }

    /// Does `work` with the open vault.
    pub(crate) async fn with_session<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Failure> {
        self.work(|inner| work(inner.session()?)).await
    }
}

impl Inner {
    /// The open vault.
    pub(crate) fn session(&mut self) -> Result<&mut Session, Refused> {
        self.session.as_mut().ok_or_else(|| Refused::new("locked"))
    }

    /// The settings in force; the usual ones where their file cannot be understood.
    pub(crate) fn settings(&self) -> Settings {
        match &self.session {
            Some(session) => session.settings().clone(),
            None => self.profile.settings().unwrap_or_default(),
        }
    }

    /// Takes a vault that was just opened; one that was open before is closed.
    pub(crate) fn open(&mut self, session: Session) {
        self.close();
        self.session = Some(session);
    }

    /// Drops everything of the vault. What the clipboard holds of it goes too.
    pub(crate) fn close(&mut self) {
        if let Some(session) = &mut self.session {
            session.clear_clipboard();
        }
        (self.session, self.listing, self.shown_key) = (None, None, None);
        self.to_phone = None;
        self.backup_files.clear();
    }
}
