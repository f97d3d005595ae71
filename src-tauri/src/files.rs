//! Files that a person chose or dropped: pictures, folders of pictures, files of other apps, backups. Their paths never
//! reach the window.

use crate::commands::backups::remember_file;
use crate::desk::Inner;
use crate::ipc::backups::BackupFileView;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use watchword_desktop::picture_files;
use watchword_secret::SecretBytes;
use watchword_service::intake::{FileKey, Folder, GivenFile, OpenedFile, Problem, known_extensions, open_files};
use watchword_service::{Failure, backup, picture};

/// Pictures that are read.
pub(crate) const PICTURES: &[&str] = &["png", "jpg", "jpeg", "webp", "bmp", "gif"];
/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 << 20;

/// How long the pictures of a folder are read; what is left then is told.
const FOLDER_TIME: Duration = Duration::from_mins(2);

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
    /// A folder, beside the pictures with codes that were in it.
    Folder(Folder),
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
        if refused(path) {
            loaded.push(Loaded::Problem(Problem { source: name_of(path), failure: Failure::new("no-permission") }));
        } else if path.is_dir() {
            loaded.append(&mut read_folder(path));
        } else {
            match read_one(path) {
                One::Other(file) => others.push(file),
                One::Loaded(one) => loaded.push(one),
            }
        }
    }
    if !others.is_empty() {
        loaded.push(Loaded::Files(open_files(others, &FileKey::none(), None)));
    }
    loaded
}

/// One file: read, or no picture and left to those who know the files of other apps.
enum One {
    Loaded(Loaded),
    Other(GivenFile),
}

fn read_one(path: &Path) -> One {
    let name = name_of(path);
    let bytes = match read_file(path) {
        Ok(bytes) => bytes,
        Err(failure) => return One::Loaded(Loaded::Problem(Problem { source: name, failure })),
    };
    match picture::read(bytes.expose(), &picture::Limits::default()) {
        Err(picture::PictureError::NotAPicture) => One::Other(GivenFile { name, bytes: Arc::new(bytes) }),
        scan => One::Loaded(Loaded::Picture(name, scan)),
    }
}

/// Reads the pictures of a folder. Those without codes and what is no picture are counted, not told one by one.
fn read_folder(path: &Path) -> Vec<Loaded> {
    let name = name_of(path);
    let Ok(files) = picture_files(path) else {
        return vec![Loaded::Problem(Problem { source: name, failure: Failure::new("no-permission") })];
    };
    let mut folder = Folder { name, others: files.others, is_cut: files.is_cut, ..Folder::default() };
    let (mut loaded, end) = (Vec::new(), Instant::now() + FOLDER_TIME);
    for path in &files.pictures {
        if Instant::now() > end {
            folder.is_cut = true;
            break;
        }
        match read_one(path) {
            One::Other(_) => folder.others += 1,
            One::Loaded(Loaded::Picture(name, Ok(scan))) if !scan.codes.is_empty() => {
                folder.with_codes += 1;
                loaded.push(Loaded::Picture(name, Ok(scan)));
            }
            One::Loaded(Loaded::Picture(_, Ok(_))) => folder.without_codes += 1,
            One::Loaded(unread) => loaded.push(unread),
        }
    }
    loaded.push(Loaded::Folder(folder));
    loaded
}

/// The last part of a path.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Puts what was read under review; a vault file comes back instead, to be opened with its password.
pub(crate) fn take(inner: &mut Inner, loaded: Vec<Loaded>) -> Result<Option<BackupFileView>, Failure> {
    for file in loaded {
        match file {
            Loaded::Backup(path) => return Ok(Some(remember_file(inner, path))),
            Loaded::Picture(name, scan) => inner.session()?.intake_scan(&name, scan),
            Loaded::Folder(folder) => inner.session()?.intake_folder(folder),
            Loaded::Files(files) => inner.session()?.intake_files(files),
            Loaded::Problem(problem) => inner.session()?.intake_problem(problem),
        }
    }
    Ok(None)
}

/// Reads a file whole.
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
