//! The receipt of an import from files: what became of each row, and the proof that what came across is unchanged.

use crate::edit::Done;
use crate::failure::Failure;
use crate::intake::{Answer, Intake, Item, Standing, State};
use crate::session::Session;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use watchword_entry::{EntryId, Fingerprint, fingerprint};
use watchword_otp::Kind;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It cannot be used here.
    Unsupported,
    /// It was left out.
    Skipped,
    /// It is in the vault, and something about it is worth a look.
    Changed,
    /// It is in the vault as it was.
    Moved,
}

/// Something to say about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowNote {
    /// Stable, in kebab-case: one of [`NOTES`], or a warning of the row.
    pub code: &'static str,
    /// A name, a number, or "".
    pub value: String,
}

/// Every code of a [`RowNote`] that is no warning: for tables of words.
pub const NOTES: &[&str] = &[
    "already-here",
    "archived",
    "conflict",
    "counter",
    "in-bin",
    "kept-name",
    "left-out",
    "named",
    "note",
    "pinned",
    "replaced",
    "tags",
    "took-name",
];

/// One row of a file.
pub struct ReceiptRow {
    /// Its file, by its place in [`Receipt::files`].
    pub file: usize,
    /// Where it stands in the file, from 1.
    pub row: usize,
    /// Its name here; where it is not here, as it would be.
    pub name: String,
    /// The entry that holds it.
    pub entry: Option<EntryId>,
    /// What became of it.
    pub outcome: Outcome,
    /// What is worth saying about it, what matters most first.
    pub notes: Vec<RowNote>,
    /// Why it cannot be used.
    pub problem: Option<Failure>,
    /// Its secret as the file has it.
    secret: Option<Fingerprint>,
    /// What is needed to review it once more.
    item: Option<Box<Item>>,
}

impl ReceiptRow {
    /// Whether it can be put under review once more: to add what was left out, or to mend its secret.
    pub fn can_be_tried_again(&self) -> bool {
        self.item.as_ref().is_some_and(|item| {
            item.state != State::Unusable || item.from.as_ref().is_some_and(|from| from.can_be_mended())
        })
    }
}

/// A file of the receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFile {
    /// Its name.
    pub name: String,
    /// The app that it comes from.
    pub app: &'static str,
}

