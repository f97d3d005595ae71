//! Names for entries whose code says too little: proposals by evidence, never by invention.
//!
//! Services with one sign-in page per customer put only the customer into their QR codes: a Zendesk code for
//! `acme.zendesk.com` may say no more than `acme`. A proposal says which evidence it rests on; without evidence
//! there is none and the person is asked.

mod host;
mod tidy;
mod told;

pub(crate) use host::{is_email, is_host};
pub(crate) use tidy::tidied;

use host::{HostAccount, account_in, by_email};
use tidy::tidy_ending;
use told::{named, service_in};
use watchword_entry::{Ending, Labels};
use watchword_issuers::{Issuer, by_host, by_name, fold, host_in, near_name, one_slip};

/// What may tell who asks for a code, beside the code itself.
#[derive(Debug, Clone, Default)]
pub struct Clues {
    /// Name of the picture file it came from.
    pub file_name: String,
    /// Title of the page it was shown on.
    pub page_title: String,
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
    /// The title of the page names the service.
    PageTitle,
    /// Most entries of the vault belong to the service.
    Vault,
    /// The account ends in a known word in brackets.
    Ending,
    /// The domain of an e-mail address belongs to the service.
    Email,
    /// The service is known and written like this.
    KnownService,
    /// One slip away from a known service.
    Misspelling,
    /// Most entries of this service in the vault are spelt like this.
    Spelling,
    /// The label itself says it, once it is taken apart.
    Label,
    /// The login tells it from entries of the same name.
    Login,
}

impl Evidence {
    /// All of them: for the tests that look for their sentences.
    pub const ALL: &'static [Self] = &[
        Self::Host,
        Self::Link,
        Self::FileName,
        Self::PageTitle,
        Self::Vault,
        Self::Ending,
        Self::Email,
        Self::KnownService,
        Self::Misspelling,
        Self::Spelling,
        Self::Label,
        Self::Login,
    ];

    /// Key of its sentence.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Link => "link",
            Self::FileName => "file-name",
            Self::PageTitle => "page-title",
            Self::Vault => "vault",
            Self::Ending => "ending",
            Self::Email => "email",
            Self::KnownService => "known-service",
            Self::Misspelling => "misspelling",
            Self::Spelling => "spelling",
            Self::Label => "label",
            Self::Login => "login",
        }
    }

    /// Whether the proposal is taken at once (and can be taken back) instead of being offered.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Host | Self::Link | Self::Ending | Self::KnownService)
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
    /// What was read there: the host, the file name, the address; may be empty.
    pub detail: String,
}

impl Proposal {
    /// The labels with this name.
    #[must_use]
    pub fn on(&self, labels: &Labels) -> Labels {
        Labels {
            issuer: self.issuer.clone(),
            account: self.account.clone(),
            login: self.login.clone(),
            ..labels.clone()
        }
    }
}

/// Proposes a name for an entry with these labels, `None` when it is good as it is or nothing is known.
pub fn propose(labels: &Labels, clues: &Clues, endings: &[Ending]) -> Option<Proposal> {
    let tidy = Labels { issuer: tidied(&labels.issuer), account: tidied(&labels.account), ..labels.clone() };
    let untidy = tidy.issuer != labels.issuer || tidy.account != labels.account;
    let proposal = by_evidence(&tidy, clues, endings).or_else(|| {
        let named = !tidy.issuer.is_empty() || !tidy.account.is_empty();
        (untidy && named).then(|| found(&tidy.issuer, &tidy.account, &tidy.login, Evidence::Label, ""))
    })?;
    (proposal.issuer != labels.issuer || proposal.account != labels.account).then_some(proposal)
}

fn by_evidence(labels: &Labels, clues: &Clues, endings: &[Ending]) -> Option<Proposal> {
    by_sign_in_host(labels, endings).or_else(|| {
        if labels.issuer.is_empty() {
            by_label(labels)
                .or_else(|| by_address(labels, &labels.account, endings))
                .or_else(|| by_clues(labels, clues, endings))
        } else if is_email(&labels.issuer) {
            by_swapped(labels).or_else(|| by_address(labels, &labels.issuer, endings))
        } else if is_tenant_like(labels) {
            by_spelling(labels)
                .or_else(|| {
                    by_address(labels, &labels.account, endings).filter(|found| same(&found.account, &labels.issuer))
                })
                .or_else(|| by_clues(labels, clues, endings))
        } else {
            by_spelling(labels).or_else(|| by_repetition(labels)).or_else(|| by_ending(labels, endings))
        }
    })
}

