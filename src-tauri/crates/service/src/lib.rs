//! What Watchword does: one [`Session`] over an open vault, shared by the window and the command line.
//!
//! [`Profile`] is the folder with the vault before it is open: making, unlocking, recovering. [`Session`] is the open
//! vault: listing, codes, copying, changes with undo, the [`intake`] for everything that comes in, backups.
//!
//! Invariants: this crate touches the machine only through [`ports`] and the vault crate; time is read once per
//! operation; no view that leaves a session holds a secret unless its name says so.

pub mod backup;
mod catalog;
pub mod codes;
pub mod copying;
pub mod doctor;
pub mod edit;
pub mod export;
pub mod failure;
pub mod icon;
pub mod intake;
pub mod list;
pub mod look;
pub mod naming;
mod order;
pub mod phone;
pub mod ports;
pub mod presenting;
pub mod profile;
pub mod qr;
pub mod receipt;
pub mod recovery;
pub mod search;
pub mod session;
pub mod settings;
pub mod strength;
mod undo;
mod usage;
pub mod ways;
mod window_place;

pub use failure::Failure;
pub use ports::{Clipboard, Clock, Keyring, Pixels, ScreenPicture};
pub use profile::{Machine, Profile, Standing};
pub use session::Session;
pub use settings::Settings;
pub use watchword_foreign::SheetWords;
pub use watchword_otp::{base32, link::write_link};
pub use watchword_picture as picture;
pub use watchword_vault::{
    Consent, KdfParams, Place, RecoveryKey, Report, SlotKind, SlotReport, Status, VersionFile, VersionId,
};
pub use window_place::WindowPlace;
// The words of the vault that both faces use.
pub use watchword_entry::{DeviceId, Entry, EntryId, Icon, Labels, Name, PictureId};
pub use watchword_otp::{Algorithm, Kind, Otp};
