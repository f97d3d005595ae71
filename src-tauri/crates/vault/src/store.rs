//! The folder of a vault: what is in it, making and opening a vault, locks, and what a crash left behind.

use crate::container::{Container, FILE_LIMIT, Header};
use crate::document::{Document, Reason};
use crate::error::{FileProblem, OpenError, SaveError, StoreError};
use crate::kdf::KdfParams;
use crate::keys::Keys;
use crate::recovery::RecoveryKey;
use crate::ring::VAULT_END;
use crate::slot::{self, Consent, KnownSlot, Slot, SlotKind, Way};
use crate::state::{STATE_LIMIT, State, Unproven};
use crate::vault::{Loaded, Vault};
use crate::vfs::{Disk, LockFailure, Step, Vfs};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use watchword_entry::DeviceId;
use watchword_secret::{SecretText, make_random};

const LOCK_PATIENCE: Duration = Duration::from_secs(5);
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The folder that a vault lives in.
pub struct Store<V: Vfs = Disk> {
    pub(crate) folder: PathBuf,
    pub(crate) vfs: Arc<V>,
}

impl<V: Vfs> Clone for Store<V> {
    fn clone(&self) -> Self {
        Self { folder: self.folder.clone(), vfs: Arc::clone(&self.vfs) }
    }
}

/// What stands in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// Nothing: a vault can be made here.
    Absent,
    /// A vault, whole as far as can be told without a key.
    Present {
        /// Its id.
        vault_id: [u8; 16],
        /// Number of its keys, counted from 1.
        epoch: u32,
        /// Number of its revision.
        revision: u64,
        /// The ways in. A device slot is not among them: see [`Store::device_slot`].
        slots: Vec<SlotKind>,
    },
    /// A file that was cut, overwritten or has decayed.
    Damaged {
        /// Its length, in bytes.
        bytes: u64,
    },
    /// No file, although this device had a vault here.
    Missing,
    /// A vault of a newer format.
    Newer {
        /// Its major version.
        major: u16,
    },
}

/// Until when this computer is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceSlot {
    /// When the trust was given, in milliseconds since 1970.
    pub issued_ms: u64,
    /// When it ends, in milliseconds since 1970.
    pub expires_ms: u64,
}

impl Store<Disk> {
    /// The folder at `folder`; makes nothing. Symbolic links on the way to it are resolved.
    pub fn at(folder: &Path) -> Self {
        Self::with_vfs(folder, Disk)
    }
}

