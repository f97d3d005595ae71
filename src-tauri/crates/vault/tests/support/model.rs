//! A disk that remembers what a crash may forget: the content of files that were not flushed, and names in folders
//! that were not flushed. From any moment, all states that a crash may leave can be listed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use watchword_vault::vfs::{LockFailure, NewFile, Stat, Step, Vfs};

/// A change of names that is not on the disk yet.
#[derive(Clone)]
enum Pending {
    Link(PathBuf, usize),
    Unlink(PathBuf),
    Rename(PathBuf, PathBuf),
}

#[derive(Clone, Default)]
struct File {
    content: Vec<u8>,
    /// What is on the disk for sure; `None` until the first flush.
    flushed: Option<Vec<u8>>,
}

#[derive(Clone, Default)]
struct World {
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    flushed_names: BTreeMap<PathBuf, usize>,
    pending: Vec<(PathBuf, Pending)>,
}

/// A moment at which a crash may come, and what had been acknowledged by then.
#[derive(Clone)]
pub(crate) struct Moment {
    world: World,
    pub(crate) acknowledged: u64,
}

#[derive(Default)]
struct Inside {
    world: World,
    moments: Vec<Moment>,
    acknowledged: u64,
    step: Option<Step>,
    ignored: Option<Step>,
}

/// The disk.
#[derive(Clone, Default)]
pub(crate) struct ModelDisk(Arc<Mutex<Inside>>);

pub(crate) struct ModelFile(ModelDisk, usize);

fn apply(names: &mut BTreeMap<PathBuf, usize>, change: &Pending) {
    match change {
        Pending::Link(path, file) => {
            names.insert(path.clone(), *file);
        }
        Pending::Unlink(path) => {
            names.remove(path);
        }
        Pending::Rename(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
    }
}

impl Moment {
    /// The disks that a crash at this moment may leave.
    pub(crate) fn after_a_crash(&self) -> Vec<ModelDisk> {
        let world = &self.world;
        let mut disks = Vec::new();
        for kept in 0..1_u32 << world.pending.len() {
            let mut names = world.flushed_names.clone();
            for (at, (_, change)) in world.pending.iter().enumerate() {
                if kept & (1 << at) != 0 {
                    apply(&mut names, change);
                }
            }
            for fate in 0..4 {
                let files = world.files.iter().map(|file| file.after_a_crash(fate)).collect();
                let after = World { files, flushed_names: names.clone(), names: names.clone(), pending: Vec::new() };
                disks.push(ModelDisk(Arc::new(Mutex::new(Inside { world: after, ..Inside::default() }))));
            }
        }
        disks
    }
}

impl File {
    /// What becomes of it: all there, empty, cut at a sector, zeros. What was flushed stays.
    fn after_a_crash(&self, fate: u8) -> Self {
        let content = match (&self.flushed, fate) {
            (Some(flushed), _) => flushed.clone(),
            (None, 0) => self.content.clone(),
            (None, 1) => Vec::new(),
            (None, 2) => self.content[..self.content.len() / 1_024 * 512].to_vec(),
            (None, _) => vec![0; self.content.len()],
        };
        Self { flushed: Some(content.clone()), content }
    }
}

impl ModelDisk {
    /// Flushes asked for at this step do nothing.
    pub(crate) fn ignore_flush(&self, step: Option<Step>) {
        self.inside().ignored = step;
    }

    pub(crate) fn acknowledge(&self, number: u64) {
        let mut inside = self.inside();
        inside.acknowledged = number;
        inside.remember();
    }

    pub(crate) fn moments(&self) -> Vec<Moment> {
        self.inside().moments.clone()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }
}

impl Inside {
    fn remember(&mut self) {
        self.moments.push(Moment { world: self.world.clone(), acknowledged: self.acknowledged });
    }

    fn change(&mut self, folder: &Path, change: Pending) {
        apply(&mut self.world.names, &change);
        self.world.pending.push((folder.to_owned(), change));
        self.remember();
    }

    fn ignores_flush(&self) -> bool {
        self.ignored.is_some() && self.ignored == self.step
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        self.world.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap()
}

impl NewFile for ModelFile {
    fn reserve(&mut self, _bytes: u64) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut inside = self.0.inside();
        inside.world.files[self.1].content.extend_from_slice(bytes);
        inside.remember();
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut inside = self.0.inside();
        if !inside.ignores_flush() {
            let file = &mut inside.world.files[self.1];
            file.flushed = Some(file.content.clone());
        }
        inside.remember();
        Ok(())
    }
}

impl Vfs for ModelDisk {
    type File = ModelFile;
    type Lock = ();

    fn reach(&self, step: Step) -> io::Result<()> {
        self.inside().step = Some(step);
        Ok(())
    }

    fn make_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let inside = self.inside();
        let names = inside.world.names.keys().filter(|path| folder_of(path) == folder);
        Ok(names.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let inside = self.inside();
        let file = inside.file(path)?;
        let bytes = u64::try_from(inside.world.files[file].content.len()).unwrap();
        Ok(Stat { bytes, modified_ns: 0, inode: u64::try_from(file).unwrap() })
    }

    fn read(&self, path: &Path, _limit: u64) -> io::Result<Vec<u8>> {
        let inside = self.inside();
        Ok(inside.world.files[inside.file(path)?].content.clone())
    }

    fn tail(&self, path: &Path) -> io::Result<Option<[u8; 32]>> {
        Ok(self.read(path, u64::MAX)?.last_chunk().copied())
    }

    fn create(&self, path: &Path) -> io::Result<ModelFile> {
        let mut inside = self.inside();
        let file = inside.world.files.len();
        inside.world.files.push(File::default());
        inside.change(folder_of(path), Pending::Link(path.to_owned(), file));
        Ok(ModelFile(self.clone(), file))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = self.inside();
        if inside.world.names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = inside.file(from)?;
        inside.change(folder_of(to), Pending::Link(to.to_owned(), file));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = self.inside();
        inside.file(from)?;
        inside.change(folder_of(to), Pending::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut inside = self.inside();
        inside.file(path)?;
        inside.change(folder_of(path), Pending::Unlink(path.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut inside = self.inside();
        if !inside.ignores_flush() {
            let pending = std::mem::take(&mut inside.world.pending);
            let (here, elsewhere) = pending.into_iter().partition(|(place, _)| place == folder);
            inside.world.pending = elsewhere;
            let here: Vec<(PathBuf, Pending)> = here;
            for (_, change) in here {
                apply(&mut inside.world.flushed_names, &change);
            }
        }
        inside.remember();
        Ok(())
    }

    fn lock(&self, _path: &Path) -> Result<(), LockFailure> {
        Ok(())
    }

    fn lock_holder(&self, _path: &Path) -> Option<u32> {
        None
    }
}
