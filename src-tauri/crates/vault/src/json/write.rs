//! From the document to JSON text, in one buffer that is wiped when it grows and when it goes.

use super::icons::{PICTURES, pictures_of};
use crate::document::{Change, Device, Document, Reason, SlotNote, Tombstone};
use crate::payload;
use data_encoding::BASE64;
use std::collections::BTreeMap;
use watchword_entry::{DeviceId, Entry, Icon, OldSecret, Picture, Stamp};
use watchword_otp::Otp;
use zeroize::Zeroizing;

/// The small parts of a document as the next revision will have them, so that a save changes nothing in the
/// document until it has succeeded.
pub(crate) struct Meta {
    pub(crate) saved_ms: u64,
    pub(crate) saved_why: Reason,
    pub(crate) devices: Vec<Device>,
    pub(crate) versions: BTreeMap<DeviceId, u64>,
    pub(crate) slot_notes: Vec<SlotNote>,
    pub(crate) tombstones: Vec<Tombstone>,
    /// How many of the newest changes stay.
    pub(crate) journal_kept: usize,
}

impl Meta {
    /// The parts as they are.
    pub(crate) fn of(document: &Document) -> Self {
        Self {
            saved_ms: document.saved_ms,
            saved_why: document.saved_why.clone(),
            devices: document.devices.clone(),
            versions: document.versions.clone(),
            slot_notes: document.slot_notes.clone(),
            tombstones: document.tombstones.clone(),
            journal_kept: document.journal.len(),
        }
    }

    /// Puts the parts in place.
    pub(crate) fn apply(self, document: &mut Document) {
        document.saved_ms = self.saved_ms;
        document.saved_why = self.saved_why;
        document.devices = self.devices;
        document.versions = self.versions;
        document.slot_notes = self.slot_notes;
        document.tombstones = self.tombstones;
        document.journal.truncate(self.journal_kept);
    }
}

/// The payload of a document, its length not yet filled in and its padding not yet added.
pub(crate) fn write(document: &Document, meta: &Meta) -> Zeroizing<Vec<u8>> {
    let snapshots: usize = document.journal.iter().map(Change::snapshots).sum();
    let expected = 4_096 + (document.entries.len() + snapshots) * 400;
    let mut out = Out { bytes: Zeroizing::new(Vec::with_capacity(payload::capacity_for(expected))), first: true };
    payload::start(&mut out.bytes);
    out.open(b'{');
    out.number("saved_ms", meta.saved_ms);
    write_reason(&mut out, ["saved_what", "saved_count", "saved_name"], &meta.saved_why);
    out.list("devices", &meta.devices, rows_of(document, "devices"), write_device);
    out.list("versions", &meta.versions, Vec::new(), |out, (device, count)| {
        out.open(b'[');
        out.id_value(device.as_bytes());
        out.number_value(*count);
        out.close(b']');
    });
    out.list("slot_notes", &meta.slot_notes, rows_of(document, "slot_notes"), write_slot_note);
    let aside = document.set_aside.iter().map(|aside| aside.json.expose()).collect();
    out.list("entries", &document.entries, aside, write_entry);
    out.list("tombstones", &meta.tombstones, rows_of(document, "tombstones"), write_tombstone);
    let journal = document.journal.get(..meta.journal_kept).unwrap_or(&document.journal);
    out.list("journal", journal, rows_of(document, "journal"), write_change);
    let pictures = pictures_of(document.entries.iter().chain(snapshots_of(journal)));
    let unused = rows_of(document, PICTURES);
    if !pictures.is_empty() || !unused.is_empty() {
        out.list(PICTURES, pictures, unused, write_picture);
    }
    out.unknown(&document.unknown);
    out.close(b'}');
    out.bytes
}

fn rows_of<'a>(document: &'a Document, list: &str) -> Vec<&'a str> {
    document.unread.iter().filter(|(name, _)| *name == list).map(|(_, row)| row.expose()).collect()
}

fn snapshots_of(journal: &[Change]) -> impl Iterator<Item = &Entry> {
    journal.iter().flat_map(|change| &change.before).filter_map(|(_, entry)| entry.as_ref())
}

fn write_reason(out: &mut Out, [what, count, name]: [&str; 3], why: &Reason) {
    out.text(what, &why.what);
    out.some_number(count, u64::from(why.count));
    out.text(name, &why.name);
}

fn write_device(out: &mut Out, device: &Device) {
    out.open(b'{');
    out.id("id", device.id.as_bytes());
    out.text("name", &device.name);
    out.number("first_seen_ms", device.first_seen_ms);
    out.unknown(&device.unknown);
    out.close(b'}');
}

