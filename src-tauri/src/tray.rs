//! The icon in the tray and its menu: pinned entries, whose codes it copies, and the way to the window.
//!
//! Invariants: no code is ever written in the menu; while the vault is locked it holds no name.

mod words;

use crate::desk::{Desk, Inner};
use crate::ipc::receipts::ReceiptView;
use crate::ipc::settings::language;
use crate::window::MAIN;
use crate::{hiding, lock, quick};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Emitter, Manager};
use watchword_service::EntryId;
use watchword_service::copying::{CopyOutcome, Which};
use words::Words;

const ICON: &str = "watchword";
/// Ids of the menu's items; pinned entries have [`COPY`] and their own id.
const OPEN: &str = "open";
const QUICK: &str = "quick";
const LOCK: &str = "lock";
const QUIT: &str = "quit";
const SAID: &str = "said";
const COPY: &str = "copy ";
/// The most pinned entries in the menu: a longer one does not fit a screen.
const MOST: usize = 20;

/// What the menu shows, and what was copied from it.
#[derive(Default)]
pub(crate) struct Tray {
    shown: Mutex<Option<Content>>,
    copied: Mutex<Option<Copied>>,
}

/// The last copy from the menu.
struct Copied {
    name: String,
    taken: bool,
}

/// What a menu is made of.
#[derive(PartialEq)]
struct Content {
    words: &'static Words,
    is_open: bool,
    pinned: Vec<(EntryId, String)>,
    said: Option<String>,
}

/// Puts the icon into the tray. Where there is no tray it waits for one; where the library for it is missing, which
/// panics, there is no icon.
pub(crate) fn make(app: &AppHandle, desk: &Desk) {
    app.manage(Tray::default());
    let Some(icon) = app.default_window_icon().cloned() else { return };
    let (chosen, clicked) = (desk.clone(), desk.clone());
    let builder = TrayIconBuilder::with_id(ICON)
        .icon(icon)
        .tooltip("Watchword")
        .show_menu_on_left_click(false)
        .on_menu_event(move |app, event| choose(app, &chosen, &event))
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                hiding::show(icon.app_handle());
            }
        });
    let made = catch_unwind(AssertUnwindSafe(|| builder.build(app)));
    if matches!(made, Ok(Ok(_))) {
        refresh(app, &clicked);
    }
}

/// Whether the icon can be seen, so that the window may be hidden. Asks the desktop: not for the thread that draws.
pub(crate) fn is_there(app: &AppHandle) -> bool {
    app.tray_by_id(ICON).is_some() && watchword_desktop::has_tray_host()
}

/// Brings the menu up to what the vault holds now.
pub(crate) fn refresh(app: &AppHandle, desk: &Desk) {
    let (Some(icon), Some(tray)) = (app.tray_by_id(ICON), app.try_state::<Tray>()) else { return };
    let mut shown = held(&tray.shown);
    let mut inner = desk.lock();
    // Before the vault is open nothing changes, and the settings are a file.
    if inner.session.is_none() && shown.as_ref().is_some_and(|shown| !shown.is_open) {
        return;
    }
    let now = tray.content(&mut inner);
    drop(inner);
    if shown.as_ref() != Some(&now) && show(app, &icon, &now).is_ok() {
        *shown = Some(now);
    }
}

impl Tray {
    fn content(&self, inner: &mut Inner) -> Content {
        let words = Words::of(language(&inner.settings()));
        let mut copied = held(&self.copied);
        let Some(session) = &inner.session else {
            *copied = None;
            return Content { words, is_open: false, pinned: Vec::new(), said: None };
        };
        // Said for as long as it holds.
        if copied.as_ref().is_some_and(|copied| copied.taken) && !session.is_on_clipboard() {
            *copied = None;
        }
        let said = copied.as_ref().map(|copied| {
            let sentence = if copied.taken { words.copied } else { words.not_copied };
            sentence.replace("{name}", &copied.name)
        });
        // While others watch, the menu names nothing.
        let named = if session.is_presenting() { 0 } else { MOST };
        let pinned = session.pinned_order().into_iter().take(named).map(|id| (id, session.shown_name(id))).collect();
        Content { words, is_open: true, pinned, said }
    }
}

fn show(app: &AppHandle, icon: &TrayIcon, content: &Content) -> tauri::Result<()> {
    let menu = Menu::new(app)?;
    let add = |id: &str, text: &str, enabled: bool| -> tauri::Result<()> {
        // An ampersand marks the letter to press.
        menu.append(&MenuItem::with_id(app, id, text.replace('&', "&&"), enabled, None::<&str>)?)
    };
    let line = || menu.append(&PredefinedMenuItem::separator(app)?);
    if let Some(said) = &content.said {
        add(SAID, said, false)?;
        line()?;
    }
    for (id, name) in &content.pinned {
        add(&format!("{COPY}{id}"), name, true)?;
    }
    if !content.pinned.is_empty() {
        line()?;
    }
    add(OPEN, content.words.open, true)?;
    add(QUICK, content.words.quick, true)?;
    if content.is_open {
        add(LOCK, content.words.lock, true)?;
    }
    add(QUIT, content.words.quit, true)?;
    icon.set_menu(Some(menu))
}

/// An item of the menu was chosen, on the thread that draws.
fn choose(app: &AppHandle, desk: &Desk, event: &MenuEvent) {
    let (app, desk, id) = (app.clone(), desk.clone(), event.id().0.clone());
    tauri::async_runtime::spawn_blocking(move || match id.as_str() {
        OPEN => hiding::show(&app),
        QUICK => quick::toggle(&app),
        LOCK => lock::by_hand(&app, &desk),
        QUIT => hiding::quit(&app, &desk),
        id => {
            if let Some(entry) = id.strip_prefix(COPY).and_then(|id| id.parse().ok()) {
                copy(&app, &desk, entry);
            }
        }
    });
}

/// Copies the code of an entry by the rule of Enter. What became of it is said in the menu, and in the window while it
/// is seen; a code that the clipboard did not take is shown there.
fn copy(app: &AppHandle, desk: &Desk, id: EntryId) {
    let mut inner = desk.lock();
    let Some(session) = &mut inner.session else { return };
    session.touch();
    let name = session.shown_name(id);
    let outcome = session.copy_code(id, Which::Smart);
    let taken = matches!(outcome, Ok(CopyOutcome::Copied(_)));
    let receipt = outcome.map(|outcome| ReceiptView::of_copy(&outcome, session));
    // A counter was raised.
    desk.announce(&mut inner);
    drop(inner);
    if let Some(tray) = app.try_state::<Tray>() {
        *held(&tray.copied) = Some(Copied { name, taken });
    }
    refresh(app, desk);
    let told = match receipt {
        Ok(receipt) => app.emit_to(MAIN, "copied", receipt),
        Err(failure) => app.emit_to(MAIN, "copy-failed", crate::ipc::failure::Failure::from(failure)),
    };
    if !taken || told.is_err() {
        hiding::show(app);
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
