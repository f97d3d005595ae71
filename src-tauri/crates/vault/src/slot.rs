//! Slots: the ways into a vault. Each wraps the vault key under a key derived from one secret.
//!
//! Invariant: the commitment is compared, in constant time, before the AEAD sees the wrapped key. Poly1305 does
//! not commit to its key; the commitment does, so one wrapped key cannot be made to open under many secrets.

use crate::error::OpenError;
use crate::kdf::{self, KdfParams};
use crate::keys::{self, Keys, NONCE, TAG};
use crate::recovery::RecoveryKey;
use watchword_secret::{RandomFailed, SecretBytes, SecretText, make_random};
use zeroize::{Zeroize, Zeroizing};

/// Length of a slot of a known type, in bytes.
pub(crate) const SLOT_BYTES: usize = 2 + 16 + 12 + SALT + COMMITMENT + NONCE + WRAPPED;
/// Most slots a vault may have.
pub(crate) const SLOTS_LIMIT: usize = 16;
const SALT: usize = 32;
const COMMITMENT: usize = 32;
const WRAPPED: usize = 32 + TAG;
const MAJOR: u16 = 1;

/// Names one slot of a vault.
pub type SlotId = [u8; 16];

/// What a slot is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A password, through Argon2id.
    Password,
    /// The printed recovery key.
    Recovery,
    /// A key in this computer's keyring; never part of a vault file.
    Device,
    /// A type that this version keeps but cannot use.
    Unknown(u16),
}

impl SlotKind {
    /// Its number in the file.
    pub const fn number(self) -> u16 {
        match self {
            Self::Password => 1,
            Self::Recovery => 2,
            Self::Device => 3,
            Self::Unknown(number) => number,
        }
    }

    /// The kind of this number in the file.
    pub const fn from_number(number: u16) -> Self {
        match number {
            1 => Self::Password,
            2 => Self::Recovery,
            3 => Self::Device,
            other => Self::Unknown(other),
        }
    }
}

/// A way to open a vault.
#[derive(Clone, Copy)]
pub enum Way<'a> {
    /// With the password.
    Password(&'a SecretText),
    /// With the recovery key.
    RecoveryKey(&'a RecoveryKey),
    /// With the key that the keyring of this computer holds.
    Device(&'a SecretBytes),
}

impl Way<'_> {
    /// The kind of slot it opens.
    pub fn kind(self) -> SlotKind {
        match self {
            Self::Password(_) => SlotKind::Password,
            Self::RecoveryKey(_) => SlotKind::Recovery,
            Self::Device(_) => SlotKind::Device,
        }
    }

    fn wrong(self) -> OpenError {
        match self {
            Self::Password(_) => OpenError::WrongPassword,
            Self::RecoveryKey(_) => OpenError::WrongRecoveryKey,
            Self::Device(_) => OpenError::WrongDeviceKey,
        }
    }

    /// The output of this way's key derivation.
    fn derive(self, salt: &[u8; SALT], kdf: KdfParams) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        match self {
            Self::Password(password) => {
                let password = kdf::password_bytes(password)?;
                Ok(Zeroizing::new(kdf::derive(&password, salt, kdf)?.to_vec()))
            }
            Self::RecoveryKey(key) => Ok(Zeroizing::new(key.bytes().to_vec())),
            Self::Device(key) => Ok(Zeroizing::new(key.expose().to_vec())),
        }
    }
}

/// Whether a costly key derivation may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Not unless it is cheap: a high price comes back as [`OpenError::NeedsConsent`].
    Ask,
    /// The person has agreed to the price.
    Given,
}

/// One slot as the file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    Known(KnownSlot),
    /// Kept as it is.
    Unknown {
        kind: u16,
        id: SlotId,
        bytes: Vec<u8>,
    },
}

/// A slot of type 1, 2 or 3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownSlot {
    pub(crate) kind: SlotKind,
    pub(crate) id: SlotId,
    /// `None` where no password takes part.
    pub(crate) kdf: Option<KdfParams>,
    salt: [u8; SALT],
    commitment: [u8; COMMITMENT],
    nonce: [u8; NONCE],
    wrapped: [u8; WRAPPED],
}

impl Slot {
    pub(crate) fn kind(&self) -> SlotKind {
        match self {
            Self::Known(slot) => slot.kind,
            Self::Unknown { kind, .. } => SlotKind::Unknown(*kind),
        }
    }

