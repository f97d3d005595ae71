//! What others can see of the window.

use super::Whole;
use serde::Serialize;
use specta::Type;

/// Whether names and codes are masked, and whether the screen may be captured.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ScreenView {
    /// Names and codes are masked.
    pub(crate) presenting: bool,
    /// Whether this system can hide a window from screenshots at all.
    pub(crate) hidden_possible: bool,
    /// Until when the window may be captured; 0 when it is hidden.
    pub(crate) capture_until: Whole,
}
