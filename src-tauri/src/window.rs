//! The window: its size, what it may navigate to, what is dropped on it.

use crate::arguments::Arguments;
use crate::desk::Desk;
use crate::files::{self, Origin};
use crate::{hiding, place};
use serde::Serialize;
use std::path::PathBuf;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// Label of the window.
pub(crate) const MAIN: &str = "main";

/// Content size of the compact layout, and the least that it takes.
const SIZE: (f64, f64) = (420.0, 680.0);
const LEAST: (f64, f64) = (320.0, 400.0);

/// Whether files are held over the window.
#[derive(Clone, Serialize)]
struct DragOver {
    over: bool,
}

/// What holds for every window: it keeps nothing, is left out of pictures of the screen where the system can do that, and
/// shows our own pages only: no other address, no window of its own.
pub(crate) fn guarded(
    builder: WebviewWindowBuilder<'_, tauri::Wry, AppHandle>,
) -> WebviewWindowBuilder<'_, tauri::Wry, AppHandle> {
    builder
        .incognito(!is_driven())
        .content_protected(true)
        .on_navigation(is_ours)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
}

/// Opens the window.
pub(crate) fn open(app: &AppHandle, desk: &Desk, arguments: &Arguments) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    steady_caret();
    let place = place::kept(app, desk);
    let mut builder = guarded(WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default()))
        .title("Watchword")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .visible(false)
        .focused(!arguments.behind);
    if place.is_none() {
        builder = builder.center();
    }
    let window = builder.build()?;
    if let Some(place) = place {
        place::put_back(&window, place);
    }
    if !arguments.hidden {
        window.show()?;
    }
    let (app, desk) = (app.clone(), desk.clone());
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(event) => dragged(&app, event),
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            later(&app, &desk, hiding::close);
        }
        // Whatever ends the program next, the place is kept.
        WindowEvent::Focused(false) => later(&app, &desk, place::keep),
        WindowEvent::Resized(_)
        | WindowEvent::Moved(_)
        | WindowEvent::Destroyed
        | WindowEvent::Focused(true)
        | WindowEvent::ScaleFactorChanged { .. }
        | WindowEvent::ThemeChanged(_)
        | _ => {}
    });
    Ok(())
}

/// Keeps the caret from blinking. The search field has the focus all day, and each blink draws the whole window anew:
/// that was nearly half of what the window cost at rest. A very slow blink, since a web view that is told not to blink
/// at all draws without end.
#[cfg(target_os = "linux")]
fn steady_caret() {
    const DAY_MS: i32 = 86_400_000;
    if let Some(settings) = gtk::Settings::default() {
        gtk::prelude::GtkSettingsExt::set_gtk_cursor_blink_time(&settings, DAY_MS);
    }
}

/// Does something off the thread that draws.
fn later(app: &AppHandle, desk: &Desk, work: fn(&AppHandle, &Desk)) {
    let (app, desk) = (app.clone(), desk.clone());
    tauri::async_runtime::spawn_blocking(move || work(&app, &desk));
}

fn dragged(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => drag_over(app, true),
        DragDropEvent::Leave => drag_over(app, false),
        DragDropEvent::Drop { paths, .. } => {
            drag_over(app, false);
            dropped(app, paths.clone());
        }
        DragDropEvent::Over { .. } | _ => {}
    }
}

/// Whether a test drives the web view: a private one cannot be driven (wry makes a context for it that no driver can
/// reach), so that alone is different then.
pub(crate) fn is_driven() -> bool {
    std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|value| value == "true")
}

fn is_ours(url: &tauri::Url) -> bool {
    let development = cfg!(debug_assertions) && url.host_str() == Some("localhost") && url.port() == Some(1420);
    url.scheme() == "tauri" || (url.scheme() == "http" && url.host_str() == Some("tauri.localhost")) || development
}

fn drag_over(app: &AppHandle, over: bool) {
    let _ = app.emit_to(MAIN, "drag-over", DragOver { over });
}

/// Reads what was dropped off the thread that draws, then tells the window that there is something to review.
fn dropped(app: &AppHandle, paths: Vec<PathBuf>) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let desk = app.state::<Desk>().inner().clone();
        let loaded = files::read(&paths, Origin::Dropped);
        let taken = files::take(&mut desk.lock(), loaded);
        let _ = match taken {
            Ok(Some(backup)) => app.emit_to(MAIN, "backup-dropped", backup),
            // Locked: nothing is read before the vault is open.
            Ok(None) | Err(_) => app.emit_to(MAIN, "intake-changed", ()),
        };
    });
}
