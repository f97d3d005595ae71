//! Files of other apps: read, opened with their password, put under review row by row.

use super::source::new_item;
use super::{Intake, Item, Problem, State};
use crate::edit::{clean_note, clean_tags};
use crate::failure::{CODES, Failure};
use crate::icon::picture_of;
use crate::receipt::ReceiptFile;
use crate::session::Session;
use std::sync::Arc;
use watchword_entry::{LABEL_LIMIT, Labels, NOTE_LIMIT, clean_text, fingerprint, form};
use watchword_foreign::{
    Credentials, FORMATS, FileWarning, ForeignEntry, Icon, Import, OpenError, Repair, Row, Skipped, Source, Standing,
    Sureness, TableColumns, read_table_as,
};
use watchword_secret::{SecretBytes, SecretText};
use watchword_vault::Consent;

/// A file as it was chosen. Copies share the bytes.
#[derive(Clone)]
pub struct GivenFile {
    /// Its name without folders; a hint only.
    pub name: String,
    /// All of it. It may hold secrets.
    pub bytes: Arc<SecretBytes>,
}

/// What may open files.
pub struct FileKey {
    /// The password as it was typed.
    pub password: Option<SecretText>,
    /// The content of a key file.
    pub key_file: Option<SecretBytes>,
    /// Whether the person agreed to a costly computation.
    pub consent: Consent,
}

impl FileKey {
    /// Nothing: for files that are not encrypted, and to learn which are.
    pub fn none() -> Self {
        Self { password: None, key_file: None, consent: Consent::Ask }
    }

    /// A password.
    pub fn password(password: SecretText, consent: Consent) -> Self {
        Self { password: Some(password), consent, ..Self::none() }
    }
}

/// A file that was read, or why it was not.
pub struct OpenedFile {
    file: GivenFile,
    /// The apps that it may come from, where nothing in it tells for sure.
    guesses: Vec<&'static str>,
    result: Result<Import, watchword_foreign::Failure>,
}

impl OpenedFile {
    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// What it waits for, when a password, a key file or a consent may open it.
    pub fn waits(&self) -> Option<Waiting> {
        let failure = self.result.as_ref().err().filter(|failure| is_locked(failure.error)).copied()?;
        Some(waiting(failure, &self.guesses))
    }

    /// Why it was not read.
    pub fn failure(&self) -> Option<Failure> {
        self.waits().map(|waiting| waiting.failure).or_else(|| self.result.as_ref().err().copied().map(file_failure))
    }
}

/// A file whose entries are under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// Name of its format, as docs/formats has it: "aegis-encrypted".
    pub format: String,
    /// The app, as people know it.
    pub app: &'static str,
    /// What was strange about it as a whole: codes of sentences.
    pub warnings: Vec<FileNote>,
    /// How many items in it hold no code: notes, logins without one.
    pub not_codes: usize,
}

/// What was strange about a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNote {
    /// Stable, in kebab-case.
    pub code: &'static str,
    /// Parts of a Google export that are missing, from 1.
    pub missing: Vec<u32>,
    /// How many parts there are; 0 for other notes.
    pub size: u32,
}

/// A file that waits for its password.
pub struct LockedFile {
    file: GivenFile,
    /// `None` once it is open, or was let go: it stays while others that may belong to it wait.
    waits: Option<Waiting>,
}

/// What a file waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The app that it comes from; several, where nothing but the password tells.
    pub app: String,
    /// What is asked for, or what was wrong with the last answer.
    pub failure: Failure,
}

impl LockedFile {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// What it waits for; `None` when it is open or was let go.
    pub fn waits(&self) -> Option<&Waiting> {
        self.waits.as_ref()
    }
}

/// What a row of a file has beside its code and its names.
pub struct FromFile {
    /// The file, by its place in [`Intake::files`].
    pub file: usize,
    /// Where it stands in the file, from 1.
    pub row: usize,
    /// Whether it is a favourite there: it is pinned here.
    pub favourite: bool,
    /// Whether it is in use there, put away, or in the bin.
    pub standing: Standing,
    /// Codes for the day the authenticator is lost. They are not taken over unasked: here they have a passphrase of
    /// their own.
    pub recovery_codes: Vec<SecretText>,
    /// The image of its icon.
    pub icon: Option<Icon>,
    /// What is there, when nothing but its secret is wrong.
    pub(crate) repair: Option<Box<Repair>>,
}

