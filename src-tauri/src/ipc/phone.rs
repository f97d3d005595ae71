//! Entries as QR codes for another device: the choice, and what would be shown.

use super::count;
use super::rows::NameView;
use serde::{Deserialize, Serialize};
use specta::Type;
use watchword_service::phone::{Form, Plan};
use watchword_service::{EntryId, Name};

/// What is in a picture.
#[derive(Debug, Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PhoneForm {
    /// Up to ten entries, as Google Authenticator moves them.
    Google,
    /// One entry.
    Links,
}

impl From<PhoneForm> for Form {
    fn from(form: PhoneForm) -> Self {
        match form {
            PhoneForm::Google => Self::Google,
            PhoneForm::Links => Self::Links,
        }
    }
}

/// The chosen entries.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PhoneChoice {
    /// All entries but `ids`, or only these.
    pub(crate) all: bool,
    pub(crate) ids: Vec<String>,
    pub(crate) form: PhoneForm,
}

/// An entry to choose.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhoneEntryView {
    id: String,
    name: NameView,
}

/// Entries to choose from.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhoneEntriesView {
    entries: Vec<PhoneEntryView>,
    /// How many match, also beyond those that are here.
    total: u32,
}

impl PhoneEntriesView {
    pub(crate) fn new<'a>(rows: impl Iterator<Item = (EntryId, &'a Name)>, total: usize) -> Self {
        let entries = rows.map(|(id, name)| PhoneEntryView { id: id.to_string(), name: NameView::new(name, None) });
        Self { entries: entries.collect(), total: count(total) }
    }
}

/// An entry that cannot be shown in this form.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhoneLeftOut {
    name: NameView,
    /// Key of the sentence that says why.
    why: String,
}

/// What would be shown.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhonePlanView {
    pictures: u32,
    entries: u32,
    left_out: Vec<PhoneLeftOut>,
    unusual: u32,
    counted: u32,
}

impl PhonePlanView {
    /// `names` are those of the entries that are left out.
    pub(crate) fn new(plan: &Plan, names: &[NameView]) -> Self {
        let left_out = plan.left_out.iter().zip(names);
        Self {
            pictures: count(plan.pictures.len()),
            entries: count(plan.pictures.iter().map(Vec::len).sum()),
            left_out: left_out
                .map(|(left_out, name)| PhoneLeftOut { name: name.clone(), why: left_out.why.to_owned() })
                .collect(),
            unusual: count(plan.unusual),
            counted: count(plan.counted),
        }
    }
}

/// The open pictures, by the names on each.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhonePicturesView {
    pub(crate) pictures: Vec<Vec<NameView>>,
}
