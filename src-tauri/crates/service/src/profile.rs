//! The folder with a vault before it is open: what is there, making, unlocking, recovering.

use crate::failure::Failure;
use crate::ports::{Clipboard, Clock, Keyring};
use crate::session::Session;
use crate::settings::Settings;
use data_encoding::HEXLOWER;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use watchword_secret::SecretText;
use watchword_vault::{
    Consent, FileProblem, KdfParams, OpenError, RecoveryKey, RecoveryKeyError, SaveError, Status, Store, StoreError,
    Vault, Way,
};

/// The machine around the vault.
#[derive(Clone)]
pub struct Machine {
    /// The clocks.
    pub clock: Arc<dyn Clock>,
    /// The system keyring.
    pub keyring: Arc<dyn Keyring>,
    /// The clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// Name of this computer for the vault's list of devices.
    pub device_name: String,
}

/// A folder for one vault.
pub struct Profile {
    folder: PathBuf,
    machine: Machine,
    store: Store,
    /// Wrong passwords in a row and when the last was tried, to slow guessing at the keyboard down.
    failures: u32,
    /// By the steady clock; 0 for no wait.
    wait_until_ms: u64,
    /// The right password did not open it: whole from outside, its content was altered.
    altered: bool,
}

/// What is in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No vault, and never one.
    FirstRun,
    /// A vault that waits for its password.
    Locked,
    /// The file is damaged; versions may be whole.
    Damaged,
    /// The file is gone although this device had one here.
    Missing,
    /// The file was written by a newer major version.
    Newer,
}

/// How long this computer is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Not at all.
    No,
    /// For so many hours.
    Hours(u32),
}

impl Trust {
    /// The windows that are offered, longest 30 days, by their word in the settings.
    pub const OFFERED: [(&'static str, Self); 7] = [
        ("no", Self::No),
        ("1h", Self::Hours(1)),
        ("8h", Self::Hours(8)),
        ("1d", Self::Hours(24)),
        ("7d", Self::Hours(7 * 24)),
        ("14d", Self::Hours(14 * 24)),
        ("30d", Self::Hours(30 * 24)),
    ];

    /// From the word of the settings and the command line.
    pub fn parse(word: &str) -> Option<Self> {
        Self::OFFERED.iter().find(|(known, _)| *known == word).map(|(_, trust)| *trust)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::OFFERED.iter().find(|(_, trust)| *trust == self).map_or("no", |(word, _)| word)
    }
}

/// Whether this computer is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remembered {
    /// No.
    No,
    /// Until then, milliseconds since 1970.
    Until(u64),
}

impl Profile {
    /// The folder is not touched yet.
    pub fn at(folder: &Path, machine: Machine) -> Self {
        Self {
            folder: folder.to_owned(),
            machine,
            store: Store::at(folder),
            failures: 0,
            wait_until_ms: 0,
            altered: false,
        }
    }

