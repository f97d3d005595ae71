//! Earlier revisions and backups: listing, opening, bringing back.

use crate::container::{Container, DIGEST, FILE_LIMIT};
use crate::document::{Document, Reason};
use crate::error::{FileProblem, OpenError, SaveError, StoreError};
use crate::json;
use crate::payload;
use crate::ring::{VAULT_END, VersionId};
use crate::save::{Encoded, publish};
use crate::slot::{Consent, SlotKind, Way, unlock};
use crate::store::{Status, Store, make_temp_name};
use crate::vault::{Loaded, Vault};
use crate::vfs::{Disk, NewFile, Step, Vfs};
use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};

/// Where an earlier revision is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Kept by saving.
    Ring,
    /// A backup made without naming a file.
    Backup,
    /// Left by a save that a crash cut short, yet whole.
    Unfinished,
}

/// A revision that can be brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionFile {
    /// Its name.
    pub id: VersionId,
    /// When its content was written, in milliseconds since 1970.
    pub modified_ms: u64,
    /// Length of the file, in bytes.
    pub bytes: u64,
    /// Where it is.
    pub place: Place,
    /// Whether the file is whole.
    pub digest_ok: bool,
}

/// A backup or another vault file, open for reading.
pub struct OpenedFile {
    /// Its content.
    pub document: Document,
    /// Id of the vault it is a copy of.
    pub vault_id: [u8; 16],
    /// Number of its keys, counted from 1.
    pub epoch: u32,
    /// Number of its revision.
    pub revision: u64,
}

/// A backup that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its length, in bytes.
    pub bytes: u64,
    /// Entries in it, those set aside included.
    pub entries: usize,
    /// Its digest (SHA-256 over all but the last 32 bytes).
    pub digest: [u8; DIGEST],
}

impl<V: Vfs> Store<V> {
    /// The revisions that can be brought back, newest first. Needs no key.
    pub fn versions(&self) -> Result<Vec<VersionFile>, StoreError> {
        let mut found: Vec<VersionFile> = self.version_paths()?.into_iter().map(|(version, _)| version).collect();
        found.sort_by_key(|version| Reverse((version.id, version.place)));
        Ok(found)
    }

    fn version_paths(&self) -> Result<Vec<(VersionFile, PathBuf)>, FileProblem> {
        let mut found = Vec::new();
        for (folder, place) in [(self.ring_path(), Place::Ring), (self.backups_path(), Place::Backup)] {
            for name in self.vfs.list(&folder)?.iter().filter(|name| name.ends_with(VAULT_END)) {
                found.extend(self.look_at(folder.join(name), VersionId::of_file_name(name), place)?);
            }
        }
        for name in self.orphans_in(&self.folder) {
            let orphan = self.look_at(self.folder.join(name), None, Place::Unfinished)?;
            found.extend(orphan.filter(|(version, _)| version.digest_ok));
        }
        Ok(found)
    }

    /// `None` when the file is no version at all, or went away meanwhile.
    fn look_at(
        &self,
        path: PathBuf,
        named: Option<VersionId>,
        place: Place,
    ) -> Result<Option<(VersionFile, PathBuf)>, FileProblem> {
        let (stat, bytes) = match self.vfs.stat(&path).and_then(|stat| Ok((stat, self.vfs.read(&path, FILE_LIMIT)?))) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let inner =
            Container::read(bytes).ok().map(|container| VersionId::new(container.header.revision, &container.digest));
        let Some(id) = named.or(inner) else { return Ok(None) };
        let digest_ok = inner == Some(id);
        Ok(Some((VersionFile { id, modified_ms: stat.modified_ms(), bytes: stat.bytes, place, digest_ok }, path)))
    }

    fn read_version(&self, id: VersionId) -> Result<Container, OpenError> {
        let mut paths = self.version_paths()?;
        paths.sort_by_key(|(version, _)| !version.digest_ok);
        let (_, path) = paths.into_iter().find(|(version, _)| version.id == id).ok_or(OpenError::NoVersion)?;
        Container::read(self.vfs.read(&path, FILE_LIMIT).map_err(FileProblem::from)?)
    }

    /// Opens an earlier revision with the password or recovery key of its time.
    pub fn open_version(&self, id: VersionId, way: Way<'_>, consent: Consent) -> Result<OpenedFile, OpenError> {
        open_container(self.read_version(id)?, way, consent)
    }

