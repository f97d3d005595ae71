//! Whole ways through the program: what one command does, the next one finds.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may panic")]

mod common;

use common::{CODES, Desk, LINKS, PASSPHRASE, PASSWORD, RFC_SECRET, damage, draw, error_code, oathtool};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_vault_made_here_gives_the_codes_that_oathtool_gives() {
    let desk = Desk::empty();
    let made = json(&desk.good(&["init", "--json"]));
    assert_eq!(made["recovery_key"].as_str().unwrap().len(), 9 * 4 + 8);
    let added = desk.fed(
        &["add", "--issuer", "Zendesk", "--account", "acme", "--secret", "-"],
        "gezd gnbv gy3t qojq gezd gnbv gy3t qojq\n",
    );
    assert_eq!(String::from_utf8_lossy(&added.stdout), "Zendesk-acme\n");
    for at in [59, 1_111_111_109, 1_234_567_890, 20_000_000_000] {
        let code = desk.good(&["code", "Zendesk-acme", "--at", &at.to_string()]);
        assert_eq!(code.trim(), oathtool(RFC_SECRET, 6, at));
    }
    let now = json(&desk.good(&["code", "acme", "--json"]));
    let from = now["valid_from"].as_u64().unwrap();
    assert_eq!(now["code"], oathtool(RFC_SECRET, 6, from));
    assert_eq!(now["next"], oathtool(RFC_SECRET, 6, from + 30));
    assert_eq!(now["valid_until"], from + 30);
}

#[test]
fn the_recovery_key_opens_what_a_forgotten_password_does_not() {
    let desk = Desk::empty();
    let made = json(&desk.good(&["init", "--json"]));
    common::write_private(&desk.path("key"), made["recovery_key"].as_str().unwrap());
    common::write_private(&desk.path("new"), "another password");
    assert!(desk.command(&["recovery-key", "check", "--recovery-key-file", "key"]).status().unwrap().success());
    let set =
        desk.command(&["password", "forget", "--recovery-key-file", "key", "--new-password-file", "new"]).status();
    assert!(set.unwrap().success());
    assert_eq!(desk.refused(&["list"]), (3, "wrong-password".to_owned()));
    let listed = desk.command(&["list", "--password-file", "new"]).output().unwrap();
    assert_eq!(listed.status.code(), Some(1), "it opens, and nothing is in it");
}

