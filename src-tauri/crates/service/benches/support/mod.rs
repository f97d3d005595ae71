//! A vault of look-alikes on a machine that does nothing.

use std::sync::Arc;
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::{Clipboard, Clock, Failure, KdfParams, Keyring, Machine, Pixels, Profile, Session};

struct Nothing;

impl Clock for Nothing {
    fn now_ms(&self) -> u64 {
        1_795_521_600_000
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

/// Makes a vault of so many entries.
pub(crate) fn make(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, _) = profile(&folder).create_with(&password(), false, KdfParams::TEST).unwrap();
    let words = ["acme", "globex", "larkspur", "meridian", "kestrel", "tamarack", "orchard", "halcyon"];
    let endings = ["", "-sandbox", "-eu", "-sandbox-eu", "-training"];
    let links: Vec<String> = (0..count)
        .map(|at| {
            let (word, ending) = (words[at % words.len()], endings[at % endings.len()]);
            let secret = watchword_service::base32::encode(format!("{at:020}").as_bytes());
            format!("otpauth://totp/Zendesk:{word}{at}{ending}?secret={}&issuer=Zendesk", secret.expose())
        })
        .collect();
    session.intake_text(&SecretText::new(links.join("\n"))).unwrap();
    assert_eq!(session.intake_accept().unwrap().added.len(), count);
    folder
}

/// Opens it at the test cost of the password.
pub(crate) fn open(folder: &tempfile::TempDir) -> Session {
    profile(folder).unlock(&password(), watchword_service::Consent::Given).unwrap()
}

fn profile(folder: &tempfile::TempDir) -> Profile {
    let nothing = Arc::new(Nothing);
    let machine = Machine {
        clock: nothing.clone(),
        keyring: nothing.clone(),
        clipboard: nothing,
        device_name: "bench".to_owned(),
    };
    Profile::at(folder.path(), machine)
}

fn password() -> SecretText {
    SecretText::copy_of("otter piano velvet tram")
}
