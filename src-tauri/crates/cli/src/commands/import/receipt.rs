//! What an import led to, row by row, on the terminal, as JSON and as a text file. Never with a secret.

use super::say_problems;
use crate::args::ImportArgs;
use crate::exit::Exit;
use crate::output::{ErrorView, Output};
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use watchword_service::Session;
use watchword_service::intake::Problem;
use watchword_service::receipt::{Outcome, Receipt, ReceiptRow};

#[derive(Serialize)]
struct ReceiptView<'a> {
    files: Vec<FileView<'a>>,
    came: usize,
    of: usize,
    rows: Vec<RowView<'a>>,
    words: Option<WordsView>,
    may_clear: bool,
    problems: Vec<ProblemView<'a>>,
}

#[derive(Serialize)]
struct FileView<'a> {
    file: &'a str,
    app: &'a str,
}

#[derive(Serialize)]
struct RowView<'a> {
    file: &'a str,
    row: usize,
    name: &'a str,
    id: Option<String>,
    outcome: &'static str,
    notes: Vec<NoteView<'a>>,
    error: Option<ErrorView>,
}

#[derive(Serialize)]
struct NoteView<'a> {
    code: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct WordsView {
    file: [&'static str; 4],
    vault: [&'static str; 4],
}

#[derive(Serialize)]
struct ProblemView<'a> {
    file: &'a str,
    error: ErrorView,
}

/// Prints the receipt, and writes it down where that was asked for.
pub(super) fn show(
    output: Output,
    args: &ImportArgs,
    session: &Session,
    problems: &[Problem],
) -> Result<Exit, Refusal> {
    let Some(receipt) = session.receipt() else { return Ok(Exit::Nothing) };
    if output.json {
        output.document(&view(output, receipt, problems));
    } else {
        let rows: Vec<Vec<String>> = receipt.rows.iter().map(|row| cells(output, row)).collect();
        let headings = [Message::HeadRow, Message::HeadName, Message::HeadOutcome, Message::HeadWhat];
        output.rows(&headings, &rows);
        for line in summary(output, receipt) {
            output.say(Message::Plain, &[("text", &line)]);
        }
        if receipt.rows.iter().any(|row| row.notes.iter().any(|note| note.code == "conflict")) {
            output.say(Message::ConflictHow, &[]);
        }
        if receipt.can_be_undone() {
            output.say(Message::ImportUndo, &[]);
        }
        say_problems(output, problems);
    }
    if let Some(path) = &args.receipt {
        write(output, path, receipt)?;
        output.say(Message::ReceiptWritten, &[("file", &path.display().to_string())]);
    }
    let left = receipt.rows.iter().any(|row| row.entry.is_none());
    Ok(if left || !problems.is_empty() {
        Exit::Partly
    } else if receipt.can_be_undone() {
        Exit::Done
    } else {
        Exit::Nothing
    })
}

fn cells(output: Output, row: &ReceiptRow) -> Vec<String> {
    let outcome = words::text(output.language, outcome_message(row.outcome)).to_owned();
    vec![row.row.to_string(), row.name.clone(), outcome, what(output, row)]
}

/// What is worth saying about a row, as one line.
fn what(output: Output, row: &ReceiptRow) -> String {
    let problem = row.problem.iter().map(|problem| ErrorView::of(&problem.clone().into(), output.language).message);
    let notes = row.notes.iter().map(|note| {
        let values = [("value", note.value.clone())];
        words::saying(output.language, note.code, &values)
    });
    problem.chain(notes).collect::<Vec<_>>().join("; ")
}

/// How it went as a whole.
fn summary(output: Output, receipt: &Receipt) -> Vec<String> {
    let say = |message, values: &[(&str, String)]| words::fill(words::text(output.language, message), values);
    let (came, of) = (receipt.came(), receipt.rows.len());
    let mut lines = vec![say(Message::CameAcross, &[("came", came.to_string()), ("of", of.to_string())])];
    if let Some(words) = receipt.words {
        let (file, vault) = (words.file.join(" "), words.vault.join(" "));
        lines.push(if file == vault {
            say(Message::MatchWords, &[("words", file)])
        } else {
            say(Message::MatchWordsDiffer, &[("file", file), ("vault", vault)])
        });
    }
    lines.push(if receipt.may_clear() {
        say(Message::MayClear, &[])
    } else {
        say(Message::KeepDevice, &[("count", (of - came).to_string())])
    });
    lines
}

fn write(output: Output, path: &Path, receipt: &Receipt) -> Result<(), Refusal> {
    let mut lines = summary(output, receipt);
    lines.push(String::new());
    for row in &receipt.rows {
        let file = receipt.files.get(row.file).map_or("", |file| file.name.as_str());
        let outcome = words::text(output.language, outcome_message(row.outcome));
        let what = what(output, row);
        let colon = if what.is_empty() { "" } else { ": " };
        lines.push(format!("{file} {}: {} ({outcome}){colon}{what}", row.row, row.name));
    }
    lines.push(String::new());
    let text = lines.join("\n");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // Names of accounts are nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let kind = error.kind();
        Refusal::new(if kind == ErrorKind::AlreadyExists {
            "exists"
        } else if kind == ErrorKind::StorageFull {
            "disk-full"
        } else {
            "no-permission"
        })
    })
}

fn outcome_message(outcome: Outcome) -> Message {
    match outcome {
        Outcome::Unsupported => Message::OutcomeUnsupported,
        Outcome::Skipped => Message::OutcomeSkipped,
        Outcome::Changed => Message::OutcomeChanged,
        Outcome::Moved => Message::OutcomeMoved,
    }
}

fn view<'a>(output: Output, receipt: &'a Receipt, problems: &'a [Problem]) -> ReceiptView<'a> {
    let error = |failure: &watchword_service::Failure| ErrorView::of(&failure.clone().into(), output.language);
    let file = |at: usize| receipt.files.get(at).map_or("", |file| file.name.as_str());
    ReceiptView {
        files: receipt.files.iter().map(|file| FileView { file: &file.name, app: file.app }).collect(),
        came: receipt.came(),
        of: receipt.rows.len(),
        rows: receipt
            .rows
            .iter()
            .map(|row| RowView {
                file: file(row.file),
                row: row.row,
                name: &row.name,
                id: row.entry.map(|id| id.to_string()),
                outcome: match row.outcome {
                    Outcome::Unsupported => "unsupported",
                    Outcome::Skipped => "skipped",
                    Outcome::Changed => "changed",
                    Outcome::Moved => "moved",
                },
                notes: row.notes.iter().map(|note| NoteView { code: note.code, value: &note.value }).collect(),
                error: row.problem.as_ref().map(error),
            })
            .collect(),
        words: receipt.words.map(|words| WordsView { file: words.file, vault: words.vault }),
        may_clear: receipt.may_clear(),
        problems: problems
            .iter()
            .map(|problem| ProblemView { file: &problem.source, error: error(&problem.failure) })
            .collect(),
    }
}
