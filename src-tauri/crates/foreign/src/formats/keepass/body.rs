//! The body of a KDBX file: checked, decrypted, put together and unpacked to XML.

use std::io::Read;

use aes::Aes256;
use cbc::Decryptor;
use chacha20::ChaCha20;
use chacha20::cipher::{
    BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit, KeyIvInit, StreamCipher, block_padding::Pkcs7,
};
use flate2::read::GzDecoder;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256, Sha512};
use twofish::Twofish;
use watchword_secret::equal;
use zeroize::Zeroizing;

use super::header::{Cipher, Header, Version3};
use super::keys::{self, Key};
use super::protected::Stream;
use crate::{OpenError, blocks::bytes::Bytes};

/// The most that the XML may unpack to, in bytes.
const MAX_XML: u64 = 256 << 20;

/// The decrypted document, and what its protected values are hidden with.
pub(super) struct Body {
    /// The XML.
    pub(super) xml: Zeroizing<Vec<u8>>,
    /// The stream of the protected values.
    pub(super) stream: Stream,
}

/// Opens the body with a transformed key.
///
/// # Errors
/// Version 4: [`OpenError::WrongPassword`] when the check of the header says so, otherwise [`OpenError::Damaged`].
/// Version 3: [`OpenError::WrongPasswordOrDamaged`] up to its start bytes, [`OpenError::Damaged`] behind them.
pub(super) fn open(header: &Header, transformed: &Key) -> Result<Body, OpenError> {
    let master = keys::master(header.seed, transformed);
    match &header.version3 {
        Some(version3) => open3(header, version3, &master),
        None => open4(header, &master, &keys::check_base(header.seed, transformed)),
    }
}

fn open3(header: &Header, version3: &Version3, master: &Key) -> Result<Body, OpenError> {
    let plain = decrypt(header, master, header.body).ok_or(OpenError::WrongPasswordOrDamaged)?;
    let mut bytes = Bytes::new(&plain);
    if !bytes.take(32).is_some_and(|start| equal(start, version3.start)) {
        return Err(OpenError::WrongPasswordOrDamaged);
    }
    let joined = join_blocks3(bytes).ok_or(OpenError::damaged("body"))?;
    let stream = Stream::new(version3.inner_cipher, version3.inner_key)?;
    Ok(Body { xml: unpack(header, joined)?, stream })
}

/// Index, SHA-256, length, data; a block without data ends.
fn join_blocks3(mut bytes: Bytes) -> Option<Zeroizing<Vec<u8>>> {
    let mut joined = Zeroizing::new(Vec::with_capacity(bytes.rest().len()));
    loop {
        let _index = bytes.u32_le()?;
        let hash = bytes.take(32)?;
        let data = bytes.sized_le()?;
        if data.is_empty() {
            return Some(joined);
        }
        if !equal(&Sha256::digest(data), hash) {
            return None;
        }
        joined.extend_from_slice(data);
    }
}

fn open4(header: &Header, master: &Key, base: &[u8; 64]) -> Result<Body, OpenError> {
    let damaged = || OpenError::damaged("header");
    let mut bytes = Bytes::new(header.body);
    // The hash of the header, which was checked with it.
    bytes.take(32).ok_or_else(damaged)?;
    let check = bytes.take(32).ok_or_else(damaged)?;
    if !is_authentic(base, u64::MAX, &[header.bytes], check) {
        return Err(OpenError::WrongPassword);
    }
    let encrypted = join_blocks4(bytes, base).ok_or(OpenError::damaged("body"))?;
    let plain = decrypt(header, master, &encrypted).ok_or(OpenError::damaged("body"))?;
    let plain = unpack(header, plain)?;
    let mut bytes = Bytes::new(&plain);
    let (cipher, key) = read_inner_header(&mut bytes).ok_or(OpenError::damaged("inner-header"))?;
    let stream = Stream::new(cipher, key)?;
    Ok(Body { xml: Zeroizing::new(bytes.rest().to_vec()), stream })
}