#[test]
fn three_codes_in_one_picture_are_read_and_added() {
    let desk = Desk::with_entries();
    let texts = [
        "otpauth://totp/Okta:acme?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=Okta",
        "otpauth://totp/Okta:halden?secret=ONXW2ZJANFXGIZLFMQQHI2DJ&issuer=Okta",
        "https://acme.example/help",
    ];
    draw(&desk.path("three.png"), &texts);
    std::fs::write(desk.path("broken.png"), "no picture").unwrap();
    let raw = desk.command(&["scan", "--raw", "--json", "three.png", "broken.png"]).output().unwrap();
    assert_eq!(raw.status.code(), Some(8));
    let lines: Vec<Value> = String::from_utf8(raw.stdout).unwrap().lines().map(json).collect();
    assert_eq!(lines[0]["file"], "three.png");
    let mut found: Vec<&str> =
        lines[0]["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    found.sort_unstable();
    let mut expected = texts.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert!(lines[0]["ms"].as_f64().unwrap() > 0.0);
    assert_eq!(
        (lines[1]["file"].as_str(), lines[1]["error"]["code"].as_str()),
        (Some("broken.png"), Some("not-a-picture"))
    );

    let seen = json(&desk.good(&["scan", "three.png", "--json"]));
    assert_eq!(seen["entries"].as_array().unwrap().len(), 2);
    assert_eq!(seen["unknown"][0]["what"], "link");
    assert!(!seen.to_string().contains("ORUGKIDSN5RSA3DPNVSXEIDJ"), "a preview shows no secret");
    let added = json(&desk.good(&["scan", "three.png", "--add", "--tag", "okta", "--json"]));
    assert_eq!(added["added"].as_array().unwrap().len(), 2);
    let listed = json(&desk.good(&["list", "--tag", "okta", "--json"]));
    assert_eq!(listed["entries"].as_array().unwrap().len(), 2);
    desk.good(&["undo"]);
    assert_eq!(desk.run(&["list", "--tag", "okta"]).status.code(), Some(1));
}

#[test]
fn a_backup_gives_the_same_codes_in_an_empty_folder() {
    let desk = Desk::with_entries();
    desk.good(&["backup", "create", "--out", "copy.wv"]);
    assert_eq!(desk.refused(&["backup", "create", "--out", "copy.wv"]), (5, "exists".to_owned()));
    desk.good(&["backup", "rehearse", "copy.wv"]);
    let codes = |vault: &str| {
        ["Zendesk-acme", "Zendesk-halden", "GitHub-me"]
            .map(|name| desk.good(&["--vault", vault, "code", name, "--at", "1000000000"]))
    };
    desk.good(&["--vault", "other", "backup", "restore", "copy.wv"]);
    assert_eq!(codes("other"), codes("vault"));
    // Into a vault that has all of it: nothing to do. Into one that lacks an entry: that one comes back.
    assert_eq!(desk.run(&["backup", "restore", "copy.wv"]).status.code(), Some(1));
    desk.good(&["rm", "GitHub-me"]);
    desk.good(&["trash", "erase", "--all", "--yes"]);
    assert_eq!(desk.run(&["code", "GitHub-me"]).status.code(), Some(1));
    let restored = json(&desk.good(&["backup", "restore", "copy.wv", "--json"]));
    assert_eq!((restored["restored"].as_str(), restored["entries"].as_u64()), (Some("entries"), Some(1)));
    assert_eq!(codes("other"), codes("vault"));
}

#[test]
fn a_backup_that_lacks_an_entry_is_no_proof() {
    let desk = Desk::with_entries();
    desk.good(&["backup", "create", "--out", "copy.wv"]);
    desk.good(&["add", "otpauth://totp/Okta:acme?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=Okta"]);
    let rehearsed = desk.run(&["backup", "rehearse", "copy.wv", "--json"]);
    assert_eq!(rehearsed.status.code(), Some(4));
    assert_eq!(json(&String::from_utf8(rehearsed.stdout).unwrap())["missing"], serde_json::json!(["Okta-acme"]));
}

#[test]
fn without_a_terminal_nothing_waits_for_a_password() {
    let desk = Desk::with_entries();
    for args in [
        &["list", "--json"][..],
        &["code", "acme", "--json"],
        &["remember", "on", "--json"],
        &["show", "acme", "--reveal", "--json"],
    ] {
        let output = desk.command(args).output().unwrap();
        assert_eq!((output.status.code(), error_code(&output).as_str()), (Some(3), "no-terminal"), "{args:?}");
    }
}

#[test]
fn a_wrong_password_opens_nothing_and_a_shared_password_file_is_not_used() {
    let desk = Desk::with_entries();
    common::write_private(&desk.path("wrong"), "wrong");
    let wrong = desk.command(&["list", "--json", "--password-file", "wrong"]).output().unwrap();
    assert_eq!((wrong.status.code(), error_code(&wrong).as_str()), (Some(3), "wrong-password"));
    std::fs::set_permissions(desk.path("password"), std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(desk.refused(&["list"]), (5, "password-file-shared".to_owned()));
}

#[test]
fn the_password_comes_through_a_descriptor() {
    let desk = Desk::with_entries();
    let shell = format!(
        "printf '%s\\n' '{PASSWORD}' | \"$0\" list --password-fd 0 --json; exec 7<password; \"$0\" list --password-fd 7 --json"
    );
    let mut command = desk.command(&[]);
    command = {
        let mut sh = std::process::Command::new("sh");
        sh.arg("-c").arg(shell).arg(command.get_program()).current_dir(desk.path("")).env("WATCHWORD_VAULT", "vault");
        sh
    };
    let output = command.output().unwrap();
    let documents: Vec<Value> = String::from_utf8(output.stdout).unwrap().lines().map(json).collect();
    assert_eq!(documents.len(), 2, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(documents.iter().all(|document| document["entries"].as_array().unwrap().len() == 5));
}

#[test]
fn a_damaged_vault_says_so_and_comes_back_from_a_version() {
    let desk = Desk::with_entries();
    desk.good(&["rename", "GitHub-me", "GitHub-myself"]);
    damage(&desk.path("vault/vault.wv"));
    assert_eq!(desk.refused(&["list"]), (4, "damaged".to_owned()));
    let looked = desk.command(&["doctor", "--json"]).output().unwrap();
    assert_eq!(looked.status.code(), Some(4));
    let report = json(&String::from_utf8(looked.stdout).unwrap());
    assert_eq!(report["status"], "damaged");
    let version = report["versions"][0]["id"].as_str().unwrap();
    desk.good(&["backup", "restore", version]);
    let listed = json(&desk.good(&["list", "--json"]));
    assert_eq!(listed["entries"].as_array().unwrap().len(), 5);
    assert_eq!(desk.run(&["doctor"]).status.code(), Some(0));
}

#[test]
fn going_back_to_a_version_can_be_undone() {
    let desk = Desk::with_entries();
    desk.good(&["rename", "GitHub-me", "GitHub-myself"]);
    let versions = json(&desk.good(&["backup", "list", "--json"]));
    let before = versions["versions"].as_array().unwrap().iter().find(|version| version["entries"] == 5).unwrap();
    desk.good(&["backup", "restore", before["id"].as_str().unwrap()]);
    desk.good(&["show", "GitHub-me"]);
    desk.good(&["undo"]);
    desk.good(&["show", "GitHub-myself"]);
}

#[test]
fn every_change_is_taken_back() {
    let desk = Desk::with_entries();
    let listed = || desk.good(&["list", "--json"]);
    let shown = || desk.good(&["show", "Zendesk-halden", "--json"]);
    let (list, entry) = (listed(), shown());
    for change in [
        &["edit", "Zendesk-halden", "--login", "me@halden.example", "--note", "first desk"][..],
        &["tag", "Zendesk-halden", "tier-1", "north"],
        &["pin", "Zendesk-halden"],
        &["rm", "Zendesk-halden"],
        &["add", "otpauth://totp/Okta:acme?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=Okta"],
    ] {
        desk.good(change);
        assert!(listed() != list || shown() != entry, "{change:?} changed nothing");
        desk.good(&["undo"]);
        assert_eq!((listed(), shown()), (list.clone(), entry.clone()), "{change:?}");
    }
    desk.good(&["rename", "Zendesk-halden", "Zendesk-harbour"]);
    assert_eq!(desk.run(&["show", "Zendesk-harbour"]).status.code(), Some(0));
    desk.good(&["undo"]);
    assert_eq!(listed(), list);
    assert_eq!(desk.refused(&["undo", "00000000-0000-4000-8000-000000000000"]), (1, "nothing-to-undo".to_owned()));
}

#[test]
fn a_counter_code_is_shown_only_when_its_counter_is_on_disk() {
    let desk = Desk::with_entries();
    // RFC 4226, appendix D: the codes of counters 0, 1 and 2 of the same secret.
    assert_eq!(desk.good(&["code", "Bank-token"]), "755224\n");
    assert_eq!(desk.good(&["code", "Bank-token"]), "287082\n");
    let vault = desk.path("vault");
    let held = std::fs::File::open(vault.join("vault.lock")).unwrap();
    held.lock().unwrap();
    let refused = desk.run(&["code", "Bank-token"]);
    assert_eq!(refused.status.code(), Some(6), "{}", String::from_utf8_lossy(&refused.stderr));
    assert!(refused.stdout.is_empty(), "a code was shown though its counter could not be saved");
    drop(held);
    assert_eq!(desk.good(&["code", "Bank-token"]), "359152\n");
}

#[test]
fn in_a_folder_that_cannot_be_written_no_counter_code_is_shown() {
    let desk = Desk::with_entries();
    let vault = desk.path("vault");
    // No file can be made where a folder stands: that holds for the administrator too, who may write everywhere.
    std::fs::remove_dir_all(vault.join("ring")).unwrap();
    std::fs::write(vault.join("ring"), "in the way").unwrap();
    let refused = desk.run(&["code", "Bank-token"]);
    assert!(!refused.status.success());
    assert!(refused.stdout.is_empty(), "a code was shown though its counter could not be saved");
    std::fs::remove_file(vault.join("ring")).unwrap();
    assert_eq!(desk.good(&["code", "Bank-token"]), "755224\n", "the counter did not move");
}

#[test]
fn no_command_shows_a_secret_that_was_not_asked_for() {
    let desk = Desk::with_entries();
    draw(&desk.path("known.png"), &[LINKS.lines().next().unwrap()]);
    for args in [
        &["list", "--json"][..],
        &["search", "acme", "--json"],
        &["show", "Zendesk-acme", "--json"],
        &["scan", "known.png", "--json"],
        &["doctor", "--json"],
        &["backup", "list", "--json"],
        &["trash", "list", "--json"],
    ] {
        let output = desk.run(args);
        let printed = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&printed).contains(RFC_SECRET), "{args:?}");
    }
    assert!(desk.good(&["show", "Zendesk-acme", "--reveal", "--json"]).contains(RFC_SECRET));
}

#[test]
fn errors_are_said_in_spanish_too() {
    let desk = Desk::with_entries();
    let output =
        desk.command(&["code", "nobody", "--password-file", "password"]).env("LC_ALL", "es_AR.UTF-8").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("Nada coincide con «nobody»"));
}