impl FromFile {
    /// Whether nothing but the secret is wrong, so that typing it again helps.
    pub fn can_be_mended(&self) -> bool {
        self.repair.is_some()
    }
}

/// Codes of what can be strange about a file or a row of it: for tables of words.
pub const FILE_WARNINGS: &[&str] = &[
    "check-sum-wrong",
    "check-text-unknown",
    "counter-missing",
    "group-unknown",
    "icon-dropped",
    "icons-dropped",
    "kinds-not-told",
    "newer-version",
    "newest-changes-missing",
    "other-settings",
    "parts-contradict",
    "parts-missing",
    "pin-damaged",
    "recovery-codes-left",
    "secret-shortened",
    "text-cut",
    "text-damaged",
    "too-many-groups",
];

/// Reads files, of which some may belong together. Deriving keys takes long and nothing is touched: a face may do it
/// without holding the session. `format` names the one format that is allowed, as docs/formats has it; `csv:` and numbers of
/// columns ([`TableColumns::parse`]) name the columns of a table.
pub fn open_files(files: Vec<GivenFile>, key: &FileKey, format: Option<&str>) -> Vec<OpenedFile> {
    let sources: Vec<Source<'_>> =
        files.iter().map(|file| Source { name: &file.name, bytes: file.bytes.expose() }).collect();
    let credentials = Credentials {
        password: key.password.as_ref(),
        key_file: key.key_file.as_ref(),
        may_take_much_memory: key.consent == Consent::Given,
    };
    let results: Vec<_> = match format {
        None => watchword_foreign::read_all(&sources, &credentials),
        Some(wanted) => match (columns_named(wanted), format_named(wanted)) {
            (Some(columns), _) => sources.iter().map(|source| read_table_as(&columns, *source)).collect(),
            (None, Some(format)) => watchword_foreign::read_all_as(format, &sources, &credentials),
            (None, None) => sources.iter().map(|_| Err(NO_FORMAT)).collect(),
        },
    };
    let guesses: Vec<_> = sources.iter().map(|source| guesses(*source)).collect();
    let opened = files.into_iter().zip(results).zip(guesses);
    opened.map(|((file, result), guesses)| OpenedFile { file, guesses, result }).collect()
}

/// Apps whose encrypted files look like anything: nothing but the password tells.
fn guesses(source: Source<'_>) -> Vec<&'static str> {
    let recognised = watchword_foreign::recognise(source).ok();
    let unsure = recognised.filter(|recognised| recognised.sureness == Sureness::Possible);
    unsure.map(|unsure| unsure.formats.iter().map(|format| format.app).collect()).unwrap_or_default()
}

const NO_FORMAT: watchword_foreign::Failure =
    watchword_foreign::Failure { format: None, error: OpenError::NotRecognised };

fn format_named(name: &str) -> Option<&'static watchword_foreign::Format> {
    FORMATS.iter().copied().find(|format| format.id == name || format.vectors.contains(&name))
}

/// The columns of `csv:secret=3,issuer=1,account=2`: a table whose heading does not tell them.
fn columns_named(name: &str) -> Option<TableColumns> {
    name.strip_prefix("csv:").and_then(TableColumns::parse)
}

/// Whether a format of this name can be read.
pub fn is_format(name: &str) -> bool {
    format_named(name).is_some() || columns_named(name).is_some()
}

/// Whether a file is one of another app, as far as its content tells.
pub fn is_foreign(name: &str, bytes: &[u8]) -> bool {
    watchword_foreign::recognise(Source { name, bytes }).is_ok()
}

/// Formats that are read, by name: their stable name and their app.
pub fn known_formats() -> Vec<(&'static str, &'static str)> {
    let mut formats: Vec<_> = FORMATS.iter().map(|format| (format.id, format.app)).collect();
    formats.sort_unstable();
    formats
}

/// Apps whose files can be read, each once, by name.
pub fn known_apps() -> Vec<&'static str> {
    let mut apps: Vec<&'static str> = FORMATS.iter().map(|format| format.app).collect();
    apps.sort_by_key(|app| app.to_lowercase());
    apps.dedup();
    apps
}