/// `acme.zendesk.com` anywhere in the labels: service and account.
fn by_sign_in_host(labels: &Labels, endings: &[Ending]) -> Option<Proposal> {
    let (HostAccount { issuer, account, host }, behind) = [&labels.issuer, &labels.account, &labels.original_label]
        .into_iter()
        .find_map(|text| account_in(text, endings))?;
    // `acme.zendesk.com (training)`: what stands in brackets behind the host is part of the account.
    let account = tidy_ending(&format!("{account} {behind}"), endings).unwrap_or(account);
    let mut login = login_of(labels);
    let beside = &labels.account;
    if login.is_empty() && host_in(beside).is_none() && !same(beside, &account) && is_person(beside, &account) {
        login.clone_from(beside);
    }
    Some(found(issuer.name, &account, &login, Evidence::Host, &host))
        .filter(|found| found.issuer != labels.issuer || found.account != labels.account)
}

/// Whether a text beside a host is a person's name and not the account in other words ("acme (training)").
fn is_person(beside: &str, account: &str) -> bool {
    let stem = account.split('-').next().unwrap_or_default();
    !beside.is_empty() && !fold(beside).starts_with(&fold(stem))
}

/// An issuer that is known and written otherwise: `github`, `GitHub.com`, `mail.google.com`, a slip.
fn by_spelling(labels: &Labels) -> Option<Proposal> {
    let (issuer, evidence) = spelling_of(&labels.issuer)?;
    let account = if repeats(labels) { who(labels) } else { labels.account.clone() };
    let detail = if evidence == Evidence::KnownService { "" } else { &labels.issuer };
    Some(found(issuer.name, &account, &labels.login, evidence, detail))
}

/// The known service that an issuer means when it is written otherwise.
pub(crate) fn spelling_of(issuer: &str) -> Option<(&'static Issuer, Evidence)> {
    let text = fold(issuer);
    let (service, evidence) = match by_name(issuer) {
        Some(service) if fold(service.name) == text => (service, Evidence::KnownService),
        Some(service) if is_host(issuer) => (service, Evidence::KnownService),
        // A short form or another name is the person's choice; a frequent slip is a slip.
        Some(service) => (service, Evidence::Misspelling),
        // A page that a customer made may live under the service's domain.
        None if is_host(issuer) => (by_host(issuer)?.issuer, Evidence::Label),
        None => (near_name(issuer)?, Evidence::Misspelling),
    };
    let name = fold(service.name);
    // "GitHub 2" is no slip.
    if evidence == Evidence::Misspelling && (!one_slip(&text, &name) || digits(&text) != digits(&name)) {
        return None;
    }
    (service.name != issuer).then_some((service, evidence))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// `GitHub:GitHub`: the account says nothing that the issuer does not say.
fn by_repetition(labels: &Labels) -> Option<Proposal> {
    let known = by_name(&labels.issuer)?;
    repeats(labels).then(|| found(known.name, &who(labels), &labels.login, Evidence::Label, &labels.original_label))
}

/// `acme (training)` as `acme-training`.
fn by_ending(labels: &Labels, endings: &[Ending]) -> Option<Proposal> {
    let account = tidy_ending(&labels.account, endings)?;
    Some(found(&labels.issuer, &account, &labels.login, Evidence::Ending, ""))
}

/// A label without issuer that names a known service: `GitHub:ana`, `GitHub - ana`, `GitHub`.
fn by_label(labels: &Labels) -> Option<Proposal> {
    let proposal = |issuer: &Issuer, account: &str, text: &str| {
        let login = if is_email(account) && labels.login.is_empty() { account } else { &labels.login };
        found(issuer.name, account, login, Evidence::Label, text)
    };
    [&labels.account, &labels.original_label].into_iter().find_map(|text| {
        let text = tidied(text);
        if let Some(issuer) = named(&text) {
            return Some(proposal(issuer, &who(labels), &text));
        }
        [":", " - ", " – ", " — ", " | ", "-", "/", " ("].into_iter().find_map(|separator| {
            let (issuer, account) = text.split_once(separator)?;
            let account = tidied(account);
            let issuer = named(issuer)?;
            (!account.is_empty()).then(|| proposal(issuer, &account, &text))
        })
    })
}

/// The address stands where the service belongs, and the service where the account belongs.
fn by_swapped(labels: &Labels) -> Option<Proposal> {
    let issuer = named(&labels.account)?;
    let email = labels.issuer.trim();
    let login = if labels.login.is_empty() { email } else { &labels.login };
    Some(found(issuer.name, email, login, Evidence::Label, &labels.original_label))
}

/// The domain of an e-mail address belongs to a service: `ana@acme.zendesk.com`.
fn by_address(labels: &Labels, email: &str, endings: &[Ending]) -> Option<Proposal> {
    let email = email.trim();
    let (issuer, account) = by_email(email, endings)?;
    let login = if labels.login.is_empty() { email } else { &labels.login };
    Some(found(issuer.name, account.as_deref().unwrap_or(email), login, Evidence::Email, email))
}

/// Link, file name, page title and vault, for a label that names at most a customer.
fn by_clues(labels: &Labels, clues: &Clues, endings: &[Ending]) -> Option<Proposal> {
    let tenant = if labels.issuer.is_empty() { &labels.account } else { &labels.issuer };
    if tenant.is_empty() {
        return None;
    }
    let account = tidy_ending(tenant, endings).unwrap_or_else(|| tenant.clone());
    let proposal = |issuer: &str, evidence, detail: &str| found(issuer, &account, &login_of(labels), evidence, detail);
    if let Some((linked, _)) = account_in(&clues.clipboard_link, endings) {
        let is_this = same(&linked.account, &account) || same(&linked.account, tenant);
        return is_this.then(|| proposal(linked.issuer.name, Evidence::Link, &linked.host));
    }
    if let Some(issuer) = service_in(&clues.file_name) {
        return Some(proposal(issuer.name, Evidence::FileName, &clues.file_name));
    }
    if let Some(issuer) = service_in(&clues.page_title) {
        return Some(proposal(issuer.name, Evidence::PageTitle, &clues.page_title));
    }
    let issuer = majority(&clues.issuers).filter(|_| !tenant.contains('@'))?;
    Some(proposal(issuer.name, Evidence::Vault, issuer.name))
}

/// The service with sub-domains to which most entries of the vault belong.
pub(crate) fn majority(issuers: &[(String, usize)]) -> Option<&'static Issuer> {
    let (issuer, count) = issuers.iter().max_by_key(|(_, count)| *count)?;
    let total: usize = issuers.iter().map(|(_, count)| count).sum();
    let issuer = by_name(issuer).filter(|known| fold(known.name) == fold(issuer))?;
    (*count >= 3 && count * 2 > total && issuer.tenant_domains().next().is_some()).then_some(issuer)
}

