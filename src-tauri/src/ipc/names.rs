//! Names that say too little, and what would be better.

use super::rows::{NameView, TileView};
use serde::Serialize;
use specta::Type;
use watchword_service::Session;
use watchword_service::doctor::Finding;
use watchword_service::list::Row;
use watchword_service::presenting::{MASK, without_letters};

/// A better name and what tells it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NameProposalView {
    name: NameView,
    evidence: String,
    detail: String,
}

/// An entry whose name says too little.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NameFindingView {
    id: String,
    name: NameView,
    tile: TileView,
    troubles: Vec<String>,
    proposal: Option<NameProposalView>,
    others: Vec<String>,
}

impl NameFindingView {
    fn new(finding: Finding, row: &Row, session: &Session) -> Self {
        let presenting = session.is_presenting();
        let proposal = finding.proposal.zip(finding.proposed_name).map(|(proposal, name)| NameProposalView {
            name: NameView::new(&if presenting { without_letters(&name) } else { name }, None),
            evidence: proposal.evidence.as_str().to_owned(),
            detail: if presenting { String::new() } else { proposal.detail },
        });
        let shown = |id| if presenting { MASK.to_owned() } else { session.shown_name(id) };
        Self {
            id: finding.id.to_string(),
            name: NameView::new(&row.name, row.twin_at),
            tile: (&row.tile).into(),
            troubles: finding.troubles.iter().map(|trouble| trouble.as_str().to_owned()).collect(),
            proposal,
            others: finding.others.iter().map(|other| shown(*other)).collect(),
        }
    }
}

/// The names that say too little.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamesView {
    findings: Vec<NameFindingView>,
}

impl NamesView {
    pub(crate) fn new(session: &mut Session) -> Self {
        let found = session.names();
        let rows = session.plain_rows(found.iter().map(|finding| finding.id));
        // Every finding is of an entry in use, and so has its row.
        let findings =
            found.into_iter().zip(&rows).map(|(finding, row)| NameFindingView::new(finding, row, session)).collect();
        Self { findings }
    }
}

/// A name as it is and as it would be.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamePreviewView {
    pub(crate) before: String,
    pub(crate) after: String,
}
