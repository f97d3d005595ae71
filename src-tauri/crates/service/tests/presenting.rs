//! While others watch, rows tell nothing but what was typed, and search and copying go on.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

mod support;

use support::{Desk, SECRET, add};
use watchword_service::copying::Which;
use watchword_service::edit::Edit;
use watchword_service::list::{Request, Row, SectionKind, Sort};
use watchword_service::presenting::MASK;
use watchword_service::{EntryId, Session};

fn request(query: &str, sort: Sort) -> Request {
    Request { query: query.to_owned(), tag: None, sort }
}

fn rows(session: &mut Session, query: &str) -> Vec<Row> {
    let listing = session.list(&request(query, Sort::Used));
    session.listed_rows(&listing, 0, 100)
}

/// A vault with look-alikes, a name of one's own, tags and logins.
fn presented() -> (Desk, Session, Vec<EntryId>) {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids: Vec<EntryId> =
        [("Zendesk", "globex", "A"), ("Zendesk", "globex-sandbox", "B"), ("Bank token", "1184", "C")]
            .iter()
            .map(|(issuer, account, letter)| {
                let link = format!("otpauth://totp/x?secret={SECRET}{}", letter.repeat(8));
                let id = add(&mut session, &[&link])[0];
                let edit = Edit {
                    issuer: Some((*issuer).to_owned()),
                    account: Some((*account).to_owned()),
                    login: Some(format!("support@{}.example", account.split('-').next().unwrap())),
                    tags: Some(vec!["tier-1".to_owned()]),
                    ..Edit::default()
                };
                session.edit(id, &edit).unwrap();
                id
            })
            .collect();
    session.present(true);
    (desk, session, ids)
}

#[test]
fn rows_show_the_typed_letters_and_the_ending_only() {
    let (_desk, mut session, _) = presented();
    let found = rows(&mut session, "glo");
    let mut names: Vec<String> = found.iter().map(|row| row.name.full()).collect();
    names.sort();
    assert_eq!(names, ["•••glo•••", "•••glo•••sandbox"]);
    for row in found.iter().chain(&rows(&mut session, "")) {
        assert_eq!((row.login.as_str(), row.tags.len(), row.twin_at), (MASK, 0, None));
        assert!(row.why.is_none() && row.tile.letters.is_empty());
        let told = format!("{row:?}").to_lowercase();
        assert!(!told.contains("globex") && !told.contains("support") && !told.contains("bank"), "{told}");
    }
}

#[test]
fn a_name_found_by_its_login_or_a_slip_stays_hidden() {
    let (_desk, mut session, _) = presented();
    assert_eq!(rows(&mut session, "support")[0].name.stem, MASK);
    let near = rows(&mut session, "golbex");
    assert!(!near.is_empty());
    assert!(near.iter().all(|row| row.name.stem == MASK), "{near:?}");
}

#[test]
fn search_order_and_copying_are_as_always() {
    let (desk, mut session, ids) = presented();
    let found = rows(&mut session, "glo");
    session.present(false);
    assert_eq!(
        rows(&mut session, "glo").iter().map(|row| row.id).collect::<Vec<_>>(),
        found.iter().map(|row| row.id).collect::<Vec<_>>()
    );
    session.present(true);
    session.copy_code(ids[0], Which::Current).unwrap();
    assert!(desk.clipboard.holds.lock().unwrap().as_ref().is_some_and(|code| code.len() == 6));
}

#[test]
fn nothing_around_the_rows_tells_a_name() {
    let (_desk, mut session, ids) = presented();
    session.trash(&ids[..1]).unwrap();
    let listing = session.list(&request("", Sort::Name));
    assert!(listing.sections.iter().all(|section| section.kind != SectionKind::Issuer && section.title.is_empty()));
    assert_eq!(session.plain_row(ids[0]).unwrap().name.full(), MASK);
    let overview = session.overview();
    assert_eq!((overview.total, overview.trashed, overview.tags.len()), (2, 1, 0));
    session.trash(&ids[1..2]).unwrap();
    assert_eq!(session.list(&request("globex", Sort::Used)).no_hits.unwrap().trash_name, MASK);
}

#[test]
fn it_ends_when_it_is_ended() {
    let (_desk, mut session, _) = presented();
    session.present(false);
    assert_eq!(rows(&mut session, "sandbox")[0].name.full(), "Zendesk-globex-sandbox");
    assert!(!session.overview().tags.is_empty());
}
