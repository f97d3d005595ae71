//! The state record of this device: what it saw last, and how it may open the vault without a password.
//!
//! It stands beside the vault as `local.state` and is never copied into a backup. Its first part is under a MAC
//! with a key that only an open vault has; the device slot follows under a MAC of its own, so that it can be
//! dropped while the vault is locked (docs/vault-format.md, State record).

use crate::container::{DIGEST, read_record, write_record};
use crate::keys::Keys;
use crate::slot::{KnownSlot, SLOT_BYTES, SlotKind, take};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use watchword_entry::DeviceId;

const MAGIC: [u8; 8] = *b"WVLS\r\n\x1a\0";
const VERSION: u16 = 1;
/// Accepted files that are remembered.
const ACCEPTED_LIMIT: usize = 64;
const DEVICE_SECTION: usize = SLOT_BYTES + 24 + MAC;
const MAC: usize = 32;
/// How far the clock may run back before it counts as set back: time servers correct by less.
const CLOCK_SLACK_MS: u64 = 120_000;

const TAG_DEVICE: u16 = 1;
const TAG_VAULT_ID: u16 = 2;
const TAG_EPOCH: u16 = 3;
const TAG_REVISION: u16 = 4;
const TAG_SEEN: u16 = 5;
const TAG_VERSION: u16 = 6;
const TAG_ACCEPTED: u16 = 7;

/// Largest state file that is read.
pub(crate) const STATE_LIMIT: u64 = 256 << 10;

/// What this device knows of the vault beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct State {
    pub(crate) device: DeviceId,
    pub(crate) vault_id: [u8; 16],
    pub(crate) epoch: u32,
    /// The highest revision accepted so far.
    pub(crate) revision: u64,
    /// When it was accepted.
    pub(crate) seen_ms: u64,
    pub(crate) versions: BTreeMap<DeviceId, u64>,
    /// Digests of the last accepted files, newest last.
    pub(crate) accepted: Vec<[u8; DIGEST]>,
    pub(crate) device_slot: Option<StoredSlot>,
}

/// The device slot and the times that limit it, in milliseconds since 1970.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StoredSlot {
    pub(crate) slot: KnownSlot,
    pub(crate) issued_ms: u64,
    pub(crate) expires_ms: u64,
    /// The latest time at which the slot was used.
    pub(crate) clock_ms: u64,
    mac: [u8; MAC],
}

/// A state record as it was read: believed only after [`Unproven::is_authentic`].
pub(crate) struct Unproven {
    pub(crate) state: State,
    bytes: Vec<u8>,
    mac_at: usize,
}

impl State {
    pub(crate) fn new(device: DeviceId, keys: &Keys) -> Self {
        Self {
            device,
            vault_id: keys.vault_id,
            epoch: keys.epoch,
            revision: 0,
            seen_ms: 0,
            versions: BTreeMap::new(),
            accepted: Vec::new(),
            device_slot: None,
        }
    }

    /// Notes that a file was accepted or saved. Returns whether that was news.
    pub(crate) fn accept(
        &mut self,
        digest: [u8; DIGEST],
        revision: u64,
        versions: &BTreeMap<DeviceId, u64>,
        now_ms: u64,
    ) -> bool {
        if self.accepted.last() == Some(&digest) && self.revision >= revision {
            return false;
        }
        self.accepted.retain(|known| *known != digest);
        self.accepted.push(digest);
        let surplus = self.accepted.len().saturating_sub(ACCEPTED_LIMIT);
        self.accepted.drain(..surplus);
        self.revision = self.revision.max(revision);
        self.seen_ms = now_ms;
        for (device, count) in versions {
            let known = self.versions.entry(*device).or_default();
            *known = (*known).max(*count);
        }
        true
    }

    /// How many revisions a file is behind what this device saw; `None` when it is the newest or newer.
    pub(crate) fn behind(
        &self,
        digest: &[u8; DIGEST],
        revision: u64,
        versions: &BTreeMap<DeviceId, u64>,
    ) -> Option<u64> {
        if self.accepted.last() == Some(digest) {
            return None;
        }
        let missing: u64 = self
            .versions
            .iter()
            .map(|(device, seen)| seen.saturating_sub(versions.get(device).copied().unwrap_or(0)))
            .fold(0, u64::saturating_add);
        if revision > self.revision && missing == 0 {
            return None;
        }
        Some(self.revision.saturating_sub(revision).max(missing))
    }

