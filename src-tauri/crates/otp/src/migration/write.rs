//! Writing a Google Authenticator export: accounts in, the links of its parts out.
//!
//! The rules are those of docs/formats/otpauth.md, "Google Authenticator exports": version 1, fields in the order of
//! their numbers, at most [`ACCOUNTS_IN_PART`] accounts and [`PART_BYTES`] bytes in a part.

use data_encoding::BASE64;
use thiserror::Error;
use watchword_secret::SecretText;
use zeroize::Zeroizing;

use super::MAX_PARTS;
use crate::{Algorithm, Kind, Otp};

/// The most accounts in one part: what the app itself puts into one code.
pub const ACCOUNTS_IN_PART: usize = 10;
/// The most bytes of the link of a part: what a camera reads well (QR version 25 at correction L).
pub const PART_BYTES: usize = 1_200;
/// The most bytes of the link of a part with a single account: QR version 40 at correction M.
pub const LONE_PART_BYTES: usize = 2_331;

const START: &str = "otpauth-migration://offline?data=";
/// Version, size, index and batch id: at most twelve bytes.
const TAIL_BYTES: usize = 12;

/// An account to be written.
pub struct Account<'a> {
    /// What its codes are computed from.
    pub otp: &'a Otp,
    /// The service, or "".
    pub issuer: &'a str,
    /// The login, or "".
    pub account: &'a str,
}

/// Why an account cannot be in such an export. The format has no field for it, or no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CannotMove {
    /// Neither TOTP nor HOTP.
    #[error("the export knows no codes of this kind")]
    Kind,
    /// A period other than 30 seconds.
    #[error("the export knows a period of 30 seconds only")]
    Period,
    /// Digits other than 6 and 8.
    #[error("the export knows six and eight digits only")]
    Digits,
    /// A hash other than SHA1, SHA256 and SHA512.
    #[error("the export knows SHA1, SHA256 and SHA512 only")]
    Algorithm,
    /// A counter above 2⁶³−1.
    #[error("the counter is too high for the export")]
    Counter,
    /// No secret.
    #[error("the secret is empty")]
    Secret,
    /// A secret too long for a QR code.
    #[error("the secret is too long for one code")]
    TooLong,
}

impl CannotMove {
    /// The stable name of the reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "move-kind",
            Self::Period => "move-period",
            Self::Digits => "move-digits",
            Self::Algorithm => "move-algorithm",
            Self::Counter => "move-counter",
            Self::Secret => "empty-secret",
            Self::TooLong => "move-too-long",
        }
    }
}

/// One part, ready to be shown as a QR code at correction L.
pub struct WrittenPart {
    /// Its link.
    pub link: SecretText,
    /// The accounts in it, by their places in what was given.
    pub accounts: Vec<usize>,
}

/// An export.
pub struct Written {
    /// Its parts, in order.
    pub parts: Vec<WrittenPart>,
    /// Accounts that it cannot hold, by their places in what was given.
    pub left_out: Vec<(usize, CannotMove)>,
}

