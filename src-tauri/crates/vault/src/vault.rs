//! An open vault: its keys, its content, and what was loaded.

use crate::container::{Container, DIGEST, Header};
use crate::document::{Document, Reason, SlotNote};
use crate::error::{OpenError, ReadOnly, SaveError};
use crate::json;
use crate::kdf::KdfParams;
use crate::keys::{self, Keys};
use crate::payload;
use crate::recovery::RecoveryKey;
use crate::save::Saved;
use crate::slot::{Consent, KnownSlot, SLOTS_LIMIT, Slot, SlotId, SlotKind, Way, unlock};
use crate::state::{State, StoredSlot, Unproven};
use crate::store::{Store, proven_state};
use crate::vfs::{Disk, Stat, Vfs};
use watchword_entry::DeviceId;
use watchword_secret::{RandomFailed, SecretBytes, SecretText};
use zeroize::Zeroizing;

/// An open vault.
pub struct Vault<V: Vfs = Disk> {
    /// The content. Change it, then [`save`](Self::save).
    pub document: Document,
    /// What this device is called in the vault's list, from its next save on.
    pub device_name: String,
    pub(crate) store: Store<V>,
    pub(crate) keys: Keys,
    pub(crate) header: Header,
    pub(crate) file: Option<FileMark>,
    pub(crate) state: State,
    opened_with: SlotKind,
    rollback: Option<Rollback>,
}

/// The header that was loaded and the file that it was in.
pub(crate) struct Loaded {
    pub(crate) header: Header,
    pub(crate) file: Option<FileMark>,
}

/// Tells one file on the disk from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileMark {
    pub(crate) digest: [u8; DIGEST],
    pub(crate) revision: u64,
    pub(crate) stat: Option<Stat>,
}

/// The file is older than what this device saw, or lacks some of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rollback {
    /// Saves that it lacks; 0 for another file of the same age.
    pub behind: u64,
    /// When this device last accepted a file, in milliseconds since 1970.
    pub last_seen_ms: u64,
}

/// One way into a vault, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotView {
    /// Which slot.
    pub id: SlotId,
    /// What opens it.
    pub kind: SlotKind,
    /// The cost of its password.
    pub kdf: Option<KdfParams>,
    /// What the person calls it; may be empty.
    pub label: String,
    /// When it was made, in milliseconds since 1970; 0 when that is not known.
    pub created_ms: u64,
}

impl<V: Vfs> Vault<V> {
    pub(crate) fn new(
        store: Store<V>,
        keys: Keys,
        loaded: Loaded,
        document: Document,
        device: DeviceId,
        opened_with: SlotKind,
    ) -> Self {
        let state = State::new(device, &keys);
        let Loaded { header, file } = loaded;
        let device_name = String::new();
        Self { document, device_name, store, keys, header, file, state, opened_with, rollback: None }
    }

    /// The vault of a container, given its keys; judges whether it was rolled back.
    pub(crate) fn load(
        store: Store<V>,
        keys: Keys,
        container: Container,
        state: Option<&Unproven>,
        opened_with: SlotKind,
    ) -> Result<Self, OpenError> {
        let opened = container.open(&keys)?;
        let document = json::read(payload::json_of(opened.payload())?)?;
        let (header, digest) = (opened.header.clone(), opened.digest);
        drop(opened);
        let state = proven_state(state, &keys)?;
        let rollback = state
            .behind(&digest, header.revision, &document.versions)
            .map(|behind| Rollback { behind, last_seen_ms: state.seen_ms });
        let stat = store.vfs.stat(&store.vault_path()).ok();
        let file = Some(FileMark { digest, revision: header.revision, stat });
        let device_name = String::new();
        Ok(Self { document, device_name, store, keys, header, file, state, opened_with, rollback })
    }

    /// After opening: notes what was seen and removes what a crash left behind, unless another process is saving.
    pub(crate) fn settle(&mut self, now_ms: u64) {
        let Ok(_lock) = self.store.vfs.lock(&self.store.lock_path()) else { return };
        self.store.sweep();
        self.join_state();
        let Some(file) = self.file.filter(|_| self.rollback.is_none()) else { return };
        let mut news = self.state.accept(file.digest, file.revision, &self.document.versions, now_ms);
        if self.opened_with == SlotKind::Device
            && let Some(slot) = &mut self.state.device_slot
        {
            slot.used(now_ms, &self.keys);
            news = true;
        }
        if news {
            // A folder that cannot be written can still be read.
            let _ = self.store.put_state(&self.state.write(&self.keys));
        }
    }

