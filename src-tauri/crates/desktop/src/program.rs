//! The programs on the screen: which of them is in use, and how the focus goes back to it.

/// A window of another program.
///
/// Its title may hold anything, a page or a file: it is for the screen, and is kept nowhere.
#[derive(Debug, Clone)]
pub struct Program {
    pub(crate) window: u32,
    class: String,
    title: String,
}

impl Program {
    /// The program in use. `None` when it is this one, or where the desktop does not tell.
    pub fn in_front() -> Option<Self> {
        system::in_front()
    }

    /// The program that was used before this one: the uppermost window that is not ours.
    pub fn behind() -> Option<Self> {
        system::behind()
    }

    /// What stands for the program in the settings: the class of its windows.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// What its window says at the top.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its name for people: "Firefox" for the class `firefox`, "Terminal" for `org.gnome.Terminal`.
    pub fn name(&self) -> String {
        let short = self.class.rsplit('.').next().unwrap_or_default().replace(['-', '_'], " ");
        let mut letters = short.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// Asks the desktop to bring the window to the front and give it the focus.
    pub fn bring_to_front(&self) {
        bring_to_front(self.window);
    }
}

/// Asks the desktop to bring a window of this system's number to the front, ours or another's.
#[cfg(target_os = "linux")]
pub fn bring_to_front(window: u32) {
    if let Some(display) = crate::x11::Display::open() {
        display.activate(window);
    }
}

/// Nothing: no window is known by number on this system yet.
#[cfg(not(target_os = "linux"))]
pub fn bring_to_front(_window: u32) {}

#[cfg(target_os = "linux")]
mod system {
    use super::Program;
    use crate::x11::Display;
    use x11rb::protocol::xproto::AtomEnum;

    /// Windows on all desktops have this number for theirs.
    const ALL_DESKTOPS: u32 = u32::MAX;

    pub(super) fn in_front() -> Option<Program> {
        let display = Display::open()?;
        let window = display.active_window()?;
        if is_ours(&display, window) { None } else { read(&display, window) }
    }

    pub(super) fn behind() -> Option<Program> {
        let display = Display::open()?;
        let mut windows = display.numbers(display.root, "_NET_CLIENT_LIST_STACKING");
        windows.reverse();
        let window = windows.into_iter().find(|window| !is_ours(&display, *window) && is_seen(&display, *window))?;
        read(&display, window)
    }

    fn is_ours(display: &Display, window: u32) -> bool {
        display.numbers(window, "_NET_WM_PID").first() == Some(&std::process::id())
    }

    /// Whether it is a window of a program on this desktop: not minimised, not a panel, not the background.
    fn is_seen(display: &Display, window: u32) -> bool {
        let has =
            |property, name| display.atom(name).is_some_and(|atom| display.numbers(window, property).contains(&atom));
        let desktop = display.numbers(window, "_NET_WM_DESKTOP").first().copied();
        let current = display.numbers(display.root, "_NET_CURRENT_DESKTOP").first().copied();
        !has("_NET_WM_STATE", "_NET_WM_STATE_HIDDEN")
            && !has("_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK")
            && !has("_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DESKTOP")
            && (desktop.is_none() || desktop == Some(ALL_DESKTOPS) || current.is_none() || desktop == current)
    }

    fn read(display: &Display, window: u32) -> Option<Program> {
        // Two texts, each with a zero behind it: the name of this window, and the class of all of the program's.
        let class = display.bytes(window, AtomEnum::WM_CLASS.into());
        let class = class.split(|byte| *byte == 0).nth(1).map(|text| String::from_utf8_lossy(text).into_owned());
        let title = display.bytes(window, display.atom("_NET_WM_NAME")?);
        let title = if title.is_empty() { display.bytes(window, AtomEnum::WM_NAME.into()) } else { title };
        let title = String::from_utf8_lossy(&title).into_owned();
        Some(Program { window, class: class.filter(|class| !class.is_empty())?, title })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Program;

    pub(super) fn in_front() -> Option<Program> {
        None
    }

    pub(super) fn behind() -> Option<Program> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_named_for_people() {
        let name = |class: &str| Program { window: 1, class: class.to_owned(), title: String::new() }.name();
        assert_eq!(name("firefox"), "Firefox");
        assert_eq!(name("org.gnome.Terminal"), "Terminal");
        assert_eq!(name("google-chrome"), "Google chrome");
        assert_eq!(name("ñandú"), "Ñandú");
    }
}
