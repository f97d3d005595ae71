//! What is under review: names, places and questions. No pixels and no secrets: a picture of a QR code is its secret.

use super::failure::Failure;
use super::rows::{Kind, NameView};
use super::{Part, Whole, count};
use serde::{Deserialize, Serialize};
use specta::Type;
use watchword_service::intake::{self as review, Intake};

/// What a row is to the vault.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum IntakeState {
    New,
    Same,
    Renamed,
    Ahead,
    Conflict,
    Unusable,
}

/// What the person decided about a row that meets one of the vault.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Answer {
    None,
    KeepMine,
    TakeTheirs,
    KeepBoth,
    Skip,
    Replace,
}

impl From<review::Answer> for Answer {
    fn from(answer: review::Answer) -> Self {
        match answer {
            review::Answer::None => Self::None,
            review::Answer::KeepMine => Self::KeepMine,
            review::Answer::TakeTheirs => Self::TakeTheirs,
            review::Answer::KeepBoth => Self::KeepBoth,
            review::Answer::Skip => Self::Skip,
            review::Answer::Replace => Self::Replace,
        }
    }
}

impl From<Answer> for review::Answer {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::None => Self::None,
            Answer::KeepMine => Self::KeepMine,
            Answer::TakeTheirs => Self::TakeTheirs,
            Answer::KeepBoth => Self::KeepBoth,
            Answer::Skip => Self::Skip,
            Answer::Replace => Self::Replace,
        }
    }
}

/// A better name.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SuggestionView {
    name: NameView,
    why: String,
}

/// One row under review.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct IntakeRowView {
    row: u32,
    number: u32,
    picture: Option<u32>,
    ticked: bool,
    state: IntakeState,
    name: NameView,
    login: String,
    was: String,
    suggestion: Option<SuggestionView>,
    existing: Option<NameView>,
    answer: Answer,
    name_needed: bool,
    kind: Kind,
    counter: Whole,
    secret_bytes: u32,
    warnings: Vec<String>,
    problem: Option<Failure>,
    tags: Vec<String>,
    from_file: Option<FromFileView>,
}

/// What a row of a file of another app has beside.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FromFileView {
    file: u32,
    row: u32,
    pinned: bool,
    /// "active", "archived" or "trashed".
    standing: String,
    /// Typing its secret again helps.
    can_be_mended: bool,
}

/// A file of another app whose entries are under review.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct IntakeFileView {
    name: String,
    app: String,
    notes: Vec<FileNoteView>,
    not_codes: u32,
}

/// What was strange about a file as a whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FileNoteView {
    code: String,
    missing: Vec<u32>,
    size: u32,
}

/// A file that waits for its password.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LockedFileView {
    file: u32,
    name: String,
    app: String,
    failure: Failure,
}

/// A numbered code in a picture.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PictureCodeView {
    number: u32,
    /// Corners as parts of width and height.
    corners: Vec<(Part, Part)>,
}

/// A picture, without its pixels.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct IntakePictureView {
    name: String,
    /// The screen it shows, from 1; `None` for a picture that is none.
    screen: Option<u32>,
    width: u32,
    height: u32,
    codes: Vec<PictureCodeView>,
}

/// Parts of a Google export.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartsView {
    found: Vec<u32>,
    size: u32,
    missing: Vec<u32>,
}

/// A code or line that is no sign-in code.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UnknownView {
    what: String,
    number: u32,
    picture: Option<u32>,
}

/// A source that gave nothing.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SourceProblem {
    source: String,
    /// The screen it is about, from 1, 0 for all of them; `None` for another source.
    screen: Option<u32>,
    failure: Failure,
}

/// A folder of which the pictures were read.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FolderView {
    name: String,
    with_codes: u32,
    without_codes: u32,
    others: u32,
    /// Whether there is more in it than was looked at.
    cut: bool,
}

/// How many rows would do what.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct IntakeCounts {
    add: u32,
    update: u32,
    same: u32,
    unanswered: u32,
}

/// Everything under review.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct IntakeView {
    pictures: Vec<IntakePictureView>,
    rows: Vec<IntakeRowView>,
    google: Vec<PartsView>,
    unknown: Vec<UnknownView>,
    problems: Vec<SourceProblem>,
    folders: Vec<FolderView>,
    files: Vec<IntakeFileView>,
    locked: Vec<LockedFileView>,
    counts: IntakeCounts,
}

