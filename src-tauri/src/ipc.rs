//! What crosses between the window and the core: plain data for the screen, and never a secret.
//!
//! The types here are the only ones that know the binding generator. Each is made from a type of the service by one
//! `From` or function; `ui/src/ipc/bindings.ts` is generated from them and a test compares.

pub(crate) mod backups;
pub(crate) mod entries;
pub(crate) mod export;
pub(crate) mod failure;
pub(crate) mod imported;
pub(crate) mod intake;
pub(crate) mod names;
pub(crate) mod phone;
pub(crate) mod quick;
pub(crate) mod receipts;
pub(crate) mod recovery;
pub(crate) mod rows;
pub(crate) mod screen;
pub(crate) mod settings;
pub(crate) mod start;

use serde::Serialize;
use specta::Type;

/// A time or a large count, as JavaScript's number: whole up to 2^53.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(transparent)]
pub(crate) struct Whole(#[specta(type = specta_typescript::Number)] pub(crate) u64);

/// A part of a whole, 0 to 1.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(transparent)]
pub(crate) struct Part(#[specta(type = specta_typescript::Number)] pub(crate) f64);

/// A count for the screen.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
