//! `SQLite` databases, opened in memory and for reading only.

use rusqlite::{Connection, MAIN_DB, config::DbConfig, types::ValueRef};
use zeroize::Zeroizing;

use super::{field::Field, sqlite_log};
use crate::OpenError;

/// What every database begins with.
pub(crate) const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The most rows of a table that are read.
pub(crate) const MAX_ROWS: usize = 10_000;

/// A database in memory.
pub(crate) struct Database(Connection);

/// The rows of a table with the names of its columns.
pub(crate) struct Rows {
    columns: Vec<String>,
    /// The rows in the order asked for.
    pub(crate) rows: Vec<Vec<Value>>,
}

/// A value of a database.
pub(crate) enum Value {
    /// No value.
    Null,
    /// A whole number.
    Whole(i64),
    /// A number with a point.
    Real(f64),
    /// A text.
    Text(Zeroizing<String>),
    /// Bytes.
    Blob(Zeroizing<Vec<u8>>),
}

impl Database {
    /// Opens the bytes of a database, with the log beside it when there is one. A database of a phone that was in use
    /// may be in WAL mode, which cannot be opened in memory: the copy's header is set back, and `true` tells that the
    /// newest changes may be missing, because they stand in a log that is not there or does not fit.
    pub(crate) fn open(bytes: &[u8], log: Option<&[u8]>) -> Result<(Self, bool), OpenError> {
        let damaged = |_| OpenError::damaged("database");
        let applied = log.and_then(|log| sqlite_log::apply(bytes, log));
        let mut is_behind = applied.is_none();
        let mut copy = applied.unwrap_or_else(|| Zeroizing::new(bytes.to_vec()));
        if is_cut(&copy) {
            return Err(OpenError::damaged("database"));
        }
        if let Some(versions @ &mut [2, 2]) = copy.get_mut(18..20) {
            versions.fill(1);
        } else {
            is_behind = false;
        }
        let mut connection = Connection::open_in_memory().map_err(damaged)?;
        connection.deserialize_read_exact(MAIN_DB, copy.as_slice(), copy.len(), true).map_err(damaged)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(damaged)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false).map_err(damaged)?;
        connection.pragma_update(None, "query_only", true).map_err(damaged)?;
        Ok((Self(connection), is_behind))
    }

    /// Whether the list of tables can be read at all.
    pub(crate) fn is_readable(&self) -> bool {
        self.0.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0)).is_ok()
    }

    /// The names of the columns of a table, in lower case; none when there is no such table.
    pub(crate) fn columns(&self, table: &str) -> Vec<String> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.0.prepare("SELECT lower(name) FROM pragma_table_info(?1)")?;
            statement.query_map([table], |row| row.get(0))?.collect()
        };
        read().unwrap_or_default()
    }

    /// Whether a table has all of these columns, given in lower case.
    pub(crate) fn has(&self, table: &str, columns: &[&str]) -> bool {
        let there = self.columns(table);
        columns.iter().all(|column| there.iter().any(|name| name == column))
    }

    /// The rows of a table, at most [`MAX_ROWS`]. `table` and `order` are ours, never the file's.
    pub(crate) fn rows(&self, table: &'static str, order: &'static str) -> Result<Rows, OpenError> {
        let columns = self.columns(table);
        let sql = format!("SELECT * FROM \"{table}\" ORDER BY {order} LIMIT {MAX_ROWS}");
        self.query(&sql, columns.len()).map(|rows| Rows { columns, rows }).map_err(|_| OpenError::damaged("database"))
    }

    /// The rows of a query. The names of its columns are not asked for: the library stops the program at one that is
    /// not UTF-8, which a damaged schema can have.
    fn query(&self, sql: &str, width: usize) -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = self.0.prepare(sql)?;
        let width = width.min(statement.column_count());
        let read = |row: &rusqlite::Row<'_>| (0..width).map(|place| Ok(Value::of(row.get_ref(place)?))).collect();
        statement.query_map([], read)?.collect()
    }
}

