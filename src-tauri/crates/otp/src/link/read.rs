//! Reading the link of one account.

use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use super::{
    Link, LinkError, LinkType, LinkWarning, MAX_LINK_BYTES, MAX_SECRET_BYTES,
    names::{Names, read_names},
    parameters::Query,
    split::{Pieces, prepare, split},
    text::{clean, decode_percent, lossy_text},
};
use crate::{Algorithm, Kind, MAX_DIGITS, MAX_PERIOD, Otp, base32, kinds::yandex};

/// Bytes of a Steam secret, which settles whether a slash belongs to it.
const STEAM_SECRET_BYTES: usize = 20;

/// Reads an `otpauth:`, `apple-otpauth:`, `motp:` or `steam:` link. White space around it does not matter, and it
/// may be written as a JSON string.
///
/// # Errors
/// The first [`LinkError`] that stands in the way; [`LinkError::IsMigration`] for `otpauth-migration:`, which
/// [`crate::parse_part`] reads.
pub fn parse_link(text: &str) -> Result<Link, LinkError> {
    if text.len() > MAX_LINK_BYTES {
        return Err(LinkError::TooLong);
    }
    let text = prepare(text);
    let pieces = split(&text).ok_or(LinkError::NotALink)?;
    match pieces.link_type {
        LinkType::Otpauth => {
            let (host, label) = pieces.host_and_label();
            match host.as_str() {
                "totp" => read_timed_or_steam(label, &pieces.query),
                "hotp" => read_counted(label, &pieces.query),
                "steam" => read_steam(read_names(label, &pieces.query), &pieces.query),
                "motp" => read_motp(label, &pieces.query),
                "yaotp" => read_yandex(label, &pieces.query),
                _ => Err(LinkError::UnknownType),
            }
        }
        LinkType::Motp => read_motp(pieces.path, &pieces.query),
        LinkType::Steam => read_bare_steam(&pieces),
        LinkType::Migration => Err(LinkError::IsMigration),
    }
}

fn read_timed_or_steam(label: &str, query: &Query) -> Result<Link, LinkError> {
    let names = read_names(label, query);
    let is_steam = query.text("encoder").is_some_and(|encoder| encoder.trim().eq_ignore_ascii_case("steam"))
        || query.has("steam")
        || names.issuer.eq_ignore_ascii_case("steam");
    if is_steam {
        return read_steam(names, query);
    }
    let mut otp = Otp::new(Kind::Totp, read_secret(query)?);
    read_form(&mut otp, query)?;
    read_period(&mut otp, query)?;
    Ok(link(otp, names, query))
}

fn read_counted(label: &str, query: &Query) -> Result<Link, LinkError> {
    let mut otp = Otp::new(Kind::Hotp, read_secret(query)?);
    read_form(&mut otp, query)?;
    let counter = query.number("counter", 0, u64::MAX, LinkError::BadCounter)?;
    otp.counter = counter.unwrap_or(0);
    let mut link = link(otp, read_names(label, query), query);
    if counter.is_none() {
        link.warnings.push(LinkWarning::CounterMissing);
    }
    Ok(link)
}

fn read_steam(names: Names, query: &Query) -> Result<Link, LinkError> {
    let mut otp = Otp::new(Kind::Steam, read_secret(query)?);
    read_period(&mut otp, query)?;
    Ok(link(otp, names, query))
}

/// `steam://` and a secret in Base32 or Base64, whose alphabet has the slash.
fn read_bare_steam(pieces: &Pieces<'_>) -> Result<Link, LinkError> {
    let decoded = decode_percent(pieces.path, false);
    let text = std::str::from_utf8(&decoded).map_err(|_| LinkError::BadSecret)?.trim();
    let bare = text.trim_matches('/');
    if bare.is_empty() {
        return Err(LinkError::NoSecret);
    }
    let secret = match base32::decode(bare) {
        Ok(secret) => secret,
        Err(_) => decode_steam_base64(text).ok_or(LinkError::BadSecret)?,
    };
    check_length(&secret)?;
    let mut link = link(Otp::new(Kind::Steam, secret), read_names("", &pieces.query), &pieces.query);
    "Steam".clone_into(&mut link.issuer);
    Ok(link)
}

fn decode_steam_base64(text: &str) -> Option<SecretBytes> {
    let bare = text.trim_end_matches('/');
    let readings = [decode_base64(text), decode_base64(bare)];
    let mut readings = readings.into_iter().flatten().filter(|secret| !secret.is_empty());
    let first = readings.next()?;
    if first.len() == STEAM_SECRET_BYTES {
        return Some(first);
    }
    Some(readings.find(|secret| secret.len() == STEAM_SECRET_BYTES).unwrap_or(first))
}