    /// What is in the folder.
    ///
    /// # Errors
    /// `no-permission` when it cannot be read.
    pub fn standing(&self) -> Result<Standing, Failure> {
        Ok(match self.store.status().map_err(|error| store_failure(&error))? {
            Status::Absent => Standing::FirstRun,
            Status::Present { .. } if self.altered => Standing::Damaged,
            Status::Present { .. } => Standing::Locked,
            Status::Damaged { .. } => Standing::Damaged,
            Status::Missing => Standing::Missing,
            Status::Newer { .. } | _ => Standing::Newer,
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The vault's files, for `doctor` and recovery.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The machine it runs on.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// The settings; defaults where there is no file yet.
    ///
    /// # Errors
    /// `bad-setting` when the file cannot be understood.
    pub fn settings(&self) -> Result<Settings, Failure> {
        Settings::load(&settings_file(&self.folder))
    }

    /// Keeps settings.
    ///
    /// # Errors
    /// Why the file could not be written.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), Failure> {
        make_private_folder(&self.folder)?;
        settings.save(&settings_file(&self.folder))
    }

    /// Makes a vault, with a recovery key when asked for one. The key is returned once and kept nowhere.
    ///
    /// # Errors
    /// `exists` where there is a vault or the remains of one, `password-empty`, `password-too-long`, or why it could
    /// not be written.
    pub fn create(
        &self,
        password: &SecretText,
        with_recovery_key: bool,
    ) -> Result<(Session, Option<RecoveryKey>), Failure> {
        self.create_with(password, with_recovery_key, KdfParams::calibrate())
    }

    /// [`Profile::create`] at a chosen cost of the password.
    ///
    /// # Errors
    /// As [`Profile::create`].
    pub fn create_with(
        &self,
        password: &SecretText,
        with_recovery_key: bool,
        kdf: KdfParams,
    ) -> Result<(Session, Option<RecoveryKey>), Failure> {
        check_password(password)?;
        let key = if with_recovery_key { Some(RecoveryKey::make()?) } else { None };
        let now_ms = self.machine.clock.now_ms();
        let vault = self
            .store
            .create(password, key.as_ref(), kdf, now_ms, &self.machine.device_name)
            .map_err(|error| store_failure(&error))?;
        Ok((self.session(vault), key))
    }

    /// Opens the vault with its password and remembers this computer for the trust window.
    ///
    /// # Errors
    /// `wrong-password`, `wait` with the seconds after several of them, `needs-consent`, or why it cannot be opened.
    pub fn unlock(&mut self, password: &SecretText, consent: Consent) -> Result<Session, Failure> {
        check_password(password)?;
        let wait_ms = self.wait_until_ms.saturating_sub(self.machine.clock.steady_ms());
        if wait_ms > 0 {
            let seconds = wait_ms.div_ceil(1_000);
            return Err(Failure::new("wait").with("seconds", seconds));
        }
        let opened = self.open(Way::Password(password), consent);
        match &opened {
            Err(failure) if failure.code == "wrong-password" => {
                self.failures += 1;
                if self.failures >= 3 {
                    // 2, 4, 8 … 60 seconds. No wipe, ever: whoever has the file can guess elsewhere.
                    let seconds = 2_u64.saturating_pow(self.failures - 2).min(60);
                    self.wait_until_ms = self.machine.clock.steady_ms() + seconds * 1_000;
                }
            }
            Err(failure) if failure.code == "altered" => self.altered = true,
            _ => self.failures = 0,
        }
        opened
    }

    /// When the next password may be tried, milliseconds since 1970; 0 for now.
    pub fn wait_until_ms(&self) -> u64 {
        let wait_ms = self.wait_until_ms.saturating_sub(self.machine.clock.steady_ms());
        if wait_ms > 0 { self.machine.clock.now_ms() + wait_ms } else { 0 }
    }

    /// Opens the vault with the recovery key.
    ///
    /// # Errors
    /// `recovery-key-length`, `recovery-key-typo`, `wrong-password` when it is the key of another vault, or why it
    /// cannot be opened.
    pub fn unlock_with_recovery_key(&self, key: &SecretText) -> Result<Session, Failure> {
        let key = parse_recovery_key(key.expose())?;
        self.open(Way::RecoveryKey(&key), Consent::Given)
    }

    /// Opens the vault with the key in the keyring, where this computer is remembered and the time is not over.
    /// `None` when it is not remembered.
    ///
    /// # Errors
    /// `keyring-silent` when it is remembered but the keyring does not answer; the vault is fine then.
    pub fn unlock_remembered(&self) -> Result<Option<Session>, Failure> {
        let now_ms = self.machine.clock.now_ms();
        let Remembered::Until(until_ms) = self.remembered() else {
            // Trust that is over must not come back with a clock that is set back.
            let _ = self.store.drop_device_slot();
            return Ok(None);
        };
        let Some(name) = self.keyring_name() else { return Ok(None) };
        let Some(key) = self.machine.keyring.load(&name)? else {
            let _ = self.store.drop_device_slot();
            return Ok(None);
        };
        match self.store.open(Way::Device(&key), Consent::Given, now_ms) {
            Ok(vault) => {
                let mut session = self.session(vault);
                session.trust_until(until_ms);
                Ok(Some(session))
            }
            Err(
                OpenError::WrongDeviceKey
                | OpenError::Expired
                | OpenError::ClockSetBack
                | OpenError::NoSlot(_)
                | OpenError::OtherKeys
                | OpenError::Altered,
            ) => {
                // The slot is of no use; whether it can be removed or not, the password opens the vault.
                let _ = self.forget();
                Ok(None)
            }
            Err(error) => Err(open_failure(&error)),
        }
    }

    /// Whether this computer is remembered, and until when.
    pub fn remembered(&self) -> Remembered {
        let now_ms = self.machine.clock.now_ms();
        match self.store.device_slot(now_ms) {
            Some(slot) if slot.expires_ms > now_ms => Remembered::Until(slot.expires_ms),
            _ => Remembered::No,
        }
    }

    /// Remembers this computer, or forgets it. Returns until when.
    ///
    /// # Errors
    /// `keyring-silent` when there is no keyring to keep the key: nothing is remembered then.
    pub fn remember(&self, session: &mut Session, trust: Trust) -> Result<Remembered, Failure> {
        let Trust::Hours(hours) = trust else {
            self.forget()?;
            return Ok(Remembered::No);
        };
        let now_ms = self.machine.clock.now_ms();
        let expires_ms = now_ms + u64::from(hours) * 3_600_000;
        let key = session.vault.enable_device_slot(expires_ms, now_ms).map_err(|error| save_failure(&error))?;
        let name = self.keyring_name().ok_or_else(|| Failure::new("no-vault"))?;
        if let Err(failure) = self.machine.keyring.store(&name, &key) {
            let _ = self.store.drop_device_slot();
            return Err(failure);
        }
        session.trust_until(expires_ms);
        Ok(Remembered::Until(expires_ms))
    }

    /// Forgets this computer: the slot here and the key in the keyring.
    ///
    /// # Errors
    /// Why the slot could not be removed. A keyring that does not answer is no error: without the slot its key opens
    /// nothing.
    pub fn forget(&self) -> Result<(), Failure> {
        if let Some(name) = self.keyring_name() {
            let _ = self.machine.keyring.forget(&name);
        }
        self.store.drop_device_slot().map_err(|error| save_failure(&error))
    }

    /// Makes a file, a backup or the vault of another computer, the vault of this folder: an empty one, or one whose
    /// vault file is gone or damaged (it is moved aside, never deleted).
    ///
    /// # Errors
    /// `exists` where there is a vault already, else why the file cannot be opened.
    pub fn adopt(&self, file: &Path, password: &SecretText, consent: Consent) -> Result<Session, Failure> {
        let now_ms = self.machine.clock.now_ms();
        let name = self.machine.device_name.clone();
        let vault = self
            .store
            .adopt(file, Way::Password(password), consent, now_ms, &name)
            .map_err(|error| store_failure(&error))?;
        Ok(self.session(vault))
    }

    /// Opens a version kept in this folder with the password of its time and makes it the vault again; a damaged file
    /// is moved aside, never deleted.
    ///
    /// # Errors
    /// `wrong-password`, `no-version`, or why it cannot be opened.
    pub fn recover(&self, version: &str, password: &SecretText, consent: Consent) -> Result<Session, Failure> {
        let now_ms = self.machine.clock.now_ms();
        let id = version.parse().map_err(|_| Failure::new("no-version"))?;
        let vault =
            self.store.recover(id, Way::Password(password), consent, now_ms).map_err(|error| store_failure(&error))?;
        Ok(self.session(vault))
    }

    fn open(&self, way: Way<'_>, consent: Consent) -> Result<Session, Failure> {
        let vault = self.store.open(way, consent, self.machine.clock.now_ms()).map_err(|error| open_failure(&error))?;
        Ok(self.session(vault))
    }

    fn session(&self, vault: Vault) -> Session {
        // A settings file that cannot be read must not keep anyone from their codes; it is left as it is.
        Session::new(vault, self.machine.clone(), self.folder.clone(), self.settings().ok())
    }

    /// The vault's name in the keyring: its id in hex, one line.
    fn keyring_name(&self) -> Option<String> {
        match self.store.status().ok()? {
            Status::Present { vault_id, .. } => Some(HEXLOWER.encode(&vault_id)),
            Status::Absent | Status::Damaged { .. } | Status::Missing | Status::Newer { .. } | _ => None,
        }
    }
}

/// The settings file of a folder.
pub(crate) fn settings_file(folder: &Path) -> PathBuf {
    folder.join("settings.toml")
}

fn make_private_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|_| Failure::new("no-permission").with("file", "settings.toml"))
}

