//! WinAuth (docs/formats/more-authenticators.md, "WinAuth"): its text export, the same in a zip archive, and its
//! own store.

pub(crate) mod archive;
mod secret_data;
mod sequence;
pub(crate) mod store;
pub(crate) mod text;
