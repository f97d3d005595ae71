//! `import --dry-run`: what is in the files. The JSON document is a public contract, see docs/command-line.md.

use super::{problems_of, say_notes, say_problems, values_of};
use crate::args::ImportArgs;
use crate::commands::intake::shown;
use crate::commands::scan::{state_text, state_word};
use crate::exit::Exit;
use crate::output::{ErrorView, Exposed, Output};
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use watchword_secret::SecretText;
use watchword_service::intake::{Icon, IconType, Intake, Item, Problem, Standing, State};
use watchword_service::{Kind, Otp, base32, write_link};

#[derive(Serialize)]
struct FileView<'a> {
    file: &'a str,
    format: &'a str,
    entries: Vec<EntryView<'a>>,
    skipped: Vec<SkippedView>,
    warnings: Vec<WarningView>,
    app: &'static str,
    not_codes: usize,
}

#[derive(Serialize)]
struct EntryView<'a> {
    row: usize,
    r#type: &'static str,
    issuer: &'a str,
    account: &'a str,
    secret: Option<Text>,
    algorithm: &'static str,
    digits: u8,
    period: Option<u32>,
    counter: Option<u64>,
    pin: Option<Exposed<'a>>,
    note: &'a str,
    tags: &'a [String],
    favourite: bool,
    icon: Option<IconView>,
    name: String,
    status: &'static str,
    login: &'a str,
    standing: &'static str,
    recovery_codes: usize,
}

#[derive(Serialize)]
struct IconView {
    r#type: &'static str,
    bytes: usize,
}

#[derive(Serialize)]
struct SkippedView {
    row: usize,
    name: String,
    code: &'static str,
    reason: String,
}

#[derive(Serialize)]
struct WarningView {
    row: Option<usize>,
    name: String,
    code: &'static str,
    text: String,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    file: &'a str,
    error: ErrorView,
}

/// A secret made here, in the document of who asked to see it.
struct Text(SecretText);

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Exposed(&self.0).serialize(serializer)
    }
}

/// Prints what is in the files; with several, one JSON document a line.
pub(super) fn show(
    output: Output,
    args: &ImportArgs,
    intake: &Intake,
    mut problems: Vec<Problem>,
) -> Result<Exit, Refusal> {
    problems.extend(problems_of(intake));
    if let (true, Some(problem)) = (intake.files.is_empty() && args.files.len() == 1, problems.first()) {
        return Err(problem.failure.clone().into());
    }
    if output.json {
        for (at, _) in intake.files.iter().enumerate() {
            if let Some(view) = view(output, args, intake, at) {
                output.document(&view);
            }
        }
        for problem in &problems {
            let error = ErrorView::of(&problem.failure.clone().into(), output.language);
            output.document(&ProblemView { file: &problem.source, error });
        }
    } else {
        print(output, args, intake);
        say_notes(output, intake);
        say_problems(output, &problems);
        output.say(Message::NothingImported, &[]);
    }
    let any_skipped = intake.items.iter().any(|item| item.state == State::Unusable);
    Ok(if intake.items.is_empty() && problems.is_empty() {
        Exit::Nothing
    } else if any_skipped || !problems.is_empty() {
        Exit::Partly
    } else {
        Exit::Done
    })
}

fn print(output: Output, args: &ImportArgs, intake: &Intake) {
    if args.reveal {
        for item in &intake.items {
            if let Some(otp) = item.reveal() {
                output.secret(&write_link(otp, &item.labels.issuer, &item.labels.account));
            }
        }
        return;
    }
    let rows: Vec<Vec<String>> =
        intake.items.iter().map(|item| vec![row_of(item).to_string(), shown(item), state_text(output, item)]).collect();
    if !rows.is_empty() {
        output.rows(&[Message::HeadRow, Message::HeadName, Message::HeadState], &rows);
    }
}

fn row_of(item: &Item) -> usize {
    item.from.as_ref().map_or(item.number, |from| from.row)
}

fn view<'a>(output: Output, args: &ImportArgs, intake: &'a Intake, at: usize) -> Option<FileView<'a>> {
    let file = intake.files.get(at)?;
    let items = || intake.items.iter().filter(move |item| item.from.as_ref().is_some_and(|from| from.file == at));
    let row_warnings = items().flat_map(|item| {
        item.warnings.iter().map(move |code| WarningView {
            row: Some(row_of(item)),
            name: shown(item),
            code,
            text: words::warning(output.language, code),
        })
    });
    let file_warnings = file.warnings.iter().map(|note| WarningView {
        row: None,
        name: file.name.clone(),
        code: note.code,
        text: words::saying(output.language, note.code, &values_of(note)),
    });
    Some(FileView {
        file: &file.name,
        format: &file.format,
        entries: items().filter_map(|item| entry_view(item, args.reveal)).collect(),
        skipped: items().filter_map(|item| skipped_view(output, item)).collect(),
        warnings: file_warnings.chain(row_warnings).collect(),
        app: file.app,
        not_codes: file.not_codes,
    })
}

fn entry_view(item: &Item, reveal: bool) -> Option<EntryView<'_>> {
    let (otp, from, came) = (item.reveal()?, item.from.as_ref()?, item.came());
    let is_counted = otp.kind == Kind::Hotp;
    Some(EntryView {
        row: from.row,
        r#type: otp.kind.as_str(),
        issuer: &came.issuer,
        account: &came.account,
        secret: reveal.then(|| Text(secret(otp))),
        algorithm: otp.algorithm.as_str(),
        digits: otp.digits,
        period: (!is_counted).then_some(otp.period),
        counter: is_counted.then_some(otp.counter),
        pin: otp.pin.as_ref().filter(|_| reveal).map(Exposed),
        note: &item.labels.note,
        tags: &item.labels.tags,
        favourite: from.favourite,
        icon: from.icon.as_ref().map(icon),
        name: item.name.full(),
        status: state_word(item.state),
        login: &item.labels.login,
        standing: match from.standing {
            Standing::Active => "active",
            Standing::Archived => "archived",
            Standing::Trashed => "trashed",
        },
        recovery_codes: from.recovery_codes.len(),
    })
}

fn secret(otp: &Otp) -> SecretText {
    base32::encode(otp.secret.expose())
}

fn icon(icon: &Icon) -> IconView {
    let r#type = match icon.icon_type {
        IconType::Svg => "image/svg+xml",
        IconType::Png => "image/png",
        IconType::Jpeg => "image/jpeg",
    };
    IconView { r#type, bytes: icon.bytes.len() }
}

fn skipped_view(output: Output, item: &Item) -> Option<SkippedView> {
    let error = ErrorView::of(&item.problem.clone()?.into(), output.language);
    Some(SkippedView { row: row_of(item), name: shown(item), code: error.code, reason: error.message })
}
