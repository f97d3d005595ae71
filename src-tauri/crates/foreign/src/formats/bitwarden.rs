//! Bitwarden, vault and Authenticator: plain and password-protected JSON, and the zip with attachments
//! (docs/formats/authenticators.md, "Bitwarden"). Only codes are taken, never passwords.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use watchword_otp::{Link, LinkType, is_link, link::unescape_html, parse_link};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, FileWarning, ForeignEntry, Format, OpenError, Probe, Row, Standing, Sureness, Unsupported,
    blocks::{
        cbc, encoding,
        field::Field,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, Hash, Key, argon2, pbkdf2_key},
        links,
    },
    format::certain_if,
};

pub(crate) static FORMAT: Format = Format {
    id: "bitwarden",
    app: "Bitwarden",
    extensions: &["json"],
    section: "authenticators.md#bitwarden",
    vectors: &["bitwarden-json", "bitwarden-encrypted", "bitwarden-account-restricted"],
    detect,
    needs_password: |probe| probe.json().is_some_and(is_protected),
    read,
};

pub(crate) static ZIP: Format = Format {
    id: "bitwarden-zip",
    app: "Bitwarden",
    extensions: &["zip"],
    section: "authenticators.md#bitwarden",
    vectors: &[],
    detect: |probe| certain_if(probe.archive()?.find("data.json").is_some()),
    needs_password: |probe| {
        probe.archive().and_then(|archive| archive.find("data.json")).is_some_and(|member| member.is_encrypted)
    },
    read: read_zip,
};

/// What the app's own settings can reach, and somewhat more.
const MAX_ROUNDS: u32 = 2_000_000;
const LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (8 * 1024, 1024 * 1024), passes: 10, lanes: 16, work_kib: 10 * 1024 * 1024 };
/// The type of an item that can hold a code.
const LOGIN: i128 = 1;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let has_rest = json.has("items") || json.has("data") || json.has("encKeyValidation_DO_NOT_EDIT");
    certain_if((json.has("encrypted") && has_rest) || is_old(json))
}

/// The first exports do not say whether they are encrypted: they never were.
fn is_old(json: &Json) -> bool {
    let is_item = |item: &Json| item.has("login") && item.has("name") && item.whole("type").is_some();
    json.has("folders") && json.list("items").is_some_and(|items| items.iter().take(20).any(is_item))
}

fn is_protected(json: &Json) -> bool {
    json.field("encrypted").is_true() && json.field("passwordProtected").is_true()
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    read_json(probe.json().ok_or(OpenError::NotRecognised)?, credentials)
}

fn read_zip(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::damaged("archive"))?;
    let member = archive.find("data.json").ok_or(OpenError::damaged("archive"))?;
    let data = archive.read(member, credentials.password)?;
    read_json(&Json::parse_bytes(data.expose()).map_err(|_| OpenError::damaged("json"))?, credentials)
}

fn read_json(json: &Json, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    if !json.field("encrypted").is_true() {
        return read_items(json, Contents::of("plain"));
    }
    if !is_protected(json) {
        return Err(OpenError::Unsupported(Unsupported::BitwardenAccountRestricted));
    }
    let (plain, is_check_known) = open(json, credentials)?;
    let plain = Json::parse_bytes(plain.expose()).map_err(|_| OpenError::damaged("data"))?;
    let mut contents = Contents::of("encrypted");
    if !is_check_known {
        contents.warnings.push(FileWarning::CheckTextUnknown);
    }
    read_items(&plain, contents)
}

/// The data of a password-protected file, and whether its check text is an id as it should be.
fn open(json: &Json, credentials: &Credentials<'_>) -> Result<(SecretBytes, bool), OpenError> {
    let check = Sealed::read(json.text_or_empty("encKeyValidation_DO_NOT_EDIT"), "encKeyValidation_DO_NOT_EDIT")?;
    let data = Sealed::read(json.text_or_empty("data"), "data")?;
    let master = master_key(json, credentials)?;
    let (key, mac_key) = (expand(&master, b"enc")?, expand(&master, b"mac")?);
    let check = check.open(&key, &mac_key).ok_or(OpenError::WrongPassword)?;
    let data = data.open(&key, &mac_key).ok_or(OpenError::damaged("data"))?;
    let is_id = check.len() == 36 && check.expose().iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
    Ok((data, is_id))
}

