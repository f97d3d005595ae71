//! PSKC, the Portable Symmetric Key Container of RFC 6030, in which companies get tokens
//! (docs/formats/pskc.md).
//!
//! Containers in clear text, with a password (PBKDF2), and with a shared key, typed in hexadecimal digits. Keys of
//! TOTP and HOTP come in; challenge-response keys (OCRA) are told, PINs are no codes.

mod sealing;

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;

use self::sealing::{KeySource, Keys};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, SkipReason, Sureness, Unsupported,
    blocks::{encoding::base64, field::Field, xml::Element},
    format::certain_if,
};

/// A container of RFC 6030.
pub(crate) static FORMAT: Format = Format {
    id: "pskc",
    app: "PSKC (RFC 6030)",
    extensions: &["xml", "pskcxml", "pskc"],
    section: "pskc.md",
    vectors: &["pskc"],
    detect,
    needs_password,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(container(probe).is_some())
}

fn container<'a>(probe: &'a Probe<'_>) -> Option<&'a Element> {
    probe.xml().filter(|root| root.name == "KeyContainer")
}

fn needs_password(probe: &Probe<'_>) -> bool {
    container(probe).is_some_and(|root| root.child("EncryptionKey").is_some())
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let container = container(probe).ok_or(OpenError::damaged("xml"))?;
    // Drafts before the RFC had other names for everything.
    let is_draft = container.child("Device").is_some() && container.child("KeyPackage").is_none();
    if is_draft || !container.attribute("Version").is_none_or(|version| version.trim().starts_with("1.")) {
        return Err(OpenError::Unsupported(Unsupported::OtherVersion));
    }
    let keys = match KeySource::read(container)? {
        Some(source) => Some(Keys::open(container, &source, credentials.password()?)?),
        None => None,
    };
    let mut contents = Contents::of(if keys.is_some() { "encrypted" } else { "plain" });
    let mut values = Values { keys: keys.as_ref(), opened: 0, closed: 0 };
    for package in container.children_named("KeyPackage") {
        for key in package.children_named("Key") {
            let package = Package { package, key };
            let entry = package.entry(contents.rows.len());
            match package.kind() {
                Ok(None) => contents.not_codes += 1,
                Ok(Some(kind)) => contents.rows.push(entry.into_row(package.otp(kind, &mut values))),
                Err(reason) => contents.rows.push(entry.into_skipped(reason)),
            }
        }
    }
    // One that opens proves the key; when none does, nothing tells a wrong key from damage.
    if values.closed > 0 && values.opened == 0 { Err(OpenError::WrongPasswordOrDamaged) } else { Ok(contents) }
}

/// One key of the container, with the names around it.
struct Package<'a> {
    package: &'a Element,
    key: &'a Element,
}

impl Package<'_> {
    fn entry(&self, position: usize) -> ForeignEntry {
        ForeignEntry::new(position, self.key.child_text("Issuer").unwrap_or_default(), self.account())
    }

    /// The login: the user of the key, its name for people, the user of the device; else what is printed on the device
    /// or on the delivery note.
    fn account(&self) -> &str {
        let device = self.package.child("DeviceInfo");
        let of_device = |name: &str| device.and_then(|device| device.child_text(name));
        let texts = [
            self.key.child_text("UserId"),
            self.key.child_text("FriendlyName"),
            of_device("UserId"),
            of_device("FriendlyName"),
            of_device("SerialNo"),
            self.key.attribute("Id"),
        ];
        texts.into_iter().flatten().map(str::trim).find(|text| !text.is_empty()).unwrap_or_default()
    }

    fn parameter(&self, name: &str) -> Option<&Element> {
        self.key.child("AlgorithmParameters").and_then(|parameters| parameters.child(name))
    }

    fn suite(&self) -> &str {
        self.parameter("Suite").map_or("", |suite| suite.text.trim())
    }

    /// What the key is for; `None` for what makes no codes.
    fn kind(&self) -> Result<Option<Kind>, SkipReason> {
        let algorithm = self.key.attribute("Algorithm").unwrap_or_default().trim().to_ascii_lowercase();
        if algorithm.contains("ocra") || self.suite().to_ascii_uppercase().starts_with("OCRA") {
            return Err(SkipReason::ChallengeResponse);
        }
        match algorithm.rsplit([':', '#']).next().unwrap_or_default() {
            "hotp" => Ok(Some(Kind::Hotp)),
            "totp" => Ok(Some(Kind::Totp)),
            "pin" => Ok(None),
            _ => Err(SkipReason::UnknownType),
        }
    }

    /// What codes are computed from.
    fn otp(&self, kind: Kind, values: &mut Values<'_>) -> Result<Otp, SkipReason> {
        let data = self.key.child("Data").ok_or(SkipReason::NoSecret)?;
        let mut otp = Otp::new(kind, values.bytes(data.child("Secret").ok_or(SkipReason::NoSecret)?)?);
        if !self.suite().is_empty() {
            otp.algorithm = Field::Text(self.suite()).algorithm()?;
        }
        if let Some(format) = self.parameter("ResponseFormat") {
            let is_decimal =
                format.attribute("Encoding").is_none_or(|encoding| encoding.eq_ignore_ascii_case("DECIMAL"));
            let has_check_digit = format.attribute("CheckDigits").is_some_and(|check| Field::Text(check).is_true());
            if !is_decimal || has_check_digit {
                return Err(SkipReason::ResponseFormat);
            }
            otp.digits = Field::of_text(format.attribute("Length")).digits(otp.digits)?;
        }
        if let Some(counter) = data.child("Counter").filter(|_| kind == Kind::Hotp) {
            otp.counter = values.number(counter).ok_or(SkipReason::BadCounter)?;
        }
        if let Some(interval) = data.child("TimeInterval").filter(|_| kind == Kind::Totp) {
            let seconds = values.number(interval).and_then(|seconds| u32::try_from(seconds).ok());
            otp.period = seconds.ok_or(SkipReason::BadPeriod)?;
        }
        Ok(otp)
    }
}

