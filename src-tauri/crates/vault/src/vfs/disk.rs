//! The real disk.

use super::{LockFailure, NewFile, Stat, Vfs};
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The real disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl NewFile for File {
    fn reserve(&mut self, bytes: u64) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            use rustix::io::Errno;
            match rustix::fs::fallocate(&*self, rustix::fs::FallocateFlags::empty(), 0, bytes) {
                // Not every file system can; the write itself will tell then.
                Ok(()) | Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        {
            let _ = bytes;
            Ok(())
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl Vfs for Disk {
    type File = File;
    type Lock = File;

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        entries
            .map(|entry| entry.map(|entry| entry.file_name().into_string().ok()))
            .filter_map(Result::transpose)
            .collect()
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        stat_of(&std::fs::symlink_metadata(path)?)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = options().read(true).open(path)?;
        let bytes = stat_of(&file.metadata()?)?.bytes;
        if bytes > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or(0));
        file.take(limit).read_to_end(&mut content)?;
        Ok(content)
    }

    fn tail(&self, path: &Path) -> io::Result<Option<[u8; 32]>> {
        let mut file = options().read(true).open(path)?;
        if stat_of(&file.metadata()?)?.bytes < 32 {
            return Ok(None);
        }
        let mut tail = [0; 32];
        file.seek(SeekFrom::End(-32))?;
        file.read_exact(&mut tail)?;
        Ok(Some(tail))
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        options().write(true).create_new(true).open(path)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        #[cfg(windows)]
        for _ in 0..10 {
            match std::fs::rename(from, to) {
                // A virus scanner or an indexer has it open for a moment.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    std::thread::sleep(std::time::Duration::from_millis(200));
                }
                outcome => return outcome,
            }
        }
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Windows has no such call; the version kept in the ring is what protects there.
        if cfg!(windows) { Ok(()) } else { File::open(path)?.sync_all() }
    }

    fn lock(&self, path: &Path) -> Result<File, LockFailure> {
        let mut file =
            options().read(true).write(true).create(true).truncate(false).open(path).map_err(LockFailure::Io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LockFailure::Held(read_note(&mut file))),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Err(LockFailure::Unsupported);
            }
            Err(TryLockError::Error(error)) => return Err(LockFailure::Io(error)),
        }
        // The note is for people; a lock without one is still a lock.
        let note = format!("{}\n", std::process::id());
        let _ = file.set_len(0).and_then(|()| file.write_all(note.as_bytes()));
        Ok(file)
    }

    fn lock_holder(&self, path: &Path) -> Option<u32> {
        let mut file = options().read(true).write(true).open(path).ok()?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Some(read_note(&mut file).unwrap_or(0)),
            Ok(()) | Err(TryLockError::Error(_)) => None,
        }
    }
}

fn read_note(file: &mut File) -> Option<u32> {
    let mut note = String::new();
    file.take(16).read_to_string(&mut note).ok()?;
    note.trim().parse().ok()
}

/// Options that make private files and follow no symbolic link.
fn options() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has options of its own"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        options.mode(0o600).custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    options
}

fn stat_of(metadata: &std::fs::Metadata) -> io::Result<Stat> {
    if metadata.is_symlink() {
        #[cfg(unix)]
        return Err(rustix::io::Errno::LOOP.into());
        #[cfg(not(unix))]
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let inode = 0;
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Stat { bytes: metadata.len(), modified_ns: modified.as_nanos(), inode })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::error::FileProblem;

    #[test]
    fn a_symbolic_link_is_refused_whatever_is_asked_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        std::fs::write(&target, [0; 64]).unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let problem = |error: io::Error| FileProblem::from(error);
        assert_eq!(Disk.stat(&link).map_err(problem), Err(FileProblem::Symlink));
        assert_eq!(Disk.read(&link, 100).map_err(problem), Err(FileProblem::Symlink));
        assert_eq!(Disk.tail(&link).map_err(problem), Err(FileProblem::Symlink));
        assert_eq!(Disk.create(&link).map(drop).map_err(problem), Err(FileProblem::Exists));
        assert!(matches!(Disk.lock(&link), Err(LockFailure::Io(_))));
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, [0; 65]).unwrap();
        assert_eq!(Disk.read(&path, 64).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(Disk.read(&path, 65).unwrap().len(), 65);
    }

    #[test]
    fn a_held_lock_names_its_holder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = Disk.lock(&path).unwrap();
        assert!(matches!(Disk.lock(&path), Err(LockFailure::Held(Some(pid))) if pid == std::process::id()));
        assert_eq!(Disk.lock_holder(&path), Some(std::process::id()));
        drop(held);
        assert_eq!(Disk.lock_holder(&path), None);
        assert!(Disk.lock(&path).is_ok());
    }
}
