//! FreeOTP and FreeOTP+ (docs/formats/more-authenticators.md, "FreeOTP and FreeOTP+"): what the token of a file is,
//! and the three files that hold tokens.

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;

use crate::{
    ForeignEntry, Row, SkipReason,
    blocks::{
        field::Field,
        json::Json,
        otp::{Fields, form},
        signed_bytes::signed_bytes,
    },
};

pub(crate) mod backup;
mod order;
pub(crate) mod plus;
pub(crate) mod preferences;

/// Names of a token: what the person wrote over what the address said.
struct Names<'a> {
    issuer: &'a str,
    account: &'a str,
}

impl<'a> Names<'a> {
    fn of(token: &'a Json) -> Self {
        let first = |keys: &[&str]| keys.iter().filter_map(|key| token.text(key)).find(|text| !text.trim().is_empty());
        Self {
            issuer: first(&["issuerAlt", "issuerExt", "issuerInt"]).unwrap_or_default(),
            account: first(&["labelAlt", "label"]).unwrap_or_default(),
        }
    }
}

/// The row of a token whose secret stands in it: a list of numbers, in files of some tools a text in Base32.
fn row_with_secret(position: usize, token: &Json) -> Row {
    let secret = match token.get("secret") {
        Some(list) => signed_bytes(list).map(|bytes| SecretBytes::copy_of(&bytes)).ok_or(SkipReason::BadSecret),
        None => token.field("secret_base32").base32(),
    };
    row(position, token, token.field("algo"), secret)
}

/// The row of a token. `algorithm` is the name of its hash; `secret` may come from elsewhere.
fn row(position: usize, token: &Json, algorithm: Field<'_>, secret: Result<SecretBytes, SkipReason>) -> Row {
    let names = Names::of(token);
    let mut entry = ForeignEntry::new(position, names.issuer, names.account);
    token.text("label").unwrap_or_default().clone_into(&mut entry.original_label);
    for key in ["imageAlt", "image"] {
        if entry.icon_hint.is_none() {
            entry.set_icon_hint(token.text_or_empty(key));
        }
    }
    let otp = secret.and_then(|secret| otp(token, entry.issuer == "Steam", algorithm, secret));
    entry.into_row(otp)
}

fn otp(token: &Json, is_steam: bool, algorithm: Field<'_>, secret: SecretBytes) -> Result<Otp, SkipReason> {
    let kind = match token.field("type") {
        field if field.is_missing() => Kind::Totp,
        field => field.text().and_then(Kind::parse).ok_or(SkipReason::UnknownType)?,
    };
    let kind = match kind {
        Kind::Totp if is_steam => Kind::Steam,
        Kind::Totp | Kind::Hotp => kind,
        Kind::Steam | Kind::Motp | Kind::Yandex => return Err(SkipReason::UnknownType),
    };
    let counter = counter(token.field("counter"));
    let otp = form(kind, Fields { algorithm, digits: token.field("digits"), period: token.field("period"), counter })?;
    Ok(Otp { secret, ..otp })
}

/// The program stores one less than the address says and counts up before each code, so that -1 means 0.
fn counter(field: Field<'_>) -> Field<'_> {
    if field.whole() == Ok(Some(-1)) { Field::Whole(0) } else { field }
}
