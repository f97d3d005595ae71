//! Fake ports and a vault in a temporary folder.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may panic")]
#![allow(dead_code, reason = "each test program uses its part")]

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::{Clipboard, Clock, Failure, KdfParams, Keyring, Machine, Pixels, Profile, Session};

/// Noon of a day in 2026, at the start of a step of 30 seconds.
pub(crate) const NOON_MS: u64 = 1_795_521_600_000;
/// The RFC's secret "12345678901234567890".
pub(crate) const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Clocks that stand still until they are set.
pub(crate) struct FakeClock {
    pub(crate) wall_ms: AtomicU64,
    pub(crate) steady_ms: AtomicU64,
}

impl Clock for FakeClock {
    fn now_ms(&self) -> u64 {
        self.wall_ms.load(Ordering::SeqCst)
    }

    fn steady_ms(&self) -> u64 {
        self.steady_ms.load(Ordering::SeqCst)
    }
}

/// A keyring in memory that can fall silent.
#[derive(Default)]
pub(crate) struct FakeKeyring {
    keys: Mutex<Vec<(String, Vec<u8>)>>,
    pub(crate) silent: AtomicBool,
}

impl FakeKeyring {
    fn check(&self) -> Result<(), Failure> {
        if self.silent.load(Ordering::SeqCst) { Err(Failure::new("keyring-silent")) } else { Ok(()) }
    }
}

impl Keyring for FakeKeyring {
    fn store(&self, vault: &str, key: &SecretBytes) -> Result<(), Failure> {
        self.check()?;
        self.forget(vault)?;
        self.keys.lock().unwrap().push((vault.to_owned(), key.expose().to_vec()));
        Ok(())
    }

    fn load(&self, vault: &str) -> Result<Option<SecretBytes>, Failure> {
        self.check()?;
        let keys = self.keys.lock().unwrap();
        Ok(keys.iter().find(|(known, _)| known == vault).map(|(_, key)| SecretBytes::copy_of(key)))
    }

    fn forget(&self, vault: &str) -> Result<(), Failure> {
        self.check()?;
        self.keys.lock().unwrap().retain(|(known, _)| known != vault);
        Ok(())
    }

    fn answers(&self) -> bool {
        !self.silent.load(Ordering::SeqCst)
    }
}

/// A clipboard in memory that can refuse.
#[derive(Default)]
pub(crate) struct FakeClipboard {
    pub(crate) holds: Mutex<Option<String>>,
    pub(crate) refuses: AtomicBool,
}

impl Clipboard for FakeClipboard {
    fn put(&self, text: &SecretText) -> Result<(), Failure> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(Failure::new("clipboard-refused"));
        }
        *self.holds.lock().unwrap() = Some(text.expose().to_owned());
        Ok(())
    }

    fn clear_if(&self, text: &SecretText) -> bool {
        let mut holds = self.holds.lock().unwrap();
        if holds.as_deref() == Some(text.expose()) {
            *holds = None;
        }
        true
    }

    fn text(&self) -> Option<SecretText> {
        self.holds.lock().unwrap().as_deref().map(SecretText::copy_of)
    }

    fn picture(&self) -> Option<Pixels> {
        None
    }
}

/// A folder, its fake machine and the password of its vault.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) keyring: Arc<FakeKeyring>,
    pub(crate) clipboard: Arc<FakeClipboard>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(FakeClock { wall_ms: AtomicU64::new(NOON_MS), steady_ms: AtomicU64::new(1_000) }),
            keyring: Arc::default(),
            clipboard: Arc::default(),
        }
    }

    pub(crate) fn machine(&self) -> Machine {
        Machine {
            clock: self.clock.clone(),
            keyring: self.keyring.clone(),
            clipboard: self.clipboard.clone(),
            device_name: "test".to_owned(),
        }
    }

    pub(crate) fn profile(&self) -> Profile {
        self.profile_at(self.folder.path())
    }

    pub(crate) fn profile_at(&self, folder: &Path) -> Profile {
        Profile::at(folder, self.machine())
    }

    pub(crate) fn pass_seconds(&self, seconds: u64) {
        self.clock.wall_ms.fetch_add(seconds * 1_000, Ordering::SeqCst);
        self.clock.steady_ms.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    pub(crate) fn create(&self) -> Session {
        self.profile().create_with(&password(), false, KdfParams::TEST).unwrap().0
    }

    pub(crate) fn open(&self) -> Session {
        self.profile().unlock(&password(), watchword_service::Consent::Ask).unwrap()
    }
}

pub(crate) fn password() -> SecretText {
    text("otter piano velvet tram")
}

pub(crate) fn text(text: &str) -> SecretText {
    SecretText::copy_of(text)
}

/// Adds entries by links, without a review.
pub(crate) fn add(session: &mut Session, links: &[&str]) -> Vec<watchword_service::EntryId> {
    session.intake_text(&text(&links.join("\n"))).unwrap();
    session.intake_accept().unwrap().added
}
