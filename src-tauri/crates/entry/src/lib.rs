//! Entries of the vault: what they hold, how they are named, when two are the same.
//!
//! [`Entry`] is one row of the vault. [`Stamp`]s order changes made on several devices, one per field group,
//! so that two copies of a vault merge without a new format. [`fingerprint`] tells whether two entries hold
//! the same secret. Reading and writing entries as JSON is the vault's business.

mod icon;
mod id;
mod name;
mod same;
mod stamp;

pub use icon::{HUES, Icon, MARK_LIMIT, MONOGRAM_LETTERS, Mark, Monogram, PICTURE_BYTES, PICTURE_SIDE, Picture};
pub use id::{DeviceId, EntryId, NotAnId, PictureId};
pub use name::{Ending, Name, NameTemplate, TemplateError, clean_text, known_endings, split_ending};
pub use same::{Fingerprint, Form, fingerprint, form};
pub use stamp::Stamp;

use watchword_otp::Otp;

/// Longest issuer, account, login or tag that is kept, in characters (docs/vault-format.md, payload).
pub const LABEL_LIMIT: usize = 256;
/// Longest note that is kept, in characters.
pub const NOTE_LIMIT: usize = 10_000;

/// One entry of the vault.
pub struct Entry {
    /// Random, never reused.
    pub id: EntryId,
    /// What its codes are computed from.
    pub otp: Otp,
    /// How it is named and what is noted about it.
    pub labels: Labels,
    /// Where it stands in the list.
    pub placement: Placement,
    /// When the secret and its parameters last changed.
    pub otp_stamp: Stamp,
    /// When the labels last changed.
    pub labels_stamp: Stamp,
    /// When the placement last changed.
    pub placement_stamp: Stamp,
    /// When it was added, in milliseconds since 1970.
    pub created_ms: u64,
    /// Earlier secrets, newest first, at most [`OLD_SECRETS_KEPT`].
    pub old_secrets: Vec<OldSecret>,
    /// Sealed recovery codes of the site: opaque here, opened by their own passphrase.
    pub recovery_codes: Option<String>,
    /// Fields of the vault file that this version does not know, kept as JSON text by name.
    pub unknown: Vec<(String, String)>,
}

/// How many earlier secrets of an entry are kept (security design 2.7).
pub const OLD_SECRETS_KEPT: usize = 10;

/// How an entry is named and what is noted about it: one group for merging.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// Who asks for the code ("Zendesk"). May be empty.
    pub issuer: String,
    /// Which account there ("acme").
    pub account: String,
    /// The user name or e-mail address that signs in, where it is known beside the account.
    pub login: String,
    /// The label exactly as the link or file gave it, control characters removed. Never changed by renaming.
    pub original_label: String,
    /// Free text of the person.
    pub note: String,
    /// Tags, without `#`, in the person's order.
    pub tags: Vec<String>,
    /// Earlier shown names, newest first; they stay searchable.
    pub old_names: Vec<String>,
    /// What stands before the name.
    pub icon: Icon,
}

/// Where an entry stands: one group for merging.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placement {
    /// Shown in the pinned section.
    pub pinned: bool,
    /// Place in the order made by hand; smaller comes first.
    pub order: i64,
    /// When it went to the trash, in milliseconds since 1970; `None` while it is in use.
    pub trashed_ms: Option<u64>,
}

/// A secret that was replaced.
pub struct OldSecret {
    /// What the codes were computed from.
    pub otp: Otp,
    /// When it was replaced, in milliseconds since 1970.
    pub replaced_ms: u64,
}

impl Entry {
    /// Whether it is in the trash.
    pub fn is_trashed(&self) -> bool {
        self.placement.trashed_ms.is_some()
    }

    /// A full copy with secrets of its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            id: self.id,
            otp: self.otp.duplicate(),
            labels: self.labels.clone(),
            placement: self.placement.clone(),
            otp_stamp: self.otp_stamp,
            labels_stamp: self.labels_stamp,
            placement_stamp: self.placement_stamp,
            created_ms: self.created_ms,
            old_secrets: self
                .old_secrets
                .iter()
                .map(|old| OldSecret { otp: old.otp.duplicate(), replaced_ms: old.replaced_ms })
                .collect(),
            recovery_codes: self.recovery_codes.clone(),
            unknown: self.unknown.clone(),
        }
    }
}
