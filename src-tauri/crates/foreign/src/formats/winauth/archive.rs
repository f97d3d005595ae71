//! The text export in a zip archive, mostly with a password (docs/formats/more-authenticators.md, "Text and zip").

use super::text::read_text;
use crate::{Contents, Credentials, Format, OpenError, Probe, Sureness, blocks::text, format::certain_if};

/// A zip archive with texts and nothing else.
pub(crate) static FORMAT: Format = Format {
    id: "winauth-zip",
    app: "WinAuth",
    extensions: &["zip"],
    section: "more-authenticators.md#text-and-zip",
    vectors: &["winauth-zip"],
    detect,
    needs_password,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let members = &probe.archive()?.members;
    let is_text = |name: &str| name.to_ascii_lowercase().ends_with(".txt");
    certain_if(!members.is_empty() && members.iter().all(|member| is_text(&member.path)))
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.archive().is_some_and(|archive| archive.members.iter().any(|member| member.is_encrypted))
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::damaged("archive"))?;
    let mut contents = Contents::of(if needs_password(probe) { "encrypted" } else { "plain" });
    for member in &archive.members {
        let bytes = archive.read(member, credentials.password)?;
        let text = text::decode(bytes.expose()).ok_or(OpenError::damaged("text"))?;
        read_text(&text, &mut contents);
    }
    Ok(contents)
}
