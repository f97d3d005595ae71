//! Files that a person chose or dropped: pictures, files of other apps, backups. Their paths never reach the window.

use crate::commands::backups::remember_file;
use crate::desk::Inner;
use crate::ipc::backups::BackupFileView;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use watchword_secret::SecretBytes;
use watchword_service::intake::{FileKey, GivenFile, OpenedFile, Problem, known_extensions, open_files};
use watchword_service::{Failure, backup, picture};

/// Pictures that the dialog offers.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "webp", "bmp", "gif"];
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

/// What became of a file, read without holding the vault: pictures take long.
pub(crate) enum Loaded {
    /// A vault file, to be opened with its password.
    Backup(PathBuf),
    /// A picture, and what was found in it.
    Picture(String, Result<picture::Scan, picture::PictureError>),
    /// Files of other apps, of which some may belong together.
    Files(Vec<OpenedFile>),
    /// It could not be read.
    Problem(Problem),
}

/// What the dialog offers: pictures and the usual ends of other apps' files.
pub(crate) fn extensions() -> Vec<&'static str> {
    PICTURES.iter().copied().chain(known_extensions()).collect()
}

/// Reads files. A vault file stands for all.
pub(crate) fn read(paths: &[PathBuf], origin: Origin) -> Vec<Loaded> {
    let refused =
        |path: &Path| origin == Origin::Dropped && path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    if let Some(path) = paths.iter().find(|path| !refused(path) && backup::is_vault_file(path).unwrap_or(false)) {
        return vec![Loaded::Backup(path.clone())];
    }
    let (mut loaded, mut others) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = if refused(path) { Err(Failure::new("no-permission")) } else { read_file(path) };
        match bytes {
            Err(failure) => loaded.push(Loaded::Problem(Problem { source: name, failure })),
            Ok(bytes) => match picture::read(bytes.expose(), &picture::Limits::default()) {
                Err(picture::PictureError::NotAPicture) => {
                    others.push(GivenFile { name, bytes: Arc::new(bytes) });
                }
                scan => loaded.push(Loaded::Picture(name, scan)),
            },
        }
    }
    if !others.is_empty() {
        loaded.push(Loaded::Files(open_files(others, &FileKey::none(), None)));
    }
    loaded
}

/// Puts what was read under review; a vault file comes back instead, to be opened with its password.
pub(crate) fn take(inner: &mut Inner, loaded: Vec<Loaded>) -> Result<Option<BackupFileView>, Failure> {
    for file in loaded {
        match file {
            Loaded::Backup(path) => return Ok(Some(remember_file(inner, path))),
            Loaded::Picture(name, scan) => inner.session()?.intake_scan(&name, scan),
            Loaded::Files(files) => inner.session()?.intake_files(files),
            Loaded::Problem(problem) => inner.session()?.intake_problem(problem),
        }
    }
    Ok(None)
}

pub(crate) fn read_file(path: &Path) -> Result<SecretBytes, Failure> {
    let refused = |error: std::io::Error| {
        let is_gone = error.kind() == std::io::ErrorKind::NotFound;
        Failure::new(if is_gone { "file-not-found" } else { "no-permission" })
    };
    // Before it is opened: opening a pipe or a device may wait for ever.
    if !path.metadata().map_err(refused)?.is_file() {
        return Err(Failure::new("unknown-file"));
    }
    let file = File::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    if length > FILE_LIMIT {
        return Err(Failure::new("file-too-large"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(FILE_LIMIT).read_to_end(&mut bytes).map_err(refused)?;
    Ok(SecretBytes::new(bytes))
}
