//! The window comes back to where it stood, unless that is off the screens by now.

use crate::desk::Desk;
use crate::window::MAIN;
use std::path::Path;
use tauri::{AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewWindow};
use watchword_service::WindowPlace;

/// So much of a window's upper edge must be on a screen to take hold of it, in pixels.
const GRIP: (i64, i64) = (96, 32);

/// Keeps where the window stands. A hidden or minimised one stands nowhere: what was kept before holds.
pub(crate) fn keep(app: &AppHandle, desk: &Desk) {
    let folder = desk.lock().profile.folder().to_owned();
    if let Some(window) = app.get_webview_window(MAIN)
        && let Some(place) = of(&window, &folder)
    {
        place.keep(&folder);
    }
}

fn of(window: &WebviewWindow, folder: &Path) -> Option<WindowPlace> {
    if !window.is_visible().ok()? || window.is_minimized().ok()? {
        return None;
    }
    let (at, size) = (window.outer_position().ok()?, window.inner_size().ok()?);
    let place = WindowPlace { x: at.x, y: at.y, width: size.width, height: size.height, maximised: false };
    let is_maximised = window.is_maximized().ok()?;
    Some(if is_maximised {
        WindowPlace { maximised: true, ..WindowPlace::load(folder).unwrap_or(place) }
    } else {
        place
    })
}

/// Where a new window goes; `None` where none stood before or its place is gone.
pub(crate) fn kept(app: &AppHandle, desk: &Desk) -> Option<WindowPlace> {
    let place = WindowPlace::load(desk.lock().profile.folder())?;
    let screens: Vec<Screen> = app.available_monitors().ok()?.iter().map(Screen::from).collect();
    fitted(place, &screens)
}

/// Puts a new window where the last one stood.
pub(crate) fn put_back(window: &WebviewWindow, place: WindowPlace) {
    let _ = window.set_size(PhysicalSize::new(place.width, place.height));
    let _ = window.set_position(PhysicalPosition::new(place.x, place.y));
    if place.maximised {
        let _ = window.maximize();
    }
}

/// A screen of the desktop, in pixels.
struct Screen {
    x: i64,
    y: i64,
    width: u32,
    height: u32,
}

impl From<&tauri::Monitor> for Screen {
    fn from(monitor: &tauri::Monitor) -> Self {
        let (at, size) = (monitor.position(), monitor.size());
        Self { x: at.x.into(), y: at.y.into(), width: size.width, height: size.height }
    }
}

/// The place on a screen that has its upper edge, no larger than that screen; `None` when no screen has it.
fn fitted(place: WindowPlace, screens: &[Screen]) -> Option<WindowPlace> {
    let (left, top) = (i64::from(place.x), i64::from(place.y));
    let right = left + i64::from(place.width);
    let holds = |screen: &&Screen| {
        let (end, bottom) = (screen.x + i64::from(screen.width), screen.y + i64::from(screen.height));
        let seen = right.min(end) - left.max(screen.x);
        seen >= GRIP.0 && top >= screen.y && top + GRIP.1 <= bottom
    };
    let screen = screens.iter().find(holds)?;
    Some(WindowPlace { width: place.width.min(screen.width), height: place.height.min(screen.height), ..place })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: [Screen; 2] =
        [Screen { x: 0, y: 0, width: 1280, height: 900 }, Screen { x: -1920, y: 100, width: 1920, height: 1080 }];

    fn at(x: i32, y: i32, width: u32, height: u32) -> WindowPlace {
        WindowPlace { x, y, width, height, maximised: false }
    }

    #[test]
    fn a_window_comes_back_only_where_it_can_be_taken_hold_of() {
        for place in [at(0, 0, 420, 680), at(860, 868, 420, 680), at(-1900, 100, 420, 680), at(-200, 300, 420, 680)] {
            assert_eq!(fitted(place, &DESK), Some(place));
        }
        // Past the right, the lower and the upper edge; between the screens' upper edges; on a screen that is gone.
        for place in [at(1200, 10, 420, 680), at(10, 880, 420, 680), at(10, -20, 420, 680), at(-1900, 20, 420, 680)] {
            assert_eq!(fitted(place, &DESK), None, "{place:?}");
        }
        assert_eq!(fitted(at(10, 10, 420, 680), &[]), None);
        assert_eq!(fitted(at(i32::MAX, i32::MAX, u32::MAX, u32::MAX), &DESK), None);
    }

    #[test]
    fn a_window_is_no_larger_than_its_screen() {
        assert_eq!(fitted(at(100, 100, 4000, 3000), &DESK), Some(at(100, 100, 1280, 900)));
    }
}
