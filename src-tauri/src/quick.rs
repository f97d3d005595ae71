//! Quick search: a second window, built hidden at the start and shown by its key.
//!
//! Order of opening: the key, a word to the page, the page asks for its view, draws it while it is hidden, and says how
//! high it is; then the window is shown. Order of closing: the focus goes back, a word to the page, the page draws itself
//! empty; then the window is hidden, because its last picture is what it shows first when it comes again.

use crate::window::{self, MAIN};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tauri::{
    AppHandle, Emitter, LogicalSize, Manager, PhysicalPosition, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};
use watchword_desktop::Program;

/// Label of the window.
pub(crate) const QUICK: &str = "quick";

/// Its width, and the most and least of its height.
const WIDTH: f64 = 600.0;
const MOST: u32 = 360;
const LEAST: u32 = 60;

/// How long the page may take to draw itself empty.
const TO_CLEAR: Duration = Duration::from_millis(250);

/// What is known while the window is open, or about to open.
#[derive(Default)]
pub(crate) struct Quick(Mutex<State>);

#[derive(Default)]
struct State {
    stage: Stage,
    /// The program that had the focus before.
    program: Option<Program>,
    /// The one before that, for a window that has to come back.
    last: Option<Program>,
    rounded: bool,
    /// When it lost the focus, and was hidden for that.
    left: Option<Instant>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Hidden, or about to be.
    #[default]
    Closed,
    /// Asked for and not shown yet.
    Wanted,
    /// On the screen.
    Open,
}

/// A key that is heard from any program takes the focus away before it is heard: so long it counts as pressed in the
/// window that was just left.
const JUST_LEFT: Duration = Duration::from_millis(300);

impl Quick {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the page may show anything.
    pub(crate) fn is_wanted(&self) -> bool {
        self.state().stage != Stage::Closed
    }

    /// The program that had the focus before.
    pub(crate) fn program(&self) -> Option<Program> {
        self.state().program.clone()
    }

    /// Whether what is under the corners of the window can be seen.
    pub(crate) fn rounded(&self) -> bool {
        self.state().rounded
    }

    /// It was hidden for typing, and has something to say after all.
    pub(crate) fn want_again(&self) {
        let mut state = self.state();
        if state.stage == Stage::Closed {
            state.stage = Stage::Wanted;
            state.program = state.last.take();
        }
    }
}

/// Builds the window, hidden. When the main window goes, it goes too.
pub(crate) fn build(app: &AppHandle) -> tauri::Result<()> {
    let rounded = watchword_desktop::is_composited();
    app.state::<Quick>().state().rounded = rounded;
    let page = WebviewUrl::App("quick.html".into());
    let mut builder = window::guarded(WebviewWindowBuilder::new(app, QUICK, page))
        .title("Watchword Quick")
        .inner_size(WIDTH, f64::from(MOST))
        .decorations(false)
        .transparent(rounded)
        .always_on_top(true)
        .skip_taskbar(true)
        .visible(false);
    if cfg!(target_os = "linux") && !window::is_driven() {
        // Our pages are made known once for each folder of data, to a context that a private web view does not share. It
        // keeps nothing in the folder.
        builder = builder.data_directory(app.path().app_local_data_dir()?.join("quick"));
    }
    let quick = builder.build()?;
    let handle = app.clone();
    quick.on_window_event(move |event| {
        if let WindowEvent::Focused(false) = event {
            if hide(&handle) {
                handle.state::<Quick>().state().left = Some(Instant::now());
            }
        } else if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            close(&handle);
        }
    });
    if let Some(main) = app.get_webview_window(MAIN) {
        main.on_window_event(move |event| {
            if let WindowEvent::Destroyed = event {
                let _ = quick.destroy();
            }
        });
    }
    Ok(())
}

/// Opens the window, or closes it when it is open.
pub(crate) fn toggle(app: &AppHandle) {
    let left = {
        let mut state = app.state::<Quick>().inner().state();
        if state.stage == Stage::Open {
            drop(state);
            return close(app);
        }
        state.left.take()
    };
    if left.is_some_and(|left| left.elapsed() < JUST_LEFT) {
        return;
    }
    let program = Program::in_front();
    {
        let mut state = app.state::<Quick>().inner().state();
        (state.program, state.stage) = (program, Stage::Wanted);
    }
    let _ = app.emit_to(QUICK, "quick-opened", ());
}

