//! Zip archives that no program's format claims: each member is held against the formats once
//! (docs/formats/README.md, "Detection").

use crate::{
    Contents, Credentials, Failure, Format, OpenError, Probe, Row, Source,
    blocks::archive::Archive,
    format::certain_if,
    read::{read_probe, recognise_probe},
};

pub(crate) static FORMAT: Format = Format {
    id: "zip",
    app: "Zip archive",
    extensions: &["zip"],
    section: "README.md#archives",
    vectors: &[],
    detect: |probe| certain_if(probe.archive().is_some()),
    needs_password,
    read,
};

fn needs_password(probe: &Probe<'_>) -> bool {
    let Some(archive) = probe.archive() else { return false };
    archive.members.iter().any(|member| {
        member.is_encrypted
            || archive.read(member, None).is_ok_and(|bytes| {
                let source = Source { name: member.name(), bytes: bytes.expose() };
                let recognised = Probe::new(source).map(|probe| recognise_probe(&probe.into_member()));
                recognised.is_ok_and(|answer| answer.is_ok_and(|recognised| recognised.needs_password))
            })
    })
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::damaged("archive"))?;
    if archive.is_too_large() {
        return Err(OpenError::TooLarge);
    }
    if archive.members.is_empty() {
        return Err(OpenError::damaged("archive"));
    }
    read_members(archive, credentials)
}

/// What the members hold, one behind the other. When none can be read, the first reason that is not that nobody
/// knows the member.
fn read_members(archive: &Archive<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let mut contents = Contents::of("archive");
    let mut first_error = None;
    let mut is_any_read = false;
    for member in &archive.members {
        let answer = archive.read(member, credentials.password).and_then(|bytes| {
            let probe = Probe::new(Source { name: member.name(), bytes: bytes.expose() })?.into_member();
            read_probe(&probe, credentials).map_err(|Failure { error, .. }| error)
        });
        match answer {
            Ok(import) => {
                is_any_read = true;
                add(&mut contents, import.contents);
            }
            Err(OpenError::NotRecognised) => {}
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    if is_any_read { Ok(contents) } else { Err(first_error.unwrap_or(OpenError::NotRecognised)) }
}

fn add(contents: &mut Contents, more: Contents) {
    let start = contents.rows.len();
    for mut row in more.rows {
        match &mut row {
            Row::Entry(entry) => entry.position += start,
            Row::Skipped(skipped) => skipped.position += start,
        }
        contents.rows.push(row);
    }
    for group in more.groups {
        if !contents.groups.contains(&group) {
            contents.groups.push(group);
        }
    }
    contents.warnings.extend(more.warnings);
    contents.not_codes += more.not_codes;
}
