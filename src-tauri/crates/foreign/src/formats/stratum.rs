//! Stratum, formerly Authenticator Pro: plain, encrypted, the older encryption, and its page
//! (docs/formats/authenticators.md, "Stratum").

use watchword_otp::{Kind, Otp, link::unescape_html};
use watchword_secret::{SecretBytes, SecretText};

use crate::{
    Contents, Credentials, ForeignEntry, Format, IconType, OpenError, Probe, Row, RowWarning, SkipReason, Sureness,
    blocks::{
        cbc, encoding,
        field::Field,
        gcm,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, Hash, argon2, pbkdf2_key},
        links, otp,
    },
    format::{always, certain_if, never},
};

pub(crate) static FORMAT: Format = Format {
    id: "stratum",
    app: "Stratum (Authenticator Pro)",
    extensions: &["json", "stratum", "authpro"],
    section: "authenticators.md#stratum",
    vectors: &["stratum-plain"],
    detect: |probe| certain_if(probe.json()?.list("Authenticators").is_some()),
    needs_password: never,
    read: |probe, _| read_backup(probe.json().ok_or(OpenError::NotRecognised)?, "plain"),
};

pub(crate) static ENCRYPTED: Format = Format {
    id: "stratum-encrypted",
    app: "Stratum (Authenticator Pro)",
    extensions: &["stratum", "authpro"],
    section: "authenticators.md#stratum",
    vectors: &["stratum-encrypted"],
    detect: |probe| certain_if(probe.starts_with(MAGIC)),
    needs_password: always,
    read: read_encrypted,
};

pub(crate) static LEGACY: Format = Format {
    id: "stratum-legacy",
    app: "Authenticator Pro",
    extensions: &["authpro"],
    section: "authenticators.md#stratum",
    vectors: &["stratum-legacy"],
    detect: |probe| certain_if(probe.starts_with(LEGACY_MAGIC)),
    needs_password: always,
    read: read_legacy,
};

pub(crate) static PAGE: Format = Format {
    id: "stratum-html",
    app: "Stratum (Authenticator Pro)",
    extensions: &["html"],
    section: "authenticators.md#stratum",
    vectors: &["stratum-html"],
    detect: detect_page,
    needs_password: never,
    read: read_page,
};

const MAGIC: &[u8; 16] = b"AUTHENTICATORPRO";
const LEGACY_MAGIC: &[u8; 16] = b"AuthenticatorPro";
/// Salt, nonce and tag behind the magic.
const MIN_BYTES: usize = 60;
/// The cost is fixed by the format: 64 MiB, 3 passes, 4 lanes.
const COST: Argon2Cost = Argon2Cost::id(65_536, 3, 4);
const LIMITS: Argon2Limits = Argon2Limits { memory_kib: (8, 65_536), passes: 3, lanes: 4, work_kib: 3 * 65_536 };
/// Rounds of the older encryption, fixed by the format.
const LEGACY_ROUNDS: u32 = 64_000;

fn read_encrypted(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let damaged = OpenError::damaged("length");
    let bytes = probe.bytes();
    if bytes.len() < MIN_BYTES {
        return Err(damaged);
    }
    let (salt, rest) = bytes.get(16..).and_then(|rest| rest.split_first_chunk::<16>()).ok_or(damaged)?;
    let (nonce, sealed) = rest.split_first_chunk::<{ gcm::NONCE_BYTES }>().ok_or(damaged)?;
    let password = credentials.password()?.expose().as_bytes();
    let key = argon2(password, salt, COST, COST.check(LIMITS, false)?)?;
    let plain = gcm::open_joined(&key, nonce, sealed, &[]).map_err(|_| OpenError::WrongPasswordOrDamaged)?;
    read_backup(&Json::parse_bytes(plain.expose()).map_err(|_| OpenError::damaged("json"))?, "encrypted")
}

