//! Saving: the one way in which anything reaches the vault file (docs/vault-format.md, Saving).
//!
//! Invariant: at every moment, and after a crash at any moment, the folder holds the last acknowledged revision
//! whole, under its own name or in the ring. A file is never written in place.

use crate::container::{self, Container, FILE_LIMIT, Header};
use crate::document::{Device, Document, Reason, kept_changes};
use crate::error::{FileProblem, OpenError, ReadOnly, SaveError};
use crate::json::{self, Meta};
use crate::keys::Keys;
use crate::merge::{MergeReport, follow_codes, merge};
use crate::payload;
use crate::ring::{RingFile, VersionId, superfluous};
use crate::slot::Slot;
use crate::store::{Store, make_temp_name};
use crate::vault::{FileMark, Vault, noted};
use crate::vfs::{NewFile, Step, Vfs};
use std::io;
use std::path::Path;

/// What a save did.
#[derive(Debug, Default)]
pub struct Saved {
    /// Number of the new revision.
    pub revision: u64,
    /// What another process had saved meanwhile and was merged in.
    pub merged: Option<MergeReport>,
    /// Whether this device's own record was brought up to date. When not, the save still stands; only a later
    /// rollback of it would go unnoticed.
    pub recorded: bool,
}

/// A revision ready to be written.
pub(crate) struct Encoded {
    pub(crate) bytes: Vec<u8>,
    pub(crate) digest: [u8; container::DIGEST],
}

impl Encoded {
    /// Whether the bytes decode to this header and these entries.
    fn reads_back(&self, document: &Document, header: &Header, keys: &Keys) -> bool {
        Container::read_hashed(self.bytes.clone(), self.digest).and_then(|container| container.open(keys)).is_ok_and(
            |opened| {
                opened.header == *header
                    && payload::json_of(opened.payload()).is_ok_and(|json| json::check(json, document))
            },
        )
    }
}

/// What another process put on the disk since it was loaded.
struct Newer {
    header: Header,
    file: FileMark,
    document: Document,
}

impl<V: Vfs> Vault<V> {
    /// Saves the document as a new revision. What another process saved meanwhile is merged in first.
    ///
    /// On an error the document in memory is as it was, and the disk holds the revision it held.
    pub fn save(&mut self, why: Reason, now_ms: u64) -> Result<Saved, SaveError> {
        self.writable()?;
        let _lock = self.store.lock()?;
        self.commit(why, now_ms)
    }

    /// Takes over what another process saved, lets `act` change the document and saves, all under one lock: whatever
    /// `act` reads is what the disk holds.
    ///
    /// On an error, of `act` too, the document is what it was when `act` got it.
    pub fn change<E: From<SaveError>>(
        &mut self,
        why: Reason,
        now_ms: u64,
        act: impl FnOnce(&mut Document) -> Result<(), E>,
    ) -> Result<Saved, E> {
        self.writable()?;
        let _lock = self.store.lock()?;
        self.reload_if_changed()?;
        let before = self.document.duplicate();
        let done = act(&mut self.document).and_then(|()| Ok(self.commit(why, now_ms)?));
        if done.is_err() {
            self.document = before;
        }
        done
    }

    /// Looks whether another process has saved, and takes over what it saved. Returns whether it had.
    pub fn reload_if_changed(&mut self) -> Result<bool, SaveError> {
        let stat = self.store.vfs.stat(&self.store.vault_path()).ok();
        if self.file.is_some_and(|file| file.stat.is_some() && file.stat == stat) {
            return Ok(false);
        }
        let Some(newer) = self.read_newer()? else {
            if let Some(file) = &mut self.file {
                file.stat = stat;
            }
            return Ok(false);
        };
        // What this process holds was not changed since it was loaded.
        follow_codes(&mut self.document, &newer.document);
        let (document, _) = self.merged(newer.document);
        self.document = document;
        self.header = newer.header;
        self.file = Some(newer.file);
        Ok(true)
    }

    /// Changes the slots and saves; on an error nothing has changed.
    pub(crate) fn change_slots(
        &mut self,
        why: Reason,
        now_ms: u64,
        edit: impl FnOnce(&mut Vec<Slot>) -> Result<(), SaveError>,
    ) -> Result<Saved, SaveError> {
        let _lock = self.store.lock()?;
        self.commit_with(why, now_ms, None, edit)
    }

