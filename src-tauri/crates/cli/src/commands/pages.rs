//! `completions` and `man`: made from the arguments themselves.

use crate::args::Cli;
use crate::context::Context;
use crate::exit::Exit;
use crate::refusal::Refusal;
use crate::words::Message;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use serde::Serialize;
use std::io::{Error, ErrorKind};
use std::path::Path;
use watchword_service::Failure;

#[derive(Serialize)]
struct PagesView {
    pages: Vec<String>,
}

/// Prints the completions of a shell.
pub(super) fn completions(context: &Context, shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "watchword", &mut script);
    context.output.raw(&script);
    Exit::Done
}

/// Writes a manual page for the program and one for each command.
pub(super) fn manual(context: &Context, dir: &Path) -> Result<Exit, Refusal> {
    std::fs::create_dir_all(dir).map_err(|error| refusal(&error))?;
    let mut command = Cli::command();
    command.build();
    let mut pages = Vec::new();
    write_pages(&command, dir, &mut pages)?;
    if context.output.json {
        context.output.document(&PagesView { pages });
    } else {
        context.output.say(Message::ManWritten, &[("count", &pages.len().to_string())]);
    }
    Ok(Exit::Done)
}

fn write_pages(command: &Command, dir: &Path, pages: &mut Vec<String>) -> Result<(), Refusal> {
    // Built commands know their whole name: "watchword trash list" becomes watchword-trash-list.1.
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = Vec::new();
    Man::new(command.clone()).title(name.clone()).render(&mut page).map_err(|error| refusal(&error))?;
    let file = format!("{name}.1");
    std::fs::write(dir.join(&file), page).map_err(|error| refusal(&error))?;
    pages.push(file);
    command.get_subcommands().try_for_each(|child| write_pages(child, dir, pages))
}

fn refusal(error: &Error) -> Refusal {
    let full = error.kind() == ErrorKind::StorageFull;
    Failure::new(if full { "disk-full" } else { "no-permission" }).into()
}
