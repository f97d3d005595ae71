//! A list of links, one a line (docs/formats/otpauth.md, "Writing").

use watchword_otp::{Kind, write_link};

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, LeftOut, Loss, json_text::Buffer,
};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "otpauth-list",
    app: "otpauth addresses",
    is_encrypted: false,
    section: "otpauth.md",
    importer: "otpauth-list",
    judge,
    write,
};

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    let mut losses = Holds::default().losses(entry);
    losses.extend(read_as_steam(entry));
    Ok(losses)
}

/// Readers of links take a timed code of the issuer "Steam" for Steam's own kind.
pub(super) fn read_as_steam(entry: &ExportEntry<'_>) -> Option<Loss> {
    let is_taken = entry.otp.kind == Kind::Totp && entry.issuer.eq_ignore_ascii_case("steam");
    is_taken.then_some(Loss::ReadAsSteam)
}

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let mut text = Buffer::default();
    for entry in entries {
        text.push(write_link(entry.otp, entry.issuer, entry.account).expose());
        text.push("\n");
    }
    Ok(vec![ExportedFile { name: format!("watchword-uris-{}.txt", settings.day()), bytes: text.finish() }])
}
