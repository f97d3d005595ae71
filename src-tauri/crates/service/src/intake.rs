//! Everything that comes in: pictures, links, typed fields, files of other apps, backups. One preview, one rule for what is known
//! already, one acceptance, one undo.
//!
//! Nothing is saved while an [`Intake`] is under review. It lives in the session; the faces see names, states and
//! questions, never the secrets.

mod accept;
mod file;
mod screen;
mod settle;
mod source;

pub use file::{
    FILE_WARNINGS, FileKey, FileNote, FromFile, GivenFile, LockedFile, OpenedFile, SourceFile, Waiting, is_foreign,
    is_format, known_apps, known_extensions, known_formats, look_into_files, open_files,
};
pub use screen::{read_screen, screen_number};
pub use source::TypedEntry;
pub use watchword_foreign::{Icon, IconType, Standing};

use crate::failure::Failure;
use crate::naming::Proposal;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Fingerprint, Form, Labels, Name};
use watchword_otp::{Kind, Otp, migration::Collector};
use watchword_secret::SecretText;

/// What a row is to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Neither its secret nor its name is in the vault.
    New,
    /// In the vault with the same secret and name.
    Same,
    /// In the vault with the same secret under another name.
    Renamed,
    /// In the vault with the same secret and name, but its counter is further on here: the higher one is right.
    Ahead,
    /// The name is in the vault with another secret, or its secret with another form of code.
    Conflict,
    /// It cannot be used; the reason is in [`Item::problem`].
    Unusable,
}

/// What the person decided about a row that meets one of the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    None,
    /// Renamed: the vault's name stays; the other becomes an old name, so that it is found.
    KeepMine,
    /// Renamed: the vault's entry takes the name that came.
    TakeTheirs,
    /// Conflict: both entries under the same name.
    KeepBoth,
    /// Conflict: the row is left out.
    Skip,
    /// Conflict: the vault's entry takes the new secret; the old one stays in its history.
    Replace,
}

/// A decision about a row; `None` leaves a point as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether to add it.
    pub ticked: Option<bool>,
    /// For a row that meets one of the vault.
    pub answer: Option<Answer>,
    /// Take the proposed name, or go back to the one that came.
    pub use_proposal: Option<bool>,
    /// The issuer as the person wants it.
    pub issuer: Option<String>,
    /// The account as the person wants it.
    pub account: Option<String>,
}

/// One code, link or typed entry under review.
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or not, each by itself")]
pub struct Item {
    /// The picture it came from, by its place in [`Intake::pictures`].
    pub picture: Option<usize>,
    /// Number of the code in its picture or of the row in its file, from 1; 0 when it came from neither.
    pub number: usize,
    /// Its labels as they would be saved.
    pub labels: Labels,
    /// Its shown name.
    pub name: Name,
    /// Its shown name as it came, when a proposal or the person changed it; else "".
    pub was: String,
    /// A better name, when there is evidence for one.
    pub proposal: Option<Proposal>,
    /// Whether the proposal is in force.
    pub proposal_used: bool,
    /// Whether nothing tells who asks for this code, so that the person should say.
    pub name_needed: bool,
    /// What it is to the vault.
    pub state: State,
    /// The entry of the vault that it meets.
    pub existing: Option<EntryId>,
    /// That entry's shown name.
    pub existing_name: Option<Name>,
    /// What the person decided.
    pub answer: Answer,
    /// Whether it would be added.
    pub ticked: bool,
    /// Keys of sentences about oddities ("counter-missing", "secret-short").
    pub warnings: Vec<&'static str>,
    /// Why it cannot be used.
    pub problem: Option<Failure>,
    /// What a row of a file of another app has beside these.
    pub from: Option<Box<FromFile>>,
    /// `None` for a row that cannot be used.
    pub(crate) otp: Option<Otp>,
    /// The entry of another vault that it is, with all it has.
    pub(crate) whole: Option<Entry>,
    /// Its labels as they came.
    came: Labels,
    /// Whether the person gave the name or kept the one that came.
    name_settled: bool,
    /// Whether it was held against the vault once.
    seen: bool,
    /// Its row of the last receipt, when it comes from there once more.
    pub(crate) receipt_row: Option<usize>,
}