impl IntakeView {
    /// `propose` names a proposal as it would be shown.
    pub(crate) fn new(intake: &Intake, propose: impl Fn(&review::Item) -> Option<watchword_service::Name>) -> Self {
        let counts = intake.counts();
        let row = |(at, item): (usize, &review::Item)| IntakeRowView {
            row: count(at),
            number: count(item.number),
            picture: item.picture.map(count),
            ticked: item.ticked,
            state: match item.state {
                review::State::New => IntakeState::New,
                review::State::Same => IntakeState::Same,
                review::State::Renamed => IntakeState::Renamed,
                review::State::Ahead => IntakeState::Ahead,
                review::State::Conflict => IntakeState::Conflict,
                review::State::Unusable => IntakeState::Unusable,
            },
            name: NameView::new(&item.name, None),
            login: item.labels.login.clone(),
            was: item.was.clone(),
            suggestion: item.proposal.as_ref().filter(|_| !item.proposal_used).and_then(|proposal| {
                let name = propose(item)?;
                Some(SuggestionView { name: NameView::new(&name, None), why: proposal.evidence.as_str().to_owned() })
            }),
            existing: item.existing_name.as_ref().map(|name| NameView::new(name, None)),
            answer: item.answer.into(),
            name_needed: item.name_needed,
            kind: item.kind().map_or(Kind::Totp, Kind::from),
            counter: Whole(item.counter()),
            secret_bytes: count(item.secret_bytes()),
            warnings: item.warnings.iter().map(|warning| (*warning).to_owned()).collect(),
            problem: item.problem.clone().map(Failure::from),
            tags: item.labels.tags.clone(),
            from_file: item.from.as_deref().map(FromFileView::from),
        };
        let picture = |picture: &review::Picture| {
            let part = |value: f32, whole: u32| Part(f64::from(value) / f64::from(whole.max(1)));
            IntakePictureView {
                name: picture.name.clone(),
                screen: review::screen_number(&picture.name).map(count),
                width: picture.width,
                height: picture.height,
                codes: picture
                    .codes
                    .iter()
                    .enumerate()
                    .map(|(at, corners)| PictureCodeView {
                        number: count(at + 1),
                        corners: corners
                            .iter()
                            .map(|(x, y)| (part(*x, picture.width), part(*y, picture.height)))
                            .collect(),
                    })
                    .collect(),
            }
        };
        Self {
            pictures: intake.pictures.iter().map(picture).collect(),
            rows: intake.items.iter().enumerate().map(row).collect(),
            google: intake
                .parts()
                .into_iter()
                .map(|parts| PartsView { found: parts.found, size: parts.size, missing: parts.missing })
                .collect(),
            unknown: intake
                .unknown
                .iter()
                .map(|unknown| UnknownView {
                    what: unknown.what.to_owned(),
                    number: count(unknown.number),
                    picture: unknown.picture.map(count),
                })
                .collect(),
            problems: intake
                .problems
                .iter()
                .map(|problem| SourceProblem {
                    source: problem.source.clone(),
                    screen: review::screen_number(&problem.source).map(count),
                    failure: problem.failure.clone().into(),
                })
                .collect(),
            folders: intake
                .folders
                .iter()
                .map(|folder| FolderView {
                    name: folder.name.clone(),
                    with_codes: count(folder.with_codes),
                    without_codes: count(folder.without_codes),
                    others: count(folder.others),
                    cut: folder.is_cut,
                })
                .collect(),
            files: intake.files.iter().map(IntakeFileView::from).collect(),
            locked: intake
                .locked()
                .iter()
                .enumerate()
                .filter_map(|(at, locked)| {
                    let waits = locked.waits()?;
                    Some(LockedFileView {
                        file: count(at),
                        name: locked.name().to_owned(),
                        app: waits.app.clone(),
                        failure: waits.failure.clone().into(),
                    })
                })
                .collect(),
            counts: IntakeCounts {
                add: count(counts.add),
                update: count(counts.update),
                same: count(counts.same),
                unanswered: count(counts.unanswered),
            },
        }
    }
}

impl From<&review::FromFile> for FromFileView {
    fn from(from: &review::FromFile) -> Self {
        let standing = match from.standing {
            review::Standing::Active => "active",
            review::Standing::Archived => "archived",
            review::Standing::Trashed => "trashed",
        };
        Self {
            file: count(from.file),
            row: count(from.row),
            pinned: from.favourite,
            standing: standing.to_owned(),
            can_be_mended: from.can_be_mended(),
        }
    }
}

impl From<&review::SourceFile> for IntakeFileView {
    fn from(file: &review::SourceFile) -> Self {
        let note = |note: &review::FileNote| FileNoteView {
            code: note.code.to_owned(),
            missing: note.missing.clone(),
            size: note.size,
        };
        Self {
            name: file.name.clone(),
            app: file.app.to_owned(),
            notes: file.warnings.iter().map(note).collect(),
            not_codes: count(file.not_codes),
        }
    }
}

/// A decision about a row.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct IntakeChoice {
    #[specta(optional)]
    ticked: Option<bool>,
    #[specta(optional)]
    answer: Option<Answer>,
    #[specta(optional)]
    use_suggestion: Option<bool>,
    #[specta(optional)]
    issuer: Option<String>,
    #[specta(optional)]
    account: Option<String>,
}

impl From<IntakeChoice> for review::Choice {
    fn from(choice: IntakeChoice) -> Self {
        Self {
            ticked: choice.ticked,
            answer: choice.answer.map(review::Answer::from),
            use_proposal: choice.use_suggestion,
            issuer: choice.issuer,
            account: choice.account,
        }
    }
}
