//! The document as JSON text (docs/vault-format.md, Payload).
//!
//! Invariant: secrets go straight from the decrypted text into their own wiped buffers and back; no tree of values
//! is built, and what is not known is carried as text.

mod icons;
mod ids;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod wire;
mod write;

pub(crate) use ids::check;
pub(crate) use read::read;
pub(crate) use rows::union_rows;
pub(crate) use write::{Meta, write};

/// Entry field for rows of `old_secrets` that are kept word for word: those that cannot be read, and those with
/// fields that this version does not know.
pub(crate) const KEPT_SECRETS: &str = "old_secrets_kept";
/// Entry field for sealed recovery codes that another device replaced or removed.
pub(crate) const KEPT_RECOVERY_CODES: &str = "recovery_codes_kept";
