//! What each command does, one file for each family.

mod add;
mod backup;
mod change;
mod code;
mod doctor;
mod export;
mod import;
mod init;
mod intake;
mod list;
mod names;
mod pages;
mod qr;
mod recovery;
mod scan;
mod show;
mod trash;
mod ways;

use crate::args::{Command, RecoveryKeyCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::refusal::Refusal;

/// Does what was typed.
pub(crate) fn run(context: &mut Context, command: &Command) -> Result<Exit, Refusal> {
    match command {
        Command::Init { no_recovery_key } => init::run(context, !no_recovery_key),
        Command::Add(args) => add::run(context, args),
        Command::Scan(args) if args.raw => scan::raw(context, args),
        Command::Scan(args) => scan::run(context, args),
        Command::Export(args) => export::run(context, args),
        Command::Import(args) => import::run(context, args),
        Command::List { query, tag } => list::list(context, query.as_deref(), tag.as_deref()),
        Command::Search { query, limit } => list::search(context, query, *limit),
        Command::Code(args) => code::run(context, args),
        Command::Show { name, reveal, qr } => show::run(context, name, *reveal, *qr),
        Command::Edit(args) => change::edit(context, args),
        Command::Rename { name, new } => change::rename(context, name, new),
        Command::Tag { name, tags, remove } => change::tag(context, name, tags, remove),
        Command::Pin { name, off } => change::pin(context, name, !off),
        Command::Names { names, first, apply } => names::run(context, names, *first, *apply),
        Command::Rm(names) => trash::put(context, names),
        Command::Trash(command) => trash::run(context, command),
        Command::Undo { id } => change::undo(context, id.as_deref()),
        Command::Redo => change::redo(context),
        Command::Recovery(command) => recovery::run(context, command),
        Command::Qr(args) => qr::run(context, args),
        Command::Backup(command) => backup::run(context, command),
        Command::Password(command) => ways::password(context, command),
        Command::RecoveryKey(RecoveryKeyCommand::New) => ways::new_recovery_key(context),
        Command::RecoveryKey(RecoveryKeyCommand::Check { key }) => ways::check_recovery_key(context, key),
        Command::Remember(command) => ways::remember(context, command),
        Command::Lock => ways::lock(context),
        Command::Doctor => Ok(doctor::run(context)),
        Command::Completions { shell } => Ok(pages::completions(context, *shell)),
        Command::Man { dir } => pages::manual(context, dir),
    }
}
