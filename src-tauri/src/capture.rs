//! Hidden from screenshots and screen sharing, but for ten minutes at a time when the person says so.
//!
//! Every window begins hidden and a lock begins a new process, so that what was allowed ends with it. The time is
//! counted here: a page that hangs cannot keep the window in sight.

use crate::desk::Desk;
use crate::ipc::Whole;
use crate::ipc::screen::ScreenView;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tauri::{AppHandle, Emitter, Manager};

/// How long capturing is allowed at a time.
const ALLOWED: Duration = Duration::from_mins(10);

/// Until when the windows may be captured.
#[derive(Default)]
pub(crate) struct Capture(Mutex<Option<Allowance>>);

/// One permission, by two clocks: one stands still while the computer sleeps, the other can be set.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    since: Instant,
    until_ms: u64,
}

impl Allowance {
    fn new(now: Instant, now_ms: u64) -> Self {
        Self { since: now, until_ms: now_ms + u64::try_from(ALLOWED.as_millis()).unwrap_or(u64::MAX) }
    }

    fn is_over(self, now: Instant, now_ms: u64) -> bool {
        now_ms >= self.until_ms || now.saturating_duration_since(self.since) >= ALLOWED
    }
}

/// Whether this system can hide a window at all. X11 and Wayland have no call for it.
const fn can_hide() -> bool {
    cfg!(any(windows, target_os = "macos"))
}

/// Lets the windows be captured from now on for ten minutes; nothing changes where they cannot be hidden.
pub(crate) fn allow(app: &AppHandle) {
    if can_hide() {
        set(app, Some(Allowance::new(Instant::now(), now_ms())));
    }
}

/// Hides the windows again.
pub(crate) fn hide(app: &AppHandle) {
    set(app, None);
}

/// Hides the windows again when the time is over, and tells them. Called every second.
pub(crate) fn beat(app: &AppHandle, desk: &Desk) {
    let allowance = *app.state::<Capture>().0.lock().unwrap_or_else(PoisonError::into_inner);
    if allowance.is_some_and(|allowance| allowance.is_over(Instant::now(), now_ms())) {
        hide(app);
        let presenting = desk.lock().session.as_ref().is_some_and(watchword_service::Session::is_presenting);
        let _ = app.emit("screen-changed", view(app, presenting));
    }
}

/// What others can see.
pub(crate) fn view(app: &AppHandle, presenting: bool) -> ScreenView {
    let allowance = *app.state::<Capture>().0.lock().unwrap_or_else(PoisonError::into_inner);
    ScreenView {
        presenting,
        hidden_possible: can_hide(),
        capture_until: Whole(allowance.map_or(0, |allowance| allowance.until_ms)),
    }
}

fn set(app: &AppHandle, allowance: Option<Allowance>) {
    for window in app.webview_windows().into_values() {
        // A window that cannot be hidden any more still has its masks: presenting.
        let _ = window.set_content_protected(allowance.is_none());
    }
    *app.state::<Capture>().0.lock().unwrap_or_else(PoisonError::into_inner) = allowance;
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_MS: u64 = 60_000;

    #[test]
    fn ten_minutes_end_by_either_clock() {
        let began = Instant::now();
        let allowance = Allowance::new(began, MINUTE_MS);
        assert_eq!(allowance.until_ms, 11 * MINUTE_MS);
        let later = |minutes| began + Duration::from_mins(minutes);
        assert!(!allowance.is_over(later(9), 10 * MINUTE_MS));
        assert!(allowance.is_over(later(10), 11 * MINUTE_MS));
        // Asleep: only the wall clock went on. Set back: only the other one did.
        assert!(allowance.is_over(later(1), 60 * MINUTE_MS));
        assert!(allowance.is_over(later(10), 0));
    }
}
