//! Duo Mobile: `accounts.json` of a phone's backup (docs/formats/more-authenticators.md, "Duo accounts.json").

use watchword_otp::Kind;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, Sureness,
    blocks::{
        json::Json,
        otp::{Fields, form},
    },
    format::{certain_if, never},
};

/// A list of accounts, of which some have an `otpGenerator`.
pub(crate) static FORMAT: Format = Format {
    id: "duo",
    app: "Duo Mobile",
    extensions: &["json"],
    section: "more-authenticators.md#duo-accountsjson",
    vectors: &["duo"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.json()?.any_item_has("otpGenerator"))
}

fn read(probe: &Probe<'_>, _: &Credentials<'_>) -> Result<Contents, OpenError> {
    let accounts = probe.json().and_then(Json::as_list).ok_or(OpenError::damaged("json"))?;
    let mut contents = Contents::of("plain");
    for account in accounts {
        // Accounts of Duo itself answer to a push; they hold no code.
        let is_code = account.text("accountType").is_none_or(|name| name == "OtpAccount");
        match account.get("otpGenerator").filter(|_| is_code) {
            Some(generator) => contents.rows.push(row(contents.rows.len(), account, generator)),
            None => contents.not_codes += 1,
        }
    }
    Ok(contents)
}

/// The file has no issuer; the name is whatever the person wrote.
fn row(position: usize, account: &Json, generator: &Json) -> Row {
    let mut entry = ForeignEntry::new(position, "", account.text_or_empty("name"));
    entry.set_icon_hint(account.text_or_empty("logoUri"));
    let counter = generator.field("counter");
    let kind = if counter.is_missing() { Kind::Totp } else { Kind::Hotp };
    entry.into_base32_row(form(kind, Fields { counter, ..Fields::default() }), generator.field("otpSecret"))
}