/// AES-CBC without a MAC: the padding and the content have to be right.
fn read_legacy(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let damaged = OpenError::damaged("length");
    let (salt, rest) = probe.bytes().get(16..).and_then(|rest| rest.split_first_chunk::<20>()).ok_or(damaged)?;
    let (iv, sealed) = rest.split_first_chunk::<{ cbc::BLOCK_BYTES }>().ok_or(damaged)?;
    if sealed.is_empty() || !sealed.len().is_multiple_of(cbc::BLOCK_BYTES) {
        return Err(damaged);
    }
    let password = credentials.password()?.expose().as_bytes();
    let key = pbkdf2_key(Hash::Sha1, password, salt, LEGACY_ROUNDS.into(), LEGACY_ROUNDS)?;
    let json = cbc::open(key.array(), iv, sealed).and_then(|plain| Json::parse_bytes(plain.expose()).ok());
    let json = json.filter(|json| json.list("Authenticators").is_some()).ok_or(OpenError::WrongPasswordOrDamaged)?;
    read_backup(&json, "encrypted, old form")
}

fn read_backup(json: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    let items = json.list("Authenticators").ok_or(OpenError::damaged("Authenticators"))?;
    let list = |key| json.list(key).unwrap_or_default();
    let backup = Backup {
        categories: list("Categories")
            .iter()
            .filter_map(|category| Some((category.text("Id")?, category.text("Name")?.trim())))
            .filter(|(_, name)| !name.is_empty())
            .collect(),
        memberships: list("AuthenticatorCategories")
            .iter()
            .filter_map(|join| Some((join.text("AuthenticatorSecret")?, join.text("CategoryId")?)))
            .collect(),
        icons: list("CustomIcons").iter().filter_map(|icon| Some((icon.text("Id")?, icon.text("Data")?))).collect(),
    };
    let mut contents = Contents::of(variety);
    contents.groups = backup.categories.iter().map(|(_, name)| (*name).to_owned()).collect();
    let rows = items
        .iter()
        .enumerate()
        .map(|(position, item)| (item.whole("Ranking").unwrap_or_default(), read_item(position, item, &backup)));
    contents.set_sorted_rows(rows);
    Ok(contents)
}

/// What the entries of a backup refer to.
struct Backup<'a> {
    /// Id and name.
    categories: Vec<(&'a str, &'a str)>,
    /// Text of a secret and id of a category.
    memberships: Vec<(&'a str, &'a str)>,
    /// Id and Base64 of the image.
    icons: Vec<(&'a str, &'a str)>,
}

fn read_item(position: usize, item: &Json, backup: &Backup<'_>) -> Row {
    let mut entry = ForeignEntry::new(position, item.text_or_empty("Issuer"), item.text_or_empty("Username"));
    let secret = item.text_or_empty("Secret");
    let ids = backup.memberships.iter().filter(|(owner, _)| *owner == secret).map(|(_, id)| *id);
    entry.set_groups(ids.filter_map(|id| backup.categories.iter().find(|category| category.0 == id)).map(|c| c.1));
    match item.text("Icon").and_then(|icon| icon.strip_prefix('@')) {
        Some(id) => {
            let icon = backup.icons.iter().find(|icon| icon.0 == id).and_then(|icon| encoding::base64(icon.1));
            set_icon(&mut entry, icon.as_ref().map(|icon| icon.as_slice()).unwrap_or_default());
        }
        None => set_hint(&mut entry, item.text_or_empty("Icon")),
    }
    let pin = item.text("Pin");
    into_row(entry, &item.field("Type"), item.field("Algorithm"), item.field("Secret"), pin, &|key| item.field(key))
}

/// The row of an entry in the numbers of the app; `field` gives digits, period and counter by their names in the
/// backup. The database has the same numbers.
pub(crate) fn into_row<'a>(
    mut entry: ForeignEntry,
    kind: &Field<'_>,
    algorithm: Field<'_>,
    secret: Field<'a>,
    pin: Option<&str>,
    field: &dyn Fn(&'static str) -> Field<'a>,
) -> Row {
    let kind = match kind.whole() {
        Ok(Some(1)) => Kind::Hotp,
        Ok(Some(2)) => Kind::Totp,
        Ok(Some(3)) => Kind::Motp,
        Ok(Some(4)) => Kind::Steam,
        Ok(Some(5)) => Kind::Yandex,
        Ok(_) | Err(()) => return entry.into_skipped(SkipReason::UnknownType),
    };
    let algorithm = match algorithm.whole() {
        Ok(None | Some(0)) => Field::Missing,
        Ok(Some(1)) => Field::Text("SHA256"),
        Ok(Some(2)) => Field::Text("SHA512"),
        Ok(_) | Err(()) if kind.has_fixed_form() => Field::Missing,
        Ok(_) | Err(()) => return entry.into_skipped(SkipReason::UnknownAlgorithm),
    };
    let fields = otp::Fields { algorithm, digits: field("Digits"), period: field("Period"), counter: field("Counter") };
    let form = otp::form(kind, fields).map(|mut otp| {
        if kind.takes_pin() {
            otp.pin = pin.filter(|pin| !pin.is_empty()).map(SecretText::copy_of);
        }
        otp
    });
    match kind {
        Kind::Totp | Kind::Hotp | Kind::Steam => entry.into_base32_row(form, secret),
        Kind::Motp => entry.into_row(form.and_then(|otp| motp(otp, secret))),
        Kind::Yandex => {
            let otp = form.and_then(|mut otp| {
                otp.secret = otp::yandex_key(&secret.base32()?, &mut entry.warnings)?;
                Ok(otp)
            });
            entry.into_row(otp)
        }
    }
}

