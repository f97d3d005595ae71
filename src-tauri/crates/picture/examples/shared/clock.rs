//! The time that a measurement counts.

/// Milliseconds that this process spent on a processor: what other programs do does not count.
#[cfg(unix)]
#[expect(clippy::cast_precision_loss, reason = "milliseconds of one run")]
pub(crate) fn milliseconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1000.0 + time.tv_nsec as f64 / 1e6
}

/// Milliseconds of the clock.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "a measurement keeps time")]
pub(crate) fn milliseconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64() * 1000.0
}