/// Usual ends of the names of files that can be read, without a dot, for file dialogs.
pub fn known_extensions() -> Vec<&'static str> {
    let mut ends: Vec<&'static str> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// What is in files, without a vault: every row is new, or the same as one above it.
pub fn look_into_files(opened: Vec<OpenedFile>) -> Intake {
    let mut intake = Intake::default();
    intake.take_files(opened);
    intake.settle(&[], &crate::settings::Settings::default());
    intake
}

impl Session {
    /// Puts the entries of files under review. Files that need a password wait for it.
    pub fn intake_files(&mut self, opened: Vec<OpenedFile>) {
        self.intake.get_or_insert_default().take_files(opened);
        self.settle();
    }

    /// Every file that came with those that wait for a password, to be read again with [`open_files`].
    pub fn locked_files(&self) -> Vec<GivenFile> {
        let locked = self.intake.iter().flat_map(|intake| &intake.locked);
        locked.map(|locked| locked.file.clone()).collect()
    }

    /// Takes what [`open_files`] made of [`Session::locked_files`] with a password that was typed for file `at`: every
    /// file that it opens goes under review.
    ///
    /// # Errors
    /// Why file `at` did not open; it goes on waiting where another password may help.
    pub fn intake_unlocked(&mut self, at: usize, opened: Vec<OpenedFile>) -> Result<(), Failure> {
        let intake = self.intake.get_or_insert_default();
        let result = intake.take_unlocked(at, opened);
        self.settle();
        result
    }

    /// Leaves a file out that waits for its password.
    pub fn intake_leave_locked(&mut self, at: usize) {
        if let Some(intake) = &mut self.intake {
            if let Some(locked) = intake.locked.get_mut(at) {
                locked.waits = None;
            }
            intake.forget_open_files();
        }
    }

    /// Gives row `at`, of which nothing but the secret was wrong, another one in Base32.
    ///
    /// # Errors
    /// `entry-gone` when there is no such row, or what is wrong with this secret.
    pub fn intake_mend(&mut self, at: usize, secret: &SecretText) -> Result<(), Failure> {
        let gone = || Failure::new("entry-gone");
        let item = self.intake.as_mut().and_then(|intake| intake.items.get_mut(at)).ok_or_else(gone)?;
        let from = item.from.as_mut().ok_or_else(gone)?;
        let repair = from.repair.take().ok_or_else(gone)?;
        match repair.with_secret(secret.expose()) {
            Ok(entry) => {
                let (file, receipt_row) = (from.file, item.receipt_row);
                *item = Item { receipt_row, ..item_of(file, entry) };
            }
            Err((reason, repair)) => {
                from.repair = Some(repair);
                return Err(Failure::new(known(reason.code())));
            }
        }
        self.settle();
        Ok(())
    }
}

impl Intake {
    /// Files that wait for a password, and those that came with them.
    pub fn locked(&self) -> &[LockedFile] {
        &self.locked
    }

    /// A review of one row of a receipt.
    pub(crate) fn once_more(files: Vec<ReceiptFile>, mut item: Item, row: usize) -> Self {
        (item.receipt_row, item.seen) = (Some(row), false);
        let files = files.into_iter().map(|file| SourceFile {
            name: file.name,
            format: String::new(),
            app: file.app,
            warnings: Vec::new(),
            not_codes: 0,
        });
        Self { files: files.collect(), items: vec![item], ..Self::default() }
    }

    fn take_files(&mut self, opened: Vec<OpenedFile>) {
        let many = opened.len() > 1;
        for OpenedFile { file, guesses, result } in opened {
            let name = clean_text(&file.name, LABEL_LIMIT);
            let waits = match result {
                Ok(import) => {
                    self.take_import(name, import, many);
                    None
                }
                Err(failure) if is_locked(failure.error) => Some(waiting(failure, &guesses)),
                Err(failure) => {
                    self.problems.push(Problem { source: name, failure: file_failure(failure) });
                    None
                }
            };
            self.locked.push(LockedFile { file, waits });
        }
        self.forget_open_files();
    }

