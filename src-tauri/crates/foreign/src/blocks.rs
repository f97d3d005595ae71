//! What several formats share: one subject a file.

pub(crate) mod archive;
pub(crate) mod bytes;
pub(crate) mod cbc;
pub(crate) mod csv;
pub(crate) mod encoding;
pub(crate) mod field;
pub(crate) mod gcm;
pub(crate) mod json;
pub(crate) mod kdf;
pub(crate) mod links;
pub(crate) mod names;
pub(crate) mod otp;
pub(crate) mod secretstream;
pub(crate) mod sqlite;
pub(crate) mod text;
pub(crate) mod xml;
