//! Files of `age` with a passphrase: age-encryption.org/v1 with one `scrypt` recipient (the specification is
//! C2SP's age.md).
//!
//! Ours over the ciphers that are here already: the `age` library would bring 150 others, of an older generation,
//! for recipients that we have no use for.

use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, aead::Aead};
use data_encoding::BASE64_NOPAD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use watchword_secret::{RandomFailed, SecretBytes, make_random};
use zeroize::Zeroizing;

use super::kdf::{Key, ScryptCost, scrypt};
use crate::{OpenError, Unsupported};

/// What every file begins with.
pub(crate) const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// What goes in front of the salt of the passphrase.
const SALT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// The power of two of our own files: 256 MiB, about a second.
const LOG_N: u8 = 18;
const FILE_KEY_BYTES: usize = 16;
const TAG_BYTES: usize = 16;
/// Plain bytes of a piece of the payload.
const CHUNK_BYTES: usize = 64 * 1024;

/// A file that has been cut into its parts.
pub(crate) struct Sealed<'a> {
    log_n: u8,
    salt: [u8; 16],
    wrapped_key: Vec<u8>,
    /// The header up to where its MAC begins.
    header: &'a [u8],
    mac: Vec<u8>,
    nonce: &'a [u8],
    payload: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// Cuts a file; refuses those for keys instead of a passphrase, and costs beyond the limits.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, OpenError> {
        let damaged = OpenError::damaged("header");
        let end = find(bytes, b"\n--- ").ok_or(damaged)?;
        let (header, rest) = bytes.split_at_checked(end + 4).ok_or(damaged)?;
        let line_end = rest.iter().position(|byte| *byte == b'\n').ok_or(damaged)?;
        let (mac, rest) = rest.split_at_checked(line_end).ok_or(damaged)?;
        let (nonce, payload) = rest.get(1..).and_then(|rest| rest.split_at_checked(16)).ok_or(damaged)?;
        let text = header.strip_prefix(MAGIC).and_then(|text| std::str::from_utf8(text).ok()).ok_or(damaged)?;
        let mut lines = text.lines();
        let arguments: Vec<&str> = lines.next().ok_or(damaged)?.split(' ').collect();
        let ["->", "scrypt", salt, log_n] = arguments.as_slice() else {
            return Err(OpenError::Unsupported(Unsupported::AgeKey));
        };
        let log_n: u8 = log_n.parse().map_err(|_| damaged)?;
        cost(log_n).check()?;
        let decode = |text: &str| BASE64_NOPAD.decode(text.as_bytes()).map_err(|_| damaged);
        let sealed = Self {
            log_n,
            salt: decode(salt)?.try_into().map_err(|_| damaged)?,
            wrapped_key: decode(lines.next().ok_or(damaged)?)?,
            header,
            mac: decode(std::str::from_utf8(mac).map_err(|_| damaged)?.trim_start())?,
            nonce,
            payload,
        };
        // A passphrase is the only recipient, or the file is not as it should be.
        let is_only = lines.next() == Some("---") && lines.next().is_none();
        if is_only && sealed.wrapped_key.len() == FILE_KEY_BYTES + TAG_BYTES { Ok(sealed) } else { Err(damaged) }
    }

    /// Opens the file with its passphrase.
    pub(crate) fn open(&self, passphrase: &[u8]) -> Result<SecretBytes, OpenError> {
        let wrap_key = wrap_key(passphrase, &self.salt, self.log_n)?;
        let file_key = cipher(wrap_key.array())
            .decrypt(&Nonce::default(), self.wrapped_key.as_slice())
            .map(Zeroizing::new)
            .map_err(|_| OpenError::WrongPasswordOrDamaged)?;
        header_mac(&file_key, self.header)
            .and_then(|mac| mac.verify_slice(&self.mac).ok())
            .ok_or(OpenError::damaged("header"))?;
        let cipher = cipher(&derive(&file_key, self.nonce, b"payload"));
        let mut plain = Zeroizing::new(Vec::with_capacity(self.payload.len()));
        let pieces: Vec<&[u8]> = self.payload.chunks(CHUNK_BYTES + TAG_BYTES).collect();
        for (place, piece) in pieces.iter().enumerate() {
            let is_last = place + 1 == pieces.len();
            let opened = cipher.decrypt(&piece_nonce(place, is_last), *piece).map(Zeroizing::new);
            plain.extend_from_slice(&opened.map_err(|_| OpenError::damaged("payload"))?);
        }
        if pieces.is_empty() {
            Err(OpenError::damaged("payload"))
        } else {
            Ok(SecretBytes::new(std::mem::take(&mut *plain)))
        }
    }
}

/// Seals bytes with a passphrase.
pub(crate) fn seal(passphrase: &[u8], plain: &[u8]) -> Result<SecretBytes, SealError> {
    seal_at(LOG_N, passphrase, plain)
}

