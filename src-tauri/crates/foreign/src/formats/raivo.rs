//! Raivo OTP: its export, a list in JSON, mostly in a zip archive with the master password
//! (docs/formats/more-authenticators.md, "Raivo OTP").

use watchword_otp::Kind;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{
        json::Json,
        otp::{Fields, form},
    },
    format::{certain_if, never},
};

const MEMBER: &str = "raivo-otp-export.json";

/// The unpacked list.
pub(crate) static JSON: Format = Format {
    id: "raivo-json",
    app: "Raivo OTP",
    extensions: &["json"],
    section: "more-authenticators.md#raivo-otp",
    vectors: &["raivo-json"],
    detect: detect_json,
    needs_password: never,
    read: read_json,
};

/// The archive. The page with the same for the eye beside it is not read.
pub(crate) static ARCHIVE: Format = Format {
    id: "raivo-zip",
    app: "Raivo OTP",
    extensions: &["zip"],
    section: "more-authenticators.md#raivo-otp",
    vectors: &["raivo-zip"],
    detect: detect_archive,
    needs_password,
    read: read_archive,
};

fn detect_json(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    certain_if(json.any_item_has("kind") && json.any_item_has("timer"))
}

fn detect_archive(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.archive()?.find(MEMBER).is_some())
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.archive().and_then(|archive| archive.find(MEMBER)).is_some_and(|member| member.is_encrypted)
}

fn read_json(probe: &Probe<'_>, _: &Credentials<'_>) -> Result<Contents, OpenError> {
    read_list(probe.json().ok_or(OpenError::damaged("json"))?, "plain")
}

fn read_archive(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::damaged("archive"))?;
    let member = archive.find(MEMBER).ok_or(OpenError::damaged("archive"))?;
    // Where the content does not match its MAC, the check bytes of the password have agreed before.
    let tell = |error| if error == OpenError::WrongPasswordOrDamaged { OpenError::damaged("archive") } else { error };
    let bytes = archive.read(member, credentials.password).map_err(tell)?;
    let json = Json::parse_bytes(bytes.expose()).map_err(|_| OpenError::damaged("json"))?;
    read_list(&json, if member.is_encrypted { "encrypted" } else { "plain" })
}

fn read_list(json: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    let items = json.as_list().ok_or(OpenError::damaged("json"))?;
    let rows = items.iter().zip(0..).map(|(item, position)| row(position, item)).collect();
    Ok(Contents { rows, ..Contents::of(variety) })
}

/// Every value of an item is a text.
fn row(position: usize, item: &Json) -> Row {
    let mut entry = ForeignEntry::new(position, item.text_or_empty("issuer"), item.text_or_empty("account"));
    entry.favourite = item.field("pinned").is_true();
    let icon = item.text_or_empty("iconValue").trim();
    if !icon.is_empty() && !item.field("iconType").is_missing() {
        entry.set_icon_hint(&format!("raivo:{icon}"));
    }
    let kind = match item.field("kind") {
        field if field.is_missing() => Some(Kind::Totp),
        field => field.text().and_then(Kind::parse).filter(|kind| matches!(kind, Kind::Totp | Kind::Hotp)),
    };
    let Some(kind) = kind else { return entry.into_skipped(SkipReason::UnknownType) };
    let fields = Fields { period: item.field("timer"), ..Fields::of_json(item) };
    entry.into_base32_row(form(kind, fields), item.field("secret"))
}
