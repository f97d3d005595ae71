//! Tables of comma-separated values: RFC 4180 quoting, any line ends, three delimiters.

use csv::{ByteRecord, ReaderBuilder};
use zeroize::Zeroizing;

use crate::OpenError;

/// The most rows of a table.
const MAX_ROWS: usize = 100_000;
/// The most cells of a row.
const MAX_CELLS: usize = 256;
/// The longest cell, in bytes.
const MAX_CELL_BYTES: usize = 1 << 20;

/// A cell: it may hold a password.
pub(crate) type Cell = Zeroizing<String>;

/// The rows of a table, its heading included; rows without text are left out.
///
/// # Errors
/// [`OpenError::TooLarge`] beyond the limits.
pub(crate) fn rows(text: &str, delimiter: u8) -> Result<Vec<Vec<Cell>>, OpenError> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    while reader.read_byte_record(&mut record).map_err(|_| OpenError::damaged("table"))? {
        if rows.len() == MAX_ROWS || record.len() > MAX_CELLS || record.iter().any(|cell| cell.len() > MAX_CELL_BYTES) {
            return Err(OpenError::TooLarge);
        }
        if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            rows.push(record.iter().map(|cell| Zeroizing::new(String::from_utf8_lossy(cell).into_owned())).collect());
        }
    }
    Ok(rows)
}

/// The first row of a table with text in it.
pub(crate) fn heading(text: &str) -> Option<Vec<String>> {
    let text = text.trim_start();
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let is_there = reader.read_byte_record(&mut record).ok()?;
    let is_small = record.len() <= MAX_CELLS && record.iter().all(|cell| cell.len() <= 1024);
    (is_there && is_small).then(|| record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect())
}

/// The delimiter of a table: the most frequent of `,`, `;` and TAB in its first line, the comma on a tie.
pub(crate) fn delimiter(text: &str) -> u8 {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let count = |wanted: u8| line.bytes().filter(|byte| *byte == wanted).count();
    [b';', b'\t'].into_iter().fold(b',', |best, other| if count(other) > count(best) { other } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = rows(text, delimiter(text)).unwrap();
        rows.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect()
    }

    #[test]
    fn quotes_line_ends_and_delimiters() {
        for text in ["a,b\r\n\"1\n2\",\"x\"\"y\"\r\n", "a;b\n\"1\n2\";\"x\"\"y\"", "a\tb\r\r\"1\n2\"\t\"x\"\"y\"\r"] {
            assert_eq!(texts(text), [["a", "b"], ["1\n2", "x\"y"]], "{text:?}");
        }
        assert_eq!(texts("a,b\n,\n  \n1"), [vec!["a", "b"], vec!["1"]]);
    }

    #[test]
    fn limits_hold() {
        assert_eq!(rows(&"a\n".repeat(MAX_ROWS + 1), b',').err(), Some(OpenError::TooLarge));
        assert_eq!(rows(&",".repeat(MAX_CELLS), b',').err(), Some(OpenError::TooLarge));
        assert_eq!(rows(&"a".repeat(MAX_CELL_BYTES + 1), b',').err(), Some(OpenError::TooLarge));
    }
}
