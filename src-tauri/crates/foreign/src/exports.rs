//! Writing entries as files of other programs.
//!
//! Each exporter is one file in `exports/` and one line in [`EXPORTS`]. It says of every entry what the format cannot
//! hold; an entry that would give another code on the other side is left out and told, never bent.

use watchword_otp::Otp;
use watchword_secret::{RandomFailed, SecretBytes, SecretText};

use crate::{Icon, OpenError, blocks::age::SealError};

mod aegis;
mod age;
#[expect(clippy::unnecessary_wraps, reason = "every exporter answers in the same form")]
mod csv;
mod ente;
#[expect(clippy::unnecessary_wraps, reason = "every exporter answers in the same form")]
mod freeotp;
mod google;
#[expect(clippy::unnecessary_wraps, reason = "every exporter answers in the same form")]
mod html;
mod json_text;
#[expect(clippy::unnecessary_wraps, reason = "every exporter answers in the same form")]
mod otpauth_list;
#[expect(clippy::unnecessary_wraps, reason = "every exporter answers in the same form")]
mod plain;
mod proton;
mod step;
mod twofas;

/// An entry to be written.
pub struct ExportEntry<'a> {
    /// What its codes are computed from.
    pub otp: &'a Otp,
    /// The service; may be empty.
    pub issuer: &'a str,
    /// The login; may be empty.
    pub account: &'a str,
    /// The note; may be empty.
    pub note: &'a str,
    /// Names of groups.
    pub groups: &'a [String],
    /// Whether it is pinned.
    pub favourite: bool,
    /// The image of its icon.
    pub icon: Option<&'a Icon>,
    /// Recovery codes: only those that the person asked to be written, else none.
    pub recovery_codes: &'a [SecretText],
}

/// What an export is written with.
#[derive(Clone, Copy)]
pub struct ExportSettings<'a> {
    /// The password of encrypted formats.
    pub password: Option<&'a SecretText>,
    /// Date and time for file names, `20260131-235959`.
    pub stamp: &'a str,
    /// The same moment in milliseconds since 1970, for files that hold one.
    pub unix_ms: u64,
    /// Words of the printed sheet.
    pub words: SheetWords<'a>,
}

/// Words of the printed sheet, in the language of the person.
#[derive(Clone, Copy)]
pub struct SheetWords<'a> {
    /// Language tag of the page: `en`, `es`.
    pub language: &'a str,
    /// Title of the sheet.
    pub title: &'a str,
    /// The sentence that says to keep the sheet safe.
    pub warning: &'a str,
    /// Before a secret in Base32.
    pub secret: &'a str,
}

impl Default for SheetWords<'_> {
    fn default() -> Self {
        Self {
            language: "en",
            title: "Authenticator codes",
            warning: "Whoever holds this sheet can make these codes. Keep it where you keep your passport.",
            secret: "Secret",
        }
    }
}

impl Default for ExportSettings<'_> {
    fn default() -> Self {
        Self { password: None, stamp: "00000000-000000", unix_ms: 0, words: SheetWords::default() }
    }
}

