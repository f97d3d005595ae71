//! `winauth.xml`, the program's own store (docs/formats/more-authenticators.md, "winauth.xml"). The whole of it may
//! be encrypted, and each entry once more with a password of its own.

use watchword_secret::SecretText;

use super::{
    secret_data::{SecretData, Sort},
    sequence::{self, SequenceError},
};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{text, xml::Element},
    format::certain_if,
};

/// How often something encrypted may hold something encrypted.
const MAX_DEPTH: usize = 8;
/// The issuer of Battle.net accounts where their name gives none.
const BATTLE_NET: &str = "Battle.net";

/// An XML document with the root `WinAuth`.
pub(crate) static FORMAT: Format = Format {
    id: "winauth-xml",
    app: "WinAuth",
    extensions: &["xml"],
    section: "more-authenticators.md#winauthxml",
    vectors: &["winauth-xml"],
    detect,
    needs_password,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.xml()?.name == "WinAuth")
}

fn needs_password(probe: &Probe<'_>) -> bool {
    fn is_sealed(element: &Element) -> bool {
        element.attribute("encrypted").is_some_and(sequence::needs_password) || element.children.iter().any(is_sealed)
    }
    probe.xml().is_some_and(is_sealed)
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let root = probe.xml().ok_or(OpenError::damaged("xml"))?;
    let mut reader = Reader { password: credentials.password, ..Reader::default() };
    reader.walk(root, 0)?;
    reader.finish(if needs_password(probe) { "encrypted" } else { "plain" })
}

/// What was read so far.
#[derive(Default)]
struct Reader<'a> {
    password: Option<&'a SecretText>,
    rows: Vec<Row>,
    /// Entries with a password of their own: those that opened, and those that did not.
    opened: usize,
    closed: usize,
    /// Entries that hang on a Windows account.
    bound: usize,
}

impl Reader<'_> {
    /// Reads the entries in an element, which may be encrypted as a whole.
    fn walk(&mut self, element: &Element, depth: usize) -> Result<(), OpenError> {
        if let Some(letters) = letters(element) {
            let root = open(element, letters, self.password, depth).map_err(file_error)?;
            return self.walk(&root, depth + 1);
        }
        for child in &element.children {
            match child.name.as_str() {
                "config" | "data" => self.walk(child, depth)?,
                "WinAuthAuthenticator" | "authenticator" => self.add(child, depth)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn add(&mut self, element: &Element, depth: usize) -> Result<(), OpenError> {
        let sort = element.attribute("type").and_then(Sort::of);
        let (issuer, account) = names(element.child_text("name").unwrap_or_default());
        let entry = ForeignEntry::new(self.rows.len(), &issuer, &account);
        let Some(sort) = sort else {
            self.rows.push(entry.into_skipped(SkipReason::UnknownType));
            return Ok(());
        };
        let Some(data) = element.child("authenticatordata") else {
            self.rows.push(entry.into_skipped(SkipReason::NoSecret));
            return Ok(());
        };
        let row = match letters(data) {
            None => row(entry, sort, data),
            Some(letters) => match open(data, letters, self.password, depth) {
                Ok(data) => {
                    self.opened += 1;
                    row(entry, sort, &data)
                }
                Err(SequenceError::PasswordNeeded) => return Err(OpenError::PasswordNeeded),
                Err(SequenceError::WrongPassword) => {
                    self.closed += 1;
                    entry.into_skipped(SkipReason::EntryPassword)
                }
                Err(SequenceError::Bound) => {
                    self.bound += 1;
                    entry.into_skipped(SkipReason::EncryptedByDevice)
                }
                Err(SequenceError::Damaged) => entry.into_skipped(SkipReason::Damaged),
            },
        };
        self.rows.push(row);
        Ok(())
    }

    fn finish(self, variety: &'static str) -> Result<Contents, OpenError> {
        if self.closed > 0 && self.opened == 0 {
            return Err(OpenError::WrongPassword);
        }
        if self.bound > 0 && self.bound == self.rows.len() {
            return Err(file_error(SequenceError::Bound));
        }
        Ok(Contents { rows: self.rows.into(), ..Contents::of(variety) })
    }
}

/// The layers of an encrypted element; `None` when it is not encrypted.
fn letters(element: &Element) -> Option<&str> {
    element.attribute("encrypted").map(str::trim).filter(|letters| !letters.is_empty())
}

/// The element that an encrypted one holds.
fn open(
    element: &Element,
    letters: &str,
    password: Option<&SecretText>,
    depth: usize,
) -> Result<Element, SequenceError> {
    if depth >= MAX_DEPTH {
        return Err(SequenceError::Damaged);
    }
    let plain = sequence::open(&element.text, letters, password)?;
    let root = text::decode(&plain.bytes).and_then(|text| Element::parse(&text).ok());
    // Without a hash, a wrong password may leave a valid padding and no XML.
    root.ok_or(if plain.is_proven { SequenceError::Damaged } else { SequenceError::WrongPassword })
}

fn file_error(error: SequenceError) -> OpenError {
    match error {
        SequenceError::Bound => OpenError::Unsupported(Unsupported::WindowsAccount),
        SequenceError::PasswordNeeded => OpenError::PasswordNeeded,
        SequenceError::WrongPassword => OpenError::WrongPassword,
        SequenceError::Damaged => OpenError::damaged("sequence"),
    }
}

fn row(mut entry: ForeignEntry, sort: Sort, data: &Element) -> Row {
    let data = SecretData::read(sort, data.child_text("secretdata").unwrap_or_default());
    match sort {
        Sort::Steam if entry.issuer.is_empty() => "Steam".clone_into(&mut entry.issuer),
        Sort::BattleNet => {
            if entry.issuer.is_empty() {
                BATTLE_NET.clone_into(&mut entry.issuer);
            }
            if entry.account.is_empty() {
                entry.account = data.serial;
            }
        }
        Sort::Timed | Sort::Counted | Sort::Steam => {}
    }
    entry.recovery_codes.extend(data.recovery_code);
    entry.into_row(data.otp)
}

/// Issuer and account of a name: `Tern Mail (olu)`, `Tern Mail: olu`, or an account alone.
fn names(name: &str) -> (String, String) {
    let name = name.trim();
    if let Some((issuer, rest)) = name.split_once('(')
        && let Some((label, behind)) = rest.split_once(')')
        && issuer.ends_with(char::is_whitespace)
        && !issuer.trim().is_empty()
    {
        return (issuer.trim().to_owned(), format!("{label}{behind}"));
    }
    let (issuer, account) = name.split_once(':').unwrap_or(("", name));
    (issuer.trim().to_owned(), account.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_sort() {
        for (name, issuer, account) in [
            ("Quill & Ink (mara@example.org)", "Quill & Ink", "mara@example.org"),
            ("Tern  (olu) 2", "Tern", "olu 2"),
            ("Tern(olu)", "", "Tern(olu)"),
            ("(olu)", "", "(olu)"),
            ("Tern : olu:x", "Tern", "olu:x"),
            ("harbour-7", "", "harbour-7"),
            ("", "", ""),
        ] {
            assert_eq!(names(name), (issuer.to_owned(), account.to_owned()), "{name}");
        }
    }
}