    /// Number of the revision that is loaded.
    pub fn revision(&self) -> u64 {
        self.header.revision
    }

    /// Id of the vault.
    pub fn vault_id(&self) -> [u8; 16] {
        self.header.vault_id
    }

    /// Number of its keys, counted from 1; a rotation raises it.
    pub fn epoch(&self) -> u32 {
        self.header.epoch
    }

    /// The id of this device.
    pub fn device(&self) -> DeviceId {
        self.state.device
    }

    /// What it was opened with.
    pub fn opened_with(&self) -> SlotKind {
        self.opened_with
    }

    /// The folder it lives in.
    pub fn store(&self) -> &Store<V> {
        &self.store
    }

    /// How the loaded file lies behind what this device saw, if it does.
    pub fn rollback(&self) -> Option<Rollback> {
        self.rollback
    }

    /// The person accepts the older file: it may be changed and saved from now on.
    pub fn accept_rollback(&mut self) {
        self.rollback = None;
    }

    /// Why it cannot be saved, if it cannot.
    pub fn read_only(&self) -> Option<ReadOnly> {
        if self.header.has_unknown_critical() {
            Some(ReadOnly::NewerFormat)
        } else {
            self.rollback.map(|_| ReadOnly::RolledBack)
        }
    }

    /// The ways into the vault. The device slot is not among them: see [`Store::device_slot`].
    pub fn slots(&self) -> Vec<SlotView> {
        self.header
            .slots
            .iter()
            .map(|slot| {
                let note = self.document.slot_notes.iter().find(|note| note.slot_id == slot.id());
                SlotView {
                    id: slot.id(),
                    kind: slot.kind(),
                    kdf: kdf_of(slot),
                    label: note.map(|note| note.label.clone()).unwrap_or_default(),
                    created_ms: note.map_or(0, |note| note.created_ms),
                }
            })
            .collect()
    }

    /// Whether `way` opens this vault: for asking again before something grave.
    pub fn verify(&self, way: Way<'_>) -> Result<bool, OpenError> {
        let outcome = if let Way::Device(_) = way {
            let slot = self.state.device_slot.as_ref().ok_or(OpenError::NoSlot(SlotKind::Device))?;
            slot.slot.unwrap(way, self.keys.vault_id, self.keys.epoch).map(|key| key.is_some())
        } else {
            unlock(&self.header.slots, way, Consent::Given, self.keys.vault_id, self.keys.epoch).map(|_| true)
        };
        match outcome {
            Err(OpenError::WrongPassword | OpenError::WrongRecoveryKey) => Ok(false),
            other => other,
        }
    }

    /// Replaces the password. The keys stay, so copies made before still open with the old one.
    pub fn set_password(&mut self, new: &SecretText, kdf: KdfParams, now_ms: u64) -> Result<Saved, SaveError> {
        self.writable()?;
        let slot = KnownSlot::make(Way::Password(new), kdf, &self.keys).map_err(SaveError::Key)?;
        self.change_slots(Reason::act("password"), now_ms, |slots| put_slot(slots, slot))
    }

    /// Replaces the recovery key, or gives the vault its first.
    pub fn set_recovery_key(&mut self, new: &RecoveryKey, now_ms: u64) -> Result<Saved, SaveError> {
        self.writable()?;
        let slot = KnownSlot::make(Way::RecoveryKey(new), KdfParams::TEST, &self.keys).map_err(SaveError::Key)?;
        self.change_slots(Reason::act("recovery-key"), now_ms, |slots| put_slot(slots, slot))
    }

    /// Removes a way in. Copies made before still open with it.
    ///
    /// # Errors
    /// [`SaveError::LastSlot`] when no password or recovery key would be left.
    pub fn remove_slot(&mut self, id: SlotId, now_ms: u64) -> Result<Saved, SaveError> {
        self.writable()?;
        self.change_slots(Reason::act("slot"), now_ms, |slots| {
            let at = slots.iter().position(|slot| slot.id() == id).ok_or(SaveError::NoSlot)?;
            slots.remove(at);
            let opens = |slot: &Slot| matches!(slot.kind(), SlotKind::Password | SlotKind::Recovery);
            if slots.iter().any(opens) { Ok(()) } else { Err(SaveError::LastSlot) }
        })
    }

