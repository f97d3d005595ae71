//! One-time passwords: the codes and the links that carry their secrets.
//!
//! [`Otp`] is everything a code is computed from; [`Otp::codes_at`] computes. [`link`] reads and writes
//! `otpauth:`, `motp:` and `steam:` links, [`migration`] reads the parts of a Google Authenticator export.
//!
//! Invariants: time is a parameter, never read here; nothing is defaulted in silence (an unknown algorithm,
//! type or digit count is an error); no error carries text of what was read.

use watchword_secret::{SecretBytes, SecretText};

/// How codes are computed. The names are those of the command line and the vault file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Time-based, RFC 6238.
    Totp,
    /// Counter-based, RFC 4226.
    Hotp,
    /// Steam Guard: five letters of an own alphabet.
    Steam,
    /// Mobile-OTP: MD5 over time, secret text and PIN.
    Motp,
    /// Yandex Key: eight letters, a PIN takes part.
    Yandex,
}

/// The hash of the HMAC (of the plain hash for mOTP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// MD5, of mOTP only.
    Md5,
    /// SHA-1, what nearly every service uses.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// Everything that a code is computed from.
pub struct Otp {
    /// How codes are computed.
    pub kind: Kind,
    /// The shared secret, as raw bytes (mOTP: the bytes of its secret text).
    pub secret: SecretBytes,
    /// The hash.
    pub algorithm: Algorithm,
    /// Length of the code, 1 to 10 symbols.
    pub digits: u8,
    /// Seconds that one code is valid, at least 1. Not used by [`Kind::Hotp`].
    pub period: u32,
    /// Counter of the next code. Used by [`Kind::Hotp`] only.
    pub counter: u64,
    /// PIN of mOTP and Yandex; `None` when it is not known yet.
    pub pin: Option<SecretText>,
}
