//! One message of libsodium's secretstream (XChaCha20-Poly1305), pure Rust over this generation of the ciphers
//! (docs/formats/authenticators.md, "Ente Auth").

use chacha20::{
    ChaCha20, R20,
    cipher::{KeyIvInit, StreamCipher, StreamCipherSeek},
    hchacha,
};
use poly1305::{Poly1305, universal_hash::KeyInit};
use watchword_secret::{SecretBytes, equal};
use zeroize::Zeroizing;

use super::kdf::Key;

/// The length of a stream's header, in bytes.
pub(crate) const HEADER_BYTES: usize = 24;
/// The tag of the last message of a stream.
pub(crate) const FINAL: u8 = 3;
/// The tag of a message that others may follow; older files have it.
const MESSAGE: u8 = 0;
/// The tag's byte and the MAC, around the message.
const OVERHEAD: usize = 17;
const MAC_BYTES: usize = 16;
/// A block of the key stream, in bytes.
const BLOCK: usize = 64;

/// Why a message does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreamError {
    /// Shorter than an empty message.
    TooShort,
    /// The MAC does not match: wrong key, or changed data.
    Mac,
    /// The MAC matches, but this is not the only message.
    Tag,
}

/// Opens the one message of a stream.
pub(crate) fn open(key: &Key, header: &[u8; HEADER_BYTES], sealed: &[u8]) -> Result<SecretBytes, StreamError> {
    let body_end =
        sealed.len().checked_sub(MAC_BYTES).filter(|_| sealed.len() >= OVERHEAD).ok_or(StreamError::TooShort)?;
    let (sealed, mac) = sealed.split_at_checked(body_end).ok_or(StreamError::TooShort)?;
    let (&first, body) = sealed.split_first().ok_or(StreamError::TooShort)?;
    let mut cipher = Stream::new(key, header);
    let (tag_block, tag) = cipher.tag_block(first);
    if !equal(&cipher.mac(&tag_block, body), mac) {
        return Err(StreamError::Mac);
    }
    if tag != FINAL && tag != MESSAGE {
        return Err(StreamError::Tag);
    }
    Ok(cipher.apply(body))
}

/// Seals one message as the last of its stream.
pub(crate) fn seal(key: &Key, header: &[u8; HEADER_BYTES], plain: &[u8]) -> Vec<u8> {
    let mut cipher = Stream::new(key, header);
    let (_, first) = cipher.tag_block(FINAL);
    let (tag_block, _) = cipher.tag_block(first);
    let body = cipher.apply(plain);
    let mac = cipher.mac(&tag_block, body.expose());
    [&[first][..], body.expose(), &mac].concat()
}

struct Stream {
    cipher: ChaCha20,
}

impl Stream {
    fn new(key: &Key, header: &[u8; HEADER_BYTES]) -> Self {
        let (input, rest) = header.split_at(16);
        let input: [u8; 16] = input.try_into().unwrap_or_default();
        let subkey = Zeroizing::new(<[u8; 32]>::from(hchacha::<R20>(key.array().into(), &input.into())));
        let mut nonce = [0; 12];
        // A message counter that starts at 1 stands before the rest of the header.
        for (place, byte) in nonce.iter_mut().zip([1, 0, 0, 0].iter().chain(rest)) {
            *place = *byte;
        }
        Self { cipher: ChaCha20::new((&*subkey).into(), &nonce.into()) }
    }

    /// The block that goes into the MAC for a first byte as it is in the file, and what that byte decrypts to.
    fn tag_block(&mut self, first: u8) -> ([u8; BLOCK], u8) {
        let mut block = [0; BLOCK];
        if let Some(place) = block.first_mut() {
            *place = first;
        }
        self.at(BLOCK, &mut block);
        let tag = block.first().copied().unwrap_or_default();
        if let Some(place) = block.first_mut() {
            *place = first;
        }
        (block, tag)
    }

    fn mac(&mut self, tag_block: &[u8; BLOCK], body: &[u8]) -> [u8; MAC_BYTES] {
        let mut key = Zeroizing::new([0; 32]);
        self.at(0, &mut *key);
        let lengths = [0_u64.to_le_bytes(), (BLOCK as u64 + body.len() as u64).to_le_bytes()].concat();
        // The padding is not the usual one: libsodium counts the other way, and has to go on doing so.
        let padding = [0; 16].get(..body.len() % 16).unwrap_or_default().to_vec();
        let input = [tag_block.as_slice(), body, &padding, &lengths].concat();
        Poly1305::new((&*key).into()).compute_unpadded(&input).into()
    }

    fn apply(&mut self, text: &[u8]) -> SecretBytes {
        let mut text = text.to_vec();
        self.at(2 * BLOCK, &mut text);
        SecretBytes::new(text)
    }

    /// Applies the key stream from `place` on. Places are small: there is no end of the stream to reach.
    fn at(&mut self, place: usize, text: &mut [u8]) {
        self.cipher.seek(place as u64);
        self.cipher.apply_keystream(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::encoding::hex;

    const TEXT: &[u8] = b"watchword secretstream check";
    const SEALED: &str = "0eb4f9348a63afc73b0e43d0f9335d7334d5c4d4bbea9f7de41898166fe7beaa907d50da182ca8980bec840b18";
    const NOT_FINAL: &str =
        "0db4f9348a63afc73b0e43d0f9335d7334d5c4d4bbea9f7de41898166fc4aeb7d779ffd4a1c8b49aabdf37d3dc";

    fn key_and_header() -> (Key, [u8; HEADER_BYTES]) {
        let count = |start: u8, length: u8| (start..start + length).collect::<Vec<_>>();
        (Key::of(&count(0, 32)).unwrap(), count(0x40, 24).try_into().unwrap())
    }

    #[test]
    fn check_values_of_libsodium() {
        let (key, header) = key_and_header();
        assert_eq!(data_encoding::HEXLOWER.encode(&seal(&key, &header, TEXT)), SEALED);
        for sealed in [SEALED, NOT_FINAL] {
            assert!(open(&key, &header, &hex(sealed).unwrap()).is_ok_and(|text| text.expose() == TEXT));
        }
    }

    #[test]
    fn any_changed_byte_and_any_shorter_text_is_refused() {
        let (key, header) = key_and_header();
        let sealed = hex(SEALED).unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.to_vec();
            changed[place] ^= 1;
            assert!(open(&key, &header, &changed).is_err());
            assert!(open(&key, &header, &sealed[..place]).is_err());
        }
    }

    #[test]
    fn messages_of_all_lengths_read_back() {
        let (key, header) = key_and_header();
        for length in 0..130 {
            let text = vec![7; length];
            assert!(open(&key, &header, &seal(&key, &header, &text)).is_ok_and(|back| back.expose() == text));
        }
    }
}
