//! 2FAS: schema 1 to 4, plain and encrypted (docs/formats/authenticators.md, "2FAS").

use watchword_otp::Kind;
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, FileWarning, ForeignEntry, Format, OpenError, Probe, Row, RowWarning, SkipReason, Sureness,
    Unsupported,
    blocks::{
        encoding,
        field::Field,
        gcm,
        json::Json,
        kdf::{Hash, pbkdf2_key},
        otp,
    },
    format::certain_if,
};

pub(crate) static FORMAT: Format = Format {
    id: "2fas",
    app: "2FAS",
    extensions: &["2fas", "bak", "json"],
    section: "authenticators.md#2fas",
    vectors: &["2fas-plain", "2fas-encrypted"],
    detect,
    needs_password,
    read,
};

/// Rounds of PBKDF2, fixed by the format.
pub(crate) const ROUNDS: u32 = 10_000;
/// The newest schema that is known.
const LATEST_SCHEMA: i128 = 4;

/// The text that the app encrypts beside the services, to tell a wrong password from damage.
pub(crate) const REFERENCE: &str = concat!(
    "tRViSsLKzd86Hprh4ceC2OP7xazn4rrt4xhfEUbOjxLX8Rc3mkISXE0lWbmnWfggogbBJhtYgpK6fMl1D6mtsy92R3HkdGfwuXbzLebqVFJsR7IZ2w58t938",
    "iymwG4824igYy1wi6n2WDpO1Q1P69zwJGs2F5a1qP4MyIiDSD7NCV2OvidXQCBnDlGfmz0f1BQySRkkt4ryiJeCjD2o4QsveJ9uDBUn8ELyOrESv5R5DMDkD",
    "4iAF8TXU7KyoJujd",
);

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    certain_if(json.has("schemaVersion") && (json.has("services") || json.has("servicesEncrypted")))
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.json().is_some_and(|json| sealed_services(json).is_some())
}

