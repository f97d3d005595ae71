//! Running the readers over a picture, within a time limit.
//!
//! Unpacking and reading have a thread of their own: a panic ends no more than one pass, and the caller waits no longer
//! than the limit and takes what was found until then. A thread that is still at it then is told to stop; it only holds
//! memory of its own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use crate::{
    FoundCode, Limits, PictureError, Scan,
    grey::{Grey, Wiped},
    grid::{self, CAREFUL, QUICK},
    load::{self, Views},
    merge,
    read::{StopFlag, rxing},
};

/// Up to this many pixels, double the size is tried when nothing was found.
const SMALL: usize = 1_500_000;
/// The second reader looks at larger pictures in half their size.
const LARGE: usize = 20_000_000;

/// Finds the QR codes in a picture file: PNG, JPEG, WebP, BMP or GIF (its first frame), told by its content.
///
/// # Errors
/// [`PictureError`] when the bytes are no picture, or none within the limits. A picture without codes is no error.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Scan, PictureError> {
    let size = load::size(bytes, limits)?;
    let (bytes, of_thread) = (Wiped(bytes.to_vec()), *limits);
    let (scan, refusal) = run(size, limits, move || load::load(&bytes, &of_thread));
    refusal.map_or(Ok(scan), Err)
}

/// A decoded picture, for callers that tell decoding and finding apart.
pub struct Decoded(Views);

/// Decodes a picture file without looking for codes. Other than in [`read`], this takes as long as it takes.
///
/// # Errors
/// As [`read`].
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PictureError> {
    load::load(bytes, limits).map(Decoded)
}

impl Decoded {
    /// Finds the QR codes in it.
    pub fn find(self, limits: &Limits) -> Scan {
        scan(self.0, limits)
    }
}

/// Finds the QR codes in `width` × `height` pixels of four bytes each: red, green, blue and alpha, row by row.
///
/// # Errors
/// [`PictureError::TooLarge`] beyond the limits, [`PictureError::Damaged`] when there are more or fewer pixels.
pub fn read_pixels(width: u32, height: u32, rgba: &[u8], limits: &Limits) -> Result<Scan, PictureError> {
    load::from_rgba(width, height, rgba, limits).map(|views| scan(views, limits))
}

/// What the reading thread and the waiting caller share.
struct Shared {
    stop: StopFlag,
    progress: Mutex<Progress>,
    changed: Condvar,
}

struct Progress {
    codes: Vec<FoundCode>,
    refusal: Option<PictureError>,
    is_running: bool,
}

impl Shared {
    fn new() -> Self {
        let progress = Mutex::new(Progress { codes: Vec::new(), refusal: None, is_running: true });
        Self { stop: StopFlag::default(), progress, changed: Condvar::new() }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_found(&self) -> bool {
        !self.progress().codes.is_empty()
    }

    /// Does a pass unless nobody waits any more, and keeps what it finds. A panic in a reader counts as nothing found:
    /// the picture is hostile or the reader has a bug.
    fn pass(&self, pass: impl FnOnce() -> Vec<FoundCode>) {
        if self.stop.is_raised() {
            return;
        }
        let mut codes = catch_unwind(AssertUnwindSafe(pass)).unwrap_or_default();
        codes.retain(|code| !code.text.is_empty());
        merge::add(&mut self.progress().codes, codes);
    }
}

fn scan(views: Views, limits: &Limits) -> Scan {
    let side = |side| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = (side(views.grey.width()), side(views.grey.height()));
    run((width, height), limits, move || Ok(views)).0
}

/// Looks for codes in what `load` gives, both within the time. The second is why it gave nothing.
fn run(
    (width, height): (u32, u32),
    limits: &Limits,
    load: impl FnOnce() -> Result<Views, PictureError> + Send + 'static,
) -> (Scan, Option<PictureError>) {
    let shared = Arc::new(Shared::new());
    let of_thread = Arc::clone(&shared);
    let thread = thread::Builder::new().name("read-codes".to_owned()).spawn(move || {
        match load() {
            Ok(views) => look(&of_thread, &views),
            Err(refusal) => of_thread.progress().refusal = Some(refusal),
        }
        of_thread.progress().is_running = false;
        of_thread.changed.notify_all();
    });
    let mut progress = if thread.is_ok() {
        let wait = |progress: &mut Progress| progress.is_running;
        shared
            .changed
            .wait_timeout_while(shared.progress(), limits.time, wait)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    } else {
        shared.progress()
    };
    shared.stop.raise();
    let mut codes = std::mem::take(&mut progress.codes);
    merge::sort(&mut codes);
    (Scan { width, height, codes, is_complete: !progress.is_running }, progress.refusal)
}

/// The passes, the quickest and most fruitful first.
fn look(shared: &Shared, views: &Views) {
    let grey = &views.grey;
    let mut has_more = true;
    shared.pass(|| {
        let finds = grid::read(grey, 1.0, QUICK, &shared.stop);
        has_more = finds.has_more;
        finds.codes
    });
    if has_more || !shared.has_found() {
        look_again(shared, grey);
    }
    if !shared.has_found() {
        shared.pass(|| grid::read(grey, 1.0, CAREFUL, &shared.stop).codes);
    }
    let pixels = grey.pixels().len();
    if !shared.has_found() && pixels > 0 && pixels <= SMALL {
        shared.pass(|| grid::read(&grey.doubled(), 0.5, QUICK, &shared.stop).codes);
    }
    for view in views.others() {
        if shared.has_found() || shared.stop.is_raised() {
            break;
        }
        shared.pass(|| grid::read(&view, 1.0, QUICK, &shared.stop).codes);
    }
}

/// The second reader, over what is left of the picture, for dark codes and for light ones.
fn look_again(shared: &Shared, grey: &Grey) {
    let places: Vec<_> = shared.progress().codes.iter().map(|code| code.corners).collect();
    let mut rest = grey.without(&places);
    let mut scale = 1.0;
    while rest.pixels().len() > LARGE {
        rest = rest.halved();
        scale *= 2.0;
    }
    let scaled = |mut codes: Vec<FoundCode>| {
        for (x, y) in codes.iter_mut().flat_map(|code| &mut code.corners) {
            (*x, *y) = (*x * scale, *y * scale);
        }
        codes
    };
    shared.pass(|| scaled(rxing::read(&rest, &shared.stop)));
    shared.pass(|| scaled(rxing::read(&rest.inverted(), &shared.stop)));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn views(side: usize) -> Views {
        let grey = Grey::new(side, side, Wiped(vec![255; side * side])).unwrap();
        Views::of_grey(grey)
    }

    #[test]
    fn a_panic_in_a_reader_is_nothing_found() {
        let shared = Shared::new();
        shared.pass(|| panic!("a bug of a reader"));
        assert!(!shared.has_found());
    }

    #[test]
    fn a_stopped_scan_leaves_at_once() {
        let shared = Shared::new();
        shared.stop.raise();
        shared.pass(|| panic!("nobody waits"));
        look(&shared, &views(200));
        assert!(!shared.has_found());
    }

    #[test]
    fn without_time_the_answer_is_incomplete() {
        let scan = scan(views(2000), &Limits { time: Duration::ZERO, ..Limits::default() });
        assert!(!scan.is_complete);
        assert_eq!((scan.width, scan.height, scan.codes.len()), (2000, 2000, 0));
    }
}