fn master_key(json: &Json, credentials: &Credentials<'_>) -> Result<Key, OpenError> {
    let figure = |key: &'static str| {
        json.whole(key).and_then(|figure| u64::try_from(figure).ok()).ok_or(OpenError::damaged(key))
    };
    // The text of the salt is the salt: it is not decoded.
    let salt = json.text("salt").ok_or(OpenError::damaged("salt"))?.as_bytes();
    let rounds = figure("kdfIterations")?;
    match json.field("kdfType").whole().ok().flatten().unwrap_or(0) {
        0 => {
            crate::blocks::kdf::within("rounds", rounds, 1, MAX_ROUNDS)?;
            pbkdf2_key(Hash::Sha256, credentials.password()?.expose().as_bytes(), salt, rounds, MAX_ROUNDS)
        }
        1 => {
            let memory_kib = figure("kdfMemory")?.saturating_mul(1024);
            let cost = Argon2Cost::id(memory_kib, rounds, figure("kdfParallelism")?);
            let checked = cost.check(LIMITS, credentials.may_take_much_memory)?;
            argon2(credentials.password()?.expose().as_bytes(), &Sha256::digest(salt), cost, checked)
        }
        _ => Err(OpenError::Unsupported(Unsupported::Encryption)),
    }
}

/// The expand step of HKDF (RFC 5869) for 32 bytes: one HMAC.
fn expand(master: &Key, info: &[u8]) -> Result<Key, OpenError> {
    let mut mac = hmac(master.array())?;
    mac.update(info);
    mac.update(&[1]);
    Key::of(&mac.finalize().into_bytes()).ok_or(OpenError::damaged("data"))
}

fn hmac(key: &[u8]) -> Result<Hmac<Sha256>, OpenError> {
    Hmac::new_from_slice(key).map_err(|_| OpenError::damaged("data"))
}

/// `2.` and the Base64 of IV, ciphertext and MAC between bars. Other types are of other files, or have no MAC.
struct Sealed {
    iv: [u8; cbc::BLOCK_BYTES],
    ciphertext: Zeroizing<Vec<u8>>,
    mac: [u8; 32],
}

impl Sealed {
    fn read(text: &str, place: &'static str) -> Result<Self, OpenError> {
        let damaged = OpenError::damaged(place);
        let (sort, rest) = text.split_once('.').ok_or(damaged)?;
        if sort != "2" {
            return Err(match sort.parse::<u8>() {
                Ok(_) => OpenError::Unsupported(Unsupported::Encryption),
                Err(_) => damaged,
            });
        }
        let mut parts = rest.split('|');
        let mut next = || parts.next().ok_or(damaged);
        Ok(Self {
            iv: encoding::base64_array(next()?).ok_or(damaged)?,
            ciphertext: encoding::base64(next()?).ok_or(damaged)?,
            mac: encoding::base64_array(next()?).ok_or(damaged)?,
        })
    }

    fn open(&self, key: &Key, mac_key: &Key) -> Option<SecretBytes> {
        let mut mac = hmac(mac_key.array()).ok()?;
        mac.update(&self.iv);
        mac.update(&self.ciphertext);
        mac.verify_slice(&self.mac).ok()?;
        cbc::open(key.array(), &self.iv, &self.ciphertext)
    }
}

