use super::*;
use watchword_entry::{Placement, Stamp, known_endings};
use watchword_otp::{Kind, Otp};

/// Issuer, account, login, original label.
type Given<'a> = (&'a str, &'a str, &'a str, &'a str);

fn vault(given: &[Given]) -> Vec<Entry> {
    given
        .iter()
        .map(|(issuer, account, login, original)| Entry {
            id: EntryId::make().unwrap(),
            otp: Otp::new(Kind::Totp, watchword_secret::SecretBytes::copy_of(b"12345678901234567890")),
            labels: Labels {
                issuer: (*issuer).to_owned(),
                account: (*account).to_owned(),
                login: (*login).to_owned(),
                original_label: (*original).to_owned(),
                ..Labels::default()
            },
            placement: Placement::default(),
            otp_stamp: Stamp::default(),
            labels_stamp: Stamp::default(),
            placement_stamp: Stamp::default(),
            created_ms: 0,
            old_secrets: Vec::new(),
            recovery_codes: None,
            unknown: Vec::new(),
        })
        .collect()
}

fn findings(entries: &[Entry]) -> Vec<Finding> {
    let entries: Vec<&Entry> = entries.iter().collect();
    Examination::new(&entries, &NameTemplate::default(), &known_endings()).findings()
}

/// Troubles, proposed name and evidence of each entry; takes all proposals and looks whether more are made.
fn examined(given: &[Given]) -> Vec<(String, String, String)> {
    let mut entries = vault(given);
    let found = findings(&entries);
    let results = entries
        .iter()
        .map(|entry| {
            let Some(finding) = found.iter().find(|finding| finding.id == entry.id) else {
                return (String::new(), String::new(), String::new());
            };
            let troubles: Vec<&str> = finding.troubles.iter().map(|trouble| trouble.as_str()).collect();
            let name = finding.proposed_name.as_ref().map(Name::full).unwrap_or_default();
            let evidence = finding.proposal.as_ref().map_or("", |proposal| proposal.evidence.as_str());
            (troubles.join(" "), name, evidence.to_owned())
        })
        .collect();
    let changed: Vec<EntryId> = found.iter().filter(|found| found.proposal.is_some()).map(|found| found.id).collect();
    for entry in &mut entries {
        let finding = found.iter().find(|finding| finding.id == entry.id);
        if let Some(proposal) = finding.and_then(|finding| finding.proposal.as_ref()) {
            entry.labels = proposal.on(&entry.labels);
        }
    }
    for finding in findings(&entries).iter().filter(|finding| changed.contains(&finding.id)) {
        assert_eq!(finding.proposal, None, "{given:?} is not stable");
    }
    results
}

fn one(given: Given) -> (String, String, String) {
    examined(&[given]).remove(0)
}

#[test]
fn what_says_too_little_is_named_by_evidence() {
    for (given, troubles, name, evidence) in [
        (("", "acme.zendesk.com", "", ""), "no-issuer", "Zendesk-acme", "host"),
        (("acme.zendesk.com", "ana@acme.example", "", ""), "issuer-is-host", "Zendesk-acme", "host"),
        (("acme.zendesk.com", "ana", "", ""), "issuer-is-host", "Zendesk-acme", "host"),
        (("", "acme", "", "acme.eu.auth0.com:ana"), "no-issuer", "Auth0-acme-eu", "host"),
        (("", "acme--dev.sandbox.my.salesforce.com", "", ""), "no-issuer", "Salesforce-acme-dev", "host"),
        (("", "123456789012.signin.aws.amazon.com", "", ""), "no-issuer", "AWS-123456789012", "host"),
        (("", "dev-123456.okta.com", "", ""), "no-issuer", "Okta-dev-123456", "host"),
        (("", "ana@acme.zendesk.com", "", ""), "only-email", "Zendesk-acme", "email"),
        (("acme", "ana@acme.zendesk.com", "", ""), "", "", ""),
        (("", "me@github.com", "", ""), "only-email", "GitHub-me@github.com", "email"),
        (("github", "me", "", ""), "spelling", "GitHub-me", "known-service"),
        (("GitHub.com", "me", "", ""), "spelling", "GitHub-me", "known-service"),
        (("Zendessk", "acme", "", ""), "spelling", "Zendesk-acme", "misspelling"),
        (("mail.google.com", "me", "", ""), "issuer-is-host", "Google-me", "label"),
        (("", "GitHub:me", "", ""), "no-issuer", "GitHub-me", "label"),
        (("", "GitHub - me", "", ""), "no-issuer", "GitHub-me", "label"),
        (("", "GitHub", "me", ""), "no-issuer", "GitHub-me", "label"),
        (("", "Zendesk-acme", "", ""), "no-issuer", "Zendesk-acme", "label"),
        (("", "me", "", "GitHub:me"), "no-issuer", "GitHub-me", "label"),
        (("me@acme.example", "GitHub", "", ""), "issuer-is-email", "GitHub-me@acme.example", "label"),
        (("GitHub", "GitHub", "", ""), "issuer-is-account", "GitHub", "label"),
        (("GitHub", "github", "ana@acme.example", ""), "issuer-is-account", "GitHub-ana@acme.example", "label"),
        (("\"GitHub\"", "me:", "", ""), "rubbish", "GitHub-me", "label"),
        (("GitHub", "ana%40acme.example", "", ""), "rubbish", "GitHub-ana@acme.example", "label"),
        (("", "otpauth://totp/GitHub:ana?secret=AAAA", "", ""), "no-issuer rubbish", "GitHub-ana", "label"),
        (("GitHub (2)", "me", "", ""), "numbered-copy", "GitHub-me", "login"),
    ] {
        assert_eq!(one(given), (troubles.to_owned(), name.to_owned(), evidence.to_owned()), "{given:?}");
    }
}

