//! AES-CBC with PKCS#7 padding, which nothing authenticates: whoever uses it tests the content too, or a MAC first.

use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

/// The length of a block, in bytes.
pub(crate) const BLOCK_BYTES: usize = 16;

/// Opens a ciphertext with a key of 16, 24 or 32 bytes. `None` when the padding is not right, or a length is not.
pub(crate) fn open(key: &[u8], iv: &[u8; BLOCK_BYTES], ciphertext: &[u8]) -> Option<SecretBytes> {
    match key.len() {
        16 => decrypt::<cbc::Decryptor<aes::Aes128>>(key, iv, ciphertext),
        24 => decrypt::<cbc::Decryptor<aes::Aes192>>(key, iv, ciphertext),
        32 => decrypt::<cbc::Decryptor<aes::Aes256>>(key, iv, ciphertext),
        _ => None,
    }
}

fn decrypt<D: BlockModeDecrypt + KeyIvInit>(key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Option<SecretBytes> {
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let length = D::new_from_slices(key, iv).ok()?.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len();
    // No more than the plain text leaves; what is behind it is wiped with the buffer.
    buffer.get(..length).map(SecretBytes::copy_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::encoding::hex;

    /// Made with OpenSSL: `openssl enc -aes-128-cbc` of the text `abc`, key and IV of zeros.
    #[test]
    fn a_known_answer_and_what_is_refused() {
        let sealed = hex("976a995f94cf4c1e24b6e2fb067e7a69").unwrap();
        assert!(open(&[0; 16], &[0; 16], &sealed).is_some_and(|text| text.expose() == b"abc"));
        assert!(open(&[1; 16], &[0; 16], &sealed).is_none());
        assert!(open(&[0; 16], &[0; 16], &[]).is_none());
        assert!(open(&[0; 16], &[0; 16], &[0; 15]).is_none());
        assert!(open(&[0; 15], &[0; 16], &[0; 16]).is_none());
    }
}
