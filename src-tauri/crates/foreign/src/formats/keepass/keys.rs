//! The keys of a KDBX file: the password and the key file make the composite key, that the master key.

use data_encoding::HEXLOWER_PERMISSIVE;
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

use crate::{
    OpenError,
    blocks::{encoding, text, xml::Element},
};

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
    if let Some(key) = read_xml_key(bytes)? {
        return Ok(key);
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

/// The key of an XML key file; `None` for a file of another kind.
fn read_xml_key(bytes: &[u8]) -> Result<Option<Key>, OpenError> {
    let root = text::decode(bytes).and_then(|text| Element::parse(&text).ok()).filter(|root| root.name == "KeyFile");
    let Some(root) = root else { return Ok(None) };
    let data = root.child("Key").and_then(|key| key.child("Data")).ok_or(OpenError::KeyFileUnusable)?;
    let version = root.child("Meta").and_then(|meta| meta.child_text("Version")).unwrap_or_default();
    let key = if version.trim().starts_with('2') { read_hex_key(data) } else { read_base64_key(data) };
    key.map(Some).ok_or(OpenError::KeyFileUnusable)
}

/// Version 1.
fn read_base64_key(data: &Element) -> Option<Key> {
    encoding::base64(&data.text)?.as_slice().try_into().ok().map(Zeroizing::new)
}

/// Version 2, with the beginning of its SHA-256 as a check.
fn read_hex_key(data: &Element) -> Option<Key> {
    let digits: Zeroizing<Vec<u8>> =
        Zeroizing::new(data.text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
    let key = decode_hex(&digits)?;
    match data.attribute("Hash") {
        Some(hash) => {
            encoding::hex(hash).is_some_and(|hash| Sha256::digest(key.as_slice()).starts_with(&hash)).then_some(key)
        }
        None => Some(key),
    }
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
            data_encoding::BASE64.encode(&KEY)
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
