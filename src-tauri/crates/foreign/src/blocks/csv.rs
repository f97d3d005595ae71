//! Tables of comma-separated values, RFC 4180, with the columns named by the first row.

use csv::{ReaderBuilder, StringRecord};

/// The most rows that are read.
const MAX_ROWS: usize = 100_000;
/// The most columns of a row.
const MAX_COLUMNS: usize = 256;
/// The longest cell, in bytes.
const MAX_CELL_BYTES: usize = 1 << 20;

/// A table with a header.
pub(crate) struct Table {
    /// The names of the columns, trimmed.
    pub(crate) header: Vec<String>,
    /// The rows below; blank ones are left out. A row may be shorter or longer than the header.
    pub(crate) rows: Vec<Cells>,
}

/// One row of a table.
pub(crate) struct Cells(StringRecord);

impl Table {
    /// Reads a table; `None` when there is no header, or rows or columns are beyond the limits.
    pub(crate) fn read(text: &str, delimiter: u8) -> Option<Self> {
        let mut rows = rows(text, delimiter)?.into_iter();
        let header = rows.next()?.iter().map(|name| name.trim().to_owned()).collect();
        Some(Self { header, rows: rows.collect() })
    }

    /// The place of the first column of one of these names; upper and lower case are alike.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|column| column.eq_ignore_ascii_case(name)))
    }
}

impl Cells {
    /// The cell of a column; empty when the row ends before it or there is no such column.
    pub(crate) fn get(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.0.get(column)).unwrap_or_default()
    }

    /// Every cell.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter()
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Every row of a table with text in it; `None` beyond the limits.
pub(crate) fn rows(text: &str, delimiter: u8) -> Option<Vec<Cells>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.trim_start().as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let has_text = record.iter().any(|cell| !cell.trim().is_empty());
        let is_too_large = record.len() > MAX_COLUMNS || record.iter().any(|cell| cell.len() > MAX_CELL_BYTES);
        if is_too_large || rows.len() > MAX_ROWS {
            return None;
        }
        if has_text {
            rows.push(Cells(record));
        }
    }
    Some(rows)
}

/// The cells of the first row of a text, which may be the header of a table.
pub(crate) fn first_row(text: &str) -> Option<Vec<String>> {
    let line = text.trim_start().lines().next()?;
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    Some(reader.records().next()?.ok()?.iter().map(|cell| cell.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_line_ends_and_short_rows() {
        let table = Table::read("name,login_totp\r\n\"a \"\"b\"\"\nc\",x,more\r\n\r\nshort\n", b',').unwrap();
        assert_eq!(table.header, ["name", "login_totp"]);
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0].get(table.column(&["NAME"])), "a \"b\"\nc");
        assert_eq!(table.rows[0].len(), 3);
        assert_eq!(table.rows[1].get(table.column(&["login_totp"])), "");
        assert_eq!(table.rows[1].get(None), "");
    }

    #[test]
    fn limits_hold() {
        assert!(rows(&"a\n".repeat(MAX_ROWS + 1), b',').is_some());
        for text in ["a\n".repeat(MAX_ROWS + 2), ",".repeat(MAX_COLUMNS), "a".repeat(MAX_CELL_BYTES + 1)] {
            assert!(rows(&text, b',').is_none());
        }
    }
}
