//! Names for entries whose code says too little: proposals by evidence, never by invention.
//!
//! Services with one sign-in page per customer put only the customer into their QR codes: a Zendesk code for
//! `acme.zendesk.com` may say no more than `acme`. A proposal says which evidence it rests on; without evidence
//! there is none and the person is asked.

use watchword_entry::{Ending, Labels, clean_text};

/// A service whose customers sign in under their own sub-domain.
struct Service {
    /// What follows the customer's part of the host name.
    domain: &'static str,
    /// The issuer as people write it.
    issuer: &'static str,
}

/// Services known by the domain of their sign-in pages.
const SERVICES: &[Service] = &[
    Service { domain: "zendesk.com", issuer: "Zendesk" },
    Service { domain: "freshdesk.com", issuer: "Freshdesk" },
    Service { domain: "freshservice.com", issuer: "Freshservice" },
    Service { domain: "okta.com", issuer: "Okta" },
    Service { domain: "oktapreview.com", issuer: "Okta" },
    Service { domain: "auth0.com", issuer: "Auth0" },
    Service { domain: "atlassian.net", issuer: "Atlassian" },
    Service { domain: "myshopify.com", issuer: "Shopify" },
    Service { domain: "my.salesforce.com", issuer: "Salesforce" },
    Service { domain: "signin.aws.amazon.com", issuer: "AWS" },
    Service { domain: "slack.com", issuer: "Slack" },
    Service { domain: "gorgias.com", issuer: "Gorgias" },
    Service { domain: "kayako.com", issuer: "Kayako" },
    Service { domain: "helpscoutdocs.com", issuer: "Help Scout" },
    Service { domain: "bamboohr.com", issuer: "BambooHR" },
    Service { domain: "service-now.com", issuer: "ServiceNow" },
];

/// What may tell who asks for a code, beside the code itself.
#[derive(Debug, Clone, Default)]
pub struct Clues {
    /// Name of the picture file it came from.
    pub file_name: String,
    /// A web address on the clipboard.
    pub clipboard_link: String,
    /// Issuers in the vault with their number of entries.
    pub issuers: Vec<(String, usize)>,
}

/// Which evidence a proposal rests on. The texts are keys of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The code itself names a sign-in host of the service.
    Host,
    /// A web address on the clipboard belongs to this account.
    Link,
    /// The name of the picture file names the service.
    FileName,
    /// Most entries of the vault belong to the service.
    Vault,
    /// The account ends in a known word in brackets.
    Ending,
}

impl Evidence {
    /// Key of its sentence.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Link => "link",
            Self::FileName => "file-name",
            Self::Vault => "vault",
            Self::Ending => "ending",
        }
    }

    /// Whether the proposal is taken at once (and can be taken back) instead of being offered.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Host | Self::Link | Self::Ending)
    }
}

/// A better name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Who asks for the code.
    pub issuer: String,
    /// Which account there.
    pub account: String,
    /// Who signs in, where it is known.
    pub login: String,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Proposes a name for an entry with these labels, `None` when it is good as it is or nothing is known.
pub fn propose(labels: &Labels, clues: &Clues, endings: &[Ending]) -> Option<Proposal> {
    if let Some((service, tenant, rest)) =
        [&labels.issuer, &labels.account, &labels.original_label].into_iter().find_map(|text| tenant_in(text))
    {
        // `acme.zendesk.com (training)`: what stands in brackets behind the host is part of the account.
        let account = tidy_ending(&format!("{tenant} {rest}"), endings).unwrap_or(tenant);
        let proposal =
            Proposal { issuer: service.issuer.to_owned(), account, login: login_of(labels), evidence: Evidence::Host };
        return (proposal.issuer != labels.issuer || proposal.account != labels.account).then_some(proposal);
    }
    // The QR names a service we know: at most the ending needs tidying.
    if !labels.issuer.is_empty() && !is_tenant_like(labels) {
        let account = tidy_ending(&labels.account, endings)?;
        return Some(Proposal {
            issuer: labels.issuer.clone(),
            account,
            login: labels.login.clone(),
            evidence: Evidence::Ending,
        });
    }
    let tenant = if labels.issuer.is_empty() { &labels.account } else { &labels.issuer };
    if tenant.is_empty() || tenant.contains('@') {
        return None;
    }
    let account = tidy_ending(tenant, endings).unwrap_or_else(|| tenant.clone());
    let proposal = |issuer: &str, evidence| Proposal {
        issuer: issuer.to_owned(),
        account: account.clone(),
        login: login_of(labels),
        evidence,
    };
    if let Some((service, host_tenant, _)) = tenant_in(&clues.clipboard_link) {
        let same = host_tenant.eq_ignore_ascii_case(&account) || host_tenant.eq_ignore_ascii_case(tenant);
        return same.then(|| proposal(service.issuer, Evidence::Link));
    }
    if let Some(service) = SERVICES.iter().find(|service| names_service(&clues.file_name, service)) {
        return Some(proposal(service.issuer, Evidence::FileName));
    }
    let (issuer, count) = clues.issuers.iter().max_by_key(|(_, count)| *count)?;
    let total: usize = clues.issuers.iter().map(|(_, count)| count).sum();
    let service = SERVICES.iter().find(|service| service.issuer.eq_ignore_ascii_case(issuer))?;
    (*count >= 3 && count * 2 > total).then(|| proposal(service.issuer, Evidence::Vault))
}

