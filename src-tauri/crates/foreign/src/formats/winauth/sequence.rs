//! The encrypted sequences of WinAuth: a text of hexadecimal digits with a header and up to eight layers.

use blowfish::{
    Blowfish,
    cipher::{Array, BlockCipherDecrypt},
};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use watchword_secret::SecretText;
use zeroize::Zeroizing;

/// `WINAUTH3`; version 2 of the program wrote neither this nor the hash behind it.
const HEADER: &[u8] = b"WINAUTH3";
const SALT_BYTES: usize = 8;
const HASH_BYTES: usize = 32;
const ROUNDS: u32 = 2_000;
/// What the program derives, and how much of it the key schedule of Blowfish (18 words) reads.
const DERIVED_BYTES: usize = 256;
const KEY_BYTES: usize = 72;
const BLOCK_BYTES: usize = 8;
const MAX_LAYERS: usize = 8;
const MAX_TEXT_BYTES: usize = 32 * 1024 * 1024;

/// Why a sequence does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SequenceError {
    /// A layer hangs on a Windows account or on a YubiKey.
    Bound,
    /// A password layer, and no password at hand.
    PasswordNeeded,
    /// The padding or the hash of the plain bytes is wrong.
    WrongPassword,
    /// Not hexadecimal, a length that no writer makes, unknown layers.
    Damaged,
}

/// What the letters of an `encrypted` attribute ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Password,
    Bound,
}

/// Whether a sequence with these letters can only be opened with a password, by us.
pub(crate) fn needs_password(letters: &str) -> bool {
    layers(letters).is_ok_and(|layers| layers.contains(&Layer::Password) && !layers.contains(&Layer::Bound))
}

fn layers(letters: &str) -> Result<Vec<Layer>, SequenceError> {
    let layer = |letter: char| match letter.to_ascii_lowercase() {
        'y' => Ok(Layer::Password),
        'u' | 'm' | 'a' | 'b' => Ok(Layer::Bound),
        _ => Err(SequenceError::Damaged),
    };
    let layers: Vec<Layer> = letters.chars().filter(|c| !c.is_whitespace()).map(layer).collect::<Result<_, _>>()?;
    if layers.len() > MAX_LAYERS { Err(SequenceError::Damaged) } else { Ok(layers) }
}

/// An opened sequence.
pub(crate) struct Opened {
    /// The plain bytes.
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    /// Whether the hash of a header proves them; version 2 had none.
    pub(crate) is_proven: bool,
}

/// Opens a sequence. `letters` is the attribute `encrypted`.
pub(crate) fn open(text: &str, letters: &str, password: Option<&SecretText>) -> Result<Opened, SequenceError> {
    let layers = layers(letters)?;
    if layers.contains(&Layer::Bound) {
        return Err(SequenceError::Bound);
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(SequenceError::Damaged);
    }
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = data_encoding::HEXUPPER_PERMISSIVE.decode(digits.as_bytes()).map_err(|_| SequenceError::Damaged)?;
    let (stored, mut data) = match bytes.strip_prefix(HEADER) {
        Some(rest) => {
            let (salt, rest) = rest.split_first_chunk::<SALT_BYTES>().ok_or(SequenceError::Damaged)?;
            let (hash, data) = rest.split_first_chunk::<HASH_BYTES>().ok_or(SequenceError::Damaged)?;
            (Some((salt, hash)), Zeroizing::new(data.to_vec()))
        }
        None => (None, Zeroizing::new(bytes)),
    };
    for _ in layers {
        data = open_password_layer(&data, password.ok_or(SequenceError::PasswordNeeded)?)?;
    }
    let is_proven = stored.is_some();
    if let Some((salt, hash)) = stored {
        let computed = Sha256::new().chain_update(salt).chain_update(&*data).finalize();
        if !watchword_secret::equal(&computed, hash) {
            return Err(SequenceError::WrongPassword);
        }
    }
    Ok(Opened { bytes: data, is_proven })
}

/// Salt, then blocks of Blowfish on their own, big-endian; the last byte says how much of the end to drop.
fn open_password_layer(layer: &[u8], password: &SecretText) -> Result<Zeroizing<Vec<u8>>, SequenceError> {
    let (salt, ciphertext) = layer.split_first_chunk::<SALT_BYTES>().ok_or(SequenceError::Damaged)?;
    if ciphertext.is_empty() || !ciphertext.len().is_multiple_of(BLOCK_BYTES) {
        return Err(SequenceError::Damaged);
    }
    let mut derived = Zeroizing::new([0; DERIVED_BYTES]);
    pbkdf2::pbkdf2_hmac::<Sha1>(password.expose().as_bytes(), salt, ROUNDS, &mut *derived);
    // The usual constructor refuses keys of more than 56 bytes; the key schedule itself takes 72.
    let mut cipher: Blowfish = Blowfish::bc_init_state();
    cipher.bc_expand_key(derived.get(..KEY_BYTES).ok_or(SequenceError::Damaged)?);
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    for block in plain.chunks_exact_mut(BLOCK_BYTES) {
        let block: &mut Array<u8, _> = block.try_into().map_err(|_| SequenceError::Damaged)?;
        cipher.decrypt_block(block);
    }
    let padding = plain.last().map_or(0, |&byte| usize::from(byte));
    if !(1..=BLOCK_BYTES).contains(&padding) {
        return Err(SequenceError::WrongPassword);
    }
    let length = plain.len().saturating_sub(padding);
    plain.truncate(length);
    Ok(plain)
}
