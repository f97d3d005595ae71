//! Merging two copies of one entry, field group by field group.

use super::merge_unknown;
use crate::json::{KEPT_RECOVERY_CODES, union_rows};
use std::cmp::Ordering;
use watchword_entry::{Entry, Labels, OldSecret, Placement};
use watchword_otp::Otp;
use watchword_secret::SecretText;

/// Merges `theirs` into `mine`; returns whether anything a person sees changed in `mine`.
pub(super) fn merge(mine: &mut Entry, theirs: Entry) -> bool {
    let mut changed = merge_labels(mine, &theirs);
    changed |= merge_placement(mine, &theirs);
    let codes = kept_codes(mine, &theirs);
    changed |= codes.changed;
    mine.recovery_codes = codes.current;
    mine.labels_stamp = mine.labels_stamp.max(theirs.labels_stamp);
    mine.created_ms = mine.created_ms.min(theirs.created_ms);
    let Entry { otp, otp_stamp, old_secrets, unknown, .. } = theirs;
    changed |= merge_secrets(mine, otp, otp_stamp, old_secrets);
    merge_unknown(&mut mine.unknown, unknown);
    if let Some(kept) = codes.kept {
        merge_unknown(&mut mine.unknown, vec![(KEPT_RECOVERY_CODES.to_owned(), kept)]);
    }
    drop_current_from_kept(mine);
    changed
}

/// Brings an entry that only one side has into the form that merging gives to all.
pub(super) fn normalise(entry: &mut Entry) {
    if !entry.old_secrets.is_empty() {
        let (otp, otp_stamp) = (entry.otp.duplicate(), entry.otp_stamp);
        merge_secrets(entry, otp, otp_stamp, Vec::new());
    }
    merge_unknown(&mut entry.unknown, Vec::new());
    drop_current_from_kept(entry);
}

/// The winner is the later secret. All others stay in `old_secrets`, each once, with the latest time known for it;
/// the counter of one and the same secret never goes back.
fn merge_secrets(mine: &mut Entry, otp: Otp, otp_stamp: watchword_entry::Stamp, old_secrets: Vec<OldSecret>) -> bool {
    let before = mine.otp.duplicate();
    let order = mine.otp_stamp.cmp(&otp_stamp).then_with(|| compare(&mine.otp, &otp));
    let (loser, loser_stamp) = if order == Ordering::Less {
        let loser = (std::mem::replace(&mut mine.otp, otp), mine.otp_stamp);
        mine.otp_stamp = otp_stamp;
        loser
    } else {
        (otp, otp_stamp)
    };
    let lost = OldSecret { otp: loser, replaced_ms: loser_stamp.ms };
    let mut all: Vec<OldSecret> = Vec::with_capacity(mine.old_secrets.len() + old_secrets.len() + 1);
    for old in mine.old_secrets.drain(..).chain(old_secrets).chain([lost]) {
        match all.iter_mut().find(|known| compare(&known.otp, &old.otp) == Ordering::Equal) {
            Some(known) => {
                known.replaced_ms = known.replaced_ms.max(old.replaced_ms);
                known.otp.counter = known.otp.counter.max(old.otp.counter);
            }
            None => all.push(old),
        }
    }
    let highest = |otp: &Otp, all: &[OldSecret]| {
        let same = all.iter().map(|old| &old.otp).filter(|old| old.kind == otp.kind && old.secret == otp.secret);
        same.map(|old| old.counter).max().unwrap_or(0)
    };
    mine.otp.counter = mine.otp.counter.max(highest(&mine.otp, &all));
    for at in 0..all.len() {
        let Some(old) = all.get(at) else { continue };
        let current =
            if old.otp.kind == mine.otp.kind && old.otp.secret == mine.otp.secret { mine.otp.counter } else { 0 };
        let counter = highest(&old.otp, &all).max(current);
        if let Some(old) = all.get_mut(at) {
            old.otp.counter = counter;
        }
    }
    // The secret in use needs no row of its own, unless that row knows a later time than its stamp.
    all.retain(|old| compare(&old.otp, &mine.otp) != Ordering::Equal || old.replaced_ms > mine.otp_stamp.ms);
    all.sort_by(|left, right| right.replaced_ms.cmp(&left.replaced_ms).then_with(|| compare(&left.otp, &right.otp)));
    mine.old_secrets = all;
    compare(&before, &mine.otp) != Ordering::Equal || before.counter != mine.otp.counter
}