pub(crate) fn check_password(password: &SecretText) -> Result<(), Failure> {
    match password.expose().len() {
        0 => Err(Failure::new("password-empty")),
        1..=1_024 => Ok(()),
        _ => Err(Failure::new("password-too-long")),
    }
}

/// Reads a recovery key as people type it.
///
/// # Errors
/// `recovery-key-length` or `recovery-key-typo`.
pub fn parse_recovery_key(text: &str) -> Result<RecoveryKey, Failure> {
    RecoveryKey::parse(text).map_err(|error| {
        Failure::new(match error {
            RecoveryKeyError::Length { .. } => "recovery-key-length",
            RecoveryKeyError::Symbol(_) | RecoveryKeyError::Check | _ => "recovery-key-typo",
        })
    })
}

pub(crate) fn open_failure(error: &OpenError) -> Failure {
    match error {
        OpenError::Absent => Failure::new("no-vault"),
        OpenError::Missing => Failure::new("vault-missing"),
        OpenError::NotAVault => Failure::new("not-a-vault"),
        OpenError::Damaged | OpenError::Malformed | OpenError::TooLarge => Failure::new("damaged"),
        OpenError::Altered => Failure::new("altered"),
        OpenError::Newer { .. } | OpenError::UnknownSuite | OpenError::Unreadable => Failure::new("newer-version"),
        OpenError::TooCostly(_) => Failure::new("cost-limit"),
        OpenError::NeedsConsent(cost) => {
            Failure::new("needs-consent").with("mib", cost.memory_mib).with("seconds", cost.seconds.ceil())
        }
        OpenError::NotEnoughMemory { mib } => Failure::new("cost-limit").with("mib", mib),
        OpenError::WrongPassword | OpenError::WrongRecoveryKey | OpenError::NoSlot(_) | OpenError::OtherKeys => {
            Failure::new("wrong-password")
        }
        OpenError::PasswordLength => Failure::new("password-too-long"),
        OpenError::NoVersion => Failure::new("no-version"),
        OpenError::File(problem) => file_failure(*problem),
        OpenError::WrongDeviceKey | OpenError::Expired | OpenError::ClockSetBack | OpenError::Random(_) | _ => {
            Failure::new("internal").with("detail", error.code())
        }
    }
}