/// Whether a database ends before its last page. The library takes what is missing for empty, and rows would be lost
/// without a word.
fn is_cut(bytes: &[u8]) -> bool {
    let number = |place: usize| bytes.get(place..)?.first_chunk().map(|number| u32::from_be_bytes(*number));
    let page = bytes.get(16..).and_then(|rest| rest.first_chunk()).map(|size| u16::from_be_bytes(*size));
    // 1 stands for 65,536. The number of pages counts when it was written by the last program that wrote.
    let page = page.map_or(0, |size| if size == 1 { 65_536 } else { usize::from(size) });
    let is_counted = number(24) == number(92);
    let pages = number(28).and_then(|pages| usize::try_from(pages).ok()).unwrap_or_default();
    is_counted && pages.saturating_mul(page) > bytes.len()
}

impl Rows {
    /// The value of a column, given in lower case, in one of the rows; nothing when there is no such column.
    pub(crate) fn get<'a>(&self, row: &'a [Value], column: &str) -> Option<&'a Value> {
        let place = self.columns.iter().position(|name| name == column)?;
        row.get(place)
    }

    /// The same as a field of an entry.
    pub(crate) fn field<'a>(&self, row: &'a [Value], column: &str) -> Field<'a> {
        self.get(row, column).map_or(Field::Missing, Value::as_field)
    }

    /// The text of a column, empty when there is none.
    pub(crate) fn text<'a>(&self, row: &'a [Value], column: &str) -> &'a str {
        self.field(row, column).text().unwrap_or_default()
    }
}

impl Value {
    fn of(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Whole(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(bytes) => Self::Text(Zeroizing::new(String::from_utf8_lossy(bytes).into_owned())),
            ValueRef::Blob(bytes) => Self::Blob(Zeroizing::new(bytes.to_vec())),
        }
    }

    /// The value as a field of an entry.
    pub(crate) fn as_field(&self) -> Field<'_> {
        match self {
            Self::Null => Field::Missing,
            Self::Whole(number) => Field::Whole((*number).into()),
            Self::Real(number) => Field::Float(*number),
            Self::Text(text) => Field::Text(text),
            Self::Blob(_) => Field::Other,
        }
    }

    /// The bytes, when it is a blob.
    pub(crate) fn as_blob(&self) -> Option<&[u8]> {
        match self {
            Self::Blob(bytes) => Some(bytes),
            Self::Null | Self::Whole(_) | Self::Real(_) | Self::Text(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_column_that_is_no_text_is_not_a_panic() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE accounts (email TEXT, secret TEXT); INSERT INTO accounts VALUES (1, 2);")
            .unwrap();
        let mut bytes = connection.serialize(MAIN_DB).unwrap().to_vec();
        let place = bytes.windows(5).position(|window| window == b"email").unwrap();
        bytes[place] = 0xff;
        let (database, _) = Database::open(&bytes, None).unwrap();
        assert!(database.columns("accounts").is_empty());
        assert!(database.rows("accounts", "rowid").is_ok_and(|rows| rows.get(&[], "secret").is_none()));
    }

    #[test]
    fn a_database_that_ends_early_is_damage() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE a (b); CREATE TABLE accounts (email TEXT);").unwrap();
        let bytes = connection.serialize(MAIN_DB).unwrap().to_vec();
        assert!(Database::open(&bytes, None).is_ok_and(|(database, _)| database.is_readable()));
        for length in [100, 1000, 5000, bytes.len() - 1] {
            for version in [1, 2] {
                let mut cut = bytes[..length].to_vec();
                cut[18..20].fill(version);
                let answer = Database::open(&cut, None);
                assert!(answer.is_err_and(|error| error == OpenError::damaged("database")), "{length} {version}");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_database_are_damage() {
        for bytes in [&b""[..], MAGIC, &[MAGIC.as_slice(), &[0; 500]].concat()] {
            let database = Database::open(bytes, None);
            assert!(database.is_err() || database.is_ok_and(|(database, _)| database.columns("accounts").is_empty()));
        }
    }
}
