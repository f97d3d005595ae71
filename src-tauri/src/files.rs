//! Files that a person chose or dropped: pictures, folders of pictures, lists of links, backups. Their paths never reach
//! the window.

use crate::commands::backups::remember_file;
use crate::desk::Inner;
use crate::ipc::backups::BackupFileView;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use watchword_desktop::picture_files;
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::intake::{Folder, Problem};
use watchword_service::{Failure, backup, picture};

/// What the dialog offers.
pub(crate) const EXTENSIONS: &[&str] = &["png", "jpg", "jpeg", "webp", "bmp", "gif", "txt"];
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
    /// Lines of text.
    Text(String, SecretText),
    /// It could not be read.
    Problem(Problem),
}

/// Reads files. A vault file stands for all.
pub(crate) fn read(paths: &[PathBuf], origin: Origin) -> Vec<Loaded> {
    let refused =
        |path: &Path| origin == Origin::Dropped && path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    if let Some(path) = paths.iter().find(|path| !refused(path) && backup::is_vault_file(path).unwrap_or(false)) {
        return vec![Loaded::Backup(path.clone())];
    }
    paths
        .iter()
        .flat_map(|path| {
            if refused(path) {
                vec![Loaded::Problem(Problem { source: name_of(path), failure: Failure::new("no-permission") })]
            } else if path.is_dir() {
                read_folder(path)
            } else {
                vec![read_one(path)]
            }
        })
        .collect()
}

fn read_one(path: &Path) -> Loaded {
    let name = name_of(path);
    let bytes = match read_file(path) {
        Ok(bytes) => bytes,
        Err(failure) => return Loaded::Problem(Problem { source: name, failure }),
    };
    match picture::read(bytes.expose(), &picture::Limits::default()) {
        Err(picture::PictureError::NotAPicture) => match SecretText::from_utf8(bytes.expose().to_vec()) {
            Some(text) => Loaded::Text(name, text),
            None => Loaded::Problem(Problem { source: name, failure: Failure::new("not-a-picture") }),
        },
        scan => Loaded::Picture(name, scan),
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
            Loaded::Picture(name, Ok(scan)) if !scan.codes.is_empty() => {
                folder.with_codes += 1;
                loaded.push(Loaded::Picture(name, Ok(scan)));
            }
            Loaded::Picture(_, Ok(_)) => folder.without_codes += 1,
            Loaded::Text(..) | Loaded::Backup(_) | Loaded::Folder(_) => folder.others += 1,
            Loaded::Problem(problem) if problem.failure.code == "not-a-picture" => folder.others += 1,
            unread @ (Loaded::Picture(_, Err(_)) | Loaded::Problem(_)) => loaded.push(unread),
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
            Loaded::Text(name, text) => {
                let session = inner.session()?;
                if session.intake_text(&text).is_err() {
                    session.intake_problem(Problem { source: name, failure: Failure::new("not-a-picture") });
                }
            }
            Loaded::Problem(problem) => inner.session()?.intake_problem(problem),
        }
    }
    Ok(None)
}

fn read_file(path: &Path) -> Result<SecretBytes, Failure> {
    let refused = |error: std::io::Error| {
        let is_gone = error.kind() == std::io::ErrorKind::NotFound;
        Failure::new(if is_gone { "file-not-found" } else { "no-permission" })
    };
    // Before it is opened: opening a pipe or a device may wait for ever.
    if !path.metadata().map_err(refused)?.is_file() {
        return Err(Failure::new("not-a-picture"));
    }
    let file = File::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    if length > FILE_LIMIT {
        return Err(Failure::new("picture-too-large"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(FILE_LIMIT).read_to_end(&mut bytes).map_err(refused)?;
    Ok(SecretBytes::new(bytes))
}
