//! `qr`: QR codes for other devices, as files.

use crate::args::QrArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::names::{self, Among};
use crate::output::{Output, qr_file};
use crate::private_file;
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use std::path::{Path, PathBuf};
use watchword_service::phone::{Form, LeftOut};
use watchword_service::{EntryId, Session};

#[derive(Serialize)]
struct QrView {
    files: Vec<FileView>,
    left_out: Vec<LeftOutView>,
}

#[derive(Serialize)]
struct FileView {
    file: String,
    names: Vec<String>,
}

#[derive(Serialize)]
struct LeftOutView {
    name: String,
    code: &'static str,
    reason: String,
}

/// Writes the pictures. They hold secrets: the password is asked for, and only the owner can read them.
pub(super) fn run(context: &mut Context, args: &QrArgs) -> Result<Exit, Refusal> {
    let output = context.output;
    // Before the password is asked for.
    let kind = qr_file::Kind::of(&args.out).filter(|_| !args.google).unwrap_or(qr_file::Kind::Png);
    if !args.google && qr_file::Kind::of(&args.out).is_none() {
        return Err(Refusal::new("picture-ending"));
    }
    let mut session = context.open_with_password()?;
    let password = context.password()?;
    let ids = if args.names.is_empty() {
        by_name(&session)
    } else {
        names::find_all(&mut session, &args.names, Among::InUse, args.first)?
    };
    let form = if args.google { Form::Google } else { Form::Links };
    let left_out = session.phone_plan(&ids, form)?.left_out;
    let pictures = match session.open_phone_pictures(&ids, form, &password) {
        Err(failure) if failure.code == "nothing-to-move" => {
            say_left_out(output, &session, &left_out);
            return Err(failure.into());
        }
        pictures => pictures?,
    };
    let files = files(args, pictures.len());
    let written = write_all(&mut session, args, &files, kind);
    session.close_phone_pictures();
    written?;
    if output.json {
        let named = |ids: &Vec<EntryId>| ids.iter().map(|id| session.shown_name(*id)).collect();
        output.document(&QrView {
            files: files
                .iter()
                .zip(&pictures)
                .map(|(file, ids)| FileView { file: file.display().to_string(), names: named(ids) })
                .collect(),
            left_out: left_out
                .iter()
                .map(|it| LeftOutView {
                    name: session.shown_name(it.id),
                    code: it.why,
                    reason: words::left_out(output.language, it.why).to_owned(),
                })
                .collect(),
        });
    } else {
        for file in &files {
            output.line(&file.display().to_string());
        }
        output.say(Message::PicturesHoldSecrets, &[]);
        say_left_out(output, &session, &left_out);
    }
    Ok(if left_out.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Every entry in use, in the order of their names.
fn by_name(session: &Session) -> Vec<EntryId> {
    let in_use = session.entries().iter().filter(|entry| !entry.is_trashed());
    let mut named: Vec<(String, EntryId)> =
        in_use.map(|entry| (session.shown_name(entry.id).to_lowercase(), entry.id)).collect();
    named.sort();
    named.into_iter().map(|(_, id)| id).collect()
}

/// The names of the files: that of `--out` for one picture, else numbered ones.
fn files(args: &QrArgs, count: usize) -> Vec<PathBuf> {
    let width = count.to_string().len();
    if args.google {
        return (1..=count).map(|at| args.out.join(format!("google-{at:0width$}-of-{count}.png"))).collect();
    }
    if count == 1 {
        return vec![args.out.clone()];
    }
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(args.out.file_stem()), part(args.out.extension()));
    (1..=count).map(|at| args.out.with_file_name(format!("{stem}-{at:0width$}.{ending}"))).collect()
}

/// Writes every picture, or none.
fn write_all(session: &mut Session, args: &QrArgs, files: &[PathBuf], kind: qr_file::Kind) -> Result<(), Refusal> {
    let made_folder = args.google && !args.out.exists();
    if made_folder {
        std::fs::create_dir(&args.out).map_err(|error| private_file::refusal(error.kind()))?;
    }
    let mut written: Vec<&Path> = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let picture = session.phone_picture(at).map_err(Refusal::from);
        let done = picture.and_then(|code| private_file::write(file, &qr_file::draw(&code, kind)));
        if let Err(refusal) = done {
            for file in written {
                let _ = std::fs::remove_file(file);
            }
            if made_folder {
                let _ = std::fs::remove_dir(&args.out);
            }
            return Err(refusal);
        }
        written.push(file);
    }
    Ok(())
}

fn say_left_out(output: Output, session: &Session, left_out: &[LeftOut]) {
    for it in left_out {
        let reason = words::left_out(output.language, it.why);
        output.say(Message::LeftOut, &[("name", &session.shown_name(it.id)), ("reason", reason)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(out: &str, google: bool) -> QrArgs {
        QrArgs { names: Vec::new(), first: false, google, out: PathBuf::from(out) }
    }

    fn named(out: &str, google: bool, count: usize) -> Vec<String> {
        files(&args(out, google), count).iter().map(|file| file.display().to_string()).collect()
    }

    #[test]
    fn one_picture_has_the_name_given_and_several_are_numbered() {
        assert_eq!(named("to/phone.svg", false, 1), ["to/phone.svg"]);
        assert_eq!(named("to/phone.png", false, 2), ["to/phone-1.png", "to/phone-2.png"]);
        assert_eq!(named("to", true, 1), ["to/google-1-of-1.png"]);
        assert_eq!(named("to", true, 10)[8..], ["to/google-09-of-10.png", "to/google-10-of-10.png"]);
    }
}
