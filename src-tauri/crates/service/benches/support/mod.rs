//! A profile on a machine that does nothing.

use std::sync::Arc;
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::{Clipboard, Clock, Failure, Keyring, Machine, Pixels, Profile};

struct Nothing;

impl Clock for Nothing {
    fn now_ms(&self) -> u64 {
        1_795_521_600_000
    }

    fn steady_ms(&self) -> u64 {
        0
    }
}

impl Keyring for Nothing {
    fn store(&self, _: &str, _: &SecretBytes) -> Result<(), Failure> {
        Err(Failure::new("keyring-silent"))
    }

    fn load(&self, _: &str) -> Result<Option<SecretBytes>, Failure> {
        Ok(None)
    }

    fn forget(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }

    fn answers(&self) -> bool {
        false
    }
}

impl Clipboard for Nothing {
    fn put(&self, _: &SecretText) -> Result<(), Failure> {
        Ok(())
    }

    fn clear_if(&self, _: &SecretText) -> bool {
        true
    }

    fn text(&self) -> Option<SecretText> {
        None
    }

    fn picture(&self) -> Option<Pixels> {
        None
    }
}

pub(crate) fn profile(folder: &tempfile::TempDir) -> Profile {
    let nothing = Arc::new(Nothing);
    let machine = Machine {
        clock: nothing.clone(),
        keyring: nothing.clone(),
        clipboard: nothing,
        device_name: "bench".to_owned(),
    };
    Profile::at(folder.path(), machine)
}

pub(crate) fn password() -> SecretText {
    SecretText::copy_of("otter piano velvet tram")
}
