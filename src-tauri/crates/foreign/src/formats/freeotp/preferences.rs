//! `tokens.xml`, the settings in which FreeOTP 1 and old FreeOTP+ keep their tokens
//! (docs/formats/more-authenticators.md, "FreeOTP 1").

use super::{order::places, row_with_secret};
use watchword_otp::link::split_at_colon;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{json::Json, links, preferences::Preferences},
    format::{certain_if, never},
};

const ORDER: &str = "tokenOrder";

/// Settings of Android: the list `tokenOrder`, and one text for each token.
pub(crate) static FORMAT: Format = Format {
    id: "freeotp-v1",
    app: "FreeOTP",
    extensions: &["xml"],
    section: "more-authenticators.md#freeotp-1",
    vectors: &["freeotp-v1"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let preferences = Preferences::of(probe.xml()?)?;
    let is_token = |text: &str| Json::parse(text).is_ok_and(|json| json.list("secret").is_some());
    certain_if(preferences.get(ORDER).is_some() || preferences.iter().any(|(_, text)| is_token(text)))
}

fn read(probe: &Probe<'_>, _: &Credentials<'_>) -> Result<Contents, OpenError> {
    let preferences = probe.xml().and_then(Preferences::of).ok_or(OpenError::damaged("xml"))?;
    let tokens: Vec<(&str, &str)> = preferences.iter().filter(|(id, text)| *id != ORDER && is_entry(text)).collect();
    let order = preferences.get(ORDER).and_then(|text| Json::parse(text).ok());
    let names = tokens.iter().zip(0..).map(|((id, _), number)| ((*id).to_owned(), number));
    let places = places(tokens.len(), names, order.as_ref().and_then(Json::as_list));
    let rows = tokens.iter().enumerate().map(|(position, (id, text))| row(position, id, text));
    let mut contents = Contents::of("plain");
    contents.set_sorted_rows(places.into_iter().zip(rows));
    Ok(contents)
}

/// Whether the text of a setting is a token: JSON, in very old files an address. Other settings are none.
fn is_entry(text: &str) -> bool {
    text.trim_start().starts_with('{') || watchword_otp::is_link(text).is_some()
}

fn row(position: usize, id: &str, text: &str) -> Row {
    if watchword_otp::is_link(text).is_some() {
        return links::row(position, text);
    }
    if let Ok(token) = Json::parse(text) {
        return row_with_secret(position, &token);
    }
    let (issuer, account) = split_at_colon(id);
    ForeignEntry::new(position, issuer, account).into_skipped(SkipReason::Damaged)
}
