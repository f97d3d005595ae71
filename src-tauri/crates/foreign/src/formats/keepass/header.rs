//! The outer header of a KDBX file: in clear text, and all that is known before a key is derived.

use sha2::{Digest, Sha256};

use super::kdf::Kdf;
use crate::{OpenError, Unsupported, blocks::bytes::Bytes};

/// The longest field, in bytes. Real ones are below 300.
const MAX_FIELD: usize = 64 * 1024;

/// How the body is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    /// AES-256 in CBC mode.
    Aes,
    /// `ChaCha20`, a stream cipher.
    ChaCha20,
    /// Twofish with 256 bits in CBC mode.
    Twofish,
}

const AES: [u8; 16] = *b"\x31\xc1\xf2\xe6\xbf\x71\x43\x50\xbe\x58\x05\x21\x6a\xfc\x5a\xff";
const CHACHA20: [u8; 16] = *b"\xd6\x03\x8a\x2b\x8b\x6f\x4c\xb5\xa5\x24\x33\x9a\x31\xdb\xb5\x9a";
const TWOFISH: [u8; 16] = *b"\xad\x68\xf2\x9f\x57\x6f\x4b\xb9\xa3\x6a\xd4\x7a\xf9\x65\x34\x6c";

/// What stands in the header only in version 3; version 4 has it inside.
pub(super) struct Version3<'a> {
    /// The key of the inner stream.
    pub(super) inner_key: &'a [u8],
    /// Which inner stream.
    pub(super) inner_cipher: u32,
    /// The first 32 bytes of the decrypted body.
    pub(super) start: &'a [u8],
}

/// The outer header.
pub(super) struct Header<'a> {
    /// The header as it stands in the file, which version 4 authenticates.
    pub(super) bytes: &'a [u8],
    /// How the body is encrypted.
    pub(super) cipher: Cipher,
    /// Whether the XML is compressed with gzip.
    pub(super) is_gzip: bool,
    /// Goes into the master key.
    pub(super) seed: &'a [u8],
    /// Initialisation vector or nonce, of the length that the cipher wants.
    pub(super) iv: &'a [u8],
    /// How the key is derived, within the limits.
    pub(super) kdf: Kdf<'a>,
    /// `Some` in version 3.
    pub(super) version3: Option<Version3<'a>>,
    /// Everything behind the header.
    pub(super) body: &'a [u8],
}

/// The fields in the order of their ids, as far as they are used.
#[derive(Default)]
struct Fields<'a> {
    cipher: Option<&'a [u8]>,
    compression: Option<&'a [u8]>,
    seed: Option<&'a [u8]>,
    transform_seed: Option<&'a [u8]>,
    rounds: Option<&'a [u8]>,
    iv: Option<&'a [u8]>,
    inner_key: Option<&'a [u8]>,
    start: Option<&'a [u8]>,
    inner_cipher: Option<&'a [u8]>,
    kdf: Option<&'a [u8]>,
}

impl<'a> Header<'a> {
    /// Reads the header and checks what the key derivation would cost.
    ///
    /// # Errors
    /// [`OpenError::Unsupported`] for versions, ciphers and derivations that are not known,
    /// [`OpenError::TooCostly`] beyond the limits, [`OpenError::Damaged`] for what cannot be read.
    pub(super) fn read(file: &'a [u8], may_take_much_memory: bool) -> Result<Self, OpenError> {
        let mut bytes = Bytes::new(file);
        let is_version4 = (|| {
            bytes.take(8)?;
            let _minor = bytes.u16_le()?;
            bytes.u16_le()
        })()
        .ok_or(damaged())
        .and_then(|major| match major {
            3 => Ok(false),
            4 => Ok(true),
            _ => Err(OpenError::Unsupported(Unsupported::NewerVersion)),
        })?;
        let fields = Fields::read(&mut bytes, is_version4).ok_or(damaged())?;
        let body = bytes.rest();
        let header = file.get(..file.len().saturating_sub(body.len())).ok_or(damaged())?;

        // What is not known in a header that its sum does not fit is damage.
        let is_whole = !is_version4 || body.starts_with(&Sha256::digest(header));
        let unknown = if is_whole { OpenError::Unsupported(Unsupported::Encryption) } else { damaged() };
        let cipher = fields.cipher.ok_or(damaged())?;
        let cipher = match cipher {
            id if id == AES => Cipher::Aes,
            id if id == CHACHA20 => Cipher::ChaCha20,
            id if id == TWOFISH => Cipher::Twofish,
            _ => return Err(unknown),
        };
        let iv_length = if cipher == Cipher::ChaCha20 { 12 } else { 16 };
        let is_gzip = match number32(fields.compression) {
            Some(0) | None => false,
            Some(1) => true,
            Some(_) => return Err(unknown),
        };
        let (kdf, version3) = if is_version4 {
            let kdf = Kdf::from_parameters(fields.kdf.ok_or(damaged())?, may_take_much_memory);
            (kdf.map_err(|error| if matches!(error, OpenError::Unsupported(_)) { unknown } else { error })?, None)
        } else {
            let rounds = fields.rounds.and_then(|data| data.try_into().ok()).map(u64::from_le_bytes);
            let kdf = Kdf::aes(rounds.ok_or(damaged())?, fields.transform_seed.ok_or(damaged())?)?;
            let version3 = Version3 {
                inner_key: fields.inner_key.ok_or(damaged())?,
                inner_cipher: number32(fields.inner_cipher).ok_or(damaged())?,
                start: fields.start.filter(|start| start.len() == 32).ok_or(damaged())?,
            };
            (kdf, Some(version3))
        };
        if !is_whole {
            return Err(damaged());
        }
        Ok(Self {
            bytes: header,
            cipher,
            is_gzip,
            seed: fields.seed.filter(|seed| seed.len() == 32).ok_or(damaged())?,
            iv: fields.iv.filter(|iv| iv.len() == iv_length).ok_or(damaged())?,
            kdf,
            version3,
            body,
        })
    }
}

impl<'a> Fields<'a> {
    /// Takes the fields up to the end mark.
    fn read(bytes: &mut Bytes<'a>, is_version4: bool) -> Option<Self> {
        let mut fields = Self::default();
        loop {
            let id = bytes.byte()?;
            let length = if is_version4 { usize::try_from(bytes.u32_le()?).ok()? } else { bytes.u16_le()?.into() };
            if length > MAX_FIELD {
                return None;
            }
            let data = Some(bytes.take(length)?);
            match id {
                0 => return Some(fields),
                2 => fields.cipher = data,
                3 => fields.compression = data,
                4 => fields.seed = data,
                5 => fields.transform_seed = data,
                6 => fields.rounds = data,
                7 => fields.iv = data,
                8 => fields.inner_key = data,
                9 => fields.start = data,
                10 => fields.inner_cipher = data,
                11 => fields.kdf = data,
                // A comment, public custom data, and what later versions may add.
                _ => {}
            }
        }
    }
}

fn number32(field: Option<&[u8]>) -> Option<u32> {
    field.and_then(|data| data.try_into().ok()).map(u32::from_le_bytes)
}

const fn damaged() -> OpenError {
    OpenError::damaged("header")
}