fn sealed_services<'a>(json: &'a Json<'_>) -> Option<&'a str> {
    json.text("servicesEncrypted").filter(|text| !text.trim().is_empty())
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    let schema = json.whole("schemaVersion").ok_or(OpenError::damaged("schemaVersion"))?;
    if schema > LATEST_SCHEMA {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    let Some(sealed) = sealed_services(json) else {
        let services = json.list("services").ok_or(OpenError::damaged("services"))?;
        return Ok(read_services(json, services, schema, Contents::of("plain")));
    };
    let sealed = Sealed::read(sealed)?;
    let reference = json.text("reference").filter(|text| !text.trim().is_empty()).map(Sealed::read).transpose()?;
    let password = credentials.password()?.expose().as_bytes();
    let mut contents = Contents::of("encrypted");
    if let Some(reference) = &reference {
        let text = reference.open(password)?.ok_or(OpenError::WrongPassword)?;
        if text.expose() != REFERENCE.as_bytes() {
            contents.warnings.push(FileWarning::CheckTextUnknown);
        }
    }
    let services = sealed.open(password)?.ok_or(match reference {
        Some(_) => OpenError::damaged("servicesEncrypted"),
        None => OpenError::WrongPasswordOrDamaged,
    })?;
    let services = Json::parse_bytes(services.expose()).map_err(|_| OpenError::damaged("servicesEncrypted"))?;
    let services = services.as_list().ok_or(OpenError::damaged("servicesEncrypted"))?;
    Ok(read_services(json, services, schema, contents))
}

/// Three Base64 texts joined by colons: ciphertext with tag, salt, nonce.
struct Sealed {
    ciphertext: Zeroizing<Vec<u8>>,
    salt: Zeroizing<Vec<u8>>,
    nonce: [u8; gcm::NONCE_BYTES],
}

impl Sealed {
    fn read(text: &str) -> Result<Self, OpenError> {
        let damaged = OpenError::damaged("servicesEncrypted");
        let mut parts = text.trim().split(':');
        let (Some(ciphertext), Some(salt), Some(nonce), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(damaged);
        };
        let sealed = Self {
            ciphertext: encoding::base64(ciphertext).ok_or(damaged)?,
            salt: encoding::base64(salt).ok_or(damaged)?,
            nonce: encoding::base64_array(nonce).ok_or(damaged)?,
        };
        let salt_fits = (8..=1024).contains(&sealed.salt.len());
        if salt_fits && sealed.ciphertext.len() >= gcm::TAG_BYTES { Ok(sealed) } else { Err(damaged) }
    }

    fn open(&self, password: &[u8]) -> Result<Option<SecretBytes>, OpenError> {
        let key = pbkdf2_key(Hash::Sha256, password, &self.salt, ROUNDS.into(), ROUNDS)?;
        Ok(gcm::open_joined(&key, &self.nonce, &self.ciphertext, &[]).ok())
    }
}

/// The groups of a file: id and name, in order.
type Groups<'a> = Vec<(&'a str, &'a str)>;

fn read_services(json: &Json, services: &[Json], schema: i128, mut contents: Contents) -> Contents {
    let groups: Groups<'_> = json
        .list("groups")
        .unwrap_or_default()
        .iter()
        .filter_map(|group| Some((group.text("id")?, group.text("name")?.trim())))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    contents.groups = groups.iter().map(|(_, name)| (*name).to_owned()).collect();
    if schema < 3 && !services.is_empty() {
        contents.warnings.push(FileWarning::KindsNotTold);
    }
    // Positions of the iOS app start anew in each group.
    let is_by_group = json.text("appOrigin").is_some_and(|origin| origin.eq_ignore_ascii_case("ios"));
    let place = |service: &Json| {
        let group = service.text("groupId").and_then(|id| groups.iter().position(|group| group.0 == id));
        let position = service.get("order").and_then(|order| order.whole("position")).unwrap_or(i128::MAX);
        (if is_by_group { group.map_or(0, |place| place + 1) } else { 0 }, position)
    };
    let rows = services
        .iter()
        .enumerate()
        .map(|(position, service)| (place(service), read_service(position, service, &groups)));
    contents.set_sorted_rows(rows);
    contents
}

fn read_service(position: usize, service: &Json, groups: &Groups<'_>) -> Row {
    static NOTHING: Json = Json::Null;
    let form = service.get("otp").unwrap_or(&NOTHING);
    let name = service.text_or_empty("name").trim();
    let issuer = form.text("issuer").map(str::trim).filter(|issuer| !issuer.is_empty()).unwrap_or(name);
    let mut entry = ForeignEntry::new(position, issuer, form.text_or_empty("account"));
    form.text_or_empty("label").clone_into(&mut entry.original_label);
    match service.text("groupId").map(|id| groups.iter().find(|group| group.0 == id)) {
        Some(Some((_, name))) => entry.set_groups([*name]),
        Some(None) => entry.warnings.push(RowWarning::GroupUnknown),
        None => {}
    }
    entry.set_icon_hint(&icon_hint(service, name, issuer));
    let kind = match form.field("tokenType") {
        field if field.is_missing() => Some(Kind::Totp),
        field => field.text().and_then(Kind::parse).filter(|kind| !kind.takes_pin()),
    };
    let Some(kind) = kind else { return entry.into_skipped(SkipReason::UnknownType) };
    let counter = form.field("counter");
    let counter = if counter.is_missing() { Field::Whole(1) } else { counter };
    let fields = otp::Fields { counter, ..otp::Fields::of_json(form) };
    entry.into_base32_row(otp::form(kind, fields), service.field("secret"))
}

/// The name that the person gave, where it is not the issuer, else what the app knows of the icon.
fn icon_hint(service: &Json, name: &str, issuer: &str) -> String {
    if !name.is_empty() && name != issuer {
        return format!("2fas-name:{name}");
    }
    let collection = || service.get("icon")?.get("iconCollection")?.text("id");
    let id = service.text("serviceTypeID").or_else(|| service.text("type")).or_else(collection);
    id.map(|id| format!("2fas:{id}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_reference_text_is_whole() {
        let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(REFERENCE));
        assert_eq!(sum, "cef0eb8ede32f858e3c6fbd8753d3f22093e57fc0d0f1f414dd97a0dba4c4d67");
    }

    fn contents(json: &str) -> Contents {
        let json = Json::parse(json).unwrap();
        let schema = json.whole("schemaVersion").unwrap();
        read_services(&json, json.list("services").unwrap(), schema, Contents::of("plain"))
    }

    #[test]
    fn every_key_but_the_secret_may_be_missing() {
        let contents = contents(
            r#"{"schemaVersion":4,"services":[{"secret":"AAAA"},{"secret":"AAAA","otp":{"tokenType":"HOTP"}}]}"#,
        );
        let entries: Vec<_> = contents.entries().collect();
        assert_eq!((entries[0].issuer.as_str(), entries[0].account.as_str(), entries[0].otp.digits), ("", "", 6));
        assert_eq!(entries[1].otp.counter, 1);
        assert!(contents.warnings.is_empty());
    }

    #[test]
    fn positions_of_ios_start_anew_in_each_group() {
        let file = |origin: &str| {
            format!(
                r#"{{"schemaVersion":4,"appOrigin":"{origin}","groups":[{{"id":"1","name":"One"}},{{"id":"2","name":"Two"}}],"services":[
                {{"secret":"AAAA","name":"c","groupId":"2","order":{{"position":0}}}},
                {{"secret":"AAAA","name":"b","groupId":"1","order":{{"position":1}}}},
                {{"secret":"AAAA","name":"a","order":{{"position":2}}}}]}}"#
            )
        };
        let names = |contents: &Contents| {
            let mut entries: Vec<_> = contents.entries().collect();
            entries.sort_by_key(|entry| entry.order);
            entries.into_iter().map(|entry| entry.issuer.clone()).collect::<String>()
        };
        assert_eq!(names(&contents(&file("ios"))), "abc");
        assert_eq!(names(&contents(&file("android"))), "cba");
    }
}
