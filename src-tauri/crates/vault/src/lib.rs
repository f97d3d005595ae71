//! The encrypted vault: its file format, its keys, its saves and its versions.
//!
//! [`Store`] is the folder of a vault, [`Vault`] an open one, [`Document`] its content. The file format is
//! written down in docs/vault-format.md, complete enough for a stranger to read a vault; a second reader, in
//! another language, is held against this one in the tests.
//!
//! Invariants: nothing reaches the disk in clear; nothing that was acknowledged is lost by a crash; nothing that
//! this version does not understand is dropped; foreign bytes cost no memory before they are held against limits.

mod container;
mod doctor;
mod document;
mod error;
mod json;
mod kdf;
mod keys;
mod merge;
mod payload;
mod recovery;
mod recovery_codes;
mod ring;
mod save;
mod slot;
mod state;
mod store;
mod vault;
mod versions;
pub mod vfs;

pub use doctor::{Report, SlotReport};
pub use document::{
    Change, Device, Document, JOURNAL_CHANGES, JOURNAL_SNAPSHOTS, Reason, SetAside, SlotNote, TOMBSTONE_MS, Tombstone,
    Unknown,
};
pub use error::{FileProblem, OpenError, ReadOnly, SaveError, StoreError};
pub use kdf::{Cost, KdfParams};
pub use merge::{MergeReport, merge};
pub use recovery::{RecoveryKey, RecoveryKeyError};
pub use recovery_codes::{CodesCount, CodesError, CodesKey, RecoveryCode, codes_count, kept_seals, set_kept_seals};
pub use ring::{NotAVersion, VersionId};
pub use save::Saved;
pub use slot::{Consent, SlotId, SlotKind, Way};
pub use store::{DeviceSlot, Status, Store};
pub use vault::{Rollback, SlotView, Vault};
pub use versions::{Backup, OpenedFile, Place, VersionFile, file_slots, open_bytes, open_file};
pub use vfs::{Disk, Step, Vfs};
