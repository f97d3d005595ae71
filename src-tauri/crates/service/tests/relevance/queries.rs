//! Queries as people type them, each with the one entry it means.

use super::vault::Made;
use std::collections::HashMap;

/// A query and the entry that must come first.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) manner: &'static str,
    pub(crate) query: String,
    pub(crate) name: String,
}

/// Written by hand: manners that no rule makes.
const BY_HAND: &[(&str, &str, &str)] = &[
    ("accents left out", "guell", "Zendesk-Café Güell"),
    ("accents left out", "cafe guell", "Zendesk-Café Güell"),
    ("accents left out", "CAFE", "Zendesk-Café Güell"),
    ("accents left out", "strassenbau", "Zendesk-Straßenbau"),
    ("accents left out", "strass", "Zendesk-Straßenbau"),
    ("accents left out", "lodz", "Zendesk-Łódź-sandbox"),
    ("accents left out", "aeroskobing", "Okta-Ærøskøbing"),
    ("other script", "москва", "Zendesk-Москва"),
    ("other script", "МОСК", "Zendesk-Москва"),
    ("other script", "東京", "Zendesk-東京支店"),
    ("other script", "支店", "Zendesk-東京支店"),
    ("other script", "النور", "Zendesk-شركة النور"),
    ("other script", "ελλας", "Freshdesk-Ελλάς"),
    ("other script", "ΕΛΛ", "Freshdesk-Ελλάς"),
    ("other width", "ｚｅｎｄｅｓｋ ａｃｍｅ", "Zendesk-acme"),
    ("punctuation", "obrien", "Zendesk-O'Brien & Sons"),
    ("punctuation", "o'brien sons", "Zendesk-O'Brien & Sons"),
    ("punctuation", "O’Brien", "Zendesk-O'Brien & Sons"),
    ("punctuation", "zendesk/acme", "Zendesk-acme"),
    ("punctuation", "Zendesk: kestrel", "Zendesk-kestrel"),
    ("number", "1184", "Bank token-1184"),
    ("number", "bank 1185", "Bank token-1185"),
    ("number", "10442", "ServiceNow-dev10442"),
    ("number", "salesforce sandbox2 acme", "Salesforce-acme-sandbox2"),
    ("no issuer", "lonely", "lonely-account"),
    ("no issuer", "lonely account", "lonely-account"),
    ("note", "pineapple", "Proton-mail"),
    ("note", "hotline", "Proton-mail"),
    ("note", "utrecht", "Dropbox-scans"),
    ("note", "dropbox safe", "Dropbox-scans"),
    ("old name", "marzipan", "Zendesk-quercus"),
    ("old name", "marzipan holdings", "Zendesk-quercus"),
    ("old name", "buttercup", "Freshdesk-ranunculus"),
    ("tag", "escalations", "Twilio-voice"),
    ("tag", "finance-team", "Stripe-payouts"),
    ("tag", "#escal", "Twilio-voice"),
    ("tag", "finance payouts", "Stripe-payouts"),
    ("login", "wolfgang", "Gandi-domains"),
    ("login", "amadeus", "Gandi-domains"),
    ("login", "wolfgang.amadeus@salzburg.example", "Gandi-domains"),
    ("login", "root@kernel", "Hetzner-cloud"),
    ("initials", "zas", "Zendesk-acme-sandbox"),
    ("initials", "za", "Zendesk-acme"),
    ("initials", "zase", "Zendesk-acme-sandbox-eu"),
    ("initials", "zbhs", "Zendesk-blue-heron-sandbox"),
    ("letters left out", "zdk acme", "Zendesk-acme"),
    ("letters left out", "gthb kestrel", "GitHub-kestrel"),
    ("letters left out", "frshdsk halden", "Freshdesk-halden"),
    ("several words of one", "acme foods", "Zendesk-acme-foods"),
    ("several words of one", "northwater traders", "Zendesk-northwater-traders"),
    ("several words of one", "traders northwater", "Zendesk-northwater-traders"),
    ("several words of one", "traders sandbox", "Zendesk-northwater-traders-sandbox"),
    ("several words of one", "old mill", "Zendesk-old-mill"),
    ("several words of one", "heron eu", "Zendesk-blue-heron-eu"),
    ("twins", "zendesk meridian", "Zendesk-meridian"),
    ("twins", "zendesk meridien", "Zendesk-meridien"),
    ("twins", "okta meridien", "Okta-meridien"),
    ("twins", "zendesk harbor", "Zendesk-harbor"),
    ("twins", "zendesk harbour", "Zendesk-harbour"),
    ("twins", "tamarind github", "GitHub-tamarind"),
    ("twins", "tamarack github", "GitHub-tamarack"),
    ("filter", "issuer:git kestrel", "GitHub-kestrel"),
    ("filter", "issuer:aws halden dev", "AWS-halden-dev"),
    ("filter", "type:totp paypal", "PayPal-invoices"),
    ("part of a word", "nvoice", "PayPal-invoices"),
    ("part of a word", "roplet", "DigitalOcean-droplets"),
    ("part of a word", "ocean", "DigitalOcean-droplets"),
    ("short form", "gh acme", "GitHub-acme"),
    ("short form", "gh kestrel", "GitHub-kestrel"),
    ("short form", "aws globex", "AWS-globex"),
    ("short form", "amazon web services globex", "AWS-globex"),
    ("short form", "ms ironwood", "Microsoft-ironwood"),
];

/// All queries for the vault.
pub(crate) fn queries(made: &[Made]) -> Vec<Expected> {
    let mut all: Vec<Expected> = BY_HAND
        .iter()
        .map(|(manner, query, name)| Expected { manner, query: (*query).to_owned(), name: (*name).to_owned() })
        .collect();
    let mut accounts: HashMap<&str, usize> = HashMap::new();
    for entry in made {
        *accounts.entry(&entry.account).or_default() += 1;
    }
    let plain: Vec<&Made> = made
        .iter()
        .filter(|entry| entry.name().is_ascii() && !entry.issuer.is_empty() && !entry.account.contains(' '))
        .collect();
    // Every eleventh entry, asked for in every manner that means only it.
    for entry in plain.iter().step_by(11) {
        let (issuer, account, name) = (entry.issuer.to_lowercase(), entry.account.clone(), entry.name());
        let words: Vec<&str> = account.split('-').collect();
        let mut ask = |manner, query: String| all.push(Expected { manner, query, name: name.clone() });
        ask("issuer and account", format!("{issuer} {}", words.join(" ")));
        ask("as it is shown", name.clone());
        ask("no separators", format!("{issuer}{}", words.concat()));
        ask("account first", format!("{} {issuer}", words.join(" ")));
        if accounts.get(account.as_str()) == Some(&1) {
            ask("account alone", account.clone());
            ask("account in capitals", account.to_uppercase().replace('-', " "));
        }
        let begin = |word: &str, count: usize| word.chars().take(count).collect::<String>();
        let short: Vec<String> =
            std::iter::once(begin(&issuer, 3)).chain(words.iter().map(|word| begin(word, 4))).collect();
        if plain.iter().filter(|other| begins_so(other, &short)).count() == 1 {
            ask("beginnings", short.join(" "));
        }
    }
    all
}

/// Whether each of the beginnings begins a word of the name.
fn begins_so(entry: &Made, beginnings: &[String]) -> bool {
    let name = entry.name().to_lowercase();
    beginnings.iter().all(|begin| name.split(['-', ' ']).any(|word| word.starts_with(begin.as_str())))
}
