//! What the tests of this crate share.

use std::{fs, path::PathBuf};

/// The bytes of a file in `tests/vectors`.
pub(crate) fn vector_bytes(file: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(file)).unwrap()
}
