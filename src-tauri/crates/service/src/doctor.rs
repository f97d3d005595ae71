//! The name doctor: finds names that say too little or look alike, and proposes better ones by evidence.
//!
//! What is wrong with a name is judged over the whole vault (`trouble.rs`, `alike.rs`); what would be better comes from
//! [`propose`] for its labels, and from logins where only the whole vault shows what tells entries apart. A proposal
//! never gives an entry the name of another.

mod alike;
mod trouble;

use crate::edit::Done;
use crate::failure::Failure;
use crate::naming::{Clues, Evidence, Proposal, majority, propose, who};
use crate::session::Session;
use alike::Alike;
use std::collections::{HashMap, HashSet};
pub use trouble::Trouble;
use trouble::{Copied, Spellings, copied};
use watchword_entry::{Ending, Entry, EntryId, Labels, Name, NameTemplate};

/// The most other entries that a finding names.
const OTHERS: usize = 5;
/// The most further steps to a good name: tidying, spelling, the ending, the number of a copy.
const STEPS: usize = 4;

/// A name that says too little or looks like another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The entry.
    pub id: EntryId,
    /// Its name as shown now.
    pub name: Name,
    /// What is wrong with it, the weightiest first.
    pub troubles: Vec<Trouble>,
    /// A better name, when there is evidence for one.
    pub proposal: Option<Proposal>,
    /// How that name would be shown.
    pub proposed_name: Option<Name>,
    /// Entries of the same name, of nearly the same, and the one of which it is a copy: five at most.
    pub others: Vec<EntryId>,
}

impl Session {
    /// The names of entries in use that could be better: first those with a proposal, then by name.
    pub fn names(&self) -> Vec<Finding> {
        let settings = self.settings();
        let entries: Vec<&Entry> = self.entries().iter().filter(|entry| !entry.is_trashed()).collect();
        Examination::new(&entries, &settings.template(), &settings.endings).findings()
    }

    /// Gives entries the names that are proposed for them now, in one change. The old names stay searchable.
    ///
    /// # Errors
    /// `no-better-name` when none of them has a proposal, or why it could not be saved.
    pub fn apply_names(&mut self, ids: &[EntryId]) -> Result<Done, Failure> {
        let wanted: HashSet<EntryId> = ids.iter().copied().collect();
        let mut better: HashMap<EntryId, Labels> = HashMap::new();
        for finding in self.names().into_iter().filter(|finding| wanted.contains(&finding.id)) {
            if let Some(proposal) = finding.proposal {
                let before = &self.entry(finding.id)?.labels;
                let mut labels = proposal.on(before);
                self.keep_old_name(&mut labels, before);
                better.insert(finding.id, labels);
            }
        }
        // Each once, in the order of the asking.
        let mut taken = HashSet::new();
        let named: Vec<EntryId> =
            ids.iter().copied().filter(|id| better.contains_key(id) && taken.insert(*id)).collect();
        if named.is_empty() {
            return Err(Failure::new("no-better-name"));
        }
        self.change("renamed", &named, |entry| {
            if let Some(labels) = better.get(&entry.id) {
                entry.labels.clone_from(labels);
            }
        })
    }

    /// What a naming template would make of some entries, with the name before and after: such whose name changes
    /// and that differ in kind come first.
    ///
    /// # Errors
    /// `bad-template` when it is none.
    pub fn preview_names(&self, template: &str, count: usize) -> Result<Vec<(EntryId, String, String)>, Failure> {
        let wanted = NameTemplate::parse(template).map_err(|_| Failure::new("bad-template"))?;
        let (current, endings) = (self.settings().template(), &self.settings().endings);
        let mut shapes = HashSet::new();
        let mut issuers = HashSet::new();
        let mut rows: Vec<_> = self
            .entries()
            .iter()
            .filter(|entry| !entry.is_trashed())
            .map(|entry| {
                let before = current.name(&entry.labels, endings).full();
                (entry, before, wanted.name(&entry.labels, endings))
            })
            .collect();
        rows.sort_by_cached_key(|(entry, before, _)| (before.to_lowercase(), entry.id.to_string()));
        let mut ranked: Vec<_> = rows
            .into_iter()
            .map(|(entry, before, after)| {
                let labels = &entry.labels;
                let filled = [&labels.issuer, &labels.account, &labels.login].map(|field| !field.is_empty());
                let same = before == after.full();
                let new_shape = shapes.insert((same, filled, !labels.tags.is_empty(), !after.ending.is_empty()));
                let new_issuer = issuers.insert((same, labels.issuer.to_lowercase()));
                (same, !new_shape, !new_issuer, entry.id, before, after.full())
            })
            .collect();
        ranked.sort_by_key(|(same, old_shape, old_issuer, ..)| (*same, *old_shape, *old_issuer));
        Ok(ranked.into_iter().take(count).map(|(.., id, before, after)| (id, before, after)).collect())
    }
}

