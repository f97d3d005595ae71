//! Tables whose columns a person has named, because nothing in them says what they are.

use super::{columns::Columns, delimiter, read_rows};
use crate::{Contents, Failure, Import, OpenError, Probe, Source, blocks::csv::rows};

/// The most columns of a table.
const MAX_COLUMNS: usize = 256;

/// Which column holds what, and where the entries begin.
#[derive(Debug, PartialEq, Eq)]
pub struct TableColumns {
    columns: Columns,
    /// How many rows stand above the entries.
    heading_rows: usize,
}

impl TableColumns {
    /// Reads `secret=3,issuer=1,account=2`: columns by their numbers, from 1. `secret` has to be there; `issuer`, `account`,
    /// `type`, `digits`, `period`, `counter`, `algorithm`, `group` and `note` may be. `from` is the first row with an
    /// entry: 2 when it is not said, below a heading. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut columns, mut heading_rows) = (Columns::default(), 1);
        for piece in text.split(',') {
            let (name, number) = piece.split_once('=')?;
            let place = number.trim().parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < MAX_COLUMNS)?;
            let column = match name.trim() {
                "from" => {
                    heading_rows = place;
                    continue;
                }
                "secret" => &mut columns.secret,
                "issuer" => &mut columns.issuer,
                "account" => &mut columns.account,
                "type" => &mut columns.kind,
                "digits" => &mut columns.digits,
                "period" => &mut columns.period,
                "counter" => &mut columns.counter,
                "algorithm" => &mut columns.algorithm,
                "group" => &mut columns.group,
                "note" => &mut columns.note,
                _ => return None,
            };
            *column = Some(place);
        }
        columns.secret.is_some().then_some(Self { columns, heading_rows })
    }
}

/// Reads a file as a table with these columns, whatever it looks like.
///
/// # Errors
/// [`OpenError::NotRecognised`] when it is no text, [`OpenError::TooLarge`] beyond the limits.
pub fn read_table_as(columns: &TableColumns, source: Source<'_>) -> Result<Import, Failure> {
    let format = &super::FORMAT;
    let read = || -> Result<Contents, OpenError> {
        let probe = Probe::new(source)?;
        let text = probe.text().ok_or(OpenError::NotRecognised)?;
        let rows = rows(text, delimiter(text)).ok_or(OpenError::TooLarge)?;
        let mut contents = read_rows(&columns.columns, rows.get(columns.heading_rows..).unwrap_or_default());
        contents.limit();
        Ok(contents)
    };
    read().map(|contents| Import { format, contents }).map_err(|error| Failure { format: Some(format), error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Credentials, read};

    const TABLE: &str = "Konto|Dienst;Wofür;Wert\nmara;Tern;MZXW6YTB\n;;\nolu;Pier;otpauth://hotp/x?secret=MZXW6YTB&counter=3\nana;Dock;\n";

    fn names(columns: &str, table: &str) -> Vec<(String, String)> {
        let columns = TableColumns::parse(columns).unwrap();
        let contents = read_table_as(&columns, Source { name: "x.csv", bytes: table.as_bytes() }).unwrap().contents;
        contents.entries().map(|entry| (entry.issuer.clone(), entry.account.clone())).collect()
    }

    #[test]
    fn a_table_that_says_nothing_is_read_by_numbers() {
        let (unlinked, _) = TABLE.split_once("\n;;").unwrap();
        assert!(read(Source { name: "x.csv", bytes: unlinked.as_bytes() }, &Credentials::default()).is_err());
        let both = [("Tern".to_owned(), "mara".to_owned()), ("Pier".to_owned(), "x".to_owned())];
        assert_eq!(names("secret=3,issuer=2,account=1", TABLE), both);
        assert_eq!(names(" account=1, secret=3,issuer=2,from=3", TABLE), both[1..]);
        let (_, below) = TABLE.split_once('\n').unwrap();
        assert_eq!(names("secret=3,issuer=2,account=1,from=1", below), both);
        assert!(names("secret=9", TABLE).is_empty());
    }

    #[test]
    fn what_is_no_assignment() {
        for text in ["", "secret", "secret=0", "secret=x", "secret=257", "issuer=1", "secret=1,colour=2", "secret=1,"] {
            assert_eq!(TableColumns::parse(text), None, "{text}");
        }
    }
}
