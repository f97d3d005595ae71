//! When a field group last changed: a hybrid logical clock.

use crate::DeviceId;

/// A hybrid logical clock (Kulkarni et al., 2014): wall time, a counter for changes within one millisecond or
/// under a clock that runs backwards, and the device as the last tie-break. Later changes compare greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Stamp {
    /// Milliseconds since 1970.
    pub ms: u64,
    /// Counts changes that the wall time does not order.
    pub counter: u32,
    /// Where the change was made.
    pub device: DeviceId,
}

impl Stamp {
    /// A stamp that is later than `self`, made at `now_ms` on `device`.
    #[must_use]
    pub fn next(self, now_ms: u64, device: DeviceId) -> Self {
        if now_ms > self.ms {
            Self { ms: now_ms, counter: 0, device }
        } else {
            Self { ms: self.ms, counter: self.counter.saturating_add(1), device }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_stamp_is_later_even_when_the_clock_runs_backwards() {
        let device = DeviceId::from_bytes([1; 16]);
        let first = Stamp { ms: 1_000, counter: 0, device };
        for now in [0, 999, 1_000, 1_001] {
            assert!(first.next(now, device) > first, "at {now}");
        }
    }
}
