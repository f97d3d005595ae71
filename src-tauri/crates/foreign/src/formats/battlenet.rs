//! Battle.net: preferences of the Android apps (docs/formats/authenticators.md, "Battle.net").

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{encoding, xml::Element},
    format::{certain_if, never},
};

pub(crate) static FORMAT: Format = Format {
    id: "battlenet",
    app: "Battle.net",
    extensions: &["xml"],
    section: "authenticators.md#battlenet",
    vectors: &["battlenet-xml"],
    detect,
    needs_password: never,
    read,
};

/// What the apps hide their values with.
const MASK: [u8; 57] = [
    0x39, 0x8e, 0x27, 0xfc, 0x50, 0x27, 0x6a, 0x65, 0x60, 0x65, 0xb0, 0xe5, 0x25, 0xf4, 0xc0, 0x6c, 0x04, 0xc6, 0x10,
    0x75, 0x28, 0x6b, 0x8e, 0x7a, 0xed, 0xa5, 0x9d, 0xa9, 0x81, 0x3b, 0x5d, 0xd6, 0xc8, 0x0d, 0x2f, 0xb3, 0x80, 0x68,
    0x77, 0x3f, 0xa5, 0x9b, 0xa4, 0x7c, 0x17, 0xca, 0x6c, 0x64, 0x79, 0x01, 0x5c, 0x1d, 0x5b, 0x8b, 0x8f, 0x6b, 0x9a,
];
/// The digits of the secret as text.
const SECRET_DIGITS: usize = 40;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let map = probe.xml().filter(|root| root.name == "map")?;
    certain_if(value(map, "AUTHENTICATOR_DEVICE_SECRET").is_some() || value(map, "AUTH_STORE.HASH").is_some())
}

/// The value whose key ends so.
fn value<'a>(map: &'a Element, end: &str) -> Option<&'a str> {
    let is_wanted = |element: &&Element| element.attribute("name").is_some_and(|name| name.ends_with(end));
    map.children_named("string").find(is_wanted).map(|element| element.text.as_str())
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let map = probe.xml().ok_or(OpenError::NotRecognised)?;
    let mut contents = Contents::of("plain");
    let unhidden = |end| value(map, end).map(|hidden| unhide(hidden).ok_or(SkipReason::BadSecret));
    let row = match unhidden("AUTHENTICATOR_DEVICE_SECRET") {
        Some(secret) => {
            let serial = unhidden("AUTHENTICATOR_SERIAL").and_then(Result::ok).unwrap_or_default();
            row(&serial, secret.and_then(|text| secret_of(&text)))
        }
        None => match unhidden("AUTH_STORE.HASH").ok_or(OpenError::damaged("map"))? {
            // The older app: the secret and the serial, one behind the other.
            Ok(both) if both.len() == MASK.len() => {
                let (secret, serial) = both.split_at_checked(SECRET_DIGITS).unwrap_or_default();
                row(serial, secret_of(secret))
            }
            Ok(_) => row("", Err(SkipReason::BadSecret)),
            Err(reason) => row("", Err(reason)),
        },
    };
    contents.rows.push(row);
    Ok(contents)
}

fn row(serial: &str, secret: Result<SecretBytes, SkipReason>) -> Row {
    let entry = ForeignEntry::new(0, "Battle.net", serial);
    entry.into_row(secret.map(|secret| Otp { digits: 8, ..Otp::new(Kind::Totp, secret) }))
}

fn unhide(hidden: &str) -> Option<Zeroizing<String>> {
    let hidden = encoding::hex(hidden).filter(|bytes| bytes.len() <= MASK.len())?;
    let bytes: Vec<u8> = hidden.iter().zip(MASK).map(|(byte, mask)| byte ^ mask).collect();
    String::from_utf8(bytes).ok().filter(|text| text.is_ascii()).map(Zeroizing::new)
}

fn secret_of(digits: &str) -> Result<SecretBytes, SkipReason> {
    let secret: Option<[u8; SECRET_DIGITS / 2]> = encoding::hex_array(digits);
    secret.map(|secret| SecretBytes::copy_of(&secret)).ok_or(SkipReason::BadSecret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn first(xml: &str) -> Row {
        let probe = Probe::new(Source { name: "file.bin", bytes: xml.as_bytes() }).unwrap();
        assert_eq!(detect(&probe), Some(Sureness::Certain));
        read(&probe, &Credentials::default()).unwrap().rows.into_iter().next().unwrap()
    }

    #[test]
    fn the_older_app_keeps_secret_and_serial_together() {
        let text = format!("{}EU-1701-2233-4455", "ab".repeat(20));
        let hidden: Vec<u8> = text.bytes().zip(MASK).map(|(byte, mask)| byte ^ mask).collect();
        let hidden = data_encoding::HEXLOWER.encode(&hidden);
        let xml = format!(r#"<map><string name="com.blizzard.AUTH_STORE.HASH">{hidden}</string></map>"#);
        match first(&xml) {
            Row::Entry(entry) => {
                assert_eq!((entry.account.as_str(), entry.otp.digits), ("EU-1701-2233-4455", 8));
                assert_eq!(entry.otp.secret.expose(), [0xab; 20]);
            }
            Row::Skipped(skipped) => panic!("{}", skipped.reason.code()),
        }
    }

    #[test]
    fn what_is_no_secret_is_told() {
        for hidden in ["", "zz", "00", &"00".repeat(58)] {
            let xml = format!(r#"<map><string name="x.AUTHENTICATOR_DEVICE_SECRET">{hidden}</string></map>"#);
            assert!(matches!(first(&xml), Row::Skipped(_)), "{hidden}");
        }
    }
}
