//! What the vault asks of the file system, so that tests can stand in for it and refuse at any step.
//!
//! Invariant: files are made with mode 0600 and folders with 0700 from the first moment, never by a later change
//! of mode; no symbolic link is followed at the last part of a path; a file is never truncated or rewritten.

mod disk;

pub use disk::Disk;

use std::io;
use std::path::Path;

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The named points of a save, in their order (docs/vault-format.md, Saving). Each is announced to
        /// [`Vfs::reach`] just before its work begins.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Step { $($(#[$doc])* $name),* }

        impl Step {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

steps! {
    /// Make the folders.
    Folder,
    /// Take the lock.
    Lock,
    /// Compare the file on the disk with the one that was loaded.
    Check,
    /// Encode in memory and read the result back.
    Encode,
    /// Make the new file under a temporary name.
    TempCreate,
    /// Reserve its space.
    TempReserve,
    /// Write it.
    TempWrite,
    /// Flush it to the disk.
    TempSync,
    /// Keep the present file in the ring.
    Keep,
    /// Flush the ring's folder.
    KeepSync,
    /// Put the new file in place of the present one.
    Swap,
    /// Flush the folder.
    SwapSync,
    /// Read the file back.
    Verify,
    /// Make the new state record under a temporary name.
    StateCreate,
    /// Write it.
    StateWrite,
    /// Flush it.
    StateSync,
    /// Put it in place.
    StateSwap,
    /// Flush the folder once more.
    StateSwapSync,
    /// Drop versions that the ring no longer keeps.
    Prune,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// Length, in bytes.
    pub bytes: u64,
    /// When its content last changed, in nanoseconds since 1970.
    pub modified_ns: u128,
    /// Number of the file in its file system; 0 where there is none.
    pub inode: u64,
}

impl Stat {
    /// When its content last changed, in milliseconds since 1970.
    pub fn modified_ms(&self) -> u64 {
        u64::try_from(self.modified_ns / 1_000_000).unwrap_or(u64::MAX)
    }
}

/// A file being written.
pub trait NewFile {
    /// Reserves space for `bytes` bytes, so that a full disk shows before anything is written.
    fn reserve(&mut self, bytes: u64) -> io::Result<()>;
    /// Writes all of `bytes`.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns once the content is on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// Who else holds a lock.
#[derive(Debug)]
pub enum LockFailure {
    /// Another process, named where its note could be read.
    Held(Option<u32>),
    /// The file system has no locks.
    Unsupported,
    /// Anything else.
    Io(io::Error),
}

/// The file system as the vault uses it.
pub trait Vfs: Send + Sync {
    /// A file being written.
    type File: NewFile;
    /// An exclusive lock, let go when dropped.
    type Lock: Send;

    /// A named point of a save was reached; an error stops the save there.
    fn reach(&self, _step: Step) -> io::Result<()> {
        Ok(())
    }
    /// Makes a folder, mode 0700, unless it is there.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Names in a folder; none when there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// What is known of a file. Refuses symbolic links and anything that is not a file.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The whole file. One over `limit` bytes gives [`io::ErrorKind::FileTooLarge`] and is not read.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The last 32 bytes of a file; `None` when it is shorter.
    fn tail(&self, path: &Path) -> io::Result<Option<[u8; 32]>>;
    /// Makes a file that did not exist, mode 0600.
    fn create(&self, path: &Path) -> io::Result<Self::File>;
    /// Gives a file a second name, which did not exist.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames a file over whatever stands at `to`.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Returns once the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Takes the exclusive lock on the file at `path`, made when it is not there, and notes this process in it.
    fn lock(&self, path: &Path) -> Result<Self::Lock, LockFailure>;
    /// The process noted in a lock file, when the lock is held right now.
    fn lock_holder(&self, path: &Path) -> Option<u32>;
}
