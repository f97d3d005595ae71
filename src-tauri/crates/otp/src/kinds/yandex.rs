//! Yandex Key: HMAC-SHA-256 under a key of PIN and secret, written as eight letters; and the long form of its
//! secrets, which carries a check sum.

use hmac::Hmac;
use sha2::{Digest, Sha256};
use watchword_secret::SecretText;
use zeroize::Zeroizing;

use crate::{Otp, OtpError, kinds::hotp::hmac};

/// How many bytes of the secret are the key.
pub(crate) const KEY_BYTES: usize = 16;
/// Length of the long form: key, user id of eight bytes, PIN length and check sum.
pub(crate) const LONG_FORM_BYTES: usize = 26;

const LETTERS: u64 = 26;
/// The polynomial of the check sum, 13 bits.
const DIVISOR: u16 = 0x18f3;
/// All bits of the long form but those of the check sum.
const CHECKED_BITS: usize = 196;

/// The code of one time step.
pub(crate) fn code(otp: &Otp, step: u64) -> Result<SecretText, OtpError> {
    let pin = otp.pin.as_ref().filter(|pin| !pin.is_empty()).ok_or(OtpError::PinNeeded)?;
    let key = otp.secret.expose().get(..KEY_BYTES).ok_or(OtpError::SecretLength)?;
    let mut hash = Sha256::new();
    hash.update(pin.expose());
    hash.update(key);
    let hash = Zeroizing::new(hash.finalize().to_vec());
    // The original program drops a first byte of zero: it goes through a number there.
    let key = hash.strip_prefix(&[0]).unwrap_or(&hash);
    let digest = hmac::<Hmac<Sha256>>(key, &step.to_be_bytes())?;
    let offset = usize::from(digest.last().copied().unwrap_or_default() & 0x0f);
    let bytes = digest.get(offset..).and_then(<[u8]>::first_chunk).ok_or(OtpError::Algorithm)?;
    let mut number = u64::from_be_bytes(*bytes) & 0x7fff_ffff_ffff_ffff;
    let mut letters = Zeroizing::new(vec![0; usize::from(otp.digits)]);
    for letter in letters.iter_mut().rev() {
        *letter = b'a'.saturating_add(u8::try_from(number % LETTERS).unwrap_or_default());
        number /= LETTERS;
    }
    SecretText::from_utf8(letters.to_vec()).ok_or(OtpError::Algorithm)
}

/// Whether the check sum of a secret of [`LONG_FORM_BYTES`] is right. `None` for secrets of other lengths, which
/// have none.
pub(crate) fn is_check_sum_right(secret: &[u8]) -> Option<bool> {
    let long: &[u8; LONG_FORM_BYTES] = secret.try_into().ok()?;
    let bits = long.iter().flat_map(|byte| (0..8).rev().map(move |shift| u16::from((byte >> shift) & 1)));
    let remainder = bits.take(CHECKED_BITS).fold(0_u16, |remainder, bit| {
        let next = (remainder << 1) | bit;
        if next & 0x1000 == 0 { next } else { next ^ DIVISOR }
    });
    let [.., high, low] = *long;
    Some(remainder == u16::from_be_bytes([high, low]) & 0x0fff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base32;

    #[test]
    fn the_check_sum_of_the_long_form() {
        let secret = base32::decode("BEJYXCZK34AZKIK3TTDSJ5PYIWQLMSAJZWEEITSHV4").unwrap();
        assert_eq!(is_check_sum_right(secret.expose()), Some(true));
        let mut damaged = secret.expose().to_vec();
        damaged[3] ^= 4;
        assert_eq!(is_check_sum_right(&damaged), Some(false));
        assert_eq!(is_check_sum_right(&damaged[..16]), None);
    }
}
