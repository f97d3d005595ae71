//! 2FAuth: its JSON export (docs/formats/desktop.md#2fauth).

use watchword_otp::Kind;

use crate::{
    Contents, Credentials, FileWarning, ForeignEntry, Format, IconType, OpenError, Probe, Row, RowWarning, SkipReason,
    Sureness, Unsupported,
    blocks::{encoding, json::Json, otp},
    format::{certain_if, never},
};

/// 2FAuth's JSON export.
pub(crate) static FORMAT: Format = Format {
    id: "2fauth",
    app: "2FAuth",
    extensions: &["json"],
    section: "desktop.md#2fauth",
    vectors: &["2fauth"],
    detect,
    needs_password: never,
    read,
};

/// The newest schema that is known.
const NEWEST: i128 = 1;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let is_named = json.text_or_empty("app").to_ascii_lowercase().starts_with("2fauth");
    let has_schema = json.has("schema") && json.get("data").is_some_and(|data| data.any_item_has("otp_type"));
    certain_if(is_named || has_schema)
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    if json.text("data").is_some() {
        return Err(OpenError::Unsupported(Unsupported::Encryption));
    }
    let items = json.list("data").ok_or(OpenError::damaged("data"))?;
    let mut contents = Contents::of("plain");
    if json.whole("schema").is_some_and(|schema| schema > NEWEST) {
        contents.warnings.push(FileWarning::NewerVersion);
    }
    contents.rows = items.iter().enumerate().map(|(position, item)| row(position, item)).collect();
    Ok(contents)
}

fn row(position: usize, item: &Json) -> Row {
    let mut entry = ForeignEntry::new(position, item.text_or_empty("service"), item.text_or_empty("account"));
    read_icon(&mut entry, item);
    let kind = match item.text_or_empty("otp_type").trim().to_ascii_lowercase().as_str() {
        "totp" | "" => Kind::Totp,
        "hotp" => Kind::Hotp,
        "steamtotp" => Kind::Steam,
        _ => return entry.into_skipped(SkipReason::UnknownType),
    };
    entry.into_base32_row(otp::form(kind, otp::Fields::of_json(item)), item.field("secret"))
}

/// The image when the file has one, else its name as a hint.
fn read_icon(entry: &mut ForeignEntry, item: &Json) {
    let Some(file) = item.text("icon_file").filter(|file| !file.is_empty()) else {
        return entry.set_icon_hint(item.text_or_empty("icon"));
    };
    let icon_type = match item.text_or_empty("icon_mime") {
        "image/svg+xml" => Some(IconType::Svg),
        "image/png" => Some(IconType::Png),
        "image/jpeg" | "image/jpg" => Some(IconType::Jpeg),
        _ => None,
    };
    match icon_type.zip(encoding::base64(file)) {
        Some((icon_type, bytes)) => entry.set_icon(icon_type, bytes.to_vec()),
        None => entry.warnings.push(RowWarning::IconDropped),
    }
}
