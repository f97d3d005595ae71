//! `init`.

use crate::context::Context;
use crate::exit::Exit;
use crate::output::Exposed;
use crate::refusal::Refusal;
use crate::words::Message;
use serde::Serialize;
use watchword_service::Standing;

#[derive(Serialize)]
struct Made<'a> {
    vault: String,
    recovery_key: Option<Exposed<'a>>,
}

/// Makes a vault and prints its recovery key this once.
pub(super) fn run(context: &mut Context, with_recovery_key: bool) -> Result<Exit, Refusal> {
    // Before a password is asked for in vain.
    if context.profile.standing()? != Standing::FirstRun {
        return Err(Refusal::new("exists"));
    }
    let password = context.first_password()?;
    let (_session, key) = context.profile.create(&password, with_recovery_key)?;
    let key = key.map(|key| key.to_groups());
    let folder = context.profile.folder().display().to_string();
    let output = context.output;
    if output.json {
        output.document(&Made { vault: folder, recovery_key: key.as_ref().map(Exposed) });
        return Ok(Exit::Done);
    }
    output.say(Message::VaultMade, &[("folder", &folder)]);
    match &key {
        Some(key) => {
            output.say(Message::RecoveryKeyFollows, &[]);
            output.secret(key);
        }
        None => output.say(Message::NoRecoveryKey, &[]),
    }
    Ok(Exit::Done)
}
