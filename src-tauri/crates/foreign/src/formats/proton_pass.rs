//! Proton Pass: its export, JSON by itself or in a zip (docs/formats/password-managers.md#proton-pass).

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Standing,
    blocks::{archive::Member, json::Json, links},
    format::{certain_if, never},
};

/// The JSON.
pub(crate) static FORMAT: Format = Format {
    id: "proton-pass",
    app: "Proton Pass",
    extensions: &["json"],
    section: "password-managers.md#proton-pass",
    vectors: &[],
    detect: |probe| certain_if(is_export(probe.json()?)),
    needs_password: never,
    read: |probe, _| read_vaults(probe.json().ok_or(OpenError::damaged("json"))?),
};

/// The archive, in which the JSON lies in a folder named after the program.
pub(crate) static ZIP: Format = Format {
    id: "proton-pass-zip",
    extensions: &["zip"],
    detect: |probe| certain_if(member(probe).is_some()),
    needs_password: |probe| member(probe).is_some_and(|member| member.is_encrypted),
    read: read_zip,
    ..FORMAT
};

/// The state of an item in the bin.
const TRASHED: i128 = 2;

fn is_export(json: &Json) -> bool {
    let vaults = json.get("vaults").and_then(Json::members).unwrap_or_default();
    vaults.iter().take(20).any(|(_, vault)| vault.list("items").is_some())
}

fn member<'a>(probe: &'a Probe<'_>) -> Option<&'a Member> {
    let is_ours = |member: &&Member| member.path.to_ascii_lowercase().ends_with("proton pass/data.json");
    probe.archive()?.members.iter().find(is_ours)
}

fn read_zip(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let (archive, member) = probe.archive().zip(member(probe)).ok_or(OpenError::damaged("archive"))?;
    let data = archive.read(member, credentials.password)?;
    read_vaults(&Json::parse_bytes(data.expose()).map_err(|_| OpenError::damaged("json"))?)
}

fn read_vaults(json: &Json) -> Result<Contents, OpenError> {
    let vaults = json.get("vaults").and_then(Json::members).ok_or(OpenError::damaged("vaults"))?;
    let mut contents = Contents::of("plain");
    for (_, vault) in vaults {
        let name = vault.text_or_empty("name").trim();
        if !name.is_empty() {
            contents.groups.push(name.to_owned());
        }
        for item in vault.list("items").unwrap_or_default() {
            read_item(item, name, &mut contents);
        }
    }
    Ok(contents)
}

fn read_item(item: &Json, vault: &str, contents: &mut Contents) {
    let data = item.get("data").unwrap_or(&Json::Null);
    let (metadata, content) = (data.get("metadata").unwrap_or(&Json::Null), data.get("content").unwrap_or(&Json::Null));
    let users = ["itemUsername", "username", "itemEmail"].map(|key| content.text_or_empty(key).trim());
    let user = users.into_iter().find(|user| !user.is_empty()).unwrap_or_default();
    let extra = data.list("extraFields").unwrap_or_default().iter();
    let extra = extra.filter_map(|field| field.get("data")?.text("totpUri"));
    let before = contents.rows.len();
    for code in content.text("totpUri").into_iter().chain(extra) {
        let title = metadata.text_or_empty("name");
        let Some(mut row) = links::code_value(contents.rows.len(), code, title, user) else { continue };
        if let Some(entry) = row.entry_mut() {
            entry.set_note(metadata.text_or_empty("note"));
            entry.set_groups([vault]);
            entry.favourite = item.field("pinned").is_true();
            if item.whole("state") == Some(TRASHED) {
                entry.standing = Standing::Trashed;
            }
        }
        contents.rows.push(row);
    }
    if contents.rows.len() == before {
        contents.not_codes += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_logins_and_of_further_fields() {
        let json = r#"{"version":"1.21.2","encrypted":false,"vaults":{"v":{"name":"Personal","items":[
            {"data":{"metadata":{"name":"Quill","note":"n"},"type":"login","content":{"itemEmail":"mara@example.org",
                "itemUsername":"","totpUri":"MZXW6YTB"},"extraFields":[{"fieldName":"second","type":"totp",
                "data":{"totpUri":"otpauth://totp/Tern:olu?secret=MZXW6YTB"}}]},"state":1,"pinned":true},
            {"data":{"metadata":{"name":"Old"},"content":{"username":"u","totpUri":"MZXW6YTB"}},"state":2},
            {"data":{"metadata":{"name":"Note"},"type":"note","content":{}},"state":1}]}}}"#;
        let json = Json::parse(json).unwrap();
        assert!(is_export(&json));
        let contents = read_vaults(&json).unwrap();
        let seen: Vec<_> =
            contents.entries().map(|e| (e.issuer.as_str(), e.account.as_str(), e.favourite, e.standing)).collect();
        assert_eq!(
            seen,
            [
                ("Quill", "mara@example.org", true, Standing::Active),
                ("Tern", "olu", true, Standing::Active),
                ("Old", "u", false, Standing::Trashed)
            ]
        );
        assert_eq!(contents.not_codes, 1);
        assert!(contents.entries().all(|entry| entry.groups == ["Personal"]));
    }
}
