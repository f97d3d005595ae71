//! Versions and backups: making them, proving that they open, going back.
//!
//! A backup is proven when it was opened with its password and every entry of the vault was found in it with the
//! right secret. Proofs are kept, sealed, beside the vault: they are about files on this computer.

use crate::edit::{Done, reason, remember};
use crate::failure::Failure;
use crate::intake::Counts;
use crate::profile::{file_failure, open_failure, save_failure, store_failure};
use crate::session::Session;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use watchword_entry::{Entry, EntryId, Fingerprint, fingerprint};
use watchword_secret::SecretText;
pub use watchword_vault::Place;
use watchword_vault::{Change, Consent, Document, OpenError, Reason, Way, file_slots, open_file};

const PROOFS_FILE: &str = "proofs.sealed";
const PROOFS_PURPOSE: &str = "proofs";
/// A proof older than this asks for a new one.
const PROOF_GROWS_OLD_MS: u64 = 30 * 24 * 3_600_000;

/// A version of the vault that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Names it: revision and the beginning of its digest.
    pub id: String,
    /// When it was made, milliseconds since 1970.
    pub at_ms: u64,
    /// Why it was made; empty when it does not open with the keys in hand.
    pub why: Reason,
    /// Entries that are not in the trash; `None` when it does not open with the keys in hand.
    pub entries: Option<usize>,
    /// Kept by itself or made by hand.
    pub place: Place,
    /// When it was last proven to open, milliseconds since 1970; 0 never.
    pub proven_ms: u64,
    /// Size of the file.
    pub bytes: u64,
    /// Counts the saves of the vault.
    pub revision: u64,
}

/// What is known of the backups' worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// No rehearsal yet.
    Never,
    /// The last rehearsal found everything.
    Proven(Rehearsed),
    /// The last rehearsal found everything, more than 30 days ago.
    Old(Rehearsed),
    /// The last rehearsal failed.
    Failed(Rehearsed),
}

/// The figures of a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsed {
    /// When, milliseconds since 1970.
    pub at_ms: u64,
    /// Entries found with the right secret.
    pub found: usize,
    /// Entries that the vault held.
    pub of: usize,
}

/// How a rehearsal went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// The figures.
    pub rehearsed: Rehearsed,
    /// Shown names of entries that were not found or have another secret.
    pub missing: Vec<String>,
}

/// A backup file that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Where it is.
    pub path: PathBuf,
    /// Entries in it, trash included.
    pub entries: usize,
    /// Its size.
    pub bytes: u64,
}

/// What opening a backup file in an open vault led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// What its entries would do here.
    pub counts: Counts,
}

#[derive(Default, Serialize, Deserialize)]
struct Proofs {
    last: Option<Rehearsed>,
    /// Per version id: when it was proven.
    versions: HashMap<String, u64>,
}

impl Session {
    /// The versions kept in the vault's folder, newest first.
    ///
    /// # Errors
    /// Why the folder could not be read.
    pub fn versions(&self) -> Result<Vec<Version>, Failure> {
        let proofs = self.proofs();
        let files = self.vault.store().versions().map_err(|error| store_failure(&error))?;
        let mut versions: Vec<Version> = files
            .iter()
            .filter(|file| file.digest_ok)
            .map(|file| {
                let id = file.id.to_string();
                let document = self.vault.open_version(file.id).ok();
                Version {
                    at_ms: document.as_ref().map_or(file.modified_ms, |document| document.saved_ms),
                    why: document.as_ref().map_or_else(|| reason("", 0, ""), |document| document.saved_why.clone()),
                    entries: document.as_ref().map(|document| in_use(document).count()),
                    place: file.place,
                    proven_ms: proofs.versions.get(&id).copied().unwrap_or_default(),
                    bytes: file.bytes,
                    revision: file.id.revision,
                    id,
                }
            })
            .collect();
        versions.sort_by(|left, right| right.revision.cmp(&left.revision).then_with(|| right.at_ms.cmp(&left.at_ms)));
        Ok(versions)
    }

    /// What is known of the backups' worth.
    pub fn proof(&self) -> Proof {
        match self.proofs().last {
            None => Proof::Never,
            Some(last) if last.found < last.of => Proof::Failed(last),
            Some(last) if self.now_ms().saturating_sub(last.at_ms) > PROOF_GROWS_OLD_MS => Proof::Old(last),
            Some(last) => Proof::Proven(last),
        }
    }

