//! How long quick search takes from its key to its first sight, warm.
//!
//! The key is sent to the X server and the screen is looked at until a row stands where none stood before, so what is
//! measured is what a person waits for, without the screen itself.

use crate::support::desktop::{SignIn, active, height, output, press, type_text, wait, window as window_of};
use crate::support::driver::Watchword;
use crate::support::vault::{PASSWORD, make_vault};
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode, MapState};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

const QUICK: &str = "Watchword Quick";
const TIMES: usize = 30;

#[tokio::test]
async fn from_the_key_to_the_first_row() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    make_vault(&folder);
    let window = Watchword::start(&folder).await;
    window.see("Your vault is locked.").await;
    // Out of the way, so that nothing of it can be taken for a row.
    output("xdotool", &["windowmove", "--sync", &window_of("^Watchword$"), "0", "560"]);
    let program = SignIn::start(&home.path().join("typed"));
    let screen = Screen::open();

    program.bring_to_front();
    press("ctrl+alt+space");
    wait("quick search", || (active() == QUICK).then_some(()));
    let quick: u32 = window_of(&format!("^{QUICK}$")).parse().unwrap();
    let locked = height(QUICK);
    type_text(PASSWORD);
    press("Return");
    wait("the open vault", || (height(QUICK) > locked).then_some(()));

    let mut times = Vec::new();
    for _ in 0..TIMES {
        // What was seen last has no row: an old picture is not taken for a new one.
        type_text("qqqq");
        wait("no row", || (!screen.shows_rows(quick)).then_some(()));
        press("Escape");
        wait("the other program", || program.has_focus().then_some(()));
        std::thread::sleep(Duration::from_millis(400));
        let began = Instant::now();
        screen.press_hotkey();
        while !screen.shows_rows(quick) {
            assert!(began.elapsed() < Duration::from_secs(10), "nothing was shown");
        }
        times.push(began.elapsed());
        wait("quick search", || (active() == QUICK).then_some(()));
    }
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent).div_ceil(100).saturating_sub(1)).unwrap();
    println!("from the key to the first row, {TIMES} times, warm:");
    println!("  half of them within {:?}, 95 of 100 within {:?}, the slowest {:?}", at(50), at(95), at(100));
    window.stop().await;
}

/// The X server, asked directly: starting a program for each look would take longer than what is measured.
struct Screen {
    connection: RustConnection,
    keys: [Keycode; 3],
}

impl Screen {
    fn open() -> Self {
        let (connection, _) = RustConnection::connect(None).unwrap();
        let (first, last) = (connection.setup().min_keycode, connection.setup().max_keycode);
        let map = connection.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        let key = |symbol: u32| {
            let mut rows = map.keysyms.chunks_exact(usize::from(map.keysyms_per_keycode));
            first + u8::try_from(rows.position(|row| row.contains(&symbol)).unwrap()).unwrap()
        };
        // Control, Alt, Space.
        let keys = [key(0xffe3), key(0xffe9), key(0x20)];
        Self { connection, keys }
    }

    fn press_hotkey(&self) {
        for (kind, keys) in [(KEY_PRESS_EVENT, self.keys), (KEY_RELEASE_EVENT, self.keys)] {
            for key in keys {
                self.connection.xtest_fake_input(kind, key, 0, x11rb::NONE, 0, 0, 0).unwrap();
            }
        }
        self.connection.flush().unwrap();
    }

    /// Whether there is text where the second row stands.
    fn shows_rows(&self, window: u32) -> bool {
        let attributes = self.connection.get_window_attributes(window).unwrap().reply().unwrap();
        if attributes.map_state != MapState::VIEWABLE {
            return false;
        }
        let picture = self.connection.get_image(ImageFormat::Z_PIXMAP, window, 60, 115, 200, 32, u32::MAX).unwrap();
        // Too low a window has no such place yet.
        let Ok(picture) = picture.reply() else { return false };
        let mut colours: Vec<&[u8]> = picture.data.chunks_exact(4).collect();
        colours.sort_unstable();
        colours.dedup();
        colours.len() > 8
    }
}
