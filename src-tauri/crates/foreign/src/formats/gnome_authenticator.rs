//! GNOME Authenticator: its old JSON (docs/formats/desktop.md#gnome-authenticator). What it writes today is other programs' formats.

use watchword_otp::Kind;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{json::Json, otp},
    format::{certain_if, never},
};

/// The old JSON: like andOTP's, but without issuers. The first tag is the issuer.
pub(crate) static FORMAT: Format = Format {
    id: "gnome-authenticator-legacy",
    app: "GNOME Authenticator",
    extensions: &["json"],
    section: "desktop.md#gnome-authenticator",
    vectors: &["gnome-authenticator-legacy"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let items = json.as_list()?;
    let has_issuers = items.iter().any(|item| item.has("issuer") || item.text_or_empty("label").contains(" - "));
    certain_if(json.any_item_has("thumbnail") && json.any_item_has("tags") && !has_issuers)
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let items = probe.json().and_then(Json::as_list).ok_or(OpenError::damaged("json"))?;
    let mut contents = Contents::of("plain");
    contents.rows = items.iter().enumerate().map(|(position, item)| row(position, item)).collect();
    Ok(contents)
}

fn row(position: usize, item: &Json) -> Row {
    let mut tags = item.list("tags").unwrap_or_default().iter().filter_map(Json::as_text);
    let issuer = tags.next().unwrap_or_default();
    let mut entry = ForeignEntry::new(position, issuer, item.text_or_empty("label"));
    entry.set_groups(tags);
    let kind = match item.text_or_empty("type").trim().to_ascii_uppercase().as_str() {
        "TOTP" | "" => Kind::Totp,
        "HOTP" => Kind::Hotp,
        "STEAM" => Kind::Steam,
        _ => return entry.into_skipped(SkipReason::UnknownType),
    };
    entry.into_base32_row(otp::form(kind, otp::Fields::of_json(item)), item.field("secret"))
}