fn write_slot_note(out: &mut Out, note: &SlotNote) {
    out.open(b'{');
    out.id("slot_id", &note.slot_id);
    out.text("label", &note.label);
    out.number("created_ms", note.created_ms);
    out.unknown(&note.unknown);
    out.close(b'}');
}

fn write_tombstone(out: &mut Out, stone: &Tombstone) {
    out.open(b'{');
    out.id("id", stone.id.as_bytes());
    out.stamp("stamp", stone.stamp);
    out.unknown(&stone.unknown);
    out.close(b'}');
}

fn write_change(out: &mut Out, change: &Change) {
    out.open(b'{');
    out.id("id", change.id.as_bytes());
    out.number("at_ms", change.at_ms);
    write_reason(out, ["what", "count", "name"], &change.why);
    out.flag("undone", change.undone);
    out.list("before", &change.before, Vec::new(), |out, (id, entry)| {
        out.open(b'[');
        out.id_value(id.as_bytes());
        match entry {
            Some(entry) => {
                out.comma();
                write_entry(out, entry);
                out.first = false;
            }
            None => out.raw("null"),
        }
        out.close(b']');
    });
    out.unknown(&change.unknown);
    out.close(b'}');
}

fn write_entry(out: &mut Out, entry: &Entry) {
    let (labels, placement) = (&entry.labels, &entry.placement);
    out.open(b'{');
    out.id("id", entry.id.as_bytes());
    write_otp(out, &entry.otp);
    out.text("issuer", &labels.issuer);
    out.text("account", &labels.account);
    out.text("login", &labels.login);
    out.text("original_label", &labels.original_label);
    out.text("note", &labels.note);
    out.texts("tags", &labels.tags);
    out.texts("old_names", &labels.old_names);
    write_icon(out, &labels.icon);
    out.flag("pinned", placement.pinned);
    if placement.order != 0 {
        out.key("order");
        out.push(placement.order.to_string().as_bytes());
    }
    if let Some(trashed_ms) = placement.trashed_ms {
        out.number("trashed_ms", trashed_ms);
    }
    out.number("created_ms", entry.created_ms);
    out.stamp("otp_stamp", entry.otp_stamp);
    if entry.labels_stamp != entry.otp_stamp {
        out.stamp("labels_stamp", entry.labels_stamp);
    }
    if entry.placement_stamp != entry.otp_stamp {
        out.stamp("placement_stamp", entry.placement_stamp);
    }
    if !entry.old_secrets.is_empty() {
        out.list("old_secrets", &entry.old_secrets, Vec::new(), write_old_secret);
    }
    if let Some(codes) = &entry.recovery_codes {
        out.key("recovery_codes");
        out.string(codes);
    }
    out.unknown(&entry.unknown);
    out.close(b'}');
}

fn write_icon(out: &mut Out, icon: &Icon) {
    match icon {
        Icon::Automatic => {}
        Icon::Monogram(monogram) => out.object("icon", |out| {
            out.object("monogram", |out| {
                out.text("letters", monogram.letters());
                if let Some(hue) = monogram.hue() {
                    out.number("hue", u64::from(hue));
                }
            });
        }),
        Icon::Mark(mark) => out.object("icon", |out| out.text("mark", mark.as_str())),
        Icon::Picture(picture) => out.object("icon", |out| out.id("picture", picture.id().as_bytes())),
        Icon::Unknown(json) => {
            out.key("icon");
            out.push(json.as_bytes());
        }
    }
}

fn write_picture(out: &mut Out, picture: &Picture) {
    out.open(b'{');
    out.id("id", picture.id().as_bytes());
    out.secret("png", picture.png());
    out.close(b'}');
}

fn write_old_secret(out: &mut Out, old: &OldSecret) {
    out.open(b'{');
    write_otp(out, &old.otp);
    out.number("replaced_ms", old.replaced_ms);
    out.close(b'}');
}

fn write_otp(out: &mut Out, otp: &Otp) {
    out.text("kind", otp.kind.as_str());
    out.secret("secret", otp.secret.expose());
    out.text("algorithm", otp.algorithm.as_str());
    out.number("digits", u64::from(otp.digits));
    out.number("period", u64::from(otp.period));
    out.some_number("counter", otp.counter);
    if let Some(pin) = &otp.pin {
        out.secret("pin", pin.expose().as_bytes());
    }
}