    /// Renews the keys and saves; on an error nothing has changed.
    pub(crate) fn change_keys(&mut self, keys: Keys, slots: Vec<Slot>, now_ms: u64) -> Result<Saved, SaveError> {
        let _lock = self.store.lock()?;
        self.commit_with(Reason::act("keys"), now_ms, Some(keys), |present| {
            *present = slots;
            Ok(())
        })
    }

    /// The save itself; the caller holds the lock.
    pub(crate) fn commit(&mut self, why: Reason, now_ms: u64) -> Result<Saved, SaveError> {
        self.commit_with(why, now_ms, None, |_| Ok(()))
    }

    fn commit_with(
        &mut self,
        why: Reason,
        now_ms: u64,
        new_keys: Option<Keys>,
        edit: impl FnOnce(&mut Vec<Slot>) -> Result<(), SaveError>,
    ) -> Result<Saved, SaveError> {
        let newer = self.store.step(Step::Check, |_| Ok(())).and_then(|()| self.read_newer())?;
        let (mut header, present, merged) = match newer {
            Some(newer) => {
                let (document, report) = self.merged(newer.document);
                (newer.header, Some(newer.file), Some((document, report)))
            }
            None => (self.header.clone(), self.file, None),
        };
        if header.has_unknown_critical() {
            return Err(SaveError::ReadOnly(ReadOnly::NewerFormat));
        }
        self.join_state();
        edit(&mut header.slots)?;
        let keys = new_keys.as_ref().unwrap_or(&self.keys);
        header.epoch = keys.epoch;
        header.revision = header.revision.max(self.header.revision).max(self.state.revision).saturating_add(1);
        let document = merged.as_ref().map_or(&self.document, |(document, _)| document);
        let meta = self.next_meta(document, &header, why, now_ms);
        let encoded = self.store.encode(document, &meta, &header, keys)?;
        self.store.replace(&encoded.bytes, present, &|| encoded.reads_back(document, &header, keys))?;
        let digest = encoded.digest;

        let stat = self.store.vfs.stat(&self.store.vault_path()).ok();
        self.file = Some(FileMark { digest, revision: header.revision, stat });
        let mut report = None;
        if let Some((document, changes)) = merged {
            self.document = document;
            report = Some(changes);
        }
        meta.apply(&mut self.document);
        self.header = header;
        if let Some(keys) = new_keys {
            self.keys = keys;
            self.state.epoch = self.keys.epoch;
            self.state.device_slot = None;
        }
        self.state.accept(digest, self.header.revision, &self.document.versions, now_ms);
        let recorded = self.store.put_state(&self.state.write(&self.keys)).is_ok();
        // What stays in the ring for once takes room and nothing else.
        let _ = self.store.prune();
        Ok(Saved { revision: self.header.revision, merged: report, recorded })
    }

    /// The small parts of the document as the next revision has them.
    fn next_meta(&self, document: &Document, header: &Header, why: Reason, now_ms: u64) -> Meta {
        let mut meta = Meta::of(document);
        meta.saved_ms = now_ms;
        meta.saved_why = why;
        meta.slot_notes = noted(&meta.slot_notes, &header.slots, now_ms);
        meta.prune(document, now_ms);
        for (device, count) in &self.state.versions {
            let known = meta.versions.entry(*device).or_default();
            *known = (*known).max(*count);
        }
        *meta.versions.entry(self.state.device).or_default() += 1;
        match meta.devices.iter_mut().find(|device| device.id == self.state.device) {
            Some(device) if !self.device_name.is_empty() => device.name.clone_from(&self.device_name),
            Some(_) => {}
            None => meta.devices.push(Device {
                id: self.state.device,
                name: self.device_name.clone(),
                first_seen_ms: now_ms,
                unknown: Vec::new(),
            }),
        }
        meta
    }

