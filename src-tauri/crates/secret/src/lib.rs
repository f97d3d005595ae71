//! Secret bytes and texts that wipe themselves and cannot be printed.
//!
//! [`SecretBytes`] holds keys and one-time-password secrets, [`SecretText`] holds passwords and links.
//! Neither implements `Clone`, `Debug`, `Display` or any serialisation: a copy is asked for by name
//! ([`SecretBytes::duplicate`]), and reading is asked for by name (`expose`). Whoever calls `expose` keeps
//! the result borrowed and short-lived, and never puts it into an error, a log line or a snapshot.
//!
//! Invariant: no value of these types leaves readable bytes behind when it is dropped. The buffers never
//! grow in place, because a reallocation would leave the old bytes on the heap.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// The system could not give random bytes. Nothing can be made safely until it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RandomFailed;

impl std::fmt::Display for RandomFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the system gave no random bytes")
    }
}

impl std::error::Error for RandomFailed {}

/// Fills `buffer` with random bytes of the operating system.
///
/// # Errors
/// [`RandomFailed`] when the system has none to give.
pub fn fill_random(buffer: &mut [u8]) -> Result<(), RandomFailed> {
    getrandom::fill(buffer).map_err(|_| RandomFailed)
}

/// An array of `N` random bytes, for values that are not secret (ids, salts, nonces).
///
/// # Errors
/// [`RandomFailed`] when the system has none to give.
pub fn make_random<const N: usize>() -> Result<[u8; N], RandomFailed> {
    let mut bytes = [0; N];
    fill_random(&mut bytes)?;
    Ok(bytes)
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
pub fn equal(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// Secret bytes: a key or a one-time-password secret.
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Takes over `bytes`; they are wiped when the value is dropped.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Copies `bytes`. The caller answers for the original.
    pub fn copy_of(bytes: &[u8]) -> Self {
        Self::new(bytes.to_vec())
    }

    /// `length` random bytes.
    ///
    /// # Errors
    /// [`RandomFailed`] when the system has none to give.
    pub fn make(length: usize) -> Result<Self, RandomFailed> {
        let mut bytes = Zeroizing::new(vec![0; length]);
        fill_random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The bytes themselves. Keep the borrow short.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// A second copy, wiped on its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self::copy_of(self.expose())
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for SecretBytes {
    fn eq(&self, other: &Self) -> bool {
        equal(self.expose(), other.expose())
    }
}

impl Eq for SecretBytes {}

/// Secret text: a password, a PIN, an otpauth link.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes over `text`; it is wiped when the value is dropped.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Copies `text`. The caller answers for the original.
    pub fn copy_of(text: &str) -> Self {
        Self::new(text.to_owned())
    }

    /// Takes over UTF-8 bytes; `None`, with the bytes wiped, when they are not UTF-8.
    pub fn from_utf8(bytes: Vec<u8>) -> Option<Self> {
        match String::from_utf8(bytes) {
            Ok(text) => Some(Self::new(text)),
            Err(error) => {
                error.into_bytes().zeroize();
                None
            }
        }
    }

    /// The text itself. Keep the borrow short.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A second copy, wiped on its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self::copy_of(self.expose())
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        equal(self.expose().as_bytes(), other.expose().as_bytes())
    }
}

impl Eq for SecretText {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_secrets_are_equal_and_others_are_not() {
        assert!(SecretBytes::copy_of(b"abc") == SecretBytes::copy_of(b"abc"));
        assert!(SecretBytes::copy_of(b"abc") != SecretBytes::copy_of(b"abd"));
        assert!(SecretBytes::copy_of(b"abc") != SecretBytes::copy_of(b"ab"));
    }

    #[test]
    fn random_secrets_differ() {
        assert!(SecretBytes::make(32).unwrap() != SecretBytes::make(32).unwrap());
    }

    #[test]
    fn text_that_is_not_utf8_is_refused() {
        assert!(SecretText::from_utf8(vec![0xff]).is_none());
        assert!(SecretText::from_utf8(b"ok".to_vec()).is_some_and(|text| text.expose() == "ok"));
    }
}