#[test]
fn completions_and_manual_pages_cover_every_command() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = desk.good(&["completions", shell]);
        assert!(script.contains("recovery-key") && script.contains("watchword"), "{shell}");
        assert!(!script.contains("hold-clipboard"), "{shell} offers what is not for people");
    }
    let written = json(&desk.good(&["man", "pages", "--json"]));
    let pages: Vec<&str> = written["pages"].as_array().unwrap().iter().map(|page| page.as_str().unwrap()).collect();
    for page in ["watchword.1", "watchword-code.1", "watchword-trash-erase.1", "watchword-recovery-key-check.1"] {
        assert!(pages.contains(&page), "{page} is missing from {pages:?}");
        assert!(std::fs::read_to_string(desk.path("pages").join(page)).unwrap().contains(".TH"));
    }
}

#[test]
fn a_code_for_another_device_is_drawn_only_with_reveal() {
    let desk = Desk::with_entries();
    assert_eq!(desk.refused(&["show", "Zendesk-acme", "--qr"]), (2, "usage".to_owned()));
    let drawn = desk.good(&["show", "Zendesk-acme", "--reveal", "--qr", "--color", "always"]);
    let lines = drawn.lines().filter(|line| line.starts_with("\u{1b}[97;40m")).count();
    assert!(lines > 20, "{drawn}");
}

