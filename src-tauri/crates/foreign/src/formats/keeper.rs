//! Keeper: its JSON export (docs/formats/password-managers.md#keeper).

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::{json::Json, links},
    format::{certain_if, never},
};

/// Keeper's JSON export.
pub(crate) static FORMAT: Format = Format {
    id: "keeper-json",
    app: "Keeper",
    extensions: &["json"],
    section: "password-managers.md#keeper",
    vectors: &["keeper-json"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let records = probe.json().and_then(|json| json.get("records"));
    certain_if(records.is_some_and(|records| records.any_item_has("title") || records.any_item_has("custom_fields")))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    let mut contents = Contents::of("plain");
    for record in json.list("records").ok_or(OpenError::damaged("records"))? {
        let before = contents.rows.len();
        for code in codes(record) {
            let (title, login) = (record.text_or_empty("title"), record.text_or_empty("login"));
            let Some(mut row) = links::code_value(contents.rows.len(), code, title, login) else { continue };
            if let Some(entry) = row.entry_mut() {
                let folders = record.list("folders").unwrap_or_default().iter();
                entry.set_groups(folders.filter_map(|folder| folder.text("folder").or(folder.text("shared_folder"))));
                entry.set_note(record.text_or_empty("notes"));
            }
            contents.rows.push(row);
        }
        if contents.rows.len() == before {
            contents.not_codes += 1;
        }
    }
    Ok(contents)
}

/// The codes of a record: the custom fields of that name, each a text or a list of texts.
fn codes<'a>(record: &'a Json<'_>) -> Vec<&'a str> {
    let fields = record.get("custom_fields").and_then(Json::members).unwrap_or_default();
    let values = fields.iter().filter(|(name, _)| is_code_field(name)).map(|(_, value)| value);
    values.flat_map(|value| value.as_list().unwrap_or(std::slice::from_ref(value))).filter_map(Json::as_text).collect()
}

/// `TFC:Keeper`, and names whose part between `$` and the next `:` is `oneTimeCode`.
pub(crate) fn is_code_field(name: &str) -> bool {
    let kind = |name: &str| name.split(':').next().map(str::to_owned);
    name == "TFC:Keeper" || name.strip_prefix('$').and_then(kind).is_some_and(|kind| kind == "oneTimeCode")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_code_fields() {
        for name in ["TFC:Keeper", "$oneTimeCode", "$oneTimeCode::1", "$oneTimeCode:label:2"] {
            assert!(is_code_field(name), "{name}");
        }
        for name in ["oneTimeCode", "$oneTimeCodes", "$password", "TFC"] {
            assert!(!is_code_field(name), "{name}");
        }
    }
}
