//! Where entries of `KeePass` keep codes: five conventions of several programs (docs/formats/password-managers.md#keepass).

use watchword_otp::{Kind, LinkType, Otp, base32, is_link};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use super::tree::{Entry, Text};
use crate::{
    ForeignEntry, Row, SkipReason,
    blocks::{encoding, field::Field, links, otp},
};

/// The texts that are read from an entry; others are never kept.
pub(super) fn is_used(name: &str) -> bool {
    matches!(name, "Title" | "UserName" | "Notes" | "TOTP Seed" | "TOTP Settings")
        || is_otp(name)
        || name.starts_with("TimeOtp-")
        || name.starts_with("HmacOtp-")
}

/// Whether a text is the address of a code, under whatever name programs and people keep it.
pub(super) fn is_address(text: &str) -> bool {
    is_link(text) == Some(LinkType::Otpauth)
}

/// `otp`, `otp_1`, `otp_2`, …, and `OTPAuth`.
fn is_otp(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(name, "otp" | "OTPAuth") || name.strip_prefix("otp_").is_some_and(is_number)
}

/// The codes of an entry, in the order of the conventions, `first` being the position of the first one.
/// The same secret of the same kind counts once.
pub(super) fn codes(entry: &Entry, first: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let group = (!entry.path.is_empty()).then(|| entry.path.join("/"));
    let has_code = |(name, value): &&Text| {
        is_otp(name) || (!is_used(name) && value.as_ref().is_some_and(|value| is_address(value)))
    };
    let links = entry.texts.iter().filter(has_code).map(|(_, value)| Source::Otp(value.as_ref()));
    for source in links.chain([Source::TimeOtp, Source::HmacOtp, Source::Seed]) {
        let reader = Reader { entry, position: first + rows.len() };
        let Some(mut row) = reader.row(source) else { continue };
        if let Some(foreign) = row.entry_mut() {
            foreign.set_note(reader.text("Notes"));
            foreign.set_groups(group.iter().map(String::as_str));
        }
        if !rows.iter().any(|earlier| is_same(earlier, &row)) {
            rows.push(row);
        }
    }
    rows
}

fn is_same(left: &Row, right: &Row) -> bool {
    match (left, right) {
        (Row::Entry(left), Row::Entry(right)) => left.otp.kind == right.otp.kind && left.otp.secret == right.otp.secret,
        (Row::Entry(_) | Row::Skipped(_), _) => false,
    }
}

/// One convention; the value of a field `otp` is `None` when it is hidden.
#[derive(Clone, Copy)]
enum Source<'a> {
    Otp(Option<&'a Zeroizing<String>>),
    TimeOtp,
    HmacOtp,
    Seed,
}

struct Reader<'a> {
    entry: &'a Entry,
    position: usize,
}