/// Four words that stand for all secrets that came across, computed for both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchWords {
    /// Over the secrets as the files have them.
    pub file: [&'static str; 4],
    /// Over the secrets as the vault has them.
    pub vault: [&'static str; 4],
}

/// What an import led to.
pub struct Receipt {
    /// When, milliseconds since 1970.
    pub at_ms: u64,
    /// Where the rows come from.
    pub files: Vec<ReceiptFile>,
    /// Problems first, then in the order of the files.
    pub rows: Vec<ReceiptRow>,
    /// `None` when nothing came across.
    pub words: Option<MatchWords>,
    /// The changes it made, oldest first.
    changes: Vec<EntryId>,
}

impl Receipt {
    /// How many rows of the files are in the vault now.
    pub fn came(&self) -> usize {
        self.rows.iter().filter(|row| row.entry.is_some()).count()
    }

    /// How many rows became that.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// Whether nothing is left that only the old device has, and every secret is the same on both sides.
    pub fn may_clear(&self) -> bool {
        self.came() == self.rows.len() && self.words.is_some_and(|words| words.file == words.vault)
    }

    /// Whether it changed the vault, so that there is something to take back.
    pub fn can_be_undone(&self) -> bool {
        !self.changes.is_empty()
    }
}

impl Session {
    /// The receipt of the last import from files, until the vault is locked.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.receipt.as_ref()
    }

    /// Takes the whole import back and lets its receipt go.
    ///
    /// # Errors
    /// `nothing-to-undo`, or why it could not be saved.
    pub fn undo_receipt(&mut self) -> Result<Done, Failure> {
        let nothing = || Failure::new("nothing-to-undo");
        let changes = self.receipt.as_ref().map(|receipt| receipt.changes.clone()).ok_or_else(nothing)?;
        let mut last = Err(nothing());
        for change in changes.into_iter().rev() {
            last = match self.undo(Some(change)) {
                // Taken back one by one before.
                Err(failure) if failure.code == "nothing-to-undo" && last.is_ok() => last,
                other => other,
            };
        }
        if last.is_ok() {
            self.receipt = None;
        }
        last
    }

    /// Puts a row of the receipt under review once more; what becomes of it then is written into the same receipt.
    ///
    /// # Errors
    /// `entry-gone` when there is no such row, or nothing can be done about it.
    pub fn review_again(&mut self, at: usize) -> Result<(), Failure> {
        let gone = || Failure::new("entry-gone");
        self.intake_discard();
        let receipt = self.receipt.as_mut().ok_or_else(gone)?;
        let row = receipt.rows.get_mut(at).filter(|row| row.can_be_tried_again()).ok_or_else(gone)?;
        let item = row.item.take().ok_or_else(gone)?;
        self.intake = Some(Intake::once_more(receipt.files.clone(), *item, at));
        self.settle();
        Ok(())
    }

    /// Gives rows that were under review once more back to the receipt.
    pub(crate) fn keep_for_receipt(&mut self, items: Vec<Item>) {
        let Some(receipt) = &mut self.receipt else { return };
        for item in items {
            if let Some(row) = item.receipt_row.and_then(|at| receipt.rows.get_mut(at)) {
                row.item = Some(Box::new(item));
            }
        }
    }

    /// Writes down what became of the rows of files; rows that come from the last receipt are brought up to date there.
    pub(crate) fn write_receipt(&mut self, intake: Intake, placed: &HashMap<usize, EntryId>, change: Option<EntryId>) {
        let again = intake.items.iter().any(|item| item.receipt_row.is_some());
        if !again && !intake.items.iter().any(|item| item.from.is_some()) {
            return;
        }
        let by_secret: HashMap<Fingerprint, EntryId> = self
            .entries()
            .iter()
            .filter(|entry| !entry.is_trashed())
            .map(|entry| (fingerprint(&entry.otp), entry.id))
            .collect();
        let mut receipt = self.receipt.take().filter(|_| again).unwrap_or_else(|| Receipt {
            at_ms: self.now_ms(),
            files: intake.files.iter().map(|file| ReceiptFile { name: file.name.clone(), app: file.app }).collect(),
            rows: Vec::new(),
            words: None,
            changes: Vec::new(),
        });
        for (at, item) in intake.items.into_iter().enumerate() {
            let Some(from) = &item.from else { continue };
            let (file, row) = (from.file, from.row);
            let secret = item.otp.as_ref().map(fingerprint);
            // What was placed, else what was here before or came with a row above.
            let entry = placed.get(&at).copied().or_else(|| by_secret.get(&secret?).copied());
            let place = item.receipt_row;
            let written = ReceiptRow {
                file,
                row,
                name: entry.map_or_else(|| item.name.full(), |id| self.shown_name(id)),
                entry,
                outcome: outcome(&item, entry),
                notes: notes(&item, entry),
                problem: item.problem.clone(),
                secret,
                item: entry.is_none().then(|| Box::new(item)),
            };
            match place.and_then(|place| receipt.rows.get_mut(place)) {
                Some(old) => *old = written,
                None => receipt.rows.push(written),
            }
        }
        receipt.rows.sort_by_key(|row| (row.outcome, row.file, row.row));
        receipt.changes.extend(change);
        receipt.words = self.words_of(&receipt.rows);
        self.receipt = Some(receipt);
    }

    fn words_of(&self, rows: &[ReceiptRow]) -> Option<MatchWords> {
        let (mut file, mut vault) = (HashSet::new(), HashSet::new());
        for row in rows {
            let (Some(secret), Some(entry)) = (row.secret, row.entry.and_then(|id| self.entry(id).ok())) else {
                continue;
            };
            file.insert(secret);
            vault.insert(fingerprint(&entry.otp));
        }
        (!file.is_empty()).then(|| MatchWords { file: match_words(file), vault: match_words(vault) })
    }
}

