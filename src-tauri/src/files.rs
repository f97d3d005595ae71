//! Files that a person chose or dropped: pictures, lists of links, backups. Their paths never reach the window.

use crate::commands::backups::remember_file;
use crate::desk::Inner;
use crate::ipc::backups::BackupFileView;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::{Failure, backup, intake::Problem, picture};

/// What the dialog offers.
pub(crate) const EXTENSIONS: &[&str] = &["png", "jpg", "jpeg", "webp", "bmp", "gif", "txt"];
/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 << 20;

/// How files came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Through the system's dialog: a link was followed knowingly.
    Chosen,
    /// Dropped on the window: a symbolic link may point anywhere and is refused.
    Dropped,
}

/// Puts files under review; a vault file comes back instead, to be opened with its password.
pub(crate) fn take(inner: &mut Inner, paths: &[PathBuf], origin: Origin) -> Result<Option<BackupFileView>, Failure> {
    for path in paths {
        let linked = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
        if !(linked && origin == Origin::Dropped) && backup::is_vault_file(path).unwrap_or(false) {
            return Ok(Some(remember_file(inner, path.clone())));
        }
    }
    let session = inner.session()?;
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let linked = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
        let read =
            if linked && origin == Origin::Dropped { Err(Failure::new("no-permission")) } else { read_file(path) };
        let taken = read.and_then(|bytes| match picture::read(bytes.expose(), &picture::Limits::default()) {
            Err(error) if error.code() == "not-a-picture" => {
                // No picture: a list of links, or nothing we know.
                let text =
                    SecretText::from_utf8(bytes.expose().to_vec()).ok_or_else(|| Failure::new("not-a-picture"))?;
                session.intake_text(&text).map_err(|_| Failure::new("not-a-picture"))
            }
            scan => {
                session.intake_scan(&name, scan);
                Ok(())
            }
        });
        if let Err(failure) = taken {
            session.intake_problem(Problem { source: name, failure });
        }
    }
    Ok(None)
}

fn read_file(path: &Path) -> Result<SecretBytes, Failure> {
    let refused = |error: std::io::Error| {
        let is_gone = error.kind() == std::io::ErrorKind::NotFound;
        Failure::new(if is_gone { "file-not-found" } else { "no-permission" })
    };
    let file = File::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    if length > FILE_LIMIT {
        return Err(Failure::new("picture-too-large"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(FILE_LIMIT).read_to_end(&mut bytes).map_err(refused)?;
    Ok(SecretBytes::new(bytes))
}
