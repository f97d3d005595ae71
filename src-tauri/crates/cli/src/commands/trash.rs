//! `rm` and `trash`.

use super::change::say_done;
use crate::args::{SeveralNames, TrashCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::names::{self, Among};
use crate::password;
use crate::refusal::Refusal;
use crate::time;
use crate::words::Message;
use serde::Serialize;
use watchword_service::{EntryId, Session};

#[derive(Serialize)]
struct TrashView {
    entries: Vec<TrashedView>,
}

#[derive(Serialize)]
struct TrashedView {
    id: String,
    name: String,
    trashed: Option<u64>,
}

/// Moves entries to the trash.
pub(super) fn put(context: &mut Context, names: &SeveralNames) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let ids = names::find_all(&mut session, &names.names, Among::InUse, names.first)?;
    let done = session.trash(&ids)?;
    Ok(say_done(context.output, &done))
}

/// Looks into the trash, takes out, deletes for good.
pub(super) fn run(context: &mut Context, command: &TrashCommand) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    match command {
        TrashCommand::List => Ok(list(context, &session)),
        TrashCommand::Restore(names) => {
            let ids = names::find_all(&mut session, &names.names, Among::Trash, names.first)?;
            let done = session.restore(&ids)?;
            Ok(say_done(context.output, &done))
        }
        TrashCommand::Erase { names, all, first, yes } => {
            let ids =
                if *all { in_trash(&session) } else { names::find_all(&mut session, names, Among::Trash, *first)? };
            if ids.is_empty() {
                return Ok(list(context, &session));
            }
            if !yes {
                confirm(context, &session, &ids)?;
            }
            let done = session.erase(&ids)?;
            Ok(say_done(context.output, &done))
        }
    }
}

fn list(context: &Context, session: &Session) -> Exit {
    let rows: Vec<(EntryId, u64)> = session
        .entries()
        .iter()
        .filter_map(|entry| entry.placement.trashed_ms.map(|trashed_ms| (entry.id, trashed_ms)))
        .collect();
    if context.output.json {
        let view = |(id, trashed_ms): &(EntryId, u64)| TrashedView {
            id: id.to_string(),
            name: session.shown_name(*id),
            trashed: time::seconds(*trashed_ms),
        };
        context.output.document(&TrashView { entries: rows.iter().map(view).collect() });
    } else if !rows.is_empty() {
        let cells: Vec<Vec<String>> =
            rows.iter().map(|(id, trashed_ms)| vec![session.shown_name(*id), time::show_ms(*trashed_ms)]).collect();
        context.output.rows(&[Message::HeadName, Message::HeadTrashed], &cells);
    }
    if rows.is_empty() { Exit::Nothing } else { Exit::Done }
}

fn in_trash(session: &Session) -> Vec<EntryId> {
    session.entries().iter().filter(|entry| entry.is_trashed()).map(|entry| entry.id).collect()
}

/// Nothing is deleted for good before its number was typed.
fn confirm(context: &Context, session: &Session, ids: &[EntryId]) -> Result<(), Refusal> {
    if !password::is_attended() {
        return Err(Refusal::new("confirmation-needed"));
    }
    let names: Vec<String> = ids.iter().map(|id| session.shown_name(*id)).collect();
    let count = ids.len().to_string();
    let answer = context.output.ask(Message::AskErase, &[("names", &names.join(", ")), ("count", &count)]);
    if answer.is_some_and(|answer| answer == format!("delete {count}")) {
        Ok(())
    } else {
        Err(Refusal::new("confirmation-wrong"))
    }
}
