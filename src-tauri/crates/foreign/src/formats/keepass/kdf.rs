//! How a KDBX file makes its key slow: AES in rounds, or Argon2. What it asks for is checked before it is run.

use aes::{
    Aes256,
    cipher::{Array, BlockCipherEncrypt, KeyInit},
};
use argon2::{Algorithm, Params, Version};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::keys::Key;
use crate::{
    OpenError, Unsupported,
    blocks::{
        bytes::Bytes,
        kdf::{self, Argon2Cost, Argon2Limits},
    },
};

const AES_KDF: [[u8; 16]; 2] = [
    *b"\xc9\xd9\xf3\x9a\x62\x8a\x44\x60\xbf\x74\x0d\x08\xc1\x8a\x4f\xea",
    *b"\x7c\x02\xbb\x82\x79\xa7\x4a\xc0\x92\x7d\x11\x4a\x00\x64\x82\x38",
];
const ARGON2D: [u8; 16] = *b"\xef\x63\x6d\xdf\x8c\x29\x44\x4b\x91\xf7\xa9\xa4\x03\xe3\x0a\x0c";
const ARGON2ID: [u8; 16] = *b"\x9e\x29\x8b\x19\x56\xdb\x47\x73\xb2\x3d\xfc\x3e\xc6\xf0\xa1\xe6";

/// The most rounds of AES; real files have up to 43 million.
const MAX_ROUNDS: u64 = 200_000_000;
/// Real files have 16 to 64 MiB, up to 117 passes and up to 8 lanes.
const ARGON2_LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (8, 2 << 20), passes: 1000, lanes: 64, work_kib: 64 << 20 };

/// A key derivation with its parameters, within the limits.
pub(super) enum Kdf<'a> {
    /// AES-256 over and over.
    Aes {
        /// How often.
        rounds: u64,
        /// The key of AES.
        seed: [u8; 32],
    },
    /// Argon2d or Argon2id.
    Argon2 {
        /// Which of the two, and its figures.
        cost: Argon2Cost,
        /// The figures, checked.
        params: Params,
        /// The salt.
        salt: &'a [u8],
    },
}

/// What the dictionary of parameters holds, as far as it is used.
#[derive(Default)]
struct Parameters<'a> {
    uuid: Option<&'a [u8]>,
    salt: Option<&'a [u8]>,
    rounds: Option<u64>,
    iterations: Option<u64>,
    memory: Option<u64>,
    lanes: Option<u64>,
    version: Option<u64>,
    has_secret: bool,
}

impl<'a> Kdf<'a> {
    /// AES with its limit.
    pub(super) fn aes(rounds: u64, seed: &[u8]) -> Result<Self, OpenError> {
        let seed = seed.try_into().map_err(|_| OpenError::damaged("header"))?;
        if rounds > MAX_ROUNDS {
            return Err(OpenError::TooCostly { parameter: "rounds", found: rounds, limit: MAX_ROUNDS });
        }
        Ok(Self::Aes { rounds, seed })
    }

    /// Reads the dictionary of version 4.
    pub(super) fn from_parameters(data: &'a [u8], may_take_much_memory: bool) -> Result<Self, OpenError> {
        let damaged = || OpenError::damaged("header");
        let parameters = Parameters::read(data).ok_or_else(damaged)?;
        let uuid = parameters.uuid.ok_or_else(damaged)?;
        let salt = parameters.salt.ok_or_else(damaged)?;
        if AES_KDF.iter().any(|id| id == uuid) {
            return Self::aes(parameters.rounds.ok_or_else(damaged)?, salt);
        }
        let algorithm = match uuid {
            id if id == ARGON2D => Algorithm::Argon2d,
            id if id == ARGON2ID => Algorithm::Argon2id,
            _ => return Err(OpenError::Unsupported(Unsupported::Encryption)),
        };
        if parameters.has_secret {
            return Err(OpenError::Unsupported(Unsupported::Encryption));
        }
        let version = match parameters.version {
            Some(0x10) => Version::V0x10,
            Some(0x13) | None => Version::V0x13,
            Some(_) => return Err(OpenError::Unsupported(Unsupported::Encryption)),
        };
        let figure = |figure: Option<u64>| figure.ok_or_else(damaged);
        let cost = Argon2Cost {
            algorithm,
            version,
            memory_kib: figure(parameters.memory)? / 1024,
            passes: figure(parameters.iterations)?,
            lanes: figure(parameters.lanes)?,
        };
        let params = cost.check(ARGON2_LIMITS, may_take_much_memory)?;
        Ok(Self::Argon2 { cost, params, salt })
    }

    /// Turns the composite key into the transformed one. This is what takes long.
    pub(super) fn run(&self, composite: &Key) -> Result<Key, OpenError> {
        match self {
            Self::Aes { rounds, seed } => Ok(run_aes(composite, *rounds, seed)),
            Self::Argon2 { cost, params, salt } => {
                let key = kdf::argon2(composite.as_slice(), salt, *cost, params.clone())?;
                Ok(Zeroizing::new(*key.array()))
            }
        }
    }
}

fn run_aes(composite: &Key, rounds: u64, seed: &[u8; 32]) -> Key {
    let aes = Aes256::new(&Array(*seed));
    let (left, right) = composite.split_at(16);
    let mut blocks = [Array::<u8, _>::default(), Array::default()];
    for (block, half) in blocks.iter_mut().zip([left, right]) {
        block.copy_from_slice(half);
    }
    for _ in 0..rounds {
        aes.encrypt_blocks(&mut blocks);
    }
    let mut hash = Sha256::new();
    for block in &mut blocks {
        hash.update(*block);
        block.as_mut_slice().zeroize();
    }
    Zeroizing::new(hash.finalize().into())
}

impl<'a> Parameters<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(data);
        let mut parameters = Self::default();
        if bytes.u16_le()? >> 8 != 1 {
            return None;
        }
        loop {
            let kind = bytes.byte()?;
            if kind == 0 {
                return Some(parameters);
            }
            let (key, value) = (bytes.sized_le()?, bytes.sized_le()?);
            match key {
                b"$UUID" => parameters.uuid = Some(value),
                b"S" => parameters.salt = Some(value),
                b"R" => parameters.rounds = Some(number(value)?),
                b"I" => parameters.iterations = Some(number(value)?),
                b"M" => parameters.memory = Some(number(value)?),
                b"P" => parameters.lanes = Some(number(value)?),
                b"V" => parameters.version = Some(number(value)?),
                b"K" | b"A" => parameters.has_secret |= !value.is_empty(),
                _ => {}
            }
        }
    }
}

/// A number of 4 or 8 bytes, low byte first.
fn number(value: &[u8]) -> Option<u64> {
    match value.len() {
        4 => value.try_into().ok().map(u32::from_le_bytes).map(u64::from),
        8 => value.try_into().ok().map(u64::from_le_bytes),
        _ => None,
    }
}