impl<V: Vfs> Store<V> {
    /// The folder at `folder` through another file system.
    pub fn with_vfs(folder: &Path, vfs: V) -> Self {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Self { folder, vfs: Arc::new(vfs) }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file system it is reached through.
    pub fn disk(&self) -> &V {
        &self.vfs
    }

    pub(crate) fn vault_path(&self) -> PathBuf {
        self.folder.join("vault.wv")
    }

    pub(crate) fn lock_path(&self) -> PathBuf {
        self.folder.join("vault.lock")
    }

    pub(crate) fn state_path(&self) -> PathBuf {
        self.folder.join("local.state")
    }

    pub(crate) fn ring_path(&self) -> PathBuf {
        self.folder.join("ring")
    }

    pub(crate) fn backups_path(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// What stands in the folder, as far as can be told without a key.
    pub fn status(&self) -> Result<Status, StoreError> {
        match self.read_container() {
            Ok(container) => Ok(Status::Present {
                vault_id: container.header.vault_id,
                epoch: container.header.epoch,
                revision: container.header.revision,
                slots: container.header.slots.iter().map(Slot::kind).collect(),
            }),
            Err(OpenError::Absent) => Ok(Status::Absent),
            Err(OpenError::Missing) => Ok(Status::Missing),
            Err(OpenError::Newer { major }) => Ok(Status::Newer { major }),
            Err(OpenError::File(problem)) => Err(problem.into()),
            Err(_) => {
                Ok(Status::Damaged { bytes: self.vfs.stat(&self.vault_path()).map_err(FileProblem::from)?.bytes })
            }
        }
    }

    /// Makes a vault where none is and none was. Never overwrites.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a vault, or traces of one.
    pub fn create(
        &self,
        password: &SecretText,
        recovery: Option<&RecoveryKey>,
        kdf: KdfParams,
        now_ms: u64,
        device_name: &str,
    ) -> Result<Vault<V>, StoreError> {
        let keys = Keys::make(make_random().map_err(OpenError::Random)?, 1).map_err(OpenError::Random)?;
        let mut slots = vec![KnownSlot::make(Way::Password(password), kdf, &keys)?];
        if let Some(key) = recovery {
            slots.push(KnownSlot::make(Way::RecoveryKey(key), kdf, &keys)?);
        }
        let _lock = self.lock_new_folder()?;
        let header = Header::new(keys.vault_id, 1, slots.into_iter().map(Slot::Known).collect());
        let device = self.device_id(keys.vault_id)?;
        let loaded = Loaded { header: Header { revision: 0, ..header }, file: None };
        let mut vault = Vault::new(self.clone(), keys, loaded, Document::default(), device, SlotKind::Password);
        device_name.clone_into(&mut vault.device_name);
        vault.note_slots(now_ms);
        vault.commit(Reason::act("created"), now_ms)?;
        Ok(vault)
    }

    /// Makes the folder and locks it, given that no vault is in it.
    pub(crate) fn lock_new_folder(&self) -> Result<V::Lock, StoreError> {
        self.step(Step::Folder, |vfs| {
            vfs.make_folder(&self.folder)?;
            // The folder's own name should outlive a crash too; the folder around it may not be ours to flush.
            let _ = self.folder.parent().map(|outer| vfs.sync_folder(outer));
            Ok(())
        })?;
        let lock = self.lock()?;
        match self.status()? {
            Status::Absent => Ok(lock),
            Status::Present { .. } | Status::Damaged { .. } | Status::Missing | Status::Newer { .. } => {
                Err(StoreError::Exists)
            }
        }
    }

    /// Locks a folder that has no vault to lose: an empty one, or one whose file is gone or damaged. A damaged file is
    /// moved aside, never overwritten.
    pub(crate) fn lock_lost_folder(&self, now_ms: u64) -> Result<V::Lock, StoreError> {
        match self.status()? {
            Status::Damaged { .. } => {
                let lock = self.lock()?;
                self.move_aside(now_ms)?;
                Ok(lock)
            }
            Status::Missing => Ok(self.lock()?),
            Status::Absent | Status::Present { .. } | Status::Newer { .. } => self.lock_new_folder(),
        }
    }

    /// Opens the vault. Afterwards nothing that a crash left behind remains in the folder.
    pub fn open(&self, way: Way<'_>, consent: Consent, now_ms: u64) -> Result<Vault<V>, OpenError> {
        // The record first: a save between the two reads must not make the newer file look like an older one.
        let state = self.read_state();
        let container = self.read_container()?;
        let header = &container.header;
        let keys = match way {
            Way::Device(_) => self.unlock_by_device(way, state.as_ref(), header, now_ms)?,
            Way::Password(_) | Way::RecoveryKey(_) => {
                slot::unlock(&header.slots, way, consent, header.vault_id, header.epoch)?
            }
        };
        let mut vault = Vault::load(self.clone(), keys, container, state.as_ref(), way.kind())?;
        vault.settle(now_ms);
        Ok(vault)
    }

    fn unlock_by_device(
        &self,
        way: Way<'_>,
        state: Option<&Unproven>,
        header: &Header,
        now_ms: u64,
    ) -> Result<Keys, OpenError> {
        let stored = state
            .filter(|read| (read.state.vault_id, read.state.epoch) == (header.vault_id, header.epoch))
            .and_then(|read| read.state.device_slot.as_ref())
            .ok_or(OpenError::NoSlot(SlotKind::Device))?;
        let refusal = if stored.has_expired(now_ms) {
            OpenError::Expired
        } else if stored.sees_clock_set_back(now_ms) {
            OpenError::ClockSetBack
        } else {
            let vault_key = stored.slot.unwrap(way, header.vault_id, header.epoch)?.ok_or(OpenError::WrongDeviceKey)?;
            let keys = Keys::new(vault_key, header.vault_id, header.epoch);
            if stored.is_authentic(&keys) {
                return Ok(keys);
            }
            OpenError::Altered
        };
        // Expiry is policy: the slot goes with the trust. When it cannot be removed it stays refused.
        let _ = self.drop_device_slot();
        Err(refusal)
    }

    /// The device slot, while it may be used at `now_ms`.
    pub fn device_slot(&self, now_ms: u64) -> Option<DeviceSlot> {
        let stored = self.read_state()?.state.device_slot?;
        let usable = !stored.has_expired(now_ms) && !stored.sees_clock_set_back(now_ms);
        usable.then_some(DeviceSlot { issued_ms: stored.issued_ms, expires_ms: stored.expires_ms })
    }

    /// Ends the trust in this computer. Works while the vault is locked.
    pub fn drop_device_slot(&self) -> Result<(), SaveError> {
        let Some(read) = self.read_state().filter(|read| read.state.device_slot.is_some()) else { return Ok(()) };
        let _lock = self.lock()?;
        self.put_state(&read.without_device_slot())
    }

    /// The vault file, read and outwardly whole.
    pub(crate) fn read_container(&self) -> Result<Container, OpenError> {
        match self.vfs.read(&self.vault_path(), FILE_LIMIT) {
            // Something stands where the vault was: whatever it is, it is not the vault any more.
            Ok(bytes) => Container::read(bytes)
                .map_err(|error| if error == OpenError::NotAVault { OpenError::Damaged } else { error }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(if self.had_a_vault()? { OpenError::Missing } else { OpenError::Absent })
            }
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(OpenError::TooLarge),
            Err(error) => Err(FileProblem::from(error).into()),
        }
    }

    fn had_a_vault(&self) -> Result<bool, OpenError> {
        let ring = self.vfs.list(&self.ring_path()).map_err(FileProblem::from)?;
        Ok(self.read_state().is_some() || ring.iter().any(|name| name.ends_with(VAULT_END)))
    }

    pub(crate) fn read_state(&self) -> Option<Unproven> {
        Unproven::read(self.vfs.read(&self.state_path(), STATE_LIMIT).ok()?)
    }

    /// The id of this device: the one in the state record of this vault, or a new one.
    pub(crate) fn device_id(&self, vault_id: [u8; 16]) -> Result<DeviceId, OpenError> {
        match self.read_state() {
            Some(read) if read.state.vault_id == vault_id => Ok(read.state.device),
            Some(_) | None => Ok(DeviceId::make()?),
        }
    }

    /// Takes the lock, waiting five seconds for another process to let go.
    pub(crate) fn lock(&self) -> Result<V::Lock, SaveError> {
        let refuse = |error: io::Error| SaveError::File { step: Step::Lock, problem: error.into() };
        self.vfs.reach(Step::Lock).map_err(refuse)?;
        let start = Instant::now();
        loop {
            match self.vfs.lock(&self.lock_path()) {
                Ok(lock) => return Ok(lock),
                Err(LockFailure::Held(pid)) if start.elapsed() >= LOCK_PATIENCE => {
                    return Err(SaveError::Locked { pid });
                }
                Err(LockFailure::Held(_)) => std::thread::sleep(LOCK_PAUSE),
                Err(LockFailure::Unsupported) => return Err(SaveError::NoLocks),
                Err(LockFailure::Io(error)) => return Err(refuse(error)),
            }
        }
    }

    /// Announces a step, then does its work.
    pub(crate) fn step<T>(&self, step: Step, work: impl FnOnce(&V) -> io::Result<T>) -> Result<T, SaveError> {
        self.vfs
            .reach(step)
            .and_then(|()| work(&self.vfs))
            .map_err(|error| SaveError::File { step, problem: error.into() })
    }

    /// Removes the temporary files of saves that did not end. The caller holds the lock.
    pub(crate) fn sweep(&self) {
        for folder in [&self.folder, &self.ring_path()] {
            for name in self.orphans_in(folder) {
                // What cannot be removed now is tried again at the next start.
                let _ = self.vfs.remove(&folder.join(name));
            }
        }
    }

    /// Temporary files in a folder.
    pub(crate) fn orphans_in(&self, folder: &Path) -> Vec<String> {
        let names = self.vfs.list(folder).unwrap_or_default();
        names.into_iter().filter(|name| name.starts_with(TEMP_START) && name.ends_with(TEMP_END)).collect()
    }
}

/// Start and end of the names of temporary files.
pub(crate) const TEMP_START: &str = ".watchword-";
pub(crate) const TEMP_END: &str = ".tmp";

/// A name for a temporary file that nobody can foresee.
pub(crate) fn make_temp_name() -> Result<String, SaveError> {
    let number = u128::from_le_bytes(make_random()?);
    Ok(format!("{TEMP_START}{number:032x}{TEMP_END}"))
}

/// What this device knows of a vault: the state record where it is authentic, else a new one.
pub(crate) fn proven_state(read: Option<&Unproven>, keys: &Keys) -> Result<State, OpenError> {
    match read {
        Some(read) if read.state.vault_id == keys.vault_id && read.is_authentic(keys) => Ok(read.state.clone()),
        // A record of the same vault that was not sealed with these keys: a rotation was cut short. The id of a
        // device is no secret and is kept, so that the device stays one.
        Some(read) if read.state.vault_id == keys.vault_id => Ok(State::new(read.state.device, keys)),
        Some(_) | None => Ok(State::new(DeviceId::make()?, keys)),
    }
}
