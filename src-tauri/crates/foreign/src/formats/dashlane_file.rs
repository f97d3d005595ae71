//! Dashlane's own file `.dash`: recognised by its name, and told to be exported as tables
//! (docs/formats/not-imported.md#dashlane).

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness, Unsupported,
    format::{certain_if, never},
};

/// The file, which is never read.
pub(crate) static FORMAT: Format = Format {
    id: "dashlane-file",
    app: "Dashlane",
    extensions: &["dash"],
    section: "not-imported.md#dashlane",
    vectors: &[],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.name_ends(".dash"))
}

fn read(_probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Err(OpenError::Unsupported(Unsupported::DashlaneFile))
}
