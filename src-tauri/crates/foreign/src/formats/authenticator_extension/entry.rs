//! An entry of the export, and the many ways in which old versions wrote its type and its secret.

use watchword_otp::{Algorithm, Kind, Otp, base32};
use watchword_secret::SecretBytes;

use crate::{
    ForeignEntry, Row, SkipReason,
    blocks::{
        encoding,
        field::Field,
        json::Json,
        otp::{Fields, form},
    },
};

/// What an entry says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Totp,
    Hotp,
    Battle,
    Steam,
    Hex,
    Hhex,
}

impl Sort {
    /// By name; in old files by number from 1, as number or text.
    fn of(field: Field<'_>) -> Option<Self> {
        let sorts = ["totp", "hotp", "battle", "steam", "hex", "hhex"];
        if field.is_missing() {
            return Some(Self::Totp);
        }
        let name = field.text().map_or_else(String::new, |text| text.trim().to_ascii_lowercase());
        let by_name = sorts.iter().position(|sort| *sort == name);
        let by_number = || field.whole().ok().flatten().and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
        match by_name.or_else(by_number)? {
            0 => Some(Self::Totp),
            1 => Some(Self::Hotp),
            2 => Some(Self::Battle),
            3 => Some(Self::Steam),
            4 => Some(Self::Hex),
            5 => Some(Self::Hhex),
            _ => None,
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Totp | Self::Battle | Self::Hex => Kind::Totp,
            Self::Hotp | Self::Hhex => Kind::Hotp,
            Self::Steam => Kind::Steam,
        }
    }
}

/// The names of an entry.
pub(super) fn named(position: usize, json: &Json) -> ForeignEntry {
    let issuer = json.text_or_empty("issuer");
    // Behind `::` stands the host of the page that the code is for.
    let issuer = issuer.split_once("::").map_or(issuer, |(issuer, _)| issuer);
    let mut entry = ForeignEntry::new(position, issuer, json.text_or_empty("account"));
    entry.favourite = json.field("pinned").is_true();
    entry
}

/// The row of an entry. `secret` is its secret, opened if it was sealed.
pub(super) fn row(position: usize, json: &Json, secret: Field<'_>) -> Row {
    let entry = named(position, json);
    let Some(sort) = Sort::of(json.field("type")) else { return entry.into_skipped(SkipReason::UnknownType) };
    let Some(text) = secret.text().filter(|_| !secret.is_missing()) else {
        return entry.into_skipped(if secret.is_missing() { SkipReason::NoSecret } else { SkipReason::BadSecret });
    };
    let (sort, text) = without_prefix(sort, text);
    let form = otp_form(sort, json);
    match hex_of(sort, text) {
        Some(secret) => entry.into_row(form.map(|otp| Otp { secret, ..otp })),
        None if matches!(sort, Sort::Hex | Sort::Hhex) => entry.into_skipped(SkipReason::BadSecret),
        None => entry.into_base32_row(form, Field::Text(text)),
    }
}

/// Whether a text can be the secret of an entry: Base32 or hexadecimal, perhaps with a prefix.
pub(super) fn is_secret(text: &str) -> bool {
    let (_, text) = without_prefix(Sort::Totp, text);
    base32::decode(text).is_ok() || hex(text).is_some()
}

/// Prefixes that say what a secret is.
fn without_prefix(sort: Sort, text: &str) -> (Sort, &str) {
    let text = text.trim();
    let stripped = |prefix: &str| {
        let start = text.get(..prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
    };
    if let Some(rest) = stripped("bliz-").or_else(|| stripped("blz-")) {
        return (Sort::Battle, rest);
    }
    stripped("stm-").map_or((sort, text), |rest| (Sort::Steam, rest))
}

/// The secret in hexadecimal: of the types that say so, and of others whose text is not Base32.
fn hex_of(sort: Sort, text: &str) -> Option<SecretBytes> {
    if matches!(sort, Sort::Hex | Sort::Hhex) || base32::decode(text).is_err() { hex(text) } else { None }
}

/// Hexadecimal digits; where one is missing at the end it is a 0.
fn hex(text: &str) -> Option<SecretBytes> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = zeroize::Zeroizing::new(if digits.len().is_multiple_of(2) { digits } else { digits + "0" });
    encoding::hex(&digits).filter(|bytes| !bytes.is_empty()).map(|bytes| SecretBytes::copy_of(&bytes))
}

