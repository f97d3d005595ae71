//! `recovery`: the recovery codes of sites, kept with their entries.

mod sheet;

use crate::args::{CodesPassphrase, NewPassphrase, OneName, RecoveryCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::names::{self, Among};
use crate::output::{Exposed, Output};
use crate::password;
use crate::refusal::Refusal;
use crate::time;
use crate::words::{self, Message};
use serde::Serialize;
use std::path::Path;
use watchword_secret::SecretText;
use watchword_service::recovery::RecoveryCode;
use watchword_service::recovery::paste::{PASTE_LIMIT, Pasted, understand};
use watchword_service::{EntryId, Failure, Session};

#[derive(Serialize)]
struct UnderstoodView<'a> {
    codes: Vec<PastedView<'a>>,
    twice: usize,
    left_out: usize,
}

#[derive(Serialize)]
struct PastedView<'a> {
    code: Exposed<'a>,
    used: bool,
}

#[derive(Serialize)]
struct AddedView {
    done: &'static str,
    id: String,
    name: String,
    added: usize,
    known: usize,
    left_out: usize,
    left: usize,
    undo_id: Option<String>,
}

#[derive(Serialize)]
struct ListView<'a> {
    id: String,
    name: String,
    count: usize,
    left: usize,
    codes: Option<Vec<CodeView<'a>>>,
}

#[derive(Serialize)]
struct CodeView<'a> {
    number: usize,
    code: Exposed<'a>,
    used: Option<u64>,
}

#[derive(Serialize)]
struct UsedView<'a> {
    done: &'static str,
    id: String,
    name: String,
    number: usize,
    code: Option<Exposed<'a>>,
    left: usize,
    undo_id: Option<String>,
}

#[derive(Serialize)]
struct SheetView {
    file: String,
    codes: usize,
}

#[derive(Serialize)]
struct PassphraseView {
    passphrase: &'static str,
    entries: usize,
}

/// An entry whose recovery codes are open.
struct Opened {
    session: Session,
    id: EntryId,
}

/// Keeps, counts, ticks and prints recovery codes.
pub(super) fn run(context: &mut Context, command: &RecoveryCommand) -> Result<Exit, Refusal> {
    match command {
        RecoveryCommand::Add { name, replace, dry_run, passphrase } => {
            let text = password::all_of_stdin(PASTE_LIMIT);
            let text = text.ok_or_else(|| Refusal::new("secret-source").with("source", "stdin"))?;
            let pasted = understand(text.expose());
            if *dry_run {
                say_understood(context.output, &pasted)
            } else {
                add(context, name, &pasted, *replace, passphrase)
            }
        }
        RecoveryCommand::List { name, reveal, passphrase } => list(context, name, *reveal, passphrase),
        RecoveryCommand::Use { name, number, off, passphrase } => tick(context, name, *number, !off, passphrase),
        RecoveryCommand::Print { name, out, passphrase } => print(context, name, out, passphrase),
        RecoveryCommand::Passphrase { passphrase, new } => change_passphrase(context, passphrase, new),
    }
}

fn say_understood(output: Output, pasted: &Pasted) -> Result<Exit, Refusal> {
    if pasted.codes.is_empty() {
        return Err(Refusal::new("no-codes-in-text"));
    }
    if output.json {
        let codes = pasted.codes.iter().map(|code| PastedView { code: Exposed(&code.code), used: code.used }).collect();
        output.document(&UnderstoodView { codes, twice: pasted.twice, left_out: pasted.left_out });
    } else {
        for code in &pasted.codes {
            let mark = if code.used { words::text(output.language, Message::CodeUsed) } else { "" };
            output.secret(&line(&code.code, mark));
        }
        let (count, left_out) = (pasted.codes.len().to_string(), pasted.left_out.to_string());
        output.say(Message::CodesUnderstood, &[("count", &count), ("left_out", &left_out)]);
    }
    Ok(Exit::Done)
}

