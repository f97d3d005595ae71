//! Versions, proofs and rehearsals.

use super::{Whole, count};
use serde::Serialize;
use specta::Type;
use watchword_service::backup::{Place, Proof, Rehearsal, Version};
use watchword_service::presenting::MASK;

/// Why a version was made.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VersionWhy {
    pub(crate) what: String,
    pub(crate) count: u32,
    pub(crate) name: String,
}

/// Where a version is kept.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum VersionPlace {
    Ring,
    Backup,
}

/// A version of the vault.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VersionView {
    pub(crate) id: String,
    pub(crate) at: Whole,
    pub(crate) why: VersionWhy,
    /// -1 when it is not known.
    pub(crate) entries: i32,
    pub(crate) place: VersionPlace,
    pub(crate) proven_at: Whole,
    pub(crate) bytes: Whole,
    pub(crate) revision: Whole,
}

impl From<Version> for VersionView {
    fn from(version: Version) -> Self {
        Self {
            id: version.id,
            at: Whole(version.at_ms),
            why: VersionWhy { what: version.why.what, count: version.why.count, name: version.why.name },
            entries: version.entries.map_or(-1, |entries| i32::try_from(entries).unwrap_or(i32::MAX)),
            place: match version.place {
                Place::Ring | Place::Unfinished => VersionPlace::Ring,
                Place::Backup => VersionPlace::Backup,
            },
            proven_at: Whole(version.proven_ms),
            bytes: Whole(version.bytes),
            revision: Whole(version.revision),
        }
    }
}

/// What is known of the backups' worth.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ProofState {
    Proven,
    Never,
    Old,
    Failed,
}

/// The proof card.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProofView {
    state: ProofState,
    at: Whole,
    found: u32,
    of: u32,
}

impl From<Proof> for ProofView {
    fn from(proof: Proof) -> Self {
        let (state, rehearsed) = match proof {
            Proof::Never => (ProofState::Never, None),
            Proof::Proven(rehearsed) => (ProofState::Proven, Some(rehearsed)),
            Proof::Old(rehearsed) => (ProofState::Old, Some(rehearsed)),
            Proof::Failed(rehearsed) => (ProofState::Failed, Some(rehearsed)),
        };
        Self {
            state,
            at: Whole(rehearsed.map_or(0, |rehearsed| rehearsed.at_ms)),
            found: rehearsed.map_or(0, |rehearsed| count(rehearsed.found)),
            of: rehearsed.map_or(0, |rehearsed| count(rehearsed.of)),
        }
    }
}

/// The page of versions.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BackupsView {
    proof: ProofView,
    versions: Vec<VersionView>,
    kept: u32,
    bytes: Whole,
}

impl BackupsView {
    /// `presenting`: names of entries are hidden.
    pub(crate) fn new(proof: Proof, mut versions: Vec<Version>, presenting: bool) -> Self {
        if presenting {
            hide(versions.iter_mut().map(|version| &mut version.why.name));
        }
        Self {
            proof: proof.into(),
            kept: count(versions.len()),
            bytes: Whole(versions.iter().map(|version| version.bytes).sum()),
            versions: versions.into_iter().map(VersionView::from).collect(),
        }
    }
}

/// A step of a rehearsal.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Step {
    Found,
    Opened,
    Read,
    Compared,
}

/// A step and whether it went well.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RehearsalStep {
    step: Step,
    ok: bool,
}

/// How a rehearsal went.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RehearsalView {
    steps: Vec<RehearsalStep>,
    found: u32,
    of: u32,
    missing: Vec<String>,
    at: Whole,
}

/// Puts the mask in the place of every name that is not empty.
fn hide<'a>(names: impl Iterator<Item = &'a mut String>) {
    for name in names.filter(|name| !name.is_empty()) {
        MASK.clone_into(name);
    }
}

impl RehearsalView {
    /// `presenting`: names of entries are hidden.
    pub(crate) fn new(mut rehearsal: Rehearsal, presenting: bool) -> Self {
        if presenting {
            hide(rehearsal.missing.iter_mut());
        }
        // A rehearsal that fails earlier is a failure; one that gets here was found, opened and read.
        let steps = [
            (Step::Found, true),
            (Step::Opened, true),
            (Step::Read, true),
            (Step::Compared, rehearsal.missing.is_empty()),
        ];
        Self {
            steps: steps.into_iter().map(|(step, ok)| RehearsalStep { step, ok }).collect(),
            found: count(rehearsal.rehearsed.found),
            of: count(rehearsal.rehearsed.of),
            missing: rehearsal.missing,
            at: Whole(rehearsal.rehearsed.at_ms),
        }
    }
}

/// A backup file that was picked or dropped: its path stays in the core.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BackupFileView {
    pub(crate) token: u32,
    pub(crate) file: String,
}