fn seal_at(log_n: u8, passphrase: &[u8], plain: &[u8]) -> Result<SecretBytes, SealError> {
    let (salt, nonce) = (make_random::<16>()?, make_random::<16>()?);
    let file_key = SecretBytes::make(FILE_KEY_BYTES)?;
    let wrap_key = wrap_key(passphrase, &salt, log_n)?;
    let wrapped = encrypt(&cipher(wrap_key.array()), &Nonce::default(), file_key.expose())?;
    let header = format!(
        "{}-> scrypt {} {log_n}\n{}\n---",
        String::from_utf8_lossy(MAGIC),
        BASE64_NOPAD.encode(&salt),
        BASE64_NOPAD.encode(&wrapped),
    );
    let mac = header_mac(file_key.expose(), header.as_bytes()).ok_or(SealError::NoMemory)?.finalize().into_bytes();
    let mut file = format!("{header} {}\n", BASE64_NOPAD.encode(&mac)).into_bytes();
    file.extend_from_slice(&nonce);
    let cipher = cipher(&derive(file_key.expose(), &nonce, b"payload"));
    let mut pieces = plain.chunks(CHUNK_BYTES).peekable();
    if pieces.peek().is_none() {
        file.extend_from_slice(&encrypt(&cipher, &piece_nonce(0, true), &[])?);
    }
    for place in 0.. {
        let Some(piece) = pieces.next() else { break };
        file.extend_from_slice(&encrypt(&cipher, &piece_nonce(place, pieces.peek().is_none()), piece)?);
    }
    Ok(SecretBytes::new(file))
}

/// Why nothing was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SealError {
    /// The system gave no random bytes.
    NoRandom,
    /// There is not enough memory.
    NoMemory,
}

impl From<RandomFailed> for SealError {
    fn from(_: RandomFailed) -> Self {
        Self::NoRandom
    }
}

impl From<OpenError> for SealError {
    fn from(_: OpenError) -> Self {
        Self::NoMemory
    }
}

fn cost(log_n: u8) -> ScryptCost {
    let n = 1_u64.checked_shl(log_n.into()).unwrap_or(u64::MAX);
    ScryptCost { n, r: 8, p: 1 }
}

fn wrap_key(passphrase: &[u8], salt: &[u8], log_n: u8) -> Result<Key, OpenError> {
    scrypt(passphrase, &[SALT_LABEL, salt].concat(), cost(log_n))
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key.into())
}

fn encrypt(cipher: &ChaCha20Poly1305, nonce: &Nonce, plain: &[u8]) -> Result<Vec<u8>, SealError> {
    cipher.encrypt(nonce, plain).map_err(|_| SealError::NoMemory)
}

fn derive(file_key: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes are within what HKDF can give.
    let _always = Hkdf::<Sha256>::new(Some(salt), file_key).expand(info, &mut *key);
    key
}

fn header_mac(file_key: &[u8], header: &[u8]) -> Option<Hmac<Sha256>> {
    let key = derive(file_key, &[], b"header");
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&*key).ok()?;
    mac.update(header);
    Some(mac)
}

/// Eleven bytes of counter, and one that tells the last piece.
fn piece_nonce(place: usize, is_last: bool) -> Nonce {
    let mut nonce = [0; 12];
    for (slot, byte) in nonce.iter_mut().skip(3).zip((place as u64).to_be_bytes()) {
        *slot = byte;
    }
    if let Some(flag) = nonce.last_mut() {
        *flag = is_last.into();
    }
    Nonce::from(nonce)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.get(..bytes.len().min(4096))?.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_bytes_open_with_their_passphrase_alone() {
        for length in [0, 5, CHUNK_BYTES, CHUNK_BYTES + 1] {
            let plain = vec![7; length];
            let file = seal_at(10, b"pass", &plain).unwrap();
            let sealed = Sealed::read(file.expose()).unwrap();
            assert!(sealed.open(b"pass").is_ok_and(|back| back.expose() == plain));
            assert_eq!(sealed.open(b"other").err(), Some(OpenError::WrongPasswordOrDamaged));
        }
    }

    #[test]
    fn a_cut_payload_is_damage() {
        let file = seal_at(10, b"pass", &vec![7; CHUNK_BYTES + 9]).unwrap();
        let end = file.len() - 25;
        let sealed = Sealed::read(&file.expose()[..end]).unwrap();
        assert_eq!(sealed.open(b"pass").err(), Some(OpenError::damaged("payload")));
    }

    #[test]
    fn costs_and_keys_are_told_before_anything_is_derived() {
        let file = |recipient: &str| {
            format!(
                "age-encryption.org/v1\n-> {recipient}\n{}\n--- {}\n{}",
                "A".repeat(43),
                "A".repeat(43),
                "x".repeat(16)
            )
        };
        let answer = |recipient: &str| Sealed::read(file(recipient).as_bytes()).err().map(OpenError::code);
        assert_eq!(answer("scrypt AAAAAAAAAAAAAAAAAAAAAA 21"), Some("too-costly"));
        assert_eq!(answer("scrypt AAAAAAAAAAAAAAAAAAAAAA 200"), Some("too-costly"));
        assert_eq!(answer("scrypt AAAAAAAAAAAAAAAAAAAAAA 1"), Some("damaged"));
        assert_eq!(answer("X25519 AAAA"), Some("unsupported"));
    }
}
