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

/// Whether the bytes begin like a PDF, a program, an archive, a picture, a database or a stream of Java objects.
pub(crate) fn is_of_other_kind(bytes: &[u8]) -> bool {
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}