impl Item {
    /// How its codes are computed; `None` for a row that cannot be used.
    pub fn kind(&self) -> Option<Kind> {
        self.otp.as_ref().map(|otp| otp.kind)
    }

    /// Counter of a counter entry.
    pub fn counter(&self) -> u64 {
        self.otp.as_ref().map_or(0, |otp| otp.counter)
    }

    /// Length of its secret in bytes: a preview says how long, never which.
    pub fn secret_bytes(&self) -> usize {
        self.otp.as_ref().map_or(0, |otp| otp.secret.len())
    }

    /// Its labels as they came, before any better name.
    pub fn came(&self) -> &Labels {
        &self.came
    }

    /// What its codes are computed from. It holds the secret: only for a face that was told to reveal it.
    pub fn reveal(&self) -> Option<&Otp> {
        self.otp.as_ref()
    }
}

/// A picture under review, without its pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// File name; "" for the clipboard; a name that no file can have for a screen ([`screen_number`]).
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The four corners of each code in pixels, in the order of their numbers.
    pub codes: Vec<[(f32, f32); 4]>,
}

/// A code or line that is no sign-in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown {
    /// "link", "wifi" or "text".
    pub what: &'static str,
    /// The picture it stands in.
    pub picture: Option<usize>,
    /// Number of the code in its picture, or the line.
    pub number: usize,
}

/// Parts of one Google export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Numbers found, from 1.
    pub found: Vec<u32>,
    /// How many there are.
    pub size: u32,
    /// Numbers that are missing.
    pub missing: Vec<u32>,
}

/// A source that gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it came from, as [`Picture::name`].
    pub source: String,
    /// Why.
    pub failure: Failure,
}

/// A folder of which the pictures were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// Its name.
    pub name: String,
    /// Pictures with codes.
    pub with_codes: usize,
    /// Pictures without.
    pub without_codes: usize,
    /// Files that are no pictures.
    pub others: usize,
    /// Whether there is more in it than was looked at.
    pub is_cut: bool,
}

/// How many rows would do what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New entries.
    pub add: usize,
    /// Entries of the vault that would change.
    pub update: usize,
    /// Rows that are in the vault already.
    pub same: usize,
    /// Conflicts without an answer: they are left out.
    pub unanswered: usize,
}

/// What is under review.
#[derive(Default)]
pub struct Intake {
    /// Pictures that were read.
    pub pictures: Vec<Picture>,
    /// Codes, links and typed entries, in the order they came.
    pub items: Vec<Item>,
    /// Codes and lines that are something else.
    pub unknown: Vec<Unknown>,
    /// Files of other apps whose entries are among the items.
    pub files: Vec<SourceFile>,
    /// Sources that gave nothing.
    pub problems: Vec<Problem>,
    /// Folders of which the pictures were read.
    pub folders: Vec<Folder>,
    /// Texts of codes that were on the screen, so that a second look takes only what is new.
    on_screen: Vec<SecretText>,
    /// Files that wait for a password, and those that came with them.
    locked: Vec<LockedFile>,
    /// Collects the parts of Google exports.
    collector: Collector,
    /// A web address on the clipboard, as a clue for names.
    clipboard_link: String,
    /// Where the item with a secret and a name as they came stands: the same code twice is one.
    places: HashMap<(Fingerprint, Form, String, String), usize>,
}

impl Intake {
    /// Parts of Google exports found so far.
    pub fn parts(&self) -> Vec<Parts> {
        self.collector
            .sets()
            .iter()
            .map(|set| Parts { found: set.found(), size: set.size(), missing: set.missing() })
            .collect()
    }

    /// How many rows would do what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in &self.items {
            match (item.state, item.answer) {
                (State::Same, _) => counts.same += 1,
                (State::Conflict, Answer::None) => counts.unanswered += 1,
                (State::New, _) | (State::Conflict, Answer::KeepBoth) if item.ticked => counts.add += 1,
                (State::Renamed | State::Ahead, _) | (State::Conflict, Answer::Replace) if item.ticked => {
                    counts.update += 1;
                }
                _ => {}
            }
        }
        counts
    }

    /// Whether there is nothing to review and nothing to say.
    pub fn is_empty(&self) -> bool {
        let rest = self.problems.len() + self.folders.len() + self.locked.len();
        self.items.is_empty() && self.pictures.is_empty() && self.unknown.is_empty() && rest == 0
    }
}
