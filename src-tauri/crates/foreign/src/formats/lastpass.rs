//! LastPass Authenticator: exports of version 1 (iOS) and 3 (Android), never encrypted
//! (docs/formats/authenticators.md, "LastPass Authenticator").

use watchword_otp::Kind;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, RowWarning, Sureness,
    blocks::{json::Json, otp},
    format::{certain_if, never},
};

pub(crate) static FORMAT: Format = Format {
    id: "lastpass",
    app: "LastPass Authenticator",
    extensions: &["json"],
    section: "authenticators.md#lastpass-authenticator",
    vectors: &["lastpass"],
    detect,
    needs_password: never,
    read,
};

/// Ids of folders that every installation has: other accounts, and favourites.
const BUILT_IN: [i128; 2] = [0, 1];

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let accounts = json.list("accounts")?;
    let is_account = |account: &Json| account.has("secret") && (account.has("issuerName") || account.has("userName"));
    let is_empty_export = accounts.is_empty() && json.has("deviceId");
    certain_if(is_empty_export || accounts.iter().take(20).any(is_account))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    let accounts = json.list("accounts").ok_or(OpenError::damaged("accounts"))?;
    let folders: Vec<(i128, &str)> = json
        .list("folders")
        .unwrap_or_default()
        .iter()
        .filter_map(|folder| Some((folder.whole("id")?, folder.text("name")?.trim())))
        .filter(|(id, name)| !BUILT_IN.contains(id) && !name.is_empty())
        .collect();
    let mut contents = Contents::of("plain");
    contents.groups = folders.iter().map(|(_, name)| (*name).to_owned()).collect();
    contents.rows =
        accounts.iter().enumerate().map(|(position, item)| read_account(position, item, &folders)).collect();
    Ok(contents)
}

fn read_account(position: usize, item: &Json, folders: &[(i128, &str)]) -> Row {
    let mut entry = ForeignEntry::new(position, item.text_or_empty("issuerName"), item.text_or_empty("userName"));
    entry.favourite = item.field("isFavorite").is_true();
    let folder = item.get("folderData").and_then(|data| data.whole("folderId")).filter(|id| !BUILT_IN.contains(id));
    match folder.map(|id| folders.iter().find(|folder| folder.0 == id)) {
        Some(Some((_, name))) => entry.set_groups([*name]),
        Some(None) => entry.warnings.push(RowWarning::GroupUnknown),
        None => {}
    }
    let fields = otp::Fields { period: item.field("timeStep"), ..otp::Fields::of_json(item) };
    entry.into_base32_row(otp::form(Kind::Totp, fields), item.field("secret"))
}
