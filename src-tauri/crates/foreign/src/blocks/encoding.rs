//! Base64 and hexadecimal of other programs.

use zeroize::Zeroizing;

/// Base64 of either alphabet, with or without padding; white space and left-over bits do not matter.
pub(crate) fn base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut symbols = Zeroizing::new(String::with_capacity(text.len()));
    symbols.extend(text.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| match c {
        '-' => '+',
        '_' => '/',
        other => other,
    }));
    let mut specification = data_encoding::BASE64_NOPAD.specification();
    specification.check_trailing_bits = false;
    let encoding = specification.encoding().ok()?;
    encoding.decode(symbols.trim_end_matches('=').as_bytes()).ok().map(Zeroizing::new)
}

/// Hexadecimal digits in either case.
pub(crate) fn hex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    data_encoding::HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok().map(Zeroizing::new)
}

/// Hexadecimal of exactly `N` bytes.
pub(crate) fn hex_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    hex(text)?.as_slice().try_into().ok()
}

/// Base64 of exactly `N` bytes.
pub(crate) fn base64_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    base64(text)?.as_slice().try_into().ok()
}

/// Percent-encodes everything but the unreserved characters of RFC 3986 section 2.3.
pub(crate) fn percent(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut text = String::with_capacity(bytes.len().saturating_mul(3));
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.extend([byte >> 4, byte & 0x0f].iter().filter_map(|digit| DIGITS.get(usize::from(*digit))));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varieties_of_base64() {
        for text in ["+/8=", "-_8", " +/\n8=", "-_9="] {
            assert_eq!(base64(text).unwrap().as_slice(), [0xfb, 0xff], "{text}");
        }
        assert!(base64("+/8!").is_none());
    }

    #[test]
    fn hexadecimal_of_a_length() {
        assert_eq!(hex_array::<2>("fB01"), Some([0xfb, 1]));
        assert_eq!(hex_array::<2>("fb"), None);
        assert_eq!(hex_array::<2>("fb0x"), None);
    }
}
