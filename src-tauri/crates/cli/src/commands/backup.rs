//! `backup`.

use super::change::say_done;
use crate::args::{BackupCommand, SourcePassword};
use crate::context::Context;
use crate::exit::Exit;
use crate::refusal::Refusal;
use crate::time;
use crate::words::{self, Message};
use serde::Serialize;
use std::path::Path;
use watchword_service::backup::{Rehearsal, Version};
use watchword_service::{Place, Session, Standing, VersionId};

#[derive(Serialize)]
struct MadeView {
    file: String,
    entries: usize,
    bytes: u64,
}

#[derive(Serialize)]
struct VersionsView {
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    id: String,
    revision: u64,
    time: Option<u64>,
    entries: Option<usize>,
    why: String,
    why_count: u32,
    why_name: String,
    place: &'static str,
    proven: Option<u64>,
    bytes: u64,
}

#[derive(Serialize)]
struct RehearsalView {
    found: usize,
    of: usize,
    missing: Vec<String>,
}

#[derive(Serialize)]
struct RestoredView {
    restored: &'static str,
    entries: usize,
    unanswered: usize,
    undo_id: Option<String>,
}

/// Makes, lists, proves and brings back backups.
pub(super) fn run(context: &mut Context, command: &BackupCommand) -> Result<Exit, Refusal> {
    match command {
        BackupCommand::Create { out } => create(context, out.as_deref()),
        BackupCommand::List => list(context),
        BackupCommand::Rehearse { file, source } => rehearse(context, file.as_deref(), source),
        BackupCommand::Restore { file, source } => restore(context, file, source),
    }
}

fn create(context: &mut Context, out: Option<&Path>) -> Result<Exit, Refusal> {
    let session = context.open()?;
    let made = session.make_backup(out)?;
    let file = made.path.display().to_string();
    if context.output.json {
        context.output.document(&MadeView { file, entries: made.entries, bytes: made.bytes });
    } else {
        context.output.line(&file);
        context.output.say(Message::BackupMade, &[("count", &made.entries.to_string())]);
    }
    Ok(Exit::Done)
}

fn list(context: &mut Context) -> Result<Exit, Refusal> {
    let session = context.open()?;
    let versions = session.versions()?;
    let output = context.output;
    if output.json {
        output.document(&VersionsView { versions: versions.iter().map(version_view).collect() });
    } else if !versions.is_empty() {
        let cells: Vec<Vec<String>> = versions
            .iter()
            .map(|version| {
                vec![
                    version.id.clone(),
                    time::show_ms(version.at_ms),
                    version.entries.map(|entries| entries.to_string()).unwrap_or_default(),
                    words::text(output.language, place_message(version.place)).to_owned(),
                    time::show_ms(version.proven_ms),
                    why(context, version),
                ]
            })
            .collect();
        let headings = [
            Message::HeadVersion,
            Message::HeadDate,
            Message::HeadEntries,
            Message::HeadPlace,
            Message::HeadProven,
            Message::HeadWhy,
        ];
        output.rows(&headings, &cells);
    }
    Ok(if versions.is_empty() { Exit::Nothing } else { Exit::Done })
}

fn why(context: &Context, version: &Version) -> String {
    let act = words::act(context.output.language, &version.why.what);
    if version.why.name.is_empty() { act } else { format!("{act}: {}", version.why.name) }
}

fn version_view(version: &Version) -> VersionView {
    VersionView {
        id: version.id.clone(),
        revision: version.revision,
        time: time::seconds(version.at_ms),
        entries: version.entries,
        why: version.why.what.clone(),
        why_count: version.why.count,
        why_name: version.why.name.clone(),
        place: place_word(version.place),
        proven: time::seconds(version.proven_ms),
        bytes: version.bytes,
    }
}

pub(super) fn place_word(place: Place) -> &'static str {
    match place {
        Place::Ring => "version",
        Place::Backup => "backup",
        Place::Unfinished => "unfinished",
    }
}

fn place_message(place: Place) -> Message {
    match place {
        Place::Ring => Message::PlaceRing,
        Place::Backup => Message::PlaceBackup,
        Place::Unfinished => Message::PlaceUnfinished,
    }
}

fn rehearse(context: &mut Context, file: Option<&Path>, source: &SourcePassword) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    // The password is asked for even where this computer is remembered: knowing it is half of the proof.
    let password = context.source_password(source, Message::AskSourcePassword)?;
    let rehearsal = match file.map(|file| (file, version_named(file))) {
        None => session.rehearse(None, &password)?,
        Some((_, Some(version))) => session.rehearse(Some(&version), &password)?,
        Some((file, None)) => context.consenting(|_, consent| session.rehearse_file(file, &password, consent))?,
    };
    say_rehearsal(context, &rehearsal)
}

