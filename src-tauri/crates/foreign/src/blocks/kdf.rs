//! Keys out of passwords: PBKDF2, scrypt, Argon2. Costs are checked before anything is reserved or derived.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hmac::{EagerHash, Hmac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use crate::OpenError;

/// A key of 256 bits.
pub(crate) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// Takes over 32 bytes; `None` for another length.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// The bytes.
    pub(crate) fn array(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Which hash PBKDF2 works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// PBKDF2 of RFC 8018 with HMAC, `N` bytes. `most` is the largest number of rounds that the format allows.
pub(crate) fn pbkdf2<const N: usize>(
    hash: Hash,
    password: &[u8],
    salt: &[u8],
    rounds: u64,
    most: u32,
) -> Result<Zeroizing<[u8; N]>, OpenError> {
    let rounds = within("rounds", rounds, 1, most)?;
    let mut key = Zeroizing::new([0; N]);
    match hash {
        Hash::Sha1 => derive::<Sha1>(password, salt, rounds, &mut *key),
        Hash::Sha256 => derive::<Sha256>(password, salt, rounds, &mut *key),
        Hash::Sha512 => derive::<Sha512>(password, salt, rounds, &mut *key),
    }
    Ok(key)
}

/// The same, as a key of 256 bits.
pub(crate) fn pbkdf2_key(hash: Hash, password: &[u8], salt: &[u8], rounds: u64, most: u32) -> Result<Key, OpenError> {
    pbkdf2(hash, password, salt, rounds, most).map(Key)
}

fn derive<D>(password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8])
where
    D: EagerHash,
    Hmac<D>: hmac::KeyInit + hmac::digest::Update + hmac::digest::FixedOutput + Clone,
{
    // HMAC takes a key of any length: there is no error to come.
    let _always = pbkdf2::pbkdf2::<Hmac<D>>(password, salt, rounds, key);
}

/// The cost of scrypt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ScryptCost {
    /// Work and memory, a power of two.
    pub(crate) n: u64,
    /// Block size.
    pub(crate) r: u64,
    /// Lanes.
    pub(crate) p: u64,
}

impl ScryptCost {
    /// Refuses what takes more than 1 GiB or too long.
    pub(crate) fn check(self) -> Result<(u8, u32, u32), OpenError> {
        let n = within("scrypt-n", self.n, 1 << 10, 1 << 20)?;
        if !n.is_power_of_two() {
            return Err(OpenError::damaged("scrypt-n"));
        }
        let r = within("scrypt-r", self.r, 1, 32)?;
        let p = within("scrypt-p", self.p, 1, 16)?;
        within("scrypt-memory", 128 * u64::from(n) * u64::from(r), 0, 1 << 30)?;
        Ok((u8::try_from(n.ilog2()).unwrap_or(u8::MAX), r, p))
    }
}

/// scrypt of RFC 7914, 32 bytes.
pub(crate) fn scrypt(password: &[u8], salt: &[u8], cost: ScryptCost) -> Result<Key, OpenError> {
    let (log_n, r, p) = cost.check()?;
    // The crate would end the program where memory is short.
    reserve(128 * cost.n * cost.r)?;
    let params = scrypt::Params::new(log_n, r, p).map_err(|_| OpenError::damaged("scrypt-cost"))?;
    let mut key = Zeroizing::new([0; 32]);
    scrypt::scrypt(password, salt, &params, &mut *key).map_err(|_| OpenError::damaged("scrypt-cost"))?;
    Ok(Key(key))
}

/// The cost of Argon2, and what the format allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Argon2Cost {
    /// Which of the three.
    pub(crate) algorithm: Algorithm,
    /// Version of the algorithm: 0x13, in old databases 0x10.
    pub(crate) version: Version,
    /// Memory in KiB.
    pub(crate) memory_kib: u64,
    /// Passes over it.
    pub(crate) passes: u64,
    /// Lanes.
    pub(crate) lanes: u64,
}