/// Orders secrets with their parameters; the counter takes no part.
fn compare(left: &Otp, right: &Otp) -> Ordering {
    let pin = |otp: &Otp| otp.pin.as_ref().map(SecretText::duplicate);
    (left.kind, left.secret.expose(), left.algorithm, left.digits, left.period)
        .cmp(&(right.kind, right.secret.expose(), right.algorithm, right.digits, right.period))
        .then_with(|| {
            let (left, right) = (pin(left), pin(right));
            left.as_ref().map(SecretText::expose).cmp(&right.as_ref().map(SecretText::expose))
        })
}

fn merge_labels(mine: &mut Entry, theirs: &Entry) -> bool {
    let later = (theirs.labels_stamp, content_of(&theirs.labels)) > (mine.labels_stamp, content_of(&mine.labels));
    let changed = later && theirs.labels != mine.labels;
    if changed {
        mine.labels = theirs.labels.clone();
    }
    changed
}

fn content_of(labels: &Labels) -> impl Ord + '_ {
    let Labels { issuer, account, login, original_label, note, tags, old_names, icon } = labels;
    (issuer, account, login, original_label, note, tags, old_names, icon)
}

fn merge_placement(mine: &mut Entry, theirs: &Entry) -> bool {
    let content = |placement: &Placement| (placement.pinned, placement.order, placement.trashed_ms);
    let later = (theirs.placement_stamp, content(&theirs.placement)) > (mine.placement_stamp, content(&mine.placement));
    let changed = later && theirs.placement != mine.placement;
    if later {
        mine.placement = theirs.placement.clone();
        mine.placement_stamp = theirs.placement_stamp;
    }
    changed
}

struct Codes {
    current: Option<String>,
    kept: Option<String>,
    changed: bool,
}

/// Sealed recovery codes go with the labels' stamp; those that lose stay as rows of a kept list. Must run before the
/// labels' stamps are joined.
fn kept_codes(mine: &Entry, theirs: &Entry) -> Codes {
    let later = (theirs.labels_stamp, &theirs.recovery_codes) > (mine.labels_stamp, &mine.recovery_codes);
    let (current, lost) = if later {
        (&theirs.recovery_codes, &mine.recovery_codes)
    } else {
        (&mine.recovery_codes, &theirs.recovery_codes)
    };
    let kept = lost.as_ref().filter(|_| lost != current).and_then(|codes| serde_json::to_string(&[codes]).ok());
    Codes { current: current.clone(), kept, changed: *current != mine.recovery_codes }
}

/// The codes in use are not also among the kept ones.
fn drop_current_from_kept(entry: &mut Entry) {
    let Some(current) = entry.recovery_codes.as_ref().and_then(|codes| serde_json::to_string(codes).ok()) else {
        return;
    };
    let Some((_, kept)) = entry.unknown.iter_mut().find(|(name, _)| name == KEPT_RECOVERY_CODES) else { return };
    let Ok(rows) = serde_json::from_str::<Vec<&serde_json::value::RawValue>>(kept) else { return };
    let others: Vec<&str> = rows.iter().map(|row| row.get()).filter(|row| *row != current).collect();
    *kept = union_rows(&format!("[{}]", others.join(",")), "[]");
    entry.unknown.retain(|(name, kept)| name != KEPT_RECOVERY_CODES || kept != "[]");
}