    /// What is on the disk, when it is not what was loaded.
    fn read_newer(&self) -> Result<Option<Newer>, SaveError> {
        let path = self.store.vault_path();
        let on_disk = |error: io::Error| SaveError::File { step: Step::Check, problem: error.into() };
        let tail = match self.store.vfs.tail(&path) {
            Ok(tail) => tail,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // The file was there when it was loaded: making another would hide that it is gone.
                return self.file.map_or(Ok(None), |_| Err(SaveError::OnDisk(OpenError::Missing)));
            }
            Err(error) => return Err(on_disk(error)),
        };
        if self.file.is_some_and(|file| Some(file.digest) == tail) {
            return Ok(None);
        }
        let stat = self.store.vfs.stat(&path).ok();
        let bytes = self.store.vfs.read(&path, FILE_LIMIT).map_err(on_disk)?;
        let container = Container::read(bytes).map_err(SaveError::OnDisk)?;
        if container.header.vault_id == self.keys.vault_id && container.header.epoch != self.keys.epoch {
            return Err(SaveError::KeysRenewed);
        }
        let opened = container.open(&self.keys).map_err(SaveError::OnDisk)?;
        let json = payload::json_of(opened.payload()).map_err(SaveError::OnDisk)?;
        let document = json::read(json).map_err(SaveError::OnDisk)?;
        let file = FileMark { digest: opened.digest, revision: opened.header.revision, stat };
        Ok(Some(Newer { header: opened.header.clone(), file, document }))
    }

    fn merged(&self, theirs: Document) -> (Document, MergeReport) {
        let mut document = self.document.duplicate();
        let report = merge(&mut document, theirs);
        (document, report)
    }
}

impl Meta {
    /// Drops what the limits no longer keep.
    fn prune(&mut self, document: &Document, now_ms: u64) {
        self.tombstones.retain(|stone| !stone.is_over(now_ms));
        self.journal_kept = kept_changes(&document.journal);
    }
}

impl<V: Vfs> Store<V> {
    /// Encodes a revision.
    pub(crate) fn encode(
        &self,
        document: &Document,
        meta: &Meta,
        header: &Header,
        keys: &Keys,
    ) -> Result<Encoded, SaveError> {
        self.step(Step::Encode, |_| Ok(()))?;
        let payload = payload::finish(json::write(document, meta)).ok_or(SaveError::TooLarge)?;
        let (bytes, digest) = container::seal(header, keys, &payload)?.ok_or(SaveError::TooLarge)?;
        Ok(Encoded { bytes, digest })
    }

    /// Puts `bytes` in the place of the present vault file, which stays in the ring. Steps 4 to 7.
    ///
    /// `reads_back` decodes the bytes with fresh eyes. It runs while they are written under a temporary name; they
    /// take the vault's name only once both are done.
    pub(crate) fn replace(
        &self,
        bytes: &[u8],
        present: Option<FileMark>,
        reads_back: &(dyn Fn() -> bool + Sync),
    ) -> Result<(), SaveError> {
        let temp = self.folder.join(make_temp_name()?);
        let written = std::thread::scope(|scope| {
            let check = std::thread::Builder::new().spawn_scoped(scope, reads_back);
            let written = self.write_temp(&temp, bytes);
            let good = check.map_or_else(|_| reads_back(), |running| running.join().unwrap_or(false));
            written.and(if good { Ok(()) } else { Err(SaveError::SelfCheck) })
        });
        let swapped = written.and_then(|()| match present {
            Some(present) => {
                self.keep(present).and_then(|()| self.step(Step::Swap, |vfs| vfs.rename(&temp, &self.vault_path())))
            }
            None => self.step(Step::Swap, |vfs| publish(vfs, &temp, &self.vault_path())),
        });
        if let Err(error) = swapped {
            let _ = self.vfs.remove(&temp);
            return Err(error);
        }
        let settled = self
            .step(Step::SwapSync, |vfs| vfs.sync_folder(&self.folder))
            .and_then(|()| self.step(Step::Verify, |vfs| same_content(vfs, &self.vault_path(), bytes)));
        if let Err(error) = settled {
            // Nobody was told that this revision exists. It must not come back as if someone had.
            let _ = self.undo_swap(present);
            return Err(error);
        }
        Ok(())
    }

