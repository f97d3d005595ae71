//! What several formats share: one subject a file.

pub(crate) mod age;
pub(crate) mod archive;
pub(crate) mod binary_plist;
pub(crate) mod cbc;
pub(crate) mod cbc_unpadded;
pub(crate) mod csv;
pub(crate) mod encoding;
pub(crate) mod field;
pub(crate) mod gcm;
pub(crate) mod java_map;
pub(crate) mod json;
pub(crate) mod kdf;
pub(crate) mod keyed_archive;
pub(crate) mod links;
pub(crate) mod names;
pub(crate) mod otp;
pub(crate) mod preferences;
pub(crate) mod salted;
pub(crate) mod secretstream;
pub(crate) mod signatures;
pub(crate) mod signed_bytes;
pub(crate) mod sqlcipher;
pub(crate) mod sqlite;
pub(crate) mod text;
pub(crate) mod xml;
