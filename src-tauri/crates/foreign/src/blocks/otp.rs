//! What codes are computed from, out of the fields of a file.

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;

use super::{field::Field, json::Json};
use crate::{RowWarning, SkipReason};

/// The bytes of a Yandex key.
const YANDEX_KEY_BYTES: usize = 16;
/// The bytes of a Yandex secret with user id and check sum behind the key.
const YANDEX_LONG_BYTES: usize = 26;

/// The fields of a code besides its secret; leave out what a format does not have.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    /// The hash.
    pub(crate) algorithm: Field<'a>,
    /// The length.
    pub(crate) digits: Field<'a>,
    /// The period in seconds.
    pub(crate) period: Field<'a>,
    /// The counter of the next code.
    pub(crate) counter: Field<'a>,
}

impl Default for Fields<'_> {
    fn default() -> Self {
        let missing = Field::Missing;
        Self { algorithm: missing, digits: missing, period: missing, counter: missing }
    }
}

impl<'a> Fields<'a> {
    /// The fields of a JSON object by their usual names: `algorithm`, `digits`, `period`, `counter`.
    pub(crate) fn of_json(item: &'a Json) -> Self {
        Self {
            algorithm: item.field("algorithm"),
            digits: item.field("digits"),
            period: item.field("period"),
            counter: item.field("counter"),
        }
    }
}

/// A one-time password of a kind with these fields and no secret yet. What the kind fixes (Steam, mOTP, Yandex) is
/// not looked at, except Steam's period.
pub(crate) fn form(kind: Kind, fields: Fields<'_>) -> Result<Otp, SkipReason> {
    let mut otp = Otp::new(kind, SecretBytes::new(Vec::new()));
    match kind {
        Kind::Totp | Kind::Hotp => {
            if !fields.algorithm.is_missing() {
                otp.algorithm = fields.algorithm.algorithm()?;
            }
            otp.digits = fields.digits.digits(otp.digits)?;
        }
        Kind::Steam | Kind::Motp | Kind::Yandex => {}
    }
    match kind {
        Kind::Totp | Kind::Steam => otp.period = fields.period.period(otp.period)?,
        Kind::Hotp => otp.counter = fields.counter.counter(0)?,
        Kind::Motp | Kind::Yandex => {}
    }
    Ok(otp)
}

/// The key out of a Yandex secret, which may have a user id and a check sum behind it.
pub(crate) fn yandex_key(secret: &SecretBytes, warnings: &mut Vec<RowWarning>) -> Result<SecretBytes, SkipReason> {
    let key = secret.expose().get(..YANDEX_KEY_BYTES).ok_or(SkipReason::BadSecret)?;
    if !matches!(secret.len(), YANDEX_KEY_BYTES | YANDEX_LONG_BYTES) {
        warnings.push(RowWarning::SecretShortened);
    }
    Ok(SecretBytes::copy_of(key))
}
