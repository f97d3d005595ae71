//! A vault of exactly 1,000 look-alikes: entries made by hand, filled up with customers of one another's likeness.

use crate::splitmix::SplitMix;
use crate::support::text;
use std::collections::HashSet;
use std::fmt::Write;
use watchword_service::edit::Edit;
use watchword_service::{Session, base32};

pub(crate) const ENTRIES: usize = 1_000;

/// One entry as the suite knows it.
#[derive(Clone, Default)]
pub(crate) struct Made {
    pub(crate) issuer: String,
    pub(crate) account: String,
    pub(crate) login: String,
    pub(crate) tags: Vec<String>,
    pub(crate) note: String,
    /// The label it came with, where that is another than its name.
    pub(crate) came: String,
}

impl Made {
    pub(crate) fn name(&self) -> String {
        if self.issuer.is_empty() { self.account.clone() } else { format!("{}-{}", self.issuer, self.account) }
    }

    fn label(&self) -> String {
        match (self.came.as_str(), self.issuer.as_str()) {
            ("", "") => self.account.clone(),
            ("", issuer) => format!("{issuer}:{}", self.account),
            (came, _) => came.to_owned(),
        }
    }

    /// Everything it may be found by except its name.
    pub(crate) fn others(&self) -> String {
        format!("{} {} {} {}", self.login, self.tags.join(" "), self.note, self.came)
    }
}

const FIRST: [&str; 12] = [
    "alder", "bracken", "cobalt", "drift", "ember", "flint", "granite", "harbour", "indigo", "juniper", "lantern",
    "maple",
];
const SECOND: [&str; 12] =
    ["bridge", "cove", "dale", "field", "gate", "hurst", "mere", "point", "ridge", "stead", "vale", "works"];
const TRADES: [&str; 6] = ["traders", "logistics", "clinic", "airways", "insurance", "outfitters"];
const ENDINGS: [&str; 8] = ["sandbox", "staging", "sandbox-eu", "us", "training", "eu", "2", "test"];
const OTHERS: [&str; 11] = [
    "Freshdesk",
    "Okta",
    "AWS",
    "GitHub",
    "Google",
    "Microsoft",
    "Auth0",
    "Atlassian",
    "Shopify",
    "Salesforce",
    "Slack",
];
const PEOPLE: [&str; 8] = ["mira", "tomasz", "yusuf", "chiara", "hanne", "kofi", "noor", "esteban"];
const TAGS: [&str; 5] = ["tier-1", "tier-2", "tier-3", "nightshift", "onboarding"];

/// All entries of the made vault, no name twice.
pub(crate) fn entries() -> Vec<Made> {
    let mut made = by_hand();
    let mut names: HashSet<String> = made.iter().map(|entry| entry.name().to_lowercase()).collect();
    let mut random = SplitMix(20_261_124);
    let mut customers: Vec<String> =
        FIRST.iter().flat_map(|first| SECOND.iter().map(move |second| format!("{first}{second}"))).collect();
    random.shuffle(&mut customers);
    let mut zendesk = made.iter().filter(|entry| entry.issuer == "Zendesk").count();
    for at in 0.. {
        if made.len() == ENTRIES {
            break;
        }
        let word = &customers[at % customers.len()];
        let trade = if random.below(5) == 0 { format!("-{}", random.pick(&TRADES)) } else { String::new() };
        let ending = if at < customers.len() { String::new() } else { format!("-{}", random.pick(&ENDINGS)) };
        // Half of the customers are known by Zendesk alone, as most of a support desk's are.
        let elsewhere = at % customers.len() >= customers.len() / 2;
        let issuer =
            if zendesk < 450 && !(elsewhere && random.below(3) > 0) { "Zendesk" } else { random.pick(&OTHERS) };
        let entry = Made {
            issuer: issuer.to_owned(),
            account: format!("{word}{trade}{ending}"),
            login: String::new(),
            tags: if random.below(3) == 0 { vec![random.pick(&TAGS).to_owned()] } else { Vec::new() },
            ..Made::default()
        };
        if names.insert(entry.name().to_lowercase()) {
            zendesk += usize::from(issuer == "Zendesk");
            made.push(entry);
        }
    }
    for entry in made.iter_mut().skip(400).step_by(12) {
        let company = entry.account.split('-').next().unwrap_or_default();
        entry.login = format!("{}@{company}.example", random.pick(&PEOPLE));
    }
    made
}

fn by_hand() -> Vec<Made> {
    lines(include_str!("entries.txt"))
        .map(|line| {
            let mut fields = line.split('|').map(|field| field.trim().to_owned());
            let mut next = || fields.next().unwrap_or_default();
            Made {
                issuer: next(),
                account: next(),
                login: next(),
                tags: next().split_whitespace().map(str::to_owned).collect(),
                note: next(),
                came: next(),
            }
        })
        .collect()
}

/// The lines of a data file without its comments.
pub(crate) fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// Puts the entries into a vault as a person does: links first, then what is written by hand.
pub(crate) fn fill(session: &mut Session, entries: &[Made]) {
    let links: Vec<String> = entries.iter().enumerate().map(|(at, entry)| link(at, entry)).collect();
    session.intake_text(&text(&links.join("\n"))).unwrap();
    let ids = session.intake_accept().unwrap().added;
    assert_eq!(ids.len(), entries.len());
    for (id, entry) in ids.into_iter().zip(entries) {
        if session.shown_name(id) == entry.name() && entry.login.is_empty() && entry.note.is_empty() {
            continue;
        }
        let edit = Edit {
            issuer: Some(entry.issuer.clone()),
            account: Some(entry.account.clone()),
            login: Some(entry.login.clone()),
            note: Some(entry.note.clone()),
            ..Edit::default()
        };
        session.edit(id, &edit).unwrap();
    }
}

fn link(at: usize, entry: &Made) -> String {
    let secret = base32::encode(format!("{at:020}").as_bytes());
    let mut link = format!("otpauth://totp/{}?secret={}", encoded(&entry.label()), secret.expose());
    for tag in &entry.tags {
        write!(link, "&tags={}", encoded(tag)).unwrap();
    }
    link
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut done, byte| {
        if byte.is_ascii_alphanumeric() || byte == b':' {
            done.push(char::from(byte));
        } else {
            write!(done, "%{byte:02X}").unwrap();
        }
        done
    })
}
