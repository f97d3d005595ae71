//! What happens to the session of the person who is signed in, as far as it bears on a vault that is open.

#[cfg(target_os = "linux")]
mod linux;

/// Something after which another person may be at the keyboard, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionSignal {
    /// The desktop locked its screen.
    Locked,
    /// The computer goes to sleep.
    Sleep,
    /// Another person's session came to the screen.
    Switched,
}

/// Waits for signals, one after the other, and ends where there is nothing to hear. A computer that goes to sleep
/// waits, for as long as its system lets it, until the one after [`SessionSignal::Sleep`] is asked for.
pub type SignalSource = Box<dyn Iterator<Item = SessionSignal> + Send>;

/// The sources of this machine, each to be listened to on a thread of its own. They connect when they are first asked.
#[cfg(target_os = "linux")]
pub fn session_signals() -> Vec<SignalSource> {
    let login = || linux::Login::connect(&linux::Bus::System, std::env::var("XDG_SESSION_ID").ok());
    let screen_saver = || linux::ScreenSaver::connect(&linux::Bus::Session);
    vec![
        Box::new(std::iter::once_with(login).flatten().flatten()),
        Box::new(std::iter::once_with(screen_saver).flatten().flatten()),
    ]
}

/// None on this system yet.
#[cfg(not(target_os = "linux"))]
pub fn session_signals() -> Vec<SignalSource> {
    Vec::new()
}
