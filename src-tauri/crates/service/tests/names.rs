//! Names that say too little: found, made better in one change, taken back, the old ones still found.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

mod support;

use support::{Desk, SECRET, add};
use watchword_service::doctor::Trouble;
use watchword_service::edit::Edit;
use watchword_service::naming::Evidence;
use watchword_service::{EntryId, Session};

const OTHER: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const THIRD: &str = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";

/// Two names that say too little and a good one.
fn vault(session: &mut Session) -> Vec<EntryId> {
    let links = [
        format!("otpauth://totp/acme.zendesk.com:ana@acme.example?secret={SECRET}"),
        format!("otpauth://totp/GitHub:bob?secret={OTHER}&issuer=GitHub"),
        format!("otpauth://totp/Okta:globex?secret={THIRD}&issuer=Okta"),
    ];
    let ids = add(session, &links.each_ref().map(String::as_str));
    // As an earlier version, or a person in haste, left them.
    let edit = |issuer: &str, account: &str| Edit {
        issuer: Some(issuer.to_owned()),
        account: Some(account.to_owned()),
        ..Edit::default()
    };
    session.edit(ids[0], &edit("", "support desk")).unwrap();
    session.edit(ids[1], &edit("github", "bob")).unwrap();
    ids
}

fn found(session: &mut Session, query: &str) -> Vec<String> {
    session.search(query, 10).into_iter().map(|hit| hit.row.name.full()).collect()
}

#[test]
fn better_names_are_taken_in_one_change_and_taken_back() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = vault(&mut session);
    let before: Vec<_> = session.entries().iter().map(|entry| entry.labels.clone()).collect();
    let findings = session.names();
    let told: Vec<_> = findings
        .iter()
        .map(|finding| {
            let proposed = finding.proposed_name.as_ref().unwrap().full();
            (finding.name.full(), finding.troubles.clone(), proposed, finding.proposal.as_ref().unwrap().evidence)
        })
        .collect();
    let expected = [
        ("github-bob", Trouble::Spelling, "GitHub-bob", Evidence::KnownService),
        ("support desk", Trouble::NoIssuer, "Zendesk-acme", Evidence::Host),
    ]
    .map(|(name, trouble, better, evidence)| (name.to_owned(), vec![trouble], better.to_owned(), evidence));
    assert_eq!(told, expected);

    let done = session.apply_names(&ids).unwrap();
    assert_eq!((done.what.as_str(), done.count), ("renamed", 2));
    assert_eq!(session.names(), []);
    for query in ["support desk", "acme.zendesk.com"] {
        assert_eq!(found(&mut session, query), ["Zendesk-acme"], "{query}");
    }
    assert_eq!(session.entry(ids[0]).unwrap().labels.original_label, before[0].original_label);
    assert_eq!(session.entry(ids[0]).unwrap().labels.old_names[0], "support desk");
    // It was saved, and comes back whole.
    assert_eq!(desk.open().names(), []);
    session.undo(done.undo_id).unwrap();
    let after: Vec<_> = session.entries().iter().map(|entry| entry.labels.clone()).collect();
    assert_eq!(after, before);
    assert_eq!(session.names().len(), 2);
}

#[test]
fn only_the_names_that_were_asked_for_change() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = vault(&mut session);
    let done = session.apply_names(&[ids[1], ids[1]]).unwrap();
    assert_eq!((done.count, done.name.as_str()), (1, "GitHub-bob"));
    assert_eq!(session.names().len(), 1);
    assert_eq!(session.apply_names(&[ids[1], ids[2]]).unwrap_err().code, "no-better-name");
    assert_eq!(session.apply_names(&[]).unwrap_err().code, "no-better-name");
}

#[test]
fn the_trash_is_left_out() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = vault(&mut session);
    session.trash(&ids[..2]).unwrap();
    assert_eq!(session.names(), []);
}

#[test]
fn a_template_is_tried_on_entries_that_differ_in_kind() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = vault(&mut session);
    session.edit(ids[2], &Edit { account: Some("globex-sandbox".to_owned()), ..Edit::default() }).unwrap();
    let rows = session.preview_names("{issuer} / {tenant}", 2).unwrap();
    let names: Vec<_> = rows.iter().map(|(_, before, after)| (before.as_str(), after.as_str())).collect();
    assert_eq!(names, [("github-bob", "github / bob"), ("Okta-globex-sandbox", "Okta / globex")]);
    let rows = session.preview_names("{issuer}-{account}", 9).unwrap();
    assert!(rows.len() == 3 && rows.iter().all(|(_, before, after)| before == after));
    assert_eq!(session.preview_names("{issuer}", 2).unwrap_err().code, "bad-template");
}
