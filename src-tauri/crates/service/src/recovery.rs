//! Recovery codes of sites, kept with their entries under a passphrase of their own.
//!
//! The passphrase is one for all codes of the vault and is set with the first of them. It opens them for five minutes;
//! then, or when asked, or when the vault locks, the key is wiped and with it every way to them. How many codes an
//! entry has and how many are left is known without it. Every change is saved and can be undone like any other; what
//! another passphrase sealed (a merge can bring such codes) is opened by that one and never touched with this.

pub mod paste;

use crate::edit::Done;
use crate::failure::Failure;
use crate::profile::{check_password, open_failure};
use crate::session::Session;
use paste::{PastedCode, is_same_code};
use watchword_entry::{Entry, EntryId, Stamp};
use watchword_secret::SecretText;
pub use watchword_vault::{CodesCount, RecoveryCode};
use watchword_vault::{
    CodesError, CodesKey, Document, KdfParams, Reason, SlotKind, Way, codes_count, kept_seals, set_kept_seals,
};

/// How long the codes stay open, in milliseconds.
pub const OPEN_MS: u64 = 5 * 60_000;
/// Most codes of one entry.
pub const CODES_LIMIT: usize = 200;

/// The key while the codes are open.
pub(crate) struct OpenCodes {
    key: CodesKey,
    closes_ms: u64,
}

/// The codes of one entry, open.
pub struct OpenedCodes {
    /// In the order in which they were added.
    pub codes: Vec<RecoveryCode>,
    /// When they close, milliseconds since 1970.
    pub closes_ms: u64,
}

/// What adding did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedCodes {
    /// As for every change.
    pub done: Done,
    /// Codes that are new.
    pub added: usize,
    /// Codes that were there already.
    pub known: usize,
}

/// A code on its way to the clipboard.
pub struct CopiedCode {
    /// Its place in the list, from 0.
    pub place: usize,
    /// When the clipboard is emptied, milliseconds since 1970, 0 for never; `None` when the system did not take it.
    pub clears_ms: Option<u64>,
}

impl Session {
    /// How many recovery codes an entry has; `None` where it has none.
    pub fn recovery_count(&self, id: EntryId) -> Option<CodesCount> {
        let entry = self.entry(id).ok()?;
        match &entry.recovery_codes {
            Some(sealed) => Some(codes_count(sealed).unwrap_or(CodesCount { count: 0, left: 0 })),
            None => kept_seals(entry).iter().filter_map(|sealed| codes_count(sealed)).max_by_key(|kept| kept.count),
        }
    }

    /// Whether any entry has recovery codes, so that there is a passphrase.
    pub fn has_recovery_passphrase(&self) -> bool {
        self.entries().iter().any(|entry| !seals_of(entry).is_empty())
    }

    /// When the codes close, milliseconds since 1970; `None` while they are closed.
    pub fn recovery_closes_ms(&self) -> Option<u64> {
        self.open_codes.as_ref().filter(|open| self.now_ms() < open.closes_ms).map(|open| open.closes_ms)
    }

    /// Opens the codes for five minutes: those of `id`, or, where it has none, those of the vault, to add to them.
    /// Where the vault has none at all, this sets the passphrase that the first will be sealed with.
    ///
    /// # Errors
    /// `wrong-passphrase`, `passphrase-empty`, `passphrase-is-password` for a first one that also opens the vault,
    /// `entry-gone`, or why the seals cannot be read.
    pub fn open_recovery_codes(&mut self, id: EntryId, passphrase: &SecretText) -> Result<u64, Failure> {
        let entry = self.entry(id)?;
        // The seal in use decides; those that a merge set aside only where there is none.
        let own = entry.recovery_codes.as_ref().map_or_else(|| kept_seals(entry), |sealed| vec![sealed.clone()]);
        let seals = if own.is_empty() { self.entries().iter().flat_map(seals_of).collect() } else { own };
        let key = if seals.is_empty() {
            self.new_codes_key(passphrase)?
        } else {
            check_passphrase(passphrase)?;
            let keys = CodesKey::of(seals.iter().map(String::as_str), passphrase).map_err(codes_failure)?;
            keys.into_iter().next().ok_or_else(|| Failure::new("wrong-passphrase"))?
        };
        let closes_ms = self.now_ms() + OPEN_MS;
        self.open_codes = Some(OpenCodes { key, closes_ms });
        Ok(closes_ms)
    }

