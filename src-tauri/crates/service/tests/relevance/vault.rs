//! A made vault of 1,000 look-alike entries.

use super::slips::Dice;
use crate::support::add;
use watchword_service::Session;
use watchword_service::edit::Edit;

/// One entry as it was made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Made {
    pub(crate) issuer: &'static str,
    pub(crate) account: String,
    pub(crate) login: String,
    pub(crate) tag: &'static str,
    pub(crate) note: &'static str,
    pub(crate) old_name: &'static str,
}

impl Made {
    /// As it is shown.
    pub(crate) fn name(&self) -> String {
        if self.issuer.is_empty() { self.account.clone() } else { format!("{}-{}", self.issuer, self.account) }
    }

    /// Its words in lower case.
    pub(crate) fn words(&self) -> Vec<String> {
        let text = format!("{} {} {} {}", self.name(), self.login, self.tag, self.note).to_lowercase();
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// Customers. Some are one letter apart, some are two words.
pub(crate) const CUSTOMERS: [&str; 64] = [
    "acme",
    "globex",
    "halden",
    "tamarind",
    "kestrel",
    "meridian",
    "meridien",
    "northwater",
    "larkspur",
    "orchard",
    "halcyon",
    "tamarack",
    "brightline",
    "castellan",
    "dunmore",
    "eastgate",
    "fairhaven",
    "glenrock",
    "hollybrook",
    "ironwood",
    "juniper",
    "kingsley",
    "lakeview",
    "marigold",
    "nightjar",
    "oakhurst",
    "pinecrest",
    "quillon",
    "ravenna",
    "silverton",
    "thornbury",
    "umberto",
    "valencia",
    "westbrook",
    "xanadu",
    "yellowtail",
    "zephyr",
    "acorn",
    "bluefin",
    "copperfield",
    "driftwood",
    "evergreen",
    "foxglove",
    "goldcrest",
    "harbour",
    "harbor",
    "indigo",
    "jackdaw",
    "kittiwake",
    "lanternfish",
    "mistral",
    "nettle",
    "osprey",
    "pelican",
    "quasar",
    "redwood",
    "sandpiper",
    "teasel",
    "undertow",
    "vireo",
    "willow",
    "yarrow",
    "zinnia",
    "bellweather",
];

/// Customers of two words.
const PAIRS: [&str; 10] = [
    "northwater-traders",
    "blue-heron",
    "old-mill",
    "red-lantern",
    "stone-harbour",
    "acme-foods",
    "acme-labs",
    "halden-energy",
    "grey-wolf",
    "north-star",
];

/// Who asks, and for how many of the customers.
const ISSUERS: [(&str, usize, &[&str]); 12] = [
    ("Zendesk", 64, &["", "-sandbox", "-staging", "-sandbox-eu", "-us"]),
    ("Freshdesk", 50, &["", "-sandbox"]),
    ("Okta", 50, &["", "-test"]),
    ("GitHub", 40, &[""]),
    ("AWS", 40, &["", "-dev"]),
    ("Auth0", 34, &["", "-eu"]),
    ("Atlassian", 30, &[""]),
    ("Shopify", 30, &["", "-uk"]),
    ("Salesforce", 30, &["", "-sandbox2"]),
    ("Slack", 24, &[""]),
    ("Google", 20, &[""]),
    ("Microsoft", 20, &[""]),
];

const LOGINS: [&str; 16] = [
    "ana", "bruno", "chiara", "dmitri", "eleni", "farid", "greta", "hiroshi", "ingrid", "joao", "katya", "lucia",
    "mehmet", "noor", "olga", "pavel",
];

/// Entries that only one query each is about.
pub(crate) fn singles() -> Vec<Made> {
    let one = |issuer, account: &str| Made { issuer, account: account.to_owned(), ..Made::default() };
    vec![
        one("Zendesk", "Café Güell"),
        one("Zendesk", "Straßenbau"),
        one("Zendesk", "Łódź-sandbox"),
        one("Zendesk", "Москва"),
        one("Zendesk", "東京支店"),
        one("Zendesk", "شركة النور"),
        one("Freshdesk", "Ελλάς"),
        one("Okta", "Ærøskøbing"),
        one("Zendesk", "O'Brien & Sons"),
        one("Bank token", "1184"),
        one("Bank token", "1185"),
        one("PayPal", "invoices"),
        one("DigitalOcean", "droplets"),
        one("ServiceNow", "dev10442"),
        one("", "lonely-account"),
        Made { note: "call the pineapple hotline first", ..one("Proton", "mail") },
        Made { note: "spare phone in the safe of Utrecht", ..one("Dropbox", "scans") },
        Made { old_name: "Marzipan Holdings", ..one("Zendesk", "quercus") },
        Made { old_name: "Buttercup Ltd", ..one("Freshdesk", "ranunculus") },
        Made { tag: "escalations", ..one("Twilio", "voice") },
        Made { tag: "finance-team", ..one("Stripe", "payouts") },
        Made { login: "wolfgang.amadeus@salzburg.example".to_owned(), ..one("Gandi", "domains") },
        Made { login: "root@kernel.example".to_owned(), ..one("Hetzner", "cloud") },
    ]
}

/// Adds all entries; returns what was made, in their order.
pub(crate) fn build(session: &mut Session) -> Vec<Made> {
    let mut made = singles();
    for (issuer, count, endings) in ISSUERS {
        for (at, customer) in CUSTOMERS.iter().enumerate().take(count) {
            for ending in endings {
                let account = format!("{customer}{ending}");
                let login = format!("{}@{customer}.example", LOGINS[(at + count) % LOGINS.len()]);
                made.push(Made { issuer, account, login, ..Made::default() });
            }
        }
    }
    for pair in PAIRS {
        for ending in ["", "-sandbox", "-eu"] {
            made.push(Made { issuer: "Zendesk", account: format!("{pair}{ending}"), ..Made::default() });
        }
    }
    // The rest: numbered tenants, as a test department has them.
    let mut dice = Dice(1);
    while made.len() < 1_000 {
        let customer = CUSTOMERS[dice.below(CUSTOMERS.len())];
        let account = format!("{customer}-qa-{}", made.len());
        made.push(Made { issuer: "Zendesk", account, ..Made::default() });
    }
    made.truncate(1_000);
    let links: Vec<String> = made.iter().enumerate().map(|(at, made)| link(made, at)).collect();
    let ids = add(session, &links.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ids.len(), made.len());
    for (id, made) in ids.into_iter().zip(&made) {
        let special = !made.note.is_empty() || !made.old_name.is_empty() || !made.tag.is_empty();
        if !special && (made.login.is_empty() || made.account.contains('-')) {
            continue;
        }
        if !made.old_name.is_empty() {
            let edit = Edit { account: Some(made.old_name.to_owned()), ..Edit::default() };
            session.edit(id, &edit).unwrap();
        }
        let edit = Edit {
            account: Some(made.account.clone()),
            login: Some(made.login.clone()),
            note: Some(made.note.to_owned()),
            tags: Some(vec![made.tag.to_owned()]),
            ..Edit::default()
        };
        session.edit(id, &edit).unwrap();
    }
    made
}

fn link(made: &Made, at: usize) -> String {
    let secret = watchword_service::base32::encode(format!("{at:020}").as_bytes());
    let coded: String = made.account.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let issuer: String = made.issuer.bytes().map(|byte| format!("%{byte:02X}")).collect();
    if issuer.is_empty() {
        format!("otpauth://totp/{coded}?secret={}", secret.expose())
    } else {
        format!("otpauth://totp/{issuer}:{coded}?secret={}&issuer={issuer}", secret.expose())
    }
}
