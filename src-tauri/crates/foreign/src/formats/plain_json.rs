//! Watchword's own plain JSON, and an `age` file around it or around any other file that is read
//! (docs/formats/plain-json.md).

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretText;

use crate::{
    Contents, Credentials, Failure, ForeignEntry, Format, IconType, OpenError, Probe, Row, RowWarning, SkipReason,
    Source, Sureness, Unsupported,
    blocks::{age, encoding, json::Json, otp},
    format::{always, certain_if, never},
    read::read_probe,
};

pub(crate) static FORMAT: Format = Format {
    id: "plain-json",
    app: "Watchword",
    extensions: &["json"],
    section: "plain-json.md",
    vectors: &[],
    detect,
    needs_password: never,
    read,
};

pub(crate) static AGE: Format = Format {
    id: "age",
    app: "age",
    extensions: &["age"],
    section: "plain-json.md",
    vectors: &[],
    detect: |probe| certain_if(probe.starts_with(age::MAGIC) && !probe.is_member()),
    needs_password: always,
    read: read_age,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.json()?.text("format") == Some("watchword-plain"))
}

/// What is inside is read as if it had come alone; a file inside of it that has a password of its own is not.
fn read_age(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let sealed = age::Sealed::read(probe.bytes())?;
    let plain = sealed.open(credentials.password()?.expose().as_bytes())?;
    let name = probe.name().strip_suffix(".age").unwrap_or(probe.name());
    let inner = Probe::new(Source { name, bytes: plain.expose() })?.into_member();
    let mut contents = read_probe(&inner, &Credentials::default()).map_err(|Failure { error, .. }| error)?.contents;
    contents.variety = "encrypted";
    Ok(contents)
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    if json.whole("version") != Some(1) {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    let entries = json.list("entries").ok_or(OpenError::damaged("entries"))?;
    let mut contents = Contents::of("plain");
    contents.rows = entries.iter().enumerate().map(|(position, item)| read_entry(position, item)).collect();
    for group in contents.rows.iter().filter_map(Row::entry).flat_map(|entry| &entry.groups) {
        if !contents.groups.contains(group) {
            contents.groups.push(group.clone());
        }
    }
    Ok(contents)
}

fn read_entry(position: usize, item: &Json) -> Row {
    let texts = |key| item.list(key).unwrap_or_default().iter().filter_map(Json::as_text);
    let mut entry = ForeignEntry::new(position, item.text_or_empty("issuer"), item.text_or_empty("account"));
    entry.set_note(item.text_or_empty("note"));
    entry.set_groups(texts("groups"));
    entry.favourite = item.field("favourite").is_true();
    entry.recovery_codes = texts("recovery_codes").map(SecretText::copy_of).collect();
    if let Some(icon) = item.get("icon") {
        match (IconType::parse(icon.text_or_empty("type")), icon.text("data").and_then(encoding::base64)) {
            (Some(icon_type), Some(bytes)) => entry.set_icon(icon_type, bytes.to_vec()),
            (Some(_) | None, Some(_) | None) => entry.warnings.push(RowWarning::IconDropped),
        }
    }
    let Some(kind) = item.text("type").and_then(Kind::parse) else {
        return entry.into_skipped(SkipReason::UnknownType);
    };
    entry.into_base32_row(read_form(kind, item), item.field("secret"))
}

fn read_form(kind: Kind, item: &Json) -> Result<Otp, SkipReason> {
    let mut otp = otp::form(kind, otp::Fields::of_json(item))?;
    otp.pin = item.text("pin").filter(|_| kind.takes_pin()).map(SecretText::copy_of);
    Ok(otp)
}