/// A format that is written: one file in `exports/`, one line in [`EXPORTS`].
pub struct Exporter {
    /// Its stable name, in kebab-case.
    pub id: &'static str,
    /// The program that reads it, as people know it.
    pub app: &'static str,
    /// Whether it needs a password.
    pub is_encrypted: bool,
    /// Where the format is described: a page and section of docs/formats.
    pub section: &'static str,
    /// The importer of this crate that reads it back.
    pub importer: &'static str,
    /// What of an entry the format cannot hold, or why it cannot hold the entry at all.
    pub judge: fn(&ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut>,
    /// Writes entries that have been judged.
    write: fn(&[&ExportEntry<'_>], &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError>,
}

/// Every format that is written, in the order in which people are offered them.
pub static EXPORTS: &[&Exporter] = &[
    &age::EXPORTER,
    &aegis::ENCRYPTED,
    &aegis::PLAIN,
    &twofas::ENCRYPTED,
    &twofas::PLAIN,
    &ente::ENCRYPTED,
    &ente::PLAIN,
    &freeotp::EXPORTER,
    &proton::EXPORTER,
    &google::EXPORTER,
    &otpauth_list::EXPORTER,
    &csv::EXPORTER,
    &html::EXPORTER,
    &plain::EXPORTER,
];

/// A written file. As secret as the vault, unless the format is encrypted.
pub struct ExportedFile {
    /// A name for it.
    pub name: String,
    /// Everything in it.
    pub bytes: SecretBytes,
}

/// What was written, and what was not.
pub struct Exported {
    /// The files; one, but for formats that come in parts.
    pub files: Vec<ExportedFile>,
    /// What became of each entry.
    pub report: ExportReport,
}

/// What becomes of each entry, by its place among those given.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// Entries that lose nothing.
    pub complete: Vec<usize>,
    /// Entries that lose something, and what.
    pub lossy: Vec<(usize, Vec<Loss>)>,
    /// Entries that cannot be held, and why.
    pub left_out: Vec<(usize, LeftOut)>,
}

/// Something that a format cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Loss {
    /// That it is pinned.
    Favourite,
    /// Every group.
    Groups,
    /// Every group but the first.
    GroupsButFirst,
    /// The image of its icon.
    Icon,
    /// The note.
    Note,
    /// The PIN, which has to be set again.
    Pin,
    /// The recovery codes.
    RecoveryCodes,
    /// Its name is cut.
    NameCut,
    /// That it has no issuer: readers take the account for one.
    NoIssuer,
    /// Its issuer is `Steam`, which readers take for Steam's own kind of code.
    ReadAsSteam,
}

/// Why a format cannot hold an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// Its hash.
    Algorithm,
    /// Its counter is too large.
    Counter,
    /// Its number of digits.
    Digits,
    /// Its kind of code.
    Kind,
    /// Its period.
    Period,
    /// Its secret is a text of a form that the format does not have.
    SecretText,
}

impl Loss {
    /// Every loss, for tables of words.
    pub const ALL: &'static [Self] = &[
        Self::Favourite,
        Self::Groups,
        Self::GroupsButFirst,
        Self::Icon,
        Self::Note,
        Self::Pin,
        Self::RecoveryCodes,
        Self::NameCut,
        Self::NoIssuer,
        Self::ReadAsSteam,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Favourite => "favourite",
            Self::Groups => "groups",
            Self::GroupsButFirst => "groups-but-first",
            Self::Icon => "icon",
            Self::Note => "note",
            Self::Pin => "pin",
            Self::RecoveryCodes => "recovery-codes",
            Self::NameCut => "name-cut",
            Self::NoIssuer => "no-issuer",
            Self::ReadAsSteam => "read-as-steam",
        }
    }
}

impl LeftOut {
    /// Every reason, for tables of words.
    pub const ALL: &'static [Self] =
        &[Self::Algorithm, Self::Counter, Self::Digits, Self::Kind, Self::Period, Self::SecretText];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
            Self::Counter => "counter",
            Self::Digits => "digits",
            Self::Kind => "kind",
            Self::Period => "period",
            Self::SecretText => "secret-text",
        }
    }
}

/// Why nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The format is encrypted and no password was given.
    #[error("a password is needed")]
    PasswordNeeded,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
    /// There is not enough memory to derive a key.
    #[error("there is not enough memory")]
    NoMemory,
    /// An entry does not fit into one code or one file of this format.
    #[error("an entry is too large for this format")]
    TooLarge,
}

impl ExportError {
    /// The stable name of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PasswordNeeded => "password-needed",
            Self::NoRandom => "no-random",
            Self::NoMemory => "no-memory",
            Self::TooLarge => "too-large",
        }
    }
}

impl From<RandomFailed> for ExportError {
    fn from(_: RandomFailed) -> Self {
        Self::NoRandom
    }
}