    pub(crate) fn id(&self) -> SlotId {
        match self {
            Self::Known(slot) => slot.id,
            Self::Unknown { id, .. } => *id,
        }
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Known(slot) => slot.write(out),
            Self::Unknown { bytes, .. } => out.extend_from_slice(bytes),
        }
    }

    /// Reads a slot record; `None` when it breaks the format.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first_chunk()?;
        let kind = SlotKind::from_number(u16::from_le_bytes(*kind));
        match kind {
            SlotKind::Unknown(number) => {
                let id = *rest.first_chunk()?;
                Some(Self::Unknown { kind: number, id, bytes: bytes.to_vec() })
            }
            SlotKind::Password | SlotKind::Recovery | SlotKind::Device => KnownSlot::read(bytes).map(Self::Known),
        }
    }
}

impl KnownSlot {
    /// Wraps the vault key under `way`; `kdf` counts for passwords only.
    pub(crate) fn make(way: Way<'_>, kdf: KdfParams, keys: &Keys) -> Result<Self, OpenError> {
        let mut slot = Self {
            kind: way.kind(),
            id: make_random()?,
            kdf: matches!(way, Way::Password(_)).then_some(kdf),
            salt: make_random()?,
            commitment: [0; COMMITMENT],
            nonce: make_random()?,
            wrapped: [0; WRAPPED],
        };
        let secret = way.derive(&slot.salt, kdf)?;
        let (key, commitment) = slot.derive_keys(&secret);
        slot.commitment = commitment;
        let mut wrapped = Zeroizing::new([0; 32]);
        wrapped.copy_from_slice(keys.vault_key().expose());
        let aad = slot.aad(keys.vault_id, keys.epoch);
        let tag = keys::seal(&key, &slot.nonce, &aad, wrapped.as_mut_slice()).ok_or(RandomFailed)?;
        let (body, end) = slot.wrapped.split_at_mut(32);
        body.copy_from_slice(wrapped.as_slice());
        end.copy_from_slice(&tag);
        Ok(slot)
    }

    /// The vault key, when `way` fits: `Ok(None)` when it is a wrong secret.
    pub(crate) fn unwrap(
        &self,
        way: Way<'_>,
        vault_id: [u8; 16],
        epoch: u32,
    ) -> Result<Option<SecretBytes>, OpenError> {
        let secret = way.derive(&self.salt, self.kdf.unwrap_or(KdfParams::TEST))?;
        let (key, commitment) = self.derive_keys(&secret);
        if !watchword_secret::equal(&commitment, &self.commitment) {
            return Ok(None);
        }
        let (Some(body), Some(tag)) = (self.wrapped.first_chunk::<32>(), self.wrapped.last_chunk::<TAG>()) else {
            return Err(OpenError::Malformed);
        };
        let mut vault_key = Zeroizing::new(body.to_vec());
        // The commitment fits, so the secret is right: a tag that does not fit means that the slot was altered.
        keys::open(&key, &self.nonce, &self.aad(vault_id, epoch), &mut vault_key, tag).ok_or(OpenError::Altered)?;
        Ok(Some(SecretBytes::copy_of(&vault_key)))
    }

    fn derive_keys(&self, secret: &[u8]) -> (Zeroizing<[u8; 32]>, [u8; COMMITMENT]) {
        let mut both: Zeroizing<[u8; 64]> =
            keys::derive(secret, &self.salt, &[&self.kind.number().to_le_bytes(), &self.id]);
        let (mut key, mut commitment) = (Zeroizing::new([0; 32]), [0; COMMITMENT]);
        let (left, right) = both.split_at(32);
        key.copy_from_slice(left);
        commitment.copy_from_slice(right);
        both.zeroize();
        (key, commitment)
    }

    /// Everything that the wrapped key is bound to.
    fn aad(&self, vault_id: [u8; 16], epoch: u32) -> Vec<u8> {
        let mut aad = Vec::with_capacity(52);
        aad.extend_from_slice(&vault_id);
        aad.extend_from_slice(&epoch.to_le_bytes());
        aad.extend_from_slice(&MAJOR.to_le_bytes());
        self.write_identity(&mut aad);
        aad
    }