impl Reader<'_> {
    /// A text; empty when it is missing or hidden.
    fn text(&self, name: &str) -> &str {
        self.entry.texts.iter().find(|(key, _)| key == name).and_then(|(_, text)| text.as_ref()).map_or("", |text| text)
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.entry.texts.iter().any(|(key, text): &Text| key == name && text.is_none())
    }

    fn foreign(&self) -> ForeignEntry {
        ForeignEntry::new(self.position, self.text("Title"), self.text("UserName"))
    }

    fn row(&self, source: Source) -> Option<Row> {
        match source {
            Source::Otp(None) => Some(self.foreign().into_skipped(SkipReason::HiddenInFile)),
            Source::Otp(Some(value)) => self.otp(value.trim()),
            Source::TimeOtp => self.time_otp(),
            Source::HmacOtp => self.hmac_otp(),
            Source::Seed => self.seed(),
        }
    }

    fn otp(&self, value: &str) -> Option<Row> {
        if is_link(value).is_none() && value.contains("key=") {
            return Some(self.kee_otp(value));
        }
        let (title, user) = (self.text("Title"), self.text("UserName"));
        let mut row = links::code_value(self.position, value, title, user)?;
        if let Row::Entry(entry) = &mut row {
            super::name_of_its_own(entry, title, user);
        }
        Some(row)
    }

    /// A query string of the plug-ins `KeeOtp` and `KeeOtp 2`.
    fn kee_otp(&self, query: &str) -> Row {
        let pieces: Vec<(&str, String)> = query
            .trim_start_matches('?')
            .split('&')
            .filter_map(|piece| piece.split_once('='))
            .map(|(key, value)| (key.trim(), unescape(value)))
            .collect();
        let value = |name: &str| {
            Field::of_text(
                pieces.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str()),
            )
        };
        let otp = || {
            if value("encoding").text().is_some_and(|encoding| !encoding.eq_ignore_ascii_case("base32")) {
                return Err(SkipReason::BadSecret);
            }
            let kind = match value("type").text().unwrap_or_default().to_ascii_lowercase().as_str() {
                "" | "totp" => Kind::Totp,
                "hotp" => Kind::Hotp,
                "steam" => Kind::Steam,
                _ => return Err(SkipReason::UnknownType),
            };
            otp::form(
                kind,
                otp::Fields {
                    algorithm: value("otpHashMode"),
                    digits: value("size"),
                    period: value("step"),
                    counter: value("counter"),
                },
            )
        };
        self.foreign().into_base32_row(otp(), value("key"))
    }

    /// `KeePass` 2.47 and later.
    fn time_otp(&self) -> Option<Row> {
        let secret = self.secret("TimeOtp")?;
        let otp = secret.and_then(|secret| {
            let fields = otp::Fields {
                algorithm: Field::Text(self.text("TimeOtp-Algorithm")),
                digits: Field::Text(self.text("TimeOtp-Length")),
                period: Field::Text(self.text("TimeOtp-Period")),
                counter: Field::Missing,
            };
            Ok(Otp { secret, ..otp::form(Kind::Totp, fields)? })
        });
        Some(self.foreign().into_row(otp))
    }

    /// `KeePass` 2.
    fn hmac_otp(&self) -> Option<Row> {
        let secret = self.secret("HmacOtp")?;
        let otp = secret.and_then(|secret| {
            let counter = Field::Text(self.text("HmacOtp-Counter"));
            Ok(Otp { secret, ..otp::form(Kind::Hotp, otp::Fields { counter, ..otp::Fields::default() })? })
        });
        Some(self.foreign().into_row(otp))
    }

    /// Tray TOTP, and `KeePassXC` before it wrote addresses.
    fn seed(&self) -> Option<Row> {
        if self.is_hidden("TOTP Seed") || self.is_hidden("TOTP Settings") {
            return Some(self.foreign().into_skipped(SkipReason::HiddenInFile));
        }
        let seed = Some(self.text("TOTP Seed")).filter(|seed| !seed.trim().is_empty())?;
        let mut settings = self.text("TOTP Settings").split(';').map(str::trim);
        let (step, length) = (settings.next().unwrap_or_default(), settings.next().unwrap_or_default());
        let is_steam = length.eq_ignore_ascii_case("s");
        let kind = if is_steam { Kind::Steam } else { Kind::Totp };
        let fields = otp::Fields { period: Field::Text(step), digits: Field::Text(length), ..otp::Fields::default() };
        Some(self.foreign().into_base32_row(otp::form(kind, fields), Field::Text(seed)))
    }

    /// The first of the four forms of a secret that is not empty: text, hexadecimal, Base32, Base64.
    fn secret(&self, prefix: &str) -> Option<Result<SecretBytes, SkipReason>> {
        for form in ["", "-Hex", "-Base32", "-Base64"] {
            let name = format!("{prefix}-Secret{form}");
            if self.is_hidden(&name) {
                return Some(Err(SkipReason::HiddenInFile));
            }
            let text = self.text(&name);
            if !text.trim().is_empty() {
                return Some(decode_secret(form, text));
            }
        }
        None
    }
}

fn decode_secret(form: &str, text: &str) -> Result<SecretBytes, SkipReason> {
    let bytes = match form {
        "-Hex" => encoding::hex(&without_blanks(text)),
        "-Base32" => return Ok(base32::decode(text)?),
        "-Base64" => encoding::base64(text),
        _ => return Ok(SecretBytes::copy_of(text.as_bytes())),
    };
    bytes.map(|mut bytes| SecretBytes::new(std::mem::take(&mut *bytes))).ok_or(SkipReason::BadSecret)
}

/// Undoes the escapes of a query string.
fn unescape(value: &str) -> String {
    percent_encoding::percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().trim().to_owned()
}

fn without_blanks(text: &str) -> Zeroizing<String> {
    let mut kept = Zeroizing::new(String::with_capacity(text.len()));
    kept.extend(text.chars().filter(|c| !c.is_whitespace()));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_code_under_any_name() {
        let text = |name: &str, value: &str| (name.to_owned(), Some(Zeroizing::new(value.to_owned())));
        let texts = vec![
            text("Title", "Quill"),
            text("Notes", "otpauth://totp/n?secret=MFRGGZDF"),
            text("2FA", "otpauth://totp/Quill:mara?secret=MZXW6YTB"),
            text("otp", "otpauth://totp/Quill:mara?secret=MZXW6YTB"),
        ];
        let rows = codes(&Entry { path: Vec::new(), texts }, 0);
        let accounts: Vec<_> = rows.iter().filter_map(Row::entry).map(|entry| entry.account.as_str()).collect();
        assert_eq!(accounts, ["mara"]);
    }
}
