//! What can be told of a vault's folder without a key.

use crate::error::StoreError;
use crate::kdf::{Cost, KdfParams};
use crate::slot::SlotKind;
use crate::store::{Status, Store};
use crate::vault::kdf_of;
use crate::versions::VersionFile;
use crate::vfs::Vfs;

/// The state of a vault's folder. Holds no secret and no path.
#[derive(Debug)]
pub struct Report {
    /// What stands there.
    pub status: Result<Status, StoreError>,
    /// Code of the error that opening would begin with, where the vault file is not in order.
    pub problem: Option<&'static str>,
    /// The ways in and what their passwords cost here.
    pub slots: Vec<SlotReport>,
    /// The revisions that could be brought back.
    pub versions: Vec<VersionFile>,
    /// Temporary files that a crash left behind; the next start removes them.
    pub orphans: usize,
    /// Damaged files that were moved aside.
    pub damaged_aside: usize,
    /// Highest revision that this device accepted, by its own unproven record.
    pub last_seen_revision: Option<u64>,
    /// Whether this computer is trusted to open the vault, now or in the past.
    pub has_device_slot: bool,
    /// The process that holds the lock right now; 0 when it could not be told which.
    pub lock_holder: Option<u32>,
}

/// A way in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlotReport {
    /// What opens it.
    pub kind: SlotKind,
    /// Parameters of its password.
    pub kdf: Option<KdfParams>,
    /// What the password costs here.
    pub cost: Option<Cost>,
    /// Whether that is less than a new vault would ask.
    pub is_weak: bool,
}

impl<V: Vfs> Store<V> {
    /// Looks at everything in the folder that shows without a key. Changes nothing.
    pub fn doctor(&self) -> Report {
        let container = self.read_container();
        let problem = container.as_ref().err().map(crate::error::OpenError::code);
        let slots = container.map(|container| container.header.slots).unwrap_or_default();
        let state = self.read_state();
        let names = self.vfs.list(&self.folder).unwrap_or_default();
        Report {
            status: self.status(),
            problem,
            slots: slots
                .iter()
                .map(|slot| {
                    let kdf = kdf_of(slot);
                    // A price beyond the limits is not worth measuring.
                    let cost = kdf.filter(|kdf| kdf.check().is_ok()).map(KdfParams::cost);
                    SlotReport { kind: slot.kind(), kdf, cost, is_weak: kdf.is_some_and(KdfParams::is_weak) }
                })
                .collect(),
            versions: self.versions().unwrap_or_default(),
            orphans: self.orphans_in(&self.folder).len() + self.orphans_in(&self.ring_path()).len(),
            damaged_aside: names.iter().filter(|name| name.starts_with("vault.wv.damaged-")).count(),
            last_seen_revision: state.as_ref().map(|read| read.state.revision),
            has_device_slot: state.is_some_and(|read| read.state.device_slot.is_some()),
            lock_holder: self.vfs.lock_holder(&self.lock_path()),
        }
    }
}
