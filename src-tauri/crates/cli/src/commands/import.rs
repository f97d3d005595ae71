//! `import`.

mod preview;
mod receipt;

use crate::args::{ImportArgs, OnConflict};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::{ErrorView, Output};
use crate::password;
use crate::refusal::Refusal;
use crate::words::{self, Message};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use watchword_secret::SecretBytes;
use watchword_service::intake::{
    Answer, Choice, FileKey, GivenFile, Intake, OpenedFile, Problem, State, is_format, look_into_files, open_files,
};
use watchword_service::{Failure, Session, Standing};

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 << 20;

/// Imports files of other apps, or says what importing them would do.
pub(super) fn run(context: &mut Context, args: &ImportArgs) -> Result<Exit, Refusal> {
    if let Some(name) = args.format.as_deref().filter(|name| !is_format(name)) {
        return Err(Refusal::new("unknown-format").with("name", name));
    }
    if args.receipt.as_ref().is_some_and(|path| path.exists()) {
        return Err(Refusal::new("exists"));
    }
    let (files, mut problems) = read(&args.files);
    let opened = open(context, args, &files)?;
    if args.dry_run {
        if args.reveal || context.profile.standing()? == Standing::FirstRun {
            return preview::show(context.output, args, &look_into_files(opened), problems);
        }
        let mut session = context.open()?;
        session.intake_files(opened);
        let empty = Intake::default();
        return preview::show(context.output, args, session.intake().unwrap_or(&empty), problems);
    }
    if let [file] = opened.as_slice()
        && let Some(failure) = file.failure()
    {
        // Before the vault's password is asked for: nothing would come of it.
        return Err(failure.into());
    }
    let mut session = context.open()?;
    session.intake_files(opened);
    let intake = session.intake().ok_or_else(|| first(&problems))?;
    problems.extend(problems_of(intake));
    if let (true, Some(problem)) = (intake.items.is_empty(), problems.first()) {
        return Err(problem.failure.clone().into());
    }
    answer_conflicts(&mut session, args.on_conflict)?;
    session.intake_accept()?;
    receipt::show(context.output, args, &session, &problems)
}

fn answer_conflicts(session: &mut Session, on_conflict: Option<OnConflict>) -> Result<(), Refusal> {
    let answer = match on_conflict {
        None => return Ok(()),
        Some(OnConflict::KeepBoth) => Answer::KeepBoth,
        Some(OnConflict::Skip) => Answer::Skip,
        Some(OnConflict::Replace) => Answer::Replace,
    };
    let items = session.intake().map(|intake| intake.items.iter()).into_iter().flatten();
    let conflicts: Vec<usize> =
        items.enumerate().filter(|(_, item)| item.state == State::Conflict).map(|(at, _)| at).collect();
    for at in conflicts {
        session.intake_choose(at, &Choice { answer: Some(answer), ..Choice::default() })?;
    }
    Ok(())
}

/// Opens files: with the password that was given, else, where one needs it, with one that is asked for.
fn open(context: &Context, args: &ImportArgs, files: &[GivenFile]) -> Result<Vec<OpenedFile>, Refusal> {
    let consent = context.consent();
    let key_file = match &args.source_key_file {
        Some(path) => Some(read_file(path).map_err(Refusal::from)?),
        None => None,
    };
    let given = password::given(args.source.source_password_file.as_deref(), args.source.source_password_fd)?;
    let is_given = given.is_some();
    let mut key = FileKey { password: given, key_file, consent };
    let mut opened = open_files(files.to_vec(), &key, args.format.as_deref());
    while !is_given && password::is_attended() {
        let locked = opened.iter().position(|file| {
            file.waits()
                .is_some_and(|waiting| ["file-password-needed", "file-maybe-encrypted"].contains(&waiting.failure.code))
        });
        let Some(at) = locked else { break };
        let Some(file) = opened.get(at) else { break };
        let app = file.waits().map(|waiting| waiting.app).unwrap_or_default();
        let values = [("file", file.name().to_owned()), ("app", app)];
        key.password = Some(password::ask(context.output, Message::AskFilePassword, &values)?);
        let tried = open_files(files.to_vec(), &key, args.format.as_deref());
        for (place, (old, new)) in opened.iter_mut().zip(tried).enumerate() {
            if old.waits().is_some() && (new.waits().is_none() || place == at) {
                *old = new;
            }
        }
    }
    Ok(opened)
}

/// Reads the files that can be read.
fn read(paths: &[std::path::PathBuf]) -> (Vec<GivenFile>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match read_file(path) {
            Ok(bytes) => files.push(GivenFile { name: path.display().to_string(), bytes: Arc::new(bytes) }),
            Err(failure) => problems.push(Problem { source: path.display().to_string(), failure }),
        }
    }
    (files, problems)
}

fn read_file(path: &Path) -> Result<SecretBytes, Failure> {
    let failed = |error: std::io::Error| {
        let is_gone = matches!(error.kind(), ErrorKind::NotFound);
        Failure::new(if is_gone { "file-not-found" } else { "no-permission" })
    };
    // Before it is opened: opening a pipe may wait for ever.
    let length = path.metadata().map_err(failed)?;
    if !length.is_file() {
        return Err(Failure::new("unknown-file"));
    }
    if length.len() > FILE_LIMIT {
        return Err(Failure::new("file-too-large"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length.len()).unwrap_or_default() + 1);
    std::fs::File::open(path).map_err(failed)?.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(SecretBytes::new(bytes))
}

/// Files that gave nothing, those that a password is missing for among them.
fn problems_of(intake: &Intake) -> Vec<Problem> {
    let locked = intake.locked().iter().filter_map(|locked| {
        let failure = locked.waits()?.failure.clone();
        Some(Problem { source: locked.name().to_owned(), failure })
    });
    intake.problems.iter().cloned().chain(locked).collect()
}

fn first(problems: &[Problem]) -> Refusal {
    problems.first().map_or_else(|| Refusal::new("unknown-file"), |problem| problem.failure.clone().into())
}

/// Says of each file that gave nothing why.
fn say_problems(output: Output, problems: &[Problem]) {
    for problem in problems {
        let reason = ErrorView::of(&problem.failure.clone().into(), output.language).message;
        output.insist(Message::ProblemAt, &[("source", &problem.source), ("reason", &reason)]);
    }
}

/// Says what was strange about files as wholes, and how many items in them hold no code.
fn say_notes(output: Output, intake: &Intake) {
    for file in &intake.files {
        for note in &file.warnings {
            let text = words::saying(output.language, note.code, &values_of(note));
            output.say(Message::Oddity, &[("name", &file.name), ("warning", &text)]);
        }
        if file.not_codes > 0 {
            output.say(Message::NotCodes, &[("source", &file.name), ("count", &file.not_codes.to_string())]);
        }
    }
}

fn values_of(note: &watchword_service::intake::FileNote) -> [(&'static str, String); 2] {
    let missing: Vec<String> = note.missing.iter().map(u32::to_string).collect();
    [("missing", missing.join(", ")), ("size", note.size.to_string())]
}