/// Base64 of both alphabets, with or without padding, left-over bits ignored.
pub(crate) fn decode_base64(text: &str) -> Option<SecretBytes> {
    let symbols: Zeroizing<String> = Zeroizing::new(
        text.trim_end_matches('=')
            .chars()
            .map(|c| match c {
                '-' => '+',
                '_' => '/',
                other => other,
            })
            .collect(),
    );
    let mut specification = data_encoding::BASE64_NOPAD.specification();
    specification.check_trailing_bits = false;
    let bytes = specification.encoding().ok()?.decode(symbols.as_bytes()).ok()?;
    Some(SecretBytes::new(bytes))
}

fn read_motp(label: &str, query: &Query) -> Result<Link, LinkError> {
    let secret = query.bytes("secret").ok_or(LinkError::NoSecret)?;
    // The code is a hash over the text as it is written: neither its case nor its alphabet is touched.
    let secret = std::str::from_utf8(secret).map_err(|_| LinkError::BadSecret)?.trim();
    if secret.is_empty() {
        return Err(LinkError::EmptySecret);
    }
    let secret = SecretBytes::copy_of(secret.as_bytes());
    check_length(&secret)?;
    let mut otp = Otp::new(Kind::Motp, secret);
    otp.pin = query.given("pin").map(SecretText::new);
    Ok(link(otp, read_names(label, query), query))
}

fn read_yandex(label: &str, query: &Query) -> Result<Link, LinkError> {
    let long = read_secret(query)?;
    let key = long.expose().get(..yandex::KEY_BYTES).ok_or(LinkError::BadSecret)?;
    let mut otp = Otp::new(Kind::Yandex, SecretBytes::copy_of(key));
    let mut warnings = Vec::new();
    match (long.len(), yandex::is_check_sum_right(long.expose())) {
        (_, Some(false)) => warnings.push(LinkWarning::CheckSumWrong),
        (yandex::KEY_BYTES, _) | (_, Some(true)) => {}
        (_, None) => warnings.push(LinkWarning::SecretShortened),
    }
    if let Some(pin) = query.given("pin") {
        let pin = Zeroizing::new(pin);
        otp.pin = base32::decode(&pin).ok().and_then(|pin| SecretText::from_utf8(pin.expose().to_vec()));
        let is_bad = otp.pin.is_none() || otp.check().is_err();
        if is_bad {
            otp.pin = None;
            warnings.push(LinkWarning::PinDamaged);
        }
    }
    let mut link = link(otp, read_names(label, query), query);
    if link.issuer.is_empty() {
        "Yandex".clone_into(&mut link.issuer);
    }
    link.warnings.append(&mut warnings);
    Ok(link)
}

fn link(otp: Otp, names: Names, query: &Query) -> Link {
    let mut tags: Vec<String> = Vec::new();
    for tag in query.values("tags").map(|tag| clean(&lossy_text(tag).0)) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Link {
        otp,
        issuer: names.issuer,
        account: names.account,
        original_label: names.original_label,
        tags,
        icon_hint: ["image", "icon", "logo"].into_iter().find_map(|key| query.given(key)).map(|hint| clean(&hint)),
        warnings: if names.is_whole { Vec::new() } else { vec![LinkWarning::TextDamaged] },
    }
}

fn read_secret(query: &Query) -> Result<SecretBytes, LinkError> {
    let text = query.bytes("secret").ok_or(LinkError::NoSecret)?;
    let text = std::str::from_utf8(text).map_err(|_| LinkError::BadSecret)?;
    let secret = base32::decode(text)?;
    check_length(&secret)?;
    Ok(secret)
}

fn check_length(secret: &SecretBytes) -> Result<(), LinkError> {
    if secret.len() > MAX_SECRET_BYTES { Err(LinkError::TooLong) } else { Ok(()) }
}

/// Algorithm and digits.
fn read_form(otp: &mut Otp, query: &Query) -> Result<(), LinkError> {
    if let Some(name) = query.given("algorithm") {
        otp.algorithm = match Algorithm::parse(&name) {
            Some(Algorithm::Md5) | None => return Err(LinkError::UnknownAlgorithm),
            Some(algorithm) => algorithm,
        };
    }
    if let Some(digits) = query.number("digits", 1, u64::from(MAX_DIGITS), LinkError::BadDigits)? {
        otp.digits = u8::try_from(digits).map_err(|_| LinkError::BadDigits)?;
    }
    Ok(())
}

fn read_period(otp: &mut Otp, query: &Query) -> Result<(), LinkError> {
    if let Some(period) = query.number("period", 1, u64::from(MAX_PERIOD), LinkError::BadPeriod)? {
        otp.period = u32::try_from(period).map_err(|_| LinkError::BadPeriod)?;
    }
    Ok(())
}
