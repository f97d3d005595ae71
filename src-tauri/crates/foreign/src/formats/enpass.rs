//! Enpass: its JSON export (docs/formats/password-managers.md#enpass).

use std::collections::HashMap;

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Standing, Sureness,
    blocks::{json::Json, links},
    format::{certain_if, never},
};

/// How deep folders may lie in each other; a loop ends here.
const MAX_DEPTH: usize = 64;

/// Enpass's JSON export.
pub(crate) static FORMAT: Format = Format {
    id: "enpass-json",
    app: "Enpass",
    extensions: &["json"],
    section: "password-managers.md#enpass",
    vectors: &["enpass-json"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let is_item_list = |items: &Json| {
        items.any_item_has("fields") && (items.any_item_has("template_type") || items.any_item_has("category"))
    };
    certain_if(probe.json().and_then(|json| json.get("items")).is_some_and(is_item_list))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    let folders = by_id(json.list("folders").unwrap_or_default());
    let mut contents = Contents::of("plain");
    for item in json.list("items").ok_or(OpenError::damaged("items"))? {
        read_item(item, &folders, &mut contents);
    }
    Ok(contents)
}

/// Folders by their ids.
type Folders<'a> = HashMap<&'a str, &'a Json<'a>>;

fn by_id<'a>(folders: &'a [Json<'a>]) -> Folders<'a> {
    folders.iter().filter_map(|folder| Some((folder.text("uuid")?, folder))).collect()
}

fn read_item(item: &Json, folders: &Folders<'_>, contents: &mut Contents) {
    let fields = || item.list("fields").unwrap_or_default().iter().filter(|field| !field.field("deleted").is_true());
    let first = |wanted: &str| {
        let values =
            fields().filter(|field| field.text("type") == Some(wanted)).filter_map(|field| field.text("value"));
        values.map(str::trim).find(|value| !value.is_empty())
    };
    let title = item.text_or_empty("title");
    let user = first("username").or(first("email")).unwrap_or_default();
    let groups: Vec<String> =
        item.list("folders").unwrap_or_default().iter().filter_map(Json::as_text).map(|id| path(id, folders)).collect();

    let before = contents.rows.len();
    for field in fields().filter(|field| field.text("type") == Some("totp")) {
        let value = field.text_or_empty("value");
        let Some(mut row) = links::code_value(contents.rows.len(), value, title, user) else { continue };
        if let Some(entry) = row.entry_mut() {
            entry.set_groups(groups.iter().map(String::as_str));
            entry.set_note(item.text_or_empty("note"));
            entry.favourite = item.field("favorite").is_true();
            entry.standing = standing(item);
        }
        contents.rows.push(row);
    }
    if contents.rows.len() == before {
        contents.not_codes += 1;
    }
}

/// The titles of a folder and of those around it, joined by `/`; empty for a folder that is not listed.
fn path(id: &str, folders: &Folders<'_>) -> String {
    let mut titles = Vec::new();
    let mut next = Some(id);
    while let Some(folder) = next.and_then(|id| folders.get(id)) {
        if titles.len() == MAX_DEPTH {
            break;
        }
        titles.push(folder.text_or_empty("title"));
        next = folder.text("parent_uuid").filter(|parent| !parent.is_empty());
    }
    titles.reverse();
    titles.join("/")
}

fn standing(item: &Json) -> Standing {
    if item.field("trashed").is_true() {
        Standing::Trashed
    } else if item.field("archived").is_true() {
        Standing::Archived
    } else {
        Standing::Active
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_lie_in_each_other_end() {
        let folders = Json::parse(
            r#"[{"uuid":"a","title":"A","parent_uuid":"b"},{"uuid":"b","title":"B","parent_uuid":""},{"uuid":"c","title":"C","parent_uuid":"c"}]"#,
        )
        .unwrap();
        let folders = by_id(folders.as_list().unwrap());
        assert_eq!(path("a", &folders), "B/A");
        assert_eq!(path("c", &folders).len(), 2 * MAX_DEPTH - 1);
        assert_eq!(path("x", &folders), "");
    }
}
