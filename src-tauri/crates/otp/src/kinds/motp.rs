//! Mobile-OTP: the first hexadecimal digits of MD5 over the time step, the secret text and the PIN.

use md5::{Digest, Md5};
use watchword_secret::SecretText;
use zeroize::Zeroizing;

use crate::{Otp, OtpError};

/// The code of one time step. An empty PIN is one that adds nothing.
pub(crate) fn code(otp: &Otp, step: u64) -> Result<SecretText, OtpError> {
    let pin = otp.pin.as_ref().ok_or(OtpError::PinNeeded)?;
    let mut hash = Md5::new();
    hash.update(step.to_string());
    hash.update(otp.secret.expose());
    hash.update(pin.expose());
    let digest = Zeroizing::new(hash.finalize().to_vec());
    let mut text = data_encoding::HEXLOWER.encode(&digest);
    text.truncate(usize::from(otp.digits));
    Ok(SecretText::new(text))
}
