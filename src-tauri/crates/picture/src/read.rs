//! The second reader, and the flag that ends the work of both.

use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) mod rxing;

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