fn read_items(json: &Json, mut contents: Contents) -> Result<Contents, OpenError> {
    let items = json.list("items").ok_or(OpenError::damaged("items"))?;
    let mut folders: Vec<(&str, &str)> = Vec::new();
    for key in ["folders", "collections"] {
        let list = json.list(key).unwrap_or_default().iter();
        folders.extend(list.filter_map(|folder| Some((folder.text("id")?, folder.text("name")?))));
    }
    contents.groups = folders.iter().map(|(_, name)| (*name).to_owned()).collect();
    for (position, item) in items.iter().enumerate() {
        match read_item(position, item, &folders) {
            Some(row) => contents.rows.push(row),
            None => contents.not_codes += 1,
        }
    }
    Ok(contents)
}

/// `None` when the item holds no code.
fn read_item(position: usize, item: &Json, folders: &[(&str, &str)]) -> Option<Row> {
    if item.whole("type").is_some_and(|sort| sort != LOGIN) {
        return None;
    }
    let login = item.get("login")?;
    let code = login.text("totp").map(str::trim).filter(|code| !code.is_empty())?;
    let ids = item.text("folderId").into_iter();
    let ids = ids.chain(item.list("collectionIds").unwrap_or_default().iter().filter_map(Json::as_text));
    let groups = ids.filter_map(|id| folders.iter().find(|folder| folder.0 == id)).map(|folder| folder.1);
    let code = Code { text: code, name: item.text_or_empty("name"), user: login.text_or_empty("username") };
    Some(code.into_row(position, |entry| {
        entry.set_note(item.text_or_empty("notes"));
        entry.favourite = item.field("favorite").is_true();
        entry.set_groups(groups);
        if item.get("deletedDate").is_some() {
            entry.standing = Standing::Trashed;
        } else if item.get("archivedDate").is_some() {
            entry.standing = Standing::Archived;
        }
    }))
}

/// A code as Bitwarden keeps it: a link or a bare secret, with the name of its item.
pub(crate) struct Code<'a> {
    /// A link, or a secret in Base32.
    pub(crate) text: &'a str,
    /// The name of the item.
    pub(crate) name: &'a str,
    /// The user name of the item.
    pub(crate) user: &'a str,
}

impl Code<'_> {
    /// The row of this code, with what else the item says.
    pub(crate) fn into_row(self, position: usize, rest: impl FnOnce(&mut ForeignEntry)) -> Row {
        match is_link(self.text) {
            None => {
                let mut entry = ForeignEntry::new(position, self.name, self.user);
                rest(&mut entry);
                let otp = entry.otp.duplicate();
                entry.into_base32_row(Ok(otp), Field::Text(self.text))
            }
            Some(LinkType::Steam) => {
                let issuer = if self.name.trim().is_empty() { "Steam" } else { self.name };
                let mut entry = ForeignEntry::new(position, issuer, self.user);
                rest(&mut entry);
                entry.into_row(parse_link(self.text).map(|link| link.otp).map_err(Into::into))
            }
            Some(_) => match parse_link(self.text) {
                Ok(link) => self.link_row(position, link, rest),
                Err(error) => ForeignEntry::new(position, self.name, self.user).into_skipped(error.into()),
            },
        }
    }

    fn link_row(&self, position: usize, link: Link, rest: impl FnOnce(&mut ForeignEntry)) -> Row {
        // The Authenticator writes names with escapes of HTML inside those of the link.
        let (issuer, account) = (unescape_html(&link.issuer), unescape_html(&link.account));
        let issuer = if issuer.trim().is_empty() { self.name } else { &issuer };
        let account = if account.trim().is_empty() { self.user } else { &account };
        let named = ForeignEntry::new(position, issuer, account);
        let mut entry = links::entry(position, link);
        (entry.issuer, entry.account) = (named.issuer, named.account);
        rest(&mut entry);
        Row::Entry(Box::new(entry))
    }
}

#[cfg(test)]
mod tests {
    use watchword_secret::SecretText;

    use super::*;

    fn answer(json: &str) -> Result<Contents, OpenError> {
        let password = SecretText::copy_of("x");
        read_json(&Json::parse(json).unwrap(), &Credentials { password: Some(&password), ..Credentials::default() })
    }

