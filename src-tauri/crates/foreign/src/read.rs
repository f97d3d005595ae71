//! From a file to what it holds.

use crate::{Credentials, FORMATS, Failure, Format, Import, OpenError, Probe, Source, Sureness};

/// What a file seems to be.
pub struct Recognised {
    /// One format when it is certain, else every format that is possible, in the order in which they are tried.
    pub formats: Vec<&'static Format>,
    /// Whether that is certain.
    pub sureness: Sureness,
    /// Whether a password has to be asked for.
    pub needs_password: bool,
}

/// Says which program a file comes from. Derives no key.
///
/// # Errors
/// [`OpenError::NotRecognised`], [`OpenError::TooLarge`], or [`OpenError::Damaged`] for a text that begins like
/// JSON and is not.
pub fn recognise(source: Source<'_>) -> Result<Recognised, Failure> {
    recognise_probe(&probe(source)?)
}

/// Reads a file of any known format.
///
/// # Errors
/// [`Failure`] when the file as a whole cannot be read. One bad entry is no failure: it is in the rows.
pub fn read(source: Source<'_>, credentials: &Credentials<'_>) -> Result<Import, Failure> {
    read_probe(&probe(source)?, credentials)
}

/// Reads several files, of which some may be parts of one thing: each one's answer at its place. A file that
/// another one took with it gives an empty import of that format.
pub fn read_all(sources: &[Source<'_>], credentials: &Credentials<'_>) -> Vec<Result<Import, Failure>> {
    sources.iter().map(|source| read_probe(&probe(*source)?.with_siblings(sources), credentials)).collect()
}

fn probe(source: Source<'_>) -> Result<Probe<'_>, Failure> {
    Probe::new(source).map_err(|error| Failure { format: None, error })
}

pub(crate) fn recognise_probe(probe: &Probe<'_>) -> Result<Recognised, Failure> {
    let mut possible = Vec::new();
    for format in FORMATS.iter().copied() {
        match (format.detect)(probe) {
            Some(Sureness::Certain) => {
                let needs_password = (format.needs_password)(probe);
                return Ok(Recognised { formats: vec![format], sureness: Sureness::Certain, needs_password });
            }
            Some(Sureness::Possible) => possible.push(format),
            None => {}
        }
    }
    if possible.is_empty() {
        return Err(Failure { format: None, error: unknown(probe) });
    }
    let needs_password = possible.iter().any(|format| (format.needs_password)(probe));
    Ok(Recognised { formats: possible, sureness: Sureness::Possible, needs_password })
}

pub(crate) fn read_probe(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Import, Failure> {
    let recognised = recognise_probe(probe)?;
    let mut first_failure = None;
    for format in recognised.formats {
        match (format.read)(probe, credentials) {
            Ok(mut contents) => {
                contents.limit();
                return Ok(Import { format, contents });
            }
            Err(error) => {
                first_failure.get_or_insert(Failure { format: Some(format), error });
            }
        }
    }
    Err(first_failure.unwrap_or(Failure { format: None, error: OpenError::NotRecognised }))
}

/// What to say of a file that no format knows.
fn unknown(probe: &Probe<'_>) -> OpenError {
    crate::unknown::reason(probe)
}
