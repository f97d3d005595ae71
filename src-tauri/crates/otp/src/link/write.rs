//! Writing the link of one account.

use std::fmt::Write;

use watchword_secret::SecretText;
use zeroize::Zeroizing;

use crate::{Kind, Otp, base32};

/// The link of one account. All parameters are written, also the usual values; a PIN never is.
///
/// [`super::parse_link`] gives the same account back, with these exceptions, which belong to the format: a
/// time-based code whose issuer is `Steam` is read as [`Kind::Steam`], an issuer repeated in front of the account
/// is dropped, and names are trimmed and freed of HTML escapes and control characters.
pub fn write_link(otp: &Otp, issuer: &str, account: &str) -> SecretText {
    // Longer than any link, so that the text never grows and leaves copies behind.
    let room = 256 + 3 * (2 * issuer.len() + account.len()) + 3 * otp.secret.len();
    let mut link = Zeroizing::new(String::with_capacity(room));
    let start = match otp.kind {
        Kind::Totp => "otpauth://totp/",
        Kind::Hotp => "otpauth://hotp/",
        Kind::Steam => "otpauth://steam/",
        Kind::Yandex => "otpauth://yaotp/",
        Kind::Motp => "motp://",
    };
    link.push_str(start);
    push_label(&mut link, issuer, account);
    link.push_str("?secret=");
    match otp.kind {
        Kind::Motp => push_encoded(&mut link, otp.secret.expose()),
        Kind::Totp | Kind::Hotp | Kind::Steam | Kind::Yandex => {
            link.push_str(base32::encode(otp.secret.expose()).expose());
        }
    }
    if !issuer.is_empty() && otp.kind != Kind::Motp {
        link.push_str("&issuer=");
        push_encoded(&mut link, issuer.as_bytes());
    }
    let algorithm = otp.algorithm.as_str();
    let (digits, period, counter) = (otp.digits, otp.period, otp.counter);
    // Writing to a string cannot fail.
    let _written = match otp.kind {
        Kind::Totp | Kind::Steam => write!(link, "&algorithm={algorithm}&digits={digits}&period={period}"),
        Kind::Hotp => write!(link, "&algorithm={algorithm}&digits={digits}&counter={counter}"),
        Kind::Motp | Kind::Yandex => Ok(()),
    };
    SecretText::new(std::mem::take(&mut *link))
}

fn push_label(link: &mut String, issuer: &str, account: &str) {
    push_encoded(link, issuer.as_bytes());
    // Without an issuer, a literal colon in front keeps a colon of the account from splitting it.
    if !issuer.is_empty() || account.contains(':') {
        link.push(':');
    }
    push_encoded(link, account.as_bytes());
}

