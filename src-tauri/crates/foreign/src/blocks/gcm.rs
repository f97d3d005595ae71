//! AES-256-GCM with a nonce of 12 bytes, a tag of 16 bytes and no associated data unless given.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce, Tag,
    aead::{AeadInOut, inout::InOutBuf},
};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use super::kdf::Key;

/// The length of a tag, in bytes.
pub(crate) const TAG_BYTES: usize = 16;
/// The length of a nonce, in bytes.
pub(crate) const NONCE_BYTES: usize = 12;

/// The tag does not match: the key is wrong or the data was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TagMismatch;

/// Opens a ciphertext whose tag stands apart.
pub(crate) fn open(
    key: &Key,
    nonce: &[u8; NONCE_BYTES],
    ciphertext: &[u8],
    tag: &[u8; TAG_BYTES],
    associated: &[u8],
) -> Result<SecretBytes, TagMismatch> {
    let cipher = Aes256Gcm::new(key.array().into());
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    cipher
        .decrypt_inout_detached(
            &Nonce::from(*nonce),
            associated,
            InOutBuf::from(buffer.as_mut_slice()),
            &Tag::from(*tag),
        )
        .map_err(|_| TagMismatch)?;
    Ok(SecretBytes::new(std::mem::take(&mut *buffer)))
}

/// Seals bytes; gives the ciphertext and its tag.
pub(crate) fn seal(
    key: &Key,
    nonce: &[u8; NONCE_BYTES],
    plain: &[u8],
    associated: &[u8],
) -> (Vec<u8>, [u8; TAG_BYTES]) {
    let cipher = Aes256Gcm::new(key.array().into());
    let mut buffer = plain.to_vec();
    // Only a text of 64 GiB is refused.
    let tag = cipher
        .encrypt_inout_detached(&Nonce::from(*nonce), associated, InOutBuf::from(buffer.as_mut_slice()))
        .unwrap_or_default();
    (buffer, tag.into())
}

/// Opens a ciphertext with the tag behind it.
pub(crate) fn open_joined(
    key: &Key,
    nonce: &[u8; NONCE_BYTES],
    ciphertext_and_tag: &[u8],
    associated: &[u8],
) -> Result<SecretBytes, TagMismatch> {
    let (ciphertext, tag) = ciphertext_and_tag.split_last_chunk::<TAG_BYTES>().ok_or(TagMismatch)?;
    open(key, nonce, ciphertext, tag, associated)
}
