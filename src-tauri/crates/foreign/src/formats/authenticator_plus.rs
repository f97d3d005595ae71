//! Authenticator Plus: its text export in a zip archive, and its database (docs/formats/more-authenticators.md).

pub(crate) mod database;
pub(crate) mod text;