/// HMAC, length, data; a block without data ends, and is checked too.
fn join_blocks4(mut bytes: Bytes, base: &[u8; 64]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(bytes.rest().len());
    for index in 0_u64.. {
        let check = bytes.take(32)?;
        let data = bytes.sized_le()?;
        let length = u32::try_from(data.len()).ok()?;
        if !is_authentic(base, index, &[&index.to_le_bytes(), &length.to_le_bytes(), data], check) {
            return None;
        }
        if data.is_empty() {
            break;
        }
        joined.extend_from_slice(data);
    }
    Some(joined)
}

fn is_authentic(base: &[u8; 64], index: u64, parts: &[&[u8]], check: &[u8]) -> bool {
    let key =
        Zeroizing::new(<[u8; 64]>::from(Sha512::new().chain_update(index.to_le_bytes()).chain_update(base).finalize()));
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_slice()) else { return false };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(check).is_ok()
}

/// The inner cipher and its key; attachments are passed over.
fn read_inner_header<'a>(bytes: &mut Bytes<'a>) -> Option<(u32, &'a [u8])> {
    let (mut cipher, mut key) = (None, None);
    loop {
        let id = bytes.byte()?;
        let data = bytes.sized_le()?;
        match id {
            0 => return Some((cipher?, key?)),
            1 => cipher = Some(u32::from_le_bytes(data.try_into().ok()?)),
            2 => key = Some(data),
            _ => {}
        }
    }
}

fn decrypt(header: &Header, key: &Key, data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    match header.cipher {
        Cipher::Aes => decrypt_cbc::<Aes256>(key, header.iv, data),
        Cipher::Twofish => decrypt_cbc::<Twofish>(key, header.iv, data),
        Cipher::ChaCha20 => {
            let mut plain = Zeroizing::new(data.to_vec());
            ChaCha20::new_from_slices(key.as_slice(), header.iv).ok()?.try_apply_keystream(&mut plain).ok()?;
            Some(plain)
        }
    }
}

fn decrypt_cbc<C: BlockCipherDecrypt + KeyInit>(key: &Key, iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = C::new_from_slice(key.as_slice()).ok()?;
    let decryptor = Decryptor::inner_iv_slice_init(cipher, iv).ok()?;
    let mut plain = Zeroizing::new(data.to_vec());
    let length = decryptor.decrypt_padded::<Pkcs7>(&mut plain).ok()?.len();
    plain.truncate(length);
    Some(plain)
}

/// Undoes the compression, up to the limit.
fn unpack(header: &Header, packed: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    if !header.is_gzip {
        return Ok(packed);
    }
    let mut plain = Zeroizing::new(Vec::new());
    let mut piece = Zeroizing::new([0; 16 * 1024]);
    let mut unpacker = GzDecoder::new(packed.as_slice()).take(MAX_XML + 1);
    loop {
        let length = unpacker.read(piece.as_mut_slice()).map_err(|_| OpenError::damaged("body"))?;
        let Some(part) = piece.get(..length).filter(|part| !part.is_empty()) else { break };
        append(&mut plain, part).ok_or(OpenError::TooLarge)?;
    }
    if u64::try_from(plain.len()).is_ok_and(|length| length > MAX_XML) { Err(OpenError::TooLarge) } else { Ok(plain) }
}

/// Adds to a buffer that is wiped, without leaving a copy behind when it grows; `None` when there is no memory.
fn append(plain: &mut Zeroizing<Vec<u8>>, part: &[u8]) -> Option<()> {
    if plain.capacity() - plain.len() < part.len() {
        let mut larger = Zeroizing::new(Vec::new());
        larger.try_reserve_exact((plain.len() + part.len()).saturating_mul(2)).ok()?;
        larger.extend_from_slice(plain);
        *plain = larger;
    }
    plain.extend_from_slice(part);
    Some(())
}
