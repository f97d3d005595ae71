//! Files of other apps through the program: `import` and `export`.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may panic")]

mod common;

use common::{Desk, error_code, write_private};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Copies a file of the reader's own tests to the desk.
fn take(desk: &Desk, name: &str) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../foreign/tests/vectors").join(name);
    std::fs::copy(from, desk.path(name)).unwrap();
}

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_dry_run_needs_no_vault_and_prints_the_contract() {
    let desk = Desk::empty();
    take(&desk, "aegis-encrypted.json");
    write_private(&desk.path("source"), "Plover-77 über");
    let args =
        ["import", "--dry-run", "--reveal", "--json", "aegis-encrypted.json", "--source-password-file", "source"];
    let output = desk.command(&args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let read = document(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(
        (&read["schema"], &read["file"], &read["format"]),
        (&json!(1), &json!("aegis-encrypted.json"), &json!("aegis-encrypted"))
    );
    let entries = read["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    let expected: Vec<Value> = serde_json::from_slice(
        &std::fs::read(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../foreign/tests/vectors/aegis-encrypted.json.expected.json"),
        )
        .unwrap(),
    )
    .unwrap();
    for (entry, expected) in entries.iter().zip(&expected) {
        for (key, theirs) in [
            ("type", "type"),
            ("issuer", "issuer"),
            ("account", "account"),
            ("secret", "secret_base32"),
            ("algorithm", "algorithm"),
            ("digits", "digits"),
            ("period", "period"),
            ("counter", "counter"),
            ("note", "note"),
            ("favourite", "favourite"),
            ("tags", "groups"),
        ] {
            if expected.get(theirs).is_some() {
                assert_eq!(entry[key], expected[theirs], "{key}");
            }
        }
        assert_eq!(entry["status"], "new");
    }
    assert!(read["skipped"].as_array().unwrap().is_empty());
    assert!(!desk.path("vault").exists(), "nothing was made");
}

#[test]
fn an_import_tells_each_row_writes_a_receipt_and_is_one_undo() {
    let desk = Desk::with_entries();
    take(&desk, "aegis-special.json");
    let output = desk.run(&["import", "aegis-special.json", "--json", "--receipt", "receipt.txt"]);
    assert_eq!(output.status.code(), Some(8));
    let receipt = document(&String::from_utf8(output.stdout).unwrap());
    assert_eq!((&receipt["came"], &receipt["of"], &receipt["may_clear"]), (&json!(4), &json!(5), &json!(false)));
    assert_eq!(receipt["words"]["file"], receipt["words"]["vault"]);
    assert_eq!(receipt["rows"][0]["error"]["code"], "unknown-type");
    let written = std::fs::read_to_string(desk.path("receipt.txt")).unwrap();
    assert!(written.starts_with("4 of 5 entries came across.\n"));
    for secret in ["AVGKKXOVEGA6L4I73CQ6IQN6NIBPF4YI", "58213"] {
        assert!(!written.contains(secret) && !receipt.to_string().contains(secret));
    }
    // The same file again has nothing to add; the receipt is never overwritten.
    assert_eq!(desk.refused(&["import", "aegis-special.json", "--receipt", "receipt.txt"]), (5, "exists".to_owned()));
    let again = document(&String::from_utf8(desk.run(&["import", "aegis-special.json", "--json"]).stdout).unwrap());
    assert_eq!(again["came"], 4);
    assert_eq!(document(&desk.good(&["list", "--json"]))["entries"].as_array().unwrap().len(), 9);
    desk.good(&["undo"]);
    assert_eq!(document(&desk.good(&["list", "--json"]))["entries"].as_array().unwrap().len(), 5);
}

#[test]
fn each_answer_has_its_exit_status() {
    let desk = Desk::with_entries();
    take(&desk, "aegis-encrypted.json");
    write_private(&desk.path("source"), "wrong");
    std::fs::write(desk.path("half.json"), "{\"version\": 1, \"db\":").unwrap();
    std::fs::write(desk.path("other.xyz"), [1, 2, 3]).unwrap();
    std::fs::write(
        desk.path("none.json"),
        r#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[]}}"#,
    )
    .unwrap();
    assert_eq!(desk.refused(&["import", "aegis-encrypted.json"]), (3, "file-password-needed".to_owned()));
    assert_eq!(
        desk.refused(&["import", "aegis-encrypted.json", "--source-password-file", "source"]),
        (3, "wrong-file-password".to_owned())
    );
    assert_eq!(desk.refused(&["import", "half.json"]), (4, "damaged-file".to_owned()));
    assert_eq!(desk.refused(&["import", "other.xyz"]), (4, "unknown-file".to_owned()));
    assert_eq!(desk.refused(&["import", "none.json"]), (1, "no-codes-in-file".to_owned()));
    assert_eq!(desk.refused(&["import", "absent.json"]), (4, "file-not-found".to_owned()));
    assert_eq!(desk.refused(&["import", "none.json", "--format", "nonsense"]), (2, "unknown-format".to_owned()));
}

#[test]
fn an_export_is_read_back_and_keeps_to_itself() {
    let desk = Desk::with_entries();
    write_private(&desk.path("new"), "another password");
    let made = document(&desk.good(&[
        "export",
        "--format",
        "aegis-encrypted",
        "--out",
        "out.json",
        "--new-password-file",
        "new",
        "--json",
    ]));
    assert_eq!(made["files"], json!(["out.json"]));
    assert_eq!((&made["format"], &made["complete"]), (&json!("aegis"), &json!(5)));
    let permissions = std::fs::metadata(desk.path("out.json")).unwrap().permissions().mode();
    assert_eq!(permissions & 0o777, 0o600);
    assert_eq!(
        desk.refused(&["export", "--format", "aegis-encrypted", "--out", "out.json", "--new-password-file", "new"]),
        (5, "exists".to_owned())
    );
    let back = desk
        .command(&["import", "--dry-run", "--reveal", "--json", "out.json", "--source-password-file", "new"])
        .output()
        .unwrap();
    let back = document(&String::from_utf8(back.stdout).unwrap());
    assert_eq!(back["entries"].as_array().unwrap().len(), 5);
    assert!(back.to_string().contains(common::RFC_SECRET));
}

#[test]
fn a_plain_export_is_refused_until_it_is_agreed_to() {
    let desk = Desk::with_entries();
    assert_eq!(
        desk.refused(&["export", "--format", "otpauth-list", "--out", "plain.txt"]),
        (5, "plaintext-refused".to_owned())
    );
    assert!(!desk.path("plain.txt").exists());
    desk.good(&["export", "--format", "otpauth-list", "--out", "plain.txt", "--plaintext", "--query", "GitHub"]);
    let text = std::fs::read_to_string(desk.path("plain.txt")).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("otpauth://")).count(), 1);
    write_private(&desk.path("wrong"), "wrong");
    let args =
        ["export", "--format", "otpauth-list", "--out", "b.txt", "--plaintext", "--password-file", "wrong", "--json"];
    assert_eq!(error_code(&desk.command(&args).output().unwrap()), "wrong-password");
    assert!(!desk.path("b.txt").exists());
}
