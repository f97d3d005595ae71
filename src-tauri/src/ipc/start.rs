//! What the window shows before a vault is open.

use super::Whole;
use super::backups::VersionView;
use super::failure::Failure;
use super::settings::{SettingsView, TrustWindow};
use crate::desk::Inner;
use serde::Serialize;
use specta::Type;
use watchword_service::profile::Remembered;
use watchword_service::{RecoveryKey, Session};

/// Which page the window begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Phase {
    FirstRun,
    Locked,
    Open,
    Trouble,
}

/// The beginning.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartView {
    pub(crate) phase: Phase,
    pub(crate) lock: Option<LockView>,
    pub(crate) trouble: Option<TroubleView>,
    pub(crate) settings: SettingsView,
    pub(crate) version: String,
    /// What did not work at the start and has a way out: the key of quick search.
    pub(crate) notice: Option<Failure>,
}

/// The lock page.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LockView {
    pub(crate) hint: String,
    pub(crate) trust_possible: bool,
    pub(crate) trust: TrustWindow,
    pub(crate) wait_until: Whole,
    pub(crate) keyring_silent: bool,
    /// File name of the vault, without its folder.
    pub(crate) file: String,
}

/// What is wrong with the vault file.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TroubleKind {
    Damaged,
    Missing,
    Newer,
}

/// The page that says what is wrong and what is left.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TroubleView {
    pub(crate) kind: TroubleKind,
    pub(crate) versions: Vec<VersionView>,
}

/// Strength of a password.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StrengthView {
    /// 0 to 4.
    pub(crate) bars: u8,
    /// Key of the reason sentence, "" for none.
    pub(crate) reason: String,
}

/// A recovery key, shown once when it is made (docs/threat-model.md says why it may cross here).
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FirstKeyView {
    /// Nine groups of four symbols.
    pub(crate) groups: Vec<String>,
}

impl FirstKeyView {
    pub(crate) fn new(key: &RecoveryKey) -> Self {
        Self { groups: key.to_groups().expose().split('-').map(str::to_owned).collect() }
    }
}

/// The ways into the vault, for the settings.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WaysView {
    /// Until when this computer is remembered; 0 when it is not.
    remembered_until: Whole,
    /// Whether there is a keyring that can remember.
    trust_possible: bool,
    /// The window of trust that was chosen last.
    trust: TrustWindow,
    /// Whether the person has shown to have the recovery key.
    recovery_key_kept: bool,
}

impl WaysView {
    pub(crate) fn of(inner: &Inner) -> Self {
        let settings = inner.session.as_ref().map(Session::settings);
        Self {
            remembered_until: Whole(match inner.profile.remembered() {
                Remembered::Until(until_ms) => until_ms,
                Remembered::No => 0,
            }),
            trust_possible: inner.profile.machine().keyring.answers(),
            trust: settings.map_or(TrustWindow::No, |settings| TrustWindow::from_word(&settings.trust)),
            recovery_key_kept: settings.is_some_and(|settings| settings.recovery_key_kept),
        }
    }
}
