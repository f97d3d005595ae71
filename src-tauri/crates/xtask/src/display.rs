//! A virtual display: Xvfb with a window manager, gone when the value is dropped.

use std::{
    collections::HashSet,
    env, fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    need::{self, Work},
    say, shell,
};

/// Whether a person's display can be used.
pub(crate) fn is_there() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Width, height and depth of the usual display, and of one as large as people's largest.
pub(crate) const USUAL: &str = "1280x900x24";
pub(crate) const LARGE: &str = "3840x2160x24";

/// A display that nobody sees.
pub(crate) struct VirtualDisplay {
    name: String,
    server: Child,
    manager: Option<Child>,
}

impl VirtualDisplay {
    /// Starts the display on a free number, and the window manager on it.
    pub(crate) fn start(size: &str) -> Result<Self> {
        need::ensure(&[Work::VirtualDisplay])?;
        // Xvfb chooses a free number and writes it to standard output once it listens.
        let mut server = shell::program("Xvfb", ["-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let mut display = Self { name: format!(":{}", number.trim()), server, manager: None };
        if number.trim().is_empty() {
            bail!("Xvfb ended before it had a display");
        }
        let mut manager = shell::program("openbox", ["--sm-disable"]);
        display.enter(&mut manager).stdout(Stdio::null()).stderr(Stdio::null());
        display.manager = Some(manager.spawn().context("cannot start openbox")?);
        Ok(display)
    }

    /// Makes a program show its windows here, drawn without a graphics card.
    pub(crate) fn enter<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
    }

    /// Waits until the program's window is painted and still, then saves a picture of the whole display.
    ///
    /// # Errors
    /// When the program ends first, no window appears in `patience`, or the window stays empty.
    pub(crate) fn picture(&self, program: &mut Child, path: &Path, patience: Duration) -> Result<()> {
        let until = Instant::now() + patience;
        let mut before = Vec::new();
        loop {
            if let Some(status) = program.try_wait()? {
                bail!("the window's program ended before its window was painted ({status})");
            }
            let there = self.has_window(program.id());
            let now = if there { self.pixels()? } else { Vec::new() };
            let painted = is_painted(&now);
            // A running countdown never holds still: past the time limit a painted window is enough.
            if painted && (now == before || Instant::now() > until) {
                break;
            }
            if Instant::now() > until {
                bail!("{}", if there { "the window stayed empty" } else { "no window appeared" });
            }
            before = now;
            thread::sleep(Duration::from_millis(700));
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        shell::read(self.enter(shell::program("import", ["-window", "root"]).arg(path)))?;
        Ok(())
    }

    fn has_window(&self, process: u32) -> bool {
        let process = process.to_string();
        let mut search = shell::program("xdotool", ["search", "--onlyvisible", "--pid", &process]);
        shell::succeeds(self.enter(&mut search))
    }

    /// The display's pixels, three bytes each.
    fn pixels(&self) -> Result<Vec<u8>> {
        shell::read(self.enter(&mut shell::program("import", ["-window", "root", "-depth", "8", "rgb:-"])))
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        for child in self.manager.iter_mut().chain([&mut self.server]) {
            if let Err(error) = child.kill().and_then(|()| child.wait()) {
                say::problem(&format!("a program of the virtual display is left over: {error}"));
            }
        }
    }
}

/// Text drawn with soft edges has many colours; an empty window with its frame has a few.
fn is_painted(pixels: &[u8]) -> bool {
    pixels.chunks_exact(3).collect::<HashSet<_>>().len() > 48
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_colour_is_an_empty_window_and_many_are_a_painted_one() {
        assert!(!is_painted(&[255; 3_000]));
        assert!(is_painted(&(0..=255).flat_map(|grey| [grey; 3]).collect::<Vec<u8>>()));
    }
}
