//! Authenticator Plus: its text export in a zip archive, and its database (docs/formats, sections 26.2 and 26.3).

pub(crate) mod database;
pub(crate) mod text;
