//! Icons from pictures of every shape, and from files that are none.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking; clippy allows it in test functions only")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use watchword_picture::icon::{IconSize, make_icon, pixels};
use watchword_picture::{Limits, PictureError};

const SIZE: IconSize = IconSize { side: 96, bytes: 32 * 1024 };
const RED: Rgba<u8> = Rgba([200, 10, 20, 255]);
const CLEAR: Rgba<u8> = Rgba([0; 4]);

fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn make(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    make_icon(bytes, &Limits::default(), SIZE)
}

/// The icon of a picture, as pixels.
fn icon(picture: impl Into<DynamicImage>, format: ImageFormat) -> RgbaImage {
    let shown = pixels(&make(&encode(picture, format)).unwrap(), SIZE).unwrap();
    RgbaImage::from_raw(shown.width, shown.height, shown.pixels).unwrap()
}

/// Noise that no packing makes smaller (xorshift).
fn noise() -> impl FnMut() -> u8 {
    let mut state = 0x9e37_79b9_u32;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    }
}

#[test]
fn every_kind_of_picture_becomes_a_png_of_96_pixels() {
    let picture = RgbImage::from_pixel(300, 300, Rgb([200, 10, 20]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Gif] {
        let icon = icon(picture.clone(), format);
        assert_eq!(icon.dimensions(), (96, 96), "{format:?}");
        let Rgba([red, green, blue, alpha]) = *icon.get_pixel(48, 48);
        assert!(red > 190 && green < 25 && blue < 35 && alpha == 255, "{format:?}");
    }
}

#[test]
fn the_whole_picture_is_in_the_middle_of_a_square() {
    let wide = icon(RgbaImage::from_pixel(400, 100, RED), ImageFormat::Png);
    assert_eq!(wide.dimensions(), (96, 96));
    let column: Vec<u32> = (0..96).filter(|y| *wide.get_pixel(48, *y) == RED).collect();
    assert_eq!(column, (36..60).collect::<Vec<_>>());
    assert_eq!(*wide.get_pixel(0, 0), CLEAR);
}

#[test]
fn a_small_picture_stays_as_small_as_it_is() {
    let small = icon(RgbaImage::from_pixel(16, 10, RED), ImageFormat::Png);
    assert_eq!(small.dimensions(), (16, 16));
    assert_eq!((*small.get_pixel(8, 8), *small.get_pixel(8, 0)), (RED, CLEAR));
    assert_eq!(icon(RgbaImage::from_pixel(1, 1, RED), ImageFormat::Png).dimensions(), (1, 1));
    assert_eq!(icon(RgbaImage::from_pixel(3_000, 1, RED), ImageFormat::Png).dimensions(), (96, 96));
}

#[test]
fn the_colour_of_what_cannot_be_seen_does_not_bleed() {
    let ground = Rgba([0, 255, 0, 0]);
    let picture = RgbaImage::from_fn(200, 200, |x, y| if (x + y) % 2 == 0 { RED } else { ground });
    let icon = icon(picture, ImageFormat::Png);
    assert!(icon.pixels().all(|Rgba([red, green, _, alpha])| *alpha == 0 || (*red > 180 && *green < 30)));
}

#[test]
fn what_does_not_pack_becomes_smaller() {
    let mut next = noise();
    let picture = RgbaImage::from_fn(96, 96, |_, _| Rgba([next(), next(), next(), next()]));
    let png = make(&encode(picture, ImageFormat::Png)).unwrap();
    assert!(png.len() <= SIZE.bytes);
    assert_eq!(pixels(&png, SIZE).unwrap().width, 72);
    let picture = RgbImage::from_fn(96, 96, |_, _| Rgb([next(), next(), next()]));
    assert_eq!(icon(picture, ImageFormat::Png).dimensions(), (96, 96));
}

#[test]
fn only_what_the_picture_shows_is_left_of_the_file() {
    let mut png = encode(RgbaImage::from_pixel(20, 20, RED), ImageFormat::Png);
    png.extend_from_slice(b"behind the end");
    let made = make(&png).unwrap();
    assert!(!made.windows(10).any(|part| part == b"behind the"));
    assert_eq!(made, make(&made).unwrap());
}

#[test]
fn drawings_texts_and_bombs_are_refused() {
    for drawing in
        ["<svg xmlns='http://www.w3.org/2000/svg'/>", "\u{feff}\n<?xml version='1.0'?><!-- c --><!DOCTYPE svg><SVG/>"]
    {
        assert_eq!(make(drawing.as_bytes()), Err(PictureError::Unsupported));
    }
    assert_eq!(make(b"text about <svg>"), Err(PictureError::NotAPicture));
    assert_eq!(make(b""), Err(PictureError::NotAPicture));
    let png = encode(RgbaImage::from_pixel(64, 64, RED), ImageFormat::Png);
    assert_eq!(make(&png[..png.len() / 2]), Err(PictureError::Damaged));
    let limits = Limits { side: 32, ..Limits::default() };
    assert_eq!(make_icon(&png, &limits, SIZE), Err(PictureError::TooLarge));
    assert_eq!(pixels(&encode(RgbaImage::new(97, 1), ImageFormat::Png), SIZE).map(drop), Err(PictureError::TooLarge));
}
