//! Links and files that other programs hand over. They end in the review and nowhere else, and wait for it until the
//! vault is open.

use crate::arguments::Arguments;
use crate::desk::{Desk, Inner};
use crate::files::{self, Loaded, Origin};
use crate::window::MAIN;
use std::path::PathBuf;
use tauri::{AppHandle, Emitter};
use watchword_secret::SecretText;
use watchword_service::Failure;
use watchword_service::intake::Problem;

/// Links come at most this often: nobody presses them faster, and a program that sends many wants something else.
const LINK_EVERY_MS: u64 = 2_000;
/// What the review calls the source of a link: links name nothing that could be trusted.
const SOURCE: &str = "otpauth:";

/// What waits for the review.
#[derive(Default)]
pub(crate) struct Waiting {
    link: Option<Result<SecretText, &'static str>>,
    files: Vec<PathBuf>,
    /// When the last link came, by the steady clock.
    last_link_ms: Option<u64>,
}

impl Waiting {
    /// Whether there is nothing to review.
    pub(crate) fn is_empty(&self) -> bool {
        self.link.is_none() && self.files.is_empty()
    }

    /// Takes what was handed over. A link is dropped while another one waits or came just now. Where links are
    /// switched off, only the refusal is kept.
    fn add(&mut self, arguments: Arguments, links_are_on: bool, steady_ms: u64) {
        self.files.extend(arguments.files);
        let Some(link) = arguments.link else { return };
        let soon = self.last_link_ms.is_some_and(|last_ms| steady_ms.saturating_sub(last_ms) < LINK_EVERY_MS);
        if self.link.is_none() && !soon {
            self.link = Some(if links_are_on { link } else { Err("links-off") });
            self.last_link_ms = Some(steady_ms);
        }
    }

    /// All there is to review; the next link still comes no sooner.
    fn take(&mut self) -> Self {
        let last_link_ms = self.last_link_ms;
        let taken = std::mem::take(self);
        self.last_link_ms = last_link_ms;
        taken
    }
}

/// Takes what was handed over; it is reviewed now, or once the vault is open.
pub(crate) fn take(app: &AppHandle, desk: &Desk, arguments: Arguments) {
    if arguments.link.is_none() && arguments.files.is_empty() {
        return;
    }
    let (app, desk) = (app.clone(), desk.clone());
    tauri::async_runtime::spawn_blocking(move || {
        let mut inner = desk.lock();
        let (links_are_on, steady_ms) = (inner.settings().open_links, inner.profile.machine().clock.steady_ms());
        inner.waiting.add(arguments, links_are_on, steady_ms);
        drop(inner);
        review(&app, &desk);
    });
}

/// Puts what waits under review, if the vault is open, and tells the window.
pub(crate) fn review(app: &AppHandle, desk: &Desk) {
    let mut inner = desk.lock();
    if inner.session.is_none() || inner.waiting.is_empty() {
        return;
    }
    let waiting = inner.waiting.take();
    // Pictures take long, and the vault is not held meanwhile.
    drop(inner);
    let loaded = files::read(&waiting.files, Origin::Chosen);
    let _ = match put(&mut desk.lock(), waiting.link, loaded) {
        Ok(Some(backup)) => app.emit_to(MAIN, "backup-dropped", backup),
        // Locked meanwhile: the process that held it is gone.
        Ok(None) | Err(_) => app.emit_to(MAIN, "intake-changed", ()),
    };
}

fn put(
    inner: &mut Inner,
    link: Option<Result<SecretText, &'static str>>,
    loaded: Vec<Loaded>,
) -> Result<Option<crate::ipc::backups::BackupFileView>, Failure> {
    if let Some(link) = link {
        let session = inner.session()?;
        let taken = link.map_err(Failure::new).and_then(|link| session.intake_text(&link));
        if let Err(failure) = taken {
            session.intake_problem(Problem { source: SOURCE.to_owned(), failure });
        }
    }
    files::take(inner, loaded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn link(text: &str) -> Arguments {
        Arguments::read([text.to_owned()], Path::new("/"))
    }

    fn waiting_link(waiting: &mut Waiting) -> Option<Result<String, &'static str>> {
        waiting.take().link.map(|link| link.map(|link| link.expose().to_owned()))
    }

    #[test]
    fn one_link_waits_and_others_are_dropped() {
        let mut waiting = Waiting::default();
        waiting.add(link("otpauth://totp/first"), true, 10_000);
        waiting.add(link("otpauth://totp/second"), true, 20_000);
        assert_eq!(waiting_link(&mut waiting), Some(Ok("otpauth://totp/first".to_owned())));
        assert!(waiting.is_empty());
        waiting.add(link("otpauth://totp/third"), true, 11_999);
        assert_eq!(waiting_link(&mut waiting), None, "so soon after the first");
        waiting.add(link("otpauth://totp/fourth"), true, 12_000);
        assert_eq!(waiting_link(&mut waiting), Some(Ok("otpauth://totp/fourth".to_owned())));
    }

    #[test]
    fn where_links_are_off_nothing_of_the_link_is_kept() {
        let mut waiting = Waiting::default();
        waiting.add(link("otpauth://totp/first?secret=GEZDGNBVGY3TQOJQ"), false, 0);
        assert_eq!(waiting_link(&mut waiting), Some(Err("links-off")));
    }

    #[test]
    fn files_wait_whatever_is_said_of_links() {
        let mut waiting = Waiting::default();
        waiting.add(Arguments::read(["a.png".to_owned(), "b.png".to_owned()], Path::new("/pictures")), false, 0);
        assert_eq!(waiting.take().files, [Path::new("/pictures/a.png"), Path::new("/pictures/b.png")]);
    }
}
