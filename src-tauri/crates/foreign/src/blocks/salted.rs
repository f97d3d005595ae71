//! "Salted__": what OpenSSL and `CryptoJS` write when a passphrase is all they are given
//! (docs/formats/more-authenticators.md, "OpenSSL Salted"). Nothing authenticates it, so the caller looks at the
//! content too.

use md5::{Digest, Md5};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use super::cbc;

const MAGIC: &[u8] = b"Salted__";
const SALT_BYTES: usize = 8;

/// Whether the bytes begin like a sealed text of this sort.
pub(crate) fn is_salted(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Opens with AES-256-CBC, key and IV made from the passphrase by MD5. `None` when it has no such form or the
/// padding is wrong.
pub(crate) fn open(sealed: &[u8], passphrase: &[u8]) -> Option<SecretBytes> {
    let (salt, ciphertext) = sealed.strip_prefix(MAGIC)?.split_at_checked(SALT_BYTES)?;
    let mut blocks = Zeroizing::new([[0_u8; 16]; 3]);
    let mut previous = Zeroizing::new([0_u8; 16]);
    for (number, block) in blocks.iter_mut().enumerate() {
        let mut hash = Md5::new();
        if number > 0 {
            hash.update(previous.as_slice());
        }
        hash.update(passphrase);
        hash.update(salt);
        *block = hash.finalize().into();
        *previous = *block;
    }
    let [first, second, iv] = &*blocks;
    let mut key = Zeroizing::new([0_u8; 32]);
    let (left, right) = key.split_at_mut(16);
    left.copy_from_slice(first);
    right.copy_from_slice(second);
    cbc::open(&*key, iv, ciphertext)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_openssl_wrote() {
        // printf plover | openssl enc -aes-256-cbc -md md5 -S 0102030405060708 -pass pass:heron
        let sealed = data_encoding::HEXLOWER.decode(SEALED.as_bytes()).unwrap();
        assert_eq!(open(&sealed, b"heron").as_ref().map(SecretBytes::expose), Some(b"plover".as_slice()));
        assert!(open(&sealed, b"egret").is_none());
        for length in 0..sealed.len() {
            assert!(open(sealed.get(..length).unwrap(), b"heron").is_none());
        }
    }

    const SEALED: &str = "53616c7465645f5f010203040506070834e54e1b9237d45d45c08d7ccd94d3c1";
}