impl From<SealError> for ExportError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::NoRandom => Self::NoRandom,
            SealError::NoMemory => Self::NoMemory,
        }
    }
}

/// Our own costs are within every limit: what is left is memory.
impl From<OpenError> for ExportError {
    fn from(_: OpenError) -> Self {
        Self::NoMemory
    }
}

/// Finds an exporter by its name.
pub fn exporter(id: &str) -> Option<&'static Exporter> {
    EXPORTS.iter().copied().find(|exporter| exporter.id == id)
}

/// What would become of each entry. Writes nothing.
pub fn judge(exporter: &Exporter, entries: &[ExportEntry<'_>]) -> ExportReport {
    let mut report = ExportReport::default();
    for (place, entry) in entries.iter().enumerate() {
        match (exporter.judge)(entry) {
            Ok(losses) if losses.is_empty() => report.complete.push(place),
            Ok(losses) => report.lossy.push((place, losses)),
            Err(reason) => report.left_out.push((place, reason)),
        }
    }
    report
}

/// Writes the entries that the format can hold.
///
/// # Errors
/// [`ExportError`] when nothing can be written at all.
pub fn export(
    exporter: &Exporter,
    entries: &[ExportEntry<'_>],
    settings: &ExportSettings<'_>,
) -> Result<Exported, ExportError> {
    let report = judge(exporter, entries);
    let held: Vec<&ExportEntry<'_>> = entries.iter().filter(|entry| (exporter.judge)(entry).is_ok()).collect();
    Ok(Exported { files: (exporter.write)(&held, settings)?, report })
}

impl ExportSettings<'_> {
    fn password(&self) -> Result<&[u8], ExportError> {
        self.password.map(|password| password.expose().as_bytes()).ok_or(ExportError::PasswordNeeded)
    }

    /// The day alone, `20260131`.
    fn day(&self) -> &str {
        self.stamp.split('-').next().unwrap_or_default()
    }
}

/// What every entry has beside its code, and which formats lack: the losses of those that are there.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a table of what a format has, one line each")]
struct Holds {
    note: bool,
    groups: HoldsGroups,
    favourite: bool,
    icon: bool,
    pin: bool,
    recovery_codes: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum HoldsGroups {
    #[default]
    None,
    First,
    All,
}

impl Holds {
    fn losses(self, entry: &ExportEntry<'_>) -> Vec<Loss> {
        let groups = match self.groups {
            HoldsGroups::None => (!entry.groups.is_empty()).then_some(Loss::Groups),
            HoldsGroups::First => (entry.groups.len() > 1).then_some(Loss::GroupsButFirst),
            HoldsGroups::All => None,
        };
        let has_pin = entry.otp.pin.as_ref().is_some_and(|pin| !pin.is_empty());
        let rest = [
            (!self.note && !entry.note.is_empty(), Loss::Note),
            (!self.favourite && entry.favourite, Loss::Favourite),
            (!self.icon && entry.icon.is_some(), Loss::Icon),
            (!self.pin && has_pin, Loss::Pin),
            (!self.recovery_codes && !entry.recovery_codes.is_empty(), Loss::RecoveryCodes),
        ];
        rest.into_iter().filter_map(|(is_lost, loss)| is_lost.then_some(loss)).chain(groups).collect()
    }
}

/// The note with the recovery codes behind it, for formats that have a note and no place for codes.
fn note_with_codes(entry: &ExportEntry<'_>) -> SecretText {
    if entry.recovery_codes.is_empty() {
        return SecretText::copy_of(entry.note);
    }
    let codes = entry.recovery_codes.iter().map(SecretText::expose);
    let lines: Vec<&str> = ["", "Recovery codes:"].into_iter().chain(codes).collect();
    let start = if entry.note.is_empty() { "" } else { "\n" };
    SecretText::new(format!("{}{start}{}", entry.note, lines.join("\n")))
}
