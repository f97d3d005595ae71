//! The laws of merging, on random documents from so small a world that everything collides.

use super::merge;
use crate::document::{Change, Device, Document, Reason, SetAside, SlotNote, Tombstone, latest_stamp_of};
use crate::json::{self, Meta};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use watchword_entry::{DeviceId, Entry, EntryId, Icon, Labels, Mark, Monogram, OldSecret, Picture, Placement, Stamp};
use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};

/// What a document comes to, order included.
fn text(document: &Document) -> String {
    String::from_utf8(json::write(document, &Meta::of(document)).to_vec()).unwrap()
}

fn merged(left: &Document, right: &Document) -> Document {
    let mut document = left.duplicate();
    merge(&mut document, right.duplicate());
    document
}

/// What holds secrets cannot be printed, which proptest asks for: parts print as nothing, documents as their text.
struct Part<T>(T);

impl<T> std::fmt::Debug for Part<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("part")
    }
}

struct Doc(Document);

impl std::fmt::Debug for Doc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&text(&self.0))
    }
}

impl std::ops::Deref for Doc {
    type Target = Document;
    fn deref(&self) -> &Document {
        &self.0
    }
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (0..4_u64, 0..2_u32, 0..2_u8).prop_map(|(ms, counter, device)| Stamp {
        ms,
        counter,
        device: DeviceId::from_bytes([device; 16]),
    })
}

fn otp() -> impl Strategy<Value = Part<Otp>> {
    (0..3_u8, any::<bool>(), 0..3_u64, 6..8_u8).prop_map(|(secret, counted, counter, digits)| {
        let kind = if counted { Kind::Hotp } else { Kind::Totp };
        Part(Otp { counter, digits, ..Otp::new(kind, SecretBytes::new(vec![secret + 1; 10])) })
    })
}

fn old_secret() -> impl Strategy<Value = Part<OldSecret>> {
    (otp(), 0..4_u64).prop_map(|(otp, replaced_ms)| Part(OldSecret { otp: otp.0, replaced_ms }))
}

fn unknown() -> impl Strategy<Value = Vec<(String, String)>> {
    let value = (0..3_u8).prop_map(|value| value.to_string());
    prop::collection::btree_map("[ab]", value, 0..2).prop_map(|fields| fields.into_iter().collect())
}

fn icon() -> impl Strategy<Value = Icon> {
    let picture = |width: u8| {
        let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
        Picture::new(&[header, &[0, 0, 0, width, 0, 0, 0, 1]].concat()).unwrap()
    };
    prop_oneof![
        Just(Icon::Automatic),
        (0..2_u8).prop_map(|hue| Icon::Monogram(Monogram::new("", Some(hue)))),
        "[ab]".prop_map(|mark| Icon::Mark(Mark::new(&mark).unwrap())),
        (1..3_u8).prop_map(move |width| Icon::Picture(picture(width))),
        Just(Icon::Unknown("7".to_owned())),
    ]
}

prop_compose! {
    fn entry()(
        id in 0..3_u8,
        otp in otp(),
        stamps in (stamp(), stamp(), stamp()),
        old_secrets in prop::collection::vec(old_secret(), 0..3),
        issuer in "[ab]",
        icon in icon(),
        order in 0..2_i64,
        trashed in prop::option::of(0..3_u64),
        created_ms in 0..3_u64,
        recovery_codes in prop::option::of("[xy]"),
        unknown in unknown(),
    ) -> Part<Entry> {
        Part(Entry {
            id: EntryId::from_bytes([id; 16]),
            otp: otp.0,
            labels: Labels { issuer, icon, ..Labels::default() },
            placement: Placement { order, trashed_ms: trashed, ..Placement::default() },
            otp_stamp: stamps.0,
            labels_stamp: stamps.1,
            placement_stamp: stamps.2,
            created_ms,
            old_secrets: old_secrets.into_iter().map(|old| old.0).collect(),
            recovery_codes,
            unknown,
        })
    }
}

fn change() -> impl Strategy<Value = Part<Change>> {
    // A change is made once, so all copies of one id agree but for being undone.
    (0..4_u8, any::<bool>()).prop_map(|(id, undone)| {
        Part(Change {
            id: EntryId::from_bytes([id; 16]),
            at_ms: u64::from(id / 2),
            why: Reason::act("edited"),
            before: vec![(EntryId::from_bytes([id; 16]), None)],
            undone,
            unknown: Vec::new(),
        })
    })
}