/// Reads values, and counts how many of the encrypted ones opened.
struct Values<'a> {
    keys: Option<&'a Keys>,
    opened: usize,
    closed: usize,
}

impl Values<'_> {
    /// A value in clear text (Base64) or encrypted.
    fn bytes(&mut self, element: &Element) -> Result<SecretBytes, SkipReason> {
        if let Some(plain) = element.child_text("PlainValue") {
            return base64(plain)
                .map(|mut bytes| SecretBytes::new(std::mem::take(&mut *bytes)))
                .ok_or(SkipReason::BadSecret);
        }
        let keys = self.keys.filter(|_| element.child("EncryptedValue").is_some()).ok_or(SkipReason::NoSecret)?;
        let value = keys.value(element);
        if value.is_some() {
            self.opened += 1;
        } else {
            self.closed += 1;
        }
        value.ok_or(SkipReason::Damaged)
    }

    /// A number in clear text or, encrypted, as at most eight bytes with the highest first.
    fn number(&mut self, element: &Element) -> Option<u64> {
        if let Some(plain) = element.child_text("PlainValue") {
            return plain.trim().parse().ok();
        }
        let bytes = self.bytes(element).ok().filter(|bytes| bytes.len() <= 8)?;
        Some(bytes.expose().iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, read};

    fn reasons(key: &str) -> Vec<SkipReason> {
        let file = format!("<KeyContainer Version=\"1.0\"><KeyPackage>{key}</KeyPackage></KeyContainer>");
        let source = Source { name: "x", bytes: file.as_bytes() };
        read(source, &Credentials::default()).unwrap().contents.skipped().map(|skipped| skipped.reason).collect()
    }

    #[test]
    fn keys_that_are_not_taken() {
        let data = "<Data><Secret><PlainValue>MTIzNDU2</PlainValue></Secret></Data>";
        for (algorithm, parameters, data, reason) in [
            ("pskc:ocra", "", data, SkipReason::ChallengeResponse),
            ("pskc:hotp", "<Suite>OCRA-1:HOTP-SHA1-6:QN08</Suite>", data, SkipReason::ChallengeResponse),
            ("http://example.org/own", "", data, SkipReason::UnknownType),
            ("pskc:totp", "<ResponseFormat Length='8' Encoding='HEXADECIMAL'/>", data, SkipReason::ResponseFormat),
            ("pskc:totp", "<ResponseFormat Length='6' CheckDigits='true'/>", data, SkipReason::ResponseFormat),
            ("pskc:totp", "<ResponseFormat Length='12' Encoding='DECIMAL'/>", data, SkipReason::BadDigits),
            ("pskc:totp", "<Suite>HMAC-SHA3</Suite>", data, SkipReason::UnknownAlgorithm),
            ("pskc:totp", "", "<Data><Secret><PlainValue>!</PlainValue></Secret></Data>", SkipReason::BadSecret),
            ("pskc:totp", "", "<Data><Secret/></Data>", SkipReason::NoSecret),
            ("pskc:totp", "", "", SkipReason::NoSecret),
        ] {
            let key = format!(
                "<Key Algorithm='{algorithm}'><AlgorithmParameters>{parameters}</AlgorithmParameters>{data}</Key>"
            );
            assert_eq!(reasons(&key), [reason], "{key}");
        }
    }
}
