//! Running the readers over a picture, within a time limit.
//!
//! Each reader has a thread of its own: one that hangs does not keep the other from its finds, a panic ends no
//! more than one pass, and the caller waits no longer than the limit. Threads that are still at it then are told to
//! stop; they only hold memory of their own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use crate::{
    FoundCode, Limits, PictureError, Scan,
    grey::Grey,
    load, merge,
    read::{READERS, Reader, StopFlag},
};

/// From this many pixels on, half the size is tried when nothing was found.
const LARGE: usize = 1_000_000;
/// Up to this many pixels, double the size is tried when nothing was found.
const SMALL: usize = 1_000_000;

/// Finds the QR codes in a picture file: PNG, JPEG, WebP, BMP or GIF (its first frame), told by its content.
///
/// # Errors
/// [`PictureError`] when the bytes are no picture, or none within the limits. A picture without codes is no error.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Scan, PictureError> {
    decode(bytes, limits).map(|decoded| decoded.find(limits))
}

/// A decoded picture, for callers that tell decoding and finding apart.
pub struct Decoded(Grey);

/// Decodes a picture file without looking for codes.
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
    load::from_rgba(width, height, rgba, limits).map(|grey| scan(grey, limits))
}

/// What the readers' threads and the waiting caller share.
struct Shared {
    grey: Grey,
    stop: StopFlag,
    progress: Mutex<Progress>,
    changed: Condvar,
}

struct Progress {
    /// What each reader has found, in the order of [`READERS`].
    found: Vec<Vec<FoundCode>>,
    /// How many readers are still at work.
    running: usize,
}

impl Shared {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn scan(grey: Grey, limits: &Limits) -> Scan {
    let size = |side| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = (size(grey.width()), size(grey.height()));
    let found = READERS.iter().map(|_| Vec::new()).collect();
    let shared = Arc::new(Shared {
        grey,
        stop: StopFlag::default(),
        progress: Mutex::new(Progress { found, running: READERS.len() }),
        changed: Condvar::new(),
    });
    for (place, reader) in READERS.iter().enumerate() {
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new().name(reader.name.to_owned()).spawn(move || work(&of_thread, place, reader));
        if thread.is_err() {
            shared.progress().running -= 1;
        }
    }
    let (mut progress, _) = shared
        .changed
        .wait_timeout_while(shared.progress(), limits.time, |progress| progress.running > 0)
        .unwrap_or_else(PoisonError::into_inner);
    shared.stop.raise();
    let mut codes = Vec::new();
    for found in progress.found.drain(..) {
        merge::add(&mut codes, found);
    }
    merge::sort(&mut codes);
    Scan { width, height, codes, is_complete: progress.running == 0 }
}

/// The life of a reader's thread.
fn work(shared: &Shared, place: usize, reader: &Reader) {
    if !look(shared, place, reader, &shared.grey, 1.0) {
        let pixels = shared.grey.pixels().len();
        let found = pixels >= LARGE && look(shared, place, reader, &shared.grey.halved(), 2.0);
        if !found && pixels <= SMALL && pixels > 0 {
            look(shared, place, reader, &shared.grey.doubled(), 0.5);
        }
    }
    shared.progress().running -= 1;
    shared.changed.notify_all();
}

/// One pass for dark codes and one for light ones over a scaled picture, `factor` of whose pixels make one of the
/// original. Says whether there were any.
fn look(shared: &Shared, place: usize, reader: &Reader, grey: &Grey, factor: f32) -> bool {
    let mut has_found = false;
    for is_inverted in [false, true] {
        if shared.stop.is_raised() {
            return has_found;
        }
        let pass = || {
            if is_inverted { (reader.read)(&grey.inverted(), &shared.stop) } else { (reader.read)(grey, &shared.stop) }
        };
        // A panic in a reader counts as nothing found: the picture is hostile or the reader has a bug.
        let mut codes = catch_unwind(AssertUnwindSafe(pass)).unwrap_or_default();
        codes.retain(|code| !code.text.is_empty());
        has_found |= !codes.is_empty();
        for (x, y) in codes.iter_mut().flat_map(|code| &mut code.corners) {
            (*x, *y) = (*x * factor, *y * factor);
        }
        if let Some(found) = shared.progress().found.get_mut(place) {
            found.append(&mut codes);
        }
    }
    has_found
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use zeroize::Zeroizing;

    use super::*;

    fn shared() -> Shared {
        let grey = Grey::new(1, 1, Zeroizing::new(vec![0])).unwrap();
        let progress = Mutex::new(Progress { found: vec![Vec::new()], running: 1 });
        Shared { grey, stop: StopFlag::default(), progress, changed: Condvar::new() }
    }

    #[test]
    fn a_panic_in_a_reader_is_nothing_found() {
        let shared = shared();
        work(&shared, 0, &Reader { name: "panics", read: |_, _| panic!("a bug of a reader") });
        let progress = shared.progress();
        assert_eq!((progress.running, progress.found[0].len()), (0, 0));
    }

    #[test]
    fn a_stopped_reader_leaves_at_once() {
        let shared = shared();
        shared.stop.raise();
        for reader in READERS {
            let grey = Grey::new(200, 200, Zeroizing::new(vec![0; 40_000])).unwrap();
            assert!(!look(&shared, 0, reader, &grey, 1.0));
            let found = catch_unwind(AssertUnwindSafe(|| (reader.read)(&grey, &shared.stop))).unwrap_or_default();
            assert!(found.is_empty());
        }
    }

    #[test]
    fn without_time_the_answer_is_incomplete() {
        let grey = Grey::new(2000, 2000, Zeroizing::new(vec![255; 4_000_000])).unwrap();
        let scan = scan(grey, &Limits { time: Duration::ZERO, ..Limits::default() });
        assert!(!scan.is_complete);
        assert_eq!((scan.width, scan.height, scan.codes.len()), (2000, 2000, 0));
    }
}
