//! The only place that prints: results to standard output, messages and errors to standard error.
//!
//! With `--json` there is one document on standard output and nothing else. On a terminal, letters that could move
//! the cursor or turn the direction of reading are written as escapes, because names come from anywhere. A reader
//! that went away is no error.

mod escape;
mod json;
mod qr;
pub(crate) mod qr_file;
mod table;

pub(crate) use escape::escape;
pub(crate) use json::{Document, ErrorView, Exposed};
pub(crate) use table::table;

use crate::args::{Global, When};
use crate::refusal::Refusal;
use crate::words::{self, Language, Message};
use std::io::{IsTerminal, Write};
use watchword_secret::SecretText;
use zeroize::Zeroizing;

/// How and where to print.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for an option or a stream of its own")]
pub(crate) struct Output {
    /// One JSON document instead of text.
    pub(crate) json: bool,
    /// The language of texts.
    pub(crate) language: Language,
    quiet: bool,
    stdout_is_terminal: bool,
    color: bool,
    error_color: bool,
}

impl Output {
    /// As the options and the environment ask.
    pub(crate) fn new(global: &Global, language: Language) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colored = |is_terminal: bool| match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && !plain,
        };
        let stdout_is_terminal = std::io::stdout().is_terminal();
        Self {
            json: global.json,
            language,
            quiet: global.quiet,
            stdout_is_terminal,
            color: colored(stdout_is_terminal),
            error_color: colored(std::io::stderr().is_terminal()),
        }
    }

    /// For errors before the options are known.
    pub(crate) fn plain_json() -> Self {
        let language = Language::from_environment();
        Self { json: true, language, quiet: true, stdout_is_terminal: false, color: false, error_color: false }
    }

    /// A result, one line of text.
    pub(crate) fn line(self, text: &str) {
        let text = if self.stdout_is_terminal { escape(text) } else { text.to_owned() };
        write_out(format!("{text}\n").as_bytes());
    }

    /// A result that is a secret or a code.
    pub(crate) fn secret(self, text: &SecretText) {
        let mut line = Zeroizing::new(String::with_capacity(text.expose().len() + 1));
        line.push_str(text.expose());
        line.push('\n');
        if self.stdout_is_terminal && line.chars().any(|letter| letter != '\n' && escape::is_unsafe(letter)) {
            let safe = Zeroizing::new(escape(text.expose()));
            write_out(safe.as_bytes());
            write_out(b"\n");
        } else {
            write_out(line.as_bytes());
        }
    }

    /// A result that is laid out already, such as the completions of a shell.
    #[expect(clippy::unused_self, reason = "all printing reads output.…")]
    pub(crate) fn raw(self, bytes: &[u8]) {
        write_out(bytes);
    }

    /// A QR code.
    pub(crate) fn qr(self, code: &fast_qr::QRCode) {
        write_out(qr::draw(code, self.color).expose().as_bytes());
    }

    /// Rows under headings. Headings are dim where there are colours.
    pub(crate) fn rows(self, headings: &[Message], rows: &[Vec<String>]) {
        let headings: Vec<&str> = headings.iter().map(|heading| words::text(self.language, *heading)).collect();
        let rows: Vec<Vec<String>> = if self.stdout_is_terminal {
            rows.iter().map(|row| row.iter().map(|cell| escape(cell)).collect()).collect()
        } else {
            rows.to_vec()
        };
        let laid_out = table(&headings, &rows);
        match laid_out.split_once('\n') {
            Some((head, body)) if self.color => write_out(format!("\u{1b}[2m{head}\u{1b}[0m\n{body}").as_bytes()),
            _ => write_out(laid_out.as_bytes()),
        }
    }

    /// A message beside the result.
    pub(crate) fn say(self, message: Message, values: &[(&str, &str)]) {
        if !self.quiet && !self.json {
            self.insist(message, values);
        }
    }

    /// A message that `--quiet` does not silence.
    pub(crate) fn insist(self, message: Message, values: &[(&str, &str)]) {
        let values: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, escape(value))).collect();
        write_error(&format!("{}\n", words::fill(words::text(self.language, message), &values)));
    }

    /// The one JSON document of a command.
    pub(crate) fn document(self, content: &impl serde::Serialize) {
        self.json_line(&Document::of(content));
    }

    /// One line of JSON Lines.
    #[expect(clippy::unused_self, reason = "all printing reads output.…")]
    pub(crate) fn json_line(self, content: &impl serde::Serialize) {
        // May hold codes and secrets that were asked for. Nothing here can fail to be written as JSON.
        let mut line = Zeroizing::new(serde_json::to_vec(content).unwrap_or_default());
        line.push(b'\n');
        write_out(&line);
    }

    /// Says why nothing was done, and what may help.
    pub(crate) fn refuse(self, refusal: &Refusal) {
        let view = ErrorView::of(refusal, self.language);
        if self.json {
            #[derive(serde::Serialize)]
            struct Error {
                error: ErrorView,
            }
            self.document(&Error { error: view });
            return;
        }
        let label = words::text(self.language, Message::ErrorLabel);
        let label = if self.error_color { format!("\u{1b}[1;31m{label}\u{1b}[0m") } else { label.to_owned() };
        write_error(&format!("{label} {}\n", escape(&view.message)));
        if !view.hint.is_empty() {
            write_error(&format!("{}\n", escape(&view.hint)));
        }
        for candidate in &refusal.candidates {
            write_error(&format!("  {}  {}\n", candidate.id, escape(&candidate.name)));
        }
    }

    /// A question that is answered on the terminal.
    pub(crate) fn ask(self, message: Message, values: &[(&str, &str)]) -> Option<String> {
        let values: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, escape(value))).collect();
        write_error(&format!("{} ", words::fill(words::text(self.language, message), &values)));
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned())
    }
}

fn write_out(bytes: &[u8]) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}

fn write_error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
