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
    let spelt = tidied(issuer) == issuer && spellings.of(issuer).is_some();
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

/// How each issuer of the vault should be spelt; `None` for one that is good or of which nothing is known.
pub(super) struct Spellings(HashMap<String, Option<String>>);

impl Spellings {
    /// Looks at issuers with their number of entries.
    pub(super) fn new(issuers: &[(String, usize)]) -> Self {
        let mut ways: HashMap<String, Vec<&(String, usize)>> = HashMap::new();
        for way in issuers.iter().filter(|(issuer, _)| !issuer.is_empty() && !is_email(issuer)) {
            ways.entry(fold(&way.0)).or_default().push(way);
        }
        let mut spelt = HashMap::new();
        for ways in ways.values() {
            let most = ways.iter().map(|(_, count)| *count).max().unwrap_or_default();
            let mut leading = ways.iter().filter(|(_, count)| *count == most).map(|(issuer, _)| issuer);
            let leader = leading.next().filter(|_| leading.next().is_none());
            for (issuer, count) in ways {
                spelt.insert(issuer.clone(), better_spelling(issuer, *count, leader.map(String::as_str)));
            }
        }
        Self(spelt)
    }

    /// The better spelling.
    pub(super) fn of(&self, issuer: &str) -> Option<String> {
        self.0.get(issuer).cloned().unwrap_or_else(|| better_spelling(issuer, 1, None))
    }
}

/// How an issuer with so many entries should be spelt: as the table has it, else as most entries do.
fn better_spelling(issuer: &str, count: usize, leader: Option<&str>) -> Option<String> {
    let known = by_name(issuer);
    // The number of a copy is no spelling.
    if known.is_none() && without_number(issuer).is_some_and(|(stem, _)| by_name(stem).is_some()) {
        return None;
    }
    if known.is_some_and(|service| service.name == issuer) || (known.is_none() && is_host(issuer)) {
        return None;
    }
    // Several entries under a name that nobody knows are no slip.
    let service = spelling_of(issuer).filter(|(service, _)| count == 1 || known == Some(*service));
    let spelt = service.map_or(leader, |(service, _)| Some(service.name));
    spelt.filter(|spelt| *spelt != issuer).map(str::to_owned)
}

/// The labels without the number of a copy.
pub(super) struct Copied {
    /// What it is a copy of.
    pub(super) labels: Labels,
    /// Whether it is one whatever else there is: the number stands in brackets, as programs write it, or behind a
    /// known service.
    pub(super) is_plain_copy: bool,
}

/// Takes the number of a copy off the account or the issuer: "GitHub 2", "GitHub (2)".
pub(super) fn copied(labels: &Labels) -> [Option<Copied>; 2] {
    let account = without_number(&labels.account).map(|(account, is_plain_copy)| Copied {
        labels: Labels { account: account.to_owned(), ..labels.clone() },
        is_plain_copy,
    });
    let issuer = without_number(&labels.issuer).filter(|_| by_name(&labels.issuer).is_none());
    let issuer = issuer.map(|(issuer, in_brackets)| Copied {
        labels: Labels { issuer: issuer.to_owned(), ..labels.clone() },
        is_plain_copy: in_brackets || by_name(issuer).is_some(),
    });
    [account, issuer]
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
        let better = |issuer: &str| spellings.of(issuer);
        assert_eq!(better("github").as_deref(), Some("GitHub"));
        assert_eq!(better("ACME inc").as_deref(), Some("Acme Inc"));
        assert_eq!(better("Zendessk").as_deref(), Some("Zendesk"));
        for good in ["GitHub", "Acme Inc", "Slick", "nobody"] {
            assert_eq!(better(good), None, "{good}");
        }
    }
}
