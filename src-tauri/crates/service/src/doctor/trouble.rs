//! What can be wrong with a name.

use crate::naming::{is_email, is_host, repeats, spelling_of, tidied};
use std::collections::HashMap;
use watchword_entry::Labels;
use watchword_issuers::{by_name, fold};

/// What is wrong with a name, the weightiest first. The texts are keys of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Trouble {
    /// It does not say who asks for the code.
    NoIssuer,
    /// It is an e-mail address and nothing else.
    OnlyEmail,
    /// An e-mail address stands where the service belongs.
    IssuerIsEmail,
    /// A host name stands where the service belongs.
    IssuerIsHost,
    /// Service and account are the same.
    IssuerIsAccount,
    /// Another entry has the same name.
    Twin,
    /// A number at the end is all that tells it from another.
    NumberedCopy,
    /// It holds signs that say nothing.
    Rubbish,
    /// The service is spelt otherwise elsewhere.
    Spelling,
    /// Another name is one letter apart.
    NearTwin,
}

impl Trouble {
    /// All of them: for the tests that look for their sentences.
    pub const ALL: &'static [Self] = &[
        Self::NoIssuer,
        Self::OnlyEmail,
        Self::IssuerIsEmail,
        Self::IssuerIsHost,
        Self::IssuerIsAccount,
        Self::Twin,
        Self::NumberedCopy,
        Self::Rubbish,
        Self::Spelling,
        Self::NearTwin,
    ];

    /// Key of its sentence.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoIssuer => "no-issuer",
            Self::OnlyEmail => "only-email",
            Self::IssuerIsEmail => "issuer-is-email",
            Self::IssuerIsHost => "issuer-is-host",
            Self::IssuerIsAccount => "issuer-is-account",
            Self::Twin => "twin",
            Self::NumberedCopy => "numbered-copy",
            Self::Rubbish => "rubbish",
            Self::Spelling => "spelling",
            Self::NearTwin => "near-twin",
        }
    }
}

/// What is wrong with labels by themselves.
pub(super) fn of_labels(labels: &Labels, spellings: &Spellings) -> Vec<Trouble> {
    let issuer = labels.issuer.trim();
    let account = if labels.account.is_empty() { &labels.login } else { &labels.account };
    let spelt = tidied(issuer) == issuer && spellings.of(issuer).is_some_and(|spelt| spelt != issuer);
    let troubles = [
        (Trouble::NoIssuer, issuer.is_empty() && !is_email(account)),
        (Trouble::OnlyEmail, issuer.is_empty() && is_email(account)),
        (Trouble::IssuerIsEmail, is_email(issuer)),
        (Trouble::IssuerIsHost, is_host(issuer) && by_name(issuer).is_none()),
        (Trouble::IssuerIsAccount, repeats(labels)),
        (Trouble::Rubbish, tidied(issuer) != labels.issuer || tidied(&labels.account) != labels.account),
        (Trouble::Spelling, spelt),
    ];
    troubles.into_iter().filter(|(_, is_so)| *is_so).map(|(trouble, _)| trouble).collect()
}

/// How each issuer of the vault should be spelt.
pub(super) struct Spellings(HashMap<String, String>);

impl Spellings {
    /// Looks at issuers with their number of entries.
    pub(super) fn new(issuers: &[(String, usize)]) -> Self {
        let mut ways: HashMap<String, Vec<&(String, usize)>> = HashMap::new();
        for way in issuers.iter().filter(|(issuer, _)| !issuer.is_empty() && !is_email(issuer)) {
            ways.entry(fold(&way.0)).or_default().push(way);
        }
        let mut better = HashMap::new();
        for ways in ways.values() {
            let most = ways.iter().map(|(_, count)| *count).max().unwrap_or_default();
            let mut leading = ways.iter().filter(|(_, count)| *count == most);
            let (leader, rival) = (leading.next(), leading.next());
            for (issuer, count) in ways {
                // The table knows best. Several entries under a name nobody knows are no slip.
                let known = spelling_of(issuer).filter(|(service, _)| *count == 1 || by_name(issuer) == Some(service));
                let own = by_name(issuer).is_some_and(|service| service.name == issuer);
                let spelt = match (known, leader, rival) {
                    _ if own => continue,
                    (Some((service, _)), ..) if !is_host(issuer) || by_name(issuer).is_some() => {
                        service.name.to_owned()
                    }
                    (None, Some((leader, _)), None) => leader.clone(),
                    _ => continue,
                };
                better.insert(issuer.clone(), spelt);
            }
        }
        Self(better)
    }

    /// The better spelling; `None` when nothing is known.
    pub(super) fn of(&self, issuer: &str) -> Option<&str> {
        self.0.get(issuer).map(String::as_str)
    }
}

/// The labels without the number of a copy.
pub(super) struct Copied {
    /// What it is a copy of.
    pub(super) labels: Labels,
    /// Whether the number stands in brackets, as programs write it.
    pub(super) in_brackets: bool,
}

/// Takes the number of a copy off the account or the issuer: "GitHub 2", "GitHub (2)".
pub(super) fn copied(labels: &Labels) -> Option<Copied> {
    if let Some((account, in_brackets)) = without_number(&labels.account) {
        return Some(Copied { labels: Labels { account: account.to_owned(), ..labels.clone() }, in_brackets });
    }
    let (issuer, in_brackets) = without_number(&labels.issuer).filter(|_| by_name(&labels.issuer).is_none())?;
    Some(Copied { labels: Labels { issuer: issuer.to_owned(), ..labels.clone() }, in_brackets })
}

fn without_number(text: &str) -> Option<(&str, bool)> {
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let (stem, number) = inside.or_else(|| text.rsplit_once(' '))?;
    let is_number = (1..=2).contains(&number.len()) && number.chars().all(|digit| digit.is_ascii_digit());
    (is_number && !stem.trim().is_empty()).then(|| (stem.trim(), inside.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_copy_is_told_from_a_name() {
        for (text, stem) in [
            ("GitHub 2", Some(("GitHub", false))),
            ("GitHub (2)", Some(("GitHub", true))),
            ("acme-sandbox2", None),
            ("Suite 1184", None),
            ("acme (training)", None),
            ("(2)", None),
            ("2", None),
        ] {
            assert_eq!(without_number(text), stem, "{text}");
        }
    }

    #[test]
    fn the_table_knows_spellings_best_then_the_majority() {
        let issuers = [("github", 5), ("GitHub", 1), ("Acme Inc", 3), ("ACME inc", 1), ("Zendessk", 1), ("Slick", 2)];
        let spellings = Spellings::new(&issuers.map(|(issuer, count)| (issuer.to_owned(), count)));
        let better = |issuer: &str| spellings.of(issuer).filter(|spelt| *spelt != issuer);
        assert_eq!(better("github"), Some("GitHub"));
        assert_eq!(better("ACME inc"), Some("Acme Inc"));
        assert_eq!(better("Zendessk"), Some("Zendesk"));
        for good in ["GitHub", "Acme Inc", "Slick", "nobody"] {
            assert_eq!(better(good), None, "{good}");
        }
    }
}