    /// Writes a backup file, reads it back and compares. `None` puts it into the vault's own folder of backups. An
    /// existing file is never overwritten.
    ///
    /// # Errors
    /// `exists`, `disk-full`, `no-permission`, or `damaged` when what was read back is not what was written.
    pub fn make_backup(&self, path: Option<&Path>) -> Result<Made, Failure> {
        let backup = match path {
            Some(path) => self.vault.write_backup(path),
            None => self.vault.keep_backup(),
        }
        .map_err(|error| save_failure(&error))?;
        Ok(Made { path: backup.path, entries: backup.entries, bytes: backup.bytes })
    }

    /// The file name offered for a backup made today (UTC).
    pub fn backup_name(&self) -> String {
        let day = i64::try_from(self.now_ms()).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
        day.map_or_else(|| "watchword.wv".to_owned(), |day| format!("watchword-{}.wv", day.strftime("%Y-%m-%d")))
    }

    /// Opens a backup with its password, as on a day when nothing else is left, and compares it with the vault.
    /// `version` names one of [`Session::versions`]; `None` takes the newest, or a backup of now where that is older than the vault.
    ///
    /// # Errors
    /// `wrong-password`, `no-version`, `damaged`, or why it cannot be opened. A backup that opens but lacks entries is
    /// no error: see [`Rehearsal::missing`].
    pub fn rehearse(&mut self, version: Option<&str>, password: &SecretText) -> Result<Rehearsal, Failure> {
        let id = if let Some(id) = version {
            id.to_owned()
        } else {
            // The newest version may be from before the last change: what is there now must come back too.
            if self.newest_version()?.is_none_or(|version| version.revision < self.vault.revision()) {
                self.make_backup(None)?;
            }
            self.newest_version()?.map(|version| version.id).ok_or_else(|| Failure::new("no-version"))?
        };
        let parsed = id.parse().map_err(|_| Failure::new("no-version"))?;
        let opened = self
            .vault
            .store()
            .open_version(parsed, Way::Password(password), Consent::Given)
            .map_err(|error| open_failure(&error))?;
        let rehearsal = self.compare(&opened.document);
        let mut proofs = self.proofs();
        proofs.last = Some(rehearsal.rehearsed);
        if rehearsal.missing.is_empty() {
            proofs.versions.insert(id, rehearsal.rehearsed.at_ms);
        }
        self.keep_proofs(&proofs);
        Ok(rehearsal)
    }

    /// Opens a backup file anywhere with its password and compares it with the vault.
    ///
    /// # Errors
    /// As [`Session::rehearse`].
    pub fn rehearse_file(&self, path: &Path, password: &SecretText, consent: Consent) -> Result<Rehearsal, Failure> {
        let opened = open_file(path, Way::Password(password), consent).map_err(|error| open_failure(&error))?;
        Ok(self.compare(&opened.document))
    }

    /// Holds every entry in use against a copy: found is what has the same secret there.
    fn compare(&self, document: &Document) -> Rehearsal {
        let theirs: HashMap<EntryId, Fingerprint> =
            document.entries.iter().map(|entry| (entry.id, fingerprint(&entry.otp))).collect();
        let secrets: HashSet<Fingerprint> = theirs.values().copied().collect();
        let mine: Vec<&Entry> = self.entries().iter().filter(|entry| !entry.is_trashed()).collect();
        let missing: Vec<String> = mine
            .iter()
            .filter(|entry| {
                let mine = fingerprint(&entry.otp);
                theirs.get(&entry.id) != Some(&mine) && !secrets.contains(&mine)
            })
            .map(|entry| self.shown_name(entry.id))
            .collect();
        let rehearsed = Rehearsed { at_ms: self.now_ms(), found: mine.len() - missing.len(), of: mine.len() };
        Rehearsal { rehearsed, missing }
    }

    /// Goes back to a version: its entries become those of the vault, in a new revision that can be undone. Entries
    /// that came later go to the trash, so that nothing is lost; the revision of now stays among the versions.
    ///
    /// # Errors
    /// `wrong-password` when `password` is not this vault's, `no-version`, or why it cannot be opened or saved.
    pub fn go_back(&mut self, version: &str, password: &SecretText) -> Result<Done, Failure> {
        self.confirm_password(password)?;
        let id = version.parse().map_err(|_| Failure::new("no-version"))?;
        let document = if let Ok(document) = self.vault.open_version(id) {
            document
        } else {
            // Sealed with keys of another time: the password of that time opens it.
            let store = self.vault.store();
            let opened = store.open_version(id, Way::Password(password), Consent::Given);
            opened.map_err(|error| open_failure(&error))?.document
        };
        self.take_entries_of(document, "restored-version")
    }

