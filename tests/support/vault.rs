//! A vault with a support team's look-alike entries, made through the service.

use std::path::Path;
use watchword_secret::SecretText;
use watchword_service::copying::Which;
use watchword_service::edit::Edit;
use watchword_service::{Consent, KdfParams, Profile, base32};

/// Password of the vaults made here.
pub(crate) const PASSWORD: &str = "otter piano velvet tram";

/// Issuer, account, login, tags, uses; the first four are pinned.
const ENTRIES: &[(&str, &str, &str, &str, usize)] = &[
    ("Zendesk", "acme", "support@acme.example", "tier-1", 9),
    ("Zendesk", "acme-sandbox", "support@acme.example", "sandbox", 8),
    ("Okta", "admin", "m.lopez@fieldhelp.example", "internal", 7),
    ("AWS", "prod-root", "ops@fieldhelp.example", "restricted", 6),
    ("Zendesk", "globex", "agents@globex.example", "tier-1", 8),
    ("Zendesk", "larkspur", "help@larkspur.example", "tier-1", 7),
    ("Zendesk", "acme-sandbox-eu", "support@acme.example", "sandbox eu", 6),
    ("Zendesk", "meridian", "service@meridian.example", "tier-2", 5),
    ("Zendesk", "meridien", "desk@meridien.example", "tier-1", 4),
    ("GitHub", "fieldhelp-bot", "bots@fieldhelp.example", "internal", 3),
    ("Zendesk", "northwater-traders-international-sandbox-eu", "cs@northwater.example", "sandbox eu", 2),
    ("Zendesk", "globex-sandbox", "agents@globex.example", "sandbox", 1),
    ("Zendesk", "kestrel-uk", "hello@kestrel.example", "tier-1", 0),
    ("Zendesk", "kestrel-us", "hello@kestrel.example", "tier-1", 0),
    ("Google", "m.lopez", "m.lopez@fieldhelp.example", "internal", 0),
    ("Stripe", "globex", "billing@globex.example", "finance", 0),
    ("Shopify", "larkspur", "owner@larkspur.example", "tier-1", 0),
    ("Zendesk", "quxley", "old@quxley.example", "tier-2", 0),
];

/// Makes the vault in `folder`; its password costs nothing to check.
pub(crate) fn make_vault(folder: &Path) {
    let profile = Profile::at(folder, watchword_desktop::machine());
    let (mut session, _) = profile.create_with(&SecretText::copy_of(PASSWORD), false, KdfParams::TEST).unwrap();
    let mut links: Vec<String> = ENTRIES
        .iter()
        .enumerate()
        .map(|(at, (issuer, account, ..))| {
            format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", secret(at))
        })
        .collect();
    let bank = secret(ENTRIES.len());
    links.push(format!("otpauth://hotp/Bank%20token:1184?secret={bank}&counter=42&issuer=Bank%20token"));
    session.intake_text(&SecretText::new(links.join("\n"))).unwrap();
    let ids = session.intake_accept().unwrap().added;
    for (at, ((_, _, login, tags, uses), id)) in ENTRIES.iter().zip(&ids).enumerate() {
        let edit = Edit {
            login: Some((*login).to_owned()),
            tags: Some(tags.split(' ').map(str::to_owned).collect()),
            pinned: (at < 4).then_some(true),
            ..Edit::default()
        };
        session.edit(*id, &edit).unwrap();
        for _ in 0..*uses {
            session.choose_code(*id, Which::Current).unwrap();
            session.count_use(*id);
        }
    }
    session.trash(&ids[17..18]).unwrap();
    session.make_backup(None).unwrap();
}

/// Gives some entries of that vault names that say too little, as codes of other apps bring them.
pub(crate) fn spoil_names(folder: &Path) {
    let mut profile = Profile::at(folder, watchword_desktop::machine());
    let mut session = profile.unlock(&SecretText::copy_of(PASSWORD), Consent::Given).unwrap();
    for (name, issuer, account) in [
        ("Zendesk-globex", "", "globex"),
        ("Zendesk-larkspur", "larkspur.zendesk.com", "agent"),
        ("GitHub-fieldhelp-bot", "github", "fieldhelp-bot"),
        ("Google-m.lopez", "", "m.lopez@fieldhelp.example"),
        ("Zendesk-kestrel-us", "Zendesk", "kestrel-uk (2)"),
    ] {
        let id = session.entries().iter().map(|entry| entry.id).find(|id| session.shown_name(*id) == name).unwrap();
        let edit = Edit { issuer: Some(issuer.to_owned()), account: Some(account.to_owned()), ..Edit::default() };
        session.edit(id, &edit).unwrap();
    }
}

/// Makes a vault of so many look-alikes in `folder`.
pub(crate) fn make_long_vault(folder: &Path, count: usize) {
    const WORDS: [&str; 8] = ["acme", "globex", "larkspur", "meridian", "kestrel", "tamarack", "orchard", "halcyon"];
    const ENDINGS: [&str; 5] = ["", "-sandbox", "-eu", "-sandbox-eu", "-training"];
    let profile = Profile::at(folder, watchword_desktop::machine());
    let (mut session, _) = profile.create_with(&SecretText::copy_of(PASSWORD), false, KdfParams::TEST).unwrap();
    let links: Vec<String> = (0..count)
        .map(|at| {
            let (word, ending) = (WORDS[at % WORDS.len()], ENDINGS[at % ENDINGS.len()]);
            let secret = base32::encode(format!("{at:020}").as_bytes());
            format!("otpauth://totp/Zendesk:{word}{at}{ending}?secret={}&issuer=Zendesk", secret.expose())
        })
        .collect();
    session.intake_text(&SecretText::new(links.join("\n"))).unwrap();
    session.intake_accept().unwrap();
}

/// Writes one setting that is a number.
pub(crate) fn set_number(folder: &Path, key: &str, value: u32) {
    let file = folder.join("settings.toml");
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let others: Vec<&str> = text.lines().filter(|line| !line.starts_with(&format!("{key} ="))).collect();
    std::fs::write(file, format!("{key} = {value}\n{}", others.join("\n"))).unwrap();
}

/// The secret of the entry at this place, as base 32.
pub(crate) fn secret(at: usize) -> String {
    base32::encode(format!("fixture secret {at:05}").as_bytes()).expose().to_owned()
}

/// Writes one setting.
pub(crate) fn set(folder: &Path, key: &str, value: &str) {
    let file = folder.join("settings.toml");
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let mut lines: Vec<String> =
        text.lines().filter(|line| !line.starts_with(&format!("{key} ="))).map(str::to_owned).collect();
    let value = if value == "true" || value == "false" { value.to_owned() } else { format!("\"{value}\"") };
    lines.insert(0, format!("{key} = {value}"));
    std::fs::write(file, lines.join("\n")).unwrap();
}
