//! Watchword's plain JSON in an `age` file with a passphrase, which any `age` program opens
//! (docs/formats/plain-json.md).

use super::{ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, plain};
use crate::blocks::age;

pub(super) static EXPORTER: Exporter = Exporter {
    id: "age",
    app: "Watchword",
    is_encrypted: true,
    section: "plain-json.md",
    importer: "age",
    judge: plain::judge,
    write,
};

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let bytes = age::seal(settings.password()?, plain::json(entries).expose())?;
    Ok(vec![ExportedFile { name: format!("watchword-{}.json.age", settings.stamp), bytes }])
}