pub(crate) fn save_failure(error: &SaveError) -> Failure {
    match error {
        SaveError::Locked { pid } => {
            Failure::new("vault-busy").with("pid", pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string()))
        }
        SaveError::ReadOnly(_) => Failure::new("read-only"),
        SaveError::OnDisk(error) | SaveError::Key(error) => open_failure(error),
        SaveError::File { problem, .. } => file_failure(*problem),
        SaveError::NoLocks
        | SaveError::SelfCheck
        | SaveError::TooLarge
        | SaveError::KeysRenewed
        | SaveError::LastSlot
        | SaveError::NoSlot
        | SaveError::SlotsFull
        | SaveError::Random(_)
        | _ => Failure::new("internal").with("detail", error.code()),
    }
}

pub(crate) fn store_failure(error: &StoreError) -> Failure {
    match error {
        StoreError::Exists => Failure::new("exists"),
        StoreError::Open(error) => open_failure(error),
        StoreError::Save(error) => save_failure(error),
        StoreError::File(problem) => file_failure(*problem),
        StoreError::NotDamaged | _ => Failure::new("internal").with("detail", error.code()),
    }
}

pub(crate) fn file_failure(problem: FileProblem) -> Failure {
    match problem {
        FileProblem::DiskFull => Failure::new("disk-full"),
        FileProblem::NoPermission | FileProblem::Symlink => Failure::new("no-permission"),
        FileProblem::NotFound => Failure::new("file-not-found"),
        FileProblem::Exists => Failure::new("exists"),
        FileProblem::Other(_) | _ => Failure::new("internal").with("detail", problem.code()),
    }
}
