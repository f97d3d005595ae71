//! Steam Guard: RFC 6238 with SHA-1, written as five symbols of an alphabet of 26.

use watchword_secret::SecretText;

use crate::{Otp, kinds::hotp};

/// The code of one time step.
pub(crate) fn code(otp: &Otp, step: u64) -> SecretText {
    hotp::code_of_library(totp_rs::Algorithm::Steam, otp.digits, otp.secret.expose(), step)
}
