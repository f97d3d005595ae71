//! What each row under review is to the vault, and what it would be called.

use super::{Answer, Choice, Intake, Item, Standing, State};
use crate::edit::{clean_note, clean_tags};
use crate::failure::Failure;
use crate::naming::{Clues, propose};
use crate::session::Session;
use crate::settings::Settings;
use std::collections::HashMap;
use watchword_entry::{Entry, EntryId, Fingerprint, Form, LABEL_LIMIT, Labels, Name, clean_text, fingerprint, form};
use watchword_otp::Kind;

/// The warning of a row whose secret is in the vault with other digits, another period or another algorithm.
const OTHER_SETTINGS: &str = "other-settings";

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
        if let Some(intake) = self.intake.take() {
            self.keep_for_receipt(intake.items);
        }
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
            // A name that the person gave or kept is theirs.
            if !item.name_settled {
                item.choose(&Choice { use_proposal: Some(true), ..Choice::default() });
            }
        }
        self.settle();
    }

    /// Brings every row under review up to date with the vault and with the rows before it. Returns whether a row that
    /// was judged before now meets something else.
    pub(crate) fn settle(&mut self) -> bool {
        let Some(mut intake) = self.intake.take() else { return false };
        let changed = intake.settle(self.entries(), self.settings());
        self.intake = Some(intake);
        changed
    }
}

impl Intake {
    /// Brings every row up to date with `entries` and with the rows before it. Returns whether a row that was judged
    /// before now meets something else.
    pub(super) fn settle(&mut self, entries: &[Entry], settings: &Settings) -> bool {
        let known = Known::new(entries, settings);
        let clues =
            Clues { clipboard_link: self.clipboard_link.clone(), issuers: known.issuers.clone(), ..Clues::default() };
        let mut above: HashMap<(Fingerprint, Form), Name> = HashMap::new();
        let mut changed = false;
        for item in &mut self.items {
            let picture = item.picture.and_then(|at| self.pictures.get(at));
            let file_name = picture.map(|picture| picture.name.clone()).unwrap_or_default();
            let (seen, met) = (item.seen, (item.state, item.existing));
            item.settle(&known, &above, &Clues { file_name, ..clues.clone() }, settings);
            changed |= seen && met != (item.state, item.existing);
            if let Some(otp) = item.otp.as_ref().filter(|_| item.state == State::New) {
                above.entry((fingerprint(otp), form(otp))).or_insert_with(|| item.name.clone());
            }
        }
        changed
    }
}

/// The vault as rows meet it.
struct Known {
    /// One secret may be there in several forms.
    by_secret: HashMap<Fingerprint, Vec<Mine>>,
    by_name: HashMap<String, (EntryId, Name)>,
    issuers: Vec<(String, usize)>,
}

/// An entry of the vault as rows with its secret meet it.
struct Mine {
    id: EntryId,
    name: Name,
    counter: u64,
    form: Form,
    old_names: Vec<String>,
}

impl Mine {
    /// Whether it is called so, or once was: whoever kept a name is not asked for it again.
    fn is_called(&self, name: &str) -> bool {
        self.name.full().to_lowercase() == name || self.old_names.iter().any(|old| old.to_lowercase() == name)
    }
}

impl Known {
    fn new(entries: &[Entry], settings: &Settings) -> Self {
        let template = settings.template();
        let mut by_secret: HashMap<Fingerprint, Vec<Mine>> = HashMap::new();
        let mut by_name = HashMap::new();
        let mut issuers: HashMap<&str, usize> = HashMap::new();
        for entry in entries.iter().filter(|entry| !entry.is_trashed()) {
            let name = template.name(&entry.labels, &settings.endings);
            by_secret.entry(fingerprint(&entry.otp)).or_default().push(Mine {
                id: entry.id,
                name: name.clone(),
                counter: entry.otp.counter,
                form: form(&entry.otp),
                old_names: entry.labels.old_names.clone(),
            });
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
                State::New | State::Same | State::Renamed | State::Ahead | State::Unusable => self.ticked,
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

    fn settle(
        &mut self,
        known: &Known,
        above: &HashMap<(Fingerprint, Form), Name>,
        clues: &Clues,
        settings: &Settings,
    ) {
        if self.otp.is_none() {
            self.name = settings.template().name(&self.labels, &settings.endings);
            return;
        }
        let first = !self.seen;
        self.proposal = propose(&self.came, clues, &settings.endings);
        if first && !self.name_settled && self.proposal.as_ref().is_some_and(|proposal| proposal.evidence.is_certain())
        {
            self.choose(&Choice { use_proposal: Some(true), ..Choice::default() });
        }
        let template = settings.template();
        let name = |labels: &Labels| template.name(labels, &settings.endings);
        self.name = name(&self.labels);
        let came = name(&self.came).full();
        self.was = if self.name.full() == came { String::new() } else { came.clone() };
        self.name_needed = self.labels.issuer.is_empty() && !self.name_settled && self.proposal.is_none();
        let print = self.otp.as_ref().map(|otp| (fingerprint(otp), form(otp)));
        let same_secret = print.and_then(|(print, form)| {
            let mine = known.by_secret.get(&print)?;
            mine.iter().find(|mine| mine.form == form).or(mine.first()).map(|mine| (mine, mine.form == form))
        });
        let same_name = known.by_name.get(&self.name.full().to_lowercase());
        let row_above = print.and_then(|print| above.get(&print));
        let called = [self.name.full().to_lowercase(), came.to_lowercase()];
        let (state, existing, existing_name) = match (same_secret, same_name, row_above) {
            // The same secret in another form gives other codes: one of the two is wrong.
            (Some((mine, false)), _, _) => (State::Conflict, Some(mine.id), Some(&mine.name)),
            (Some((mine, true)), _, _) => {
                let state = if !called.iter().any(|name| mine.is_called(name)) {
                    State::Renamed
                } else if self.kind() == Some(Kind::Hotp) && self.counter() > mine.counter {
                    State::Ahead
                } else {
                    State::Same
                };
                (state, Some(mine.id), Some(&mine.name))
            }
            // The same secret twice in one batch is one entry, under the name that came first.
            (None, _, Some(name)) => (State::Same, None, Some(name)),
            (None, Some((id, name)), None) => (State::Conflict, Some(*id), Some(name)),
            (None, None, None) => (State::New, None, None),
        };
        // A decision was about what the row met then; meeting something else, it is asked for again.
        if first || (state, existing) != (self.state, self.existing) {
            let is_ticked = |state| matches!(state, State::New | State::Renamed | State::Ahead);
            let unticked = !first && !self.ticked && is_ticked(self.state);
            // What is in the bin there, or put away, comes when it is asked for.
            let standing = self.from.as_ref().map_or(Standing::Active, |from| from.standing);
            let put_away = standing != Standing::Active && self.receipt_row.is_none();
            self.ticked = is_ticked(state) && !unticked && !(first && put_away);
            self.answer = if state == State::Renamed { Answer::KeepMine } else { Answer::None };
        }
        self.warnings.retain(|warning| *warning != OTHER_SETTINGS);
        if same_secret.is_some_and(|(_, is_same_form)| !is_same_form) {
            self.warnings.push(OTHER_SETTINGS);
        }
        self.state = state;
        self.existing = existing;
        self.existing_name = existing_name.cloned();
        self.seen = true;
    }
}
