//! The vault file, format 1: header, header MAC, sealed payload, digest (docs/vault-format.md).
//!
//! Invariant: nothing is allocated by a length that a file claims before that length is held against the file's
//! own size, and the header is believed only after its MAC.

use crate::error::OpenError;
use crate::keys::{self, Keys, NONCE, TAG};
use crate::slot::{SLOTS_LIMIT, Slot, take};
use sha2::{Digest, Sha256};
use watchword_secret::make_random;
use zeroize::Zeroizing;

/// Detects damage by text conversion, as PNG's signature does.
pub(crate) const MAGIC: [u8; 8] = *b"WVLT\r\n\x1a\0";
/// Largest file that is read or written, in bytes.
pub(crate) const FILE_LIMIT: u64 = 64 << 20;
/// Length of the digest at the end.
pub(crate) const DIGEST: usize = 32;
const HEADER_LIMIT: usize = 64 << 10;
const MAJOR: u16 = 1;
const MINOR: u16 = 0;
const SUITE: u16 = 1;
const PREAMBLE: usize = 16;
const MAC: usize = 32;
const CRITICAL: u16 = 0x8000;

const TAG_VAULT_ID: u16 = CRITICAL | 1;
const TAG_EPOCH: u16 = CRITICAL | 2;
const TAG_REVISION: u16 = CRITICAL | 3;
const TAG_SUITE: u16 = CRITICAL | 4;
const TAG_SLOT: u16 = CRITICAL | 5;

/// What a vault file says in clear, all of it under the header MAC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) minor: u16,
    pub(crate) vault_id: [u8; 16],
    pub(crate) epoch: u32,
    pub(crate) revision: u64,
    pub(crate) slots: Vec<Slot>,
    /// Records of newer versions: tag and value, in the file's order.
    pub(crate) unknown: Vec<(u16, Vec<u8>)>,
}

impl Header {
    pub(crate) fn new(vault_id: [u8; 16], epoch: u32, slots: Vec<Slot>) -> Self {
        Self { minor: MINOR, vault_id, epoch, revision: 1, slots, unknown: Vec::new() }
    }

    /// Whether it has records that a writer must understand and this one does not.
    pub(crate) fn has_unknown_critical(&self) -> bool {
        self.unknown.iter().any(|(tag, _)| tag & CRITICAL != 0)
    }

    fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(1_024);
        write_record(&mut out, TAG_VAULT_ID, &self.vault_id);
        write_record(&mut out, TAG_EPOCH, &self.epoch.to_le_bytes());
        write_record(&mut out, TAG_REVISION, &self.revision.to_le_bytes());
        write_record(&mut out, TAG_SUITE, &SUITE.to_le_bytes());
        let mut slot_bytes = Vec::new();
        for slot in &self.slots {
            slot_bytes.clear();
            slot.write(&mut slot_bytes);
            write_record(&mut out, TAG_SLOT, &slot_bytes);
        }
        for (tag, value) in &self.unknown {
            write_record(&mut out, *tag, value);
        }
        out
    }

    fn read(minor: u16, records: &[u8]) -> Result<Self, OpenError> {
        let (mut vault_id, mut epoch, mut revision, mut suite) = (None, None, None, None);
        let (mut slots, mut unknown) = (Vec::new(), Vec::new());
        let mut rest = records;
        while !rest.is_empty() {
            let (tag, value) = read_record(&mut rest).ok_or(OpenError::Malformed)?;
            match tag {
                TAG_VAULT_ID => put_once(&mut vault_id, value)?,
                TAG_EPOCH => put_once(&mut epoch, value)?,
                TAG_REVISION => put_once(&mut revision, value)?,
                TAG_SUITE => put_once(&mut suite, value)?,
                TAG_SLOT if slots.len() < SLOTS_LIMIT => slots.push(Slot::read(value).ok_or(OpenError::Malformed)?),
                TAG_SLOT => return Err(OpenError::Malformed),
                other => unknown.push((other, value.to_vec())),
            }
        }
        if suite.map(u16::from_le_bytes).ok_or(OpenError::Malformed)? != SUITE {
            return Err(OpenError::UnknownSuite);
        }
        Ok(Self {
            minor,
            vault_id: vault_id.ok_or(OpenError::Malformed)?,
            epoch: epoch.map(u32::from_le_bytes).ok_or(OpenError::Malformed)?,
            revision: revision.map(u64::from_le_bytes).ok_or(OpenError::Malformed)?,
            slots,
            unknown,
        })
    }
}

