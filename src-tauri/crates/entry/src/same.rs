//! When two entries hold the same secret.

use sha2::{Digest, Sha256};
use watchword_otp::{Algorithm, Kind, Otp};

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

/// What two entries with the same secret must have in common to give the same codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Form {
    algorithm: Algorithm,
    digits: u8,
    period: u32,
}

/// The form of the codes of `otp`. What its kind fixes or does not use is the same in all: whatever stands there, the
/// codes are the same.
pub fn form(otp: &Otp) -> Form {
    let kind = otp.kind;
    let fixed = kind.has_fixed_form();
    Form {
        algorithm: if fixed { kind.default_algorithm() } else { otp.algorithm },
        digits: if fixed { kind.default_digits() } else { otp.digits },
        period: if kind == Kind::Totp { otp.period } else { kind.default_period() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    #[test]
    fn forms_differ_where_codes_do() {
        let usual = otp(Kind::Totp, b"one", 6);
        let of = |change: fn(&mut Otp)| {
            let mut other = usual.duplicate();
            change(&mut other);
            form(&other)
        };
        assert_eq!(form(&usual), of(|otp| otp.counter = 7));
        assert_ne!(form(&usual), of(|otp| otp.digits = 8));
        assert_ne!(form(&usual), of(|otp| otp.period = 60));
        assert_ne!(form(&usual), of(|otp| otp.algorithm = Algorithm::Sha256));
        let mut counted = otp(Kind::Hotp, b"one", 6);
        counted.period = 60;
        assert_eq!(form(&counted), form(&otp(Kind::Hotp, b"one", 6)));
        assert_eq!(form(&otp(Kind::Steam, b"one", 6)), form(&otp(Kind::Steam, b"one", 5)));
    }
}
