//! Zip archives: names without a password, members within limits.

use std::io::{Cursor, Read};

use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;
use zip::{ZipArchive, read::ZipReadOptions, result::ZipError};

use super::text::WINDOWS_1252;
use crate::OpenError;

/// The most members of an archive.
const MAX_MEMBERS: usize = 2_000;
/// The most bytes that all members together unpack to.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The most times that a member may be larger than it is packed.
const MAX_RATIO: u64 = 200;

/// A zip archive, as far as its directory tells.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    /// Its files, without folders, in the order of the directory.
    pub(crate) members: Vec<Member>,
}

/// A file in an archive.
pub(crate) struct Member {
    index: usize,
    /// Its path as the archive gives it.
    pub(crate) path: String,
    /// Whether it needs a password.
    pub(crate) is_encrypted: bool,
}

impl Member {
    /// The name without folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl<'a> Archive<'a> {
    /// Reads the directory; `None` when the bytes do not begin like an archive or have no directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
            return None;
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let members = (0..archive.len().min(MAX_MEMBERS + 1)).filter_map(|index| {
            let entry = archive.by_index_data(index).ok()?;
            let path = entry.name().ok()?.into_owned();
            (!entry.is_dir()).then(|| Member { index, path, is_encrypted: entry.encrypted() })
        });
        Some(Self { bytes, members: members.collect() })
    }

    /// Whether there are more members than are read.
    pub(crate) fn is_too_large(&self) -> bool {
        self.members.len() > MAX_MEMBERS
    }

    /// The first member of this name in whatever folder; upper and lower case are alike.
    pub(crate) fn find(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name().eq_ignore_ascii_case(name))
    }

    /// Unpacks a member. A password is tried as UTF-8, then as Windows-1252, which old programs used.
    pub(crate) fn read(&self, member: &Member, password: Option<&SecretText>) -> Result<SecretBytes, OpenError> {
        if !member.is_encrypted {
            return self.unpack(member, None);
        }
        let password = password.ok_or(OpenError::PasswordNeeded)?.expose();
        match (self.unpack(member, Some(password.as_bytes())), windows_1252(password)) {
            (Err(OpenError::WrongPassword), Some(other)) => self.unpack(member, Some(&other)),
            (answer, _) => answer,
        }
    }

    fn unpack(&self, member: &Member, password: Option<&[u8]>) -> Result<SecretBytes, OpenError> {
        let mut archive = ZipArchive::new(Cursor::new(self.bytes)).map_err(|_| OpenError::damaged("archive"))?;
        let options = ZipReadOptions::new().password(password);
        let mut file = archive.by_index_with_options(member.index, options).map_err(|error| open_error(&error))?;
        let limit = file.compressed_size().saturating_mul(MAX_RATIO).saturating_add(4096).min(MAX_BYTES);
        if file.size() > limit {
            return Err(OpenError::TooLarge);
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(file.size()).unwrap_or(0)));
        let read = file.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes);
        // With the password proven by its check bytes, what does not unpack is damage or a chance hit.
        let damage = if password.is_some() { OpenError::WrongPasswordOrDamaged } else { OpenError::damaged("archive") };
        read.map_err(|_| damage)?;
        if bytes.len() as u64 > limit {
            return Err(OpenError::TooLarge);
        }
        Ok(SecretBytes::new(std::mem::take(&mut *bytes)))
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum may grow; whatever comes is damage")]
fn open_error(error: &ZipError) -> OpenError {
    match error {
        ZipError::InvalidPassword => OpenError::WrongPassword,
        _ => OpenError::damaged("archive"),
    }
}

/// The password in Windows-1252; `None` when it is ASCII (the same bytes) or has characters that are not in it.
fn windows_1252(password: &str) -> Option<Zeroizing<Vec<u8>>> {
    if password.is_ascii() {
        return None;
    }
    let byte = |c: char| match WINDOWS_1252.iter().position(|high| *high == c) {
        Some(place) => u8::try_from(place + 0x80).ok(),
        None => u8::try_from(c).ok().filter(|byte| !(0x80..0xa0).contains(byte)),
    };
    password.chars().map(byte).collect::<Option<Vec<u8>>>().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_of_old_programs() {
        assert!(windows_1252("abc").is_none());
        assert!(windows_1252("海").is_none());
        assert_eq!(windows_1252("ü€").unwrap().as_slice(), [0xfc, 0x80]);
    }

    #[test]
    fn what_is_no_archive() {
        assert!(Archive::open(b"PK\x03\x04").is_none());
        assert!(Archive::open(b"").is_none());
    }
}
