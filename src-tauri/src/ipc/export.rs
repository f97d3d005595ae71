//! What an export would lose, before it is made.

use super::count;
use serde::Serialize;
use specta::Type;
use watchword_service::export::{ExportFormat, ExportReport};

/// A format that is written.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportFormatView {
    id: String,
    app: String,
    encrypted: bool,
}

/// An entry that loses something, and what.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LossyView {
    name: String,
    losses: Vec<String>,
}

/// An entry that cannot go, and why.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LeftOutView {
    name: String,
    reason: String,
}

/// What would become of the chosen entries.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportReportView {
    complete: u32,
    lossy: Vec<LossyView>,
    left_out: Vec<LeftOutView>,
}

impl From<ExportFormat> for ExportFormatView {
    fn from(format: ExportFormat) -> Self {
        Self { id: format.id.to_owned(), app: format.app.to_owned(), encrypted: format.is_encrypted }
    }
}

impl From<ExportReport> for ExportReportView {
    fn from(report: ExportReport) -> Self {
        let lossy = |(name, losses): (String, Vec<&'static str>)| LossyView {
            name,
            losses: losses.into_iter().map(str::to_owned).collect(),
        };
        let left_out = |(name, reason): (String, &'static str)| LeftOutView { name, reason: reason.to_owned() };
        Self {
            complete: count(report.complete),
            lossy: report.lossy.into_iter().map(lossy).collect(),
            left_out: report.left_out.into_iter().map(left_out).collect(),
        }
    }
}
