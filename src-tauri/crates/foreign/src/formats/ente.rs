//! Ente Auth: text, encrypted, old JSON (docs/formats/authenticators.md, "Ente Auth").
//!
//! Every code is a link with what the app shows beside it as JSON in the parameter `codeDisplay`.

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Row, Sureness, Unsupported,
    blocks::{
        encoding,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, argon2},
        links,
        secretstream::{self, StreamError},
        text,
    },
    format::certain_if,
    formats::otpauth_list,
};

pub(crate) static FORMAT: Format = Format {
    id: "ente",
    app: "Ente Auth",
    extensions: &["txt", "json"],
    section: "authenticators.md#ente-auth",
    vectors: &["ente-encrypted"],
    detect,
    needs_password,
    read,
};

pub(crate) static TEXT: Format = Format {
    id: "ente-text",
    app: "Ente Auth",
    extensions: &["txt"],
    section: "authenticators.md#ente-auth",
    vectors: &["ente-plain"],
    detect: detect_text,
    needs_password: crate::format::never,
    read: read_text,
};

/// Phones write 128 MiB to 1 GiB and 4 to 32 passes.
const LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (8, 2 * 1024 * 1024), passes: 1024, lanes: 1, work_kib: 16 * 1024 * 1024 };

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    certain_if(is_encrypted(json) || json.get("items").is_some_and(|items| items.any_item_has("rawData")))
}

fn is_encrypted(json: &Json) -> bool {
    json.has("kdfParams")
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.json().is_some_and(is_encrypted)
}

/// A list of links of which one has the app's own parameter, or the page that the app writes for reading.
fn detect_text(probe: &Probe<'_>) -> Option<Sureness> {
    if is_page(probe) {
        return Some(Sureness::Certain);
    }
    let is_list = otpauth_list::is_list(probe);
    certain_if(is_list && probe.text()?.to_ascii_lowercase().contains("codedisplay="))
}

/// The page shows codes of one moment and no secrets.
fn is_page(probe: &Probe<'_>) -> bool {
    let text = probe.text().filter(|_| probe.first_char() == Some('<')).map(str::to_ascii_lowercase);
    text.is_some_and(|text| text.contains("<html") && text.contains("ente auth") && !text.contains("otpauth:"))
}

fn read_text(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    if is_page(probe) {
        return Err(OpenError::Unsupported(Unsupported::EntePage));
    }
    Ok(otpauth_list::read_list(probe.text().ok_or(OpenError::NotRecognised)?, "plain"))
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    if let Some(items) = json.list("items") {
        return Ok(read_old(items));
    }
    if json.whole("version").is_some_and(|version| version != 1) {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    let params = json.get("kdfParams").ok_or(OpenError::damaged("kdfParams"))?;
    let figure = |key: &'static str| {
        params.whole(key).and_then(|figure| u64::try_from(figure).ok()).ok_or(OpenError::damaged("kdfParams"))
    };
    let cost = Argon2Cost::id(figure("memLimit")? / 1024, figure("opsLimit")?, 1);
    let checked = cost.check(LIMITS, credentials.may_take_much_memory)?;
    let salt: [u8; 16] =
        params.text("salt").and_then(encoding::base64_array).ok_or(OpenError::damaged("kdfParams.salt"))?;
    let header =
        json.text("encryptionNonce").and_then(encoding::base64_array).ok_or(OpenError::damaged("encryptionNonce"))?;
    let damaged = OpenError::damaged("encryptedData");
    let sealed = json.text("encryptedData").and_then(encoding::base64).ok_or(damaged)?;
    let key = argon2(credentials.password()?.expose().as_bytes(), &salt, cost, checked)?;
    let plain = secretstream::open(&key, &header, &sealed).map_err(|error| match error {
        StreamError::Mac => OpenError::WrongPasswordOrDamaged,
        StreamError::TooShort | StreamError::Tag => damaged,
    })?;
    Ok(otpauth_list::read_list(&text::decode(plain.expose()).ok_or(damaged)?, "encrypted"))
}

/// The oldest export: links in a list, what is shown beside them as an object.
fn read_old(items: &[Json]) -> Contents {
    let mut contents = Contents::of("plain, old form");
    let mut ordered: Vec<(i128, Row)> = Vec::new();
    for (position, item) in items.iter().enumerate() {
        let mut row = links::row(position, item.text_or_empty("rawData"));
        let mut place = 0;
        if let (Row::Entry(entry), Some(display)) = (&mut row, item.get("display")) {
            place = otpauth_list::apply_display(entry, display);
        }
        ordered.push((place, row));
    }
    contents.set_sorted_rows(ordered);
    contents
}

#[cfg(test)]
mod tests {
    use watchword_secret::SecretText;

    use super::*;
    use crate::Source;

    fn answer(json: &str) -> Result<Contents, OpenError> {
        let password = SecretText::copy_of("x");
        let credentials = Credentials { password: Some(&password), ..Credentials::default() };
        read(&Probe::new(Source { name: "", bytes: json.as_bytes() }).unwrap(), &credentials)
    }

    fn encrypted(memory: u64, passes: u64) -> String {
        format!(
            r#"{{"version":1,"kdfParams":{{"memLimit":{memory},"opsLimit":{passes},"salt":"AAAAAAAAAAAAAAAAAAAAAA=="}},
            "encryptedData":"AAAA","encryptionNonce":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"#
        )
    }

    #[test]
    fn costs_are_refused_before_anything_is_derived() {
        for (memory, passes, code) in [
            (4 << 30, 3, "too-costly"),
            (2 << 30, 3, "much-memory-needed"),
            (1 << 30, 1000, "too-costly"),
            (1 << 20, 2000, "too-costly"),
            (100, 1, "damaged"),
            (1 << 20, 0, "damaged"),
        ] {
            assert_eq!(answer(&encrypted(memory, passes)).err().map(OpenError::code), Some(code), "{memory} {passes}");
        }
    }

    #[test]
    fn the_oldest_export() {
        let contents = answer(
            r#"{"items":[{"rawData":"otpauth://totp/Tern:olu?secret=AAAA","display":{"pinned":true,"position":2}},
            {"rawData":"otpauth://totp/Tern:mara?secret=AAAA","display":{"position":1,"note":"n"}},{"rawData":"x"}]}"#,
        )
        .unwrap();
        let names: Vec<_> =
            contents.entries().map(|entry| (entry.account.as_str(), entry.favourite, entry.order)).collect();
        assert_eq!(names, [("olu", true, 2), ("mara", false, 1)]);
        assert_eq!(contents.skipped().count(), 1);
    }
}
