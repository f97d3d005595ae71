//! How the values of a container are encrypted and authenticated (RFC 6030, section 6).

use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use crate::{
    OpenError, Unsupported,
    blocks::{
        encoding::{base64, hex},
        kdf::within,
        xml::Element,
    },
};

/// The most rounds of PBKDF2; real files have a thousand to a hundred thousand.
const MAX_ROUNDS: u32 = 10_000_000;
/// The longest salt, in bytes.
const MAX_SALT: usize = 1024;

/// Where the key comes from, as the container says it.
pub(super) enum KeySource {
    /// From a password, by PBKDF2.
    Password {
        /// The hash under HMAC.
        hash: Hash,
        /// The salt.
        salt: Zeroizing<Vec<u8>>,
        /// How often.
        rounds: u32,
        /// Bytes of the key: 16, 24 or 32.
        length: usize,
    },
    /// A key that sender and receiver have already; the person types its hexadecimal digits.
    Shared,
}

/// A hash under HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// Reads the end of an address such as `http://www.w3.org/2000/09/xmldsig#hmac-sha1`.
    fn parse(address: &str) -> Option<Self> {
        let name = address.to_ascii_lowercase().replace(['-', '_'], "");
        let names = [
            ("sha1", Self::Sha1),
            ("sha224", Self::Sha224),
            ("sha256", Self::Sha256),
            ("sha384", Self::Sha384),
            ("sha512", Self::Sha512),
        ];
        names.into_iter().find(|(end, _)| name.ends_with(end)).map(|(_, hash)| hash)
    }

    fn verifies(self, key: &[u8], data: &[u8], mac: &[u8]) -> bool {
        fn check<M: Mac + KeyInit>(key: &[u8], data: &[u8], mac: &[u8]) -> bool {
            <M as KeyInit>::new_from_slice(key).is_ok_and(|made| made.chain_update(data).verify_slice(mac).is_ok())
        }
        match self {
            Self::Sha1 => check::<Hmac<Sha1>>(key, data, mac),
            Self::Sha224 => check::<Hmac<Sha224>>(key, data, mac),
            Self::Sha256 => check::<Hmac<Sha256>>(key, data, mac),
            Self::Sha384 => check::<Hmac<Sha384>>(key, data, mac),
            Self::Sha512 => check::<Hmac<Sha512>>(key, data, mac),
        }
    }

    fn derive(self, password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) {
        match self {
            Self::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, rounds, key),
            Self::Sha224 => pbkdf2::pbkdf2_hmac::<Sha224>(password, salt, rounds, key),
            Self::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, rounds, key),
            Self::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>(password, salt, rounds, key),
            Self::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, rounds, key),
        }
    }
}

impl KeySource {
    /// Reads the element `EncryptionKey`; `None` when the container has none.
    ///
    /// # Errors
    /// [`OpenError::Unsupported`] for certificates and other derivations, [`OpenError::TooCostly`] beyond the limits.
    pub(super) fn read(container: &Element) -> Result<Option<Self>, OpenError> {
        let Some(element) = container.child("EncryptionKey") else { return Ok(None) };
        if !has_known_ciphers(container) {
            return Err(OpenError::Unsupported(Unsupported::Encryption));
        }
        if element.child("X509Data").is_some() || element.child("KeyValue").is_some() {
            return Err(OpenError::Unsupported(Unsupported::Certificate));
        }
        let Some(method) = element.child("DerivedKey").and_then(|key| key.child("KeyDerivationMethod")) else {
            return Ok(Some(Self::Shared));
        };
        if !method.attribute("Algorithm").unwrap_or_default().to_ascii_lowercase().ends_with("pbkdf2") {
            return Err(OpenError::Unsupported(Unsupported::Encryption));
        }
        let damaged = OpenError::damaged("key-derivation");
        let parameters = method.child("PBKDF2-params").ok_or(damaged)?;
        let number = |name: &str| parameters.child_text(name).and_then(|text| text.trim().parse::<u64>().ok());
        let salt =
            parameters.child("Salt").and_then(|salt| salt.child_text("Specified")).and_then(base64).ok_or(damaged)?;
        let rounds = number("IterationCount").ok_or(damaged)?;
        let length = number("KeyLength").map_or(Some(16), |length| usize::try_from(length).ok()).ok_or(damaged)?;
        let prf = parameters.child("PRF").and_then(|prf| prf.attribute("Algorithm"));
        let hash = prf.map_or(Some(Hash::Sha1), Hash::parse).ok_or(OpenError::Unsupported(Unsupported::Encryption))?;
        let rounds = within("rounds", rounds, 1, MAX_ROUNDS)?;
        if salt.len() > MAX_SALT || !matches!(length, 16 | 24 | 32) {
            return Err(damaged);
        }
        Ok(Some(Self::Password { hash, salt, rounds, length }))
    }

