//! What the screens show, looked at again and again: each look takes what is new.

use super::source::picture_failure;
use super::{Intake, Problem};
use crate::failure::Failure;
use crate::ports::ScreenPicture;
use crate::session::Session;
use watchword_picture::{Limits, PictureError, Scan};
use watchword_secret::SecretText;

/// No file has a name with a slash.
const SCREEN: &str = "/screen/";

/// The name of a screen as a source: which it is, from 1; 0 for all of them.
fn screen_name(number: usize) -> String {
    format!("{SCREEN}{number}")
}

/// Which screen a source is, from 1, or 0 for all of them; `None` when it is none.
pub fn screen_number(source: &str) -> Option<usize> {
    source.strip_prefix(SCREEN)?.parse().ok()
}

/// Finds the codes in a picture of a screen, within the usual limits.
///
/// # Errors
/// As for any picture.
pub fn read_screen(picture: &ScreenPicture) -> Result<Scan, PictureError> {
    let limits = Limits::default();
    match picture {
        ScreenPicture::Pixels(pixels) => {
            watchword_picture::read_pixels(pixels.width, pixels.height, pixels.rgba.expose(), &limits)
        }
        ScreenPicture::File(bytes) => watchword_picture::read(bytes.expose(), &limits),
    }
}

impl Session {
    /// Puts what was found on the screens under review. Codes that were there at an earlier look are passed over, screens
    /// without new ones are left out. When no screen has a new one the review says so, in place of what it said of the
    /// look before.
    pub fn intake_screens(&mut self, scans: Vec<Result<Scan, PictureError>>) {
        let intake = self.intake.get_or_insert_default();
        intake.problems.retain(|problem| screen_number(&problem.source).is_none());
        let (mut seen, mut new, mut texts) = (0, Vec::new(), Vec::new());
        for (at, scan) in scans.into_iter().enumerate() {
            let source = screen_name(at + 1);
            match scan {
                Ok(mut scan) => {
                    seen += scan.codes.len();
                    scan.codes.retain(|code| !intake.was_on_screen(&code.text));
                    texts.extend(scan.codes.iter().map(|code| code.text.duplicate()));
                    if !scan.codes.is_empty() {
                        new.push((source, scan));
                    }
                }
                Err(error) => intake.problems.push(Problem { source, failure: picture_failure(error) }),
            }
        }
        intake.on_screen.append(&mut texts);
        if new.is_empty() && intake.problems.iter().all(|problem| screen_number(&problem.source).is_none()) {
            let code = if seen == 0 { "no-code-on-screen" } else { "nothing-new-on-screen" };
            intake.problems.push(Problem { source: screen_name(0), failure: Failure::new(code) });
        }
        for (source, scan) in new {
            self.intake_scan(&source, Ok(scan));
        }
    }
}

impl Intake {
    fn was_on_screen(&self, text: &SecretText) -> bool {
        self.on_screen.iter().any(|seen| seen.expose() == text.expose())
    }
}
