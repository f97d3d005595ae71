//! Earlier revisions: which are kept, and how they are named.

use crate::container::DIGEST;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::{Display, Formatter};
use std::str::FromStr;

const NEWEST: usize = 10;
const DAYS: usize = 14;
const MONTHS: usize = 12;
const NEVER_BELOW: usize = 3;
/// Most bytes that the ring may hold, the last three revisions apart.
const BYTES: u64 = 64 << 20;
const DAY_MS: u64 = 86_400_000;

/// End of the names of vault files.
pub(crate) const VAULT_END: &str = ".wv";

/// Names one saved revision: its number and the first bytes of its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId {
    /// Number of the revision.
    pub revision: u64,
    digest: [u8; 4],
}

/// A text that names no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a version")]
pub struct NotAVersion;

impl VersionId {
    pub(crate) fn new(revision: u64, digest: &[u8; DIGEST]) -> Self {
        Self { revision, digest: digest.first_chunk().copied().unwrap_or_default() }
    }

    /// Name of its file in the ring.
    pub(crate) fn file_name(&self) -> String {
        format!("{:010}-{:08x}.wv", self.revision, u32::from_be_bytes(self.digest))
    }

    /// The version that a ring file of this name holds.
    pub(crate) fn of_file_name(name: &str) -> Option<Self> {
        name.strip_suffix(VAULT_END)?.parse().ok().filter(|id: &Self| id.file_name() == name)
    }
}

impl Display for VersionId {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:08x}", self.revision, u32::from_be_bytes(self.digest))
    }
}

impl FromStr for VersionId {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let (revision, digest) = text.split_once('-').ok_or(NotAVersion)?;
        let digits = |part: &str, radix| part.chars().all(|digit| digit.is_digit(radix));
        if digest.len() != 8 || !digits(digest, 16) || !digits(revision, 10) {
            return Err(NotAVersion);
        }
        Ok(Self {
            revision: revision.parse().map_err(|_| NotAVersion)?,
            digest: u32::from_str_radix(digest, 16).map_err(|_| NotAVersion)?.to_be_bytes(),
        })
    }
}

/// A file in the ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RingFile {
    pub(crate) id: VersionId,
    pub(crate) modified_ms: u64,
    pub(crate) bytes: u64,
}

/// The files that the ring no longer keeps: all but the last 10, the last of each of 14 days and 12 months, and
/// of those the oldest where they take too much room.
pub(crate) fn superfluous(mut files: Vec<RingFile>) -> Vec<VersionId> {
    files.sort_by_key(|file| Reverse(file.id));
    let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
    let (mut kept, mut bytes) = (0, 0_u64);
    let mut drop = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let day = file.modified_ms / DAY_MS;
        let first_of_day = days.len() < DAYS && days.insert(day);
        let first_of_month = months.len() < MONTHS && months.insert(month_of(day));
        let wanted = at < NEWEST || first_of_day || first_of_month;
        let fits = kept < NEVER_BELOW || bytes.saturating_add(file.bytes) <= BYTES;
        if wanted && fits {
            kept += 1;
            bytes = bytes.saturating_add(file.bytes);
        } else {
            drop.push(file.id);
        }
    }
    drop
}

/// Months since March of year 0 in which `day` (since 1970-01-01) falls: the inverse of the civil calendar, counted
/// in years that begin in March so that the leap day comes last.
fn month_of(day: u64) -> u64 {
    let day = day + 719_468;
    let era = day / 146_097;
    let day_of_era = day % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    (era * 400 + year_of_era) * 12 + (5 * day_of_year + 2) / 153
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(revision: u64, modified_ms: u64, bytes: u64) -> RingFile {
        RingFile { id: VersionId::new(revision, &[7; 32]), modified_ms, bytes }
    }

    fn kept(files: &[RingFile]) -> Vec<u64> {
        let drop = superfluous(files.to_vec());
        files.iter().map(|file| file.id).filter(|id| !drop.contains(id)).map(|id| id.revision).collect()
    }

    #[test]
    fn names_read_back_and_foreign_files_are_left_alone() {
        let id = VersionId::new(42, &[0xab; 32]);
        assert_eq!(id.file_name(), "0000000042-abababab.wv");
        assert_eq!(VersionId::of_file_name(&id.file_name()), Some(id));
        assert_eq!(id.to_string().parse(), Ok(id));
        for name in [
            "",
            "42.wv",
            "42-abababab",
            "42-ababab.wv",
            "42-abababab.wv",
            "x-abababab.wv",
            "+1-abababab.wv",
            "../1-abababab.wv",
        ] {
            assert_eq!(VersionId::of_file_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_busy_day_keeps_ten() {
        let files: Vec<_> = (0..100).map(|at| file(at, at * 1_000, 100)).collect();
        assert_eq!(kept(&files), (90..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_year_of_daily_saves_keeps_days_and_months() {
        let files: Vec<_> = (0..400).map(|at| file(at, at * DAY_MS, 100)).collect();
        let kept = kept(&files);
        assert_eq!(kept.iter().rev().take(14).copied().collect::<Vec<_>>(), (386..400).rev().collect::<Vec<_>>());
        // The last days of 1970's months, from December 1970 back to March, and of 1971's January.
        assert_eq!(&kept[..kept.len() - 14], &[89, 119, 150, 180, 211, 242, 272, 303, 333, 364]);
    }

    #[test]
    fn large_files_leave_three_at_least() {
        let files: Vec<_> = (0..20).map(|at| file(at, at * DAY_MS, 40 << 20)).collect();
        assert_eq!(kept(&files), [17, 18, 19]);
    }
}