    fn take_unlocked(&mut self, at: usize, opened: Vec<OpenedFile>) -> Result<(), Failure> {
        let mut answer = Ok(());
        for (place, OpenedFile { file, guesses, result }) in opened.into_iter().enumerate() {
            let is_same = |locked: &&mut LockedFile| Arc::ptr_eq(&locked.file.bytes, &file.bytes);
            let Some(locked) = self.locked.get_mut(place).filter(is_same) else { continue };
            let Some(waits) = &mut locked.waits else { continue };
            match result {
                Ok(import) => {
                    locked.waits = None;
                    self.take_import(clean_text(&file.name, LABEL_LIMIT), import, true);
                }
                Err(failure) if place == at => {
                    answer = Err(file_failure(failure));
                    if is_locked(failure.error) {
                        *waits = waiting(failure, &guesses);
                    } else {
                        // Nothing that is typed will open it.
                        let failure = file_failure(failure);
                        locked.waits = None;
                        self.problems.push(Problem { source: clean_text(&file.name, LABEL_LIMIT), failure });
                    }
                }
                Err(_) => {}
            }
        }
        self.forget_open_files();
        answer
    }

    /// Lets the bytes of files go as soon as none of them waits.
    fn forget_open_files(&mut self) {
        if self.locked.iter().all(|locked| locked.waits.is_none()) {
            self.locked.clear();
        }
    }

    fn take_import(&mut self, name: String, import: Import, has_siblings: bool) {
        let Import { format, contents } = import;
        if contents.rows.is_empty() {
            // A file that another one took with it has nothing of its own.
            if !has_siblings || contents.not_codes > 0 {
                let failure = Failure::new("no-codes-in-file").with("app", format.app);
                self.problems.push(Problem { source: name, failure });
            }
            return;
        }
        let exact = format!("{}-{}", format.id, contents.variety);
        let is_exact = format.vectors.contains(&exact.as_str());
        self.files.push(SourceFile {
            name,
            format: if is_exact { exact } else { format.id.to_owned() },
            app: format.app,
            warnings: contents.warnings.iter().map(note).collect(),
            not_codes: contents.not_codes,
        });
        let file = self.files.len() - 1;
        for row in contents.rows {
            match row {
                Row::Entry(entry) => self.take_entry(file, *entry),
                Row::Skipped(skipped) => self.items.push(skipped_item(file, skipped)),
            }
        }
    }

    /// Unlike a code seen on two pictures, a row of a file is never dropped: each has to be answered for.
    fn take_entry(&mut self, file: usize, entry: ForeignEntry) {
        let item = item_of(file, entry);
        if let Some(otp) = &item.otp {
            let labels = &item.labels;
            let key = (fingerprint(otp), form(otp), labels.issuer.to_lowercase(), labels.account.to_lowercase());
            let known = self.places.get(&key).and_then(|at| self.items.get_mut(*at));
            match known.and_then(|known| known.otp.as_mut()) {
                Some(known) => known.counter = known.counter.max(otp.counter),
                None => drop(self.places.insert(key, self.items.len())),
            }
        }
        self.items.push(item);
    }
}

fn item_of(file: usize, entry: ForeignEntry) -> Item {
    let mut warnings: Vec<&'static str> = entry.warnings.iter().map(|warning| warning.code()).collect();
    if entry.note.expose().chars().count() > NOTE_LIMIT {
        warnings.push("text-cut");
    }
    if !entry.recovery_codes.is_empty() {
        warnings.push("recovery-codes-left");
    }
    let icon = entry.icon.as_ref().map(|icon| picture_of(&icon.bytes).map(watchword_entry::Icon::Picture)).transpose();
    if icon.is_err() {
        warnings.push("icon-dropped");
    }
    warnings.sort_unstable();
    warnings.dedup();
    let labels = Labels {
        issuer: clean_text(&entry.issuer, LABEL_LIMIT),
        account: clean_text(&entry.account, LABEL_LIMIT),
        login: clean_text(entry.login.as_deref().unwrap_or_default(), LABEL_LIMIT),
        original_label: clean_text(&entry.original_label, LABEL_LIMIT),
        note: clean_note(entry.note.expose()),
        tags: clean_tags(&entry.groups),
        old_names: Vec::new(),
        icon: icon.ok().flatten().unwrap_or_default(),
    };
    let row = entry.position + 1;
    let mut item = new_item(Some(entry.otp), labels, None, row, warnings);
    item.warn_of_short_secret();
    item.from = Some(Box::new(FromFile {
        file,
        row,
        favourite: entry.favourite,
        standing: entry.standing,
        recovery_codes: entry.recovery_codes,
        icon: entry.icon,
        repair: None,
    }));
    item
}

