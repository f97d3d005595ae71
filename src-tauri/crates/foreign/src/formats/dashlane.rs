//! Dashlane: the zip of its tables (docs/formats/password-managers.md#tables).

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::text,
    format::{certain_if, never},
    formats::csv,
};

/// The zip, of which one table has logins.
pub(crate) static FORMAT: Format = Format {
    id: "dashlane-zip",
    app: "Dashlane",
    extensions: &["zip"],
    section: "password-managers.md#tables",
    vectors: &["dashlane-zip"],
    detect,
    needs_password: never,
    read,
};

const LOGINS: &str = "credentials.csv";

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.archive().is_some_and(|archive| archive.find(LOGINS).is_some()))
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::NotRecognised)?;
    let member = archive.find(LOGINS).ok_or(OpenError::NotRecognised)?;
    let table = archive.read(member, credentials.password)?;
    csv::read_table(&text::decode(table.expose()).ok_or(OpenError::damaged("table"))?)
}