/// All names of the vault, held against each other.
struct Examination<'a> {
    entries: &'a [&'a Entry],
    template: &'a NameTemplate,
    endings: &'a [Ending],
    names: Vec<Name>,
    alike: Alike,
    spellings: Spellings,
    clues: Clues,
}

impl<'a> Examination<'a> {
    fn new(entries: &'a [&'a Entry], template: &'a NameTemplate, endings: &'a [Ending]) -> Self {
        let names: Vec<Name> = entries.iter().map(|entry| template.name(&entry.labels, endings)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for entry in entries {
            *counts.entry(&entry.labels.issuer).or_default() += 1;
        }
        let issuers: Vec<(String, usize)> =
            counts.into_iter().map(|(issuer, count)| (issuer.to_owned(), count)).collect();
        let spellings = Spellings::new(&issuers);
        // One name is enough to tell of a majority, and is asked for once for each entry.
        let issuers = majority(&issuers).map(|issuer| (issuer.name.to_owned(), entries.len())).into_iter().collect();
        let clues = Clues { issuers, ..Clues::default() };
        let alike = Alike::new(&names);
        Self { entries, template, endings, names, alike, spellings, clues }
    }

    fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<(usize, Finding)> = Vec::new();
        for (row, (entry, name)) in self.entries.iter().zip(&self.names).enumerate() {
            let (twins, near) = (self.alike.twins(row), self.alike.near(row));
            let copied = self.copied(&entry.labels);
            let original = copied.as_ref().map(|copied| self.alike.named(&self.name_of(&copied.labels)));
            let mut troubles = trouble::of_labels(&entry.labels, &self.spellings);
            let known = [
                (Trouble::Twin, !twins.is_empty()),
                (Trouble::NumberedCopy, copied.is_some()),
                (Trouble::NearTwin, !near.is_empty() && copied.is_none()),
            ];
            troubles.extend(known.into_iter().filter(|(_, is_so)| *is_so).map(|(trouble, _)| trouble));
            troubles.sort_unstable();
            if troubles.is_empty() {
                continue;
            }
            let mut others: Vec<usize> = Vec::new();
            for other in original.unwrap_or_default().iter().chain(&twins).chain(&near).copied() {
                if other != row && !others.contains(&other) {
                    others.push(other);
                }
            }
            let others =
                others.into_iter().take(OTHERS).filter_map(|other| Some(self.entries.get(other)?.id)).collect();
            let proposal = self.proposal(&entry.labels, &troubles, copied);
            let finding = Finding { id: entry.id, name: name.clone(), troubles, proposal, proposed_name: None, others };
            findings.push((row, finding));
        }
        self.keep_apart(&mut findings);
        let mut findings: Vec<Finding> = findings.into_iter().map(|(_, finding)| finding).collect();
        findings.sort_by_cached_key(|finding| {
            (finding.proposal.is_none(), finding.name.full().to_lowercase(), finding.id.to_string())
        });
        findings
    }

    /// The better name of an entry by itself, before it is held against the others: with all that is known, so that
    /// a name that was made better is good.
    fn proposal(&self, labels: &Labels, troubles: &[Trouble], copied: Option<Copied>) -> Option<Proposal> {
        let mut better = self.step(labels, troubles, copied)?;
        for _ in 0..STEPS {
            let labels = better.on(labels);
            let copied = self.copied(&labels);
            let mut troubles = trouble::of_labels(&labels, &self.spellings);
            troubles.extend(copied.as_ref().map(|_| Trouble::NumberedCopy));
            let Some(next) = self.step(&labels, &troubles, copied) else { break };
            // What it began with explains it best.
            better = Proposal { evidence: better.evidence, detail: better.detail, ..next };
        }
        Some(better)
    }

    /// What a name is a copy of, where its number says so.
    fn copied(&self, labels: &Labels) -> Option<Copied> {
        copied(labels)
            .into_iter()
            .flatten()
            .find(|copied| copied.is_plain_copy || !self.alike.named(&self.name_of(&copied.labels)).is_empty())
    }

    fn step(&self, labels: &Labels, troubles: &[Trouble], copied: Option<Copied>) -> Option<Proposal> {
        // Looking like another is no reason to change a name that says all there is to say.
        if troubles.iter().all(|trouble| *trouble == Trouble::NearTwin) {
            return None;
        }
        if let Some(found) = propose(labels, &self.clues, self.endings) {
            return Some(found);
        }
        if let Some(copied) = copied {
            return self.told_apart(&copied.labels);
        }
        if troubles.contains(&Trouble::Twin) {
            return self.told_apart(labels);
        }
        let spelt = self.spellings.of(&labels.issuer)?;
        Some(Proposal {
            issuer: spelt.clone(),
            account: labels.account.clone(),
            login: labels.login.clone(),
            evidence: Evidence::Spelling,
            detail: spelt,
        })
    }

    /// The account with who signs in: `acme (ana)`, or `ana` alone where there is no account.
    fn told_apart(&self, labels: &Labels) -> Option<Proposal> {
        let detail = who(labels);
        let proposal = |account: String| Proposal {
            issuer: labels.issuer.clone(),
            account,
            login: if labels.login.is_empty() { detail.clone() } else { labels.login.clone() },
            evidence: Evidence::Login,
            detail: detail.clone(),
        };
        if self.is_free(&self.name_of(labels), labels) && !labels.account.is_empty() {
            // Without its number it is alone: the account told it apart all along.
            return Some(Proposal { detail: labels.account.clone(), ..proposal(labels.account.clone()) });
        }
        if detail.is_empty() || detail.to_lowercase() == labels.account.to_lowercase() {
            return None;
        }
        Some(proposal(beside(&labels.account, &detail)))
    }

    /// Takes proposals away that would give two entries one name, and tries the logins there.
    fn keep_apart(&self, findings: &mut [(usize, Finding)]) {
        let wanted = self.wanted(findings);
        for (row, finding) in findings.iter_mut() {
            let (Some(entry), Some(proposal)) = (self.entries.get(*row), &finding.proposal) else { continue };
            let name = self.name_of(&proposal.on(&entry.labels));
            let rivals = wanted.get(&name).copied().unwrap_or_default() > 1;
            if !rivals && self.is_free_for(&name, *row) {
                continue;
            }
            // The first part of a login has not told them apart where it was tried before: then the whole one.
            let login = if proposal.login.is_empty() { who(&entry.labels) } else { proposal.login.clone() };
            let account = if proposal.evidence == Evidence::Login {
                whole_beside(&proposal.account, &login)
            } else {
                beside(&proposal.account, &login)
            };
            if !login.is_empty() && account != proposal.account {
                finding.proposal = Some(Proposal { account, ..proposal.clone() });
            }
        }
        // Whoever is first keeps the name; without anything that tells it apart the next is for the person to name.
        let mut given: HashSet<String> = HashSet::new();
        for (row, finding) in findings.iter_mut() {
            let (Some(entry), Some(proposal)) = (self.entries.get(*row), &finding.proposal) else { continue };
            let labels = proposal.on(&entry.labels);
            let name = self.name_of(&labels);
            if labels.issuer == entry.labels.issuer && labels.account == entry.labels.account
                || !self.is_free_for(&name, *row)
                || !given.insert(name)
            {
                finding.proposal = None;
                continue;
            }
            finding.proposed_name = Some(self.template.name(&labels, self.endings));
        }
    }

    /// How many proposals there are for each name.
    fn wanted(&self, findings: &[(usize, Finding)]) -> HashMap<String, usize> {
        let mut wanted: HashMap<String, usize> = HashMap::new();
        for (row, finding) in findings {
            if let (Some(entry), Some(proposal)) = (self.entries.get(*row), &finding.proposal) {
                *wanted.entry(self.name_of(&proposal.on(&entry.labels))).or_default() += 1;
            }
        }
        wanted
    }

    fn name_of(&self, labels: &Labels) -> String {
        self.template.name(labels, self.endings).full().to_lowercase()
    }

    /// Whether no entry but `row` is called that now.
    fn is_free_for(&self, name: &str, row: usize) -> bool {
        self.alike.named(name).iter().all(|other| *other == row)
    }

    fn is_free(&self, name: &str, labels: &Labels) -> bool {
        let is_this = |row: &usize| self.entries.get(*row).is_some_and(|entry| entry.labels == *labels);
        self.alike.named(name).iter().all(is_this) && self.alike.named(name).len() < 2
    }
}

/// `acme (ana)` for the login `ana@acme.example`; the login's first part alone where there is no account.
fn beside(account: &str, login: &str) -> String {
    let is_account = |text: &str| text.to_lowercase() == account.to_lowercase();
    let local = login.split('@').next().filter(|local| !local.is_empty()).unwrap_or(login);
    let told = if is_account(local) { login } else { local };
    match account {
        "" => told.to_owned(),
        _ if is_account(told) => account.to_owned(),
        _ => format!("{account} ({told})"),
    }
}

/// The same with the whole login.
fn whole_beside(account: &str, login: &str) -> String {
    match account.rsplit_once(" (") {
        Some((account, _)) => format!("{account} ({login})"),
        None => login.to_owned(),
    }
}

#[cfg(test)]
mod tests;