/// The service and the customer named by a host in `text`, which may be an address, a host or a label with one, and what
/// stands behind the host.
fn tenant_in(text: &str) -> Option<(&'static Service, String, String)> {
    let lower = text.to_ascii_lowercase();
    SERVICES.iter().find_map(|service| {
        let (before, behind) = lower.split_once(&format!(".{}", service.domain))?;
        if behind.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.') {
            return None;
        }
        let tenant = before.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').next()?;
        let telling = !tenant.is_empty() && !["www", "support", "help", "login", "app"].contains(&tenant);
        telling.then(|| (service, tenant.to_owned(), behind.trim().to_owned()))
    })
}

/// Whether the issuer of a label is in truth a customer: another part of the label is an e-mail address and the
/// issuer is one lower-case word, as in `acme:agent@acme.example`.
fn is_tenant_like(labels: &Labels) -> bool {
    labels.account.contains('@')
        && labels.issuer.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        && !SERVICES.iter().any(|service| service.issuer.eq_ignore_ascii_case(&labels.issuer))
}

fn login_of(labels: &Labels) -> String {
    if !labels.login.is_empty() {
        return labels.login.clone();
    }
    let account = labels.account.trim();
    if account.contains('@') && !account.contains("://") { account.to_owned() } else { String::new() }
}

fn names_service(file_name: &str, service: &Service) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
    };
    let name = plain(service.issuer);
    // Short names ("AWS") would be found inside other words.
    name.len() >= 4 && plain(file_name).contains(&name)
}

/// `acme (training)` as `acme-training`; `None` when there is no known ending in brackets.
fn tidy_ending(account: &str, endings: &[Ending]) -> Option<String> {
    let inside = account.trim().strip_suffix([')', ']'])?;
    let (stem, ending) = inside.rsplit_once(['(', '['])?;
    let (stem, ending) = (stem.trim(), ending.trim().to_lowercase());
    let known = ending.split([' ', '-']).all(|word| endings.iter().any(|known| known.eq_ignore_ascii_case(word)));
    (known && !stem.is_empty())
        .then(|| clean_text(&format!("{stem}-{}", ending.replace(' ', "-")), watchword_entry::LABEL_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_entry::known_endings;

    fn proposed(issuer: &str, account: &str, clues: &Clues) -> Option<Proposed> {
        let labels = Labels { issuer: issuer.to_owned(), account: account.to_owned(), ..Labels::default() };
        propose(&labels, clues, &known_endings())
            .map(|found| (found.issuer, found.account, found.login, found.evidence))
    }

    type Proposed = (String, String, String, Evidence);

    fn zendesk(account: &str, login: &str, evidence: Evidence) -> Proposed {
        ("Zendesk".to_owned(), account.to_owned(), login.to_owned(), evidence)
    }

    #[test]
    fn a_sign_in_host_names_service_and_account() {
        let none = Clues::default();
        assert_eq!(proposed("", "acme.zendesk.com", &none), Some(zendesk("acme", "", Evidence::Host)));
        assert_eq!(
            proposed("acme.zendesk.com", "me@acme.example", &none),
            Some(zendesk("acme", "me@acme.example", Evidence::Host))
        );
        assert_eq!(
            proposed("Zendesk", "https://acme.zendesk.com/agent", &none),
            Some(zendesk("acme", "", Evidence::Host))
        );
        assert_eq!(proposed("", "acme-sandbox.zendesk.com", &none), Some(zendesk("acme-sandbox", "", Evidence::Host)));
    }

    #[test]
    fn nothing_is_invented() {
        let none = Clues::default();
        for (issuer, account) in [
            ("", "acme"),
            ("GitHub", "me"),
            ("Zendesk", "acme"),
            ("", "me@acme.example"),
            ("", ""),
            ("", "zendesk.com.evil.example"),
        ] {
            assert_eq!(proposed(issuer, account, &none), None, "{issuer} {account}");
        }
    }

    #[test]
    fn a_link_on_the_clipboard_names_its_own_account_only() {
        let clues = Clues { clipboard_link: "https://acme.zendesk.com/auth/v3/signin".to_owned(), ..Clues::default() };
        assert_eq!(proposed("", "acme", &clues), Some(zendesk("acme", "", Evidence::Link)));
        assert_eq!(proposed("", "globex", &clues), None);
    }

    #[test]
    fn file_name_and_vault_give_offers_only() {
        let file = Clues { file_name: "Screenshot Zendesk 2026.png".to_owned(), ..Clues::default() };
        assert_eq!(proposed("", "acme", &file), Some(zendesk("acme", "", Evidence::FileName)));
        assert_eq!(
            proposed("acme", "me@acme.example", &file),
            Some(zendesk("acme", "me@acme.example", Evidence::FileName))
        );
        assert!(!Evidence::FileName.is_certain() && !Evidence::Vault.is_certain());
        let issuers = vec![("Zendesk".to_owned(), 5), ("GitHub".to_owned(), 2)];
        assert_eq!(
            proposed("", "halden", &Clues { issuers, ..Clues::default() }),
            Some(zendesk("halden", "", Evidence::Vault))
        );
        let mixed = vec![("Zendesk".to_owned(), 3), ("GitHub".to_owned(), 3)];
        assert_eq!(proposed("", "halden", &Clues { issuers: mixed, ..Clues::default() }), None);
    }

    #[test]
    fn an_ending_in_brackets_becomes_one_that_is_framed() {
        assert_eq!(
            proposed("Zendesk", "acme (training)", &Clues::default()),
            Some(zendesk("acme-training", "", Evidence::Ending))
        );
        assert_eq!(proposed("Zendesk", "acme (my own)", &Clues::default()), None);
    }
}
