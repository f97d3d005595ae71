//! The clocks of this machine.

use std::time::{SystemTime, UNIX_EPOCH};
use watchword_service::Clock;

/// The system's clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> u64 {
        // A clock before 1970 is a clock that was never set; its codes are wrong whatever we say.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    fn steady_ms(&self) -> u64 {
        steady_ms()
    }
}

#[cfg(unix)]
fn steady_ms() -> u64 {
    use rustix::time::{ClockId, clock_gettime};
    // Linux counts sleep on a clock of its own; on macOS the monotonic one does.
    #[cfg(target_os = "linux")]
    let now = clock_gettime(ClockId::Boottime);
    #[cfg(not(target_os = "linux"))]
    let now = clock_gettime(ClockId::Monotonic);
    u64::try_from(now.tv_sec).unwrap_or_default() * 1_000 + u64::try_from(now.tv_nsec).unwrap_or_default() / 1_000_000
}

/// `Instant` counts sleep on Windows.
#[cfg(not(unix))]
fn steady_ms() -> u64 {
    use std::{sync::OnceLock, time::Instant};
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
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

    #[cfg(target_os = "linux")]
    #[test]
    fn the_steady_clock_counts_milliseconds_since_the_computer_started() {
        let (before, uptime) = (SystemClock.steady_ms(), std::fs::read_to_string("/proc/uptime").unwrap());
        let after = SystemClock.steady_ms();
        // Seconds with two decimals; sleep is in it.
        let (seconds, hundredths) = uptime.split_whitespace().next().unwrap().split_once('.').unwrap();
        let uptime_ms = seconds.parse::<u64>().unwrap() * 1_000 + hundredths.parse::<u64>().unwrap() * 10;
        assert!(before <= uptime_ms + 10 && uptime_ms <= after, "{before} {uptime_ms} {after}");
    }
}