/// The largest costs of Argon2 that a format allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Argon2Limits {
    /// Smallest and largest memory in KiB.
    pub(crate) memory_kib: (u32, u32),
    /// Most passes.
    pub(crate) passes: u32,
    /// Most lanes.
    pub(crate) lanes: u32,
    /// Most of memory times passes, in KiB.
    pub(crate) work_kib: u64,
}

impl Argon2Cost {
    /// Argon2id, version 0x13.
    pub(crate) const fn id(memory_kib: u64, passes: u64, lanes: u64) -> Self {
        Self { algorithm: Algorithm::Argon2id, version: Version::V0x13, memory_kib, passes, lanes }
    }

    /// Refuses what is beyond the limits, and what takes more than 1 GiB unless the person agreed.
    pub(crate) fn check(self, limits: Argon2Limits, may_take_much_memory: bool) -> Result<Params, OpenError> {
        let memory = within("memory", self.memory_kib, limits.memory_kib.0, limits.memory_kib.1)?;
        let passes = within("passes", self.passes, 1, limits.passes)?;
        let lanes = within("lanes", self.lanes, 1, limits.lanes)?;
        let work = u64::from(memory) * u64::from(passes);
        if work > limits.work_kib {
            return Err(OpenError::TooCostly { parameter: "work", found: work, limit: limits.work_kib });
        }
        if memory > 1024 * 1024 && !may_take_much_memory {
            return Err(OpenError::MuchMemoryNeeded { bytes: u64::from(memory) * 1024 });
        }
        Params::new(memory, passes, lanes, Some(32)).map_err(|_| OpenError::damaged("argon2-cost"))
    }
}

/// Argon2 of RFC 9106, 32 bytes. `params` come from [`Argon2Cost::check`].
#[expect(clippy::needless_pass_by_value, reason = "one derivation, one check of its costs")]
pub(crate) fn argon2(password: &[u8], salt: &[u8], cost: Argon2Cost, params: Params) -> Result<Key, OpenError> {
    let mut key = Zeroizing::new([0; 32]);
    argon2_into(password, salt, cost, &params, &mut *key)?;
    Ok(Key(key))
}

/// The same of another length, which goes into the result.
pub(crate) fn argon2_into(
    password: &[u8],
    salt: &[u8],
    cost: Argon2Cost,
    params: &Params,
    output: &mut [u8],
) -> Result<(), OpenError> {
    let damage = |_| OpenError::damaged("argon2-cost");
    let params = Params::new(params.m_cost(), params.t_cost(), params.p_cost(), Some(output.len())).map_err(damage)?;
    // Our own work memory: the crate's would end the program where memory is short.
    let mut blocks: Vec<Block> = Vec::new();
    blocks.try_reserve_exact(params.block_count()).map_err(|_| OpenError::NoMemory)?;
    blocks.resize(params.block_count(), Block::new());
    Argon2::new(cost.algorithm, cost.version, params)
        .hash_password_into_with_memory(password, salt, output, &mut blocks)
        .map_err(|_| OpenError::damaged("argon2-salt"))
}

/// A figure of a file that has to be of a range; above it is too costly, below it is no figure at all.
pub(crate) fn within(parameter: &'static str, found: u64, least: u32, most: u32) -> Result<u32, OpenError> {
    if found > u64::from(most) {
        return Err(OpenError::TooCostly { parameter, found, limit: most.into() });
    }
    match u32::try_from(found) {
        Ok(figure) if figure >= least => Ok(figure),
        Ok(_) | Err(_) => Err(OpenError::damaged(parameter)),
    }
}

/// Whether so many bytes of memory can be had just now.
fn reserve(bytes: u64) -> Result<(), OpenError> {
    let bytes = usize::try_from(bytes).map_err(|_| OpenError::NoMemory)?;
    Vec::<u8>::new().try_reserve_exact(bytes).map_err(|_| OpenError::NoMemory)
}
