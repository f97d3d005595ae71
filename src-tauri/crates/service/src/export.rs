//! Writing entries as files of other apps: what would be lost is said first, the password is asked for again, and
//! nothing is ever overwritten.

use crate::failure::Failure;
use crate::session::Session;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use watchword_entry::{Entry, EntryId};
use watchword_foreign::{ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Icon, IconType, SheetWords};
use watchword_secret::SecretText;

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportFormat {
    /// Its stable name: "aegis".
    pub id: &'static str,
    /// The app that reads it.
    pub app: &'static str,
    /// Whether a password protects it.
    pub is_encrypted: bool,
}

/// What would become of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// How many lose nothing.
    pub complete: usize,
    /// Shown names of those that lose something, and what: codes of [`LOSSES`].
    pub lossy: Vec<(String, Vec<&'static str>)>,
    /// Shown names of those that cannot go, and why: codes of [`LEFT_OUT`].
    pub left_out: Vec<(String, &'static str)>,
}

/// Every code of something that a format cannot hold: for tables of words.
pub const LOSSES: &[&str] = &[
    "favourite",
    "groups",
    "groups-but-first",
    "icon",
    "name-cut",
    "no-issuer",
    "note",
    "pin",
    "read-as-steam",
    "recovery-codes",
];

/// Every code of a reason why a format cannot hold an entry: for tables of words.
pub const LEFT_OUT: &[&str] = &["algorithm", "counter", "digits", "kind", "period", "secret-text"];

/// What is to be written, and how.
pub struct ExportOrder<'a> {
    /// The format.
    pub format: &'a str,
    /// The entries, in this order.
    pub ids: &'a [EntryId],
    /// The file to be made, or the folder where the format comes in parts. A folder that is there takes the files under
    /// the names that the other app expects.
    pub out: &'a Path,
    /// The password of encrypted formats.
    pub file_password: Option<&'a SecretText>,
    /// The person agreed to a file that whoever finds it can read.
    pub plain_agreed: bool,
    /// Words of a sheet for printing.
    pub words: SheetWords<'a>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The files.
    pub files: Vec<PathBuf>,
    /// What became of the entries.
    pub report: ExportReport,
}

/// Formats that are written, in the order in which they are offered.
pub fn export_formats() -> Vec<ExportFormat> {
    let format =
        |exporter: &&Exporter| ExportFormat { id: exporter.id, app: exporter.app, is_encrypted: exporter.is_encrypted };
    watchword_foreign::EXPORTS.iter().map(format).collect()
}

/// The format of a name; `aegis-encrypted`, as imports call it, is `aegis` here.
pub fn export_format(name: &str) -> Option<ExportFormat> {
    let id = exporter(name).ok()?.id;
    export_formats().into_iter().find(|format| format.id == id)
}

impl Session {
    /// What would become of these entries; nothing is written.
    ///
    /// # Errors
    /// `unknown-export` for a format that is not written, `entry-gone`.
    pub fn judge_export(&self, format: &str, ids: &[EntryId]) -> Result<ExportReport, Failure> {
        let exporter = exporter(format)?;
        let entries = self.to_export(ids)?;
        let icons = icons_of(&entries);
        let given = given(&entries, &icons);
        Ok(self.report(&entries, watchword_foreign::judge(exporter, &given)))
    }

    /// Writes entries, once the vault's password was typed again.
    ///
    /// # Errors
    /// `wrong-password` when `password` is not the vault's, `plaintext-refused` where nothing would protect the file and
    /// nobody agreed to that, `export-password-needed`, `nothing-to-export`, `exists` (nothing is overwritten), or why it
    /// could not be written. Nothing is left behind then.
    pub fn export(&self, order: &ExportOrder<'_>, password: &SecretText) -> Result<Written, Failure> {
        let exporter = exporter(order.format)?;
        if !exporter.is_encrypted && !order.plain_agreed {
            return Err(Failure::new("plaintext-refused"));
        }
        self.confirm_password(password)?;
        let entries = self.to_export(order.ids)?;
        let icons = icons_of(&entries);
        let given = given(&entries, &icons);
        let now_ms = self.now_ms();
        let settings = ExportSettings {
            password: order.file_password,
            stamp: &stamp(now_ms),
            unix_ms: now_ms,
            words: order.words,
        };
        let made = watchword_foreign::export(exporter, &given, &settings).map_err(export_failure)?;
        if made.report.left_out.len() == entries.len() {
            return Err(Failure::new("nothing-to-export"));
        }
        let files = write(order.out, &made.files)?;
        Ok(Written { files, report: self.report(&entries, made.report) })
    }

    fn to_export(&self, ids: &[EntryId]) -> Result<Vec<&Entry>, Failure> {
        let entries = ids.iter().map(|id| self.entry(*id)).collect::<Result<Vec<_>, _>>()?;
        if entries.is_empty() { Err(Failure::new("nothing-to-export")) } else { Ok(entries) }
    }

