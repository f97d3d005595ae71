//! The two layers of encryption around a file of OTP Auth: an outer one with a key that is the same for everybody,
//! and an inner one with the password.

use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use crate::blocks::{binary_plist::is_binary_plist, cbc, cbc_unpadded};

/// What the fixed key of each sort of file is the hash of.
const KEY_OF_STORE: &[u8] = b"Authenticator";
const KEY_OF_ACCOUNT: &[u8] = b"OTPAuth";
const BLOCK_BYTES: usize = 16;
/// How the newer inner layer begins.
const VERSION: [u8; 2] = [0x03, 0x01];
const SALT_BYTES: usize = 8;
const MAC_BYTES: usize = 32;
const ROUNDS: u32 = 10_000;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// All folders and accounts (`.otpauthdb`).
    Store,
    /// One account (`.otpauth`).
    Account,
}

/// Why the inner layer does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LayerError {
    /// The layer is not of the form it should have.
    Damaged,
    /// The password is wrong or the layer damaged; nothing tells which.
    NotOpened,
}

fn fixed_key(sort: Sort) -> [u8; 32] {
    Sha256::digest(match sort {
        Sort::Store => KEY_OF_STORE,
        Sort::Account => KEY_OF_ACCOUNT,
    })
    .into()
}

/// Which sort of file this is, by its first block; `None` when it is neither. One that ends early is of a sort too.
pub(crate) fn sort_of(bytes: &[u8]) -> Option<Sort> {
    let first = bytes.get(..BLOCK_BYTES)?;
    [Sort::Store, Sort::Account].into_iter().find(|&sort| {
        cbc_unpadded::open(&fixed_key(sort), &[0; 16], first).is_some_and(|block| is_binary_plist(block.expose()))
    })
}

/// Opens the outer layer; `None` when it is damaged.
pub(crate) fn open_outer(bytes: &[u8], sort: Sort) -> Option<SecretBytes> {
    cbc::open(&fixed_key(sort), &[0; 16], bytes)
}

/// Opens the older inner layer. Nothing authenticates it but the form of its content.
pub(crate) fn open_older(
    sealed: &[u8],
    salt: &str,
    iv: &[u8],
    password: &SecretText,
) -> Result<SecretBytes, LayerError> {
    if sealed.is_empty() || !sealed.len().is_multiple_of(BLOCK_BYTES) {
        return Err(LayerError::Damaged);
    }
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(
        Sha256::new()
            .chain_update(salt.as_bytes())
            .chain_update(b"-")
            .chain_update(password.expose().as_bytes())
            .finalize()
            .into(),
    );
    let iv = Sha1::digest(iv);
    let iv = iv.first_chunk().ok_or(LayerError::Damaged)?;
    cbc::open(&*key, iv, sealed).filter(|plain| is_binary_plist(plain.expose())).ok_or(LayerError::NotOpened)
}

/// Opens the newer inner layer: `03 01`, two salts, IV, ciphertext, HMAC over all before it.
pub(crate) fn open_newer(sealed: &[u8], password: &SecretText) -> Result<SecretBytes, LayerError> {
    let (message, stored) = sealed.split_last_chunk::<MAC_BYTES>().ok_or(LayerError::Damaged)?;
    let rest = message.strip_prefix(&VERSION).ok_or(LayerError::Damaged)?;
    let (key_salt, rest) = rest.split_first_chunk::<SALT_BYTES>().ok_or(LayerError::Damaged)?;
    let (mac_salt, rest) = rest.split_first_chunk::<SALT_BYTES>().ok_or(LayerError::Damaged)?;
    let (iv, ciphertext) = rest.split_first_chunk::<BLOCK_BYTES>().ok_or(LayerError::Damaged)?;
    let derive = |salt: &[u8]| {
        let mut key = Zeroizing::new([0; 32]);
        pbkdf2::pbkdf2_hmac::<Sha1>(password.expose().as_bytes(), salt, ROUNDS, &mut *key);
        key
    };
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&*derive(mac_salt)).map_err(|_| LayerError::Damaged)?;
    mac.update(message);
    mac.verify_slice(stored).map_err(|_| LayerError::NotOpened)?;
    cbc::open(&*derive(key_salt), iv, ciphertext).ok_or(LayerError::Damaged)
}