fn skipped_item(file: usize, skipped: Skipped) -> Item {
    let labels = Labels {
        issuer: clean_text(&skipped.issuer, LABEL_LIMIT),
        account: clean_text(&skipped.account, LABEL_LIMIT),
        ..Labels::default()
    };
    let row = skipped.position + 1;
    let mut item = new_item(None, labels, None, row, Vec::new());
    item.ticked = false;
    item.state = State::Unusable;
    item.problem = Some(Failure::new(known(skipped.reason.code())));
    item.from = Some(Box::new(FromFile {
        file,
        row,
        favourite: false,
        standing: Standing::Active,
        recovery_codes: Vec::new(),
        icon: None,
        repair: skipped.repair,
    }));
    item
}

fn note(warning: &FileWarning) -> FileNote {
    let (missing, size) = if let FileWarning::PartsMissing { missing, size } = warning {
        (missing.clone(), *size)
    } else {
        (Vec::new(), 0)
    };
    FileNote { code: warning.code(), missing, size }
}

/// Whether another password, a key file or a consent may open it.
fn is_locked(error: OpenError) -> bool {
    matches!(
        error,
        OpenError::PasswordNeeded
            | OpenError::WrongPassword
            | OpenError::WrongPasswordOrDamaged
            | OpenError::KeyFileNeeded
            | OpenError::KeyFileUnusable
            | OpenError::MuchMemoryNeeded { .. }
    )
}

fn waiting(failure: watchword_foreign::Failure, guesses: &[&'static str]) -> Waiting {
    if !guesses.is_empty() && failure.error == OpenError::PasswordNeeded {
        let app = guesses.join(", ");
        return Waiting { failure: Failure::new("file-maybe-encrypted").with("app", &app), app };
    }
    Waiting { app: app_of(failure).to_owned(), failure: file_failure(failure) }
}

fn app_of(failure: watchword_foreign::Failure) -> &'static str {
    failure.format.map_or("", |format| format.app)
}

/// The failure of a file of another app, in the service's codes.
pub(crate) fn file_failure(failure: watchword_foreign::Failure) -> Failure {
    let app = app_of(failure);
    let named = |code| Failure::new(code).with("app", app);
    match failure.error {
        OpenError::NotRecognised => Failure::new("unknown-file"),
        OpenError::Unsupported(what) => {
            // Each variety has its own code, because each has its own way out.
            let own = CODES.iter().find(|code| code.strip_prefix("unsupported-file-") == Some(what.code()));
            named(own.copied().unwrap_or("unsupported-file"))
        }
        OpenError::PasswordNeeded => named("file-password-needed"),
        OpenError::KeyFileNeeded => named("key-file-needed"),
        OpenError::KeyFileUnusable => named("key-file-unusable"),
        OpenError::WrongPassword => named("wrong-file-password"),
        OpenError::WrongPasswordOrDamaged => named("wrong-file-password-or-damaged"),
        OpenError::Damaged { .. } => named("damaged-file"),
        OpenError::TooCostly { limit, found, .. } => named("file-cost-limit").with("found", found).with("limit", limit),
        OpenError::MuchMemoryNeeded { bytes } => named("file-needs-consent").with("mib", bytes >> 20),
        OpenError::NoMemory => named("no-memory"),
        OpenError::TooLarge => Failure::new("file-too-large"),
        _ => named("unsupported-file"),
    }
}

/// The service's code for a reason of the reader.
fn known(code: &'static str) -> &'static str {
    if CODES.contains(&code) { code } else { "damaged-entry" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_foreign::{SkipReason, Unsupported};

    #[test]
    fn every_warning_about_a_row_is_known() {
        for warning in watchword_foreign::RowWarning::ALL {
            assert!(FILE_WARNINGS.contains(&warning.code()), "{}", warning.code());
        }
    }

    #[test]
    fn every_reason_of_the_reader_has_a_code() {
        for reason in SkipReason::ALL {
            assert!(CODES.contains(&reason.code()), "{}", reason.code());
        }
        for what in Unsupported::ALL {
            let failure = watchword_foreign::Failure { format: None, error: OpenError::Unsupported(*what) };
            assert_ne!(file_failure(failure).code, "unsupported-file", "{}", what.code());
        }
    }
}
