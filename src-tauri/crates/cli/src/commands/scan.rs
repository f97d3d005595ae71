//! `scan`.

use super::intake::{accept, shown};
use crate::args::ScanArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::{ErrorView, Exposed, Output};
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;
use watchword_desktop::picture_files;
use watchword_secret::SecretBytes;
use watchword_service::intake::{Item, Problem, State, read_screen};
use watchword_service::picture::{self, Limits, Scan};
use watchword_service::{Failure, ScreenPicture, Session};

/// How the picture on the clipboard is called.
const CLIPBOARD: &str = "clipboard";
/// How a picture of the screen is called; where there are several, with its number.
const SCREEN: &str = "screen";

/// The texts of one picture: one line of JSON Lines, a public contract.
#[derive(Serialize)]
struct RawView<'a> {
    file: &'a str,
    texts: Vec<Exposed<'a>>,
    ms: f64,
}

#[derive(Serialize)]
struct RawErrorView<'a> {
    file: &'a str,
    error: ErrorView,
}

/// Prints the texts of all codes. Needs no vault.
pub(super) fn raw(context: &mut Context, args: &ScanArgs) -> Result<Exit, Refusal> {
    let output = context.output;
    let (mut found, mut failed) = (0, false);
    for (name, picture) in taken(context, args)? {
        let start = Instant::now();
        let scan = read_screen(&picture).map_err(|error| Refusal::new(error.code()))?;
        print_raw(output, &name, &scan, start.elapsed().as_secs_f64());
        found += scan.codes.len();
    }
    for path in &pictures(output, args) {
        let name = path.display().to_string();
        let scanned = read_file(path).and_then(|bytes| {
            let decoded =
                picture::decode(bytes.expose(), &Limits::default()).map_err(|error| Refusal::new(error.code()))?;
            let start = Instant::now();
            let scan = decoded.find(&Limits::default());
            Ok((scan, start.elapsed().as_secs_f64()))
        });
        match scanned {
            Ok((scan, seconds)) => {
                found += scan.codes.len();
                print_raw(output, &name, &scan, seconds);
            }
            Err(refusal) => {
                failed = true;
                let error = ErrorView::of(&refusal, output.language);
                if output.json {
                    output.json_line(&RawErrorView { file: &name, error });
                } else {
                    output.insist(Message::ProblemAt, &[("source", &name), ("reason", &error.message)]);
                }
            }
        }
    }
    Ok(if failed {
        Exit::Partly
    } else if found == 0 {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

fn print_raw(output: Output, name: &str, scan: &Scan, seconds: f64) {
    if output.json {
        let texts = scan.codes.iter().map(|code| Exposed(&code.text)).collect();
        output.json_line(&RawView { file: name, texts, ms: (seconds * 1e6).round() / 1e3 });
    } else {
        scan.codes.iter().for_each(|code| output.secret(&code.text));
    }
}

#[derive(Serialize)]
struct ScanView {
    pictures: Vec<PictureView>,
    entries: Vec<ItemView>,
    unknown: Vec<UnknownView>,
    parts: Vec<PartsView>,
    problems: Vec<ProblemView>,
}

#[derive(Serialize)]
struct PictureView {
    file: String,
    codes: usize,
}

#[derive(Serialize)]
struct ItemView {
    file: Option<String>,
    code: usize,
    name: String,
    was: String,
    r#type: Option<&'static str>,
    secret_bytes: usize,
    state: &'static str,
    existing: Option<String>,
    warnings: Vec<&'static str>,
    error: Option<ErrorView>,
}

#[derive(Serialize)]
struct UnknownView {
    file: Option<String>,
    code: usize,
    what: &'static str,
}

#[derive(Serialize)]
struct PartsView {
    found: Vec<u32>,
    size: u32,
    missing: Vec<u32>,
}

#[derive(Serialize)]
struct ProblemView {
    file: String,
    error: ErrorView,
}

/// Says what the codes are to the vault; with `--add` takes what is new.
pub(super) fn run(context: &mut Context, args: &ScanArgs) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    for (name, picture) in taken(context, args)? {
        session.intake_scan(&name, read_screen(&picture));
    }
    for path in &pictures(context.output, args) {
        let name = path.display().to_string();
        match read_file(path) {
            Ok(bytes) => session.intake_picture(&name, bytes.expose()),
            Err(refusal) => session
                .intake_problem(Problem { source: name, failure: Failure { code: refusal.code, values: Vec::new() } }),
        }
    }
    let output = context.output;
    if args.add {
        say_rest(output, &session);
        session.intake_mark(&args.tag, None);
        return accept(output, &mut session, Vec::new());
    }
    let Some(intake) = session.intake() else { return Ok(Exit::Nothing) };
    let unread = intake.problems.iter().any(|problem| problem.failure.code != "no-code-in-picture");
    if let (true, [problem]) = (intake.items.is_empty() && intake.unknown.is_empty(), intake.problems.as_slice()) {
        return Err(problem.failure.clone().into());
    }
    if output.json {
        output.document(&view(output, &session));
    } else {
        print(output, &session);
        say_rest(output, &session);
    }
    Ok(if unread {
        Exit::Partly
    } else if intake.items.is_empty() {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

fn view(output: Output, session: &Session) -> ScanView {
    let Some(intake) = session.intake() else {
        return ScanView { pictures: vec![], entries: vec![], unknown: vec![], parts: vec![], problems: vec![] };
    };
    let file = |picture: Option<usize>| Some(intake.pictures.get(picture?)?.name.clone());
    let error = |failure: &Failure| ErrorView::of(&failure.clone().into(), output.language);
    ScanView {
        pictures: intake
            .pictures
            .iter()
            .map(|picture| PictureView { file: picture.name.clone(), codes: picture.codes.len() })
            .collect(),
        entries: intake
            .items
            .iter()
            .map(|item| ItemView {
                file: file(item.picture),
                code: item.number,
                name: item.name.full(),
                was: item.was.clone(),
                r#type: item.kind().map(watchword_service::Kind::as_str),
                secret_bytes: item.secret_bytes(),
                state: state_word(item.state),
                existing: item.existing.map(|id| id.to_string()),
                warnings: item.warnings.clone(),
                error: item.problem.as_ref().map(error),
            })
            .collect(),
        unknown: intake
            .unknown
            .iter()
            .map(|unknown| UnknownView { file: file(unknown.picture), code: unknown.number, what: unknown.what })
            .collect(),
        parts: intake
            .parts()
            .into_iter()
            .map(|parts| PartsView { found: parts.found, size: parts.size, missing: parts.missing })
            .collect(),
        problems: intake
            .problems
            .iter()
            .map(|problem| ProblemView { file: problem.source.clone(), error: error(&problem.failure) })
            .collect(),
    }
}

fn print(output: Output, session: &Session) {
    let Some(intake) = session.intake() else { return };
    let rows: Vec<Vec<String>> = intake
        .items
        .iter()
        .map(|item| {
            let picture = item.picture.and_then(|at| intake.pictures.get(at));
            let place = picture.map(|picture| format!("{} #{}", picture.name, item.number)).unwrap_or_default();
            vec![place, item.name.full(), state_text(output, item)]
        })
        .collect();
    if !rows.is_empty() {
        output.rows(&[Message::HeadPicture, Message::HeadName, Message::HeadState], &rows);
        output.say(Message::NothingSaved, &[]);
    }
}

/// What is in the pictures beside entries.
fn say_rest(output: Output, session: &Session) {
    let Some(intake) = session.intake() else { return };
    let numbers = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    for unknown in &intake.unknown {
        let picture =
            unknown.picture.and_then(|at| intake.pictures.get(at)).map_or("", |picture| picture.name.as_str());
        output.say(Message::UnknownCode, &[("picture", picture), ("number", &unknown.number.to_string())]);
    }
    for parts in intake.parts().iter().filter(|parts| !parts.missing.is_empty()) {
        let (found, missing) = (numbers(&parts.found), numbers(&parts.missing));
        let values = [("found", found.as_str()), ("size", &parts.size.to_string()), ("missing", &missing)];
        output.say(Message::PartsMissing, &values);
    }
    for problem in &intake.problems {
        let reason = ErrorView::of(&problem.failure.clone().into(), output.language).message;
        output.say(Message::ProblemAt, &[("source", &problem.source), ("reason", &reason)]);
    }
}

pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Same => "same",
        State::Renamed => "renamed",
        State::Ahead => "ahead",
        State::Conflict => "conflict",
        State::Unusable => "unusable",
    }
}

pub(super) fn state_text(output: Output, item: &Item) -> String {
    let reason = item.problem.as_ref().map(|problem| ErrorView::of(&problem.clone().into(), output.language).message);
    let existing = item.existing_name.as_ref().map(watchword_service::Name::full).unwrap_or_default();
    let counter = item.counter().to_string();
    let values = [("existing", existing), ("reason", reason.unwrap_or_else(|| shown(item))), ("counter", counter)];
    let message = match item.state {
        State::New => Message::StateNew,
        State::Same => Message::StateSame,
        State::Renamed => Message::StateRenamed,
        State::Ahead => Message::StateAhead,
        State::Conflict => Message::StateConflict,
        State::Unusable => Message::StateUnusable,
    };
    words::fill(words::text(output.language, message), &values)
}

/// Pictures that come from no file, and how they are called.
fn taken(context: &Context, args: &ScanArgs) -> Result<Vec<(String, ScreenPicture)>, Refusal> {
    if args.clipboard {
        let pixels = context.profile.machine().clipboard.picture().ok_or_else(|| Failure::new("clipboard-empty"))?;
        return Ok(vec![(CLIPBOARD.to_owned(), ScreenPicture::Pixels(pixels))]);
    }
    if !args.screen {
        return Ok(Vec::new());
    }
    let screens = watchword_desktop::screen_pictures()?;
    let is_one = screens.len() == 1;
    let name = |at: usize| if is_one { SCREEN.to_owned() } else { format!("{SCREEN}-{}", at + 1) };
    Ok(screens.into_iter().enumerate().map(|(at, picture)| (name(at), picture)).collect())
}

/// The picture files that were named; of a folder all inside it. A folder that cannot be opened is refused as a file is.
fn pictures(output: Output, args: &ScanArgs) -> Vec<PathBuf> {
    let mut pictures = Vec::new();
    for path in &args.pictures {
        let Some(mut found) = path.is_dir().then(|| picture_files(path).ok()).flatten() else {
            pictures.push(path.clone());
            continue;
        };
        let cut = if found.is_cut { words::text(output.language, Message::FolderCut) } else { "" };
        let (folder, count) = (path.display().to_string(), found.pictures.len().to_string());
        let values =
            [("folder", folder.as_str()), ("pictures", &count), ("others", &found.others.to_string()), ("cut", cut)];
        output.say(Message::FolderRead, &values);
        pictures.append(&mut found.pictures);
    }
    pictures
}

/// A picture file. Its bytes are a secret when there is a code in it.
fn read_file(path: &Path) -> Result<SecretBytes, Refusal> {
    // Before it is read: no picture of the allowed size has so large a file.
    let too_large = std::fs::metadata(path).is_ok_and(|data| data.len() > Limits::default().bytes);
    if too_large {
        return Err(Refusal::new("picture-too-large"));
    }
    std::fs::read(path).map(SecretBytes::new).map_err(|error| {
        let kind = error.kind();
        Refusal::new(if kind == ErrorKind::NotFound {
            "file-not-found"
        } else if kind == ErrorKind::PermissionDenied {
            "no-permission"
        } else {
            "not-a-picture"
        })
    })
}
