//! The ways into a vault that is open: its password and its recovery key.

use crate::failure::Failure;
use crate::profile::{check_password, save_failure};
use crate::session::Session;
use watchword_secret::SecretText;
use watchword_vault::{KdfParams, RecoveryKey};

impl Session {
    /// Gives the vault a new password. Older versions and backups still open with the old one.
    ///
    /// # Errors
    /// `password-empty`, `password-too-long`, or why it could not be saved.
    pub fn set_password(&mut self, new: &SecretText) -> Result<(), Failure> {
        self.set_password_at_cost(new, KdfParams::calibrate())
    }

    /// [`Session::set_password`] at a chosen cost.
    ///
    /// # Errors
    /// As [`Session::set_password`].
    pub fn set_password_at_cost(&mut self, new: &SecretText, kdf: KdfParams) -> Result<(), Failure> {
        check_password(new)?;
        let now_ms = self.now_ms();
        self.vault.set_password(new, kdf, now_ms).map_err(|error| save_failure(&error))?;
        self.password_due = false;
        Ok(())
    }

    /// Gives the vault a new recovery key, returned once and kept nowhere; the old one opens it no longer.
    ///
    /// # Errors
    /// Why it could not be saved.
    pub fn new_recovery_key(&mut self) -> Result<RecoveryKey, Failure> {
        let key = RecoveryKey::make()?;
        self.set_recovery_key(&key)?;
        Ok(key)
    }

    /// Gives the vault a recovery key made before, so that it can be written down first; the old one opens it no
    /// longer.
    ///
    /// # Errors
    /// Why it could not be saved.
    pub fn set_recovery_key(&mut self, key: &RecoveryKey) -> Result<(), Failure> {
        let now_ms = self.now_ms();
        self.vault.set_recovery_key(key, now_ms).map_err(|error| save_failure(&error))?;
        Ok(())
    }
}