#[test]
fn nothing_is_invented() {
    for (given, troubles) in [
        (("", "acme", "", ""), "no-issuer"),
        (("", "me@gmail.com", "", ""), "only-email"),
        (("", "me@outlook.com", "", ""), "only-email"),
        (("", "me@acme.example", "", ""), "only-email"),
        (("acme", "acme", "", ""), "issuer-is-account"),
        (("id.acme.example", "me", "", ""), "issuer-is-host"),
        (("zendesk.com.evil.example", "me", "", ""), "issuer-is-host"),
        (("me@acme.example", "", "", ""), "issuer-is-email"),
        (("GitHub (2)", "", "", ""), "numbered-copy"),
        (("GitHub", "me", "", ""), ""),
        (("Zendesk", "acme", "", ""), ""),
        (("Amazon Web Services", "root", "", ""), ""),
        (("Acme Inc.", "me", "", ""), ""),
        (("Booking.com", "me", "", ""), ""),
        (("", "", "", ""), "no-issuer"),
    ] {
        assert_eq!(one(given), (troubles.to_owned(), String::new(), String::new()), "{given:?}");
    }
}

fn names(given: &[Given]) -> Vec<String> {
    examined(given).into_iter().map(|(_, name, _)| name).collect()
}

#[test]
fn twins_are_told_apart_by_their_logins() {
    let twins = [("Zendesk", "acme", "ana@acme.example", ""), ("Zendesk", "acme", "bob@acme.example", "")];
    assert_eq!(names(&twins), ["Zendesk-acme (ana)", "Zendesk-acme (bob)"]);
    let labels = [("Zendesk", "acme", "", "Zendesk:ana@acme.example"), ("Zendesk", "acme", "", "Zendesk:acme")];
    assert_eq!(names(&labels), ["Zendesk-acme (ana)", ""]);
    let bare = [("GitHub", "", "ana@acme.example", ""), ("GitHub", "", "bob", "")];
    assert_eq!(names(&bare), ["GitHub-ana", "GitHub-bob"]);
    let same_local = [("Zendesk", "acme", "ana@acme.example", ""), ("Zendesk", "acme", "ana@globex.example", "")];
    assert_eq!(names(&same_local), ["Zendesk-acme (ana@acme.example)", "Zendesk-acme (ana@globex.example)"]);
    let nothing = [("Zendesk", "acme", "", ""), ("Zendesk", "acme", "", "")];
    assert_eq!(names(&nothing), ["", ""]);
    let same_login = [("Zendesk", "acme", "ana", ""), ("Zendesk", "acme", "ana", "")];
    assert_eq!(names(&same_login)[1], "");
}

#[test]
fn a_numbered_copy_is_told_apart_or_left_to_the_person() {
    let told = [("Zendesk", "acme", "ana", ""), ("Zendesk", "acme 2", "bob", "")];
    assert_eq!(names(&told), ["", "Zendesk-acme (bob)"]);
    let asked = [("Zendesk", "acme", "", ""), ("Zendesk", "acme (2)", "", "")];
    let results = examined(&asked);
    assert_eq!(results[1], ("numbered-copy".to_owned(), String::new(), String::new()));
    let entries = vault(&asked);
    assert_eq!(findings(&entries)[0].others, [entries[0].id]);
    // Nothing to be a copy of.
    assert_eq!(names(&[("Suite", "floor 2", "", "")]), [""]);
}

#[test]
fn no_proposal_takes_the_name_of_another() {
    let taken = [("Zendesk", "acme", "", ""), ("", "acme.zendesk.com", "", "")];
    assert_eq!(names(&taken), ["", ""]);
    let told = [("Zendesk", "acme", "", ""), ("acme.zendesk.com", "bob@acme.example", "", "")];
    assert_eq!(names(&told), ["", "Zendesk-acme (bob)"]);
    let both = [("acme.zendesk.com", "ana@acme.example", "", ""), ("acme.zendesk.com", "bob@acme.example", "", "")];
    assert_eq!(names(&both), ["Zendesk-acme (ana)", "Zendesk-acme (bob)"]);
    let first = [("", "acme.zendesk.com", "", ""), ("", "https://acme.zendesk.com", "", "")];
    assert_eq!(names(&first), ["Zendesk-acme", ""]);
}