prop_compose! {
    fn document()(
        entries in prop::collection::vec(entry(), 0..4),
        aside in prop::collection::btree_set(0..3_u8, 0..3),
        stones in prop::collection::btree_map(0..3_u8, stamp(), 0..3),
        devices in prop::collection::btree_map(0..3_u8, ("[ab]", 0..3_u64), 0..3),
        versions in prop::collection::btree_map(0..3_u8, 0..4_u64, 0..3),
        saved in (0..3_u64, "[ab]"),
        journal in prop::collection::vec(change(), 0..4),
        notes in prop::collection::btree_map(0..3_u8, ("[ab]", 0..3_u64), 0..2),
        unread in prop::collection::btree_set(0..3_u8, 0..3),
        unknown in unknown(),
    ) -> Doc {
        let entries: BTreeMap<EntryId, Entry> = entries.into_iter().map(|entry| (entry.0.id, entry.0)).collect();
        let journal: BTreeMap<EntryId, Change> = journal.into_iter().map(|change| (change.0.id, change.0)).collect();
        Doc(Document {
            entries: entries.into_values().collect(),
            set_aside: aside
                .into_iter()
                .map(|row| SetAside {
                    name: String::new(),
                    code: "unknown-kind",
                    json: SecretText::new(format!("{{\"kind\":\"{row}\"}}")),
                })
                .collect(),
            tombstones: stones
                .into_iter()
                .map(|(id, stamp)| Tombstone { id: EntryId::from_bytes([id; 16]), stamp, unknown: Vec::new() })
                .collect(),
            devices: devices
                .into_iter()
                .map(|(id, (name, first_seen_ms))| Device {
                    id: DeviceId::from_bytes([id; 16]),
                    name,
                    first_seen_ms,
                    unknown: Vec::new(),
                })
                .collect(),
            versions: versions.into_iter().map(|(id, count)| (DeviceId::from_bytes([id; 16]), count)).collect(),
            saved_ms: saved.0,
            saved_why: Reason::act(&saved.1),
            journal: journal.into_values().collect(),
            slot_notes: notes
                .into_iter()
                .map(|(id, (label, created_ms))| SlotNote { slot_id: [id; 16], label, created_ms, unknown: Vec::new() })
                .collect(),
            unknown,
            unread: unread.into_iter().map(|row| ("journal", SecretText::new(row.to_string()))).collect(),
        })
    }
}

/// Documents whose entries nobody erased.
fn without_tombstones() -> impl Strategy<Value = Doc> {
    document().prop_map(|document| Doc(Document { tombstones: Vec::new(), ..document.0 }))
}

fn ids(document: &Document) -> BTreeSet<EntryId> {
    document.entries.iter().map(|entry| entry.id).collect()
}

fn secrets(entry: &Entry) -> BTreeSet<Vec<u8>> {
    let old = entry.old_secrets.iter().map(|old| &old.otp);
    old.chain([&entry.otp]).map(|otp| otp.secret.expose().to_vec()).collect()
}

