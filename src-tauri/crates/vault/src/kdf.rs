//! Argon2id (RFC 9106): parameters, their limits and prices, and the derivation in a buffer that is wiped.
//!
//! Invariant: parameters read from a file are held against the hard limits before a byte is allocated.

use crate::error::OpenError;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;
use watchword_secret::SecretText;
use zeroize::{Zeroize, Zeroizing};

const MIB_IN_KIB: u32 = 1_024;
const GIB_IN_KIB: u64 = 1_024 * 1_024;
const MEMORY_LIMIT_KIB: u32 = 4 * 1_024 * 1_024;
const PASSES_LIMIT: u32 = 64;
const LANES_LIMIT: u32 = 16;
const WORK_LIMIT_KIB: u64 = 12 * GIB_IN_KIB;
const SOFT_SECONDS: f64 = 10.0;
const TARGET_SECONDS: f64 = 1.0;
/// Work that takes under ten seconds even on the slowest machine we know of (0.2 GiB-passes a second).
const SURELY_QUICK_KIB: u64 = 2 * GIB_IN_KIB;
/// Longest password, in bytes of UTF-8 after NFC.
const PASSWORD_LIMIT: usize = 1_024;

/// Cost parameters of Argon2id version 0x13.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes, computed in parallel.
    pub lanes: u32,
}

/// What opening with a password will cost on this machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Memory, in MiB.
    pub memory_mib: u64,
    /// Predicted time, in seconds.
    pub seconds: f64,
}

impl KdfParams {
    /// 64 KiB, one pass, one lane: for tests, worthless as a protection and reported as weak.
    pub const TEST: Self = Self { memory_kib: 64, passes: 1, lanes: 1 };
    /// The least that a new vault gets: RFC 9106, second recommended option.
    pub const FLOOR: Self = Self { memory_kib: 64 * MIB_IN_KIB, passes: 3, lanes: 4 };
    /// What a new vault gets where nothing can be measured.
    pub const DEFAULT: Self = Self { memory_kib: 256 * MIB_IN_KIB, passes: 3, lanes: 4 };

    /// The largest of 64, 128, 256, 512 and 1,024 MiB that this machine handles within a second and an eighth
    /// of its memory. Takes up to a quarter of a second to measure.
    #[must_use]
    pub fn calibrate() -> Self {
        let Some(speed) = speed_kib_per_second() else { return Self::DEFAULT };
        let memory_limit = memory().map_or(u64::from(Self::DEFAULT.memory_kib), |memory| memory.total_kib / 8);
        Self::largest_within(speed, memory_limit)
    }

    fn largest_within(speed: f64, memory_limit_kib: u64) -> Self {
        [1_024, 512, 256, 128]
            .into_iter()
            .map(|mib| Self { memory_kib: mib * MIB_IN_KIB, ..Self::FLOOR })
            .find(|params| {
                u64::from(params.memory_kib) <= memory_limit_kib && params.seconds_at(speed) <= TARGET_SECONDS
            })
            .unwrap_or(Self::FLOOR)
    }

    /// What deriving a key with these parameters costs here.
    pub fn cost(self) -> Cost {
        Cost { memory_mib: u64::from(self.memory_kib).div_ceil(1_024), seconds: self.predict() }
    }

    /// Whether they are below what a new vault would get.
    pub fn is_weak(self) -> bool {
        self.work_kib() < Self::FLOOR.work_kib()
    }

    /// Whether they cost less than a quarter of `target`, so that raising them should be offered.
    pub fn is_far_below(self, target: Self) -> bool {
        self.work_kib() < target.work_kib() / 4
    }

    fn work_kib(self) -> u64 {
        u64::from(self.memory_kib).saturating_mul(u64::from(self.passes))
    }

    fn predict(self) -> f64 {
        speed_kib_per_second().map_or(0.0, |speed| self.seconds_at(speed))
    }

    #[expect(clippy::cast_precision_loss, reason = "a prediction; the work is far below 2^52")]
    fn seconds_at(self, speed: f64) -> f64 {
        self.work_kib() as f64 / speed
    }

    /// Holds the parameters against the hard limits (docs/vault-format.md, Limits).
    pub(crate) fn check(self) -> Result<(), OpenError> {
        let fits = (1..=PASSES_LIMIT).contains(&self.passes)
            && (1..=LANES_LIMIT).contains(&self.lanes)
            && self.memory_kib >= self.lanes * 8
            && self.memory_kib <= MEMORY_LIMIT_KIB
            && self.work_kib() <= WORK_LIMIT_KIB;
        if fits { Ok(()) } else { Err(OpenError::TooCostly(self)) }
    }

    /// The price, when it is so high that the person should agree first.
    pub(crate) fn needs_consent(self) -> Option<Cost> {
        let memory_soft = memory().map_or(GIB_IN_KIB, |memory| GIB_IN_KIB.min(memory.free_kib / 2));
        let costly = u64::from(self.memory_kib) > memory_soft
            || (self.work_kib() > SURELY_QUICK_KIB && self.predict() > SOFT_SECONDS);
        costly.then(|| self.cost())
    }
}

/// The password's bytes as the format defines them: NFC, UTF-8, 1 to 1,024 bytes, nothing trimmed.
pub(crate) fn password_bytes(password: &SecretText) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    let text = password.expose();
    if text.is_empty() || text.len() > 4 * PASSWORD_LIMIT {
        return Err(OpenError::PasswordLength);
    }
    let bytes = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Zeroizing::new(text.as_bytes().to_vec())
    } else {
        // NFC makes UTF-8 at most three times longer, so the buffer never moves.
        let mut normal = Zeroizing::new(String::with_capacity(text.len() * 3));
        normal.extend(text.nfc());
        Zeroizing::new(normal.as_bytes().to_vec())
    };
    if bytes.len() > PASSWORD_LIMIT { Err(OpenError::PasswordLength) } else { Ok(bytes) }
}