/// Writes accounts as parts of an export. `batch_id` is a random number from 1 to 2³¹−1, the same for all parts; beyond
/// [`MAX_PARTS`] parts another export begins, with the number that follows.
pub fn write_parts(accounts: &[Account<'_>], batch_id: i32) -> Written {
    let mut left_out = Vec::new();
    let mut bodies: Vec<(Body, Vec<usize>)> = Vec::new();
    for (place, account) in accounts.iter().enumerate() {
        let message = match message(account) {
            Ok(message) => message,
            Err(reason) => {
                left_out.push((place, reason));
                continue;
            }
        };
        match bodies.last_mut() {
            Some((body, places)) if places.len() < ACCOUNTS_IN_PART && link_room(&[body, &message]) <= PART_BYTES => {
                append(body, &message);
                places.push(place);
            }
            _ => bodies.push((message, vec![place])),
        }
    }
    let mut parts = Vec::with_capacity(bodies.len());
    let most = usize::try_from(MAX_PARTS).unwrap_or(usize::MAX);
    let mut batch_id = u64::from(batch_id.unsigned_abs());
    for export in bodies.chunks(most) {
        for (index, (body, places)) in export.iter().enumerate() {
            parts.push(WrittenPart { link: link(body, export.len(), index, batch_id), accounts: places.clone() });
        }
        batch_id = batch_id % u64::from(i32::MAX.unsigned_abs()) + 1;
    }
    Written { parts, left_out }
}

/// Bytes of messages: they hold secrets, and never grow in place, which would leave copies behind.
type Body = Zeroizing<Vec<u8>>;

/// The field of one account. Names are cut when a single account would be too long for a code.
fn message(account: &Account<'_>) -> Result<Body, CannotMove> {
    let otp = account.otp;
    let (algorithm, digits) = enums(otp)?;
    // The app shows the name; an account without one gets that of its service.
    let name = if account.account.is_empty() { account.issuer } else { account.account };
    let (mut name, mut issuer) = (name.to_owned(), account.issuer.to_owned());
    loop {
        let room = 64 + otp.secret.len() + name.len() + issuer.len();
        let mut inner = Zeroizing::new(Vec::with_capacity(room));
        push_bytes(&mut inner, 1, otp.secret.expose());
        push_bytes(&mut inner, 2, name.as_bytes());
        if !issuer.is_empty() {
            push_bytes(&mut inner, 3, issuer.as_bytes());
        }
        push_number(&mut inner, 4, algorithm);
        push_number(&mut inner, 5, digits);
        push_number(&mut inner, 6, if otp.kind == Kind::Hotp { 1 } else { 2 });
        if otp.kind == Kind::Hotp {
            push_number(&mut inner, 7, otp.counter);
        }
        let mut message = Zeroizing::new(Vec::with_capacity(inner.len() + 16));
        push_bytes(&mut message, 1, &inner);
        if link_room(&[&message]) <= LONE_PART_BYTES {
            return Ok(message);
        }
        let longer = if name.len() >= issuer.len() { &mut name } else { &mut issuer };
        if longer.pop().is_none() {
            return Err(CannotMove::TooLong);
        }
    }
}

/// The numbers of hash and digits, or why the format cannot hold this account.
fn enums(otp: &Otp) -> Result<(u64, u64), CannotMove> {
    match otp.kind {
        Kind::Totp if otp.period != 30 => return Err(CannotMove::Period),
        Kind::Hotp if i64::try_from(otp.counter).is_err() => return Err(CannotMove::Counter),
        Kind::Totp | Kind::Hotp => {}
        Kind::Steam | Kind::Motp | Kind::Yandex => return Err(CannotMove::Kind),
    }
    if otp.secret.is_empty() {
        return Err(CannotMove::Secret);
    }
    let algorithm = match otp.algorithm {
        Algorithm::Sha1 => 1,
        Algorithm::Sha256 => 2,
        Algorithm::Sha512 => 3,
        Algorithm::Md5 | Algorithm::Sha224 | Algorithm::Sha384 => return Err(CannotMove::Algorithm),
    };
    let digits = match otp.digits {
        6 => 1,
        8 => 2,
        _ => return Err(CannotMove::Digits),
    };
    Ok((algorithm, digits))
}

/// The longest that a link with these messages can be, whatever its tail.
fn link_room(messages: &[&Body]) -> usize {
    let mut bytes = Zeroizing::new(Vec::with_capacity(messages.iter().map(|message| message.len()).sum()));
    for message in messages {
        bytes.extend_from_slice(message);
    }
    // Base64 writes three bytes as four symbols, and up to three of the tail's neighbours change with it.
    let tail = (TAIL_BYTES + 3).div_ceil(3) * 4;
    let symbols = Zeroizing::new(BASE64.encode(&bytes));
    START.len() + symbols.bytes().map(escaped_length).sum::<usize>() + 3 * tail
}

fn link(body: &Body, size: usize, index: usize, batch_id: u64) -> SecretText {
    let mut payload = Zeroizing::new(Vec::with_capacity(body.len() + TAIL_BYTES));
    payload.extend_from_slice(body);
    for (field, value) in [(2, 1), (3, size as u64), (4, index as u64), (5, batch_id)] {
        push_number(&mut payload, field, value);
    }
    let symbols = Zeroizing::new(BASE64.encode(&payload));
    let mut link = String::with_capacity(START.len() + symbols.bytes().map(escaped_length).sum::<usize>());
    link.push_str(START);
    for symbol in symbols.chars() {
        match symbol {
            '+' => link.push_str("%2B"),
            '/' => link.push_str("%2F"),
            '=' => link.push_str("%3D"),
            _ => link.push(symbol),
        }
    }
    SecretText::new(link)
}

const fn escaped_length(symbol: u8) -> usize {
    if matches!(symbol, b'+' | b'/' | b'=') { 3 } else { 1 }
}

fn append(body: &mut Body, message: &Body) {
    let mut both = Zeroizing::new(Vec::with_capacity(body.len() + message.len()));
    both.extend_from_slice(body);
    both.extend_from_slice(message);
    *body = both;
}

fn push_number(message: &mut Vec<u8>, field: u64, value: u64) {
    push_varint(message, field << 3);
    push_varint(message, value);
}

fn push_bytes(message: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    push_varint(message, field << 3 | 2);
    push_varint(message, bytes.len() as u64);
    message.extend_from_slice(bytes);
}

fn push_varint(message: &mut Vec<u8>, mut value: u64) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            return message.push(low);
        }
        message.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use watchword_secret::SecretBytes;

    use super::*;
    use crate::{Collector, parse_part};

    fn otp(kind: Kind, secret: &[u8]) -> Otp {
        Otp::new(kind, SecretBytes::copy_of(secret))
    }

    /// The payload of the only part.
    fn payload(accounts: &[Account<'_>], batch_id: i32) -> Vec<u8> {
        let written = write_parts(accounts, batch_id);
        assert_eq!(written.parts.len(), 1);
        let data = written.parts[0].link.expose().strip_prefix(START).unwrap().to_owned();
        BASE64.decode(data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=").as_bytes()).unwrap()
    }

    #[test]
    fn the_bytes_are_those_of_the_format() {
        let mut counted = otp(Kind::Hotp, b"\x2d\xb3");
        counted.counter = 41;
        let mut wide = otp(Kind::Totp, b"\x28\x8a");
        (wide.algorithm, wide.digits) = (Algorithm::Sha256, 8);
        let accounts = [
            Account { otp: &counted, issuer: "Tern Mail", account: "olu" },
            Account { otp: &wide, issuer: "", account: "harbour-7" },
        ];
        let mut expected =
            b"\x0a\x1c\x0a\x02\x2d\xb3\x12\x03olu\x1a\x09Tern Mail\x20\x01\x28\x01\x30\x01\x38\x29".to_vec();
        expected.extend(b"\x0a\x15\x0a\x02\x28\x8a\x12\x09harbour-7\x20\x02\x28\x02\x30\x02");
        expected.extend(b"\x10\x01\x18\x01\x20\x00\x28\x81\x01");
        assert_eq!(payload(&accounts, 129), expected);
    }

    #[test]
    fn an_account_without_a_name_gets_that_of_its_service() {
        let plain = otp(Kind::Totp, b"ab");
        let bytes = payload(&[Account { otp: &plain, issuer: "Okta", account: "" }], 1);
        assert!(bytes.starts_with(b"\x0a\x16\x0a\x02ab\x12\x04Okta\x1a\x04Okta"));
    }

    #[test]
    fn what_the_format_cannot_hold_is_told_with_its_reason() {
        let changed = |change: fn(&mut Otp)| {
            let mut changed = otp(Kind::Totp, b"0123456789");
            change(&mut changed);
            changed
        };
        let cases = [
            (otp(Kind::Steam, b"0123456789"), CannotMove::Kind),
            (otp(Kind::Motp, b"0123456789abcdef"), CannotMove::Kind),
            (otp(Kind::Yandex, b"0123456789abcdef"), CannotMove::Kind),
            (changed(|otp| otp.period = 60), CannotMove::Period),
            (changed(|otp| otp.digits = 7), CannotMove::Digits),
            (changed(|otp| otp.algorithm = Algorithm::Sha384), CannotMove::Algorithm),
            (changed(|otp| (otp.kind, otp.counter) = (Kind::Hotp, 1 << 63)), CannotMove::Counter),
            (changed(|otp| otp.secret = SecretBytes::copy_of(b"")), CannotMove::Secret),
            (changed(|otp| otp.secret = SecretBytes::new([0xfb, 0xef, 0xbe].repeat(300))), CannotMove::TooLong),
        ];
        let accounts: Vec<_> = cases.iter().map(|(otp, _)| Account { otp, issuer: "A", account: "b" }).collect();
        let written = write_parts(&accounts, 7);
        assert!(written.parts.is_empty());
        assert_eq!(written.left_out, cases.iter().enumerate().map(|(at, (_, why))| (at, *why)).collect::<Vec<_>>());
    }

    #[test]
    fn ten_accounts_go_into_a_part_and_fewer_with_long_names() {
        let plain = otp(Kind::Totp, b"0123456789abcdef0123");
        let long = "x".repeat(200);
        for (account, counts) in [("b", vec![10, 10, 5]), (long.as_str(), vec![3, 3, 3, 3, 3, 3, 3, 3, 1])] {
            let accounts: Vec<_> = (0..25).map(|_| Account { otp: &plain, issuer: "A", account }).collect();
            let written = write_parts(&accounts, 7);
            let found: Vec<usize> = written.parts.iter().map(|part| part.accounts.len()).collect();
            assert_eq!(found, counts);
            assert!(written.parts.iter().all(|part| part.link.expose().len() <= PART_BYTES));
        }
    }

    #[test]
    fn names_are_cut_where_one_account_would_be_too_long() {
        let plain = otp(Kind::Totp, &[7; 64]);
        let long = "é".repeat(900);
        let written = write_parts(&[Account { otp: &plain, issuer: &long, account: &long }], 7);
        let link = written.parts[0].link.expose();
        assert!((PART_BYTES..=LONE_PART_BYTES).contains(&link.len()));
        let part = parse_part(link).ok().unwrap();
        let account = part.accounts.into_iter().next().unwrap().ok().unwrap();
        assert!(account.otp == plain && long.starts_with(&account.issuer) && account.issuer.len() > 500);
    }

    #[test]
    fn beyond_a_hundred_parts_another_export_begins() {
        let plain = otp(Kind::Totp, b"0123456789");
        let accounts: Vec<_> = (0..1_001).map(|_| Account { otp: &plain, issuer: "A", account: "b" }).collect();
        let written = write_parts(&accounts, i32::MAX);
        assert_eq!(written.parts.len(), 101);
        let part = |at: usize| parse_part(written.parts[at].link.expose()).ok().unwrap();
        assert_eq!((part(99).size, part(99).index, part(99).batch_id), (100, 99, Some(i32::MAX)));
        assert_eq!((part(100).size, part(100).index, part(100).batch_id), (1, 0, Some(1)));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            secrets in prop::collection::vec((prop::collection::vec(any::<u8>(), 1..80), any::<bool>(), any::<u32>()), 1..40),
            names in prop::collection::vec(("[a-zé海]{1,30}", "[a-z@.海]{1,60}"), 40),
            batch_id in 1..i32::MAX,
        ) {
            let otps: Vec<Otp> = secrets
                .iter()
                .map(|(secret, counted, counter)| {
                    let mut made = otp(if *counted { Kind::Hotp } else { Kind::Totp }, secret);
                    made.counter = if *counted { u64::from(*counter) } else { 0 };
                    made
                })
                .collect();
            let accounts: Vec<_> = otps
                .iter()
                .zip(&names)
                .map(|(otp, (issuer, account))| Account { otp, issuer, account })
                .collect();
            let written = write_parts(&accounts, batch_id);
            let mut collector = Collector::default();
            for part in written.parts.iter().rev() {
                let length = part.link.expose().len();
                let most = if part.accounts.len() == 1 { LONE_PART_BYTES } else { PART_BYTES };
                prop_assert!(length <= most);
                collector.add(parse_part(part.link.expose()).ok().unwrap());
            }
            prop_assert!(collector.sets()[0].missing().is_empty());
            let read: Vec<_> = collector.into_links().into_iter().map(|link| link.ok().unwrap()).collect();
            prop_assert_eq!(read.len(), accounts.len());
            for (link, account) in read.iter().zip(&accounts) {
                prop_assert!(link.otp == *account.otp);
                prop_assert_eq!((link.issuer.as_str(), link.account.as_str()), (account.issuer, account.account));
            }
        }
    }
}