    /// Closes the codes: the key is wiped.
    pub fn close_recovery_codes(&mut self) {
        self.open_codes = None;
    }

    /// Closes the codes when their time is over.
    pub fn close_recovery_codes_if_due(&mut self) {
        if self.recovery_closes_ms().is_none() {
            self.open_codes = None;
        }
    }

    /// The codes of an entry, while they are open.
    ///
    /// # Errors
    /// `recovery-closed` when they are not, or when another passphrase sealed these; `entry-gone`, or why they cannot be
    /// read.
    pub fn recovery_codes(&self, id: EntryId) -> Result<OpenedCodes, Failure> {
        let open = self.open_key()?;
        Ok(OpenedCodes { codes: read_codes(self.entry(id)?, &open.key)?, closes_ms: open.closes_ms })
    }

    /// Adds codes to those of an entry, or puts them in their place.
    ///
    /// # Errors
    /// `no-codes-in-text` when there are none, `too-many-codes`, `recovery-closed`, or why it could not be saved.
    pub fn add_recovery_codes(
        &mut self,
        id: EntryId,
        new: &[PastedCode],
        replace: bool,
    ) -> Result<AddedCodes, Failure> {
        if new.is_empty() {
            return Err(Failure::new("no-codes-in-text"));
        }
        let now_ms = self.now_ms();
        let merged = |codes: &mut Vec<RecoveryCode>| {
            let before = codes.len();
            for code in new {
                if !codes.iter().any(|known| is_same_code(known.code.expose(), code.code.expose())) {
                    codes.push(RecoveryCode { code: code.code.duplicate(), used_ms: code.used.then_some(now_ms) });
                }
            }
            codes.len() - before
        };
        if !replace {
            // What is there already makes no change.
            let mut codes = self.recovery_codes(id)?.codes;
            if merged(&mut codes) == 0 {
                let done = self.nothing_done("recovery-added", id);
                return Ok(AddedCodes { done, added: 0, known: new.len() });
            }
        }
        let mut added = 0;
        let what = if replace { "recovery-replaced" } else { "recovery-added" };
        let done = self.change_codes(what, id, |codes| {
            if replace {
                codes.clear();
            }
            added = merged(codes);
            if codes.len() > CODES_LIMIT {
                return Err(Failure::new("too-many-codes").with("limit", CODES_LIMIT));
            }
            Ok(())
        })?;
        Ok(AddedCodes { done, added, known: new.len() - added })
    }

    /// Ticks a code as used, by its place in the list from 0, or takes the tick away.
    ///
    /// # Errors
    /// `no-such-code`, `recovery-closed`, or why it could not be saved.
    pub fn tick_recovery_code(&mut self, id: EntryId, place: usize, used: bool) -> Result<Done, Failure> {
        let no_such_code = || Failure::new("no-such-code").with("number", place + 1);
        let what = if used { "recovery-used" } else { "recovery-unused" };
        let mut seen = self.recovery_codes(id)?.codes;
        let seen = if place < seen.len() { seen.swap_remove(place) } else { return Err(no_such_code()) };
        if seen.used_ms.is_some() == used {
            return Ok(self.nothing_done(what, id));
        }
        let used_ms = used.then(|| self.now_ms());
        // Looked for by what it says: another process may have changed the list meanwhile.
        self.change_codes(what, id, |codes| {
            let found = codes.iter_mut().find(|code| code.code == seen.code);
            found.ok_or_else(no_such_code)?.used_ms = used_ms;
            Ok(())
        })
    }

    /// The place of the first code that is not used.
    ///
    /// # Errors
    /// `no-recovery-codes` where the entry has none, `no-code-left`, `recovery-closed`, or why they cannot be read.
    pub fn next_recovery_code(&self, id: EntryId) -> Result<(usize, RecoveryCode), Failure> {
        let codes = self.recovery_codes(id)?.codes;
        let none = if codes.is_empty() { "no-recovery-codes" } else { "no-code-left" };
        let next = codes.into_iter().enumerate().find(|(_, code)| code.used_ms.is_none());
        next.ok_or_else(|| Failure::new(none))
    }

