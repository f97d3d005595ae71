//! `edit`, `rename`, `tag`, `pin` and `undo`.

use crate::args::{EditArgs, OneName};
use crate::context::Context;
use crate::exit::Exit;
use crate::names::{self, Among};
use crate::output::Output;
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use watchword_service::edit::{Done, Edit};
use watchword_service::{EntryId, Failure, Session};

/// What was done. The fields are a public contract.
#[derive(Serialize)]
struct DoneView<'a> {
    done: &'a str,
    id: Option<String>,
    name: &'a str,
    count: usize,
    undo_id: Option<String>,
}

/// Changes labels.
pub(super) fn edit(context: &mut Context, args: &EditArgs) -> Result<Exit, Refusal> {
    let changes = &args.changes;
    let edit = Edit {
        issuer: changes.issuer.clone(),
        account: changes.account.clone(),
        login: changes.login.clone(),
        note: changes.note.clone(),
        ..Edit::default()
    };
    change(context, &args.name, |session, id| session.edit(id, &edit))
}

/// Gives a name.
pub(super) fn rename(context: &mut Context, name: &OneName, new: &str) -> Result<Exit, Refusal> {
    change(context, name, |session, id| session.rename(id, new))
}

/// Adds and removes tags.
pub(super) fn tag(context: &mut Context, name: &OneName, tags: &[String], remove: &[String]) -> Result<Exit, Refusal> {
    change(context, name, |session, id| session.tag(&[id], tags, remove))
}

/// Pins or unpins.
pub(super) fn pin(context: &mut Context, name: &OneName, pinned: bool) -> Result<Exit, Refusal> {
    change(context, name, |session, id| session.edit(id, &Edit { pinned: Some(pinned), ..Edit::default() }))
}

/// Takes a change back.
pub(super) fn undo(context: &mut Context, id: Option<&str>) -> Result<Exit, Refusal> {
    let id: Option<EntryId> =
        id.map(str::parse).transpose().map_err(|_| Refusal::from(Failure::new("nothing-to-undo")))?;
    let mut session = context.open()?;
    let done = session.undo(id)?;
    Ok(say_done(context.output, &done))
}

/// Does again what was taken back last.
pub(super) fn redo(context: &mut Context) -> Result<Exit, Refusal> {
    let done = context.open()?.redo()?;
    Ok(say_done(context.output, &done))
}

fn change(
    context: &mut Context,
    name: &OneName,
    act: impl FnOnce(&mut Session, EntryId) -> Result<Done, Failure>,
) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let id = names::find(&mut session, &name.name, Among::InUse, name.first)?;
    let done = act(&mut session, id)?;
    Ok(say_done(context.output, &done))
}

/// Says what was done, and how it is taken back.
pub(super) fn say_done(output: Output, done: &Done) -> Exit {
    let exit = if done.count == 0 { Exit::Nothing } else { Exit::Done };
    if output.json {
        output.document(&DoneView {
            done: if done.count == 0 { "nothing" } else { &done.what },
            id: done.entry.map(|id| id.to_string()),
            name: &done.name,
            count: done.count,
            undo_id: done.undo_id.map(|id| id.to_string()),
        });
        return exit;
    }
    let name = if done.name.is_empty() {
        let count = [("count", done.count.to_string())];
        words::fill(words::text(output.language, Message::CountEntries), &count)
    } else {
        done.name.clone()
    };
    output.say(message_of(done), &[("name", &name)]);
    exit
}

fn message_of(done: &Done) -> Message {
    match done.what.as_str() {
        _ if done.count == 0 => Message::Unchanged,
        "trashed" => Message::Trashed,
        "restored" => Message::Restored,
        "erased" => Message::Erased,
        "renamed" => Message::Renamed,
        "tagged" => Message::Tagged,
        "pinned" => Message::Pinned,
        "unpinned" => Message::Unpinned,
        "undone" => Message::Undone,
        "redone" => Message::Redone,
        "restored-version" => Message::WentBack,
        _ => Message::Edited,
    }
}