/// Appends a record: tag, length, value.
pub(crate) fn write_record(out: &mut Vec<u8>, tag: u16, value: &[u8]) {
    out.extend_from_slice(&tag.to_le_bytes());
    out.extend_from_slice(&u32::try_from(value.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(value);
}

/// Takes one record off `rest`; `None` when it is cut short.
pub(crate) fn read_record<'a>(rest: &mut &'a [u8]) -> Option<(u16, &'a [u8])> {
    let tag = u16::from_le_bytes(take(rest)?);
    let length = usize::try_from(u32::from_le_bytes(take(rest)?)).ok()?;
    let (value, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some((tag, value))
}

fn put_once<const N: usize>(place: &mut Option<[u8; N]>, value: &[u8]) -> Result<(), OpenError> {
    let value = value.try_into().map_err(|_| OpenError::Malformed)?;
    if place.replace(value).is_some() { Err(OpenError::Malformed) } else { Ok(()) }
}

/// A vault file whose digest fits and whose structure was understood. Nothing in it is believed yet.
pub(crate) struct Container {
    bytes: Zeroizing<Vec<u8>>,
    pub(crate) header: Header,
    pub(crate) digest: [u8; DIGEST],
    mac_at: usize,
    payload_at: usize,
}

impl Container {
    /// Checks the digest and reads the outer structure.
    pub(crate) fn read(bytes: Vec<u8>) -> Result<Self, OpenError> {
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > FILE_LIMIT {
            return Err(OpenError::TooLarge);
        }
        if !bytes.starts_with(&MAGIC) {
            return Err(if bytes.is_empty() { OpenError::Damaged } else { OpenError::NotAVault });
        }
        let (content, digest) = bytes.split_last_chunk::<DIGEST>().ok_or(OpenError::Damaged)?;
        let digest = *digest;
        if <[u8; DIGEST]>::from(Sha256::digest(content)) != digest {
            return Err(OpenError::Damaged);
        }
        Self::read_hashed(bytes, digest)
    }

    /// Reads the outer structure of a file whose digest is known already.
    pub(crate) fn read_hashed(bytes: Vec<u8>, digest: [u8; DIGEST]) -> Result<Self, OpenError> {
        let bytes = Zeroizing::new(bytes);
        let content = bytes.len().checked_sub(DIGEST).and_then(|end| bytes.get(..end)).ok_or(OpenError::Damaged)?;
        let mut rest = content.get(MAGIC.len()..).unwrap_or_default();
        let major = take(&mut rest).map(u16::from_le_bytes).ok_or(OpenError::Malformed)?;
        let minor = take(&mut rest).map(u16::from_le_bytes).ok_or(OpenError::Malformed)?;
        if major != MAJOR {
            return Err(if major > MAJOR { OpenError::Newer { major } } else { OpenError::Malformed });
        }
        let length = take(&mut rest).map(u32::from_le_bytes).ok_or(OpenError::Malformed)?;
        let length = usize::try_from(length).map_err(|_| OpenError::Malformed)?;
        if length > HEADER_LIMIT {
            return Err(OpenError::Malformed);
        }
        let (records, mut rest) = rest.split_at_checked(length).ok_or(OpenError::Malformed)?;
        let header = Header::read(minor, records)?;
        let _mac: [u8; MAC] = take(&mut rest).ok_or(OpenError::Malformed)?;
        let _nonce: [u8; NONCE] = take(&mut rest).ok_or(OpenError::Malformed)?;
        let sealed_length = take(&mut rest).map(u64::from_le_bytes).ok_or(OpenError::Malformed)?;
        if usize::try_from(sealed_length) != Ok(rest.len()) || rest.len() < TAG {
            return Err(OpenError::Malformed);
        }
        let mac_at = PREAMBLE + length;
        let payload_at = mac_at + MAC + NONCE + 8;
        Ok(Self { bytes, header, digest, mac_at, payload_at })
    }

    /// Believes the header and decrypts the payload in place, given the right keys.
    pub(crate) fn open(mut self, keys: &Keys) -> Result<Opened, OpenError> {
        if keys.vault_id != self.header.vault_id || keys.epoch != self.header.epoch {
            return Err(OpenError::OtherKeys);
        }
        let (covered, rest) = self.bytes.split_at_checked(self.mac_at).ok_or(OpenError::Malformed)?;
        let mac = rest.first_chunk::<MAC>().ok_or(OpenError::Malformed)?;
        if !watchword_secret::equal(&keys.mac("header", covered), mac) {
            return Err(OpenError::Altered);
        }
        let end = self.bytes.len().saturating_sub(DIGEST + TAG);
        let (start, sealed) = self.bytes.split_at_mut_checked(self.payload_at).ok_or(OpenError::Malformed)?;
        let nonce = start.get(self.mac_at + MAC..).and_then(|rest| rest.first_chunk()).ok_or(OpenError::Malformed)?;
        let (body, after) =
            sealed.split_at_mut_checked(end.saturating_sub(self.payload_at)).ok_or(OpenError::Malformed)?;
        let tag = after.first_chunk().ok_or(OpenError::Malformed)?;
        keys::open(&keys.derive("payload"), nonce, start, body, tag).ok_or(OpenError::Altered)?;
        Ok(Opened { header: self.header, digest: self.digest, bytes: self.bytes, from: self.payload_at, to: end })
    }
}

/// An authentic vault file with its payload in clear.
pub(crate) struct Opened {
    pub(crate) header: Header,
    pub(crate) digest: [u8; DIGEST],
    bytes: Zeroizing<Vec<u8>>,
    from: usize,
    to: usize,
}

impl Opened {
    /// The padded payload.
    pub(crate) fn payload(&self) -> &[u8] {
        self.bytes.get(self.from..self.to).unwrap_or_default()
    }
}

/// A vault file and its digest.
pub(crate) type Sealed = (Vec<u8>, [u8; DIGEST]);

/// Seals `payload` (already padded) into a vault file; `None` when it would be over a limit.
pub(crate) fn seal(
    header: &Header,
    keys: &Keys,
    payload: &[u8],
) -> Result<Option<Sealed>, watchword_secret::RandomFailed> {
    let records = header.write();
    let total = PREAMBLE + records.len() + MAC + NONCE + 8 + payload.len() + TAG + DIGEST;
    if records.len() > HEADER_LIMIT || u64::try_from(total).unwrap_or(u64::MAX) > FILE_LIMIT {
        return Ok(None);
    }
    let nonce: [u8; NONCE] = make_random()?;
    let mut file = Vec::with_capacity(total);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&MAJOR.to_le_bytes());
    file.extend_from_slice(&header.minor.to_le_bytes());
    file.extend_from_slice(&u32::try_from(records.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.extend_from_slice(&records);
    let mac = keys.mac("header", &file);
    file.extend_from_slice(&mac);
    file.extend_from_slice(&nonce);
    file.extend_from_slice(&u64::try_from(payload.len() + TAG).unwrap_or(u64::MAX).to_le_bytes());
    let payload_at = file.len();
    file.extend_from_slice(payload);
    let (start, body) = file.split_at_mut(payload_at);
    let Some(tag) = keys::seal(&keys.derive("payload"), &nonce, start, body) else { return Ok(None) };
    file.extend_from_slice(&tag);
    let digest: [u8; DIGEST] = Sha256::digest(&file).into();
    file.extend_from_slice(&digest);
    Ok(Some((file, digest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(header: &Header, keys: &Keys) -> Vec<u8> {
        seal(header, keys, b"payload").unwrap().unwrap().0
    }

    #[test]
    fn a_file_reads_back_with_all_it_held() {
        let keys = Keys::make([1; 16], 2).unwrap();
        let mut header = Header::new([1; 16], 2, vec![Slot::read(&[9; 30]).unwrap()]);
        header.minor = 7;
        header.unknown = vec![(0x0101, b"keep me".to_vec()), (0x0102, Vec::new())];
        let container = Container::read(sealed(&header, &keys)).unwrap();
        let opened = container.open(&keys).unwrap();
        assert_eq!((opened.payload(), &opened.header), (&b"payload"[..], &header));
        assert!(!header.has_unknown_critical());
    }

    #[test]
    fn a_critical_record_of_a_newer_version_is_noticed() {
        let keys = Keys::make([1; 16], 2).unwrap();
        let mut header = Header::new([1; 16], 2, Vec::new());
        header.unknown = vec![(CRITICAL | 0x101, Vec::new())];
        assert!(Container::read(sealed(&header, &keys)).unwrap().header.has_unknown_critical());
    }

    #[test]
    fn seventeen_slots_are_refused_and_sixteen_are_read() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let slot = Slot::read(&[9; 30]).unwrap();
        let with = |count| Container::read(sealed(&Header::new([1; 16], 1, vec![slot.clone(); count]), &keys));
        assert_eq!(with(16).map(|read| read.header.slots.len()).ok(), Some(16));
        assert_eq!(with(17).err(), Some(OpenError::Malformed));
    }

    #[test]
    fn a_newer_major_version_is_named() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let mut file = sealed(&Header::new([1; 16], 1, Vec::new()), &keys);
        file[8] = 2;
        let length = file.len();
        let digest = Sha256::digest(&file[..length - DIGEST]);
        file[length - DIGEST..].copy_from_slice(&digest);
        assert_eq!(Container::read(file).err(), Some(OpenError::Newer { major: 2 }));
    }

    /// The plaintext is copied into the file buffer once, so it must not be moved while it is still readable.
    #[test]
    fn the_file_buffer_has_its_final_size_from_the_start() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let file = sealed(&Header::new([1; 16], 1, Vec::new()), &keys);
        assert_eq!(file.len(), file.capacity());
    }
}
