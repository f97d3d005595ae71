//! Searching through the session: tiers, slips, filters, ties, and an index that keeps up with edits.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may panic")]

mod support;

use support::{Desk, add};
use watchword_service::edit::Edit;
use watchword_service::list::{Request, SectionKind, Sort};
use watchword_service::search::FieldKind;
use watchword_service::{EntryId, Session, base32};

/// A session with entries of these names, issuer and account at the first colon.
fn session(desk: &Desk, names: &[&str]) -> (Session, Vec<EntryId>) {
    let mut session = desk.create();
    let links: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let (issuer, account) = name.split_once(':').unwrap();
            let secret = base32::encode(format!("{at:020}").as_bytes());
            let kind = if account.ends_with("counter") { "hotp" } else { "totp" };
            format!("otpauth://{kind}/{issuer}:{account}?secret={}&issuer={issuer}&counter=1", secret.expose())
        })
        .collect();
    let ids = add(&mut session, &links.iter().map(String::as_str).collect::<Vec<_>>());
    (session, ids)
}

fn names(session: &mut Session, query: &str) -> Vec<String> {
    session.search(query, 100).into_iter().map(|found| found.row.name.full()).collect()
}

fn sections(session: &mut Session, query: &str, tag: Option<&str>) -> Vec<(SectionKind, Vec<String>)> {
    let request = Request { query: query.to_owned(), tag: tag.map(str::to_owned), sort: Sort::Used };
    let listing = session.list(&request);
    listing
        .sections
        .iter()
        .map(|section| (section.kind, section.ids.iter().map(|id| session.shown_name(*id)).collect()))
        .collect()
}

#[test]
fn hits_come_in_tiers() {
    let desk = Desk::new();
    let names_of_all = ["Zendesk:acme", "Zendesk:acme-eu", "Zendesk:acmecorp", "Zendesk:big-acme", "Zendesk:placmen"];
    let (mut session, _) = session(&desk, &names_of_all);
    assert_eq!(
        names(&mut session, "acme"),
        ["Zendesk-acme", "Zendesk-acme-eu", "Zendesk-acmecorp", "Zendesk-big-acme", "Zendesk-placmen"]
    );
    assert_eq!(names(&mut session, "acme zendesk")[0], "Zendesk-acme", "in any order");
    assert_eq!(names(&mut session, "zendeskacme")[0], "Zendesk-acme", "without separators");
    assert_eq!(names(&mut session, "zae"), ["Zendesk-acme-eu"], "first letters");
    assert_eq!(names(&mut session, "acme nothing"), Vec::<String>::new(), "every word must match");
}

