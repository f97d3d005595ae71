//! gauth: lines `name:secret`, plain and encrypted with OpenSSL's header (docs/formats/desktop.md#gauth).

use sha2::{Digest, Sha256};
use watchword_otp::{Kind, Otp, base32, is_link};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, Sureness,
    blocks::{cbc, field::Field, text},
    format::certain_if,
    formats::otpauth_list,
};

/// Lines of a name and a secret; addresses may stand between.
pub(crate) static FORMAT: Format = Format {
    id: "gauth",
    app: "gauth",
    extensions: &["csv", "txt"],
    section: "desktop.md#gauth",
    vectors: &["gauth"],
    detect,
    needs_password: is_encrypted,
    read,
};

const SIGNATURE: &[u8; 8] = b"Salted__";

/// The fewest characters of a secret: shorter words are common behind a colon.
const MIN_SECRET: usize = 8;

fn is_encrypted(probe: &Probe<'_>) -> bool {
    probe.starts_with(SIGNATURE)
}

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(is_encrypted(probe) || probe.text().is_some_and(has_only_pairs_and_addresses))
}

fn has_only_pairs_and_addresses(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_pair = |line: &str| is_link(line).is_none() && pair(line).is_some();
    lines().any(is_pair) && lines().all(|line| is_link(line).is_some() || pair(line).is_some())
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    if !is_encrypted(probe) {
        return Ok(otpauth_list::read_list(probe.text().ok_or(OpenError::damaged("text"))?, "plain"));
    }
    let (salt, sealed) = probe
        .bytes()
        .strip_prefix(SIGNATURE)
        .and_then(<[u8]>::split_first_chunk::<8>)
        .ok_or(OpenError::damaged("size"))?;
    if sealed.is_empty() || sealed.len() % 16 != 0 {
        return Err(OpenError::damaged("size"));
    }
    let plain = decrypt(credentials.password()?.expose(), *salt, sealed).ok_or(OpenError::WrongPasswordOrDamaged)?;
    // Nothing authenticates the text: its lines have to be of the pattern.
    let text =
        text::decode(plain.expose()).filter(|text| looks_right(text)).ok_or(OpenError::WrongPasswordOrDamaged)?;
    Ok(otpauth_list::read_list(&text, "encrypted"))
}

fn looks_right(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines().all(|line| line.starts_with('#') || line.contains(':'))
        && lines().any(|line| is_link(line).is_some() || pair(line).is_some())
}

/// One SHA-256 gives key and initialisation vector of AES-128 in CBC mode.
fn decrypt(password: &str, salt: [u8; 8], sealed: &[u8]) -> Option<SecretBytes> {
    let hash = Sha256::new().chain_update(password.as_bytes()).chain_update(salt).finalize();
    let hash = Zeroizing::new(<[u8; 32]>::from(hash));
    let (key, iv) = hash.split_first_chunk::<16>()?;
    cbc::open(key, iv.try_into().ok()?, sealed)
}

/// Name and secret of a line: anything, a colon, Base32 of at least eight characters, blanks allowed.
pub(super) fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, secret) = line.rsplit_once(':')?;
    let is_long = secret.chars().filter(|c| !c.is_whitespace()).count() >= MIN_SECRET;
    (is_long && !name.trim().is_empty() && base32::decode(secret).is_ok()).then_some((name, secret))
}

/// The row of such a line: a TOTP without an issuer.
pub(super) fn row(position: usize, (name, secret): (&str, &str)) -> Row {
    let entry = ForeignEntry::new(position, "", name);
    entry.into_base32_row(Ok(Otp::new(Kind::Totp, SecretBytes::new(Vec::new()))), Field::Text(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_pattern() {
        assert_eq!(pair("a: mzxw 6ytb").map(|pair| pair.0), Some("a"));
        assert_eq!(pair("a:b:MZXW6YTB").map(|pair| pair.0), Some("a:b"));
        for line in ["a:MZXW6YT", "MZXW6YTB", ":MZXW6YTB", "a: b1w6ytba", "url: https://example.org", ""] {
            assert!(pair(line).is_none(), "{line}");
        }
    }
}
