//! Figures of the window as people feel it: `cargo xtask figures`. Nothing here fails for being slow; it measures, in
//! the released window on a virtual display, and prints a table.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on has failed"
)]
#![cfg(target_os = "linux")]

mod quick;
#[path = "../support/mod.rs"]
mod support;

use std::time::{Duration, Instant};
use support::desktop::{clipboard, output, window as window_of};
use support::driver::{Watchword, process};
use support::memory::family;
use support::vault::{PASSWORD, make_long_vault};
use thirtyfour::prelude::*;

/// Entries of the long list.
const MANY: usize = 10_000;
/// Entries of the list that stands idle.
const SOME: usize = 200;
const JOURNEYS: usize = 20;
/// What a person types while looking for one of many, and takes back again: fifty presses.
const TYPED: [&str; 5] = ["zendesk ac", "larkspur-s", "meridiann ", "kestrel eu", "no such th"];
const IDLE: Duration = Duration::from_mins(1);
/// What the web view still does after its start (compiling, collecting) has ended by then.
const SETTLED: Duration = Duration::from_secs(45);
/// Clock ticks of a second, as Linux counts them for programs (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

/// From the last key of three letters and Enter to the code on the clipboard.
#[tokio::test]
async fn from_the_last_key_to_the_clipboard() {
    let home = tempfile::tempdir().unwrap();
    make_long_vault(home.path(), MANY);
    let window = unlocked(home.path()).await;
    let mut times = Vec::new();
    for letters in ["acm", "glo", "lar", "mer"].iter().cycle().take(JOURNEYS) {
        output("xdotool", &["key", "--clearmodifiers", "ctrl+a"]);
        output("xdotool", &["type", "--delay", "80", letters]);
        let before = clipboard();
        let start = Instant::now();
        output("xdotool", &["key", "Return"]);
        while clipboard() == before && start.elapsed() < Duration::from_secs(5) {}
        times.push(start.elapsed());
        // Each journey copies another code than the one before.
        for key in ["Escape", "Down"] {
            output("xdotool", &["key", key]);
        }
    }
    window.stop().await;
    times.sort_unstable();
    println!(
        "three letters, Enter, clipboard, {MANY} entries, {JOURNEYS} times: median {} ms, p95 {} ms, worst {} ms",
        times[JOURNEYS / 2].as_millis(),
        times[JOURNEYS * 95 / 100].as_millis(),
        times[JOURNEYS - 1].as_millis()
    );
}

/// How long the page takes for a frame while somebody types into the search.
#[tokio::test]
async fn frames_while_typing() {
    let home = tempfile::tempdir().unwrap();
    make_long_vault(home.path(), MANY);
    let window = unlocked(home.path()).await;
    let record = "window.frames_ms = []; let last = performance.now();
        const next = (now) => { window.frames_ms.push(now - last); last = now; requestAnimationFrame(next); };
        requestAnimationFrame(next);";
    window.page.execute(record, Vec::new()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle: Vec<f64> = frames(&window).await;
    for word in TYPED {
        output("xdotool", &["key", "ctrl+a"]);
        output("xdotool", &["type", "--delay", "120", word]);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let typing = frames(&window).await;
    window.stop().await;
    for (name, frames) in [("at rest", idle), ("typing 50 letters", typing)] {
        let late = frames.iter().filter(|frame| **frame > 32.0).count();
        let worst = frames.iter().copied().fold(0.0, f64::max);
        println!("frames with {MANY} entries, {name}: {} frames, {late} over 32 ms, worst {worst:.1} ms", frames.len());
    }
}

/// What the window costs while nobody does anything.
#[tokio::test]
async fn idle() {
    let home = tempfile::tempdir().unwrap();
    make_long_vault(home.path(), SOME);
    support::vault::set_number(home.path(), "lock-minutes", 0);
    let window = unlocked(home.path()).await;
    tokio::time::sleep(SETTLED).await;
    let visible = cpu_share().await;
    output("xdotool", &["windowminimize", "--sync", &window_of("^Watchword$")]);
    tokio::time::sleep(SETTLED).await;
    let hidden = cpu_share().await;
    window.stop().await;
    println!(
        "idle for {} s, all processes: {visible:.2} % of a core with {SOME} entries visible, {hidden:.2} % minimised",
        IDLE.as_secs()
    );
}

async fn unlocked(folder: &std::path::Path) -> Watchword {
    let window = Watchword::start(folder).await;
    window.find("//input[@type='password']").await.send_keys(PASSWORD).await.unwrap();
    window.keys(Key::Enter + "").await;
    window.find("//*[@role='option']").await;
    output("xdotool", &["windowactivate", "--sync", &window_of("^Watchword$")]);
    window
}

/// The frames since the last look, and begins anew.
async fn frames(window: &Watchword) -> Vec<f64> {
    let taken = window.page.execute("return window.frames_ms.splice(0)", Vec::new()).await.unwrap();
    taken.convert().unwrap()
}

/// Processor time of the window and everything it started, in per cent of one core.
async fn cpu_share() -> f64 {
    let ticks = || -> f64 {
        family(process())
            .into_iter()
            .filter_map(|id| std::fs::read_to_string(format!("/proc/{id}/stat")).ok())
            .filter_map(|stat| {
                let fields: Vec<String> = stat.rsplit(')').next()?.split_whitespace().map(str::to_owned).collect();
                Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
            })
            .sum()
    };
    let (before, start) = (ticks(), Instant::now());
    tokio::time::sleep(IDLE).await;
    (ticks() - before) / TICKS / start.elapsed().as_secs_f64() * 100.0
}
