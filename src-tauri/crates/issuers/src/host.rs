//! Services by their hosts.

use std::{collections::HashMap, sync::LazyLock};

use crate::{Issuer, all};

/// A host of a known service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The host itself, in lower case.
    pub name: String,
    /// Whose host it is.
    pub issuer: &'static Issuer,
    /// The customer, in lower case, where each has a sub-domain: "acme" of `acme.zendesk.com`.
    pub tenant: Option<String>,
}

#[derive(Clone, Copy)]
pub(crate) struct Domain {
    pub(crate) issuer: &'static Issuer,
    tenants: bool,
}

pub(crate) static DOMAINS: LazyLock<HashMap<&str, Domain>> = LazyLock::new(|| {
    let domains = all().iter().flat_map(|issuer| issuer.domains().map(move |host| (host, issuer, false)));
    let tenants = all().iter().flat_map(|issuer| issuer.tenant_domains().map(move |host| (host, issuer, true)));
    // A host in both columns has tenants: the later one stays.
    domains.chain(tenants).map(|(host, issuer, tenants)| (host, Domain { issuer, tenants })).collect()
});

/// Sub-domains that belong to the service itself.
const NO_TENANTS: &str = "\
    about access account accounts admin api app apps assets auth beta billing blog cdn cloud community \
    console dashboard demo dev developer developers docs download downloads email en eu files forum \
    forums get global go help home hub id idbroker identity images img info learn login m mail manage \
    marketplace media mobile my news oauth open pages partner partners portal preview sandbox secure \
    security services shop signin signup site sso start static status store support system teams test \
    training trust us web work www www2";

/// The service whose domain is the longest end of this host.
pub fn by_host(host: &str) -> Option<Host> {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    if host.split('.').any(|label| label.is_empty() || !label.chars().all(is_label_letter)) {
        return None;
    }
    let mut rest = host.as_str();
    loop {
        if let Some(domain) = DOMAINS.get(rest) {
            let customer = host.strip_suffix(rest)?.trim_end_matches('.').rsplit('.').next()?;
            let tenant = (domain.tenants && is_tenant(customer)).then(|| customer.to_owned());
            return Some(Host { name: host, issuer: domain.issuer, tenant });
        }
        (_, rest) = rest.split_once('.')?;
    }
}

/// The first host of a known service in a text, and what stands behind it.
///
/// A port and a path belong to the host. What follows an `@` or stands in a path is no host.
pub fn host_in(text: &str) -> Option<(Host, &str)> {
    let mut rest = text;
    let mut before = None;
    let mut scheme = false;
    loop {
        let start = rest.find(is_host_letter)?;
        let (skipped, from) = rest.split_at_checked(start)?;
        before = skipped.chars().next_back().or(before);
        scheme = skipped == "://" || (scheme && skipped.is_empty());
        let end = from.find(|letter| !is_host_letter(letter)).unwrap_or(from.len());
        let (run, _) = from.split_at_checked(end)?;
        // A full stop at the end of a sentence is none of the host's.
        let host = run.trim_end_matches('.');
        let behind = from.strip_prefix(host)?;
        let apart = |letter: Option<char>| {
            !letter.is_some_and(|letter| letter == '@' || letter == '%' || letter.is_alphanumeric())
        };
        let address = scheme || host.contains('.');
        let after = if address { without_path(without_port(behind)) } else { behind };
        if host.contains('.')
            && apart(before)
            && apart(behind.chars().next())
            && let Some(found) = by_host(host)
        {
            return Some((found, after));
        }
        before = run.chars().next_back();
        rest = if after.len() < behind.len() { after } else { from.get(end..)? };
    }
}

fn is_tenant(label: &str) -> bool {
    !label.is_empty() && !NO_TENANTS.split(' ').any(|own| own == label) && !is_region(label)
}