fn add(
    context: &mut Context,
    name: &OneName,
    pasted: &Pasted,
    replace: bool,
    passphrase: &CodesPassphrase,
) -> Result<Exit, Refusal> {
    if pasted.codes.is_empty() {
        return Err(Refusal::new("no-codes-in-text"));
    }
    let Opened { mut session, id } = open(context, name, passphrase)?;
    let added = session.add_recovery_codes(id, &pasted.codes, replace)?;
    let left = session.recovery_count(id).map_or(0, |count| count.left);
    let name = session.shown_name(id);
    let nothing = added.done.count == 0;
    if context.output.json {
        context.output.document(&AddedView {
            done: match (nothing, replace) {
                (true, _) => "nothing",
                (false, true) => "recovery-replaced",
                (false, false) => "recovery-added",
            },
            id: id.to_string(),
            name,
            added: added.added,
            known: added.known,
            left_out: pasted.left_out,
            left,
            undo_id: added.done.undo_id.map(|id| id.to_string()),
        });
    } else {
        let (count, left_out) = (added.added.to_string(), pasted.left_out.to_string());
        let message = if nothing { Message::CodesKnown } else { Message::CodesKept };
        let values = [("name", name.as_str()), ("count", &count), ("left_out", &left_out), ("left", &left.to_string())];
        context.output.say(message, &values);
    }
    Ok(if nothing { Exit::Nothing } else { Exit::Done })
}

fn list(context: &mut Context, name: &OneName, reveal: bool, passphrase: &CodesPassphrase) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let id = names::find(&mut session, &name.name, Among::InUse, name.first)?;
    let counted = session.recovery_count(id).ok_or_else(|| Refusal::new("no-recovery-codes"))?;
    let codes = if reveal {
        open_codes(context, &mut session, id, passphrase)?;
        Some(session.recovery_codes(id)?.codes)
    } else {
        None
    };
    // Opened, they count more exactly: what a merge set aside is among them.
    let count = codes.as_ref().map_or(counted.count, Vec::len);
    let left = codes.as_ref().map_or(counted.left, |codes| codes.iter().filter(|code| code.used_ms.is_none()).count());
    let output = context.output;
    if output.json {
        output.document(&ListView {
            id: id.to_string(),
            name: session.shown_name(id),
            count,
            left,
            codes: codes.as_ref().map(|codes| codes.iter().enumerate().map(code_view).collect()),
        });
        return Ok(Exit::Done);
    }
    let values = [("left", left.to_string()), ("count", count.to_string())];
    match codes {
        None => output.line(&words::fill(words::text(output.language, Message::CodesLeft), &values)),
        Some(codes) => {
            let used = words::text(output.language, Message::CodeUsed);
            for (at, code) in codes.iter().enumerate() {
                let mark = code.used_ms.map(|used_ms| format!("{used} {}", time::show_ms(used_ms))).unwrap_or_default();
                output.secret(&numbered_line(at + 1, &line(&code.code, &mark)));
            }
            output.say(Message::CodesLeft, &[("left", &left.to_string()), ("count", &count.to_string())]);
        }
    }
    Ok(Exit::Done)
}

fn code_view((at, code): (usize, &RecoveryCode)) -> CodeView<'_> {
    CodeView { number: at + 1, code: Exposed(&code.code), used: code.used_ms.and_then(time::seconds) }
}

fn tick(
    context: &mut Context,
    name: &OneName,
    number: Option<usize>,
    used: bool,
    passphrase: &CodesPassphrase,
) -> Result<Exit, Refusal> {
    let Opened { mut session, id } = open_kept(context, name, passphrase)?;
    let place = match number {
        Some(number) => number.checked_sub(1).ok_or_else(|| Failure::new("no-such-code").with("number", number))?,
        None => session.next_recovery_code(id)?.0,
    };
    let done = session.tick_recovery_code(id, place, used)?;
    let nothing = done.count == 0;
    let codes = session.recovery_codes(id)?.codes;
    // Saved as used before it is shown, as the counter of a counter entry is.
    let code = codes.get(place).filter(|_| used).map(|code| &code.code);
    let left = codes.iter().filter(|code| code.used_ms.is_none()).count();
    if context.output.json {
        context.output.document(&UsedView {
            done: match (nothing, used) {
                (true, _) => "nothing",
                (false, true) => "recovery-used",
                (false, false) => "recovery-unused",
            },
            id: id.to_string(),
            name: session.shown_name(id),
            number: place + 1,
            code: code.map(Exposed),
            left,
            undo_id: done.undo_id.map(|id| id.to_string()),
        });
    } else {
        if let Some(code) = code {
            context.output.secret(code);
        }
        let message = match (nothing, used) {
            (true, true) => Message::CodeWasUsed,
            (true, false) => Message::CodeWasNotUsed,
            (false, true) => Message::CodeTicked,
            (false, false) => Message::CodeUnticked,
        };
        context.output.say(message, &[("number", &(place + 1).to_string()), ("left", &left.to_string())]);
    }
    Ok(if nothing { Exit::Nothing } else { Exit::Done })
}

