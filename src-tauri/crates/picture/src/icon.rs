//! Icons from pictures: any picture in, a small square PNG out, drawn anew from its pixels.
//!
//! Invariant: nothing of the file that came is in the file that goes but what it shows: no names, no places, no other
//! data, and no bytes that a decoder elsewhere could stumble over. These pictures are no secrets and are not wiped.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder, RgbaImage, imageops};

use crate::{Limits, PictureError, load};

/// What an icon may measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IconSize {
    /// The most pixels of a side.
    pub side: u32,
    /// The most bytes of the PNG file.
    pub bytes: usize,
}

/// Pixels of four bytes: red, green, blue and alpha, row by row.
pub struct Rgba {
    /// Pixels of a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The pixels.
    pub pixels: Vec<u8>,
}

/// Makes an icon: the whole picture, made smaller where it is larger, in the middle of a transparent square.
///
/// # Errors
/// [`PictureError`], as for reading codes; a drawing made of lines (SVG) is [`PictureError::Unsupported`].
pub fn make_icon(bytes: &[u8], limits: &Limits, largest: IconSize) -> Result<Vec<u8>, PictureError> {
    if is_svg(bytes) {
        return Err(PictureError::Unsupported);
    }
    let mut side = largest.side;
    let mut picture = reduced(load::decode(bytes, limits)?.into_rgba8(), side);
    // Noise with transparency does not get smaller by being packed: then a smaller icon has to do.
    while side > 0 {
        let png = pack(&square(&picture))?;
        if png.len() <= largest.bytes {
            return Ok(png);
        }
        side = side * 3 / 4;
        picture = reduced(picture, side);
    }
    Err(PictureError::TooLarge)
}

/// The pixels of an icon.
///
/// # Errors
/// [`PictureError`] when it is no PNG of that size.
pub fn pixels(png: &[u8], largest: IconSize) -> Result<Rgba, PictureError> {
    let bytes = u64::from(largest.side) * u64::from(largest.side) * 8;
    let picture = load::decode(png, &Limits { side: largest.side, bytes, ..Limits::default() })?.into_rgba8();
    Ok(Rgba { width: picture.width(), height: picture.height(), pixels: picture.into_raw() })
}

/// Whether it is an SVG file: text that begins as XML does and says so soon.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..1_024).unwrap_or(bytes));
    let head = head.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    head.starts_with('<') && head.to_lowercase().contains("<svg")
}

/// The picture with `side` pixels at most on a side.
fn reduced(mut picture: RgbaImage, side: u32) -> RgbaImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return picture;
    }
    let scaled = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side)).div_ceil(u64::from(longest));
        u32::try_from(scaled).unwrap_or(side)
    };
    premultiply(&mut picture);
    let mut small = imageops::thumbnail(&picture, scaled(width), scaled(height));
    unmultiply(&mut small);
    small
}

/// The picture in the middle of a transparent square.
fn square(picture: &RgbaImage) -> RgbaImage {
    let side = picture.width().max(picture.height());
    let mut square = RgbaImage::new(side, side);
    let (left, top) = ((side - picture.width()) / 2, (side - picture.height()) / 2);
    imageops::replace(&mut square, picture, i64::from(left), i64::from(top));
    square
}

/// Colours weighed by their opacity, so that the colour of what cannot be seen does not bleed into the rest.
fn premultiply(picture: &mut RgbaImage) {
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let weigh = |colour: u8| weighed(u32::from(colour) * u32::from(alpha), 255);
        pixel.0 = [weigh(red), weigh(green), weigh(blue), alpha];
    }
}

fn unmultiply(picture: &mut RgbaImage) {
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let weigh = |colour: u8| weighed(u32::from(colour) * 255, u32::from(alpha));
        pixel.0 = [weigh(red), weigh(green), weigh(blue), alpha];
    }
}

/// A quotient, rounded; 0 where there is none.
fn weighed(dividend: u32, divisor: u32) -> u8 {
    let quotient = (dividend + divisor / 2).checked_div(divisor).unwrap_or_default();
    u8::try_from(quotient).unwrap_or(u8::MAX)
}

fn pack(picture: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let is_opaque = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let picture = DynamicImage::ImageRgba8(picture.clone());
    let picture = if is_opaque { DynamicImage::ImageRgb8(picture.into_rgb8()) } else { picture };
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive)
        .write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
        .map_err(|_| PictureError::Damaged)?;
    Ok(png)
}