/// JSON being written. Fields that are empty, zero or false are left out where their absence means just that.
struct Out {
    bytes: Zeroizing<Vec<u8>>,
    /// Whether nothing stands yet in the innermost object or array.
    first: bool,
}

impl Out {
    /// Appends, moving to a larger buffer by hand so that the old one is wiped.
    fn push(&mut self, bytes: &[u8]) {
        let wanted = self.bytes.len() + bytes.len();
        if wanted > self.bytes.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(payload::capacity_for(wanted * 3 / 2)));
            larger.extend_from_slice(&self.bytes);
            self.bytes = larger;
        }
        self.bytes.extend_from_slice(bytes);
    }

    fn open(&mut self, bracket: u8) {
        self.push(&[bracket]);
        self.first = true;
    }

    fn close(&mut self, bracket: u8) {
        self.push(&[bracket]);
        self.first = false;
    }

    fn comma(&mut self) {
        if !self.first {
            self.push(b",");
        }
        self.first = false;
    }

    fn object(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.key(name);
        self.open(b'{');
        write(self);
        self.close(b'}');
    }

    /// One of the field names of this file, none of which needs escaping.
    fn key(&mut self, name: &str) {
        self.comma();
        self.push(b"\"");
        self.push(name.as_bytes());
        self.push(b"\":");
    }

    fn raw(&mut self, json: &str) {
        self.comma();
        self.push(json.as_bytes());
    }

    fn number(&mut self, name: &str, number: u64) {
        self.key(name);
        self.digits(number);
    }

    fn some_number(&mut self, name: &str, number: u64) {
        if number != 0 {
            self.number(name, number);
        }
    }

    fn number_value(&mut self, number: u64) {
        self.comma();
        self.digits(number);
    }

    fn digits(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
            length += 1;
            if number == 0 {
                break;
            }
        }
        self.push(digits.get(digits.len() - length..).unwrap_or_default());
    }

    fn flag(&mut self, name: &str, flag: bool) {
        if flag {
            self.key(name);
            self.push(b"true");
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.key(name);
            self.string(text);
        }
    }

    fn texts(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.list(name, texts, Vec::new(), |out, text| out.string(text));
        }
    }

    fn string(&mut self, text: &str) {
        self.push(b"\"");
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\')) {
            let (plain, after) = rest.split_at(at);
            self.push(plain);
            if let Some((special, after)) = after.split_first() {
                match special {
                    b'"' => self.push(b"\\\""),
                    b'\\' => self.push(b"\\\\"),
                    b'\n' => self.push(b"\\n"),
                    control => self.push(format!("\\u{control:04x}").as_bytes()),
                }
                rest = after;
            }
        }
        self.push(rest);
        self.push(b"\"");
    }

    fn secret(&mut self, name: &str, secret: &[u8]) {
        self.key(name);
        let mut text = Zeroizing::new([0; 256]);
        self.push(b"\"");
        // 189 bytes are 252 letters without padding, so the pieces join to one text.
        for piece in secret.chunks(189) {
            if let Some(place) = text.get_mut(..BASE64.encode_len(piece.len())) {
                BASE64.encode_mut(piece, place);
                self.push(place);
            }
        }
        self.push(b"\"");
    }

    fn id(&mut self, name: &str, id: &[u8; 16]) {
        self.key(name);
        self.uuid(id);
    }

    fn id_value(&mut self, id: &[u8; 16]) {
        self.comma();
        self.uuid(id);
    }

    fn uuid(&mut self, id: &[u8; 16]) {
        let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
        let mut text = *b"\"00000000-0000-0000-0000-000000000000\"";
        let places = text.iter_mut().filter(|letter| **letter == b'0');
        let halves = id.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        for (place, half) in places.zip(halves) {
            *place = half;
        }
        self.push(&text);
    }

    fn stamp(&mut self, name: &str, stamp: Stamp) {
        self.key(name);
        self.open(b'[');
        self.number_value(stamp.ms);
        self.number_value(u64::from(stamp.counter));
        self.id_value(stamp.device.as_bytes());
        self.close(b']');
    }

    /// A list of values, then rows that are kept as text.
    fn list<T>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
        rows: Vec<&str>,
        write: impl Fn(&mut Self, T),
    ) {
        self.key(name);
        self.open(b'[');
        for value in values {
            self.comma();
            write(self, value);
            self.first = false;
        }
        for row in rows {
            self.raw(row);
        }
        self.close(b']');
    }

    fn unknown(&mut self, fields: &[(String, String)]) {
        for (name, json) in fields {
            self.comma();
            self.string(name);
            self.push(b":");
            self.push(json.as_bytes());
        }
    }
}
