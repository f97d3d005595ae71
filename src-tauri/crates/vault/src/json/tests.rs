//! What is read is written again, whatever it was.

use super::{Meta, check, read, write};
use crate::document::Document;
use crate::error::OpenError;
use crate::payload;
use serde_json::{Value, json};
use watchword_entry::Icon;

fn written(document: &Document) -> String {
    let payload = payload::finish(write(document, &Meta::of(document))).unwrap();
    payload::json_of(&payload).unwrap().to_owned()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn entry() -> Value {
    json!({
        "id": "00000000-0000-4000-8000-000000000001", "kind": "totp", "secret": "AAECAwQFBgcICQ==",
        "algorithm": "SHA1", "digits": 6, "period": 30, "created_ms": 5,
        "otp_stamp": [1, 2, "00000000-0000-4000-8000-0000000000aa"],
    })
}

fn document_with(entries: &[Value]) -> Value {
    json!({"saved_ms": 7, "devices": [], "versions": [], "slot_notes": [], "entries": entries, "tombstones": [],
        "journal": []})
}

fn with(field: &str, content: Value) -> Value {
    let mut row = entry();
    row[field] = content;
    row
}

#[test]
fn a_document_with_everything_reads_and_writes_back_the_same() {
    let mut full = entry();
    for (field, content) in [
        ("issuer", json!("I\"\\\n\u{1}\u{2028}é")),
        ("account", json!("a")),
        ("login", json!("l")),
        ("original_label", json!("o")),
        ("note", json!("n")),
        ("tags", json!(["t", ""])),
        ("old_names", json!(["x"])),
        ("icon", json!({"monogram": {"letters": "I/O", "hue": 11}})),
        ("pinned", json!(true)),
        ("order", json!(-3)),
        ("trashed_ms", json!(0)),
        ("counter", json!(u64::MAX)),
        ("pin", json!("MTIzNA==")),
        ("labels_stamp", json!([9, 0, "00000000-0000-4000-8000-0000000000bb"])),
        ("placement_stamp", json!([8, 0, "00000000-0000-4000-8000-0000000000bb"])),
        ("recovery_codes", json!("sealed")),
        ("later_field", json!({"deep": [1.5, null, {"x": "y"}]})),
    ] {
        full[field] = content;
    }
    full["old_secrets"] = json!([{"kind": "hotp", "secret": "AQID", "algorithm": "SHA512", "digits": 8, "period": 30,
        "counter": 4, "replaced_ms": 3}]);
    let mut document = document_with(&[full.clone(), with("id", json!("00000000-0000-4000-8000-000000000002"))]);
    document["saved_what"] = json!("added");
    document["saved_count"] = json!(2);
    document["saved_name"] = json!("name");
    document["devices"] =
        json!([{"id": "00000000-0000-4000-8000-0000000000aa", "name": "d", "first_seen_ms": 1, "x": 1}]);
    document["versions"] = json!([["00000000-0000-4000-8000-0000000000aa", 12]]);
    document["slot_notes"] =
        json!([{"slot_id": "00000000-0000-4000-8000-0000000000cc", "label": "s", "created_ms": 1, "x": 2}]);
    document["tombstones"] = json!([{"id": "00000000-0000-4000-8000-000000000009",
        "stamp": [1, 0, "00000000-0000-4000-8000-0000000000aa"], "x": 3}]);
    document["journal"] = json!([{"id": "00000000-0000-4000-8000-000000000008", "at_ms": 4, "what": "edited", "count": 2,
        "name": "n", "undone": true, "before": [["00000000-0000-4000-8000-000000000001", full],
        ["00000000-0000-4000-8000-000000000002", null]], "x": 4}]);
    document["later"] = json!(["whatever"]);
    let read = read(&document.to_string()).unwrap();
    assert_eq!((read.entries.len(), read.set_aside.len(), read.unread.len()), (2, 0, 0));
    assert_eq!(read.entries[0].otp.counter, u64::MAX);
    assert_eq!(read.entries[1].labels_stamp, read.entries[1].otp_stamp);
    assert_eq!(value(&written(&read)), document);
    assert_eq!(value(&written(&read.duplicate())), document);
}

#[test]
fn an_entry_that_cannot_be_used_is_set_aside_word_for_word() {
    for (row, code) in [
        (with("kind", json!("quantum")), "unknown-kind"),
        (with("algorithm", json!("SHA4")), "unknown-algorithm"),
        (with("secret", json!("not base 64!")), "bad-secret"),
        (with("secret", json!("")), "empty-secret"),
        (with("digits", json!(99)), "bad-digits"),
        (with("digits", json!("six")), "bad-row"),
        (with("period", json!(0)), "bad-period"),
        (with("pin", json!("%")), "bad-pin"),
        (with("id", json!("no id")), "bad-row"),
        (json!({"kind": "totp"}), "bad-secret"),
        (json!(17), "bad-row"),
        (json!([]), "bad-row"),
    ] {
        let good = with("id", json!("00000000-0000-4000-8000-000000000002"));
        let text = document_with(&[row.clone(), good]).to_string();
        let read = read(&text).unwrap();
        assert_eq!(read.entries.len(), 1, "{row}");
        assert_eq!(read.set_aside[0].code, code, "{row}");
        assert_eq!(read.set_aside[0].json.expose(), row.to_string());
        let again = value(&written(&read));
        assert_eq!(again["entries"][1], row);
    }
}

#[test]
fn a_row_set_aside_shows_its_name_where_it_has_one() {
    for (row, name) in [
        (json!({"issuer": "Zendesk", "account": "acme", "digits": 99}), "Zendesk-acme"),
        (json!({"issuer": 7, "original_label": "label"}), "label"),
        (json!({"issuer": "", "account": "acme"}), "acme"),
        (json!(null), ""),
    ] {
        let read = read(&document_with(&[row]).to_string()).unwrap();
        assert_eq!(read.set_aside[0].name, name);
    }
}

#[test]
fn two_rows_of_one_id_are_not_both_used() {
    let read = read(&document_with(&[entry(), with("digits", json!(8))]).to_string()).unwrap();
    assert_eq!((read.entries.len(), read.set_aside[0].code), (1, "duplicate-id"));
}

#[test]
fn a_field_that_stands_twice_is_not_guessed_at() {
    let twice = entry().to_string().replacen('{', "{\"digits\":8,", 1);
    let text = document_with(&[]).to_string().replace("\"entries\":[]", &format!("\"entries\":[{twice}]"));
    assert_eq!(read(&text).unwrap().set_aside[0].code, "bad-row");
}

#[test]
fn rows_of_other_lists_that_cannot_be_read_stay() {
    let mut document = document_with(&[]);
    for list in ["devices", "slot_notes", "tombstones", "journal"] {
        document[list] = json!([{"shape": "of the future"}]);
    }
    let read = read(&document.to_string()).unwrap();
    assert_eq!(read.unread.len(), 4);
    assert_eq!(value(&written(&read)), document);
}

#[test]
fn old_secrets_that_cannot_be_read_or_say_more_are_kept() {
    let odd = json!({"kind": "quantum", "secret": "AQID"});
    let more = json!({"kind": "totp", "secret": "AQID", "algorithm": "SHA1", "digits": 6, "period": 30, "replaced_ms": 1,
        "why": "stolen"});
    let row = with("old_secrets", json!([odd, more]));
    let first = read(&document_with(&[row]).to_string()).unwrap();
    assert_eq!(first.entries[0].old_secrets.len(), 1);
    let again = value(&written(&first));
    let kept = again["entries"][0]["old_secrets_kept"].as_array().unwrap();
    assert!(kept.contains(&odd) && kept.contains(&more) && kept.len() == 2);
    let second = read(&again.to_string()).unwrap();
    assert_eq!(value(&written(&second)), again);
}

#[test]
fn texts_that_are_no_documents_are_refused() {
    for text in
        ["", "[]", "{}", "{\"entries\":{}}", "{\"entries\":[]} x", "{\"entries\":[],\"entries\":[]}", "nonsense"]
    {
        assert_eq!(read(text).err(), Some(OpenError::Unreadable), "{text}");
    }
}

/// A PNG file as far as the vault looks at it, as base 64, and its id.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAA=";
const PNG_ID: &str = "71fde385-6a29-8a05-2c6e-db5155638d84";

fn with_icon(id: u8, icon: Value) -> Value {
    let mut row = with("icon", icon);
    row["id"] = json!(format!("00000000-0000-4000-8000-0000000000{id:02}"));
    row
}

#[test]
fn icons_read_and_write_back_the_same_and_a_picture_is_there_once() {
    let picture = json!({"picture": PNG_ID});
    let rows = [
        with_icon(1, picture.clone()),
        with_icon(2, picture.clone()),
        with_icon(3, json!({"mark": "github"})),
        with_icon(4, json!({"monogram": {}})),
        with("id", json!("00000000-0000-4000-8000-000000000005")),
    ];
    let mut document = document_with(&rows);
    document["pictures"] = json!([{"id": PNG_ID, "png": PNG}]);
    let mut parsed = read(&document.to_string()).unwrap();
    let icons: Vec<&Icon> = parsed.entries.iter().map(|entry| &entry.labels.icon).collect();
    assert!(matches!(
        icons[..],
        [Icon::Picture(_), Icon::Picture(_), Icon::Mark(_), Icon::Monogram(_), Icon::Automatic]
    ));
    assert_eq!(value(&written(&parsed)), document);
    for entry in &mut parsed.entries {
        entry.labels.icon = Icon::Automatic;
    }
    assert_eq!(value(&written(&parsed)).get("pictures"), None);
}

#[test]
fn a_picture_stays_while_a_change_can_bring_it_back() {
    let mut document = document_with(&[entry()]);
    document["journal"] = json!([{"id": "00000000-0000-4000-8000-000000000008", "at_ms": 4, "what": "icon", "count": 1,
        "name": "n", "before": [["00000000-0000-4000-8000-000000000001", with_icon(1, json!({"picture": PNG_ID}))]]}]);
    document["pictures"] = json!([{"id": PNG_ID, "png": PNG}]);
    assert_eq!(value(&written(&read(&document.to_string()).unwrap())), document);
}

#[test]
fn icons_that_are_not_understood_are_kept_and_do_not_spoil_their_entry() {
    for icon in [
        json!({"emoji": "x"}),
        json!({"mark": "github", "colour": "red"}),
        json!({"mark": "GitHub"}),
        json!({"mark": "github", "monogram": {}}),
        json!({"monogram": {"letters": "ABCD"}}),
        json!({"monogram": {"hue": 12}}),
        json!({"monogram": {"shape": "round"}}),
        json!({"picture": PNG_ID}),
        json!({}),
        json!("github"),
        json!(null),
    ] {
        let document = document_with(&[with_icon(1, icon.clone())]);
        let read = read(&document.to_string()).unwrap();
        assert!(matches!(read.entries[0].labels.icon, Icon::Unknown(_)), "{icon}");
        assert_eq!(value(&written(&read)), document, "{icon}");
    }
}

#[test]
fn pictures_that_no_entry_shows_or_that_are_not_what_they_say_are_kept() {
    let other = "00000000-0000-4000-8000-000000000001";
    for picture in [
        json!({"id": PNG_ID, "png": PNG}),
        json!({"id": other, "png": PNG}),
        json!({"id": PNG_ID, "png": "AAAA"}),
        json!({"id": PNG_ID, "png": PNG, "shape": "round"}),
        json!(7),
    ] {
        let mut document = document_with(&[with("kind", json!("quantum"))]);
        document["pictures"] = json!([picture]);
        assert_eq!(value(&written(&read(&document.to_string()).unwrap())), document);
    }
}

#[test]
fn the_check_before_writing_sees_another_entry_a_missing_one_and_broken_text() {
    let rows = [entry(), with("id", json!("00000000-0000-4000-8000-000000000002")), json!(17)];
    let document = read(&document_with(&rows).to_string()).unwrap();
    let good = written(&document);
    assert!(check(&good, &document));
    for wrong in [
        good.replace("000000000002", "000000000003"),
        good.replace(",17]", "]"),
        good.replace(",17]", ",18]"),
        good.replace(",17]", ",17,19]"),
        good.replace("\"entries\"", "\"Entries\""),
        good.strip_suffix('}').unwrap().to_owned(),
        format!("{good}}}"),
        good.replacen("\"period\":30", "\"period\":30,", 1),
    ] {
        assert_ne!(wrong, good);
        assert!(!check(&wrong, &document), "{wrong}");
    }
}
