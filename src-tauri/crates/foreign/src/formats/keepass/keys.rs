//! The keys of a KDBX file: the password and the key file make the composite key, that the master key.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

use crate::{OpenError, blocks::xml::Element};

/// A key of 32 bytes that is wiped.
pub(super) type Key = Zeroizing<[u8; 32]>;

/// What a file is opened with: a password, a key file, or both.
pub(super) fn composite(password: Option<&str>, key_file: Option<&Key>) -> Key {
    let mut hash = Sha256::new();
    if let Some(password) = password {
        hash.update(Zeroizing::new(<[u8; 32]>::from(Sha256::digest(password.as_bytes()))));
    }
    if let Some(key) = key_file {
        hash.update(key);
    }
    Zeroizing::new(hash.finalize().into())
}

/// The key in a key file: XML of version 1 or 2, 32 raw bytes, 64 hexadecimal digits, or the hash of any file.
///
/// # Errors
/// [`OpenError::KeyFileUnusable`] when the key in an XML key file cannot be read or its check sum does not fit.
pub(super) fn read_key_file(bytes: &[u8]) -> Result<Key, OpenError> {
    if let Some(key) = read_xml_key(bytes) {
        return key.ok_or(OpenError::KeyFileUnusable);
    }
    if let Ok(raw) = bytes.try_into() {
        return Ok(Zeroizing::new(raw));
    }
    if bytes.len() == 64
        && let Some(key) = decode_hex(bytes)
    {
        return Ok(key);
    }
    Ok(Zeroizing::new(Sha256::digest(bytes).into()))
}

/// The master key, which decrypts the body.
pub(super) fn master(seed: &[u8], transformed: &Key) -> Key {
    Zeroizing::new(Sha256::new().chain_update(seed).chain_update(transformed).finalize().into())
}

/// From which version 4 derives the key of each block's check.
pub(super) fn check_base(seed: &[u8], transformed: &Key) -> Zeroizing<[u8; 64]> {
    Zeroizing::new(Sha512::new().chain_update(seed).chain_update(transformed).chain_update([1]).finalize().into())
}

/// `None`: no XML key file. `Some(None)`: one whose key cannot be read.
fn read_xml_key(bytes: &[u8]) -> Option<Option<Key>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let root = Element::parse(text.trim_start_matches('\u{feff}')).ok().filter(|root| root.name == "KeyFile")?;
    let data = root.child("Key")?.child("Data")?;
    let is_version2 = root
        .child("Meta")
        .and_then(|meta| meta.child_text("Version"))
        .is_some_and(|version| version.trim().starts_with('2'));
    let packed: Zeroizing<Vec<u8>> =
        Zeroizing::new(data.text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
    if !is_version2 {
        let key = BASE64.decode(&packed).ok().map(Zeroizing::new);
        return Some(key.and_then(|key| key.as_slice().try_into().ok()).map(Zeroizing::new));
    }
    let key = decode_hex(&packed);
    let hash = data.attribute("Hash").map(|hash| HEXLOWER_PERMISSIVE.decode(hash.trim().as_bytes()));
    Some(key.filter(|key| match hash {
        Some(Ok(hash)) => Sha256::digest(key).starts_with(&hash),
        Some(Err(_)) => false,
        None => true,
    }))
}

fn decode_hex(digits: &[u8]) -> Option<Key> {
    let bytes = Zeroizing::new(HEXLOWER_PERMISSIVE.decode(digits).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = *b"0123456789abcdef0123456789ABCDEF";

    fn key_of(bytes: &[u8]) -> [u8; 32] {
        *read_key_file(bytes).unwrap_or_else(|_| panic!("no key"))
    }

    #[test]
    fn every_form_of_key_file_is_read() {
        let hex = HEXLOWER_PERMISSIVE.encode(&KEY);
        let hash = HEXLOWER_PERMISSIVE.encode(&Sha256::digest(KEY)[..4]);
        let xml1 = format!(
            "<?xml version=\"1.0\"?><KeyFile><Meta><Version>1.00</Version></Meta><Key><Data>{}</Data></Key></KeyFile>",
            BASE64.encode(&KEY)
        );
        let (left, right) = hex.split_at(32);
        let xml2 = format!(
            "<KeyFile><Meta><Version>2.0</Version></Meta><Key><Data Hash=\"{hash}\">\n {left}\n {right}\n</Data></Key></KeyFile>"
        );
        for file in [xml1.as_bytes(), xml2.as_bytes(), &KEY, hex.as_bytes()] {
            assert_eq!(key_of(file), KEY);
        }
        assert_eq!(key_of(b"any file"), <[u8; 32]>::from(Sha256::digest(b"any file")));
        assert!(read_key_file(xml2.replace(&hash, "00000000").as_bytes()).is_err());
    }

    #[test]
    fn a_missing_part_is_left_out_of_the_composite_key() {
        let hash = Sha256::digest(b"p");
        assert_eq!(*composite(Some("p"), None), <[u8; 32]>::from(Sha256::digest(hash)));
        let both = Sha256::new().chain_update(hash).chain_update(KEY).finalize();
        assert_eq!(*composite(Some("p"), Some(&Zeroizing::new(KEY))), <[u8; 32]>::from(both));
    }
}