    /// Opens a backup file with its password and puts its entries under review.
    ///
    /// # Errors
    /// `wrong-password`, `needs-consent`, or why it cannot be opened.
    pub fn review_backup(&mut self, path: &Path, password: &SecretText, consent: Consent) -> Result<Reviewed, Failure> {
        let opened = open_file(path, Way::Password(password), consent).map_err(|error| open_failure(&error))?;
        self.intake_entries(opened.document.entries);
        Ok(Reviewed { counts: self.intake.as_ref().map(crate::intake::Intake::counts).unwrap_or_default() })
    }

    fn take_entries_of(&mut self, document: Document, what: &str) -> Result<Done, Failure> {
        let now_ms = self.now_ms();
        let mut theirs: HashMap<EntryId, Entry> = document.entries.into_iter().map(|entry| (entry.id, entry)).collect();
        let before: Vec<(EntryId, Option<Entry>)> = self
            .entries()
            .iter()
            .map(|entry| (entry.id, Some(entry.duplicate())))
            .chain(theirs.keys().filter(|id| self.entry(**id).is_err()).map(|id| (*id, None)))
            .collect();
        let count = theirs.values().filter(|entry| !entry.is_trashed()).count();
        let why = reason(what, count, "");
        let change_id = EntryId::make()?;
        self.save_with(why.clone(), |mine, stamp| {
            for entry in &mut mine.entries {
                match theirs.remove(&entry.id) {
                    Some(old) => crate::undo::put_back(entry, old, stamp),
                    None if entry.is_trashed() => {}
                    None => {
                        entry.placement.trashed_ms = Some(now_ms);
                        entry.placement_stamp = stamp;
                    }
                }
            }
            for (id, mut entry) in theirs {
                mine.tombstones.retain(|gone| gone.id != id);
                (entry.labels_stamp, entry.placement_stamp, entry.otp_stamp) = (stamp, stamp, stamp);
                mine.entries.push(entry);
            }
            remember(mine, Change { id: change_id, at_ms: now_ms, why, before, undone: false, unknown: Vec::new() });
            Ok(())
        })?;
        Ok(Done { what: what.to_owned(), entry: None, name: String::new(), count, undo_id: Some(change_id) })
    }

    fn newest_version(&self) -> Result<Option<Version>, Failure> {
        Ok(self.versions()?.into_iter().next())
    }

    fn proofs(&self) -> Proofs {
        std::fs::read(self.folder.join(PROOFS_FILE))
            .ok()
            .and_then(|sealed| self.vault.open_local(PROOFS_PURPOSE, &sealed))
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    fn keep_proofs(&self, proofs: &Proofs) {
        let Ok(bytes) = serde_json::to_vec(proofs) else { return };
        if let Ok(sealed) = self.vault.seal_local(PROOFS_PURPOSE, &bytes) {
            // Losing a proof costs one more rehearsal, nothing else.
            let _ = std::fs::write(self.folder.join(PROOFS_FILE), sealed);
        }
    }
}

/// Opens a backup file with its password, only to look: the vault id, revision and number of entries.
///
/// # Errors
/// `wrong-password`, `needs-consent`, `not-a-vault`, `damaged`, or why it cannot be read.
pub fn look_into(path: &Path, password: &SecretText, consent: Consent) -> Result<(u64, usize), Failure> {
    let opened = open_file(path, Way::Password(password), consent).map_err(|error| open_failure(&error))?;
    Ok((opened.revision, in_use(&opened.document).count()))
}

/// Whether a file begins as a vault does.
///
/// # Errors
/// Why it cannot be read.
pub fn is_vault_file(path: &Path) -> Result<bool, Failure> {
    match file_slots(path) {
        Err(OpenError::File(problem)) => Err(file_failure(problem)),
        Err(OpenError::NotAVault) => Ok(false),
        // It begins as one: what is wrong with it, if anything, is said when it is opened.
        Ok(_) | Err(_) => Ok(true),
    }
}

fn in_use(document: &Document) -> impl Iterator<Item = &Entry> {
    document.entries.iter().filter(|entry| !entry.is_trashed())
}
