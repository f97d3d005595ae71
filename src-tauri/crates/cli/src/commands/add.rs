//! `add`.

use super::intake;
use crate::args::AddArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::password;
use crate::refusal::Refusal;
use crate::words::Message;
use watchword_secret::SecretText;
use watchword_service::Session;
use watchword_service::intake::{Problem, TypedEntry};

/// The largest list of links on standard input, in bytes.
const LIST_LIMIT: usize = 16 << 20;

/// Adds links, or one entry whose secret is typed or piped in.
pub(super) fn run(context: &mut Context, args: &AddArgs) -> Result<Exit, Refusal> {
    // First: where all comes through one pipe, the password is its first line.
    let mut session = context.open()?;
    let mut problems = Vec::new();
    if args.secret.is_some() {
        session.intake_typed(&typed(context, args)?)?;
    } else {
        for (at, uri) in args.uris.iter().enumerate() {
            if let Err(problem) = review(&mut session, uri, at + 1)? {
                problems.push(problem);
            }
        }
    }
    session.intake_mark(&args.tag, args.note.as_deref());
    intake::accept(context.output, &mut session, problems)
}

/// Puts one argument under review. What is no link is told by its place: a slip may hold half a secret.
fn review(session: &mut Session, uri: &str, place: usize) -> Result<Result<(), Problem>, Refusal> {
    let text = if uri == "-" {
        password::all_of_stdin(LIST_LIMIT).ok_or_else(|| Refusal::new("secret-source").with("source", "-"))?
    } else {
        SecretText::copy_of(uri)
    };
    Ok(session.intake_text(&text).map_err(|failure| Problem { source: format!("#{place}"), failure }))
}

fn typed(context: &Context, args: &AddArgs) -> Result<TypedEntry, Refusal> {
    let secret = read(context, Message::AskSecret)?;
    let pin = args.pin.as_ref().map(|_| read(context, Message::AskPin)).transpose()?;
    Ok(TypedEntry {
        secret: secret.expose().to_owned(),
        issuer: args.issuer.clone().unwrap_or_default(),
        account: args.account.clone().unwrap_or_default(),
        kind: args.kind.clone(),
        algorithm: args.algorithm.clone().unwrap_or_default(),
        digits: args.digits.unwrap_or_default(),
        period: args.period.unwrap_or_default(),
        counter: args.counter.unwrap_or_default(),
        pin: pin.map(|pin| pin.expose().to_owned()).unwrap_or_default(),
    })
}

/// One line: asked for without echo where standard input is a terminal, else the next line of it.
fn read(context: &Context, message: Message) -> Result<SecretText, Refusal> {
    use std::io::IsTerminal;
    if std::io::stdin().is_terminal() {
        return password::ask(context.output, message, &[]);
    }
    password::from_stdin().ok_or_else(|| Refusal::new("secret-source").with("source", "-"))
}
