//! Parts of a Google Authenticator export: `otpauth-migration://offline?data=…`.
//!
//! One export is shown as several QR codes. [`parse_part`] reads one of them, [`Collector`] puts the parts
//! together and knows which are missing, [`write_parts`] writes an export. The protobuf reader in `wire.rs` has limits
//! and answers any bytes.

use watchword_secret::{SecretBytes, equal};
use zeroize::Zeroizing;

use crate::{
    Algorithm, Kind, Otp,
    link::{
        Link, LinkError, LinkType, LinkWarning, MAX_SECRET_BYTES, clean, decode_base64, decode_percent, drop_prefix,
        prepare, split, split_at_colon, without_controls,
    },
};

mod collect;
mod wire;
mod write;

use self::wire::{Field, Fields};
pub use self::{
    collect::{Added, Collector, Set},
    write::{ACCOUNTS_IN_PART, Account, CannotMove, LONE_PART_BYTES, PART_BYTES, Written, WrittenPart, write_parts},
};

/// The largest payload that is read, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 64 * 1024;
/// The most parts that one export can have.
pub const MAX_PARTS: u32 = 100;

/// The newest version of the export that is known.
const LATEST_VERSION: u64 = 2;
/// Base64 writes three bytes as four symbols, and each may be percent-encoded as three.
const MAX_TEXT_BYTES: usize = MAX_PAYLOAD_BYTES * 4 + 64;

/// One part of an export.
pub struct Part {
    /// The accounts in the order of the export, each read or refused on its own.
    pub accounts: Vec<Result<Link, LinkError>>,
    /// What all parts of one export have in common; newer exports have none.
    pub batch_id: Option<i32>,
    /// How many parts the export has, 1 to 100.
    pub size: u32,
    /// Which of them this is, from 0.
    pub index: u32,
    /// What was strange but did not stop the reading.
    pub warnings: Vec<LinkWarning>,
    /// The payload, to tell whether the same code was seen before.
    payload: SecretBytes,
}

impl Part {
    fn has_payload_of(&self, other: &Self) -> bool {
        equal(self.payload.expose(), other.payload.expose())
    }
}

/// Reads one part of an export.
///
/// # Errors
/// [`LinkError::NotALink`] when the text is no such part, [`LinkError::DamagedMigration`] when its payload is
/// broken, [`LinkError::MigrationTooLarge`] beyond 64 KiB or 100 parts.
pub fn parse_part(text: &str) -> Result<Part, LinkError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(LinkError::MigrationTooLarge);
    }
    let payload = read_payload(text)?;
    if payload.len() > MAX_PAYLOAD_BYTES {
        return Err(LinkError::MigrationTooLarge);
    }
    let mut part = Part {
        accounts: Vec::new(),
        batch_id: None,
        size: 1,
        index: 0,
        warnings: Vec::new(),
        payload: payload.duplicate(),
    };
    for field in Fields::of(payload.expose()) {
        match field.ok_or(LinkError::DamagedMigration)? {
            (1, Field::Bytes(account)) => part.accounts.push(read_account(account)),
            (2, Field::Varint(version)) if version > LATEST_VERSION => {
                part.warnings.push(LinkWarning::MigrationVersionUnknown);
            }
            (3, Field::Varint(size)) => {
                part.size = u32::try_from(size.max(1)).map_err(|_| LinkError::MigrationTooLarge)?;
            }
            (4, Field::Varint(index)) => {
                part.index = u32::try_from(index).map_err(|_| LinkError::DamagedMigration)?;
            }
            (5, Field::Varint(id)) => part.batch_id = Some(low_half(id)),
            (_, Field::Varint(_) | Field::Bytes(_) | Field::Fixed) => {}
        }
    }
    if part.size > MAX_PARTS || part.index >= MAX_PARTS {
        return Err(LinkError::MigrationTooLarge);
    }
    Ok(part)
}