    /// Renews the keys after a suspected theft: a new vault key, a new password slot and, where one is given, a new
    /// recovery slot. All other ways in are gone, the device slot with them. Copies made before open as before.
    pub fn rotate(
        &mut self,
        password: &SecretText,
        recovery: Option<&RecoveryKey>,
        kdf: KdfParams,
        now_ms: u64,
    ) -> Result<Saved, SaveError> {
        self.writable()?;
        let epoch = self.header.epoch.saturating_add(1);
        let keys = Keys::make(self.header.vault_id, epoch)?;
        let mut slots = vec![KnownSlot::make(Way::Password(password), kdf, &keys).map_err(SaveError::Key)?];
        if let Some(key) = recovery {
            slots.push(KnownSlot::make(Way::RecoveryKey(key), kdf, &keys).map_err(SaveError::Key)?);
        }
        self.change_keys(keys, slots.into_iter().map(Slot::Known).collect(), now_ms)
    }

    /// Trusts this computer until `expires_ms`. The returned key goes to the keyring and nowhere else.
    pub fn enable_device_slot(&mut self, expires_ms: u64, now_ms: u64) -> Result<SecretBytes, SaveError> {
        let key = SecretBytes::make(32)?;
        let slot = KnownSlot::make(Way::Device(&key), KdfParams::TEST, &self.keys).map_err(SaveError::Key)?;
        let _lock = self.store.lock()?;
        self.join_state();
        let mut state = self.state.clone();
        state.device_slot = Some(StoredSlot::new(slot, now_ms, expires_ms, &self.keys));
        self.store.put_state(&state.write(&self.keys))?;
        self.state = state;
        Ok(key)
    }

    /// Ends the trust in this computer.
    pub fn drop_device_slot(&mut self) -> Result<(), SaveError> {
        self.store.drop_device_slot()?;
        self.state.device_slot = None;
        Ok(())
    }

    /// Seals local data, such as counts of use, so that only this vault opens it.
    pub fn seal_local(&self, purpose: &str, bytes: &[u8]) -> Result<Vec<u8>, RandomFailed> {
        keys::seal_box(&self.local_key(purpose), purpose.as_bytes(), bytes)
    }

    /// Opens what [`seal_local`](Self::seal_local) made; `None` when it was altered or the keys were renewed.
    pub fn open_local(&self, purpose: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        keys::open_box(&self.local_key(purpose), purpose.as_bytes(), sealed)
    }

    fn local_key(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        self.keys.derive(&format!("local/{purpose}"))
    }

    pub(crate) fn writable(&self) -> Result<(), SaveError> {
        self.read_only().map_or(Ok(()), |why| Err(SaveError::ReadOnly(why)))
    }

    /// Takes over what another process of this device wrote into the state record since; the caller holds the lock.
    /// Above all, trust that was ended meanwhile is not brought back.
    pub(crate) fn join_state(&mut self) {
        let read = self.store.read_state();
        match read.filter(|read| read.state.vault_id == self.keys.vault_id && read.is_authentic(&self.keys)) {
            Some(read) => {
                let mine = std::mem::replace(&mut self.state, read.state);
                self.state.revision = self.state.revision.max(mine.revision);
                for (device, count) in mine.versions {
                    let known = self.state.versions.entry(device).or_default();
                    *known = (*known).max(count);
                }
            }
            None => self.state.device_slot = None,
        }
    }

    /// Notes the date of slots that have none yet.
    pub(crate) fn note_slots(&mut self, now_ms: u64) {
        self.document.slot_notes = noted(&self.document.slot_notes, &self.header.slots, now_ms);
    }
}

/// The notes of `slots`: those there are, new ones for new slots, none for slots that are gone.
pub(crate) fn noted(notes: &[SlotNote], slots: &[Slot], now_ms: u64) -> Vec<SlotNote> {
    slots
        .iter()
        .map(|slot| {
            notes.iter().find(|note| note.slot_id == slot.id()).cloned().unwrap_or_else(|| SlotNote {
                slot_id: slot.id(),
                label: String::new(),
                created_ms: now_ms,
                unknown: Vec::new(),
            })
        })
        .collect()
}

pub(crate) fn kdf_of(slot: &Slot) -> Option<KdfParams> {
    match slot {
        Slot::Known(slot) => slot.kdf,
        Slot::Unknown { .. } => None,
    }
}

/// Puts a slot in the place of those of its kind.
fn put_slot(slots: &mut Vec<Slot>, slot: KnownSlot) -> Result<(), SaveError> {
    slots.retain(|old| old.kind() != slot.kind);
    if slots.len() >= SLOTS_LIMIT {
        return Err(SaveError::SlotsFull);
    }
    slots.insert(0, Slot::Known(slot));
    Ok(())
}
