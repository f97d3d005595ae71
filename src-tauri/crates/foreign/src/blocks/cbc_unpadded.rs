//! AES-256-CBC of whole blocks, without padding and without anything that authenticates.

use aes::{
    Aes256,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use super::cbc::BLOCK_BYTES;

/// Opens whole blocks. `None` when the length is no multiple of 16.
pub(crate) fn open(key: &[u8; 32], iv: &[u8; BLOCK_BYTES], ciphertext: &[u8]) -> Option<SecretBytes> {
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    cbc::Decryptor::<Aes256>::new(key.into(), iv.into()).decrypt_padded::<NoPadding>(&mut buffer).ok()?;
    Some(SecretBytes::new(std::mem::take(&mut *buffer)))
}
