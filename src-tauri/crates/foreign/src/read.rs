//! From a file to what it holds.

use unicode_normalization::UnicodeNormalization;
use watchword_secret::SecretText;

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

/// The same, with every file taken for one of `format`, whatever it looks like. One that is not and that another file
/// takes with it gives an empty import of its own format.
pub fn read_all_as(
    format: &'static Format,
    sources: &[Source<'_>],
    credentials: &Credentials<'_>,
) -> Vec<Result<Import, Failure>> {
    let read = |source: &Source<'_>| {
        let probe = probe(*source)?.with_siblings(sources);
        read_as(format, &probe, credentials).or_else(|failure| {
            let own = read_probe(&probe, credentials).ok();
            own.filter(|import| import.contents.is_taken_along()).ok_or(failure)
        })
    };
    sources.iter().map(read).collect()
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
        match read_as(format, probe, credentials) {
            Ok(import) => return Ok(import),
            Err(failure) => {
                first_failure.get_or_insert(failure);
            }
        }
    }
    Err(first_failure.unwrap_or(Failure { format: None, error: OpenError::NotRecognised }))
}

/// Reads with the password as it was typed and, where that does not open the file, with the other ways in which Unicode
/// writes it (rule G12).
fn read_as(format: &'static Format, probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Import, Failure> {
    let is_wrong = |error| matches!(error, OpenError::WrongPassword | OpenError::WrongPasswordOrDamaged);
    let mut result = (format.read)(probe, credentials);
    if result.as_ref().is_err_and(|error| is_wrong(*error)) {
        for password in credentials.password.map(other_forms).unwrap_or_default() {
            let again = (format.read)(probe, &Credentials { password: Some(&password), ..*credentials });
            if again.as_ref().err().is_none_or(|error| !is_wrong(*error)) {
                result = again;
                break;
            }
        }
    }
    let mut contents = result.map_err(|error| Failure { format: Some(format), error })?;
    contents.limit();
    Ok(Import { format, contents })
}

/// The composed and the decomposed form of a password, each where it is not the password itself: one keyboard gives `é` as
/// one character, another one as two, and on the screen they are the same.
fn other_forms(password: &SecretText) -> Vec<SecretText> {
    let typed = password.expose();
    // Room for everything: a text that grows leaves copies behind. Unicode says that neither is
    // longer than three times the text.
    let form = |chars: &mut dyn Iterator<Item = char>| {
        let mut text = String::with_capacity(typed.len().saturating_mul(3));
        text.extend(chars);
        SecretText::new(text)
    };
    let forms = if typed.is_ascii() { Vec::new() } else { vec![form(&mut typed.nfc()), form(&mut typed.nfd())] };
    forms.into_iter().filter(|form| form.expose() != typed).collect()
}

/// What to say of a file that no format knows.
fn unknown(probe: &Probe<'_>) -> OpenError {
    crate::unknown::reason(probe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_in_whichever_form_it_was_typed() {
        let bytes = include_bytes!("../tests/vectors/bitwarden-pbkdf2.json");
        let open = |password: &str| {
            let password = SecretText::copy_of(password);
            let credentials = Credentials { password: Some(&password), ..Credentials::default() };
            read(Source { name: "file.json", bytes }, &credentials).map_err(|failure| failure.error).err()
        };
        for typed in ["Plover-77 über", "Plover-77 u\u{308}ber"] {
            assert_eq!(open(typed), None);
        }
        for typed in ["Plover-77 uber", "Plover-77 übér", " Plover-77 über"] {
            assert_eq!(open(typed), Some(OpenError::WrongPassword));
        }
    }

    #[test]
    fn other_forms_are_those_that_differ() {
        let forms = |typed: &str| {
            other_forms(&SecretText::copy_of(typed)).iter().map(|form| form.expose().to_owned()).collect::<Vec<_>>()
        };
        assert!(forms("uber").is_empty());
        assert_eq!(forms("ü"), ["u\u{308}"]);
        assert_eq!(forms("u\u{308}"), ["ü"]);
        assert_eq!(forms("u\u{308}é"), ["üé", "u\u{308}e\u{301}"]);
    }
}
