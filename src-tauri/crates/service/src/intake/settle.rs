//! What each row under review is to the vault, and what it would be called.

use super::{Answer, Choice, Intake, Item, State};
use crate::edit::{clean_note, clean_tags};
use crate::failure::Failure;
use crate::naming::{Clues, propose};
use crate::session::Session;
use crate::settings::Settings;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Fingerprint, LABEL_LIMIT, Labels, Name, clean_text, fingerprint};

impl Session {
    /// What is under review.
    pub fn intake(&self) -> Option<&Intake> {
        self.intake.as_ref()
    }

    /// Remembers a web address as a clue for names; only its host is looked at.
    pub fn intake_clue(&mut self, link: &str) {
        self.intake.get_or_insert_default().clipboard_link = clean_text(link, LABEL_LIMIT);
        self.settle();
    }

    /// Lets everything under review go.
    pub fn intake_discard(&mut self) {
        self.intake = None;
    }

    /// Takes a decision about row `at`.
    ///
    /// # Errors
    /// `entry-gone` when there is no such row.
    pub fn intake_choose(&mut self, at: usize, choice: &Choice) -> Result<(), Failure> {
        let item = self
            .intake
            .as_mut()
            .and_then(|intake| intake.items.get_mut(at))
            .ok_or_else(|| Failure::new("entry-gone"))?;
        item.choose(choice);
        self.settle();
        // Settling sets the tick that goes with a state; the person's own comes last.
        if let (Some(ticked), Some(item)) =
            (choice.ticked, self.intake.as_mut().and_then(|intake| intake.items.get_mut(at)))
        {
            item.ticked = ticked && item.state != State::Unusable;
        }
        Ok(())
    }

    /// Gives every row under review these tags and, where it is `Some`, this note.
    pub fn intake_mark(&mut self, tags: &[String], note: Option<&str>) {
        for item in self.intake.iter_mut().flat_map(|intake| &mut intake.items) {
            for labels in [&mut item.came, &mut item.labels] {
                labels.tags = clean_tags(&[labels.tags.as_slice(), tags].concat());
                if let Some(note) = note {
                    labels.note = clean_note(note);
                }
            }
        }
    }

    /// Takes every proposed name.
    pub fn intake_use_all_names(&mut self) {
        for item in self.intake.iter_mut().flat_map(|intake| &mut intake.items) {
            item.choose(&Choice { use_proposal: Some(true), ..Choice::default() });
        }
        self.settle();
    }

    /// Brings every row under review up to date with the vault and with the other rows.
    pub(crate) fn settle(&mut self) {
        let Some(mut intake) = self.intake.take() else { return };
        let known = Known::new(self.entries(), self.settings());
        let clues =
            Clues { clipboard_link: intake.clipboard_link.clone(), issuers: known.issuers.clone(), ..Clues::default() };
        for item in &mut intake.items {
            let file_name = item
                .picture
                .and_then(|at| intake.pictures.get(at))
                .map(|picture| picture.name.clone())
                .unwrap_or_default();
            item.settle(&known, &Clues { file_name, ..clues.clone() }, self.settings());
        }
        self.intake = Some(intake);
    }
}

/// The vault as rows meet it.
struct Known {
    by_secret: HashMap<Fingerprint, (EntryId, Name)>,
    by_name: HashMap<String, (EntryId, Name)>,
    issuers: Vec<(String, usize)>,
}

impl Known {
    fn new(entries: &[Entry], settings: &Settings) -> Self {
        let template = settings.template();
        let (mut by_secret, mut by_name) = (HashMap::new(), HashMap::new());
        let mut issuers: HashMap<&str, usize> = HashMap::new();
        for entry in entries.iter().filter(|entry| !entry.is_trashed()) {
            let name = template.name(&entry.labels, &settings.endings);
            by_secret.entry(fingerprint(&entry.otp)).or_insert((entry.id, name.clone()));
            by_name.entry(name.full().to_lowercase()).or_insert((entry.id, name));
            *issuers.entry(&entry.labels.issuer).or_default() += 1;
        }
        let issuers = issuers.into_iter().map(|(issuer, count)| (issuer.to_owned(), count)).collect();
        Self { by_secret, by_name, issuers }
    }
}

impl Item {
    fn choose(&mut self, choice: &Choice) {
        if let Some(answer) = choice.answer {
            self.answer = answer;
            self.ticked = match self.state {
                State::Conflict => matches!(answer, Answer::KeepBoth | Answer::Replace),
                State::New | State::Same | State::Renamed | State::Unusable => self.ticked,
            };
        }
        match (choice.use_proposal, &self.proposal) {
            (Some(true), Some(proposal)) => {
                self.labels.issuer.clone_from(&proposal.issuer);
                self.labels.account.clone_from(&proposal.account);
                self.labels.login.clone_from(&proposal.login);
                self.proposal_used = true;
            }
            (Some(false), _) => {
                self.labels = self.came.clone();
                self.proposal_used = false;
                self.name_settled = true;
            }
            _ => {}
        }
        if let Some(issuer) = &choice.issuer {
            self.labels.issuer = clean_text(issuer, LABEL_LIMIT);
            self.name_settled = true;
        }
        if let Some(account) = &choice.account {
            self.labels.account = clean_text(account, LABEL_LIMIT);
            self.name_settled = true;
        }
    }

    fn settle(&mut self, known: &Known, clues: &Clues, settings: &Settings) {
        if self.otp.is_none() {
            return;
        }
        let first = !self.seen;
        self.proposal = propose(&self.came, clues, &settings.endings);
        if first && self.proposal.as_ref().is_some_and(|proposal| proposal.evidence.is_certain()) {
            self.choose(&Choice { use_proposal: Some(true), ..Choice::default() });
        }
        let template = settings.template();
        let name = |labels: &Labels| template.name(labels, &settings.endings);
        self.name = name(&self.labels);
        let came = name(&self.came).full();
        self.was = if self.name.full() == came { String::new() } else { came };
        self.name_needed = self.labels.issuer.is_empty() && !self.name_settled && self.proposal.is_none();
        let same_secret = self.otp.as_ref().and_then(|otp| known.by_secret.get(&fingerprint(otp)));
        let same_name = known.by_name.get(&self.name.full().to_lowercase());
        let (state, existing) = match (same_secret, same_name) {
            (Some(entry), _) if entry.1.full().to_lowercase() == self.name.full().to_lowercase() => {
                (State::Same, Some(entry))
            }
            (Some(entry), _) => (State::Renamed, Some(entry)),
            (None, Some(entry)) => (State::Conflict, Some(entry)),
            (None, None) => (State::New, None),
        };
        if first || state != self.state {
            self.ticked = matches!(state, State::New | State::Renamed);
            self.answer = if state == State::Renamed { Answer::KeepMine } else { Answer::None };
        }
        self.state = state;
        self.existing = existing.map(|(id, _)| *id);
        self.existing_name = existing.map(|(_, name)| name.clone());
        self.seen = true;
    }
}
