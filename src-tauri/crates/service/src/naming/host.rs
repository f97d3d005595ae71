//! Accounts by the hosts people sign in at: `acme.zendesk.com` is the account `acme` of Zendesk.

use watchword_entry::Ending;
use watchword_issuers::{Host, Issuer, by_host, host_in};

/// Parts of a host that tell where a customer's data is.
const REGIONS: [&str; 9] = ["eu", "us", "au", "uk", "jp", "ca", "in", "de", "apac"];
/// Domains whose addresses anybody may have: they tell nothing about who asks for a code.
const MAILBOXES: [&str; 40] = [
    "aol.com",
    "att.net",
    "comcast.net",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "naver.com",
    "orange.com",
    "orange.fr",
    "outlook.com",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "proton.ch",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "tuta.com",
    "tutanota.com",
    "web.de",
    "yahoo.co.jp",
    "yahoo.com",
    "yandex.com",
    "yandex.ru",
    "zoho.com",
    "zoho.eu",
];

/// An account that a host names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostAccount {
    /// Whose host it is.
    pub(crate) issuer: &'static Issuer,
    /// The customer with its framed ending ("acme-eu").
    pub(crate) account: String,
    /// The host.
    pub(crate) host: String,
}

/// The account named by the first host in `text`, and what stands behind the host.
pub(crate) fn account_in<'a>(text: &'a str, endings: &[Ending]) -> Option<(HostAccount, &'a str)> {
    let (host, behind) = host_in(text)?;
    Some((account_of(&host, endings)?, behind.trim()))
}

/// The account named by a host whose customers have sub-domains.
pub(crate) fn account_of(host: &Host, endings: &[Ending]) -> Option<HostAccount> {
    // The shortest domain leaves the region and the sandbox of `acme.eu.auth0.com` in what stands before it.
    let (domain, before) = host
        .issuer
        .tenant_domains()
        .filter_map(|domain| Some((domain, host.name.strip_suffix(domain)?.strip_suffix('.')?)))
        .min_by_key(|(domain, _)| domain.len())?;
    let labels: Vec<&str> = before.split('.').collect();
    let is_customer = |label: &&str| by_host(&format!("{label}.{domain}")).is_some_and(|host| host.tenant.is_some());
    let at = labels.iter().rposition(is_customer)?;
    let customer = labels.get(at)?;
    let mut account = framed(customer, host.issuer);
    // The sandbox of `acme--dev.sandbox` is named before it.
    if !customer.contains("--") {
        for ending in labels.iter().skip(at + 1).filter(|label| is_ending(label, endings)) {
            account = format!("{account}-{ending}");
        }
    }
    Some(HostAccount { issuer: host.issuer, account, host: host.name.clone() })
}

/// The customer as an account: `acme--dev` of Salesforce is `acme-dev`, and a sandbox that Zendesk made has the second
/// of its making as number.
fn framed(customer: &str, issuer: &Issuer) -> String {
    let plain = customer.replace("--", "-");
    let stem = plain.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = plain.strip_prefix(stem).unwrap_or_default();
    if issuer.name == "Zendesk" && number.len() == 10 && !stem.is_empty() && !stem.contains('-') {
        return format!("{stem}-sandbox{number}");
    }
    plain
}

fn is_ending(label: &str, endings: &[Ending]) -> bool {
    let bare = label.trim_end_matches(|letter: char| letter.is_ascii_digit());
    REGIONS.contains(&label) || endings.iter().any(|ending| ending.eq_ignore_ascii_case(bare))
}

/// What the domain of an e-mail address tells: the service, and its account where the customer has a sub-domain.
/// `None` for mailbox providers and for domains of nobody known.
pub(crate) fn by_email(email: &str, endings: &[Ending]) -> Option<(&'static Issuer, Option<String>)> {
    let (_, domain) = email.rsplit_once('@').filter(|_| is_email(email))?;
    let domain = domain.to_ascii_lowercase();
    if MAILBOXES.contains(&domain.as_str()) {
        return None;
    }
    let host = by_host(&domain)?;
    match account_of(&host, endings) {
        Some(found) => Some((found.issuer, Some(found.account))),
        None => host.issuer.domains().any(|own| own == domain).then_some((host.issuer, None)),
    }
}

/// Whether this is one e-mail address and nothing else.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.trim().split_once('@') else { return false };
    let signs = |letter: char| letter.is_whitespace() || matches!(letter, '/' | ':' | '@' | '(' | ')' | ',' | ';');
    !local.is_empty() && !local.contains(signs) && is_host(domain)
}

/// Whether this is a host name and nothing else: words between full stops, the last of letters.
pub(crate) fn is_host(text: &str) -> bool {
    let Some((before, top)) = text.rsplit_once('.') else { return false };
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    };
    top.len() >= 2 && top.chars().all(char::is_alphabetic) && before.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_entry::known_endings;

    #[test]
    fn a_host_names_the_account_with_its_region_and_sandbox() {
        for (host, account) in [
            ("acme.zendesk.com", Some("acme")),
            ("https://acme.zendesk.com:443/agent", Some("acme")),
            ("acme-sandbox1.zendesk.com", Some("acme-sandbox1")),
            ("acme.sandbox.zendesk.com", Some("acme-sandbox")),
            ("acme1610000000.zendesk.com", Some("acme-sandbox1610000000")),
            ("acme--dev.sandbox.my.salesforce.com", Some("acme-dev")),
            ("acme.sandbox.my.salesforce.com", Some("acme-sandbox")),
            ("acme.my.salesforce.com", Some("acme")),
            ("dev-123456.okta.com", Some("dev-123456")),
            ("123456789012.signin.aws.amazon.com", Some("123456789012")),
            ("acme.eu.auth0.com", Some("acme-eu")),
            ("acme.freshdesk.com", Some("acme")),
            ("acme.atlassian.net", Some("acme")),
            ("acme.myshopify.com", Some("acme")),
            ("www.zendesk.com", None),
            ("us-east-1.signin.aws.amazon.com", None),
            ("github.com", None),
            ("acme.example", None),
            ("zendesk.com.evil.example", None),
        ] {
            let found = account_in(host, &known_endings()).map(|(found, _)| found.account);
            assert_eq!(found.as_deref(), account, "{host}");
        }
    }

    #[test]
    fn an_address_tells_the_service_unless_anybody_may_have_it() {
        let told = |email: &str| by_email(email, &known_endings()).map(|(issuer, account)| (issuer.name, account));
        assert_eq!(told("ana@acme.zendesk.com"), Some(("Zendesk", Some("acme".to_owned()))));
        assert_eq!(told("me@github.com"), Some(("GitHub", None)));
        for email in ["me@gmail.com", "me@Outlook.com", "me@icloud.com", "me@acme.example", "me@mail.github.com", "me"]
        {
            assert_eq!(told(email), None, "{email}");
        }
    }
}