    /// Brings back an earlier revision when the vault file is damaged or missing. It is opened with the password or
    /// recovery key of its time and becomes a new revision; a damaged file is moved aside, never overwritten.
    ///
    /// # Errors
    /// [`StoreError::NotDamaged`] when the vault is in order.
    pub fn recover(&self, id: VersionId, way: Way<'_>, consent: Consent, now_ms: u64) -> Result<Vault<V>, StoreError> {
        let container = self.read_version(id)?;
        let header = &container.header;
        let keys = unlock(&header.slots, way, consent, header.vault_id, header.epoch)?;
        let _lock = self.lock()?;
        let damaged = match self.status()? {
            Status::Damaged { .. } => true,
            Status::Missing | Status::Absent => false,
            // The outside of the file is in order. It is damaged all the same when the right keys do not open it.
            Status::Present { .. } => match self.read_container()?.open(&keys) {
                Ok(_) => return Err(StoreError::NotDamaged),
                Err(OpenError::OtherKeys) => return Err(OpenError::OtherKeys.into()),
                Err(_) => true,
            },
            Status::Newer { major } => return Err(OpenError::Newer { major }.into()),
        };
        let newest = self.version_paths()?.iter().map(|(version, _)| version.id.revision).max().unwrap_or(0);
        let state = self.read_state();
        let mut vault = Vault::load(self.clone(), keys, container, state.as_ref(), way.kind())?;
        vault.writable_despite_rollback()?;
        if damaged {
            self.move_aside(now_ms)?;
        }
        vault.file = None;
        vault.header.revision = vault.header.revision.max(newest);
        vault.accept_rollback();
        vault.commit(Reason::act("restored-version"), now_ms)?;
        self.sweep();
        Ok(vault)
    }

    /// Where a damaged file goes: the first free name from `now_ms` on, for the clock may have stood still or gone back
    /// since the last one was moved aside.
    fn free_aside_path(&self, now_ms: u64) -> Result<PathBuf, StoreError> {
        let names = self.vfs.list(&self.folder).map_err(FileProblem::from)?;
        let mut time = now_ms;
        let mut name = format!("vault.wv.damaged-{time}");
        while names.contains(&name) {
            time = time.wrapping_add(1);
            name = format!("vault.wv.damaged-{time}");
        }
        Ok(self.folder.join(name))
    }

    /// Moves a damaged vault file to a name of its own; the caller holds the lock.
    pub(crate) fn move_aside(&self, now_ms: u64) -> Result<(), StoreError> {
        let aside = self.free_aside_path(now_ms)?;
        self.step(Step::Keep, |vfs| publish(vfs, &self.vault_path(), &aside))?;
        Ok(self.step(Step::KeepSync, |vfs| vfs.sync_folder(&self.folder))?)
    }

    /// Makes a backup or another device's vault file the vault of this folder, with its keys and ways in: an empty
    /// folder, or one whose vault file is gone or damaged.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a whole vault here.
    pub fn adopt(
        &self,
        path: &Path,
        way: Way<'_>,
        consent: Consent,
        now_ms: u64,
        device_name: &str,
    ) -> Result<Vault<V>, StoreError> {
        let container = read_file(path)?;
        let header = &container.header;
        let keys = unlock(&header.slots, way, consent, header.vault_id, header.epoch)?;
        let opened = container.open(&keys)?;
        let document = json::read(payload::json_of(opened.payload())?)?;
        let _lock = self.lock_lost_folder(now_ms)?;
        let device = self.device_id(keys.vault_id)?;
        let loaded = Loaded { header: opened.header.clone(), file: None };
        let mut vault = Vault::new(self.clone(), keys, loaded, document, device, way.kind());
        device_name.clone_into(&mut vault.device_name);
        vault.commit(Reason::act("restored-version"), now_ms)?;
        Ok(vault)
    }
}

impl<V: Vfs> Vault<V> {
    /// Opens an earlier revision with the keys in hand.
    ///
    /// # Errors
    /// [`OpenError::OtherKeys`] when the keys were renewed since: [`Store::open_version`] takes its password.
    pub fn open_version(&self, id: VersionId) -> Result<Document, OpenError> {
        let opened = self.store.read_version(id)?.open(&self.keys)?;
        json::read(payload::json_of(opened.payload())?)
    }

    /// Writes the document to a new file, with the same ways in, and proves it by reading it back.
    pub fn write_backup(&self, path: &Path) -> Result<Backup, SaveError> {
        self.put_backup(&self.encode_backup()?, path)
    }

    /// Writes a backup into `backups/` beside the vault, under a name of its own.
    pub fn keep_backup(&self) -> Result<Backup, SaveError> {
        let folder = self.store.backups_path();
        let encoded = self.encode_backup()?;
        self.store.step(Step::Folder, |vfs| vfs.make_folder(&folder))?;
        let name = VersionId::new(self.revision(), &encoded.digest).file_name();
        self.put_backup(&encoded, &folder.join(name))
    }

