//! Counter-based codes, RFC 4226, and the HMAC that other kinds stand on.

use hmac::{Hmac, KeyInit, Mac};
use watchword_secret::SecretText;
use zeroize::Zeroizing;

use crate::{Algorithm, Otp, OtpError};

/// The most digits that `totp-rs` computes; its numbers are 32 bits wide.
const MAX_DIGITS_OF_LIBRARY: u8 = 9;

/// The code of one counter.
pub(crate) fn code(otp: &Otp, counter: u64) -> Result<SecretText, OtpError> {
    let library = match otp.algorithm {
        Algorithm::Sha1 => Some(totp_rs::Algorithm::SHA1),
        Algorithm::Sha256 => Some(totp_rs::Algorithm::SHA256),
        Algorithm::Sha512 => Some(totp_rs::Algorithm::SHA512),
        Algorithm::Sha224 | Algorithm::Sha384 => None,
        Algorithm::Md5 => return Err(OtpError::Algorithm),
    };
    match library {
        Some(algorithm) if otp.digits <= MAX_DIGITS_OF_LIBRARY => {
            Ok(code_of_library(algorithm, otp.digits, otp.secret.expose(), counter))
        }
        Some(_) | None => code_of_hmac(otp, counter),
    }
}

/// `totp-rs` with steps of one second: its time is then the counter. Built without its checks, because real
/// services give secrets below 128 bits and codes of 5 to 9 digits; [`Otp::check`] has looked at the rest.
pub(crate) fn code_of_library(algorithm: totp_rs::Algorithm, digits: u8, secret: &[u8], counter: u64) -> SecretText {
    let token = totp_rs::Builder::new()
        .with_algorithm(algorithm)
        .with_digits(digits)
        .with_secret(secret.to_vec())
        .with_step_duration(1)
        .build_noncompliant()
        .generate(counter);
    SecretText::new(token.to_string())
}

/// RFC 4226 section 5.3 for what the library lacks: SHA-224, SHA-384 and ten digits.
fn code_of_hmac(otp: &Otp, counter: u64) -> Result<SecretText, OtpError> {
    let secret = otp.secret.expose();
    let message = counter.to_be_bytes();
    let digest = match otp.algorithm {
        Algorithm::Sha1 => hmac::<Hmac<sha1::Sha1>>(secret, &message),
        Algorithm::Sha224 => hmac::<Hmac<sha2::Sha224>>(secret, &message),
        Algorithm::Sha256 => hmac::<Hmac<sha2::Sha256>>(secret, &message),
        Algorithm::Sha384 => hmac::<Hmac<sha2::Sha384>>(secret, &message),
        Algorithm::Sha512 => hmac::<Hmac<sha2::Sha512>>(secret, &message),
        Algorithm::Md5 => return Err(OtpError::Algorithm),
    }?;
    let offset = usize::from(digest.last().copied().unwrap_or_default() & 0x0f);
    let bytes = digest.get(offset..).and_then(<[u8]>::first_chunk).ok_or(OtpError::Algorithm)?;
    let number = u64::from(u32::from_be_bytes(*bytes) & 0x7fff_ffff);
    let modulus = 10_u64.checked_pow(u32::from(otp.digits)).ok_or(OtpError::Digits)?;
    Ok(SecretText::new(format!("{:0width$}", number % modulus, width = usize::from(otp.digits))))
}

/// The HMAC `M` of `message`, in a buffer that is wiped.
pub(crate) fn hmac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Result<Zeroizing<Vec<u8>>, OtpError> {
    // HMAC takes keys of any length; the error exists for other MACs of the same trait.
    let mut mac = <M as KeyInit>::new_from_slice(key).map_err(|_| OtpError::EmptySecret)?;
    mac.update(message);
    Ok(Zeroizing::new(mac.finalize().into_bytes().to_vec()))
}

#[cfg(test)]
mod tests {
    use watchword_secret::SecretBytes;

    use super::*;
    use crate::Kind;

    /// RFC 4226 appendix D.
    const RFC_4226: [&str; 10] =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

    fn rfc_otp(algorithm: Algorithm, digits: u8) -> Otp {
        let secret = SecretBytes::copy_of(b"12345678901234567890");
        Otp { algorithm, digits, ..Otp::new(Kind::Hotp, secret) }
    }

    #[test]
    fn codes_of_rfc_4226() {
        let otp = rfc_otp(Algorithm::Sha1, 6);
        for (counter, code) in (0..).zip(RFC_4226) {
            assert_eq!(otp.code_at_counter(counter).unwrap().expose(), code);
        }
    }

    #[test]
    fn own_code_and_library_agree() {
        for algorithm in [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512] {
            for digits in 1..=9 {
                let otp = rfc_otp(algorithm, digits);
                for counter in [0, 1, 41, u64::from(u32::MAX), u64::MAX] {
                    let ours = code_of_hmac(&otp, counter).unwrap();
                    assert_eq!(ours.expose(), code(&otp, counter).unwrap().expose());
                }
            }
        }
    }

    #[test]
    fn hashes_the_library_lacks() {
        // Computed with Python's hmac and hashlib, by RFC 4226 section 5.3.
        for (algorithm, digits, counter, code) in VALUES_OF_OTHER_HASHES {
            assert_eq!(rfc_otp(algorithm, digits).code_at_counter(counter).unwrap().expose(), code);
        }
    }

    const VALUES_OF_OTHER_HASHES: [(Algorithm, u8, u64, &str); 6] = [
        (Algorithm::Sha224, 6, 0, "893239"),
        (Algorithm::Sha224, 8, 41, "69745942"),
        (Algorithm::Sha384, 6, 0, "502125"),
        (Algorithm::Sha384, 8, 41, "97379707"),
        (Algorithm::Sha256, 10, 7, "1267579288"),
        (Algorithm::Sha512, 10, 7, "0022588359"),
    ];
}