/// Whether the issuer of a label is in truth a customer: another part of the label is an e-mail address and the
/// issuer is one lower-case word, as in `acme:agent@acme.example`; or it is all that the label says, twice.
fn is_tenant_like(labels: &Labels) -> bool {
    let one_word =
        labels.issuer.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    one_word && (labels.account.contains('@') || repeats(labels)) && by_name(&labels.issuer).is_none()
}

/// Whether the account says what the issuer says.
pub(crate) fn repeats(labels: &Labels) -> bool {
    let issuer = fold(&labels.issuer);
    !issuer.is_empty() && issuer == fold(&labels.account)
}

/// Who signs in: the login, or what the label as scanned says beside issuer and account. May be empty.
pub(crate) fn who(labels: &Labels) -> String {
    let login = login_of(labels);
    if !login.is_empty() {
        return login;
    }
    let label = tidied(&labels.original_label);
    let told = label.rsplit(':').next().unwrap_or_default().trim();
    let known = [&labels.issuer, &labels.account].into_iter().any(|text| same(text, told));
    let whole = told == label && !is_email(told);
    if known || whole || named(told).is_some() || is_host(told) {
        return String::new();
    }
    told.to_owned()
}

fn login_of(labels: &Labels) -> String {
    if !labels.login.is_empty() {
        return labels.login.clone();
    }
    let account = labels.account.trim();
    if account.contains('@') && !account.contains("://") { account.to_owned() } else { String::new() }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn found(issuer: &str, account: &str, login: &str, evidence: Evidence, detail: &str) -> Proposal {
    Proposal {
        issuer: issuer.to_owned(),
        account: account.to_owned(),
        login: login.to_owned(),
        evidence,
        detail: detail.to_owned(),
    }
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
    fn a_page_title_names_the_service_unless_it_names_two() {
        let title = |title: &str| Clues { page_title: title.to_owned(), ..Clues::default() };
        let expected = Some(("GitHub".to_owned(), "acme".to_owned(), String::new(), Evidence::PageTitle));
        assert_eq!(proposed("", "acme", &title("Two-factor authentication · GitHub — Mozilla Firefox")), expected);
        assert_eq!(proposed("", "acme", &title("Sign in to GitHub with Okta")), None);
        assert_eq!(proposed("Okta", "acme", &title("GitHub")), None, "the label knows better");
    }

    #[test]
    fn a_known_spelling_is_certain_and_a_slip_an_offer() {
        let spelt = |issuer: &str| proposed(issuer, "me", &Clues::default()).map(|(issuer, .., why)| (issuer, why));
        assert_eq!(spelt("github"), Some(("GitHub".to_owned(), Evidence::KnownService)));
        assert_eq!(spelt("zendsk"), Some(("Zendesk".to_owned(), Evidence::Misspelling)));
        for good in ["gh", "Amazon Web Services", "Teams", "GitHub 2", "Acme"] {
            assert_eq!(spelt(good), None, "{good}");
        }
        assert!(Evidence::KnownService.is_certain());
        for offer in [Evidence::Misspelling, Evidence::Email, Evidence::Label, Evidence::PageTitle, Evidence::Login] {
            assert!(!offer.is_certain(), "{offer:?}");
        }
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
