//! The write-ahead log that lies beside a database in use (`-wal`): its pages put into the database, as the format is
//! described in "WAL-mode File Format" of the documentation of `SQLite`.

use zeroize::Zeroizing;

use crate::probe::MAX_FILE_BYTES;

/// The first three bytes of the two marks; the last one tells how the check sums are counted.
const MAGIC: [u8; 3] = [0x37, 0x7f, 0x06];
const LITTLE_ENDIAN_SUMS: u8 = 0x82;
const BIG_ENDIAN_SUMS: u8 = 0x83;
const HEADER_BYTES: usize = 32;
const FRAME_BYTES: usize = 24;
/// Where the database's own header has the number of its pages.
const PAGES_PLACE: std::ops::Range<usize> = 28..32;

/// Whether a file begins like such a log.
pub(crate) fn is_log(bytes: &[u8]) -> bool {
    let mark = bytes.first_chunk::<4>().copied();
    mark.is_some_and(|[a, b, c, sums]| [a, b, c] == MAGIC && matches!(sums, LITTLE_ENDIAN_SUMS | BIG_ENDIAN_SUMS))
}

/// The database as it is after the last change in its log that was finished. `None` when the log is damaged or does not
/// fit the database; a log that says nothing new gives the database as it was.
pub(crate) fn apply(database: &[u8], log: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if log.is_empty() {
        return Some(Zeroizing::new(database.to_vec()));
    }
    let header = log.first_chunk::<HEADER_BYTES>().filter(|_| is_log(log))?;
    let page_bytes = usize::try_from(number(header, 8)?).ok()?;
    if page_bytes != page_bytes_of(database)? {
        return None;
    }
    let sums = Sums { is_big_endian: header.get(3) == Some(&BIG_ENDIAN_SUMS) };
    let mut sum = sums.of((0, 0), header.get(..24)?);
    if (number(header, 24)?, number(header, 28)?) != sum {
        return None;
    }
    // Pages of a change that is not finished yet; only a finished one counts.
    let (mut pending, mut finished) = (Vec::new(), Vec::new());
    let mut pages = None;
    for frame in log.get(HEADER_BYTES..)?.chunks_exact(FRAME_BYTES + page_bytes) {
        let (head, page) = frame.split_at_checked(FRAME_BYTES)?;
        // Behind the last frame of this run stand those of an older one.
        let is_of_this_run = head.get(8..16) == header.get(16..24);
        sum = sums.of(sums.of(sum, head.get(..8)?), page);
        if !is_of_this_run || (number(head, 16)?, number(head, 20)?) != sum {
            break;
        }
        pending.push((number(head, 0)?, page));
        let size = number(head, 4)?;
        if size > 0 {
            finished.append(&mut pending);
            pages = Some(size);
        }
    }
    let Some(pages) = pages else { return Some(Zeroizing::new(database.to_vec())) };
    let bytes = usize::try_from(pages).ok()?.checked_mul(page_bytes).filter(|bytes| *bytes <= MAX_FILE_BYTES)?;
    let mut whole = Zeroizing::new(Vec::with_capacity(bytes));
    whole.extend_from_slice(database.get(..bytes.min(database.len()))?);
    whole.resize(bytes, 0);
    for (place, page) in finished {
        let start = usize::try_from(place).ok()?.checked_sub(1)?.checked_mul(page_bytes)?;
        // A page beyond the end was let go by a later change.
        if let Some(target) = whole.get_mut(start..start.saturating_add(page_bytes)) {
            target.copy_from_slice(page);
        }
    }
    whole.get_mut(PAGES_PLACE)?.copy_from_slice(&pages.to_be_bytes());
    Some(whole)
}

fn page_bytes_of(database: &[u8]) -> Option<usize> {
    let bytes = u16::from_be_bytes(*database.get(16..)?.first_chunk()?);
    let bytes = if bytes == 1 { 65_536 } else { usize::from(bytes) };
    (bytes.is_power_of_two() && bytes >= 512).then_some(bytes)
}

fn number(bytes: &[u8], place: usize) -> Option<u32> {
    bytes.get(place..)?.first_chunk().copied().map(u32::from_be_bytes)
}

/// How the check sums of a log are counted.
#[derive(Clone, Copy)]
struct Sums {
    is_big_endian: bool,
}

