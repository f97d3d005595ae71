//! Authme: its export `.authme` and its text (docs/formats/desktop.md#authme).

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{encoding, field::Field, text},
    format::{certain_if, never},
};

/// The export: the text in an envelope of JSON.
pub(crate) static ENVELOPE: Format = Format {
    id: "authme",
    app: "Authme",
    extensions: &["authme"],
    section: "desktop.md#authme",
    vectors: &["authme"],
    detect: detect_envelope,
    needs_password: never,
    read: read_envelope,
};

/// The text by itself.
pub(crate) static TEXT: Format = Format {
    id: "authme-txt",
    app: "Authme",
    extensions: &["txt"],
    section: "desktop.md#authme",
    vectors: &["authme-txt"],
    detect: detect_text,
    needs_password: never,
    read: read_text,
};

fn detect_envelope(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.json().is_some_and(|json| json.has("role") && json.has("codes")))
}

fn detect_text(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text()?.trim_start();
    certain_if(text.starts_with("Name:") && text.lines().any(|line| line.starts_with("Secret:")))
}

fn read_envelope(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    if json.field("encrypted").is_true() {
        return Err(OpenError::Unsupported(Unsupported::Encryption));
    }
    let codes = json.text("codes").and_then(encoding::base64).ok_or(OpenError::damaged("codes"))?;
    Ok(read_blocks(&text::decode(&codes).ok_or(OpenError::damaged("codes"))?))
}

fn read_text(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Ok(read_blocks(probe.text().ok_or(OpenError::damaged("text"))?))
}

#[derive(Default)]
struct Block<'a> {
    name: &'a str,
    secret: Option<&'a str>,
    issuer: &'a str,
    kind: &'a str,
}

/// Blocks of lines `Key: value`; each begins at its `Name:`.
fn read_blocks(text: &str) -> Contents {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if key.trim() == "Name" {
            blocks.push(Block { name: value, ..Block::default() });
        }
        let Some(block) = blocks.last_mut() else { continue };
        match key.trim() {
            "Secret" => block.secret = Some(value),
            "Issuer" => block.issuer = value,
            "Type" => block.kind = value,
            _ => {}
        }
    }
    let mut contents = Contents::of("plain");
    contents.rows = blocks.iter().enumerate().map(|(position, block)| row(position, block)).collect();
    contents
}

fn row(position: usize, block: &Block<'_>) -> Row {
    // The program writes the name twice where there is no issuer.
    let issuer = if block.issuer == block.name { "" } else { block.issuer };
    let entry = ForeignEntry::new(position, issuer, block.name);
    if !matches!(block.kind, "" | "OTP_TOTP") {
        return entry.into_skipped(SkipReason::UnknownType);
    }
    entry.into_base32_row(Ok(Otp::new(Kind::Totp, SecretBytes::new(Vec::new()))), Field::of_text(block.secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_apart_by_their_names() {
        let text = "Name: a\r\nSecret: MZXW6YTB \r\nIssuer: a\r\nType: OTP_TOTP\r\nName: b\nIssuer: I\nSecret: MZXW6YTB\nType: OTP_HOTP\n\nName: c\n";
        let contents = read_blocks(text);
        let entries: Vec<_> = contents.entries().map(|entry| (entry.issuer.as_str(), entry.account.as_str())).collect();
        assert_eq!(entries, [("", "a")]);
        let skipped: Vec<_> = contents.skipped().map(|skipped| (skipped.account.as_str(), skipped.reason)).collect();
        assert_eq!(skipped, [("b", SkipReason::UnknownType), ("c", SkipReason::NoSecret)]);
    }
}