    fn report(&self, entries: &[&Entry], report: watchword_foreign::ExportReport) -> ExportReport {
        let name = |place: usize| entries.get(place).map(|entry| self.shown_name(entry.id)).unwrap_or_default();
        let mut told = ExportReport {
            complete: 0,
            lossy: Vec::new(),
            left_out: report.left_out.iter().map(|(place, why)| (name(*place), why.code())).collect(),
        };
        let whole = report.complete.into_iter().map(|place| (place, Vec::new()));
        let mut held: Vec<_> = whole.chain(report.lossy).collect();
        held.sort_by_key(|(place, _)| *place);
        for (place, losses) in held {
            let mut losses: Vec<&'static str> = losses.iter().map(|loss| loss.code()).collect();
            // They have a passphrase of their own and never leave with the secrets.
            if entries.get(place).is_some_and(|entry| entry.recovery_codes.is_some()) {
                losses.push("recovery-codes");
            }
            if losses.is_empty() {
                told.complete += 1;
            } else {
                told.lossy.push((name(place), losses));
            }
        }
        told
    }
}

fn exporter(format: &str) -> Result<&'static Exporter, Failure> {
    let found = watchword_foreign::exporter(format);
    let encrypted = || format.strip_suffix("-encrypted").and_then(watchword_foreign::exporter);
    found.or_else(encrypted).ok_or_else(|| Failure::new("unknown-export").with("name", format))
}

/// The pictures that were chosen for the entries; monograms are our own.
fn icons_of(entries: &[&Entry]) -> Vec<Option<Icon>> {
    let icon_of = |entry: &&Entry| {
        let watchword_entry::Icon::Picture(picture) = &entry.labels.icon else { return None };
        Some(Icon { icon_type: IconType::Png, bytes: picture.png().to_vec() })
    };
    entries.iter().map(icon_of).collect()
}

fn given<'a>(entries: &[&'a Entry], icons: &'a [Option<Icon>]) -> Vec<ExportEntry<'a>> {
    let given = |(entry, icon): (&&'a Entry, &'a Option<Icon>)| ExportEntry {
        otp: &entry.otp,
        issuer: &entry.labels.issuer,
        account: &entry.labels.account,
        note: &entry.labels.note,
        groups: &entry.labels.tags,
        favourite: entry.placement.pinned,
        icon: icon.as_ref(),
        recovery_codes: &[],
    };
    entries.iter().zip(icons).map(given).collect()
}

/// `20260131-235959` (UTC).
fn stamp(now_ms: u64) -> String {
    let now = i64::try_from(now_ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    now.map(|now| now.strftime("%Y%m%d-%H%M%S").to_string()).unwrap_or_default()
}

fn export_failure(error: ExportError) -> Failure {
    Failure::new(match error {
        ExportError::PasswordNeeded => "export-password-needed",
        ExportError::NoMemory => "no-memory",
        ExportError::TooLarge => "export-too-large",
        ExportError::NoRandom | _ => "internal",
    })
}

/// Writes one file at `out`, or several into the folder `out`, which is made where it is not there.
fn write(out: &Path, files: &[ExportedFile]) -> Result<Vec<PathBuf>, Failure> {
    let is_there = out.is_dir();
    if let ([file], false) = (files, is_there) {
        write_new(out, file.bytes.expose())?;
        return Ok(vec![out.to_owned()]);
    }
    if !is_there {
        make_folder(out).map_err(|error| write_failure(&error))?;
    }
    let mut written = Vec::new();
    for file in files {
        let path = out.join(&file.name);
        if let Err(failure) = write_new(&path, file.bytes.expose()) {
            // Half an export is none.
            for path in &written {
                let _ = std::fs::remove_file(path);
            }
            if !is_there {
                let _ = std::fs::remove_dir(out);
            }
            return Err(failure);
        }
        written.push(path);
    }
    Ok(written)
}

/// Makes a new file that only its owner can read: written whole beside its place, then put there unless something is
/// there already.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let put = || {
        let mut file = tempfile::Builder::new().prefix(".watchword-").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        Ok(())
    };
    put().map_err(|error: std::io::Error| write_failure(&error))
}

fn make_folder(path: &Path) -> std::io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode"))]
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_failure(error: &std::io::Error) -> Failure {
    let kind = error.kind();
    Failure::new(if kind == ErrorKind::AlreadyExists {
        "exists"
    } else if kind == ErrorKind::StorageFull {
        "disk-full"
    } else if kind == ErrorKind::NotFound {
        "file-not-found"
    } else {
        "no-permission"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loss_and_reason_is_known() {
        assert!(watchword_foreign::Loss::ALL.iter().all(|loss| LOSSES.contains(&loss.code())));
        assert!(watchword_foreign::LeftOut::ALL.iter().all(|why| LEFT_OUT.contains(&why.code())));
    }
}
