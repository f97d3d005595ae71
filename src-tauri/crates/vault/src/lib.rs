//! The encrypted vault file, its keys, its saves and its versions.
