//! When two entries hold the same secret.

use sha2::{Digest, Sha256};
use watchword_otp::{Kind, Otp};

/// Stands for a secret without showing it: equal for equal secrets of the same kind, whatever the names and
/// parameters beside them. It lives in memory only; a short secret could be guessed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Its bytes, to be hashed on; they never leave memory.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The fingerprint of the secret of `otp`: SHA-256 over the kind's name, a zero byte and the secret's bytes.
///
/// Time-based and counter-based entries over the same bytes are different secrets, because their codes differ.
pub fn fingerprint(otp: &Otp) -> Fingerprint {
    let family = match otp.kind {
        Kind::Totp => "totp",
        Kind::Hotp => "hotp",
        Kind::Steam => "steam",
        Kind::Motp => "motp",
        Kind::Yandex => "yandex",
    };
    let mut hash = Sha256::new();
    hash.update(family.as_bytes());
    hash.update([0]);
    hash.update(otp.secret.expose());
    Fingerprint(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_otp::Algorithm;
    use watchword_secret::SecretBytes;

    fn otp(kind: Kind, secret: &[u8], digits: u8) -> Otp {
        Otp {
            kind,
            secret: SecretBytes::copy_of(secret),
            algorithm: Algorithm::Sha1,
            digits,
            period: 30,
            counter: 0,
            pin: None,
        }
    }

    #[test]
    fn the_secret_and_the_kind_decide_and_nothing_else() {
        let one = fingerprint(&otp(Kind::Totp, b"one", 6));
        assert_eq!(one, fingerprint(&otp(Kind::Totp, b"one", 8)));
        assert_ne!(one, fingerprint(&otp(Kind::Totp, b"two", 6)));
        assert_ne!(one, fingerprint(&otp(Kind::Hotp, b"one", 6)));
    }
}