/// Gives the window its height, and shows it when it was asked for.
pub(crate) fn show(app: &AppHandle, height: u32) {
    let Some(window) = app.get_webview_window(QUICK) else { return };
    let stage = {
        let mut state = app.state::<Quick>().inner().state();
        let before = state.stage;
        if before == Stage::Wanted {
            state.stage = Stage::Open;
        }
        before
    };
    if stage == Stage::Closed {
        return;
    }
    let size = LogicalSize::new(WIDTH, f64::from(height.clamp(LEAST, MOST)));
    // Bounds that meet: it has this size and nobody drags it to another. (GTK would not let us resize a window that is
    // marked as not resizable.)
    let _ = window.set_min_size(Some(size));
    let _ = window.set_max_size(Some(size));
    let _ = window.set_size(size);
    if stage == Stage::Wanted {
        place(app, &window);
        let _ = window.show();
        let _ = window.set_focus();
        bring_to_front(&window);
    }
}

/// Closes the window; returns whether it was open. Its page forgets what it shows, and the window is hidden by
/// [`cleared`], or soon by itself when the page does not answer.
pub(crate) fn hide(app: &AppHandle) -> bool {
    let before = {
        let mut state = app.state::<Quick>().inner().state();
        if state.stage == Stage::Closed {
            return false;
        }
        state.last = state.program.take();
        std::mem::take(&mut state.stage)
    };
    let _ = app.emit_to(QUICK, "quick-closed", ());
    let app = app.clone();
    std::thread::spawn(move || {
        std::thread::sleep(TO_CLEAR);
        cleared(&app);
    });
    before == Stage::Open
}

/// The page has drawn itself empty: the window can go, unless it was asked for again.
pub(crate) fn cleared(app: &AppHandle) {
    if !app.state::<Quick>().is_wanted()
        && let Some(window) = app.get_webview_window(QUICK)
    {
        let _ = window.hide();
    }
}

/// Hides the window and gives the focus back to the program that had it.
pub(crate) fn close(app: &AppHandle) {
    let program = app.state::<Quick>().program();
    hide(app);
    if let Some(program) = program {
        program.bring_to_front();
    }
}

/// Goes on in the main window.
pub(crate) fn to_main(app: &AppHandle) {
    hide(app);
    if let Some(main) = app.get_webview_window(MAIN) {
        let _ = main.unminimize();
        let _ = main.show();
        let _ = main.set_focus();
        let _ = app.emit_to(MAIN, "quick-went-on", ());
        bring_to_front(&main);
    }
}

/// Puts the window into the upper third of the screen that the pointer is on.
fn place(app: &AppHandle, window: &WebviewWindow) {
    let under_pointer = app.cursor_position().ok().and_then(|at| app.monitor_from_point(at.x, at.y).ok()).flatten();
    let Some(screen) = under_pointer.or_else(|| app.primary_monitor().ok().flatten()) else { return };
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen fit")]
    let width = (WIDTH * screen.scale_factor()) as i32;
    let across = i32::try_from(screen.size().width).unwrap_or(width);
    let down = i32::try_from(screen.size().height / 6).unwrap_or(0);
    let at = PhysicalPosition::new(screen.position().x + (across - width) / 2, screen.position().y + down);
    let _ = window.set_position(at);
}

/// Asks the desktop itself for the focus: a window that comes up by a key pressed elsewhere may be refused it.
#[cfg(target_os = "linux")]
fn bring_to_front(window: &WebviewWindow) {
    use raw_window_handle::{HasWindowHandle, RawWindowHandle};
    if let Ok(handle) = window.window_handle()
        && let RawWindowHandle::Xlib(handle) = handle.as_raw()
        && let Ok(number) = u32::try_from(handle.window)
    {
        watchword_desktop::bring_to_front(number);
    }
}

/// The window system gives the focus to whom asks for it.
#[cfg(not(target_os = "linux"))]
fn bring_to_front(_window: &WebviewWindow) {}
