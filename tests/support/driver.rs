//! The web view of the real window, driven over `WebDriver`.

use std::fs;
use std::mem::ManuallyDrop;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use thirtyfour::TypingData;
use thirtyfour::prelude::*;

/// One start of Watchword on a folder of its own.
pub(crate) struct Watchword {
    /// The page. Never dropped: closing a session waits for a driver that is gone by then.
    pub(crate) page: ManuallyDrop<WebDriver>,
    driver: Child,
}

impl Watchword {
    /// Starts the window on `folder` and waits for its page.
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[], &[]).await
    }

    /// [`Watchword::start`] with arguments and variables.
    pub(crate) async fn start_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let (driver, port) = start_driver(folder, None, variables);
        let options = serde_json::json!({ "binary": app(), "args": arguments });
        Self { page: ManuallyDrop::new(connect(port, Some(options)).await), driver }
    }

    /// Takes hold of the window again after its process replaced itself on locking.
    pub(crate) async fn after_lock(mut self, folder: &Path) -> Self {
        let target = inspector_address();
        // The driver goes, the window stays.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let (driver, port) = start_driver(folder, Some(&target), &[]);
        self.page = ManuallyDrop::new(connect(port, None).await);
        self.driver = driver;
        self
    }

    /// Ends the window.
    pub(crate) async fn stop(self) {
        drop(self);
        // The next start must not find this one's window.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    /// Presses the button with this text (or accessible name).
    pub(crate) async fn press(&self, text: &str) {
        if self.find(&button(text)).await.click().await.is_err() {
            // The page may have been drawn anew between the two.
            self.find(&button(text)).await.click().await.unwrap_or_else(|error| panic!("{text}: {error}"));
        }
    }

    /// Types into the field with this label.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let field =
            self.find(&format!("//*[@id=//label[contains(normalize-space(.), {0})]/@for]", quoted(label))).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses keys wherever the focus is.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) {
        let focused = self.page.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
    }

    /// Locks by the keyboard. The answer to the keys may not come: the process that would give it is replaced.
    pub(crate) async fn lock(&self) {
        let focused = self.page.active_element().await.unwrap();
        let _ = focused.send_keys(Key::Control + "l").await;
    }

    /// Waits for this text on the page.
    pub(crate) async fn see(&self, text: &str) {
        self.find(&format!("//body//*[contains(normalize-space(.), {})]", quoted(text))).await;
    }

    /// The element of an `XPath`, once it is there and shown.
    pub(crate) async fn find(&self, path: &str) -> WebElement {
        let query = self.page.query(By::XPath(path)).wait(Duration::from_secs(30), Duration::from_millis(80));
        let found = query.and_displayed().first().await.ok();
        let Some(element) = found else { panic!("nothing at {path}; the page says:\n{}", self.text().await) };
        element
    }

    /// All texts of a CSS selector.
    pub(crate) async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.page.find_all(By::Css(css)).await.unwrap() {
            texts.push(element.text().await.unwrap());
        }
        texts
    }

    /// Everything that is written on the page.
    pub(crate) async fn text(&self) -> String {
        self.page.find(By::Tag("body")).await.unwrap().text().await.unwrap()
    }

    /// The page itself with all that its elements hold, values of fields included.
    pub(crate) async fn source(&self) -> String {
        let script = "return document.documentElement.outerHTML
            + [...document.querySelectorAll('input, textarea')].map((field) => field.value).join(' ')
            + JSON.stringify(Object.entries(localStorage)) + JSON.stringify(Object.entries(sessionStorage));";
        self.page.execute(script, Vec::new()).await.unwrap().json().as_str().unwrap().to_owned()
    }
}

impl Drop for Watchword {
    fn drop(&mut self) {
        for process in processes() {
            let _ = Command::new("kill").arg("-9").arg(process.to_string()).status();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The process of the window.
pub(crate) fn process() -> u32 {
    processes().into_iter().max().expect("the window's process")
}

/// The processes of the window's program.
pub(crate) fn processes() -> Vec<u32> {
    let app = PathBuf::from(std::env::var_os("WATCHWORD_TEST_APP").unwrap_or_default()).canonicalize().ok();
    let entries = fs::read_dir("/proc").into_iter().flatten();
    let id_of = |entry: std::io::Result<fs::DirEntry>| {
        let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
        (fs::read_link(format!("/proc/{id}/exe")).ok() == app).then_some(id)
    };
    entries.filter_map(id_of).collect()
}

/// Where a button with this text is: in the sheet that is open, else on the page.
pub(crate) fn button(text: &str) -> String {
    let text = quoted(text);
    let button = format!("//button[contains(normalize-space(.), {text}) or contains(@aria-label, {text})]");
    format!("//dialog[@open]{button} | {button}[not(//dialog[@open])]")
}

fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "no double quotes in an XPath text");
    format!("\"{text}\"")
}

/// The window's program.
fn app() -> String {
    std::env::var("WATCHWORD_TEST_APP").expect("WATCHWORD_TEST_APP names the window's program")
}

/// Starts the program once more, as a person or the desktop would: no driver is told.
pub(crate) fn start_again(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(app());
    command.args(arguments).env("WATCHWORD_VAULT", folder).env("LC_ALL", "C.UTF-8").process_group(0);
    command.env_remove("TAURI_AUTOMATION").env_remove("TAURI_WEBVIEW_AUTOMATION").spawn().unwrap()
}

fn start_driver(folder: &Path, target: Option<&str>, variables: &[(&str, &str)]) -> (Child, u16) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let program = std::env::var("WEBKIT_WEB_DRIVER").unwrap_or_else(|_| "WebKitWebDriver".to_owned());
    let mut command = Command::new(program);
    command.arg(format!("--port={port}")).env("WATCHWORD_VAULT", folder).env("LC_ALL", "C.UTF-8");
    command.envs(variables.iter().copied());
    if let Some(target) = target {
        command.arg(format!("--target={target}"));
    }
    // A group of its own, so that what it starts ends with it.
    let driver = command.process_group(0).stdout(Stdio::null()).spawn().unwrap();
    (driver, port)
}

async fn connect(port: u16, options: Option<serde_json::Value>) -> WebDriver {
    let mut capabilities = Capabilities::new();
    if let Some(options) = options {
        capabilities.set("webkitgtk:browserOptions", options).unwrap();
    }
    let mut last = None;
    for _ in 0..60 {
        match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
            Ok(page) => return page,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("no session with the window: {last:?}");
}

/// Where the window's process listens for a driver. While it replaces itself, it has no environment to be read.
fn inspector_address() -> String {
    let read = || {
        let environment = fs::read(format!("/proc/{}/environ", processes().into_iter().max()?)).ok()?;
        let environment = String::from_utf8_lossy(&environment).into_owned();
        environment.split('\0').find_map(|line| line.strip_prefix("WEBKIT_INSPECTOR_SERVER=")).map(str::to_owned)
    };
    super::desktop::wait("where the window listens", read)
}
