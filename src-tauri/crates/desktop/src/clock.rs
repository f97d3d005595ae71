//! The wall clock of this machine.

use std::time::{SystemTime, UNIX_EPOCH};
use watchword_service::Clock;

/// The system's wall clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> u64 {
        // A clock before 1970 is a clock that was never set; its codes are wrong whatever we say.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_milliseconds_since_1970() {
        let now = SystemClock.now_ms();
        // 2026-01-01 and 2200-01-01: seconds or microseconds would fall outside.
        assert!((1_767_225_600_000..7_258_118_400_000).contains(&now), "{now}");
    }
}