/// Argon2id of `password` into 32 bytes. The work buffer is our own and is wiped: the crate would free it as it is,
/// and its last block hashes straight to the key. One derivation runs at a time, so that two do not share the memory
/// that was counted on for one.
pub(crate) fn derive(password: &[u8], salt: &[u8], params: KdfParams) -> Result<Zeroizing<[u8; 32]>, OpenError> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    params.check()?;
    let _turn = ONE_AT_A_TIME.lock();
    let mut key = Zeroizing::new([0; 32]);
    let shortage = OpenError::NotEnoughMemory { mib: u64::from(params.memory_kib).div_ceil(1_024) };
    let settings = Params::new(params.memory_kib, params.passes, params.lanes, Some(32))
        .map_err(|_| OpenError::TooCostly(params))?;
    let mut blocks: Vec<Block> = Vec::new();
    blocks.try_reserve_exact(settings.block_count()).map_err(|_| shortage)?;
    blocks.resize(settings.block_count(), Block::new());
    let outcome = Argon2::new(Algorithm::Argon2id, Version::V0x13, settings).hash_password_into_with_memory(
        password,
        salt,
        key.as_mut_slice(),
        &mut blocks,
    );
    blocks.zeroize();
    outcome.map_err(|_| OpenError::TooCostly(params))?;
    Ok(key)
}

/// Measured once in a process: KiB of memory passed over in a second.
fn speed_kib_per_second() -> Option<f64> {
    static SPEED: OnceLock<Option<f64>> = OnceLock::new();
    *SPEED.get_or_init(|| {
        let probe = KdfParams { memory_kib: 32 * MIB_IN_KIB, passes: 2, lanes: 4 };
        let fastest = (0..2)
            .filter_map(|_| {
                let start = Instant::now();
                derive(b"probe", &[0; 32], probe).ok()?;
                Some(start.elapsed().as_secs_f64())
            })
            .fold(f64::INFINITY, f64::min);
        (fastest.is_finite() && fastest > 0.0).then(|| f64::from(probe.memory_kib * probe.passes) / fastest)
    })
}

struct Memory {
    total_kib: u64,
    free_kib: u64,
}

/// The machine's memory, where the system tells (Linux).
fn memory() -> Option<Memory> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let field = |name: &str| -> Option<u64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':').split_whitespace().next()?.parse().ok()
    };
    Some(Memory { total_kib: field("MemTotal")?, free_kib: field("MemAvailable")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_parameters_are_refused_at_once() {
        let hostile = [
            (u32::MAX, 1, 1),
            (MEMORY_LIMIT_KIB, u32::MAX, 1),
            (MEMORY_LIMIT_KIB, 4, 4),
            (64, PASSES_LIMIT + 1, 1),
            (1_024, 1, (1 << 24) - 1),
            (1_024, 1, LANES_LIMIT + 1),
            (7, 1, 1),
            (0, 0, 0),
        ];
        for (memory_kib, passes, lanes) in hostile {
            let params = KdfParams { memory_kib, passes, lanes };
            assert_eq!(derive(b"x", &[0; 32], params).err(), Some(OpenError::TooCostly(params)));
        }
        assert!(KdfParams { memory_kib: MEMORY_LIMIT_KIB, passes: 3, lanes: 4 }.check().is_ok());
    }

    #[test]
    fn a_soft_limit_asks_before_it_computes() {
        assert!(KdfParams { memory_kib: 3 << 20, passes: 1, lanes: 4 }.needs_consent().is_some());
        assert!(KdfParams::TEST.needs_consent().is_none());
    }

    #[test]
    fn calibration_stays_between_the_floor_and_an_eighth_of_memory() {
        let fast = 1e12;
        assert_eq!(KdfParams::largest_within(fast, 8 << 20).memory_kib, 1_024 * 1_024);
        assert_eq!(KdfParams::largest_within(fast, 256 * 1_024).memory_kib, 256 * 1_024);
        assert_eq!(KdfParams::largest_within(1.0, 8 << 20), KdfParams::FLOOR);
        assert_eq!(KdfParams::largest_within(fast, 1), KdfParams::FLOOR);
    }

    #[test]
    fn composed_and_decomposed_passwords_are_the_same() {
        let composed = password_bytes(&SecretText::copy_of("contrase\u{f1}a \u{e9}")).unwrap();
        let decomposed = password_bytes(&SecretText::copy_of("contrasen\u{303}a e\u{301}")).unwrap();
        assert_eq!(composed, decomposed);
        assert_eq!(password_bytes(&SecretText::copy_of(" x ")).unwrap().as_slice(), b" x ");
    }

    #[test]
    fn passwords_have_1_to_1024_bytes() {
        for (length, good) in [(0, false), (1, true), (1_024, true), (1_025, false), (100_000, false)] {
            assert_eq!(password_bytes(&SecretText::new("a".repeat(length))).is_ok(), good, "{length}");
        }
    }

    /// That the derivation is Argon2id as others know it is held against a second reader in `tests/python_reader.rs`.
    #[test]
    fn every_parameter_changes_the_key() {
        let params = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
        let first = derive(b"password", &[7; 32], params).unwrap();
        assert_ne!(first, derive(b"password", &[8; 32], params).unwrap());
        assert_ne!(first, derive(b"passwore", &[7; 32], params).unwrap());
        assert_ne!(first, derive(b"password", &[7; 32], KdfParams { passes: 2, ..params }).unwrap());
    }
}