fn print(context: &mut Context, name: &OneName, out: &Path, passphrase: &CodesPassphrase) -> Result<Exit, Refusal> {
    let Opened { mut session, id } = open_kept(context, name, passphrase)?;
    let codes = session.recovery_codes(id)?.codes;
    let name = session.shown_name(id);
    let login = session.plain_row(id).map(|row| row.login).unwrap_or_default();
    let now_ms = context.profile.machine().clock.now_ms();
    let page = sheet::page(context.output.language, &name, &login, &codes, &time::show_ms(now_ms));
    crate::private_file::write(out, page.expose().as_bytes())?;
    let file = out.display().to_string();
    if context.output.json {
        context.output.document(&SheetView { file, codes: codes.len() });
    } else {
        context.output.line(&file);
        context.output.say(Message::SheetWritten, &[]);
    }
    Ok(Exit::Done)
}

fn change_passphrase(context: &mut Context, old: &CodesPassphrase, new: &NewPassphrase) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    if !session.has_recovery_passphrase() {
        return Err(Refusal::new("no-recovery-codes"));
    }
    let old = given(old)?.map_or_else(|| password::ask(context.output, Message::AskPassphrase, &[]), Ok)?;
    let new = match password::given(new.new_passphrase_file.as_deref(), new.new_passphrase_fd)? {
        Some(new) => new,
        None => ask_twice(context.output)?,
    };
    let entries = session.change_recovery_passphrase(&old, &new)?;
    if context.output.json {
        context.output.document(&PassphraseView { passphrase: "set", entries });
    } else {
        context.output.say(Message::PassphraseSet, &[]);
    }
    Ok(Exit::Done)
}

/// Opens the codes of an entry, or those of the vault, to add to them.
fn open(context: &mut Context, name: &OneName, passphrase: &CodesPassphrase) -> Result<Opened, Refusal> {
    let mut session = context.open()?;
    let id = names::find(&mut session, &name.name, Among::InUse, name.first)?;
    open_codes(context, &mut session, id, passphrase)?;
    Ok(Opened { session, id })
}

/// Opens the codes of an entry that has some.
fn open_kept(context: &mut Context, name: &OneName, passphrase: &CodesPassphrase) -> Result<Opened, Refusal> {
    let mut session = context.open()?;
    let id = names::find(&mut session, &name.name, Among::InUse, name.first)?;
    if session.recovery_count(id).is_none() {
        return Err(Refusal::new("no-recovery-codes"));
    }
    open_codes(context, &mut session, id, passphrase)?;
    Ok(Opened { session, id })
}

fn open_codes(
    context: &Context,
    session: &mut Session,
    id: EntryId,
    passphrase: &CodesPassphrase,
) -> Result<(), Refusal> {
    let passphrase = match given(passphrase)? {
        Some(passphrase) => passphrase,
        None if !password::is_attended() => return Err(Refusal::new("recovery-closed")),
        None if session.has_recovery_passphrase() => password::ask(context.output, Message::AskPassphrase, &[])?,
        None => ask_twice(context.output)?,
    };
    session.open_recovery_codes(id, &passphrase)?;
    Ok(())
}

fn given(passphrase: &CodesPassphrase) -> Result<Option<SecretText>, Refusal> {
    password::given(passphrase.passphrase_file.as_deref(), passphrase.passphrase_fd)
}

fn ask_twice(output: Output) -> Result<SecretText, Refusal> {
    let passphrase = password::ask(output, Message::AskNewPassphrase, &[])?;
    if password::ask(output, Message::AskAgain, &[])? == passphrase {
        Ok(passphrase)
    } else {
        Err(Refusal::new("passwords-differ"))
    }
}

/// A code with what is noted about it.
fn line(code: &SecretText, mark: &str) -> SecretText {
    if mark.is_empty() { code.duplicate() } else { SecretText::new(format!("{}  {mark}", code.expose())) }
}

fn numbered_line(number: usize, line: &SecretText) -> SecretText {
    SecretText::new(format!("{number:>3}  {}", line.expose()))
}
