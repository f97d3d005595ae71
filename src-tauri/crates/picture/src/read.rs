//! The readers, one file each.
//!
//! A reader is a function from grey pixels to the codes in them. It may miss codes, take long and even panic on
//! hostile pictures: `scan.rs` sees to that. A new reader is a file here and a line in [`READERS`]; where two find
//! the same code, the find of the earlier line is kept.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::{FoundCode, grey::Grey};

mod rqrr;
mod rxing;

/// One way of finding codes: dark modules on light ground.
pub(crate) struct Reader {
    /// What the thread is called.
    pub(crate) name: &'static str,
    /// Finds the codes of a picture. The flag says that nobody waits for the result any more.
    pub(crate) read: fn(&Grey, &StopFlag) -> Vec<FoundCode>,
}

/// The readers in the order in which their finds are preferred.
pub(crate) const READERS: &[Reader] =
    &[Reader { name: "read-rqrr", read: rqrr::read }, Reader { name: "read-rxing", read: rxing::read }];

/// Says to readers that nobody waits for them any more.
#[derive(Default)]
pub(crate) struct StopFlag(AtomicBool);

impl StopFlag {
    pub(crate) fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