fn outcome(item: &Item, entry: Option<EntryId>) -> Outcome {
    match (entry, &item.problem) {
        (None, Some(_)) => Outcome::Unsupported,
        (None, None) => Outcome::Skipped,
        (Some(_), _) => {
            let is_plain = item.was.is_empty() && item.warnings.is_empty() && item.kind() != Some(Kind::Hotp);
            let is_unchanged = is_plain && matches!(item.state, State::New | State::Same);
            if is_unchanged { Outcome::Moved } else { Outcome::Changed }
        }
    }
}

fn notes(item: &Item, entry: Option<EntryId>) -> Vec<RowNote> {
    let mut notes = Vec::new();
    let mut say = |code, value: &str| notes.push(RowNote { code, value: value.to_owned() });
    let standing = item.from.as_ref().map_or(Standing::Active, |from| from.standing);
    if entry.is_none() {
        match (item.problem.is_some(), item.state, item.answer, standing) {
            (true, ..) => {}
            (_, State::Conflict, Answer::None, _) => say("conflict", ""),
            (_, _, _, Standing::Trashed) => say("in-bin", ""),
            (_, _, _, Standing::Archived) => say("archived", ""),
            _ => say("left-out", ""),
        }
        return notes;
    }
    match (item.state, item.answer) {
        (State::Same, _) => say("already-here", ""),
        (State::Conflict, Answer::Replace) => say("replaced", ""),
        (State::Renamed, Answer::TakeTheirs) => {
            say("took-name", &item.existing_name.as_ref().map(watchword_entry::Name::full).unwrap_or_default());
        }
        (State::Renamed, _) => say("kept-name", &item.name.full()),
        _ if !item.was.is_empty() => say("named", &item.was),
        _ => {}
    }
    if item.kind() == Some(Kind::Hotp) {
        say("counter", &item.counter().to_string());
    }
    for warning in &item.warnings {
        say(warning, "");
    }
    if item.state == State::New || item.answer == Answer::KeepBoth {
        if !item.labels.tags.is_empty() {
            say("tags", &item.labels.tags.join(", "));
        }
        if !item.labels.note.is_empty() {
            say("note", "");
        }
        if item.from.as_ref().is_some_and(|from| from.favourite) {
            say("pinned", "");
        }
    }
    notes
}

/// Four words of the BIP-39 list over a set of secrets, in any order: the first 44 bits of a hash over their
/// fingerprints.
fn match_words(secrets: HashSet<Fingerprint>) -> [&'static str; 4] {
    let mut secrets: Vec<Fingerprint> = secrets.into_iter().collect();
    secrets.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(b"watchword match words 1\0");
    for secret in &secrets {
        hash.update(secret.as_bytes());
    }
    let bits = hash.finalize().iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let list = bip39::Language::English.word_list();
    [0, 1, 2, 3].map(|place| {
        let number = usize::try_from(bits >> (64 - 11 * (place + 1)) & 0x7ff).unwrap_or_default();
        list.get(number).copied().unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_otp::Otp;
    use watchword_secret::SecretBytes;

    fn secret(bytes: &[u8]) -> Fingerprint {
        fingerprint(&Otp::new(Kind::Totp, SecretBytes::copy_of(bytes)))
    }

    #[test]
    fn the_words_depend_on_the_secrets_and_not_on_their_order() {
        let words = |secrets: &[&[u8]]| match_words(secrets.iter().map(|bytes| secret(bytes)).collect());
        assert_eq!(words(&[b"one", b"two"]), words(&[b"two", b"one", b"one"]));
        assert_ne!(words(&[b"one", b"two"]), words(&[b"one"]));
        assert!(words(&[b"one"]).iter().all(|word| word.len() >= 3));
    }
}
