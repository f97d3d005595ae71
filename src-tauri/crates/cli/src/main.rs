//! `watchword`, the command line.
//!
//! [`args`] is what can be typed, [`commands`] what each command does, [`context`] the ways into the vault,
//! [`output`] the only place that prints. A command ends in an [`exit::Exit`] or a [`refusal::Refusal`], which has a
//! stable code, a sentence in the person's language ([`words`]) and an exit status. The contract is
//! docs/command-line.md.

mod args;
mod commands;
mod context;
mod exit;
mod hold;
mod names;
mod output;
mod password;
mod private_file;
mod refusal;
mod time;
mod words;

use crate::args::Cli;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::Output;
use crate::refusal::Refusal;
use crate::words::Language;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(seconds) = hold::is_asked_for() {
        return hold::run(seconds).unwrap_or_else(|refusal| refusal.exit()).into();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error).into(),
    };
    let output = Output::new(&cli.global, Language::from_environment());
    let ended = Context::new(cli.global, output).and_then(|mut context| commands::run(&mut context, &cli.command));
    match ended {
        Ok(exit) => exit.into(),
        Err(refusal) => {
            output.refuse(&refusal);
            refusal.exit().into()
        }
    }
}

/// What clap has to say: help and version are no errors, all else is bad usage.
fn usage(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        // Nobody reads any more: nothing to do about it.
        let _ = error.print();
        return Exit::Done;
    }
    if std::env::args_os().any(|arg| arg == "--json") {
        let text = error.render().to_string();
        let lines =
            text.trim_start_matches("error: ").lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
        let message: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        Output::plain_json().refuse(&Refusal::usage(message.join(" ")));
    } else {
        let _ = error.print();
    }
    Exit::Usage
}