    fn protected(kdf: &str, data: &str) -> String {
        format!(
            r#"{{"encrypted":true,"passwordProtected":true,"salt":"s",{kdf},"encKeyValidation_DO_NOT_EDIT":"{data}","data":"{data}"}}"#
        )
    }

    const SEALED: &str = "2.AAAAAAAAAAAAAAAAAAAAAA==|AAAA|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    #[test]
    fn costs_and_varieties_are_refused_before_anything_is_derived() {
        for (kdf, data, code) in [
            (r#""kdfType":0,"kdfIterations":2000001"#, SEALED, "too-costly"),
            (r#""kdfType":0,"kdfIterations":0"#, SEALED, "damaged"),
            (r#""kdfType":0,"kdfIterations":"many""#, SEALED, "damaged"),
            (r#""kdfType":1,"kdfIterations":11,"kdfMemory":16,"kdfParallelism":1"#, SEALED, "too-costly"),
            (r#""kdfType":1,"kdfIterations":1,"kdfMemory":1025,"kdfParallelism":1"#, SEALED, "too-costly"),
            (r#""kdfType":1,"kdfIterations":1,"kdfMemory":16,"kdfParallelism":17"#, SEALED, "too-costly"),
            (r#""kdfType":2,"kdfIterations":1"#, SEALED, "unsupported"),
            (r#""kdfType":0,"kdfIterations":1"#, "0.AAAA|AAAA", "unsupported"),
            (r#""kdfType":0,"kdfIterations":1"#, "x", "damaged"),
            (r#""kdfType":0,"kdfIterations":1"#, SEALED, "wrong-password"),
        ] {
            assert_eq!(answer(&protected(kdf, data)).err().map(OpenError::code), Some(code), "{kdf}");
        }
    }

    #[test]
    fn a_name_helps_where_the_code_has_none() {
        let row = |code, name, user| Code { text: code, name, user }.into_row(0, |_| {});
        for (code, name, user, issuer, account) in [
            ("AAAA", "Tern", "olu", "Tern", "olu"),
            ("steam://AAAA", "", "olu", "Steam", "olu"),
            ("steam://AAAA", "Games", "olu", "Games", "olu"),
            ("OTPAUTH://totp/?secret=AAAA", "Tern", "olu", "Tern", "olu"),
            ("otpauth://totp/Pier:mara?secret=AAAA", "Tern", "olu", "Pier", "mara"),
            ("otpauth://totp/A%26amp%3Bamp%3BB:c?secret=AAAA", "", "", "A&B", "c"),
        ] {
            match row(code, name, user) {
                Row::Entry(entry) => assert_eq!((entry.issuer.as_str(), entry.account.as_str()), (issuer, account)),
                Row::Skipped(skipped) => panic!("{code}: {}", skipped.reason.code()),
            }
        }
    }

    #[test]
    fn exports_from_before_encryption_are_known() {
        let json = r#"{"folders":[],"items":[{"type":1,"name":"Tern","login":{"username":"olu","totp":"AAAA"}}]}"#;
        let probe = Probe::new(crate::Source { name: "", bytes: json.as_bytes() }).unwrap();
        assert_eq!(detect(&probe), Some(Sureness::Certain));
        assert_eq!(read(&probe, &Credentials::default()).unwrap().entries().count(), 1);
    }

    #[test]
    fn items_without_a_code_are_counted() {
        let contents = answer(
            r#"{"encrypted":false,"folders":[{"id":"f","name":"Work/Mail"}],"items":[{"type":2,"name":"note"},
            {"type":1,"login":{"totp":null}},{"type":1,"name":"Tern","folderId":"f","deletedDate":"2024","login":{"totp":"AAAA"}}]}"#,
        )
        .unwrap();
        assert_eq!(contents.not_codes, 2);
        let entry = contents.entries().next().unwrap();
        assert_eq!((entry.groups.as_slice(), entry.standing), (["Work/Mail".to_owned()].as_slice(), Standing::Trashed));
    }
}
