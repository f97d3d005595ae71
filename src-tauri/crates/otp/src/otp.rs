//! [`Otp`]: everything that a code is computed from, its checks and its codes.

use thiserror::Error;
use watchword_secret::{SecretBytes, SecretText};

use crate::{
    Algorithm, Kind,
    kinds::{hotp, motp, steam, totp, yandex},
};

/// The longest code that is computed, in symbols.
pub const MAX_DIGITS: u8 = 10;
/// The longest period, in seconds.
pub const MAX_PERIOD: u32 = i32::MAX.unsigned_abs();

/// Everything that a code is computed from.
#[derive(PartialEq, Eq)]
pub struct Otp {
    /// How codes are computed.
    pub kind: Kind,
    /// The shared secret, as raw bytes (mOTP: the bytes of its secret text).
    pub secret: SecretBytes,
    /// The hash.
    pub algorithm: Algorithm,
    /// Length of the code, 1 to 10 symbols.
    pub digits: u8,
    /// Seconds that one code is valid, at least 1. Not used by [`Kind::Hotp`].
    pub period: u32,
    /// Counter of the next code. Used by [`Kind::Hotp`] only.
    pub counter: u64,
    /// PIN of mOTP and Yandex; `None` when it is not known yet.
    pub pin: Option<SecretText>,
}

/// The code of now and the one after it.
pub struct Codes {
    /// The code that is valid at the time asked for.
    pub code: SecretText,
    /// The code that follows it.
    pub next: SecretText,
    /// First second at which `code` is valid, in Unix time.
    pub valid_from: u64,
    /// First second at which `next` is valid instead, in Unix time.
    pub valid_until: u64,
}

/// Why no code can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OtpError {
    /// There is no secret.
    #[error("the secret is empty")]
    EmptySecret,
    /// The secret is too short for this kind (Yandex: 16 bytes).
    #[error("the secret has a length that this kind of code does not know")]
    SecretLength,
    /// The hash does not go with this kind.
    #[error("the algorithm does not go with this kind of code")]
    Algorithm,
    /// The number of digits is not 1 to 10, or not the one of this kind.
    #[error("the number of digits does not go with this kind of code")]
    Digits,
    /// The period is not 1 second to 2³¹−1 seconds.
    #[error("the period is out of range")]
    Period,
    /// Codes of this kind need a PIN that is not known.
    #[error("a PIN is needed")]
    PinNeeded,
    /// The PIN is not of the form that this kind knows (Yandex: 4 to 16 digits).
    #[error("the PIN has a form that this kind of code does not know")]
    Pin,
    /// The code of a time was asked for, but the codes are counted.
    #[error("this kind of code is counted, not timed")]
    NotTimed,
    /// The code of a counter was asked for, but the codes are timed.
    #[error("this kind of code is timed, not counted")]
    NotCounted,
}

impl OtpError {
    /// The stable name of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EmptySecret => "empty-secret",
            Self::SecretLength => "bad-secret-length",
            Self::Algorithm => "unknown-algorithm",
            Self::Digits => "bad-digits",
            Self::Period => "bad-period",
            Self::PinNeeded => "pin-needed",
            Self::Pin => "bad-pin",
            Self::NotTimed => "not-timed",
            Self::NotCounted => "not-counted",
        }
    }
}

impl Otp {
    /// A one-time password with the usual values of its kind, counter 0 and no PIN.
    pub fn new(kind: Kind, secret: SecretBytes) -> Self {
        Self {
            kind,
            secret,
            algorithm: kind.default_algorithm(),
            digits: kind.default_digits(),
            period: kind.default_period(),
            counter: 0,
            pin: None,
        }
    }

    /// A second copy, wiped on its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            kind: self.kind,
            secret: self.secret.duplicate(),
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            pin: self.pin.as_ref().map(SecretText::duplicate),
        }
    }

    /// Whether codes can be computed. A missing PIN is not looked at: it may come later.
    ///
    /// # Errors
    /// The first [`OtpError`] that stands in the way.
    pub fn check(&self) -> Result<(), OtpError> {
        if self.secret.is_empty() {
            return Err(OtpError::EmptySecret);
        }
        if self.digits == 0 || self.digits > MAX_DIGITS {
            return Err(OtpError::Digits);
        }
        if self.period == 0 || self.period > MAX_PERIOD {
            return Err(OtpError::Period);
        }
        if self.kind.has_fixed_form() {
            if self.algorithm != self.kind.default_algorithm() {
                return Err(OtpError::Algorithm);
            }
            if self.digits != self.kind.default_digits() {
                return Err(OtpError::Digits);
            }
        } else if self.algorithm == Algorithm::Md5 {
            return Err(OtpError::Algorithm);
        }
        if self.kind == Kind::Yandex {
            if self.secret.len() < yandex::KEY_BYTES {
                return Err(OtpError::SecretLength);
            }
            let is_pin = |pin: &str| (4..=16).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit());
            if self.pin.as_ref().is_some_and(|pin| !pin.is_empty() && !is_pin(pin.expose())) {
                return Err(OtpError::Pin);
            }
        }
        Ok(())
    }

    /// The codes of a moment, `unix_seconds` after the start of 1970.
    ///
    /// Any moment is answered, those next to `u64::MAX` too; there the end of validity stops at `u64::MAX`.
    ///
    /// # Errors
    /// [`OtpError::NotTimed`] for [`Kind::Hotp`], [`OtpError::PinNeeded`] when mOTP or Yandex have no PIN, and
    /// whatever [`Otp::check`] finds.
    pub fn codes_at(&self, unix_seconds: u64) -> Result<Codes, OtpError> {
        self.check()?;
        let period = u64::from(self.period);
        let step = unix_seconds.checked_div(period).ok_or(OtpError::Period)?;
        let valid_from = step.saturating_mul(period);
        Ok(Codes {
            code: self.code_at_step(step)?,
            next: self.code_at_step(step.saturating_add(1))?,
            valid_from,
            valid_until: valid_from.saturating_add(period),
        })
    }

    /// The code of a counter, for [`Kind::Hotp`].
    ///
    /// # Errors
    /// [`OtpError::NotCounted`] for other kinds, and whatever [`Otp::check`] finds.
    pub fn code_at_counter(&self, counter: u64) -> Result<SecretText, OtpError> {
        self.check()?;
        match self.kind {
            Kind::Hotp => hotp::code(self, counter),
            Kind::Totp | Kind::Steam | Kind::Motp | Kind::Yandex => Err(OtpError::NotCounted),
        }
    }

    fn code_at_step(&self, step: u64) -> Result<SecretText, OtpError> {
        match self.kind {
            Kind::Totp => totp::code(self, step),
            Kind::Steam => Ok(steam::code(self, step)),
            Kind::Motp => motp::code(self, step),
            Kind::Yandex => yandex::code(self, step),
            Kind::Hotp => Err(OtpError::NotTimed),
        }
    }
}
