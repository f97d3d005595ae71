//! Databases of SQLCipher 3, decrypted page by page (docs/formats/more-authenticators.md, "Authenticator Plus,
//! database authplus.db"). The result is a plain SQLite file.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use super::cbc_unpadded;

/// Bytes of a page.
pub(crate) const PAGE_BYTES: usize = 1024;
const SALT_BYTES: usize = 16;
const IV_BYTES: usize = 16;
const MAC_BYTES: usize = 20;
/// IV, MAC and filler at the end of each page.
const RESERVED_BYTES: usize = 48;
const KEY_ROUNDS: u32 = 64_000;
const MAC_KEY_ROUNDS: u32 = 2;
/// What the salt of the MAC key differs by.
const MAC_SALT_MASK: u8 = 0x3a;
/// How a plain database begins; the salt stands in its place.
const PLAIN_HEADER: &[u8; SALT_BYTES] = b"SQLite format 3\0";

/// Why a database does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SqlcipherError {
    /// The size is not one of whole pages.
    Size,
    /// The first page is not authentic: the password is wrong, or the file is damaged.
    FirstPage,
    /// A later page is not authentic, although the password is right.
    LaterPage,
}

/// Whether the size is one that a database can have.
pub(crate) const fn is_size(length: usize) -> bool {
    length >= 2 * PAGE_BYTES && length.is_multiple_of(PAGE_BYTES)
}

/// Decrypts a database.
pub(crate) fn open(bytes: &[u8], password: &SecretText) -> Result<Zeroizing<Vec<u8>>, SqlcipherError> {
    let (pages, rest) = bytes.as_chunks::<PAGE_BYTES>();
    let salt: &[u8; SALT_BYTES] = bytes.first_chunk().ok_or(SqlcipherError::Size)?;
    if !rest.is_empty() {
        return Err(SqlcipherError::Size);
    }
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha1>(password.expose().as_bytes(), salt, KEY_ROUNDS, &mut *key);
    let mut mac_key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha1>(&*key, &salt.map(|byte| byte ^ MAC_SALT_MASK), MAC_KEY_ROUNDS, &mut *mac_key);

    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len()));
    for (number, page) in (1_u32..).zip(pages) {
        let broken = if number == 1 { SqlcipherError::FirstPage } else { SqlcipherError::LaterPage };
        let skipped = if number == 1 { SALT_BYTES } else { 0 };
        let body = page.get(skipped..PAGE_BYTES - RESERVED_BYTES).ok_or(SqlcipherError::Size)?;
        plain.extend_from_slice(PLAIN_HEADER.get(..skipped).ok_or(SqlcipherError::Size)?);
        let data = open_page(&key, &mac_key, number, body, page.last_chunk().ok_or(SqlcipherError::Size)?);
        plain.extend_from_slice(data.ok_or(broken)?.expose());
        plain.extend_from_slice(page.get(PAGE_BYTES - RESERVED_BYTES..).ok_or(SqlcipherError::Size)?);
    }
    Ok(plain)
}

/// The plain data of a page; `None` when its MAC is wrong.
fn open_page(
    key: &[u8; 32],
    mac_key: &[u8; 32],
    number: u32,
    data: &[u8],
    reserved: &[u8; RESERVED_BYTES],
) -> Option<SecretBytes> {
    let (iv, rest) = reserved.split_first_chunk::<IV_BYTES>()?;
    let stored = rest.first_chunk::<MAC_BYTES>()?;
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(mac_key).ok()?;
    mac.update(data);
    mac.update(iv);
    mac.update(&number.to_le_bytes());
    mac.verify_slice(stored).ok()?;
    cbc_unpadded::open(key, iv, data)
}
