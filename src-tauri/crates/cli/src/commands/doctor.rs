//! `doctor`.

use super::backup::place_word;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::Output;
use crate::time;
use crate::words::{self, Message};
use serde::Serialize;
use watchword_service::{Report, SlotKind, SlotReport, Status, VersionFile};

#[derive(Serialize)]
struct DoctorView {
    folder: String,
    status: &'static str,
    revision: Option<u64>,
    problem: Option<&'static str>,
    slots: Vec<SlotView>,
    versions: Vec<FileView>,
    last_seen_revision: Option<u64>,
    device_slot: bool,
    orphans: usize,
    damaged_aside: usize,
    lock_holder: Option<u32>,
}

#[derive(Serialize)]
struct SlotView {
    kind: &'static str,
    memory_kib: Option<u32>,
    passes: Option<u32>,
    lanes: Option<u32>,
    weak: bool,
}

#[derive(Serialize)]
struct FileView {
    id: String,
    revision: u64,
    time: Option<u64>,
    place: &'static str,
    bytes: u64,
    whole: bool,
}

/// Looks at the files of the vault. Needs no password and changes nothing.
pub(super) fn run(context: &Context) -> Exit {
    let report = context.profile.store().doctor();
    let folder = context.profile.folder().display().to_string();
    let (status, exit) = judge(&report);
    if context.output.json {
        context.output.document(&view(folder, status, &report));
    } else {
        print(context.output, &folder, &report);
    }
    exit
}

fn judge(report: &Report) -> (&'static str, Exit) {
    match &report.status {
        Ok(Status::Present { .. }) => ("whole", Exit::Done),
        Ok(Status::Absent) => ("absent", Exit::Nothing),
        Ok(Status::Damaged { .. }) => ("damaged", Exit::Unreadable),
        Ok(Status::Missing) => ("missing", Exit::Unreadable),
        Ok(Status::Newer { .. }) => ("newer", Exit::Unreadable),
        Ok(_) | Err(_) => ("unreadable", Exit::System),
    }
}

fn view(folder: String, status: &'static str, report: &Report) -> DoctorView {
    DoctorView {
        folder,
        status,
        revision: revision(report),
        problem: report.problem.filter(|_| status != "absent"),
        slots: report.slots.iter().map(slot_view).collect(),
        versions: report.versions.iter().map(file_view).collect(),
        last_seen_revision: report.last_seen_revision,
        device_slot: report.has_device_slot,
        orphans: report.orphans,
        damaged_aside: report.damaged_aside,
        lock_holder: report.lock_holder,
    }
}

fn revision(report: &Report) -> Option<u64> {
    match &report.status {
        Ok(Status::Present { revision, .. }) => Some(*revision),
        _ => None,
    }
}

fn slot_view(slot: &SlotReport) -> SlotView {
    SlotView {
        kind: match slot.kind {
            SlotKind::Password => "password",
            SlotKind::Recovery => "recovery-key",
            SlotKind::Device => "device",
            SlotKind::Unknown(_) => "unknown",
        },
        memory_kib: slot.kdf.map(|kdf| kdf.memory_kib),
        passes: slot.kdf.map(|kdf| kdf.passes),
        lanes: slot.kdf.map(|kdf| kdf.lanes),
        weak: slot.is_weak,
    }
}

fn file_view(file: &VersionFile) -> FileView {
    FileView {
        id: file.id.to_string(),
        revision: file.id.revision,
        time: time::seconds(file.modified_ms),
        place: place_word(file.place),
        bytes: file.bytes,
        whole: file.digest_ok,
    }
}

fn print(output: Output, folder: &str, report: &Report) {
    let line = |message, values: &[(&str, String)]| {
        output.line(&words::fill(words::text(output.language, message), values));
    };
    line(Message::DoctorFolder, &[("folder", folder.to_owned())]);
    match &report.status {
        Ok(Status::Present { revision, .. }) => line(Message::DoctorWhole, &[("revision", revision.to_string())]),
        Ok(Status::Absent) => line(Message::DoctorAbsent, &[]),
        Ok(Status::Damaged { bytes }) => line(Message::DoctorDamaged, &[("bytes", bytes.to_string())]),
        Ok(Status::Missing) => line(Message::DoctorMissing, &[]),
        Ok(Status::Newer { major }) => line(Message::DoctorNewer, &[("major", major.to_string())]),
        Ok(_) | Err(_) => line(Message::DoctorUnreadable, &[("code", report.problem.unwrap_or_default().to_owned())]),
    }
    for slot in &report.slots {
        let mib = slot.kdf.map_or(0, |kdf| kdf.memory_kib / 1_024);
        let values = [("mib", mib.to_string()), ("passes", slot.kdf.map_or(0, |kdf| kdf.passes).to_string())];
        match slot.kind {
            SlotKind::Password if slot.is_weak => line(Message::DoctorWeakPassword, &values),
            SlotKind::Password => line(Message::DoctorPassword, &values),
            SlotKind::Recovery => line(Message::DoctorRecovery, &[]),
            SlotKind::Device => line(Message::DoctorDevice, &[]),
            SlotKind::Unknown(_) => line(Message::DoctorOtherWay, &[]),
        }
    }
    if report.has_device_slot {
        line(Message::DoctorDevice, &[]);
    }
    if let Some(revision) = report.last_seen_revision {
        line(Message::DoctorSeen, &[("revision", revision.to_string())]);
    }
    if let Some(pid) = report.lock_holder {
        line(Message::DoctorHeld, &[("pid", if pid == 0 { "?".to_owned() } else { pid.to_string() })]);
    }
    if report.orphans > 0 {
        line(Message::DoctorOrphans, &[("count", report.orphans.to_string())]);
    }
    if report.damaged_aside > 0 {
        line(Message::DoctorAside, &[("count", report.damaged_aside.to_string())]);
    }
    let whole = report.versions.iter().filter(|file| file.digest_ok).count();
    line(Message::DoctorVersions, &[("count", report.versions.len().to_string()), ("whole", whole.to_string())]);
    for file in &report.versions {
        let mark = if file.digest_ok { " " } else { "!" };
        let place = place_word(file.place);
        output.line(&format!("  {mark} {}  {}  {place}", file.id, time::show_ms(file.modified_ms)));
    }
    if whole > 0 && judge(report).1 == Exit::Unreadable {
        line(Message::DoctorRestore, &[]);
    }
}