    fn write_temp(&self, temp: &Path, bytes: &[u8]) -> Result<(), SaveError> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mut file = self.step(Step::TempCreate, |vfs| vfs.create(temp))?;
        self.step(Step::TempReserve, |_| file.reserve(length))?;
        self.step(Step::TempWrite, |_| file.write(bytes))?;
        // After a failed flush the system may drop the pages and call them clean: such a file is given up.
        self.step(Step::TempSync, |_| file.sync())
    }

    /// Keeps the present file in the ring, under a second name where the file system has such.
    fn keep(&self, present: FileMark) -> Result<(), SaveError> {
        let place = self.ring_path().join(VersionId::new(present.revision, &present.digest).file_name());
        self.step(Step::Folder, |vfs| vfs.make_folder(&self.ring_path()))?;
        self.step(Step::Keep, |vfs| match vfs.link(&self.vault_path(), &place) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                // An earlier save got this far. The name says the digest; the file must agree.
                if vfs.tail(&place)? == Some(present.digest) { Ok(()) } else { Err(error) }
            }
            Err(error) if lacks_links(&error) => self.copy_to(&self.vault_path(), &place),
            Err(error) => Err(error),
        })?;
        self.step(Step::KeepSync, |vfs| vfs.sync_folder(&self.ring_path()))
    }

    /// Copies a file so that `to` is either absent or whole.
    pub(crate) fn copy_to(&self, from: &Path, to: &Path) -> io::Result<()> {
        let bytes = self.vfs.read(from, FILE_LIMIT)?;
        let folder = to.parent().unwrap_or(&self.folder);
        let temp = folder.join(make_temp_name().map_err(|_| io::ErrorKind::Other)?);
        let outcome = (|| {
            let mut file = self.vfs.create(&temp)?;
            file.write(&bytes)?;
            file.sync()?;
            publish(&*self.vfs, &temp, to)
        })();
        if outcome.is_err() {
            let _ = self.vfs.remove(&temp);
        }
        outcome
    }

    /// Puts the kept file back under its own name, or removes the vault that was just made.
    fn undo_swap(&self, present: Option<FileMark>) -> Result<(), SaveError> {
        let failed = |error: io::Error| SaveError::File { step: Step::Swap, problem: error.into() };
        match present {
            Some(present) => {
                let kept = self.ring_path().join(VersionId::new(present.revision, &present.digest).file_name());
                let temp = self.folder.join(make_temp_name()?);
                match self.vfs.link(&kept, &temp) {
                    Err(error) if lacks_links(&error) => self.copy_to(&kept, &temp),
                    other => other,
                }
                .map_err(failed)?;
                self.vfs.rename(&temp, &self.vault_path()).map_err(failed)?;
            }
            None => self.vfs.remove(&self.vault_path()).map_err(failed)?,
        }
        self.vfs.sync_folder(&self.folder).map_err(failed)
    }

    /// Replaces the state record, by the same protocol.
    pub(crate) fn put_state(&self, bytes: &[u8]) -> Result<(), SaveError> {
        let temp = self.folder.join(make_temp_name()?);
        let mut file = self.step(Step::StateCreate, |vfs| vfs.create(&temp))?;
        let outcome = self
            .step(Step::StateWrite, |_| file.write(bytes))
            .and_then(|()| self.step(Step::StateSync, |_| file.sync()))
            .and_then(|()| self.step(Step::StateSwap, |vfs| vfs.rename(&temp, &self.state_path())));
        if outcome.is_err() {
            let _ = self.vfs.remove(&temp);
        }
        outcome.and_then(|()| self.step(Step::StateSwapSync, |vfs| vfs.sync_folder(&self.folder)))
    }

    /// Drops the versions that the ring no longer keeps.
    pub(crate) fn prune(&self) -> Result<(), SaveError> {
        let ring = self.ring_path();
        self.step(Step::Prune, |vfs| {
            for id in superfluous(self.ring_files()?) {
                vfs.remove(&ring.join(id.file_name()))?;
            }
            Ok(())
        })
    }

    pub(crate) fn ring_files(&self) -> io::Result<Vec<RingFile>> {
        let ring = self.ring_path();
        let names = self.vfs.list(&ring)?;
        let files = names.iter().filter_map(|name| VersionId::of_file_name(name)).map(|id| {
            let stat = self.vfs.stat(&ring.join(id.file_name()))?;
            Ok(RingFile { id, modified_ms: stat.modified_ms(), bytes: stat.bytes })
        });
        files.collect()
    }
}

/// Gives a finished file its name, which must be free, and takes the temporary one away.
pub(crate) fn publish<V: Vfs>(vfs: &V, temp: &Path, to: &Path) -> io::Result<()> {
    match vfs.link(temp, to) {
        Ok(()) => vfs.remove(temp),
        Err(error) if lacks_links(&error) => match vfs.stat(to) {
            Err(absent) if absent.kind() == io::ErrorKind::NotFound => vfs.rename(temp, to),
            Err(other) => Err(other),
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        },
        Err(error) => Err(error),
    }
}

/// Whether hard links are refused as such (FAT, some network file systems, protected files).
fn lacks_links(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied | io::ErrorKind::TooManyLinks)
}

fn same_content<V: Vfs>(vfs: &V, path: &Path, bytes: &[u8]) -> io::Result<()> {
    if vfs.read(path, FILE_LIMIT)? == bytes { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}

impl From<FileProblem> for SaveError {
    fn from(problem: FileProblem) -> Self {
        Self::File { step: Step::Check, problem }
    }
}