fn otp_form(sort: Sort, json: &Json) -> Result<Otp, SkipReason> {
    let digits = if sort == Sort::Battle { Field::Whole(8) } else { json.field("digits") };
    let algorithm = if sort == Sort::Battle { Algorithm::Sha1 } else { algorithm(json.field("algorithm"))? };
    let algorithm = Field::Text(algorithm.as_str());
    form(sort.kind(), Fields { algorithm, digits, period: json.field("period"), counter: json.field("counter") })
}

/// The hash by name or by number; the numbers above 3 are of hashes that are not known.
fn algorithm(field: Field<'_>) -> Result<Algorithm, SkipReason> {
    match field.whole() {
        Ok(None | Some(1)) => Ok(Algorithm::Sha1),
        Ok(Some(2)) => Ok(Algorithm::Sha256),
        Ok(Some(3)) => Ok(Algorithm::Sha512),
        Ok(Some(_)) => Err(SkipReason::UnknownAlgorithm),
        Err(()) => field.algorithm(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<ForeignEntry, SkipReason> {
        let json = Json::parse(json).unwrap();
        match row(0, &json, json.field("secret")) {
            Row::Entry(entry) => Ok(*entry),
            Row::Skipped(skipped) => Err(skipped.reason),
        }
    }

    #[test]
    fn types_and_secrets_of_old_versions() {
        for (json, kind, secret, digits) in [
            (r#"{"secret":"MFRGG"}"#, Kind::Totp, "abc", 6),
            (r#"{"secret":"MFRGG","type":2,"counter":"7"}"#, Kind::Hotp, "abc", 6),
            (r#"{"secret":"MFRGG","type":"3"}"#, Kind::Totp, "abc", 8),
            (r#"{"secret":"bliz-MFRGG"}"#, Kind::Totp, "abc", 8),
            (r#"{"secret":"blz-MFRGG"}"#, Kind::Totp, "abc", 8),
            (r#"{"secret":"stm-MFRGG"}"#, Kind::Steam, "abc", 5),
            (r#"{"secret":"616263","type":"hex"}"#, Kind::Totp, "abc", 6),
            (r#"{"secret":"616","type":"hhex"}"#, Kind::Hotp, "a`", 6),
            (r#"{"secret":"6168"}"#, Kind::Totp, "ah", 6),
        ] {
            let entry = read(json).unwrap_or_else(|reason| panic!("{json}: {}", reason.code()));
            let otp = &entry.otp;
            assert_eq!((otp.kind, otp.secret.expose(), otp.digits), (kind, secret.as_bytes(), digits), "{json}");
        }
    }

    #[test]
    fn what_is_not_taken() {
        for (json, reason) in [
            ("{}", SkipReason::NoSecret),
            (r#"{"secret":"MFRGG","type":"x"}"#, SkipReason::UnknownType),
            (r#"{"secret":"MFRGG","type":7}"#, SkipReason::UnknownType),
            (r#"{"secret":"?"}"#, SkipReason::BadSecret),
            (r#"{"secret":"MFRGG","type":"hex"}"#, SkipReason::BadSecret),
            (r#"{"secret":"MFRGG","algorithm":4}"#, SkipReason::UnknownAlgorithm),
            (r#"{"secret":"MFRGG","algorithm":"GOST3411_2012_256"}"#, SkipReason::UnknownAlgorithm),
        ] {
            assert_eq!(read(json).err(), Some(reason), "{json}");
        }
    }

    #[test]
    fn the_host_behind_an_issuer_is_dropped() {
        let entry =
            read(r#"{"secret":"MFRGG","issuer":"Tern::tern.example","account":"olu","pinned":true}"#).ok().unwrap();
        assert_eq!((entry.issuer.as_str(), entry.account.as_str(), entry.favourite), ("Tern", "olu", true));
    }
}
