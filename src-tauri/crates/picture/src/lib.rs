//! QR codes in pictures: pixels in, texts and places out.
//!
//! [`read`] takes the bytes of a picture file, [`read_pixels`] takes pixels from the clipboard or the screen. Both
//! give every code of the picture with its place ([`Scan`]). `load.rs` turns bytes into grey pixels, within limits
//! that are set before anything is decoded; `grid.rs` is our own reader, `read/rxing.rs` the second one, which helps
//! where ours leaves something over; `scan.rs` runs them and `merge.rs` puts their finds together.
//! [`icon`] makes a small picture of a large one.
//!
//! Invariants: a picture comes from anywhere, so nothing in it can crash the program, fill the memory or take
//! longer than [`Limits::time`]; the texts are secrets, and our own copies of the pixels are wiped.

mod grey;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "coordinates are far below 2^24, where f32 holds every whole number; the letters are those of the formulas"
)]
mod grid;
pub mod icon;
mod load;
mod merge;
mod read;
mod scan;

use std::time::Duration;

use thiserror::Error;
use watchword_secret::SecretText;

pub use crate::scan::{Decoded, decode, read, read_pixels};

/// What reading one picture may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most pixels of a side.
    pub side: u32,
    /// The most bytes that the decoded picture may take.
    pub bytes: u64,
    /// The longest time for unpacking and finding codes. What was found until then is the result.
    pub time: Duration,
}

impl Default for Limits {
    /// 16,384 pixels a side, 256 MiB, two seconds.
    fn default() -> Self {
        Self { side: 16_384, bytes: 256 * 1024 * 1024, time: Duration::from_secs(2) }
    }
}

/// What was found in a picture. Nothing found is an empty list, not an error.
pub struct Scan {
    /// Width of the picture in pixels, as it is looked at (turned by its EXIF orientation).
    pub width: u32,
    /// Height of the picture in pixels.
    pub height: u32,
    /// The codes, from top to bottom and from left to right.
    pub codes: Vec<FoundCode>,
    /// Whether the whole picture was looked at; `false` when [`Limits::time`] was up before.
    pub is_complete: bool,
}

/// One QR code in a picture.
pub struct FoundCode {
    /// The text of the code.
    pub text: SecretText,
    /// Its corners in pixels of the picture, clockwise, starting with the one nearest to the upper left.
    pub corners: [(f32, f32); 4],
}

/// Why a picture cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The bytes are of no kind of picture.
    #[error("not a picture")]
    NotAPicture,
    /// The bytes are a picture of a kind, or with a feature, that is not read.
    #[error("a kind of picture that is not read")]
    Unsupported,
    /// The picture is beyond the [`Limits`].
    #[error("the picture is too large")]
    TooLarge,
    /// The picture is broken.
    #[error("the picture is damaged")]
    Damaged,
}

impl PictureError {
    /// The stable name of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAPicture => "not-a-picture",
            Self::Unsupported => "unsupported-picture",
            Self::TooLarge => "picture-too-large",
            Self::Damaged => "damaged-picture",
        }
    }
}