    fn encode_backup(&self) -> Result<Encoded, SaveError> {
        self.store.encode(&self.document, &json::Meta::of(&self.document), &self.header, &self.keys)
    }

    fn put_backup(&self, encoded: &Encoded, path: &Path) -> Result<Backup, SaveError> {
        let store = &self.store;
        let length = u64::try_from(encoded.bytes.len()).unwrap_or(u64::MAX);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temp = folder.join(make_temp_name()?);
        let mut file = store.step(Step::TempCreate, |vfs| vfs.create(&temp))?;
        let outcome = store
            .step(Step::TempReserve, |_| file.reserve(length))
            .and_then(|()| store.step(Step::TempWrite, |_| file.write(&encoded.bytes)))
            .and_then(|()| store.step(Step::TempSync, |_| file.sync()))
            .and_then(|()| store.step(Step::Swap, |vfs| publish(vfs, &temp, path)));
        if let Err(error) = outcome {
            let _ = store.vfs.remove(&temp);
            return Err(error);
        }
        store.step(Step::SwapSync, |vfs| vfs.sync_folder(folder))?;
        let entries = self.prove_backup(encoded, path)?;
        Ok(Backup { path: path.to_owned(), bytes: length, entries, digest: encoded.digest })
    }

    /// Reads a backup as a stranger would, but with the keys in hand, and counts its entries.
    fn prove_backup(&self, encoded: &Encoded, path: &Path) -> Result<usize, SaveError> {
        let read = self.store.step(Step::Verify, |vfs| vfs.read(path, FILE_LIMIT))?;
        let opened = Container::read(read).and_then(|container| container.open(&self.keys));
        let opened = opened.map_err(SaveError::OnDisk)?;
        let document = payload::json_of(opened.payload()).and_then(json::read).map_err(SaveError::OnDisk)?;
        let same = opened.digest == encoded.digest
            && document.set_aside.len() == self.document.set_aside.len()
            && document.entries.len() == self.document.entries.len()
            && document.entries.iter().zip(&self.document.entries).all(|(read, known)| {
                read.id == known.id && read.otp.secret == known.otp.secret && read.labels == known.labels
            });
        if same { Ok(document.entries.len() + document.set_aside.len()) } else { Err(SaveError::SelfCheck) }
    }

    fn writable_despite_rollback(&self) -> Result<(), SaveError> {
        match self.read_only() {
            Some(why @ crate::error::ReadOnly::NewerFormat) => Err(SaveError::ReadOnly(why)),
            Some(crate::error::ReadOnly::RolledBack) | None => Ok(()),
        }
    }
}

/// Opens a backup or another vault file for reading. Limits hold before anything is allocated.
pub fn open_file(path: &Path, way: Way<'_>, consent: Consent) -> Result<OpenedFile, OpenError> {
    open_container(read_file(path)?, way, consent)
}

/// Opens the bytes of a vault file. Limits hold before anything else is allocated.
pub fn open_bytes(bytes: Vec<u8>, way: Way<'_>, consent: Consent) -> Result<OpenedFile, OpenError> {
    open_container(Container::read(bytes)?, way, consent)
}

/// The ways into a vault file that is not open: kind and, for a password, its cost.
pub fn file_slots(path: &Path) -> Result<Vec<(SlotKind, Option<crate::kdf::KdfParams>)>, OpenError> {
    let container = read_file(path)?;
    Ok(container.header.slots.iter().map(|slot| (slot.kind(), crate::vault::kdf_of(slot))).collect())
}

fn read_file(path: &Path) -> Result<Container, OpenError> {
    // The person chose this file: a symbolic link to it is theirs to use.
    let path = path.canonicalize().map_err(FileProblem::from)?;
    match Disk.read(&path, FILE_LIMIT) {
        Ok(bytes) => Container::read(bytes),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(OpenError::TooLarge),
        Err(error) => Err(FileProblem::from(error).into()),
    }
}

fn open_container(container: Container, way: Way<'_>, consent: Consent) -> Result<OpenedFile, OpenError> {
    let header = &container.header;
    let keys = unlock(&header.slots, way, consent, header.vault_id, header.epoch)?;
    let opened = container.open(&keys)?;
    let document = json::read(payload::json_of(opened.payload())?)?;
    let header = &opened.header;
    Ok(OpenedFile { document, vault_id: header.vault_id, epoch: header.epoch, revision: header.revision })
}
