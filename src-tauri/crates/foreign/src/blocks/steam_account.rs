//! The JSON of a Steam account, which several programs keep (docs/formats, section 17.1).

use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};

use super::{encoding, json::Json};
use crate::{ForeignEntry, Row, SkipReason};

/// The row of an account. Session and identity keys beside the secret are not looked at.
pub(crate) fn row(position: usize, account: &Json) -> Row {
    let mut entry = ForeignEntry::new(position, "Steam", account.text_or_empty("account_name"));
    entry.recovery_codes.extend(recovery_code(account));
    let secret = secret(account).unwrap_or(Err(SkipReason::NoSecret));
    entry.into_row(secret.map(|secret| Otp::new(Kind::Steam, secret)))
}

/// The secret of an account; `None` when it has none.
pub(crate) fn secret(account: &Json) -> Option<Result<SecretBytes, SkipReason>> {
    let field = account.field("shared_secret");
    if field.is_missing() {
        return None;
    }
    let secret = field.text().and_then(encoding::base64).ok_or(SkipReason::BadSecret);
    Some(secret.map(|secret| SecretBytes::copy_of(&secret)))
}

/// The code that takes the authenticator off the account.
pub(crate) fn recovery_code(account: &Json) -> Option<SecretText> {
    account.text("revocation_code").map(str::trim).filter(|code| !code.is_empty()).map(SecretText::copy_of)
}
