//! The ways in: `password`, `recovery-key`, `remember` and `lock`.

use crate::args::{NewPassword, PasswordCommand, RecoveryKeySource, RememberCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::Exposed;
use crate::password;
use crate::refusal::Refusal;
use crate::time;
use crate::words::Message;
use serde::Serialize;
use watchword_secret::SecretText;
use watchword_service::Session;
use watchword_service::profile::{Remembered, Trust};

#[derive(Serialize)]
struct PasswordView {
    password: &'static str,
}

#[derive(Serialize)]
struct RecoveryKeyView<'a> {
    recovery_key: Exposed<'a>,
}

#[derive(Serialize)]
struct CheckedView {
    opens: bool,
}

#[derive(Serialize)]
struct RememberView {
    remembered: bool,
    until: Option<u64>,
}

/// Changes the password, knowing it or with the recovery key.
pub(super) fn password(context: &mut Context, command: &PasswordCommand) -> Result<Exit, Refusal> {
    match command {
        PasswordCommand::Set { new } => {
            let session = context.open_with_password()?;
            set_password(context, session, new)
        }
        PasswordCommand::Forget { key, new } => {
            let key = recovery_key(context, key)?;
            let session = context.profile.unlock_with_recovery_key(&key)?;
            set_password(context, session, new)
        }
    }
}

fn set_password(context: &Context, mut session: Session, new: &NewPassword) -> Result<Exit, Refusal> {
    let password = password::new_password(context.output, new.new_password_file.as_deref(), new.new_password_fd)?;
    session.set_password(&password)?;
    if context.output.json {
        context.output.document(&PasswordView { password: "set" });
    } else {
        context.output.say(Message::PasswordSet, &[]);
    }
    Ok(Exit::Done)
}

/// Makes a new recovery key and prints it this once.
pub(super) fn new_recovery_key(context: &mut Context) -> Result<Exit, Refusal> {
    let mut session = context.open_with_password()?;
    let key = session.new_recovery_key()?.to_groups();
    if context.output.json {
        context.output.document(&RecoveryKeyView { recovery_key: Exposed(&key) });
    } else {
        context.output.say(Message::RecoveryKeyFollows, &[]);
        context.output.secret(&key);
    }
    Ok(Exit::Done)
}

/// Tries whether a recovery key opens the vault.
pub(super) fn check_recovery_key(context: &mut Context, source: &RecoveryKeySource) -> Result<Exit, Refusal> {
    let key = recovery_key(context, source)?;
    context.profile.unlock_with_recovery_key(&key)?;
    if context.output.json {
        context.output.document(&CheckedView { opens: true });
    } else {
        context.output.say(Message::RecoveryKeyGood, &[]);
    }
    Ok(Exit::Done)
}

fn recovery_key(context: &Context, source: &RecoveryKeySource) -> Result<SecretText, Refusal> {
    match password::given(source.recovery_key_file.as_deref(), source.recovery_key_fd)? {
        Some(key) => Ok(key),
        None => password::ask(context.output, Message::AskRecoveryKey, &[]),
    }
}

/// Remembers this computer, forgets it, or says which.
pub(super) fn remember(context: &mut Context, command: &RememberCommand) -> Result<Exit, Refusal> {
    let remembered = match command {
        RememberCommand::On { time } => {
            // The argument parser lets only known words through.
            let trust = Trust::parse(time).ok_or_else(|| Refusal::usage(time.clone()))?;
            let mut session = context.open_with_password()?;
            context.profile.remember(&mut session, trust)?
        }
        RememberCommand::Off => {
            context.profile.forget()?;
            Remembered::No
        }
        RememberCommand::Status => context.profile.remembered(),
    };
    say_remembered(context, remembered);
    let asked = matches!(command, RememberCommand::Status);
    Ok(if asked && remembered == Remembered::No { Exit::Nothing } else { Exit::Done })
}

fn say_remembered(context: &Context, remembered: Remembered) {
    let until_ms = match remembered {
        Remembered::No => 0,
        Remembered::Until(until_ms) => until_ms,
    };
    if context.output.json {
        context.output.document(&RememberView { remembered: until_ms != 0, until: time::seconds(until_ms) });
    } else if until_ms == 0 {
        context.output.say(Message::NotRemembered, &[]);
    } else {
        context.output.say(Message::RememberedUntil, &[("time", &time::show_ms(until_ms))]);
    }
}

/// Forgets this computer now. A command holds no vault open, so this is all there is to lock; an open window has keys
/// of its own and locks by itself.
pub(super) fn lock(context: &mut Context) -> Result<Exit, Refusal> {
    context.profile.forget()?;
    if context.output.json {
        context.output.document(&RememberView { remembered: false, until: None });
    } else {
        context.output.say(Message::Forgotten, &[]);
        context.output.say(Message::WindowStays, &[]);
    }
    Ok(Exit::Done)
}
