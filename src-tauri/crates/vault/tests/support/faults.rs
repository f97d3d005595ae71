//! A disk that refuses, or dies, at a named step.

use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use watchword_vault::vfs::{Disk, LockFailure, NewFile, Stat, Step, Vfs};

/// What happens at the step.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    /// This step fails with the error, everything after works again.
    Error(io::ErrorKind),
    /// Half of the file is written, then the disk is full.
    HalfWritten,
    /// The process is gone: nothing works from here on.
    Death,
}

/// The real disk with a fault that can be set.
#[derive(Default)]
pub(crate) struct FaultyDisk {
    fault: Mutex<Option<(Step, Fault)>>,
    dead: AtomicBool,
    without_links: AtomicBool,
}

pub(crate) struct FaultyFile {
    file: std::fs::File,
    half: bool,
}

impl FaultyDisk {
    pub(crate) fn set(&self, step: Step, fault: Fault) {
        *self.fault.lock().unwrap() = Some((step, fault));
    }

    /// Whether the fault was met.
    pub(crate) fn was_met(&self) -> bool {
        self.fault.lock().unwrap().is_none()
    }

    pub(crate) fn refuse_links(&self) {
        self.without_links.store(true, Ordering::SeqCst);
    }

    fn alive(&self) -> io::Result<()> {
        if self.dead.load(Ordering::SeqCst) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}

impl NewFile for FaultyFile {
    fn reserve(&mut self, bytes: u64) -> io::Result<()> {
        self.file.reserve(bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.half {
            self.file.write(&bytes[..bytes.len() / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync()
    }
}

impl Vfs for FaultyDisk {
    type File = FaultyFile;
    type Lock = std::fs::File;

    fn reach(&self, step: Step) -> io::Result<()> {
        self.alive()?;
        let mut fault = self.fault.lock().unwrap();
        match *fault {
            Some((at, Fault::Error(kind))) if at == step => {
                *fault = None;
                Err(kind.into())
            }
            Some((at, Fault::Death)) if at == step => {
                *fault = None;
                self.dead.store(true, Ordering::SeqCst);
                Err(io::ErrorKind::BrokenPipe.into())
            }
            _ => Ok(()),
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.alive().and_then(|()| Disk.make_folder(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.alive().and_then(|()| Disk.list(folder))
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.alive().and_then(|()| Disk.stat(path))
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.alive().and_then(|()| Disk.read(path, limit))
    }

    fn tail(&self, path: &Path) -> io::Result<Option<[u8; 32]>> {
        self.alive().and_then(|()| Disk.tail(path))
    }

    fn create(&self, path: &Path) -> io::Result<FaultyFile> {
        self.alive()?;
        let mut fault = self.fault.lock().unwrap();
        let half = matches!(*fault, Some((Step::TempWrite, Fault::HalfWritten)));
        if half {
            *fault = None;
        }
        Ok(FaultyFile { file: Disk.create(path)?, half })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.alive()?;
        if self.without_links.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        Disk.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.alive().and_then(|()| Disk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.alive().and_then(|()| Disk.remove(path))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.alive().and_then(|()| Disk.sync_folder(path))
    }

    fn lock(&self, path: &Path) -> Result<std::fs::File, LockFailure> {
        Disk.lock(path)
    }

    fn lock_holder(&self, path: &Path) -> Option<u32> {
        Disk.lock_holder(path)
    }
}
