//! AES-256 in CBC mode without anything that authenticates (docs/formats, section 22.3).
//!
//! One wrong key in about 255 leaves a valid padding, so whoever opens looks at the content too.

use aes::Aes256;
use cbc::cipher::{
    BlockModeDecrypt, KeyIvInit,
    block_padding::{NoPadding, Pkcs7},
};
use zeroize::Zeroizing;

/// Opens `ciphertext`, padded by PKCS#7. `None` when its length is no positive multiple of 16 or the padding is wrong.
pub(crate) fn open_aes256(key: &[u8; 32], iv: &[u8; 16], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let cipher = cbc::Decryptor::<Aes256>::new(key.into(), iv.into());
    let length = cipher.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len();
    buffer.truncate(length);
    Some(buffer)
}

/// Opens whole blocks without padding. `None` when the length is no multiple of 16.
pub(crate) fn open_aes256_unpadded(key: &[u8; 32], iv: &[u8; 16], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    cbc::Decryptor::<Aes256>::new(key.into(), iv.into()).decrypt_padded::<NoPadding>(&mut buffer).ok()?;
    Some(buffer)
}
