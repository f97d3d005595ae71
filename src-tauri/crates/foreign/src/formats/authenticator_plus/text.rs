//! The text export: a list of addresses in a zip archive, mostly with a password
//! (docs/formats/more-authenticators.md, "Authenticator Plus, text").

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Source, Sureness, blocks::archive::Member, format::certain_if,
    formats::otpauth_list,
};

const MEMBER: &str = "Accounts.txt";

/// A zip archive with `Accounts.txt`. The page with the same as pictures beside it is not read.
pub(crate) static FORMAT: Format = Format {
    id: "authenticator-plus-zip",
    app: "Authenticator Plus",
    extensions: &["zip"],
    section: "more-authenticators.md#authenticator-plus-text",
    vectors: &["authenticator-plus-zip"],
    detect,
    needs_password,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.archive()?.find(MEMBER).is_some())
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.archive().and_then(|archive| archive.find(MEMBER)).is_some_and(|member: &Member| member.is_encrypted)
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let archive = probe.archive().ok_or(OpenError::damaged("archive"))?;
    let member = archive.find(MEMBER).ok_or(OpenError::damaged("archive"))?;
    let bytes = archive.read(member, credentials.password)?;
    let variety = if member.is_encrypted { "encrypted" } else { "plain" };
    let text = Probe::new(Source { name: MEMBER, bytes: bytes.expose() })?;
    Ok(Contents { variety, ..(otpauth_list::FORMAT.read)(&text, credentials)? })
}
