//! The browser extension Authenticator: its export in JSON, plain or in one of three ways of encryption
//! (docs/formats/more-authenticators.md, "Authenticator browser extension"). One file may mix them.

use watchword_secret::{SecretBytes, SecretText};

use self::{
    entry::{is_secret, named, row},
    keys::{Keys, Passphrase},
};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{
        encoding,
        field::Field,
        json::{Json, Member},
        salted, text,
    },
    format::certain_if,
};

mod entry;
mod keys;

/// Members of the export that are no entries.
const SETTINGS: [&str; 2] = ["UserSettings", "LocalStorage"];

/// An object of objects with `dataType`, or with `hash`, `index` and `secret`.
pub(crate) static FORMAT: Format = Format {
    id: "authenticator-extension",
    app: "Authenticator (browser extension)",
    extensions: &["json", "txt"],
    section: "more-authenticators.md#authenticator-browser-extension",
    vectors: &["authenticator-extension"],
    detect,
    needs_password,
    read,
};

/// An entry of the export, and how its secret is kept.
enum Item<'a> {
    /// Plain.
    Plain(&'a Json<'a>),
    /// Its secret is sealed; names and numbers are plain.
    SealedSecret(&'a Json<'a>),
    /// All of it is sealed.
    Sealed(&'a Json<'a>),
}

impl<'a> Item<'a> {
    fn of(json: &'a Json) -> Self {
        if json.text("dataType") == Some("EncOTPStorage") {
            Self::Sealed(json)
        } else if json.field("encrypted").is_true() {
            Self::SealedSecret(json)
        } else {
            Self::Plain(json)
        }
    }

    fn json(&self) -> &'a Json<'a> {
        match self {
            Self::Plain(json) | Self::SealedSecret(json) | Self::Sealed(json) => json,
        }
    }

    /// Where it stands in the list; one without a number stands at the end.
    fn index(&self) -> i128 {
        self.json().whole("index").unwrap_or(i128::MAX)
    }
}

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let is_ours = |(name, json): &Member<'_>| {
        !SETTINGS.contains(&&**name)
            && (matches!(json.text("dataType"), Some("OTPStorage" | "EncOTPStorage" | "Key"))
                || ["hash", "index", "secret"].iter().all(|key| json.has(key)))
    };
    certain_if(probe.json()?.members()?.iter().any(is_ours))
}

/// The entries in the order of the file, which says nothing; [`Item::index`] is the order of the list.
fn items<'a>(json: &'a Json<'_>) -> Vec<Item<'a>> {
    let is_entry = |(name, json): &&Member<'_>| {
        let is_key = json.text("dataType") == Some("Key") || (&**name == "key" && json.has("enc"));
        json.is_object() && !SETTINGS.contains(&&**name) && !is_key
    };
    let entries = json.members().unwrap_or_default().iter().filter(is_entry);
    entries.map(|(_, json)| Item::of(json)).collect()
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.json().is_some_and(|json| items(json).iter().any(|item| !matches!(item, Item::Plain(_))))
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    let items = items(json);
    if items.iter().all(|item| matches!(item, Item::Plain(_))) {
        let row = |(position, item): (usize, &Item<'_>)| {
            (item.index(), row(position, item.json(), item.json().field("secret")))
        };
        let mut contents = Contents::of("plain");
        contents.set_sorted_rows(items.iter().enumerate().map(row));
        return Ok(contents);
    }
    let keys = Keys::check(json, credentials.password()?)?;
    let uses_secret_key = items.iter().any(|item| matches!(item, Item::SealedSecret(_)));
    let uses_entry_keys = items.iter().any(|item| matches!(item, Item::Sealed(_)));
    let secret_key = if uses_secret_key { Some(keys.for_secrets()?) } else { None };
    let entry_keys = if uses_entry_keys { keys.for_entries()? } else { Vec::new() };

    let mut secrets = Tally::default();
    let row = |(position, item): (usize, &Item<'_>)| {
        let row = match item {
            Item::Plain(json) => row(position, json, json.field("secret")),
            Item::SealedSecret(json) => sealed_secret_row(position, json, secret_key.as_ref(), &mut secrets),
            Item::Sealed(json) => sealed_row(position, json, &entry_keys),
        };
        (item.index(), row)
    };
    let mut contents = Contents::of("encrypted");
    contents.set_sorted_rows(items.iter().enumerate().map(row));
    secrets.judge()?;
    Ok(contents)
}

/// How the opening of single secrets went: nothing else can tell whether the password is right.
#[derive(Default)]
struct Tally {
    opened: usize,
    closed: usize,
    malformed: usize,
}

impl Tally {
    fn judge(&self) -> Result<(), OpenError> {
        match self {
            Self { opened: 0, closed: 1.., .. } => Err(OpenError::WrongPasswordOrDamaged),
            Self { opened: 0, closed: 0, malformed: 1.. } => Err(OpenError::damaged("secret")),
            Self { .. } => Ok(()),
        }
    }
}

/// The row of an entry whose secret alone is sealed. A secret counts as opened when it can be a secret.
fn sealed_secret_row(position: usize, json: &Json, key: Option<&Passphrase>, tally: &mut Tally) -> Row {
    let sealed = json.text("secret").and_then(encoding::base64).filter(|bytes| salted::is_salted(bytes));
    let (Some(sealed), Some(key)) = (sealed, key) else {
        tally.malformed += 1;
        return named(position, json).into_skipped(SkipReason::Damaged);
    };
    let opened = salted::open(&sealed, key.bytes()).as_ref().and_then(secret_text);
    let Some(secret) = opened.filter(|text| is_secret(text.expose())) else {
        tally.closed += 1;
        return named(position, json).into_skipped(SkipReason::EntryPassword);
    };
    tally.opened += 1;
    row(position, json, Field::Text(secret.expose()))
}

/// The row of an entry that is sealed as a whole.
fn sealed_row(position: usize, json: &Json, keys: &[(&str, Passphrase)]) -> Row {
    let unnamed = |reason| ForeignEntry::new(position, "", "").into_skipped(reason);
    let id = json.text_or_empty("keyId");
    let Some((_, key)) = keys.iter().find(|(key, _)| *key == id) else { return unnamed(SkipReason::EntryPassword) };
    let sealed = json.text("data").and_then(encoding::base64);
    let plain = sealed.and_then(|sealed| salted::open(&sealed, key.bytes()));
    match plain.and_then(|plain| Json::parse_bytes(plain.expose()).ok()).filter(Json::is_object) {
        Some(entry) => row(position, &entry, entry.field("secret")),
        None => unnamed(SkipReason::Damaged),
    }
}

fn secret_text(bytes: &SecretBytes) -> Option<SecretText> {
    let text = text::decode(bytes.expose())?;
    text.is_ascii().then(|| SecretText::copy_of(&text))
}