#[test]
fn the_majority_of_the_vault_decides_what_the_table_does_not_know() {
    let spelt = [("Acme Inc", "a1", "", ""), ("Acme Inc", "b22", "", ""), ("ACME inc", "c333", "", "")];
    assert_eq!(names(&spelt), ["", "", "Acme Inc-c333"]);
    let tie = [("Acme Inc", "a1", "", ""), ("ACME inc", "c333", "", "")];
    assert_eq!(names(&tie), ["", ""]);
    let zendesk = [
        ("Zendesk", "acme", "", ""),
        ("Zendesk", "halden", "", ""),
        ("Zendesk", "kestrel", "", ""),
        ("", "globex", "", ""),
    ];
    assert_eq!(examined(&zendesk)[3].1, "Zendesk-globex");
    let github = [
        ("GitHub", "acme", "", ""),
        ("GitHub", "halden", "", ""),
        ("GitHub", "kestrel", "", ""),
        ("", "globex", "", ""),
    ];
    assert_eq!(examined(&github)[3].1, "", "a service without customers' sub-domains");
}

#[test]
fn near_twins_are_named_and_left_alone() {
    let near = vault(&[("Zendesk", "meridian", "", ""), ("Zendesk", "meridien", "", "")]);
    let found = findings(&near);
    assert!(found.iter().all(|finding| finding.troubles == [Trouble::NearTwin] && finding.proposal.is_none()));
    assert_eq!(found[0].others, [near[1].id]);
}

#[test]
fn ten_thousand_entries_are_looked_at_without_comparing_all_with_all() {
    let accounts: Vec<String> = (0..10_000).map(|at| format!("customer{}-{at}", at % 97)).collect();
    let issuers: Vec<String> = (0..10_000).map(|at| format!("Issuer {}", at / 4)).collect();
    let given: Vec<Given> = issuers
        .iter()
        .zip(&accounts)
        .enumerate()
        .map(|(at, (issuer, account))| match at % 4 {
            0 => ("Zendesk", account.as_str(), "", ""),
            1 => (issuer.as_str(), account.as_str(), "", ""),
            2 => ("github", "twin", account.as_str(), ""),
            _ => ("", account.as_str(), "", ""),
        })
        .collect();
    let entries = vault(&given);
    let begun = std::time::Instant::now();
    let found = findings(&entries);
    println!("{} findings in {:?}", found.len(), begun.elapsed());
    assert!(found.len() >= 5_000);
    // Generous: tests run without optimisation, on busy machines.
    assert!(begun.elapsed().as_secs() < 20);
}

/// Vaults drawn from parts of names: whatever meets, no proposal takes a name, and none is made twice.
#[test]
fn proposals_never_collide_and_settle_whatever_meets() {
    let issuers = [
        "",
        "Zendesk",
        "zendesk",
        "acme.zendesk.com",
        "acme",
        "GitHub (2)",
        "github 2",
        "Zendessk",
        "Acme Inc",
        "ACME INC",
        "[GitHub]",
        "ana@acme.example",
        "mail.google.com",
    ];
    let accounts = [
        "",
        "acme",
        "acme 2",
        "acme (2)",
        "acme (eu)",
        "ana@acme.example",
        "GitHub:ana",
        "github",
        "acme.zendesk.com",
        "ana@acme.zendesk.com",
        "acme:",
        "test",
    ];
    let logins = ["", "ana@acme.example", "ana@globex.example", "bob", "test"];
    let originals = ["", "acme.eu.zendesk.com:bob", "Zendesk:ana@acme.example", "otpauth://totp/GitHub:eve?secret=A"];
    let mut state = 1_u64;
    let mut draw = |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % count
    };
    for _ in 0..100 {
        let given: Vec<Given> = (0..12)
            .map(|_| {
                (
                    issuers[draw(issuers.len())],
                    accounts[draw(accounts.len())],
                    logins[draw(logins.len())],
                    originals[draw(originals.len())],
                )
            })
            .collect();
        let entries = vault(&given);
        let found = findings(&entries);
        let template = NameTemplate::default();
        let shown = |labels: &Labels| template.name(labels, &known_endings()).full().to_lowercase();
        let mut proposed = HashSet::new();
        for finding in &found {
            let Some(name) = &finding.proposed_name else { continue };
            let name = name.full().to_lowercase();
            let taken = entries.iter().any(|entry| entry.id != finding.id && shown(&entry.labels) == name);
            assert!(!taken && proposed.insert(name.clone()), "{name} in {given:?}");
            // Alone: what changes elsewhere may give a reason that was not there before.
            let mut after: Vec<Entry> = entries.iter().map(Entry::duplicate).collect();
            for entry in after.iter_mut().filter(|entry| entry.id == finding.id) {
                entry.labels = finding.proposal.as_ref().unwrap().on(&entry.labels);
            }
            let again = findings(&after).into_iter().find(|again| again.id == finding.id);
            assert_eq!(again.and_then(|again| again.proposal), None, "{finding:?} in {given:?}");
        }
    }
}
