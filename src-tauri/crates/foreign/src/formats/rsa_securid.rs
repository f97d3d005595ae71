//! RSA SecurID software tokens, in all their forms: recognised, and told that they are no OATH codes
//! (docs/formats/not-imported.md#rsa-securid).

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness, Unsupported,
    blocks::xml::root_name,
    format::{certain_if, never},
};

/// A token, which is never read.
pub(crate) static FORMAT: Format = Format {
    id: "rsa-securid",
    app: "RSA SecurID",
    extensions: &["sdtid", "ctf", "txt"],
    section: "not-imported.md#rsa-securid",
    vectors: &[],
    detect,
    needs_password: never,
    read,
};

const ADDRESSES: [&str; 4] = [
    "com.rsa.securid://ctf",
    "com.rsa.securid.iphone://ctf",
    "http://127.0.0.1/securid/ctf",
    "https://127.0.0.1/securid/ctf",
];

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text()?.trim();
    if text.starts_with('<') {
        return certain_if(text.contains("<TKNBatch") && root_name(text).as_deref() == Some("TKNBatch"));
    }
    let start = text.get(..64).unwrap_or(text).to_ascii_lowercase();
    certain_if(ADDRESSES.iter().any(|address| start.starts_with(address)) || is_numeric(text) || is_compact(text))
}

/// Versions 1 and 2: about 81 digits, maybe with dashes.
fn is_numeric(text: &str) -> bool {
    let digits = || text.bytes().filter(u8::is_ascii_digit);
    text.len() < 256
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte.is_ascii_whitespace())
        && text.starts_with(['1', '2'])
        && (68..=85).contains(&digits().count())
}

/// Versions 3 and 4: one word of Base64 with a known beginning.
fn is_compact(text: &str) -> bool {
    let is_base64 = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    let is_version3 = text.starts_with("AwEB") && (380..=400).contains(&text.len());
    is_base64 && text.len() <= 1024 && (is_version3 || (text.starts_with("BAAB") && text.len() >= 64))
}

fn read(_probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Err(OpenError::Unsupported(Unsupported::RsaSecurId))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn is_token(text: &str) -> bool {
        detect(&Probe::new(Source { name: "file.bin", bytes: text.as_bytes() }).unwrap()).is_some()
    }

    #[test]
    fn every_form_is_recognised() {
        let digits = "2".repeat(81);
        let dashed = vec!["20001"; 16].join("-");
        let version3 = format!("AwEB{}", "Qk3".repeat(128));
        for text in [
            "<?xml version='1.0'?><TKNBatch><TKNHeader/></TKNBatch>",
            "com.rsa.securid://ctf?ctfData=1",
            "http://127.0.0.1/securid/ctf?ctfData=1",
            &digits,
            &dashed,
            &version3,
        ] {
            assert!(is_token(text), "{text}");
        }
        for text in ["123456", "AwEB", "<a/>", "otpauth://totp/a?secret=AA", &"3".repeat(81)] {
            assert!(!is_token(text), "{text}");
        }
    }
}
