//! The desktop around the window, as a person uses it: the clipboard, the keyboard, dragging a file, other programs.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Runs a program and gives what it prints, without the line end.
pub(crate) fn output(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).stderr(Stdio::null()).output();
    let done = done.unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8_lossy(&done.stdout).trim_end().to_owned()
}

/// The text on the clipboard, "" for none.
pub(crate) fn clipboard() -> String {
    output("xclip", &["-selection", "clipboard", "-o"])
}

/// The code that another program computes for the same secret.
pub(crate) fn oathtool(secret: &str, unix_seconds: u64) -> String {
    output("oathtool", &["--totp", "--base32", &format!("--now=@{unix_seconds}"), secret])
}

/// The id of the window with this title, once it is there.
pub(crate) fn window(title: &str) -> String {
    wait("a window", || {
        let found = output("xdotool", &["search", "--onlyvisible", "--name", title]);
        found.lines().last().map(str::to_owned)
    })
}

/// Whether a window of ours is on the screen.
pub(crate) fn is_seen() -> bool {
    !output("xdotool", &["search", "--onlyvisible", "--name", "^Watchword$"]).is_empty()
}

/// Where the window stands: left, top, width, height of its content.
pub(crate) fn place(window: &str) -> [i32; 4] {
    let said = output("xdotool", &["getwindowgeometry", "--shell", window]);
    let number = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no {name} in {said}"))
    };
    [number("X"), number("Y"), number("WIDTH"), number("HEIGHT")]
}

/// A window of another program, which has the keyboard, and its id.
pub(crate) fn other_program() -> (Child, String) {
    let program = drag_source(Path::new("/"));
    let window = window("Drag source");
    output("xdotool", &["windowactivate", "--sync", &window]);
    (program, window)
}

/// A window that a file can be dragged from.
fn drag_source(file: &Path) -> Child {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/drag_source.py");
    // Debian's own Python has the bindings of GTK; another one in PATH may not.
    Command::new("/usr/bin/python3").arg(source).arg(file).spawn().unwrap()
}

/// Closes the window by the key of the window manager.
pub(crate) fn close(window: &str) {
    output("xdotool", &["windowactivate", "--sync", window, "key", "alt+F4"]);
}

/// Answers the file dialog that is open: the path, then Enter.
pub(crate) fn answer_file_dialog(title: &str, path: &Path) {
    let dialog = window(title);
    output("xdotool", &["windowactivate", "--sync", &dialog]);
    sleep(Duration::from_millis(500));
    // Keys as a keyboard sends them: GTK takes none that are sent to a window by name.
    output("xdotool", &["key", if title.starts_with("Open") { "ctrl+l" } else { "ctrl+a" }]);
    sleep(Duration::from_millis(500));
    output("xdotool", &["type", "--delay", "25", &path.to_string_lossy()]);
    sleep(Duration::from_secs(1));
    output("xdotool", &["key", "Return"]);
}

/// Drags a file from another program's window and drops it on ours, with the mouse.
pub(crate) fn drop_file(path: &Path) {
    let mut program = drag_source(path);
    let from = window("Drag source");
    let onto = window("^Watchword$");
    output("xdotool", &["windowsize", &from, "120", "80"]);
    output("xdotool", &["windowmove", "--sync", &onto, "0", "0"]);
    output("xdotool", &["windowmove", "--sync", &from, "1000", "500"]);
    output("xdotool", &["windowactivate", "--sync", &from]);
    output("xdotool", &["mousemove", "1060", "550"]);
    output("xdotool", &["mousedown", "1"]);
    // A drag begins after some pixels, and the target wants to see the pointer come.
    for step in 1..=20 {
        let (x, y) = (1060 - step * 42, 550 - step * 10);
        output("xdotool", &["mousemove", &x.to_string(), &y.to_string()]);
        sleep(Duration::from_millis(30));
    }
    sleep(Duration::from_millis(300));
    output("xdotool", &["mouseup", "1"]);
    sleep(Duration::from_millis(500));
    let _ = program.kill();
    let _ = program.wait();
}

/// Presses keys together, as a keyboard sends them: "ctrl+Return".
pub(crate) fn press(keys: &str) {
    output("xdotool", &["key", keys]);
}

/// Types a text wherever the focus is.
pub(crate) fn type_text(text: &str) {
    output("xdotool", &["type", "--delay", "25", text]);
}

/// The title of the window with the focus.
pub(crate) fn active() -> String {
    output("xdotool", &["getactivewindow", "getwindowname"])
}

/// Gives the focus to the window with this title.
pub(crate) fn bring_to_front(title: &str) {
    output("xdotool", &["windowactivate", "--sync", &window(&format!("^{title}$"))]);
    wait("the focus", || (active() == title).then_some(()));
}

/// Whether a window with this title is on the screen.
pub(crate) fn is_shown(title: &str) -> bool {
    !output("xdotool", &["search", "--onlyvisible", "--name", &format!("^{title}$")]).is_empty()
}

/// The height of the window with this title, in pixels.
pub(crate) fn height(title: &str) -> u32 {
    let shape = output("xdotool", &["getwindowgeometry", "--shell", &window(&format!("^{title}$"))]);
    let line = shape.lines().find_map(|line| line.strip_prefix("HEIGHT=")).map(str::parse);
    line.unwrap_or_else(|| panic!("no height in {shape}")).unwrap()
}

/// Another program with a field that takes a code.
pub(crate) struct SignIn {
    program: Child,
    file: PathBuf,
    window: String,
}

impl SignIn {
    /// Starts it; what is typed goes into `file`.
    pub(crate) fn start(file: &Path) -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/sign_in.py");
        let program = Command::new("/usr/bin/python3").arg(source).arg(file).spawn().unwrap();
        let found = window("^Sign in$");
        output("xdotool", &["windowmove", "--sync", &found, "880", "640"]);
        Self { program, file: file.to_owned(), window: found }
    }

    pub(crate) fn bring_to_front(&self) {
        output("xdotool", &["windowactivate", "--sync", &self.window]);
        wait("the focus", || self.has_focus().then_some(()));
    }

    pub(crate) fn has_focus(&self) -> bool {
        output("xdotool", &["getwindowfocus"]) == self.window || active() == "Sign in"
    }

    /// What was typed into its field.
    pub(crate) fn typed(&self) -> String {
        std::fs::read_to_string(&self.file).unwrap_or_default()
    }

    /// Whether Enter was pressed in its field.
    pub(crate) fn was_sent(&self) -> bool {
        self.file.with_extension("sent").exists()
    }
}

impl Drop for SignIn {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Waits until `look` finds something, for at most half a minute.
pub(crate) fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what} did not come");
        sleep(Duration::from_millis(100));
    }
}
