//! `code`.

use crate::args::CodeArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::hold;
use crate::names::{self, Among};
use crate::output::Exposed;
use crate::refusal::Refusal;
use crate::time;
use crate::words::Message;
use serde::Serialize;
use std::time::Duration;
use watchword_secret::SecretText;
use watchword_service::copying::{Chosen, Given, Which};
use watchword_service::{EntryId, Kind, Session};

/// One code. The fields are a public contract.
#[derive(Serialize)]
struct CodeView<'a> {
    id: String,
    name: String,
    code: Exposed<'a>,
    valid_from: Option<u64>,
    valid_until: Option<u64>,
    next: Option<Exposed<'a>>,
    counter: Option<u64>,
    #[serde(flatten)]
    copied: Option<CopiedView>,
}

#[derive(Serialize)]
struct CopiedView {
    copied: bool,
    given: &'static str,
    clears_in: Option<u64>,
}

/// Prints or copies the code of an entry.
pub(super) fn run(context: &mut Context, args: &CodeArgs) -> Result<Exit, Refusal> {
    let at = args.at.as_deref().map(time::parse_moment).transpose()?;
    let mut session = context.open()?;
    let id = names::find(&mut session, &args.name.name, Among::InUse, args.name.first)?;
    let counted = session.entry(id)?.otp.kind == Kind::Hotp;
    if counted && (args.next || args.wait || at.is_some()) {
        return Err(Refusal::new("not-timed"));
    }
    // Whoever set "wait, then copy the new one" in the window means the command line too.
    if !counted && (args.wait || (args.copy && !args.next && session.settings().enter_copies == "wait")) {
        wait(context, &session, id)?;
    }
    if args.copy {
        return copy(context, &mut session, id, if args.next { Which::Next } else { Which::Smart });
    }
    if counted {
        let chosen = session.next_counter_code(id)?;
        session.count_use(id);
        print_counted(context, &session, &chosen, None);
        return Ok(Exit::Done);
    }
    let mut timed = session.code_at(id, at.unwrap_or_else(|| now_ms(context) / 1_000))?;
    if args.next {
        timed = session.code_at(id, timed.valid_until)?;
    }
    if at.is_none() {
        session.count_use(id);
    }
    if context.output.json {
        context.output.document(&CodeView {
            id: id.to_string(),
            name: session.shown_name(id),
            code: Exposed(&timed.code),
            valid_from: Some(timed.valid_from),
            valid_until: Some(timed.valid_until),
            next: Some(Exposed(&timed.next)),
            counter: None,
            copied: None,
        });
    } else {
        context.output.secret(&timed.code);
    }
    Ok(Exit::Done)
}

/// In the last seconds of a step waits for its end.
fn wait(context: &Context, session: &Session, id: EntryId) -> Result<(), Refusal> {
    let now = now_ms(context);
    let end = session.code_at(id, now / 1_000)?.valid_until.saturating_mul(1_000);
    let left = end.saturating_sub(now);
    if left <= u64::from(session.settings().last_seconds) * 1_000 {
        context.output.say(Message::Waiting, &[("seconds", &left.div_ceil(1_000).to_string())]);
        std::thread::sleep(Duration::from_millis(left));
    }
    Ok(())
}

fn copy(context: &mut Context, session: &mut Session, id: EntryId, which: Which) -> Result<Exit, Refusal> {
    let output = context.output;
    let chosen = session.choose_code(id, which)?;
    session.count_use(id);
    let seconds = u64::from(session.settings().clipboard_seconds);
    let held = hold::start(&chosen.code, seconds).is_ok();
    let exit = if held { Exit::Done } else { Exit::System };
    if output.json {
        let copied = CopiedView {
            copied: held,
            given: given_word(chosen.given),
            clears_in: (held && seconds > 0).then_some(seconds),
        };
        print_chosen(context, session, &chosen, copied)?;
        return Ok(exit);
    }
    if !held {
        // A counter code that is not shown would be lost.
        output.insist(Message::ClipboardRefused, &[]);
        output.secret(&chosen.code);
        return Ok(exit);
    }
    say_copied(context, session, &chosen);
    if seconds > 0 {
        output.say(Message::ClipboardClears, &[("seconds", &seconds.to_string())]);
    } else {
        output.say(Message::ClipboardKept, &[]);
    }
    Ok(exit)
}

fn say_copied(context: &Context, session: &Session, chosen: &Chosen) {
    let now = now_ms(context) / 1_000;
    let name = session.shown_name(chosen.id);
    let output = context.output;
    match chosen.given {
        Given::Current => {
            let seconds = chosen.works_until.saturating_sub(now).to_string();
            output.say(Message::CopiedCurrent, &[("name", &name), ("seconds", &seconds)]);
        }
        Given::Next => {
            let wait = chosen.works_from.saturating_sub(now).to_string();
            let seconds = chosen.works_until.saturating_sub(chosen.works_from).to_string();
            output.say(Message::CopiedNext, &[("name", &name), ("wait", &wait), ("seconds", &seconds)]);
        }
        Given::Counter => {
            let counter = chosen.counter.unwrap_or_default().to_string();
            output.say(Message::CopiedCounter, &[("name", &name), ("counter", &counter)]);
        }
    }
}

fn print_chosen(context: &Context, session: &Session, chosen: &Chosen, copied: CopiedView) -> Result<(), Refusal> {
    if chosen.counter.is_some() {
        print_counted(context, session, chosen, Some(copied));
        return Ok(());
    }
    let following: SecretText = session.code_at(chosen.id, chosen.works_from)?.next;
    context.output.document(&CodeView {
        id: chosen.id.to_string(),
        name: session.shown_name(chosen.id),
        code: Exposed(&chosen.code),
        valid_from: Some(chosen.works_from),
        valid_until: Some(chosen.works_until),
        next: Some(Exposed(&following)),
        counter: None,
        copied: Some(copied),
    });
    Ok(())
}

fn print_counted(context: &Context, session: &Session, chosen: &Chosen, copied: Option<CopiedView>) {
    if !context.output.json {
        context.output.secret(&chosen.code);
        return;
    }
    context.output.document(&CodeView {
        id: chosen.id.to_string(),
        name: session.shown_name(chosen.id),
        code: Exposed(&chosen.code),
        valid_from: None,
        valid_until: None,
        next: None,
        counter: chosen.counter,
        copied,
    });
}

fn given_word(given: Given) -> &'static str {
    match given {
        Given::Current => "current",
        Given::Next => "next",
        Given::Counter => "counter",
    }
}

fn now_ms(context: &Context) -> u64 {
    context.profile.machine().clock.now_ms()
}