/// Percent-encodes everything but the unreserved characters of RFC 3986 section 2.3.
fn push_encoded(link: &mut String, bytes: &[u8]) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            link.push('%');
            link.extend([byte >> 4, byte & 0x0f].iter().filter_map(|digit| DIGITS.get(usize::from(*digit))));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use watchword_secret::SecretBytes;

    use super::*;
    use crate::{Algorithm, MAX_PERIOD, parse_link};

    fn written(otp: &Otp, issuer: &str, account: &str) -> String {
        write_link(otp, issuer, account).expose().to_owned()
    }

    #[test]
    fn one_link_of_every_kind() {
        let otp = |kind| Otp::new(kind, SecretBytes::copy_of(b"0123456789abcdef"));
        for (kind, link) in [
            (
                Kind::Totp,
                "otpauth://totp/Tern%20Mail:o%2Blu%40x?secret=GAYTEMZUGU3DOOBZMFRGGZDFMY&issuer=Tern%20Mail&algorithm=SHA1&digits=6&period=30",
            ),
            (
                Kind::Hotp,
                "otpauth://hotp/Tern%20Mail:o%2Blu%40x?secret=GAYTEMZUGU3DOOBZMFRGGZDFMY&issuer=Tern%20Mail&algorithm=SHA1&digits=6&counter=0",
            ),
            (
                Kind::Steam,
                "otpauth://steam/Tern%20Mail:o%2Blu%40x?secret=GAYTEMZUGU3DOOBZMFRGGZDFMY&issuer=Tern%20Mail&algorithm=SHA1&digits=5&period=30",
            ),
            (Kind::Motp, "motp://Tern%20Mail:o%2Blu%40x?secret=0123456789abcdef"),
            (
                Kind::Yandex,
                "otpauth://yaotp/Tern%20Mail:o%2Blu%40x?secret=GAYTEMZUGU3DOOBZMFRGGZDFMY&issuer=Tern%20Mail",
            ),
        ] {
            assert_eq!(written(&otp(kind), "Tern Mail", "o+lu@x"), link);
        }
    }

    #[test]
    fn a_pin_is_never_written() {
        let mut otp = Otp::new(Kind::Motp, SecretBytes::copy_of(b"0123456789abcdef"));
        otp.pin = Some(SecretText::copy_of("7381"));
        assert!(!written(&otp, "", "").contains("7381"));
    }

    #[test]
    fn a_colon_in_an_account_without_issuer_stays() {
        let link = written(&Otp::new(Kind::Totp, SecretBytes::copy_of(b"abc")), "", "a:b");
        assert!(link.starts_with("otpauth://totp/:a%3Ab?"));
        let link = parse_link(&link).ok().unwrap();
        assert_eq!((link.issuer.as_str(), link.account.as_str()), ("", "a:b"));
    }

    type Fields = (Kind, Vec<u8>, Algorithm, u8, u32, u64);

    fn any_fields() -> impl Strategy<Value = Fields> {
        let kinds = prop::sample::select(Kind::ALL.to_vec());
        let algorithms = prop::sample::select(Algorithm::ALL[..5].to_vec());
        (kinds, prop::collection::vec(any::<u8>(), 16..64), algorithms, 1..=10_u8, 1..=MAX_PERIOD, any::<u64>())
    }

    /// Takes the fields that the kind has; [`Otp`] itself cannot be printed, as strategies ask.
    fn make_otp((kind, mut secret, algorithm, digits, period, counter): Fields) -> Otp {
        match kind {
            Kind::Motp => secret.iter_mut().for_each(|byte| *byte = b'!' + *byte % 90),
            Kind::Yandex => secret.truncate(16),
            Kind::Totp | Kind::Hotp | Kind::Steam => {}
        }
        let mut otp = Otp::new(kind, SecretBytes::new(secret));
        match kind {
            Kind::Totp => (otp.algorithm, otp.digits, otp.period) = (algorithm, digits, period),
            Kind::Hotp => (otp.algorithm, otp.digits, otp.counter) = (algorithm, digits, counter),
            Kind::Steam => otp.period = period,
            Kind::Motp | Kind::Yandex => {}
        }
        otp
    }

    /// Names that hold none of what the format changes on reading.
    fn any_name() -> impl Strategy<Value = String> {
        "[a-z0-9:%+#?/=é海 ]{0,20}".prop_map(|name| name.trim().to_owned())
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(fields in any_fields(), issuer in any_name(), account in any_name()) {
            let otp = make_otp(fields);
            // These belong to the format: docs/formats/otpauth.md, "Writing".
            let repeats = |account: &str| account.to_lowercase().starts_with(&format!("{}:", issuer.to_lowercase()));
            prop_assume!(issuer.is_empty() || !repeats(&account));
            prop_assume!(!issuer.contains("period="));
            prop_assume!(otp.kind != Kind::Totp || issuer != "steam");
            prop_assume!(otp.kind != Kind::Yandex || !issuer.is_empty());
            let text = write_link(&otp, &issuer, &account);
            let link = match parse_link(text.expose()) {
                Ok(link) => link,
                Err(error) => return Err(TestCaseError::fail(error.code())),
            };
            prop_assert!(link.otp == otp);
            prop_assert_eq!((link.issuer, link.account), (issuer, account));
            prop_assert!(link.warnings.is_empty());
        }

        #[test]
        fn the_room_for_a_link_is_enough(fields in any_fields(), issuer in ".{0,60}", account in ".{0,60}") {
            let otp = make_otp(fields);
            let room = 256 + 3 * (2 * issuer.len() + account.len()) + 3 * otp.secret.len();
            prop_assert!(write_link(&otp, &issuer, &account).expose().len() <= room);
        }
    }
}