/// "eu-central-1".
fn is_region(label: &str) -> bool {
    let mut parts = label.split('-');
    let (Some(land), Some(side), Some(number), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let letters = |part: &str| part.chars().all(|letter| letter.is_ascii_lowercase());
    land.len() == 2
        && letters(land)
        && letters(side)
        && number.len() == 1
        && number.chars().all(|it| it.is_ascii_digit())
}

fn is_label_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

fn is_host_letter(letter: char) -> bool {
    is_label_letter(letter) || letter == '.'
}

fn without_port(text: &str) -> &str {
    let Some(from) = text.strip_prefix(':') else { return text };
    let after = from.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = from.len() - after.len();
    if (1..=5).contains(&digits) && !after.starts_with(char::is_alphanumeric) { after } else { text }
}

fn without_path(text: &str) -> &str {
    if !text.starts_with(['/', '?', '#']) {
        return text;
    }
    let end = text.find(|letter: char| letter.is_whitespace() || matches!(letter, ')' | '>' | ']' | '"'));
    end.and_then(|end| text.get(end..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(host: &str) -> Option<(&'static str, Option<String>)> {
        by_host(host).map(|host| (host.issuer.name, host.tenant))
    }

    fn found(text: &str) -> Option<(&'static str, Option<String>, &str)> {
        host_in(text).map(|(host, behind)| (host.issuer.name, host.tenant, behind))
    }

    #[test]
    fn a_host_names_the_service_and_its_customer() {
        assert_eq!(named("acme.zendesk.com"), Some(("Zendesk", Some("acme".to_owned()))));
        assert_eq!(named("ACME.Zendesk.com."), Some(("Zendesk", Some("acme".to_owned()))));
        assert_eq!(named("acme.eu.auth0.com"), Some(("Auth0", Some("acme".to_owned()))));
        assert_eq!(named("acme--dev.sandbox.my.salesforce.com"), Some(("Salesforce", Some("acme--dev".to_owned()))));
        assert_eq!(named("123456789012.signin.aws.amazon.com"), Some(("AWS", Some("123456789012".to_owned()))));
        assert_eq!(named("us-east-1.signin.aws.amazon.com"), Some(("AWS", None)));
        assert_eq!(named("console.aws.amazon.com"), Some(("AWS", None)));
        assert_eq!(named("smile.amazon.com"), Some(("Amazon", None)));
    }

    #[test]
    fn the_services_own_hosts_have_no_customer() {
        for host in ["zendesk.com", "www.zendesk.com", "support.zendesk.com"] {
            assert_eq!(named(host), Some(("Zendesk", None)), "{host}");
        }
        assert_eq!(named("mail.google.com"), Some(("Google", None)));
    }

    #[test]
    fn look_alikes_are_nobody() {
        for host in [
            "evil-zendesk.com",
            "zendesk.com.evil.example",
            ".zendesk.com",
            "a..zendesk.com",
            "",
            "com",
            "é.zendesk.com",
        ] {
            assert_eq!(named(host), None, "{host}");
        }
    }

    #[test]
    fn a_text_is_searched_for_a_host() {
        let acme = |behind| Some(("Zendesk", Some("acme".to_owned()), behind));
        assert_eq!(found("https://acme.zendesk.com/agent"), acme(""));
        assert_eq!(found("https://acme.zendesk.com:443/agent?x=1 (me)"), acme(" (me)"));
        assert_eq!(found("acme.zendesk.com (training)"), acme(" (training)"));
        assert_eq!(found("acme.zendesk.com"), acme(""));
        assert_eq!(found("See (https://acme.zendesk.com/a)."), acme(")."));
        assert_eq!(found("Look at acme.zendesk.com."), acme("."));
        assert_eq!(found("acme.zendesk.com:john"), acme(":john"));
        assert_eq!(found("Ünï – acme.zendesk.com ü"), acme(" ü"));
        assert_eq!(found("mail.example then acme.zendesk.com/x"), acme(""));
        assert_eq!(found("me@example.org acme.zendesk.com"), acme(""));
    }

    #[test]
    fn mail_addresses_paths_and_look_alikes_are_no_hosts() {
        for text in [
            "john@acme.zendesk.com",
            "acme.zendesk.com@evil.example",
            "https://evil.example/acme.zendesk.com",
            "https://evil.example?to=acme.zendesk.com",
            "https://localhost/acme.zendesk.com",
            "zendesk.com.evil.example",
            "ézendesk.com",
            "Zendesk",
            "",
            "...",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