#[test]
fn recovery_codes_are_understood_kept_and_shown_with_their_passphrase() {
    let desk = Desk::with_entries();
    common::write_private(&desk.path("passphrase"), PASSPHRASE);
    let passphrase = ["--passphrase-file", "passphrase"];
    let seen = desk.fed(&["recovery", "add", "Zendesk-acme", "--dry-run", "--json"], CODES);
    let seen = json(&String::from_utf8(seen.stdout).unwrap());
    assert_eq!(seen["codes"].as_array().unwrap().len(), 3);
    assert_eq!((&seen["codes"][0]["code"], &seen["left_out"]), (&"w8ku-5dfa".into(), &1.into()));
    assert_eq!(desk.refused(&["recovery", "list", "Zendesk-acme"]), (1, "no-recovery-codes".to_owned()));

    let add = ["recovery", "add", "Zendesk-acme", "--json"];
    let same = desk.fed(&[add.as_slice(), &["--passphrase-file", "password"]].concat(), CODES);
    assert_eq!((same.status.code(), error_code(&same).as_str()), (Some(5), "passphrase-is-password"));
    let kept = desk.fed(&[add.as_slice(), &passphrase].concat(), CODES);
    let kept = json(&String::from_utf8(kept.stdout).unwrap());
    assert_eq!((&kept["done"], &kept["added"], &kept["left"]), (&"recovery-added".into(), &3.into(), &3.into()));
    let again = desk.fed(&[add.as_slice(), &passphrase].concat(), "w8ku 5dfa");
    assert_eq!(again.status.code(), Some(1), "it is kept already");
    let none = desk.fed(&[add.as_slice(), &passphrase].concat(), "Recovery codes\n");
    assert_eq!((none.status.code(), error_code(&none).as_str()), (Some(1), "no-codes-in-text"));

    let used = desk.good(&[&["recovery", "use", "Zendesk-acme"], passphrase.as_slice()].concat());
    assert_eq!(used, "w8ku-5dfa\n");
    let listed = json(&desk.good(&["list", "Zendesk-acme", "--json"]));
    let left: Vec<&Value> =
        listed["entries"].as_array().unwrap().iter().map(|row| &row["recovery_codes_left"]).collect();
    assert_eq!(left, [&Value::from(2), &Value::Null], "Zendesk-acme-sandbox has none");
    assert!(!listed.to_string().contains("w8ku"));

    let replaced = desk.fed(&[add.as_slice(), &passphrase, &["--replace"]].concat(), "a1b2-c3d4\ne5f6-g7h8");
    let undo_id = json(&String::from_utf8(replaced.stdout).unwrap())["undo_id"].as_str().unwrap().to_owned();
    desk.good(&["undo", &undo_id]);
    let reveal = [&["recovery", "list", "Zendesk-acme", "--reveal", "--json"], passphrase.as_slice()].concat();
    let codes = json(&desk.good(&reveal));
    assert_eq!(codes["codes"][1], serde_json::json!({"number": 2, "code": "h3xp-97jc", "used": null}));
    assert!(codes["codes"][0]["used"].as_u64().is_some());

    desk.good(&[&["recovery", "print", "Zendesk-acme", "--out", "sheet.html"], passphrase.as_slice()].concat());
    let sheet = desk.path("sheet.html");
    assert!(std::fs::read_to_string(&sheet).unwrap().contains("h3xp-97jc"));
    assert_eq!(std::fs::metadata(&sheet).unwrap().permissions().mode() & 0o777, 0o600);
}