    /// Copies the first code that is not used. It leaves the clipboard like a code.
    ///
    /// # Errors
    /// As [`Session::next_recovery_code`]. A clipboard that refuses is not an error.
    pub fn copy_next_recovery_code(&mut self, id: EntryId) -> Result<CopiedCode, Failure> {
        let (place, next) = self.next_recovery_code(id)?;
        Ok(CopiedCode { place, clears_ms: self.put_on_clipboard(next.code).ok() })
    }

    /// Seals all codes that `old` opens with a new passphrase, those in the journal too. It is not in the history:
    /// taking it back is changing it again. Earlier versions and backups keep the old one.
    ///
    /// # Errors
    /// `wrong-passphrase`, `passphrase-empty`, `passphrase-is-password`, or why it could not be saved.
    pub fn change_recovery_passphrase(&mut self, old: &SecretText, new: &SecretText) -> Result<usize, Failure> {
        check_passphrase(old)?;
        let seals: Vec<String> = self.entries().iter().flat_map(seals_of).collect();
        if seals.is_empty() {
            return Err(Failure::new("no-recovery-codes"));
        }
        let old = CodesKey::of(seals.iter().map(String::as_str), old).map_err(codes_failure)?;
        let new = self.new_codes_key(new)?;
        let mut count = 0;
        self.save_with(Reason::act("recovery-passphrase"), |document, stamp| {
            count = seal_anew(document, &old, &new, stamp)?;
            Ok(())
        })?;
        self.open_codes = self.open_codes.take().map(|open| OpenCodes { key: new, ..open });
        Ok(count)
    }

    fn change_codes(
        &mut self,
        what: &str,
        id: EntryId,
        mut act: impl FnMut(&mut Vec<RecoveryCode>) -> Result<(), Failure>,
    ) -> Result<Done, Failure> {
        self.with_codes_key(|session, key| {
            let key = key.ok_or_else(closed)?;
            session.try_change(what, &[id], |entry| {
                let mut codes = read_codes(entry, key)?;
                act(&mut codes)?;
                write_codes(entry, key, &codes)
            })
        })
    }

