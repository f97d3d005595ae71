//! The stream that hides protected values: one for the whole document, in its order.

use chacha20::ChaCha20;
use salsa20::Salsa20;
use salsa20::cipher::{KeyIvInit, StreamCipher};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

use crate::{OpenError, Unsupported};

/// The nonce of Salsa20, the same in every file.
const SALSA20_NONCE: [u8; 8] = *b"\xe8\x30\x09\x4b\x97\x20\x5d\x2a";

/// The stream, at the place where the next protected value begins.
pub(super) enum Stream {
    /// Values are not hidden.
    None,
    /// The stream of version 3.
    Salsa20(Box<Salsa20>),
    /// The stream of version 4.
    ChaCha20(Box<ChaCha20>),
}

impl Stream {
    /// Starts the stream.
    ///
    /// # Errors
    /// [`OpenError::Unsupported`] for a stream that is not known.
    pub(super) fn new(cipher: u32, key: &[u8]) -> Result<Self, OpenError> {
        let stream = match cipher {
            0 => Some(Self::None),
            2 => {
                let key = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(key)));
                Salsa20::new_from_slices(key.as_slice(), &SALSA20_NONCE)
                    .ok()
                    .map(|stream| Self::Salsa20(Box::new(stream)))
            }
            3 => {
                let hash = Zeroizing::new(<[u8; 64]>::from(Sha512::digest(key)));
                let (key, rest) = hash.split_at(32);
                let (nonce, _) = rest.split_at(12);
                ChaCha20::new_from_slices(key, nonce).ok().map(|stream| Self::ChaCha20(Box::new(stream)))
            }
            _ => None,
        };
        stream.ok_or(OpenError::Unsupported(Unsupported::Encryption))
    }

    /// Uncovers a value in place; `None` when the stream has come to its end.
    pub(super) fn apply(&mut self, value: &mut [u8]) -> Option<()> {
        match self {
            Self::None => Some(()),
            Self::Salsa20(stream) => stream.try_apply_keystream(value).ok(),
            Self::ChaCha20(stream) => stream.try_apply_keystream(value).ok(),
        }
    }
}
