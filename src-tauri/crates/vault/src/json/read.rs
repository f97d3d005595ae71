//! From JSON text to the document. What cannot be used is set aside; it never stands in the way of the rest.

use super::icons::Pictures;
use super::wire::{
    Id, Text, WireChange, WireDevice, WireDocument, WireEntry, WireName, WireOldSecret, WireSlotNote, WireStamp,
    WireTombstone, keep,
};
use super::{KEPT_SECRETS, union_rows};
use crate::document::{Change, Device, Document, Reason, SetAside, SlotNote, Tombstone, Unknown};
use crate::error::OpenError;
use data_encoding::BASE64;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashSet};
use watchword_entry::{DeviceId, Entry, EntryId, Labels, OldSecret, Placement, Stamp};
use watchword_otp::{Algorithm, Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

/// Why an entry cannot be used, in kebab-case.
type Refusal = &'static str;
type Unread = Vec<(&'static str, SecretText)>;

const BAD_ROW: Refusal = "bad-row";
const NO_SUCH_ID: Refusal = "bad-id";

/// Reads a document.
///
/// # Errors
/// [`OpenError::Unreadable`] when the text as a whole is not a document.
pub(crate) fn read(json: &str) -> Result<Document, OpenError> {
    let wire: WireDocument<'_> = serde_json::from_str(json).map_err(|_| OpenError::Unreadable)?;
    let mut unread = Vec::new();
    let rows = wire.entries.ok_or(OpenError::Unreadable)?;
    let pictures = Pictures::read(wire.pictures.unwrap_or_default());
    let (entries, set_aside) = read_entries(&rows, &pictures);
    let journal = read_rows("journal", wire.journal, &mut unread, |row| read_change(row, &pictures));
    unread.extend(pictures.unused());
    Ok(Document {
        entries,
        set_aside,
        tombstones: read_rows("tombstones", wire.tombstones, &mut unread, read_tombstone),
        devices: read_rows("devices", wire.devices, &mut unread, read_device),
        versions: read_versions(wire.versions),
        saved_ms: wire.saved_ms.unwrap_or_default(),
        saved_why: read_reason(wire.saved_what, wire.saved_count, wire.saved_name),
        journal,
        slot_notes: read_rows("slot_notes", wire.slot_notes, &mut unread, read_slot_note),
        unknown: keep(wire.others),
        unread,
    })
}

fn read_entries(rows: &[&RawValue], pictures: &Pictures<'_>) -> (Vec<Entry>, Vec<SetAside>) {
    let mut entries = Vec::with_capacity(rows.len());
    let mut set_aside = Vec::new();
    let mut seen = HashSet::with_capacity(rows.len());
    for row in rows {
        let code = match read_entry(row, pictures) {
            Ok(entry) if seen.insert(entry.id) => {
                entries.push(entry);
                continue;
            }
            Ok(_) => "duplicate-id",
            Err(code) => code,
        };
        set_aside.push(SetAside { name: name_of(row), code, json: SecretText::copy_of(row.get()) });
    }
    (entries, set_aside)
}

/// The name of an entry that cannot be used, as far as it can be made out.
fn name_of(row: &RawValue) -> String {
    let Ok(wire) = serde_json::from_str::<WireName<'_>>(row.get()) else { return String::new() };
    let text = |value: Option<&RawValue>| {
        value.and_then(|value| serde_json::from_str::<Text<'_>>(value.get()).ok()).map(|text| text.0.into_owned())
    };
    let parts = [text(wire.issuer), text(wire.account)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { text(wire.original_label).unwrap_or_default() } else { parts.join("-") }
}

fn read_rows<'a, T>(
    list: &'static str,
    rows: Option<Vec<&'a RawValue>>,
    unread: &mut Unread,
    read: impl Fn(&'a RawValue) -> Option<T>,
) -> Vec<T> {
    let mut good = Vec::new();
    for row in rows.unwrap_or_default() {
        match read(row) {
            Some(value) => good.push(value),
            None => unread.push((list, SecretText::copy_of(row.get()))),
        }
    }
    good
}

fn read_entry(row: &RawValue, pictures: &Pictures<'_>) -> Result<Entry, Refusal> {
    let wire: WireEntry<'_> = serde_json::from_str(row.get()).map_err(|_| BAD_ROW)?;
    let otp = read_otp(wire.kind, wire.secret, wire.algorithm, wire.digits, wire.period, wire.counter, wire.pin)?;
    let mut unknown = keep(wire.others);
    let old_secrets = read_old_secrets(wire.old_secrets.unwrap_or_default(), &mut unknown);
    let otp_stamp = wire.otp_stamp.map_or_else(Stamp::default, |stamp| stamp.0);
    let stamp = |stamp: Option<WireStamp>| stamp.map_or(otp_stamp, |stamp| stamp.0);
    Ok(Entry {
        id: EntryId::from_bytes(wire.id.ok_or(NO_SUCH_ID)?.0),
        otp,
        labels: Labels {
            issuer: owned(wire.issuer),
            account: owned(wire.account),
            login: owned(wire.login),
            original_label: owned(wire.original_label),
            note: owned(wire.note),
            tags: all_owned(wire.tags),
            old_names: all_owned(wire.old_names),
            icon: wire.icon.map(|icon| pictures.icon(icon)).unwrap_or_default(),
        },
        placement: Placement {
            pinned: wire.pinned.unwrap_or_default(),
            order: wire.order.unwrap_or_default(),
            trashed_ms: wire.trashed_ms,
        },
        otp_stamp,
        labels_stamp: stamp(wire.labels_stamp),
        placement_stamp: stamp(wire.placement_stamp),
        created_ms: wire.created_ms.unwrap_or_default(),
        old_secrets,
        recovery_codes: wire.recovery_codes.map(|codes| codes.0.into_owned()),
        unknown,
    })
}

fn read_otp(
    kind: Option<Text<'_>>,
    secret: Option<Text<'_>>,
    algorithm: Option<Text<'_>>,
    digits: Option<u8>,
    period: Option<u32>,
    counter: Option<u64>,
    pin: Option<Text<'_>>,
) -> Result<Otp, Refusal> {
    let kind = kind.and_then(|kind| Kind::ALL.into_iter().find(|known| known.as_str() == kind.0));
    let algorithm = algorithm.and_then(|name| Algorithm::ALL.into_iter().find(|known| known.as_str() == name.0));
    let secret = secret.and_then(decode).ok_or("bad-secret")?;
    let pin = match pin {
        None => None,
        Some(pin) => Some(decode(pin).and_then(SecretText::from_utf8).ok_or("bad-pin")?),
    };
    let otp = Otp {
        kind: kind.ok_or("unknown-kind")?,
        secret: SecretBytes::new(secret),
        algorithm: algorithm.ok_or("unknown-algorithm")?,
        digits: digits.ok_or("bad-digits")?,
        period: period.ok_or("bad-period")?,
        counter: counter.unwrap_or_default(),
        pin,
    };
    otp.check().map_err(watchword_otp::OtpError::code)?;
    Ok(otp)
}

/// Decodes base 64 into a buffer that the caller turns into a secret.
pub(super) fn decode(text: Text<'_>) -> Option<Vec<u8>> {
    // A string with escapes was copied while it was read: that copy is wiped here.
    let escaped = match text.0 {
        std::borrow::Cow::Borrowed(text) => return decode_bytes(text.as_bytes()),
        std::borrow::Cow::Owned(text) => Zeroizing::new(text),
    };
    decode_bytes(escaped.as_bytes())
}

fn decode_bytes(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Zeroizing::new(vec![0; BASE64.decode_len(text.len()).ok()?]);
    let length = BASE64.decode_mut(text, &mut bytes).ok()?;
    bytes.truncate(length);
    Some(std::mem::take(&mut *bytes))
}

fn read_old_secrets(rows: Vec<&RawValue>, unknown: &mut Unknown) -> Vec<OldSecret> {
    let mut old_secrets = Vec::new();
    for row in rows {
        let (old, whole) = read_old_secret(row);
        old_secrets.extend(old);
        if !whole {
            keep_row(unknown, KEPT_SECRETS, row.get());
        }
    }
    old_secrets
}

/// The secret, where it can be used, and whether it says all that the row says.
fn read_old_secret(row: &RawValue) -> (Option<OldSecret>, bool) {
    let Ok(wire) = serde_json::from_str::<WireOldSecret<'_>>(row.get()) else { return (None, false) };
    let otp = read_otp(wire.kind, wire.secret, wire.algorithm, wire.digits, wire.period, wire.counter, wire.pin);
    let old = otp.ok().map(|otp| OldSecret { otp, replaced_ms: wire.replaced_ms.unwrap_or_default() });
    let whole = old.is_some() && wire.others.is_empty();
    (old, whole)
}

/// Adds a row to a list that is kept as text.
fn keep_row(unknown: &mut Unknown, list: &str, row: &str) {
    let row = format!("[{row}]");
    match unknown.iter_mut().find(|(name, _)| name == list) {
        Some((_, rows)) => *rows = union_rows(rows, &row),
        None => unknown.push((list.to_owned(), row)),
    }
}

fn read_tombstone(row: &RawValue) -> Option<Tombstone> {
    let wire: WireTombstone<'_> = serde_json::from_str(row.get()).ok()?;
    Some(Tombstone { id: EntryId::from_bytes(wire.id?.0), stamp: wire.stamp?.0, unknown: keep(wire.others) })
}

fn read_device(row: &RawValue) -> Option<Device> {
    let wire: WireDevice<'_> = serde_json::from_str(row.get()).ok()?;
    Some(Device {
        id: DeviceId::from_bytes(wire.id?.0),
        name: owned(wire.name),
        first_seen_ms: wire.first_seen_ms.unwrap_or_default(),
        unknown: keep(wire.others),
    })
}

fn read_slot_note(row: &RawValue) -> Option<SlotNote> {
    let wire: WireSlotNote<'_> = serde_json::from_str(row.get()).ok()?;
    Some(SlotNote {
        slot_id: wire.slot_id?.0,
        label: owned(wire.label),
        created_ms: wire.created_ms.unwrap_or_default(),
        unknown: keep(wire.others),
    })
}

fn read_change(row: &RawValue, pictures: &Pictures<'_>) -> Option<Change> {
    let wire: WireChange<'_> = serde_json::from_str(row.get()).ok()?;
    let before = wire.before?.into_iter().map(|(id, entry)| {
        let entry = entry.map(|entry| read_entry(entry, pictures)).transpose().ok()?;
        Some((EntryId::from_bytes(id.0), entry))
    });
    Some(Change {
        id: EntryId::from_bytes(wire.id?.0),
        at_ms: wire.at_ms?,
        why: read_reason(wire.what, wire.count, wire.name),
        before: before.collect::<Option<_>>()?,
        undone: wire.undone.unwrap_or_default(),
        unknown: keep(wire.others),
    })
}

fn read_versions(versions: Option<Vec<(Id, u64)>>) -> BTreeMap<DeviceId, u64> {
    versions.unwrap_or_default().into_iter().map(|(Id(device), count)| (DeviceId::from_bytes(device), count)).collect()
}

fn read_reason(what: Option<Text<'_>>, count: Option<u32>, name: Option<Text<'_>>) -> Reason {
    Reason { what: owned(what), count: count.unwrap_or_default(), name: owned(name) }
}

fn owned(text: Option<Text<'_>>) -> String {
    text.map(|text| text.0.into_owned()).unwrap_or_default()
}

fn all_owned(texts: Option<Vec<Text<'_>>>) -> Vec<String> {
    texts.unwrap_or_default().into_iter().map(|text| text.0.into_owned()).collect()
}