/// The secret of mOTP is kept as the text that takes part in the code.
fn motp(mut otp: Otp, secret: Field<'_>) -> Result<Otp, SkipReason> {
    let text = secret.text().ok_or(SkipReason::NoSecret)?.trim();
    otp.secret = SecretBytes::copy_of(text.as_bytes());
    Ok(otp)
}

/// Takes the image of an icon, whose type only its bytes tell.
pub(crate) fn set_icon(entry: &mut ForeignEntry, bytes: &[u8]) {
    match bytes {
        [] => {}
        [0x89, b'P', b'N', b'G', ..] => entry.set_icon(IconType::Png, bytes.to_vec()),
        [0xff, 0xd8, 0xff, ..] => entry.set_icon(IconType::Jpeg, bytes.to_vec()),
        _ => entry.warnings.push(RowWarning::IconDropped),
    }
}

/// Takes the name of one of the app's own icons.
pub(crate) fn set_hint(entry: &mut ForeignEntry, icon: &str) {
    if !icon.is_empty() {
        entry.set_icon_hint(&format!("stratum:{icon}"));
    }
}

/// What stands in the `<code>` elements of a page; found by text search, because such pages need not be well-formed.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split("<code").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let is_tag = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
        is_tag.then(|| rest.split("</code").next().unwrap_or_default().trim())
    })
}

fn detect_page(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text().filter(|_| probe.first_char() == Some('<'))?;
    certain_if(codes(text).any(|code| code.starts_with("otpauth") || code.starts_with("motp")))
}

fn read_page(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let text = probe.text().ok_or(OpenError::NotRecognised)?;
    let mut contents = Contents::of("page");
    contents.rows =
        codes(text).enumerate().map(|(position, code)| links::row(position, &unescape_html(code))).collect();
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_page_are_found_without_reading_it_as_xml() {
        let page = "<table><code>a&b</code><codex>n</codex><CODE>n</CODE><code class=\"x\"> c </code><code>d";
        assert_eq!(codes(page).collect::<Vec<_>>(), ["a&b", "c", "d"]);
    }

    fn reason(json: &str) -> Result<Kind, SkipReason> {
        let backup = Backup { categories: vec![], memberships: vec![], icons: vec![] };
        match read_item(0, &Json::parse(json).unwrap(), &backup) {
            Row::Entry(entry) => Ok(entry.otp.kind),
            Row::Skipped(skipped) => Err(skipped.reason),
        }
    }

    #[test]
    fn types_and_algorithms_are_numbers() {
        assert_eq!(reason(r#"{"Type":2,"Secret":"AAA"}"#), Ok(Kind::Totp));
        assert_eq!(reason(r#"{"Type":3,"Secret":"Not hex!","Algorithm":7}"#), Ok(Kind::Motp));
        assert_eq!(reason(r#"{"Type":6,"Secret":"AAAA"}"#), Err(SkipReason::UnknownType));
        assert_eq!(reason(r#"{"Secret":"AAAA"}"#), Err(SkipReason::UnknownType));
        assert_eq!(reason(r#"{"Type":2,"Secret":"AAAA","Algorithm":3}"#), Err(SkipReason::UnknownAlgorithm));
        assert_eq!(reason(r#"{"Type":3,"Secret":""}"#), Err(SkipReason::EmptySecret));
    }
}