/// All that stands in a sealed recovery code of an entry, in use or kept.
fn codes(entry: &Entry) -> BTreeSet<String> {
    let kept = entry.unknown.iter().find(|(name, _)| name == json::KEPT_RECOVERY_CODES);
    let kept = kept.map(|(_, rows)| serde_json::from_str::<Vec<String>>(rows).unwrap()).unwrap_or_default();
    kept.into_iter().chain(entry.recovery_codes.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_two_does_not_matter(left in document(), right in document()) {
        prop_assert_eq!(text(&merged(&left, &right)), text(&merged(&right, &left)));
    }

    #[test]
    fn merging_again_changes_nothing(left in document(), right in document()) {
        let both = merged(&left, &right);
        for again in [&*left, &*right, &both] {
            prop_assert_eq!(text(&merged(&both, again)), text(&both));
        }
        let alone = merged(&left, &left);
        prop_assert_eq!(text(&merged(&alone, &alone)), text(&alone));
    }

    #[test]
    fn the_grouping_of_three_does_not_matter(
        one in without_tombstones(), two in without_tombstones(), three in without_tombstones()
    ) {
        let left = merged(&merged(&one, &two), &three);
        let right = merged(&one, &merged(&two, &three));
        prop_assert_eq!(text(&left), text(&right));
    }

    /// An erased entry takes its content along; which entries are left does not depend on the grouping.
    #[test]
    fn the_grouping_does_not_matter_to_what_was_erased(one in document(), two in document(), three in document()) {
        let left = merged(&merged(&one, &two), &three);
        let right = merged(&one, &merged(&two, &three));
        prop_assert_eq!(ids(&left), ids(&right));
        prop_assert_eq!(left.tombstones, right.tombstones);
    }

    #[test]
    fn no_secret_is_lost_unless_its_entry_was_erased_later(left in document(), right in document()) {
        let both = merged(&left, &right);
        let after: BTreeMap<EntryId, &Entry> = both.entries.iter().map(|entry| (entry.id, entry)).collect();
        for entry in left.entries.iter().chain(&right.entries) {
            if let Some(now) = after.get(&entry.id) {
                prop_assert!(secrets(now).is_superset(&secrets(entry)));
                prop_assert!(codes(now).is_superset(&codes(entry)));
                let highest = |entry: &Entry, secret: &SecretBytes, kind| {
                    let old = entry.old_secrets.iter().map(|old| &old.otp);
                    let same = old.chain([&entry.otp]).filter(|otp| otp.secret == *secret && otp.kind == kind);
                    same.map(|otp| otp.counter).max()
                };
                prop_assert!(highest(now, &entry.otp.secret, entry.otp.kind) >= Some(entry.otp.counter));
            } else {
                let stones = left.tombstones.iter().chain(&right.tombstones);
                let erased = stones.filter(|stone| stone.id == entry.id).map(|stone| stone.stamp).max();
                prop_assert!(erased >= Some(latest_stamp_of(entry)));
            }
        }
    }

    #[test]
    fn what_is_not_understood_stays(left in document(), right in document()) {
        let both = merged(&left, &right);
        for side in [&*left, &*right] {
            for aside in &side.set_aside {
                prop_assert!(both.set_aside.iter().any(|kept| kept.json == aside.json));
            }
            for (_, row) in &side.unread {
                prop_assert!(both.unread.iter().any(|(_, kept)| kept == row));
            }
            for (name, _) in &side.unknown {
                prop_assert!(both.unknown.iter().any(|(kept, _)| kept == name));
            }
        }
    }
}

#[test]
fn a_later_edit_outlives_an_erasure_and_an_earlier_one_does_not() {
    let device = DeviceId::from_bytes([1; 16]);
    let stamp = |ms| Stamp { ms, counter: 0, device };
    let id = EntryId::from_bytes([7; 16]);
    let entry = |ms| Entry {
        id,
        otp: Otp::new(Kind::Totp, SecretBytes::new(vec![1; 20])),
        labels: Labels::default(),
        placement: Placement::default(),
        otp_stamp: stamp(1),
        labels_stamp: stamp(ms),
        placement_stamp: stamp(1),
        created_ms: 1,
        old_secrets: Vec::new(),
        recovery_codes: None,
        unknown: Vec::new(),
    };
    let erased =
        Document { tombstones: vec![Tombstone { id, stamp: stamp(5), unknown: Vec::new() }], ..Document::default() };
    for (edited_ms, stays) in [(4, false), (5, false), (6, true)] {
        let edited = Document { entries: vec![entry(edited_ms)], ..Document::default() };
        assert_eq!(merged(&edited, &erased).entries.len(), usize::from(stays), "edited at {edited_ms}");
        assert_eq!(merged(&erased, &edited).entries.len(), usize::from(stays), "edited at {edited_ms}");
    }
}

#[test]
fn a_report_names_what_changed() {
    let mut mine = Document::default();
    let id = EntryId::from_bytes([7; 16]);
    let otp = Otp::new(Kind::Totp, SecretBytes::new(vec![1; 20]));
    let entry = Entry {
        id,
        otp,
        labels: Labels::default(),
        placement: Placement::default(),
        otp_stamp: Stamp::default(),
        labels_stamp: Stamp::default(),
        placement_stamp: Stamp::default(),
        created_ms: 0,
        old_secrets: Vec::new(),
        recovery_codes: None,
        unknown: Vec::new(),
    };
    let theirs = Document { entries: vec![entry], ..Document::default() };
    assert_eq!(merge(&mut mine, theirs.duplicate()).added, [id]);
    assert!(merge(&mut mine, theirs.duplicate()).is_empty());
    let mut renamed = theirs.duplicate();
    renamed.entries[0].labels.issuer = "new".to_owned();
    renamed.entries[0].labels_stamp.ms = 1;
    assert_eq!(merge(&mut mine, renamed).changed, [id]);
    let stone = Tombstone { id, stamp: Stamp { ms: 2, ..Stamp::default() }, unknown: Vec::new() };
    let erased = Document { tombstones: vec![stone], ..Document::default() };
    assert_eq!(merge(&mut mine, erased).removed, [id]);
}