#[test]
fn one_slip_is_forgiven_under_a_heading_of_its_own() {
    let desk = Desk::new();
    let (mut session, ids) = session(&desk, &["Zendesk:acme", "Zendesk:acme-sandbox", "GitHub:me"]);
    let near = |names: &[&str]| (SectionKind::Near, names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    let acme = near(&["Zendesk-acme", "Zendesk-acme-sandbox"]);
    for typo in ["acem", "acne", "acmme", "axme", "zendesk acem", "zendsk acem"] {
        assert_eq!(sections(&mut session, typo, None), std::slice::from_ref(&acme), "{typo}");
    }
    assert!(session.search("acem", 1)[0].near && !session.search("acme", 1)[0].near);
    for none in ["aemc", "axe", "zzendessk"] {
        assert_eq!(sections(&mut session, none, None), [], "{none}");
    }
    // What has the letters comes first; what is only spelt like it stands below.
    session.edit(ids[2], &Edit { account: Some("acne".to_owned()), ..Edit::default() }).unwrap();
    assert_eq!(sections(&mut session, "acne", None)[0], (SectionKind::Hits, vec!["GitHub-acne".to_owned()]));
    assert_eq!(sections(&mut session, "acne", None)[1], acme);
}

#[test]
fn a_search_without_hits_offers_the_part_that_has_some_though_it_is_misspelt() {
    let desk = Desk::new();
    let (mut session, _) = session(&desk, &["Zendesk:acme", "Zendesk:halden", "GitHub:me"]);
    let request = Request { query: "zendesj qux".to_owned(), tag: None, sort: Sort::Used };
    let help = session.list(&request).no_hits.unwrap();
    assert_eq!((help.part.as_str(), help.part_count), ("zendesj", 2));
}

#[test]
fn near_spellings_stay_away_where_there_is_enough() {
    let desk = Desk::new();
    let (mut session, _) = session(
        &desk,
        &["Z:meridian", "Z:meridian-1", "Z:meridian-2", "Z:meridian-3", "Z:meridian-4", "Z:meridian-5", "Z:meridien"],
    );
    assert_eq!(sections(&mut session, "meridian", None).len(), 1);
    assert_eq!(sections(&mut session, "meridian 5", None)[0].1, ["Z-meridian-5"]);
}

#[test]
fn filters_narrow_and_a_tag_only_sorts() {
    let desk = Desk::new();
    let (mut session, ids) =
        session(&desk, &["Zendesk:acme", "GitHub:acme", "Bank%20token:acme-counter", "Zendesk:halden"]);
    session.tag(&[ids[0]], &["tier-1".to_owned()], &[]).unwrap();
    session.edit(ids[1], &Edit { pinned: Some(true), ..Edit::default() }).unwrap();
    session.trash(&[ids[3]]).unwrap();
    assert_eq!(names(&mut session, "acme issuer:git"), ["GitHub-acme"]);
    assert_eq!(names(&mut session, "issuer:\"bank tok\""), ["Bank token-acme-counter"]);
    assert_eq!(names(&mut session, "is:pinned"), ["GitHub-acme"]);
    assert_eq!(names(&mut session, "type:hotp"), ["Bank token-acme-counter"]);
    assert_eq!(names(&mut session, "#tier"), ["Zendesk-acme"]);
    assert_eq!(names(&mut session, "halden"), Vec::<String>::new());
    assert_eq!(
        sections(&mut session, "halden is:trash", None),
        [(SectionKind::Trash, vec!["Zendesk-halden".to_owned()])]
    );
    let found = sections(&mut session, "acme #tier-1", None);
    assert_eq!(found[0], (SectionKind::Hits, vec!["Zendesk-acme".to_owned()]));
    assert_eq!((found[1].0, found[1].1.len()), (SectionKind::Outside, 2));
}

#[test]
fn a_short_form_of_the_service_finds_it_and_says_why() {
    let desk = Desk::new();
    let (mut session, _) = session(&desk, &["GitHub:acme", "AWS:prod", "Ghent:tourism"]);
    let found = session.search("gh acme", 1).remove(0);
    assert_eq!(found.row.name.full(), "GitHub-acme");
    let why = found.row.why.unwrap();
    assert!(matches!(why.field, FieldKind::Alias(_)));
    assert_eq!(why.text, "gh");
    assert_eq!(names(&mut session, "amazon web services"), ["AWS-prod"]);
}

#[test]
fn a_word_that_stands_in_the_name_is_shown_there_and_not_among_the_short_forms() {
    let desk = Desk::new();
    let (mut session, _) = session(&desk, &["GitHub:acme", "AWS:prod"]);
    for (query, lit) in [("github", "GitHub"), ("aws", "AWS"), ("aws prod", "AWS|prod")] {
        let row = session.search(query, 1).remove(0).row;
        let name = row.name.full();
        let parts: Vec<&str> =
            row.spans.iter().flat_map(|(_, ranges)| ranges).filter_map(|range| name.get(range.clone())).collect();
        assert!(row.spans.iter().all(|(field, _)| *field == FieldKind::Name), "{query}: {:?}", row.spans);
        assert_eq!((parts.join("|").as_str(), row.why), (lit, None), "{query}");
    }
}

#[test]
fn ties_go_to_the_pinned_the_used_the_shorter_and_the_alphabet() {
    let desk = Desk::new();
    let (mut session, ids) = session(&desk, &["Zendesk:bravo", "Zendesk:alpha", "Zendesk:charlie", "Zendesk:delta"]);
    let order = ["Zendesk-alpha", "Zendesk-bravo", "Zendesk-delta", "Zendesk-charlie"];
    assert_eq!(names(&mut session, "zendesk"), order);
    session.count_use(ids[3]);
    assert_eq!(names(&mut session, "zendesk")[0], "Zendesk-delta");
    session.edit(ids[2], &Edit { pinned: Some(true), ..Edit::default() }).unwrap();
    assert_eq!(names(&mut session, "zendesk")[..2], ["Zendesk-charlie", "Zendesk-delta"]);
    assert_eq!(
        names(&mut session, "")[..2],
        ["Zendesk-delta", "Zendesk-charlie"],
        "without a query the used one first"
    );
    assert_eq!(names(&mut session, "delta")[0], "Zendesk-delta");
}

#[test]
fn the_order_stays_while_a_word_grows() {
    let desk = Desk::new();
    let (mut session, _) = session(
        &desk,
        &[
            "Zendesk:northwater",
            "Zendesk:northwater-eu",
            "Okta:northwater",
            "GitHub:northstar",
            "Zendesk:big-northwater",
        ],
    );
    let word = "northwate";
    let mut hits = |text: &str| -> Vec<String> {
        let found = session.search(text, 100).into_iter();
        found.filter(|found| !found.near).map(|found| found.row.name.full()).collect()
    };
    let mut before = hits("n");
    assert_eq!(before.len(), 5);
    for end in 2..=word.len() {
        let typed: String = word.chars().take(end).collect();
        let now = hits(&typed);
        let kept: Vec<&String> = before.iter().filter(|name| now.contains(name)).collect();
        assert_eq!(kept, now.iter().collect::<Vec<_>>(), "{typed}");
        before = now;
    }
}

#[test]
fn the_index_keeps_up_with_every_change() {
    let desk = Desk::new();
    let (mut session, ids) = session(&desk, &["Zendesk:acme", "Zendesk:globex", "GitHub:acme", "Okta:halden"]);
    let queries = ["acme", "globex", "zendesk", "kestrel", "halden", "tier", "acem", "old", "git", "is:trash"];
    let check = |session: &mut Session, after: &str| {
        let mut fresh = desk.open();
        for query in queries {
            assert_eq!(sections(session, query, None), sections(&mut fresh, query, None), "{query} after {after}");
        }
    };
    check(&mut session, "adding");
    session.edit(ids[0], &Edit { account: Some("kestrel".to_owned()), ..Edit::default() }).unwrap();
    check(&mut session, "renaming");
    session.tag(&[ids[1], ids[2]], &["tier-1".to_owned()], &[]).unwrap();
    check(&mut session, "tagging");
    session.trash(&[ids[3]]).unwrap();
    check(&mut session, "trashing");
    session.erase(&[ids[3]]).unwrap();
    check(&mut session, "erasing");
    session.undo(None).unwrap();
    check(&mut session, "undoing");
    add(&mut session, &["otpauth://totp/Slack:old?secret=JBSWY3DPEHPK3PXP&issuer=Slack"]);
    check(&mut session, "adding one more");
}