    /// The record as it is written.
    pub(crate) fn write(&self, keys: &Keys) -> Vec<u8> {
        let mut records = Vec::with_capacity(2_560);
        write_record(&mut records, TAG_DEVICE, self.device.as_bytes());
        write_record(&mut records, TAG_VAULT_ID, &self.vault_id);
        write_record(&mut records, TAG_EPOCH, &self.epoch.to_le_bytes());
        write_record(&mut records, TAG_REVISION, &self.revision.to_le_bytes());
        write_record(&mut records, TAG_SEEN, &self.seen_ms.to_le_bytes());
        for (device, count) in &self.versions {
            let mut value = device.as_bytes().to_vec();
            value.extend_from_slice(&count.to_le_bytes());
            write_record(&mut records, TAG_VERSION, &value);
        }
        for digest in &self.accepted {
            write_record(&mut records, TAG_ACCEPTED, digest);
        }
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&[0; 2]);
        write_length(&mut out, records.len());
        out.extend_from_slice(&records);
        let mac = keys.mac("state", &out);
        out.extend_from_slice(&mac);
        append_device_section(&mut out, self.device_slot.as_ref());
        out
    }
}

impl StoredSlot {
    pub(crate) fn new(slot: KnownSlot, now_ms: u64, expires_ms: u64, keys: &Keys) -> Self {
        let mut stored = Self { slot, issued_ms: now_ms, expires_ms, clock_ms: now_ms, mac: [0; MAC] };
        stored.mac = keys.mac("state-device", &stored.covered());
        stored
    }

    /// Notes that the slot was used at `now_ms`.
    pub(crate) fn used(&mut self, now_ms: u64, keys: &Keys) {
        self.clock_ms = self.clock_ms.max(now_ms);
        self.mac = keys.mac("state-device", &self.covered());
    }

    /// Whether its times are as they were written.
    pub(crate) fn is_authentic(&self, keys: &Keys) -> bool {
        watchword_secret::equal(&keys.mac("state-device", &self.covered()), &self.mac)
    }

    pub(crate) fn has_expired(&self, now_ms: u64) -> bool {
        now_ms >= self.expires_ms
    }

    pub(crate) fn sees_clock_set_back(&self, now_ms: u64) -> bool {
        now_ms.saturating_add(CLOCK_SLACK_MS) < self.clock_ms.max(self.issued_ms)
    }

    fn covered(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(DEVICE_SECTION);
        self.slot.write(&mut out);
        for time in [self.issued_ms, self.expires_ms, self.clock_ms] {
            out.extend_from_slice(&time.to_le_bytes());
        }
        out
    }

    fn read(mut rest: &[u8]) -> Option<Self> {
        let (slot, after) = rest.split_at_checked(SLOT_BYTES)?;
        rest = after;
        let slot = KnownSlot::read(slot).filter(|slot| slot.kind == SlotKind::Device)?;
        Some(Self {
            slot,
            issued_ms: take(&mut rest).map(u64::from_le_bytes)?,
            expires_ms: take(&mut rest).map(u64::from_le_bytes)?,
            clock_ms: take(&mut rest).map(u64::from_le_bytes)?,
            mac: take(&mut rest).filter(|_| rest.is_empty())?,
        })
    }
}

impl Unproven {
    /// Reads a record; `None` when it is damaged or of another version.
    pub(crate) fn read(bytes: Vec<u8>) -> Option<Self> {
        let (content, digest) = bytes.split_last_chunk::<DIGEST>()?;
        if <[u8; DIGEST]>::from(Sha256::digest(content)) != *digest {
            return None;
        }
        let mut rest = content.strip_prefix(&MAGIC)?;
        if take(&mut rest).map(u16::from_le_bytes)? != VERSION {
            return None;
        }
        let _reserved: [u8; 2] = take(&mut rest)?;
        let length = usize::try_from(u32::from_le_bytes(take(&mut rest)?)).ok()?;
        let (mut records, mut rest) = rest.split_at_checked(length)?;
        let mac_at = MAGIC.len() + 8 + length;
        let _mac: [u8; MAC] = take(&mut rest)?;
        let section = usize::try_from(u32::from_le_bytes(take(&mut rest)?)).ok()?;
        if section != rest.len() {
            return None;
        }
        let device_slot = if section == 0 { None } else { Some(StoredSlot::read(rest)?) };
        let (mut device, mut vault_id, mut epoch, mut revision, mut seen_ms) = (None, None, None, None, None);
        let (mut versions, mut accepted) = (BTreeMap::new(), Vec::new());
        while !records.is_empty() {
            let (tag, mut value) = read_record(&mut records)?;
            match tag {
                TAG_DEVICE => device = Some(DeviceId::from_bytes(take(&mut value)?)),
                TAG_VAULT_ID => vault_id = Some(take(&mut value)?),
                TAG_EPOCH => epoch = Some(u32::from_le_bytes(take(&mut value)?)),
                TAG_REVISION => revision = Some(u64::from_le_bytes(take(&mut value)?)),
                TAG_SEEN => seen_ms = Some(u64::from_le_bytes(take(&mut value)?)),
                TAG_VERSION => {
                    let device = DeviceId::from_bytes(take(&mut value)?);
                    versions.insert(device, u64::from_le_bytes(take(&mut value)?));
                }
                TAG_ACCEPTED => accepted.push(take(&mut value)?),
                _ => {}
            }
        }
        let state = State {
            device: device?,
            vault_id: vault_id?,
            epoch: epoch?,
            revision: revision?,
            seen_ms: seen_ms?,
            versions,
            accepted,
            device_slot,
        };
        Some(Self { state, bytes, mac_at })
    }