impl Sums {
    /// The check sum after `bytes`, whose length is a multiple of eight, counted on from `sum`.
    fn of(self, sum: (u32, u32), bytes: &[u8]) -> (u32, u32) {
        let read = if self.is_big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
        let (pairs, _) = bytes.as_chunks::<8>();
        pairs.iter().fold(sum, |(first, second), &[a, b, c, d, e, f, g, h]| {
            let first = first.wrapping_add(read([a, b, c, d])).wrapping_add(second);
            (first, second.wrapping_add(read([e, f, g, h])).wrapping_add(first))
        })
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::{
        Credentials, FORMATS, FileWarning, OpenError, Source, Unsupported, blocks::sqlite::Database, read_all,
        read_all_as,
    };

    /// A database in use and its log: one account in the former, two more in the latter.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test that has the library write a log, which it does in a folder only"
    )]
    fn in_use() -> (Vec<u8>, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("databases");
        let connection = Connection::open(&file).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
                 CREATE TABLE accounts (email TEXT, secret TEXT, counter INTEGER, type INTEGER);
                 INSERT INTO accounts VALUES ('Tern:mara', 'MZXW6YTB', 0, 0);
                 PRAGMA wal_checkpoint(TRUNCATE);
                 INSERT INTO accounts VALUES ('Tern:olu', 'MZXW6YTB', 0, 0);
                 INSERT INTO accounts VALUES ('Tern:ana', 'MZXW6YTB', 0, 0);",
            )
            .unwrap();
        let read = |end: &str| std::fs::read(folder.path().join(format!("databases{end}"))).unwrap();
        (read(""), read("-wal"))
    }

    fn rows(database: &[u8], log: Option<&[u8]>) -> (usize, bool) {
        let (database, is_behind) = Database::open(database, log).unwrap();
        (database.rows("accounts", "rowid").unwrap().rows.len(), is_behind)
    }

    #[test]
    fn what_stands_in_the_log_alone_is_read() {
        let (database, log) = in_use();
        assert!(is_log(&log));
        assert_eq!(rows(&database, None), (1, true));
        assert_eq!(rows(&database, Some(&[])), (1, false));
        assert_eq!(rows(&database, Some(&log)), (3, false));
    }

    #[test]
    fn a_database_and_its_log_given_together_are_one_file() {
        let (database, log) = in_use();
        let sources = [("databases-wal", &log), ("databases", &database)].map(|(name, bytes)| Source { name, bytes });
        let format = FORMATS.iter().find(|format| format.id == "google-database").unwrap();
        let none = Credentials::default();
        for answers in [read_all(&sources, &none), read_all_as(format, &sources, &none)] {
            let read = answers.into_iter().map(|import| import.unwrap().contents).collect::<Vec<_>>();
            assert_eq!(read.iter().map(|contents| contents.entries().count()).collect::<Vec<_>>(), [0, 3]);
            assert!(read.iter().all(|contents| contents.warnings.is_empty()));
        }
        let alone = read_all(&sources[..1], &none).remove(0).err().map(|failure| failure.error);
        assert_eq!(alone, Some(OpenError::Unsupported(Unsupported::DatabaseNeeded)));
        let behind = read_all(&sources[1..], &none).remove(0).unwrap().contents;
        assert_eq!(behind.warnings, [FileWarning::NewestChangesMissing]);
    }

    #[test]
    fn a_change_that_is_not_whole_does_not_count() {
        let (database, log) = in_use();
        let cut = log.get(..log.len() - 1).unwrap();
        assert_eq!(rows(&database, Some(cut)), (2, false));
        let mut changed = log.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(rows(&database, Some(&changed)), (2, false));
    }

    #[test]
    fn a_log_of_something_else_is_left_aside() {
        let (database, log) = in_use();
        let mut other = log.clone();
        other[9] ^= 1;
        for log in [&other[..], b"no log", &log[..20]] {
            assert_eq!(rows(&database, Some(log)), (1, true));
        }
    }

    #[test]
    fn no_damage_to_the_log_is_a_panic() {
        let (database, log) = in_use();
        let mut changed = log.clone();
        for (place, byte) in log.iter().enumerate() {
            changed[place] = !byte;
            let _answer = apply(&database, &changed);
            let _answer = apply(&database, &log[..place]);
            changed[place] = *byte;
        }
    }
}
