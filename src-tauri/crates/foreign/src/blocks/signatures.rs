//! What files of well-known kinds begin with: formats without a signature leave those alone.

const SIGNATURES: &[&[u8]] = &[
    b"%PDF",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"SQLite format 3\0",
    // Java serialisation.
    b"\xac\xed\x00\x05",
];

/// Whether the bytes begin like a PDF, a program, an archive, a picture, a database or a stream of Java objects, or
/// are text with a few damaged places.
pub(crate) fn is_of_other_kind(bytes: &[u8]) -> bool {
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature)) || is_mostly_text(bytes)
}

/// Whether the bytes are UTF-8, UTF-16 with its mark, or an encoding with ASCII in it, but for a few of them. Of what a
/// cipher gives, hardly more than a third is.
pub(crate) fn is_mostly_text(bytes: &[u8]) -> bool {
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let is_readable = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n') || (is_utf16 && c == '\0');
    let readable = |text: &str| text.chars().filter(|c| is_readable(*c)).map(char::len_utf8).sum::<usize>();
    let known: usize = bytes.utf8_chunks().map(|chunk| readable(chunk.valid())).sum();
    !bytes.is_empty() && known.saturating_mul(100) >= bytes.len().saturating_mul(85)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_what_ciphers_give() {
        for bytes in [
            &b"{\"a\": \"b\xff\"}"[..],
            "größer\u{0}".as_bytes(),
            b"\xff\xfen\0a\0m\0e\0,\0o\0t\0p\0\r\0\n\0Q",
            b"name,otp\r\nQuill\xe9,x\r\n",
        ] {
            assert!(is_mostly_text(bytes));
        }
        let sealed: Vec<u8> = (0..=255).collect();
        assert!(!is_mostly_text(&sealed) && !is_mostly_text(b""));
    }
}
