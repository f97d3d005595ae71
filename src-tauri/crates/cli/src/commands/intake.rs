//! What `add` and `scan` share: taking what is under review into the vault and saying what became of each row.

use crate::exit::Exit;
use crate::output::{ErrorView, Output};
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use watchword_service::intake::{Item, Problem, State};
use watchword_service::{Failure, Session};

#[derive(Serialize)]
struct AddedView {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct LeftOutView {
    name: String,
    #[serde(flatten)]
    error: ErrorView,
}

#[derive(Serialize)]
struct WarningView {
    name: String,
    warning: &'static str,
}

#[derive(Serialize)]
struct AcceptedView {
    added: Vec<AddedView>,
    updated: usize,
    already_there: Vec<String>,
    left_out: Vec<LeftOutView>,
    warnings: Vec<WarningView>,
    undo_id: Option<String>,
}

/// A row that is left out: its name and why.
struct LeftOut {
    name: String,
    refusal: Refusal,
}

/// Adds what is new, and says of the rest why it is left out. `problems` are sources that gave nothing at all.
pub(super) fn accept(output: Output, session: &mut Session, mut problems: Vec<Problem>) -> Result<Exit, Refusal> {
    let intake = session.intake().ok_or_else(|| first_problem(&problems))?;
    problems.extend(intake.problems.iter().cloned());
    let mut left_out: Vec<LeftOut> = intake.items.iter().filter_map(left_out_item).collect();
    let same: Vec<String> = intake.items.iter().filter(|item| item.state == State::Same).map(shown_existing).collect();
    let warnings: Vec<WarningView> = intake.items.iter().filter(|item| item.ticked).flat_map(warnings_of).collect();
    let missing_parts = intake.parts().iter().any(|parts| !parts.missing.is_empty());
    let counts = intake.counts();
    left_out.extend(
        problems
            .iter()
            .map(|problem| LeftOut { name: problem.source.clone(), refusal: problem.failure.clone().into() }),
    );
    if counts.add + counts.update == 0 {
        // Nothing is done: one reason is given, that of a loss first.
        let mut reasons = left_out.into_iter().map(|row| row.refusal);
        let conflict = reasons.find(|refusal| refusal.code == "conflict");
        return Err(match (conflict, same.first()) {
            (Some(conflict), _) => conflict,
            (None, Some(name)) if problems.is_empty() => Refusal::new("already-there").with("name", name),
            (None, _) => first_left_out(session, &problems),
        });
    }
    let accepted = session.intake_accept()?;
    let added: Vec<AddedView> =
        accepted.added.iter().map(|id| AddedView { id: id.to_string(), name: session.shown_name(*id) }).collect();
    let exit = if left_out.is_empty() && !missing_parts { Exit::Done } else { Exit::Partly };
    if output.json {
        let left_out = left_out
            .into_iter()
            .map(|row| LeftOutView { error: ErrorView::of(&row.refusal, output.language), name: row.name })
            .collect();
        let undo_id = accepted.done.undo_id.map(|id| id.to_string());
        output.document(&AcceptedView {
            added,
            updated: accepted.updated,
            already_there: same,
            left_out,
            warnings,
            undo_id,
        });
        return Ok(exit);
    }
    for entry in &added {
        output.line(&entry.name);
    }
    for warning in &warnings {
        let text = words::warning(output.language, warning.warning);
        output.say(Message::Oddity, &[("name", &warning.name), ("warning", &text)]);
    }
    for name in &same {
        output.say(Message::AlreadyThere, &[("name", name)]);
    }
    for row in &left_out {
        if row.refusal.code == "conflict" {
            output.insist(Message::LeftOutConflict, &[("name", &row.name)]);
        } else {
            let reason = ErrorView::of(&row.refusal, output.language).message;
            output.insist(Message::LeftOut, &[("name", &row.name), ("reason", &reason)]);
        }
    }
    if !added.is_empty() {
        output.say(Message::AddedCount, &[("count", &added.len().to_string())]);
    }
    if accepted.updated > 0 {
        output.say(Message::UpdatedCount, &[("count", &accepted.updated.to_string())]);
    }
    Ok(exit)
}

/// The name of a row as it would be saved; where it has none, its place.
pub(super) fn shown(item: &Item) -> String {
    let name = item.name.full();
    if name.is_empty() && item.number > 0 { format!("#{}", item.number) } else { name }
}

fn shown_existing(item: &Item) -> String {
    item.existing_name.as_ref().map(watchword_service::Name::full).unwrap_or_default()
}

fn warnings_of(item: &Item) -> impl Iterator<Item = WarningView> {
    let name = shown(item);
    item.warnings.iter().map(move |warning| WarningView { name: name.clone(), warning })
}

fn left_out_item(item: &Item) -> Option<LeftOut> {
    let name = shown(item);
    let refusal = match (item.state, &item.problem) {
        (State::Conflict, _) => Refusal::new("conflict").with("name", &name),
        (State::Unusable, Some(problem)) => problem.clone().into(),
        (State::Unusable, None) => Refusal::new("bad-secret"),
        (State::New | State::Same | State::Renamed | State::Ahead, _) => return None,
    };
    Some(LeftOut { name, refusal })
}

fn first_problem(problems: &[Problem]) -> Refusal {
    problems.first().map_or_else(|| Refusal::new("not-a-link"), |problem| problem.failure.clone().into())
}

fn first_left_out(session: &Session, problems: &[Problem]) -> Refusal {
    let unusable = session.intake().and_then(|intake| intake.items.iter().find_map(|item| item.problem.clone()));
    unusable.map_or_else(
        || {
            problems
                .first()
                .map_or_else(|| Failure::new("no-code-in-picture").into(), |problem| problem.failure.clone().into())
        },
        Refusal::from,
    )
}