fn say_rehearsal(context: &Context, rehearsal: &Rehearsal) -> Result<Exit, Refusal> {
    let output = context.output;
    let proven = rehearsal.missing.is_empty();
    if output.json {
        let (found, of) = (rehearsal.rehearsed.found, rehearsal.rehearsed.of);
        output.document(&RehearsalView { found, of, missing: rehearsal.missing.clone() });
        return Ok(if proven { Exit::Done } else { Refusal::new("proof-failed").exit() });
    }
    if proven {
        output.say(Message::RehearsalGood, &[("count", &rehearsal.rehearsed.of.to_string())]);
        return Ok(Exit::Done);
    }
    for name in &rehearsal.missing {
        output.insist(Message::NotInBackup, &[("name", name)]);
    }
    Err(Refusal::new("proof-failed"))
}

fn restore(context: &mut Context, file: &Path, source: &SourcePassword) -> Result<Exit, Refusal> {
    let standing = context.profile.standing()?;
    match (version_named(file), standing) {
        (None, Standing::FirstRun | Standing::Damaged | Standing::Missing) => adopt(context, file, source),
        (None, Standing::Locked) => bring_back(context, file, source),
        (Some(version), Standing::Locked) => match go_back(context, &version) {
            // Whole from outside and altered within: there is nothing to go back from.
            Err(refusal) if refusal.code == "altered" => recover(context, &version, source),
            other => other,
        },
        (Some(version), Standing::Damaged | Standing::Missing) => recover(context, &version, source),
        (Some(_), Standing::FirstRun) => Err(Refusal::new("no-version")),
        (_, Standing::Newer) => Err(Refusal::new("newer-version")),
    }
}

/// The file becomes the vault of this folder, which has none or has lost it.
fn adopt(context: &mut Context, file: &Path, source: &SourcePassword) -> Result<Exit, Refusal> {
    let password = context.source_password(source, Message::AskSourcePassword)?;
    let session = context.consenting(|context, consent| context.profile.adopt(file, &password, consent))?;
    let folder = context.profile.folder().display().to_string();
    Ok(say_restored(context, &session, Message::Adopted, "vault", &folder))
}

/// A version becomes the vault again, in the place of a damaged or missing one.
fn recover(context: &mut Context, version: &str, source: &SourcePassword) -> Result<Exit, Refusal> {
    let password = context.source_password(source, Message::AskPassword)?;
    let session = context.consenting(|context, consent| context.profile.recover(version, &password, consent))?;
    Ok(say_restored(context, &session, Message::Recovered, "version", ""))
}

fn say_restored(context: &Context, session: &Session, message: Message, restored: &'static str, folder: &str) -> Exit {
    let entries = session.overview().total;
    if context.output.json {
        context.output.document(&RestoredView { restored, entries, unanswered: 0, undo_id: None });
    } else {
        context.output.say(message, &[("folder", folder), ("count", &entries.to_string())]);
    }
    Exit::Done
}

/// The vault is in order: its entries become those of the version, and what came later goes to the trash.
fn go_back(context: &mut Context, version: &str) -> Result<Exit, Refusal> {
    let mut session = context.open_with_password()?;
    let password = context.password()?;
    let done = session.go_back(version, &password)?;
    Ok(say_done(context.output, &done))
}

/// The vault is in order: it is given what it lacks, and nothing of its own changes.
fn bring_back(context: &mut Context, file: &Path, source: &SourcePassword) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let password = context.source_password(source, Message::AskSourcePassword)?;
    let reviewed = context.consenting(|_, consent| session.review_backup(file, &password, consent))?;
    let (add, unanswered) = (reviewed.counts.add + reviewed.counts.update, reviewed.counts.unanswered);
    let conflicts: Vec<String> = session
        .intake()
        .map(|intake| {
            let conflict =
                |item: &&watchword_service::intake::Item| item.state == watchword_service::intake::State::Conflict;
            intake.items.iter().filter(conflict).map(super::intake::shown).collect()
        })
        .unwrap_or_default();
    let undo_id = if add > 0 { session.intake_accept()?.done.undo_id } else { None };
    let output = context.output;
    if output.json {
        let undo_id = undo_id.map(|id| id.to_string());
        output.document(&RestoredView { restored: "entries", entries: add, unanswered, undo_id });
    } else {
        for name in &conflicts {
            output.insist(Message::LeftOutConflict, &[("name", name)]);
        }
        if add > 0 {
            output.say(Message::BroughtBack, &[("count", &add.to_string())]);
        } else if unanswered == 0 {
            output.say(Message::NothingLacks, &[]);
        }
    }
    Ok(match (add, unanswered) {
        (0, 0) => Exit::Nothing,
        (0, _) => Exit::Refused,
        (_, 0) => Exit::Done,
        (_, _) => Exit::Partly,
    })
}

/// A version's name, unless there is a file of that name.
fn version_named(file: &Path) -> Option<String> {
    let name = file.to_str()?;
    (!file.exists() && name.parse::<VersionId>().is_ok()).then(|| name.to_owned())
}