    /// Whether the record was written with these keys.
    pub(crate) fn is_authentic(&self, keys: &Keys) -> bool {
        let Some((covered, rest)) = self.bytes.split_at_checked(self.mac_at) else { return false };
        rest.first_chunk::<MAC>().is_some_and(|mac| watchword_secret::equal(&keys.mac("state", covered), mac))
    }

    /// The same record without its device slot, to be written back by someone without the keys.
    pub(crate) fn without_device_slot(&self) -> Vec<u8> {
        let mut out = self.bytes.get(..self.mac_at + MAC).unwrap_or_default().to_vec();
        append_device_section(&mut out, None);
        out
    }
}

fn write_length(out: &mut Vec<u8>, length: usize) {
    out.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
}

fn append_device_section(out: &mut Vec<u8>, slot: Option<&StoredSlot>) {
    let section = slot.map_or_else(Vec::new, |slot| {
        let mut section = slot.covered();
        section.extend_from_slice(&slot.mac);
        section
    });
    write_length(out, section.len());
    out.extend_from_slice(&section);
    let digest = Sha256::digest(&*out);
    out.extend_from_slice(&digest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kdf::KdfParams;
    use crate::slot::Way;
    use watchword_secret::SecretBytes;

    fn sample(keys: &Keys) -> State {
        let device = DeviceId::from_bytes([5; 16]);
        let mut state = State::new(device, keys);
        state.accept([1; 32], 3, &BTreeMap::from([(device, 3)]), 1_000);
        let slot = KnownSlot::make(Way::Device(&SecretBytes::new(vec![1; 32])), KdfParams::TEST, keys).unwrap();
        state.device_slot = Some(StoredSlot::new(slot, 1_000_000, 2_000_000, keys));
        state
    }

    #[test]
    fn a_record_reads_back_and_knows_its_keys() {
        let (keys, others) = (Keys::make([1; 16], 1).unwrap(), Keys::make([1; 16], 1).unwrap());
        let state = sample(&keys);
        let read = Unproven::read(state.write(&keys)).unwrap();
        assert_eq!(read.state, state);
        assert!(read.is_authentic(&keys) && !read.is_authentic(&others));
        assert!(read.state.device_slot.is_some_and(|slot| slot.is_authentic(&keys) && !slot.is_authentic(&others)));
    }

    #[test]
    fn the_device_slot_can_be_dropped_without_keys() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let state = sample(&keys);
        let read = Unproven::read(state.write(&keys)).unwrap();
        let after = Unproven::read(read.without_device_slot()).unwrap();
        assert!(after.is_authentic(&keys));
        assert_eq!(after.state, State { device_slot: None, ..state });
    }

    #[test]
    fn a_longer_trust_than_was_given_is_noticed() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let mut slot = sample(&keys).device_slot.unwrap();
        slot.expires_ms += 1;
        assert!(!slot.is_authentic(&keys));
    }

    #[test]
    fn every_damaged_or_cut_record_is_refused() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let bytes = sample(&keys).write(&keys);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(Unproven::read(flipped).is_none(), "byte {at}");
            assert!(Unproven::read(bytes[..at].to_vec()).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn a_file_is_behind_when_it_is_older_or_lacks_what_was_seen() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let (mine, other) = (DeviceId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
        let mut state = State::new(mine, &keys);
        state.accept([1; 32], 10, &BTreeMap::from([(mine, 4), (other, 6)]), 0);
        assert_eq!(state.behind(&[1; 32], 10, &BTreeMap::new()), None);
        assert_eq!(state.behind(&[2; 32], 11, &BTreeMap::from([(mine, 5), (other, 6)])), None);
        assert_eq!(state.behind(&[2; 32], 7, &BTreeMap::from([(mine, 4), (other, 3)])), Some(3));
        assert_eq!(state.behind(&[2; 32], 11, &BTreeMap::from([(mine, 3), (other, 8)])), Some(1), "a fork");
        assert_eq!(state.behind(&[2; 32], 10, &BTreeMap::from([(mine, 4), (other, 6)])), Some(0), "a twin");
    }

    #[test]
    fn the_clock_may_run_back_a_little_but_not_more() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let slot = sample(&keys).device_slot.unwrap();
        assert!(!slot.sees_clock_set_back(1_000_000 - CLOCK_SLACK_MS));
        assert!(slot.sees_clock_set_back(1_000_000 - CLOCK_SLACK_MS - 1));
        assert!(slot.has_expired(2_000_000) && !slot.has_expired(1_999_999));
    }
}
