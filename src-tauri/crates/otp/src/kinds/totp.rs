//! Time-based codes, RFC 6238: a counter made of the time, then RFC 4226.

use watchword_secret::SecretText;

use crate::{Otp, OtpError, kinds::hotp};

/// The code of one time step.
pub(crate) fn code(otp: &Otp, step: u64) -> Result<SecretText, OtpError> {
    hotp::code(otp, step)
}

#[cfg(test)]
mod tests {
    use watchword_secret::SecretBytes;

    use super::*;
    use crate::{Algorithm, Kind};

    /// RFC 6238 appendix B: time, then the codes of SHA-1, SHA-256 and SHA-512. The secrets are the digits
    /// 1 to 0 repeated to the length of the hash, as erratum 2866 says.
    const RFC_6238: [(u64, [&str; 3]); 6] = [
        (59, ["94287082", "46119246", "90693936"]),
        (1_111_111_109, ["07081804", "68084774", "25091201"]),
        (1_111_111_111, ["14050471", "67062674", "99943326"]),
        (1_234_567_890, ["89005924", "91819424", "93441116"]),
        (2_000_000_000, ["69279037", "90698825", "38618901"]),
        (20_000_000_000, ["65353130", "77737706", "47863826"]),
    ];

    #[test]
    fn codes_of_rfc_6238() {
        let hashes = [(Algorithm::Sha1, 20), (Algorithm::Sha256, 32), (Algorithm::Sha512, 64)];
        for (time, codes) in RFC_6238 {
            for ((algorithm, length), code) in hashes.into_iter().zip(codes) {
                let secret = SecretBytes::new(b"1234567890".iter().copied().cycle().take(length).collect());
                let otp = Otp { algorithm, digits: 8, ..Otp::new(Kind::Totp, secret) };
                assert_eq!(otp.codes_at(time).unwrap().code.expose(), code, "{algorithm:?} at {time}");
            }
        }
    }
}
