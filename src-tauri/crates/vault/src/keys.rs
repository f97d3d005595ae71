//! The vault key and what is derived from it (HKDF-SHA-256, RFC 5869), and the one AEAD of the format.

use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use watchword_secret::{RandomFailed, SecretBytes, make_random};
use zeroize::Zeroizing;

/// Before every purpose, so that no key of this format equals a key of another.
const INFO_PREFIX: &str = "watchword/v1/";
/// Length of an XChaCha20 nonce.
pub(crate) const NONCE: usize = 24;
/// Length of a Poly1305 tag.
pub(crate) const TAG: usize = 16;

/// The vault key of one epoch and whom it belongs to.
pub(crate) struct Keys {
    vault_key: SecretBytes,
    pub(crate) vault_id: [u8; 16],
    pub(crate) epoch: u32,
}

impl Keys {
    /// New random keys.
    pub(crate) fn make(vault_id: [u8; 16], epoch: u32) -> Result<Self, RandomFailed> {
        Ok(Self { vault_key: SecretBytes::make(32)?, vault_id, epoch })
    }

    /// The keys of an unwrapped vault key.
    pub(crate) fn new(vault_key: SecretBytes, vault_id: [u8; 16], epoch: u32) -> Self {
        Self { vault_key, vault_id, epoch }
    }

    pub(crate) fn vault_key(&self) -> &SecretBytes {
        &self.vault_key
    }

    /// The key for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        derive(self.vault_key.expose(), &self.vault_id, &[INFO_PREFIX.as_bytes(), purpose.as_bytes()])
    }

    /// HMAC-SHA-256 of `data` under the key for `purpose`.
    pub(crate) fn mac(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        // HMAC takes keys of any length, so the error cannot occur; an all-zero MAC would fit nothing.
        Hmac::<Sha256>::new_from_slice(self.derive(purpose).as_slice())
            .map_or([0; 32], |mac| mac.chain_update(data).finalize().into_bytes().into())
    }
}

/// HKDF-SHA-256 into `N` bytes; the info is the concatenation of `info`.
pub(crate) fn derive<const N: usize>(secret: &[u8], salt: &[u8], info: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let mut key = Zeroizing::new([0; N]);
    // Only lengths over 8,160 bytes are refused.
    let derived = Hkdf::<Sha256>::new(Some(salt), secret).expand_multi_info(info, key.as_mut_slice());
    debug_assert!(derived.is_ok());
    key
}

/// Encrypts `buffer` in place and returns the tag.
pub(crate) fn seal(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], buffer: &mut [u8]) -> Option<[u8; TAG]> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let tag = cipher.encrypt_inout_detached(&XNonce::from(*nonce), aad, InOutBuf::from(buffer)).ok()?;
    Some(tag.into())
}

/// Checks and decrypts `buffer` in place; `None`, with nothing decrypted, when the tag does not fit.
pub(crate) fn open(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], buffer: &mut [u8], tag: &[u8; TAG]) -> Option<()> {
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt_inout_detached(&XNonce::from(*nonce), aad, InOutBuf::from(buffer), &Tag::from(*tag)).ok()
}

/// Seals `bytes` on its own: nonce, then ciphertext, then tag.
pub(crate) fn seal_box(key: &[u8; 32], aad: &[u8], bytes: &[u8]) -> Result<Vec<u8>, RandomFailed> {
    let nonce: [u8; NONCE] = make_random()?;
    let mut sealed = Vec::with_capacity(NONCE + bytes.len() + TAG);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(bytes);
    let tag = sealed.get_mut(NONCE..).and_then(|body| seal(key, &nonce, aad, body)).ok_or(RandomFailed)?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens what [`seal_box`] made.
pub(crate) fn open_box(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
    let (body, tag) = rest.split_last_chunk::<TAG>()?;
    let mut body = Zeroizing::new(body.to_vec());
    open(key, nonce, aad, &mut body, tag)?;
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new(SecretBytes::new(vec![1; 32]), [2; 16], 1)
    }

    #[test]
    fn each_purpose_and_each_vault_has_a_key_of_its_own() {
        let other_vault = Keys::new(SecretBytes::new(vec![1; 32]), [3; 16], 1);
        assert_ne!(keys().derive("header"), keys().derive("payload"));
        assert_ne!(keys().derive("header"), other_vault.derive("header"));
    }

    #[test]
    fn a_box_opens_only_with_its_key_and_its_context() {
        let (key, other) = (keys().derive("a"), keys().derive("b"));
        let sealed = seal_box(&key, b"context", b"content").unwrap();
        assert_eq!(open_box(&key, b"context", &sealed).unwrap().as_slice(), b"content");
        assert!(open_box(&other, b"context", &sealed).is_none());
        assert!(open_box(&key, b"contexT", &sealed).is_none());
        assert!(open_box(&key, b"context", &sealed[..sealed.len() - 1]).is_none());
        assert!(open_box(&key, b"context", b"short").is_none());
    }
}