    /// Derives the key, or reads it. `None` when the text is no key of this kind.
    fn key(&self, password: &SecretText) -> Option<SecretBytes> {
        match self {
            Self::Password { hash, salt, rounds, length } => {
                let mut key = Zeroizing::new(vec![0; *length]);
                hash.derive(password.expose().as_bytes(), salt, *rounds, &mut key);
                Some(SecretBytes::new(std::mem::take(&mut *key)))
            }
            Self::Shared => {
                let digits = Zeroizing::new(password.expose().split_whitespace().collect::<String>());
                hex(&digits).map(|mut key| SecretBytes::new(std::mem::take(&mut *key)))
            }
        }
    }
}

/// The key of a container, and the one that its values are authenticated with.
pub(super) struct Keys {
    encryption: SecretBytes,
    mac: Option<(Hash, SecretBytes)>,
}

impl Keys {
    /// Makes the keys from what a person typed.
    ///
    /// # Errors
    /// [`OpenError::WrongPasswordOrDamaged`] when the key of the check cannot be decrypted.
    pub(super) fn open(container: &Element, source: &KeySource, password: &SecretText) -> Result<Self, OpenError> {
        let mut keys = Self { encryption: source.key(password).ok_or(OpenError::WrongPasswordOrDamaged)?, mac: None };
        if let Some(method) = container.child("MACMethod") {
            let hash = method
                .attribute("Algorithm")
                .and_then(Hash::parse)
                .ok_or(OpenError::Unsupported(Unsupported::Encryption))?;
            let key = match method.child("MACKey") {
                Some(key) => keys.decrypt(key).ok_or(OpenError::WrongPasswordOrDamaged)?,
                None => keys.encryption.duplicate(),
            };
            keys.mac = Some((hash, key));
        }
        Ok(keys)
    }

    /// The value in `EncryptedValue`, after its check in `ValueMAC`; `None` when it does not open.
    pub(super) fn value(&self, element: &Element) -> Option<SecretBytes> {
        let encrypted = element.child("EncryptedValue")?;
        if let Some((hash, key)) = &self.mac {
            let data = cipher_value(encrypted)?;
            let mac = element.child_text("ValueMAC").and_then(base64)?;
            if !hash.verifies(key.expose(), &data, &mac) {
                return None;
            }
        }
        self.decrypt(encrypted)
    }

    fn decrypt(&self, encrypted: &Element) -> Option<SecretBytes> {
        let (data, key) = (cipher_value(encrypted)?, self.encryption.expose());
        match cipher(encrypted.child("EncryptionMethod")?) {
            "aes128-cbc" => decrypt_cbc::<Aes128>(key, &data),
            "aes192-cbc" => decrypt_cbc::<Aes192>(key, &data),
            "aes256-cbc" => decrypt_cbc::<Aes256>(key, &data),
            _ => None,
        }
    }
}

/// The name of a cipher: the end of its address.
fn cipher(method: &Element) -> &str {
    method.attribute("Algorithm").unwrap_or_default().trim().rsplit('#').next().unwrap_or_default()
}

/// Whether every value is encrypted in a way that is read here.
fn has_known_ciphers(element: &Element) -> bool {
    let is_known =
        element.name != "EncryptionMethod" || matches!(cipher(element), "aes128-cbc" | "aes192-cbc" | "aes256-cbc");
    is_known && element.children.iter().all(has_known_ciphers)
}

fn cipher_value(encrypted: &Element) -> Option<Zeroizing<Vec<u8>>> {
    encrypted.child("CipherData")?.child_text("CipherValue").and_then(base64)
}

/// Initialisation vector and blocks. Only the last byte of the padding says anything (XML Encryption, section 5.2).
fn decrypt_cbc<C: BlockCipherDecrypt + KeyInit>(key: &[u8], data: &[u8]) -> Option<SecretBytes> {
    let (iv, blocks) = data.split_at_checked(16)?;
    let decryptor = Decryptor::inner_iv_slice_init(C::new_from_slice(key).ok()?, iv).ok()?;
    let mut plain = Zeroizing::new(blocks.to_vec());
    decryptor.decrypt_padded::<NoPadding>(&mut plain).ok()?;
    let padding = usize::from(*plain.last()?);
    let length = plain.len().checked_sub(padding).filter(|_| (1..=16).contains(&padding))?;
    plain.get(..length).map(SecretBytes::copy_of)
}
