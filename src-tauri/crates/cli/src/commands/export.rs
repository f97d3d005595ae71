//! `export`.

use crate::args::ExportArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::Output;
use crate::password;
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use watchword_service::export::{ExportOrder, ExportReport, export_format};
use watchword_service::list::{Request, Sort};
use watchword_service::{EntryId, Session, SheetWords};

#[derive(Serialize)]
struct ExportView<'a> {
    files: Vec<String>,
    format: &'a str,
    complete: usize,
    lossy: Vec<LossyView<'a>>,
    left_out: Vec<LeftOutView<'a>>,
}

#[derive(Serialize)]
struct LossyView<'a> {
    name: &'a str,
    losses: &'a [&'static str],
}

#[derive(Serialize)]
struct LeftOutView<'a> {
    name: &'a str,
    reason: &'static str,
}

/// Writes entries as a file of another app.
pub(super) fn run(context: &mut Context, args: &ExportArgs) -> Result<Exit, Refusal> {
    let format =
        export_format(&args.format).ok_or_else(|| Refusal::new("unknown-export").with("name", &args.format))?;
    if !format.is_encrypted && !args.plaintext {
        return Err(Refusal::new("plaintext-refused"));
    }
    if args.out.symlink_metadata().is_ok() {
        return Err(Refusal::new("exists"));
    }
    let mut session = context.open_with_password()?;
    let password = context.password()?;
    let ids = chosen(&mut session, args.query.as_deref());
    if ids.is_empty() {
        return Err(Refusal::new("nothing-to-export"));
    }
    let output = context.output;
    let (file, fd) = (args.new.new_password_file.as_deref(), args.new.new_password_fd);
    let file_password = if format.is_encrypted { Some(password::new_password(output, file, fd)?) } else { None };
    let order = ExportOrder {
        format: format.id,
        ids: &ids,
        out: &args.out,
        file_password: file_password.as_ref(),
        plain_agreed: args.plaintext,
        words: sheet_words(output),
    };
    let written = session.export(&order, &password)?;
    if output.json {
        output.document(&view(format.id, &written.files, &written.report));
    } else {
        written.files.iter().for_each(|file| output.line(&file.display().to_string()));
        say_report(output, &written.report);
    }
    Ok(if written.report.left_out.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Entries that the query finds, in the order of the list.
fn chosen(session: &mut Session, query: Option<&str>) -> Vec<EntryId> {
    let request = Request { query: query.unwrap_or_default().to_owned(), tag: None, sort: Sort::Manual };
    let ids: Vec<EntryId> = session.list(&request).ids().collect();
    ids.into_iter().filter(|id| session.entry(*id).is_ok_and(|entry| !entry.is_trashed())).collect()
}

fn sheet_words(output: Output) -> SheetWords<'static> {
    let text = |message| words::text(output.language, message);
    SheetWords {
        language: text(Message::SheetLanguage),
        title: text(Message::ExportSheetTitle),
        warning: text(Message::ExportSheetWarning),
        secret: text(Message::ExportSheetSecret),
    }
}

fn say_report(output: Output, report: &ExportReport) {
    let words_of = |codes: &[&'static str]| {
        codes.iter().map(|code| words::saying(output.language, code, &[])).collect::<Vec<_>>().join(", ")
    };
    for (name, losses) in &report.lossy {
        output.say(Message::ExportLoses, &[("name", name), ("what", &words_of(losses))]);
    }
    for (name, reason) in &report.left_out {
        output.insist(Message::ExportLeftOut, &[("name", name), ("why", &words_of(&[reason]))]);
    }
    let (complete, lossy, left) =
        (report.complete.to_string(), report.lossy.len().to_string(), report.left_out.len().to_string());
    output.say(Message::Exported, &[("complete", &complete), ("lossy", &lossy), ("left", &left)]);
}

fn view<'a>(format: &'a str, files: &[std::path::PathBuf], report: &'a ExportReport) -> ExportView<'a> {
    ExportView {
        files: files.iter().map(|file| file.display().to_string()).collect(),
        format,
        complete: report.complete,
        lossy: report.lossy.iter().map(|(name, losses)| LossyView { name, losses }).collect(),
        left_out: report.left_out.iter().map(|(name, reason)| LeftOutView { name, reason }).collect(),
    }
}