    /// Does something with the session and, while the codes are open, their key.
    pub(crate) fn with_codes_key<T>(
        &mut self,
        act: impl FnOnce(&mut Self, Option<&CodesKey>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.close_recovery_codes_if_due();
        // Out of the session meanwhile, and back whatever comes of it.
        let open = self.open_codes.take();
        let done = act(self, open.as_ref().map(|open| &open.key));
        self.open_codes = open;
        done
    }

    fn open_key(&self) -> Result<&OpenCodes, Failure> {
        let now_ms = self.now_ms();
        self.open_codes.as_ref().filter(|open| now_ms < open.closes_ms).ok_or_else(closed)
    }

    /// A key for a new passphrase. It costs as much as the vault's password.
    fn new_codes_key(&self, passphrase: &SecretText) -> Result<CodesKey, Failure> {
        check_passphrase(passphrase)?;
        if self.vault.verify(Way::Password(passphrase)) == Ok(true) {
            return Err(Failure::new("passphrase-is-password"));
        }
        let password = self.vault.slots().into_iter().find(|slot| slot.kind == SlotKind::Password);
        let kdf = password.and_then(|slot| slot.kdf).unwrap_or(KdfParams::DEFAULT);
        CodesKey::make(passphrase, kdf).map_err(|error| open_failure(&error))
    }

    fn nothing_done(&self, what: &str, id: EntryId) -> Done {
        Done { what: what.to_owned(), entry: Some(id), name: self.shown_name(id), count: 0, undo_id: None }
    }
}

/// All seals of an entry, the one in use first.
fn seals_of(entry: &Entry) -> Vec<String> {
    entry.recovery_codes.iter().cloned().chain(kept_seals(entry)).collect()
}

/// The codes of an entry, with those that a merge set aside: a code is there once, and used when either says so.
fn read_codes(entry: &Entry, key: &CodesKey) -> Result<Vec<RecoveryCode>, Failure> {
    let mut codes = match &entry.recovery_codes {
        Some(sealed) => key
            .open(sealed, entry.id)
            .map_err(|error| if error == CodesError::WrongPassphrase { closed() } else { codes_failure(error) })?,
        None => Vec::new(),
    };
    let kept = kept_seals(entry).into_iter().filter_map(|sealed| key.open(&sealed, entry.id).ok());
    for code in kept.flatten() {
        match codes.iter_mut().find(|known| is_same_code(known.code.expose(), code.code.expose())) {
            Some(known) => known.used_ms = known.used_ms.or(code.used_ms),
            None => codes.push(code),
        }
    }
    Ok(codes)
}

/// Seals the codes of an entry; what was set aside and is in them now goes.
fn write_codes(entry: &mut Entry, key: &CodesKey, codes: &[RecoveryCode]) -> Result<(), Failure> {
    let mut kept = kept_seals(entry);
    kept.retain(|sealed| key.open(sealed, entry.id).is_err());
    set_kept_seals(entry, &kept);
    entry.recovery_codes = if codes.is_empty() { None } else { Some(key.seal(codes, entry.id)?) };
    Ok(())
}

/// Gives an entry the codes of an earlier one, with those that a merge had set aside for them.
pub(crate) fn put_back(now: &mut Entry, before: &Entry) {
    now.recovery_codes.clone_from(&before.recovery_codes);
    set_kept_seals(now, &kept_seals(before));
}

/// Takes back what a change did to the codes. Where they were changed again since, that stays, code by code, which
/// needs their key.
///
/// # Errors
/// `recovery-closed` without it.
pub(crate) fn take_back(now: &mut Entry, before: &Entry, after: &Entry, key: Option<&CodesKey>) -> Result<(), Failure> {
    if now.recovery_codes == after.recovery_codes {
        put_back(now, before);
        return Ok(());
    }
    let key = key.ok_or_else(closed)?;
    let (before, after) = (read_codes(before, key)?, read_codes(after, key)?);
    let mut codes = read_codes(now, key)?;
    codes.retain(|code| find(&before, code).is_some() || find(&after, code).is_none());
    for old in &before {
        let changed = find(&after, old).is_none_or(|new| new.used_ms != old.used_ms);
        match codes.iter_mut().find(|code| code.code == old.code) {
            Some(code) if changed => code.used_ms = old.used_ms,
            None if changed => codes.push(old.duplicate()),
            Some(_) | None => {}
        }
    }
    write_codes(now, key, &codes)
}

fn find<'a>(codes: &'a [RecoveryCode], like: &RecoveryCode) -> Option<&'a RecoveryCode> {
    codes.iter().find(|code| code.code == like.code)
}

/// Seals with `new` whatever `old` opens; returns how many entries in use of the vault had such codes.
fn seal_anew(document: &mut Document, old: &[CodesKey], new: &CodesKey, stamp: Stamp) -> Result<usize, Failure> {
    let anew = |entry: &mut Entry| -> Result<bool, Failure> {
        let mut touched = false;
        let mut seal = |sealed: &mut String, id: EntryId| -> Result<(), Failure> {
            if let Some(codes) = old.iter().find_map(|key| key.open(sealed, id).ok()) {
                *sealed = new.seal(&codes, id)?;
                touched = true;
            }
            Ok(())
        };
        let mut kept = kept_seals(entry);
        for sealed in entry.recovery_codes.iter_mut().chain(&mut kept) {
            seal(sealed, entry.id)?;
        }
        set_kept_seals(entry, &kept);
        Ok(touched)
    };
    let mut count = 0;
    for entry in &mut document.entries {
        if anew(entry)? {
            entry.labels_stamp = stamp;
            count += 1;
        }
    }
    for (_, entry) in document.journal.iter_mut().flat_map(|change| &mut change.before) {
        if let Some(entry) = entry {
            anew(entry)?;
        }
    }
    Ok(count)
}

fn check_passphrase(passphrase: &SecretText) -> Result<(), Failure> {
    if passphrase.is_empty() { Err(Failure::new("passphrase-empty")) } else { check_password(passphrase) }
}

fn closed() -> Failure {
    Failure::new("recovery-closed")
}

fn codes_failure(error: CodesError) -> Failure {
    match error {
        CodesError::WrongPassphrase => Failure::new("wrong-passphrase"),
        CodesError::Newer => Failure::new("newer-version"),
        CodesError::Key(error) => open_failure(&error),
        CodesError::Altered | CodesError::Malformed | _ => Failure::new("recovery-damaged"),
    }
}