/// The payload bytes of a link, whatever variety of Base64 and of escaping it has.
fn read_payload(text: &str) -> Result<SecretBytes, LinkError> {
    let text = prepare(text);
    let pieces = split(&text).ok_or(LinkError::NotALink)?;
    let host = pieces.path.strip_suffix('/').unwrap_or(pieces.path);
    if pieces.link_type != LinkType::Migration || !host.eq_ignore_ascii_case("offline") {
        return Err(LinkError::NotALink);
    }
    // Not the decoded query: there a plus has become a space.
    let data = pieces.raw_query.split('&').find_map(|piece| {
        let (key, value) = piece.split_once('=')?;
        key.trim_start_matches("amp;").eq_ignore_ascii_case("data").then_some(value)
    });
    let data = decode_percent(data.ok_or(LinkError::DamagedMigration)?, false);
    let data = std::str::from_utf8(&data).map_err(|_| LinkError::DamagedMigration)?;
    let symbols: Zeroizing<String> = Zeroizing::new(
        data.trim()
            .chars()
            .filter(|c| !matches!(c, '=' | '\r' | '\n'))
            .map(|c| if c == ' ' { '+' } else { c })
            .collect(),
    );
    decode_base64(&symbols).ok_or(LinkError::DamagedMigration)
}

/// Reads the message of one account.
fn read_account(message: &[u8]) -> Result<Link, LinkError> {
    let (mut secret, mut name, mut issuer) = (None, Vec::new(), Vec::new());
    let (mut algorithm, mut digits, mut kind, mut counter) = (0, 0, 0, 0);
    for field in Fields::of(message) {
        match field.ok_or(LinkError::DamagedMigration)? {
            (1, Field::Bytes(bytes)) => secret = Some(bytes),
            (2, Field::Bytes(bytes)) => name = bytes.to_vec(),
            (3, Field::Bytes(bytes)) => issuer = bytes.to_vec(),
            (4, Field::Varint(value)) => algorithm = value,
            (5, Field::Varint(value)) => digits = value,
            (6, Field::Varint(value)) => kind = value,
            (7, Field::Varint(value)) => counter = value,
            (_, Field::Varint(_) | Field::Bytes(_) | Field::Fixed) => {}
        }
    }
    let secret = secret.ok_or(LinkError::NoSecret)?;
    if secret.is_empty() {
        return Err(LinkError::EmptySecret);
    }
    if secret.len() > MAX_SECRET_BYTES {
        return Err(LinkError::TooLong);
    }
    let kind = match kind {
        0 | 2 => Kind::Totp,
        1 => Kind::Hotp,
        _ => return Err(LinkError::UnknownType),
    };
    let mut otp = Otp::new(kind, SecretBytes::copy_of(secret));
    otp.algorithm = match algorithm {
        0 | 1 => Algorithm::Sha1,
        2 => Algorithm::Sha256,
        3 => Algorithm::Sha512,
        _ => return Err(LinkError::UnknownAlgorithm),
    };
    otp.digits = match digits {
        0 | 1 => 6,
        2 => 8,
        _ => return Err(LinkError::BadDigits),
    };
    if kind == Kind::Hotp {
        // The field is signed; a negative number has the highest bit.
        otp.counter = u64::try_from(counter.cast_signed()).map_err(|_| LinkError::BadCounter)?;
    }
    Ok(named_link(otp, &name, &issuer))
}

fn named_link(otp: Otp, name: &[u8], issuer: &[u8]) -> Link {
    let is_whole = std::str::from_utf8(name).is_ok() && std::str::from_utf8(issuer).is_ok();
    let name = String::from_utf8_lossy(name);
    let original_label = without_controls(&name);
    let (name, issuer) = (clean(&name), clean(&String::from_utf8_lossy(issuer)));
    let (issuer, account) = if issuer.is_empty() {
        let (issuer, account) = split_at_colon(&name);
        (issuer.to_owned(), account.to_owned())
    } else {
        let account = drop_prefix(&issuer, name);
        (issuer, account)
    };
    Link {
        otp,
        issuer,
        account,
        original_label,
        tags: Vec::new(),
        icon_hint: None,
        warnings: if is_whole { Vec::new() } else { vec![LinkWarning::TextDamaged] },
    }
}

/// A 32-bit number from a varint, where a negative one fills all 64 bits.
fn low_half(value: u64) -> i32 {
    let [.., a, b, c, d] = value.to_be_bytes();
    i32::from_be_bytes([a, b, c, d])
}
