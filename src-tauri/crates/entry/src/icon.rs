//! What stands before an entry's name: letters, the mark of a service, or a picture of the person's own.

use crate::id::PictureId;
use crate::name::clean_text;
use sha2::{Digest, Sha256};
use std::fmt::{Debug, Formatter};
use std::sync::Arc;

/// Most letters of a monogram.
pub const MONOGRAM_LETTERS: usize = 3;
/// How many hues a monogram has, numbered from 0.
pub const HUES: u8 = 12;
/// Most characters of the name of a mark.
pub const MARK_LIMIT: usize = 64;
/// The largest picture that is kept, in bytes.
pub const PICTURE_BYTES: usize = 32 * 1024;
/// The longest side of a picture, in pixels.
pub const PICTURE_SIDE: u32 = 96;

/// The icon of an entry (docs/vault-format.md, Icons).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Icon {
    /// By the name: the mark of a known service, else letters.
    #[default]
    Automatic,
    /// Letters on a hue.
    Monogram(Monogram),
    /// The mark of a service, by its name in the table of marks.
    Mark(Mark),
    /// A picture of the person's own.
    Picture(Picture),
    /// An icon that this version does not know, as JSON text: shown as automatic, kept as it is.
    Unknown(String),
}

/// Letters on a hue. What is not said comes from the name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Monogram {
    letters: String,
    hue: Option<u8>,
}

/// The name of a mark: 1 to [`MARK_LIMIT`] lower-case ASCII letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(String);

/// A small picture, as a PNG file. Copies share the bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Picture {
    id: PictureId,
    png: Arc<[u8]>,
}

impl Monogram {
    /// Letters without control characters, at most [`MONOGRAM_LETTERS`] of them; empty for the initials of the name.
    /// A hue that there is not is left out.
    pub fn new(letters: &str, hue: Option<u8>) -> Self {
        Self { letters: clean_text(letters, MONOGRAM_LETTERS), hue: hue.filter(|hue| *hue < HUES) }
    }

    /// Its letters; empty for the initials of the name.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// Its hue, below [`HUES`]; `None` for the one of the name.
    pub const fn hue(&self) -> Option<u8> {
        self.hue
    }
}

impl Mark {
    /// `None` when the text is no name of a mark.
    pub fn new(name: &str) -> Option<Self> {
        let is_name = (1..=MARK_LIMIT).contains(&name.len())
            && name.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
        is_name.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Picture {
    /// `None` for what does not begin as a PNG file does (PNG 5.2, 11.2.1), is larger than [`PICTURE_BYTES`], or has a
    /// side of no pixels or of more than [`PICTURE_SIDE`]. What it shows is not looked at.
    pub fn new(png: &[u8]) -> Option<Self> {
        if png.len() > PICTURE_BYTES {
            return None;
        }
        let header = png.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
        let side = |bytes: &[u8; 4]| (1..=PICTURE_SIDE).contains(&u32::from_be_bytes(*bytes));
        let (width, rest) = header.split_first_chunk()?;
        let (height, _) = rest.split_first_chunk()?;
        if !side(width) || !side(height) {
            return None;
        }
        let digest: [u8; 32] = Sha256::digest(png).into();
        let (id, _) = digest.split_first_chunk()?;
        Some(Self { id: PictureId::from_bytes(*id), png: png.into() })
    }

    /// Says which picture it is: equal for equal files.
    pub const fn id(&self) -> PictureId {
        self.id
    }

    /// The PNG file.
    pub fn png(&self) -> &[u8] {
        &self.png
    }
}

/// Nothing of the picture is printed.
impl Debug for Picture {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} bytes)", self.png.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a PNG file of that size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let sizes = [width, height].map(u32::to_be_bytes).concat();
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sizes, &[8, 6, 0, 0, 0]].concat()
    }

    #[test]
    fn a_monogram_has_three_letters_and_one_of_the_hues() {
        let monogram = Monogram::new(" a\u{202e}bcd", Some(11));
        assert_eq!((monogram.letters(), monogram.hue()), ("abc", Some(11)));
        assert_eq!(Monogram::new("", Some(12)), Monogram::default());
    }

    #[test]
    fn names_of_marks_are_small_letters_and_digits() {
        assert_eq!(Mark::new("1password").unwrap().as_str(), "1password");
        for text in ["", "GitHub", "../x", "git hub", "ñ", &"a".repeat(65)] {
            assert_eq!(Mark::new(text), None, "{text}");
        }
    }

    #[test]
    fn a_picture_is_a_small_png() {
        assert!(Picture::new(&png(96, 1)).is_some());
        for bytes in [png(97, 96), png(96, 97), png(0, 96), b"GIF89a".to_vec(), png(8, 8)[..20].to_vec()] {
            assert_eq!(Picture::new(&bytes), None);
        }
        let mut full = png(96, 96);
        full.resize(PICTURE_BYTES, 0);
        assert!(Picture::new(&full).is_some());
        full.push(0);
        assert_eq!(Picture::new(&full), None);
    }

    #[test]
    fn equal_pictures_have_equal_ids_and_print_nothing() {
        let (one, two) = (Picture::new(&png(9, 9)).unwrap(), Picture::new(&png(9, 8)).unwrap());
        assert_eq!(one.id(), Picture::new(one.png()).unwrap().id());
        assert_ne!(one.id(), two.id());
        assert_eq!(format!("{one:?}"), "Picture(29 bytes)");
    }
}
