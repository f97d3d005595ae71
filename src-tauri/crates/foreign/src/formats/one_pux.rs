//! 1Password: the export `.1pux` (docs/formats/password-managers.md#1password).

use crate::{
    Contents, Credentials, FileWarning, Format, OpenError, Probe, Standing, Sureness,
    blocks::{json::Json, links},
    format::{certain_if, never},
};

/// The newest version that is known.
const NEWEST: i128 = 3;

/// 1Password's complete export.
pub(crate) static FORMAT: Format = Format {
    id: "1pux",
    app: "1Password",
    extensions: &["1pux"],
    section: "password-managers.md#1password",
    vectors: &["1pux"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.archive().is_some_and(|archive| archive.find("export.data").is_some()))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::NotRecognised)?;
    let data = archive.find("export.data").ok_or(OpenError::NotRecognised)?;
    let json = Json::parse_bytes(archive.read(data, None)?.expose()).map_err(|_| OpenError::damaged("json"))?;
    let mut contents = Contents::of("plain");
    let attributes = archive.find("export.attributes").and_then(|member| archive.read(member, None).ok());
    let attributes = attributes.and_then(|bytes| Json::parse_bytes(bytes.expose()).ok());
    if attributes.and_then(|attributes| attributes.whole("version")).is_some_and(|version| version > NEWEST) {
        contents.warnings.push(FileWarning::NewerVersion);
    }
    let accounts = json.list("accounts").ok_or(OpenError::damaged("accounts"))?;
    for vault in accounts.iter().flat_map(|account| account.list("vaults").unwrap_or_default()) {
        let name = vault.get("attrs").map(|attributes| attributes.text_or_empty("name")).unwrap_or_default();
        for item in vault.list("items").unwrap_or_default() {
            // Older files wrap each item once more.
            read_item(item.get("item").unwrap_or(item), name, &mut contents);
        }
    }
    Ok(contents)
}

fn read_item(item: &Json, vault: &str, contents: &mut Contents) {
    let overview = item.get("overview").unwrap_or(&Json::Null);
    let details = item.get("details").unwrap_or(&Json::Null);
    let title = overview.text_or_empty("title");
    let login_fields = details.list("loginFields").unwrap_or_default();
    let user = login_fields.iter().find(|field| field.text("designation") == Some("username"));
    let user = user.map(|field| field.text_or_empty("value")).unwrap_or_default();
    let tags = overview.list("tags").unwrap_or_default().iter().filter_map(Json::as_text);
    let groups: Vec<&str> = std::iter::once(vault).chain(tags).collect();

    let fields = details.list("sections").unwrap_or_default().iter();
    let fields = fields.flat_map(|section| section.list("fields").unwrap_or_default());
    let codes = fields.filter_map(|field| field.get("value")?.text("totp"));
    let before = contents.rows.len();
    for code in codes {
        let Some(mut row) = links::code_value(contents.rows.len(), code, title, user) else { continue };
        if let Some(entry) = row.entry_mut() {
            entry.set_groups(groups.iter().copied());
            entry.set_note(details.text_or_empty("notesPlain"));
            entry.favourite = item.whole("favIndex").is_some_and(|index| index != 0);
            entry.standing = standing(item);
        }
        contents.rows.push(row);
    }
    if contents.rows.len() == before {
        contents.not_codes += 1;
    }
}

fn standing(item: &Json) -> Standing {
    if item.field("trashed").is_true() {
        Standing::Trashed
    } else if item.text("state") == Some("archived") {
        Standing::Archived
    } else {
        Standing::Active
    }
}
