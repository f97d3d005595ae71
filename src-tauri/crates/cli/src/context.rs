//! What every command has: the folder of the vault, the ways into it, and the output.

use crate::args::{Global, SourcePassword};
use crate::output::Output;
use crate::password;
use crate::refusal::Refusal;
use crate::words::Message;
use std::path::PathBuf;
use watchword_secret::SecretText;
use watchword_service::{Consent, Failure, Profile, Session, Standing};

/// What every command has.
pub(crate) struct Context {
    /// How to print.
    pub(crate) output: Output,
    /// The folder of the vault.
    pub(crate) profile: Profile,
    global: Global,
    /// The password that opened the vault in this process.
    typed: Option<SecretText>,
}

impl Context {
    /// Finds the folder; opens and makes nothing.
    pub(crate) fn new(mut global: Global, output: Output) -> Result<Self, Refusal> {
        let set = std::env::var_os("WATCHWORD_VAULT").filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let folder = global.vault.take().or(set).or_else(watchword_desktop::data_folder);
        let folder = folder.ok_or_else(|| Refusal::new("no-data-folder"))?;
        Ok(Self { output, profile: Profile::at(&folder, watchword_desktop::machine()), global, typed: None })
    }

    /// Opens the vault: with the password that was handed in, else with this computer's key, else by asking.
    pub(crate) fn open(&mut self) -> Result<Session, Refusal> {
        if let Some(password) = self.given_password()? {
            return self.open_with(password);
        }
        match self.profile.unlock_remembered() {
            Ok(Some(session)) => return Ok(session),
            Ok(None) => {}
            Err(failure) if failure.code == "keyring-silent" => self.output.say(Message::KeyringSilent, &[]),
            Err(failure) => return Err(failure.into()),
        }
        self.check_there_is_one()?;
        let password = password::ask(self.output, Message::AskPassword, &[])?;
        self.open_with(password)
    }

    /// Opens the vault with its password, also where this computer is remembered: whoever finds an open desk must not
    /// see or change what opens the vault.
    pub(crate) fn open_with_password(&mut self) -> Result<Session, Refusal> {
        if let Some(password) = self.given_password()? {
            return self.open_with(password);
        }
        self.check_there_is_one()?;
        let password = password::ask(self.output, Message::AskPassword, &[])?;
        self.open_with(password)
    }

    /// The password that opened the vault, or one that is asked for now.
    pub(crate) fn password(&mut self) -> Result<SecretText, Refusal> {
        if let Some(password) = &self.typed {
            return Ok(password.duplicate());
        }
        match self.given_password()? {
            Some(password) => Ok(password),
            None => password::ask(self.output, Message::AskPassword, &[]),
        }
    }

    /// The password of a backup: its own options, else the vault's, else the one that opened the vault.
    pub(crate) fn source_password(&mut self, source: &SourcePassword, ask: Message) -> Result<SecretText, Refusal> {
        if let Some(password) = password::given(source.source_password_file.as_deref(), source.source_password_fd)? {
            return Ok(password);
        }
        if let Some(password) = &self.typed {
            return Ok(password.duplicate());
        }
        match self.given_password()? {
            Some(password) => Ok(password),
            None => password::ask(self.output, ask, &[]),
        }
    }

    /// A password for a vault to be made.
    pub(crate) fn first_password(&mut self) -> Result<SecretText, Refusal> {
        let (file, fd) = (self.global.password_file.as_deref(), self.global.password_fd);
        password::new_password(self.output, file, fd)
    }

    /// Does something that computes a password's key; where that is unusually costly it asks first.
    pub(crate) fn consenting<T>(
        &mut self,
        mut act: impl FnMut(&mut Self, Consent) -> Result<T, Failure>,
    ) -> Result<T, Refusal> {
        if self.global.accept_cost {
            return Ok(act(self, Consent::Given)?);
        }
        match act(self, Consent::Ask) {
            Err(failure) if failure.code == "needs-consent" && password::is_attended() => {
                let values = [("mib", failure.value("mib")), ("seconds", failure.value("seconds"))];
                let answer = self.output.ask(Message::AskCost, &values).unwrap_or_default();
                if is_yes(&answer) { Ok(act(self, Consent::Given)?) } else { Err(failure.into()) }
            }
            other => Ok(other?),
        }
    }

    /// Whether the person agreed beforehand to a costly computation.
    pub(crate) fn consent(&self) -> Consent {
        if self.global.accept_cost { Consent::Given } else { Consent::Ask }
    }

    fn open_with(&mut self, password: SecretText) -> Result<Session, Refusal> {
        let session = self.consenting(|context, consent| context.profile.unlock(&password, consent))?;
        self.typed = Some(password);
        Ok(session)
    }

    fn given_password(&mut self) -> Result<Option<SecretText>, Refusal> {
        // Taken: a descriptor gives its line once.
        let (file, fd) = (self.global.password_file.take(), self.global.password_fd.take());
        password::given(file.as_deref(), fd)
    }

    /// Nobody should type a password for a vault that is not there.
    fn check_there_is_one(&self) -> Result<(), Refusal> {
        let code = match self.profile.standing()? {
            Standing::Locked => return Ok(()),
            Standing::FirstRun => "no-vault",
            Standing::Damaged => "damaged",
            Standing::Missing => "vault-missing",
            Standing::Newer => "newer-version",
        };
        Err(Refusal::new(code))
    }
}

/// Whether an answer means yes, in either language.
fn is_yes(answer: &str) -> bool {
    ["y", "yes", "s", "sí", "si"].contains(&answer.to_lowercase().as_str())
}
