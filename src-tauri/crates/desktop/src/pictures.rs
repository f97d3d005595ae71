//! The picture files in a folder.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// Endings of the picture files that can be read.
const ENDINGS: [&str; 6] = ["png", "jpg", "jpeg", "webp", "bmp", "gif"];
/// How deep folders inside folders are looked into.
const DEPTH: usize = 8;
/// The most pictures that are taken.
const PICTURES: usize = 1_000;
/// The most files and folders that are looked at.
const LOOKED_AT: usize = 50_000;

/// What is in a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PictureFiles {
    /// The pictures, those of a folder before those of the folders inside it, each in the order of their names.
    pub pictures: Vec<PathBuf>,
    /// How many other files there are.
    pub others: usize,
    /// Whether there is more than is looked at: too many files, or folders too deep inside each other.
    pub is_cut: bool,
}

/// Finds the picture files in a folder and the folders inside it, told by their endings. Links are not followed, and what
/// cannot be opened is passed over.
///
/// # Errors
/// When the folder itself cannot be opened.
pub fn picture_files(folder: &Path) -> std::io::Result<PictureFiles> {
    let mut found = PictureFiles::default();
    let mut looked_at = 0;
    let mut folders = VecDeque::from([(folder.to_owned(), 0)]);
    while let Some((folder, depth)) = folders.pop_front() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if depth == 0 => return Err(error),
            Err(_) => continue,
        };
        let (mut pictures, mut inside) = (Vec::new(), Vec::new());
        for entry in entries.flatten() {
            looked_at += 1;
            if looked_at > LOOKED_AT {
                found.is_cut = true;
                break;
            }
            // Of the entry itself: a link is neither file nor folder here.
            let Ok(kind) = entry.file_type() else { continue };
            let path = entry.path();
            if kind.is_dir() {
                inside.push(path);
            } else if kind.is_file() && is_picture(&path) {
                pictures.push(path);
            } else {
                found.others += 1;
            }
        }
        pictures.sort();
        inside.sort();
        found.is_cut |= found.pictures.len() + pictures.len() > PICTURES;
        pictures.truncate(PICTURES - found.pictures.len());
        found.pictures.append(&mut pictures);
        if depth < DEPTH {
            folders.extend(inside.into_iter().map(|path| (path, depth + 1)));
        } else {
            found.is_cut |= !inside.is_empty();
        }
        if looked_at > LOOKED_AT {
            break;
        }
    }
    Ok(found)
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, b"").unwrap();
    }

    #[test]
    fn pictures_come_in_order_and_other_files_are_counted() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("pictures");
        for file in ["b.PNG", "a.jpeg", "notes.txt", "more/c.webp", "more/deep/d.gif", "more/film.mp4", "png"] {
            write(&folder.join(file));
        }
        let found = picture_files(&folder).unwrap();
        let expected = ["a.jpeg", "b.PNG", "more/c.webp", "more/deep/d.gif"].map(|file| folder.join(file));
        assert_eq!(found, PictureFiles { pictures: expected.to_vec(), others: 3, is_cut: false });
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere() {
        let home = tempfile::tempdir().unwrap();
        let (folder, outside) = (home.path().join("pictures"), home.path().join("outside"));
        write(&folder.join("a.png"));
        write(&outside.join("b.png"));
        std::os::unix::fs::symlink(&outside, folder.join("link")).unwrap();
        std::os::unix::fs::symlink(&folder, folder.join("round.png")).unwrap();
        let found = picture_files(&folder).unwrap();
        assert_eq!((found.pictures, found.others), (vec![folder.join("a.png")], 2));
    }

    #[test]
    fn there_are_limits() {
        let home = tempfile::tempdir().unwrap();
        let deep = ["d"; DEPTH + 1].iter().fold(home.path().to_owned(), |path, folder| path.join(folder));
        write(&deep.join("a.png"));
        assert_eq!(picture_files(home.path()).unwrap(), PictureFiles { is_cut: true, ..PictureFiles::default() });
        (0..=PICTURES).for_each(|at| write(&home.path().join(format!("{at}.png"))));
        let found = picture_files(home.path()).unwrap();
        assert_eq!((found.pictures.len(), found.is_cut), (PICTURES, true));
        assert!(picture_files(&home.path().join("none")).is_err());
    }
}
