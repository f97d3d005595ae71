//! The system keyring: Secret Service, Keychain or Credential Manager.
//!
//! What is kept is one line of base64url. Some keyrings write values with line breaks in a way that they cannot read
//! again, and lose everything else with them.
//!
//! No call waits longer than [`SystemKeyring::with_patience`] allows: a keyring that does not answer, or that waits
//! for its own password in a window nobody sees, must not hold up anyone who can type the vault's password.

use data_encoding::BASE64URL_NOPAD;
use keyring::{Entry, Error};
use std::sync::mpsc;
use std::time::Duration;
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::{Failure, Keyring};
use zeroize::Zeroizing;

/// Under this name our keys stand in the keyring; the other half of the name is the vault.
const SERVICE: &str = "app.watchword.desktop";

const PATIENCE: Duration = Duration::from_secs(3);

/// The keyring of the person who is signed in.
#[derive(Debug, Clone, Copy)]
pub struct SystemKeyring {
    patience: Duration,
}

impl Default for SystemKeyring {
    fn default() -> Self {
        Self::with_patience(PATIENCE)
    }
}

impl SystemKeyring {
    /// A keyring that is given so much time to answer each call.
    pub fn with_patience(patience: Duration) -> Self {
        Self { patience }
    }

    /// Asks the keyring on a thread of its own. A thread that gets no answer stays behind until the process ends:
    /// there is no way to call such a question off.
    fn ask<T: Send + 'static>(self, question: impl FnOnce() -> Option<T> + Send + 'static) -> Result<T, Failure> {
        let (answer, answered) = mpsc::sync_channel(1);
        let asked = std::thread::Builder::new().name("keyring".to_owned()).spawn(move || {
            // Nobody listens any more when the patience was over.
            let _ = answer.send(question());
        });
        let silent = || Failure::new("keyring-silent");
        asked.map_err(|_| silent())?;
        answered.recv_timeout(self.patience).ok().flatten().ok_or_else(silent)
    }
}

impl Keyring for SystemKeyring {
    fn store(&self, vault: &str, key: &SecretBytes) -> Result<(), Failure> {
        let vault = vault.to_owned();
        let line = SecretText::new(BASE64URL_NOPAD.encode(key.expose()));
        self.ask(move || Entry::new(SERVICE, &vault).ok()?.set_password(line.expose()).ok())
    }

    fn load(&self, vault: &str) -> Result<Option<SecretBytes>, Failure> {
        let vault = vault.to_owned();
        self.ask(move || match Entry::new(SERVICE, &vault).ok()?.get_secret() {
            Ok(line) => {
                let line = Zeroizing::new(line);
                // Something else under our name is as good as nothing: it opens no vault.
                Some(BASE64URL_NOPAD.decode(&line).ok().map(SecretBytes::new))
            }
            Err(Error::NoEntry) => Some(None),
            Err(_) => None,
        })
    }

    fn forget(&self, vault: &str) -> Result<(), Failure> {
        let vault = vault.to_owned();
        self.ask(move || match Entry::new(SERVICE, &vault).ok()?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Some(()),
            Err(Error::Ambiguous(same)) => {
                let mut all_gone = true;
                for entry in &same {
                    all_gone &= entry.delete_credential().is_ok();
                }
                all_gone.then_some(())
            }
            Err(_) => None,
        })
    }

    fn answers(&self) -> bool {
        // Opens a session and reads nothing, so that no keyring asks for its password.
        self.ask(|| Entry::store_status().is_ok().then_some(())).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn a_keyring_that_never_answers_is_silent_in_time() {
        let keyring = SystemKeyring::with_patience(Duration::from_millis(20));
        let (_never, waits) = mpsc::channel::<()>();
        let start = Instant::now();
        let answer = keyring.ask(move || waits.recv().ok());
        assert_eq!(answer.unwrap_err().code, "keyring-silent");
        assert!(start.elapsed() >= Duration::from_millis(20));
    }

    #[test]
    fn a_refusal_is_silence_and_an_answer_comes_through() {
        let keyring = SystemKeyring::default();
        assert_eq!(keyring.ask(|| None::<u8>).unwrap_err().code, "keyring-silent");
        assert_eq!(keyring.ask(|| Some(7)).unwrap(), 7);
    }
}
