//! Known services: how people write their names, where they live, which mark is theirs.
//!
//! The table is `issuers.tsv`, written by `make-issuers.mjs`. It is in the program; nothing is asked of anyone.

mod fold;
mod host;

use std::{collections::HashMap, sync::LazyLock};

pub use fold::{fold, one_slip};
pub use host::{Host, by_host, host_in};

/// A service that people protect with codes.
#[derive(Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The name as people write it.
    pub name: &'static str,
    /// The slug of its mark in simple-icons, or empty.
    pub mark: &'static str,
    domains: &'static str,
    tenant_domains: &'static str,
    aliases: &'static str,
}

impl Issuer {
    /// The domains it owns, in lower case.
    pub fn domains(&self) -> impl Iterator<Item = &'static str> {
        listed(self.domains)
    }

    /// The hosts under which each customer has a sub-domain.
    pub fn tenant_domains(&self) -> impl Iterator<Item = &'static str> {
        listed(self.tenant_domains)
    }

    /// Short forms, other names and frequent slips.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        listed(self.aliases)
    }

    fn parse(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (name, domains, tenant_domains) = (cells.next()?, cells.next()?, cells.next()?);
        let (aliases, mark, None) = (cells.next()?, cells.next()?, cells.next()) else { return None };
        Some(Self { name, mark, domains, tenant_domains, aliases })
    }
}

static ISSUERS: LazyLock<Vec<Issuer>> = LazyLock::new(|| rows().filter_map(Issuer::parse).collect());

/// Folded names and aliases.
static NAMES: LazyLock<HashMap<String, &Issuer>> = LazyLock::new(|| {
    let names = all().iter().map(|issuer| (fold(issuer.name), issuer));
    let aliases = all().iter().flat_map(|issuer| issuer.aliases().map(move |alias| (fold(alias), issuer)));
    names.chain(aliases).collect()
});

/// Folded names that are long enough to be known with a slip.
static LONG_NAMES: LazyLock<Vec<(String, &Issuer)>> = LazyLock::new(|| {
    let names = all().iter().map(|issuer| (fold(issuer.name), issuer));
    names.filter(|(name, _)| name.chars().count() >= 5).collect()
});

/// Every known service, sorted by folded name.
pub fn all() -> &'static [Issuer] {
    &ISSUERS
}

/// The service with this name, alias or domain. Case, accents, spaces and punctuation do not count.
pub fn by_name(text: &str) -> Option<&'static Issuer> {
    NAMES.get(&fold(text)).copied().or_else(|| by_domain(text.trim()))
}

/// The one service whose name is a slip away from this text, if no service has the text itself.
pub fn near_name(text: &str) -> Option<&'static Issuer> {
    if by_name(text).is_some() {
        return None;
    }
    let text = fold(text);
    let (first, last) = (text.bytes().next(), text.bytes().next_back());
    let near = |(name, _): &&(String, _)| {
        // One slip leaves the first letter or the last: nearly all names are told apart here.
        (name.bytes().next() == first || name.bytes().next_back() == last)
            && name.len().abs_diff(text.len()) <= 4
            && one_slip(name, &text)
    };
    let mut found = LONG_NAMES.iter().filter(near).map(|(_, issuer)| *issuer);
    found.next().filter(|_| found.next().is_none())
}

fn by_domain(text: &str) -> Option<&'static Issuer> {
    let host = text.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host::DOMAINS.get(host).map(|domain| domain.issuer)
}

fn rows() -> impl Iterator<Item = &'static str> {
    include_str!("../issuers.tsv").lines().filter(|line| !line.starts_with('#'))
}

fn listed(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(issuer: Option<&'static Issuer>) -> Option<&'static str> {
        issuer.map(|issuer| issuer.name)
    }

    #[test]
    fn every_line_is_well_formed() {
        assert_eq!(rows().count(), all().len());
        assert!(all().len() >= 1500, "{}", all().len());
        for issuer in all() {
            assert!(!fold(issuer.name).is_empty() && issuer.name.trim() == issuer.name, "{}", issuer.name);
            for host in issuer.domains().chain(issuer.tenant_domains()) {
                assert!(host.contains('.') && by_host(host).is_some_and(|found| found.issuer == issuer), "{host}");
            }
            for alias in issuer.aliases() {
                assert!(alias.trim() == alias && !fold(alias).is_empty(), "{alias}");
            }
            assert!(
                issuer.mark.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'),
                "{}",
                issuer.mark
            );
        }
    }

    #[test]
    fn names_aliases_domains_and_marks_have_one_owner() {
        let mut names = HashMap::new();
        let mut hosts = HashMap::new();
        let mut marks = HashMap::new();
        for issuer in all() {
            assert_eq!(names.insert(fold(issuer.name), issuer.name), None, "{}", issuer.name);
            for host in issuer.domains().chain(issuer.tenant_domains()) {
                let before = hosts.insert(host, issuer.name);
                assert!(before.is_none_or(|before| before == issuer.name), "{host}");
            }
            if !issuer.mark.is_empty() {
                assert_eq!(marks.insert(issuer.mark, issuer.name), None, "{}", issuer.mark);
            }
        }
        for issuer in all() {
            for alias in issuer.aliases() {
                assert_eq!(names.insert(fold(alias), issuer.name), None, "{alias}");
            }
        }
    }

    #[test]
    fn a_name_an_alias_and_a_domain_find_the_service() {
        for text in ["GitHub", "git hub", "GITHUB", "gh", "GitHub.com", "www.github.com", " github "] {
            assert_eq!(name(by_name(text)), Some("GitHub"), "{text}");
        }
        assert_eq!(name(by_name("paypall")), Some("PayPal"));
        assert_eq!(name(by_name("k8s")), Some("Kubernetes"));
        assert_eq!(name(by_name("société générale")), name(by_name("Societe Generale")));
        for text in ["", "…", "Acme Ltd", "github.com.evil.example", "acme.zendesk.com"] {
            assert_eq!(name(by_name(text)), None, "{text}");
        }
    }

    #[test]
    fn a_slip_finds_the_one_service_it_can_mean() {
        assert_eq!(name(near_name("Zendessk")), Some("Zendesk"));
        assert_eq!(name(near_name("Salesfroce")), Some("Salesforce"));
        assert_eq!(name(near_name("Cloudflar")), Some("Cloudflare"));
        for text in ["GitHub", "zendsk", "Acme", "", "Zndsk", "AWZ"] {
            assert_eq!(name(near_name(text)), None, "{text}");
        }
    }
}