    fn write_identity(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.kind.number().to_le_bytes());
        out.extend_from_slice(&self.id);
        let (memory, passes, lanes) = self.kdf.map_or((0, 0, 0), |kdf| (kdf.memory_kib, kdf.passes, kdf.lanes));
        for number in [memory, passes, lanes] {
            out.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.write_identity(out);
        out.extend_from_slice(&self.salt);
        out.extend_from_slice(&self.commitment);
        out.extend_from_slice(&self.nonce);
        out.extend_from_slice(&self.wrapped);
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != SLOT_BYTES {
            return None;
        }
        let mut rest = bytes;
        let kind = SlotKind::from_number(u16::from_le_bytes(take(&mut rest)?));
        let id = take(&mut rest)?;
        let numbers: [u32; 3] = [(); 3].map(|()| take(&mut rest).map_or(0, u32::from_le_bytes));
        let kdf = match (kind, numbers) {
            (SlotKind::Password, [memory_kib, passes, lanes]) => Some(KdfParams { memory_kib, passes, lanes }),
            (SlotKind::Recovery | SlotKind::Device, [0, 0, 0]) => None,
            (SlotKind::Recovery | SlotKind::Device | SlotKind::Unknown(_), _) => return None,
        };
        Some(Self {
            kind,
            id,
            kdf,
            salt: take(&mut rest)?,
            commitment: take(&mut rest)?,
            nonce: take(&mut rest)?,
            wrapped: take(&mut rest)?,
        })
    }
}

/// The next `N` bytes.
pub(crate) fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*first)
}

/// Opens one of `slots` with `way`. All password costs are held against the limits before any is paid.
pub(crate) fn unlock(
    slots: &[Slot],
    way: Way<'_>,
    consent: Consent,
    vault_id: [u8; 16],
    epoch: u32,
) -> Result<Keys, OpenError> {
    let fitting: Vec<&KnownSlot> = slots
        .iter()
        .filter_map(|slot| match slot {
            Slot::Known(slot) => Some(slot),
            Slot::Unknown { .. } => None,
        })
        .filter(|slot| slot.kind == way.kind())
        .collect();
    if fitting.is_empty() {
        return Err(OpenError::NoSlot(way.kind()));
    }
    for kdf in fitting.iter().filter_map(|slot| slot.kdf) {
        kdf.check()?;
        if consent == Consent::Ask
            && let Some(cost) = kdf.needs_consent()
        {
            return Err(OpenError::NeedsConsent(cost));
        }
    }
    for slot in fitting {
        if let Some(vault_key) = slot.unwrap(way, vault_id, epoch)? {
            return Ok(Keys::new(vault_key, vault_id, epoch));
        }
    }
    Err(way.wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(slot: &KnownSlot, way: Way<'_>, vault_id: [u8; 16], epoch: u32) -> Result<bool, OpenError> {
        slot.unwrap(way, vault_id, epoch).map(|key| key.is_some())
    }

    #[test]
    fn a_slot_opens_with_its_secret_and_in_its_vault_only() {
        let keys = Keys::make([1; 16], 3).unwrap();
        let (right, wrong) = (SecretText::copy_of("right"), SecretText::copy_of("wrong"));
        let slot = KnownSlot::make(Way::Password(&right), KdfParams::TEST, &keys).unwrap();
        let key = slot.unwrap(Way::Password(&right), [1; 16], 3).unwrap().unwrap();
        assert!(key == *keys.vault_key());
        assert_eq!(opened(&slot, Way::Password(&wrong), [1; 16], 3), Ok(false));
        assert_eq!(opened(&slot, Way::Password(&right), [2; 16], 3), Err(OpenError::Altered));
        assert_eq!(opened(&slot, Way::Password(&right), [1; 16], 4), Err(OpenError::Altered));
    }

    #[test]
    fn a_slot_reads_back_as_it_was_written() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let recovery = RecoveryKey::make().unwrap();
        let slot = KnownSlot::make(Way::RecoveryKey(&recovery), KdfParams::TEST, &keys).unwrap();
        let mut bytes = Vec::new();
        slot.write(&mut bytes);
        assert_eq!(bytes.len(), SLOT_BYTES);
        assert_eq!(Slot::read(&bytes), Some(Slot::Known(slot)));
        assert_eq!(Slot::read(&bytes[..SLOT_BYTES - 1]), None);
        let mut unknown = vec![9, 0];
        unknown.extend([7; 40]);
        assert_eq!(Slot::read(&unknown).unwrap().kind(), SlotKind::Unknown(9));
    }

    /// Without the commitment check a wrong secret would show as an altered slot, and many could be tried at once.
    #[test]
    fn a_changed_commitment_reads_as_a_wrong_secret() {
        let keys = Keys::make([1; 16], 1).unwrap();
        let recovery = RecoveryKey::make().unwrap();
        let mut slot = KnownSlot::make(Way::RecoveryKey(&recovery), KdfParams::TEST, &keys).unwrap();
        slot.commitment[0] ^= 1;
        assert_eq!(opened(&slot, Way::RecoveryKey(&recovery), [1; 16], 1), Ok(false));
    }
}
