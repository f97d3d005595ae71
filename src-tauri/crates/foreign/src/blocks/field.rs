//! Numbers, names of algorithms and secrets the way other programs write them: rules G1, G4 and G5 of
//! docs/formats/common.md.

use watchword_otp::{Algorithm, MAX_DIGITS, MAX_PERIOD, base32};
use watchword_secret::SecretBytes;

use crate::SkipReason;

/// A value of a file, whatever container it comes from (JSON, a database, a cell of a table).
#[derive(Clone, Copy)]
pub(crate) enum Field<'a> {
    /// It is not there, or null.
    Missing,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i128),
    /// A number with a point or an exponent.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// Something of another shape: a list, an object.
    Other,
}

impl<'a> Field<'a> {
    /// A text, or nothing.
    pub(crate) fn of_text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Missing, Self::Text)
    }

    /// Whether it is missing, an empty text, or the text `null`: what programs write for what they do not know.
    pub(crate) fn is_missing(self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => text.trim().is_empty() || text.trim().eq_ignore_ascii_case("null"),
            Self::Flag(_) | Self::Whole(_) | Self::Float(_) | Self::Other => false,
        }
    }

    /// The text, when it is one.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Missing | Self::Flag(_) | Self::Whole(_) | Self::Float(_) | Self::Other => None,
        }
    }

    /// Whether it says yes: true, a number that is not 0, the texts `true`, `yes` and `1`.
    pub(crate) fn is_true(self) -> bool {
        match self {
            Self::Flag(flag) => flag,
            Self::Whole(number) => number != 0,
            Self::Text(text) => ["true", "yes", "1"].iter().any(|yes| text.trim().eq_ignore_ascii_case(yes)),
            Self::Missing | Self::Float(_) | Self::Other => false,
        }
    }

    /// A whole number; `Ok(None)` when it is missing, `Err(())` when it is something else.
    pub(crate) fn whole(self) -> Result<Option<i128>, ()> {
        if self.is_missing() {
            return Ok(None);
        }
        match self {
            Self::Whole(number) => Ok(Some(number)),
            // Past 2⁵³ a float is no exact number anymore.
            Self::Float(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 => {
                format!("{number:.0}").parse().map(Some).map_err(|_| ())
            }
            Self::Text(text) => parse_whole(text.trim()).map(Some).ok_or(()),
            Self::Missing | Self::Flag(_) | Self::Float(_) | Self::Other => Err(()),
        }
    }

    /// A whole number of a range; `default` when it is missing.
    pub(crate) fn number<T: TryFrom<i128> + PartialOrd + Copy>(
        self,
        default: T,
        least: T,
        most: T,
        reason: SkipReason,
    ) -> Result<T, SkipReason> {
        let Some(number) = self.whole().map_err(|()| reason)? else { return Ok(default) };
        let number = T::try_from(number).map_err(|_| reason)?;
        if number < least || number > most { Err(reason) } else { Ok(number) }
    }

    /// Length of the code, 1 to 10.
    pub(crate) fn digits(self, default: u8) -> Result<u8, SkipReason> {
        self.number(default, 1, MAX_DIGITS, SkipReason::BadDigits)
    }

    /// Seconds that a code is valid.
    pub(crate) fn period(self, default: u32) -> Result<u32, SkipReason> {
        self.number(default, 1, MAX_PERIOD, SkipReason::BadPeriod)
    }

    /// Counter of the next code.
    pub(crate) fn counter(self, default: u64) -> Result<u64, SkipReason> {
        self.number(default, 0, u64::MAX, SkipReason::BadCounter)
    }

    /// The hash by its name, SHA-1 when it is missing. MD5 is for mOTP alone and known here as a name only:
    /// [`watchword_otp::Otp::check`] refuses it elsewhere.
    pub(crate) fn algorithm(self) -> Result<Algorithm, SkipReason> {
        if self.is_missing() {
            return Ok(Algorithm::Sha1);
        }
        self.text().and_then(Algorithm::parse).ok_or(SkipReason::UnknownAlgorithm)
    }

    /// A secret in Base32.
    pub(crate) fn base32(self) -> Result<SecretBytes, SkipReason> {
        match self {
            Self::Missing => Err(SkipReason::NoSecret),
            Self::Text(text) => Ok(base32::decode(text)?),
            Self::Flag(_) | Self::Whole(_) | Self::Float(_) | Self::Other => Err(SkipReason::BadSecret),
        }
    }
}

/// Decimal digits with a sign, and zeros behind a point.
fn parse_whole(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    if is_digits && is_whole { whole.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_programs_write_them() {
        for (field, digits) in [
            (Field::Missing, Ok(6)),
            (Field::Text(""), Ok(6)),
            (Field::Text("null"), Ok(6)),
            (Field::Text("8"), Ok(8)),
            (Field::Text("8.0"), Ok(8)),
            (Field::Whole(8), Ok(8)),
            (Field::Float(8.0), Ok(8)),
            (Field::Float(8.5), Err(SkipReason::BadDigits)),
            (Field::Float(f64::NAN), Err(SkipReason::BadDigits)),
            (Field::Whole(0), Err(SkipReason::BadDigits)),
            (Field::Whole(11), Err(SkipReason::BadDigits)),
            (Field::Whole(-8), Err(SkipReason::BadDigits)),
            (Field::Text("six"), Err(SkipReason::BadDigits)),
            (Field::Flag(true), Err(SkipReason::BadDigits)),
            (Field::Other, Err(SkipReason::BadDigits)),
        ] {
            assert_eq!(field.digits(6), digits);
        }
        assert_eq!(Field::Text("18446744073709551615").counter(0), Ok(u64::MAX));
        assert_eq!(Field::Text("18446744073709551616").counter(0), Err(SkipReason::BadCounter));
        assert_eq!(Field::Whole(1 << 31).period(30), Err(SkipReason::BadPeriod));
    }

    #[test]
    fn algorithms_are_not_guessed() {
        assert_eq!(Field::Missing.algorithm(), Ok(Algorithm::Sha1));
        assert_eq!(Field::Text("HmacSHA512").algorithm(), Ok(Algorithm::Sha512));
        assert_eq!(Field::Text("SHA3").algorithm(), Err(SkipReason::UnknownAlgorithm));
        assert_eq!(Field::Whole(1).algorithm(), Err(SkipReason::UnknownAlgorithm));
    }
}
