//! Pictures of codes, drawn here, and pictures meant to do harm.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

use std::{io::Cursor, time::Duration};

use fast_qr::{ECL, QRBuilder};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage, imageops};
use watchword_picture::{Limits, PictureError, Scan, read, read_pixels};

const LINK: &str = "otpauth://totp/Tern%20Mail:olu?secret=3GHO7OE475WZW56ZBPWTDSQR7N5XWM6V&issuer=Tern%20Mail";
const OTHER_LINK: &str = "otpauth://totp/harbour-7?secret=FCFGTYG67OWHBZHAMEUWRDR2SAWNJOLFECJT7UQ43RLJRUWKUINA";

/// Builds without optimisation are slow, and the machine may be busy: the limit is not what is tested here.
fn patient() -> Limits {
    Limits { time: Duration::from_mins(2), ..Limits::default() }
}

/// A code with its quiet zone; `scale` pixels a module.
fn draw(text: &str, scale: u32, dark: u8, light: u8) -> GrayImage {
    let code = QRBuilder::new(text).ecl(ECL::M).build().unwrap();
    let side = u32::try_from(code.size).unwrap();
    GrayImage::from_fn((side + 8) * scale, (side + 8) * scale, |x, y| {
        let module = |pixel: u32| (pixel / scale).checked_sub(4).filter(|&place| place < side);
        let is_dark = match (module(x), module(y)) {
            (Some(x), Some(y)) => code[y as usize][x as usize].value(),
            (Some(_) | None, Some(_) | None) => false,
        };
        Luma([if is_dark { dark } else { light }])
    })
}

/// A page of one grey with pictures on it.
fn page(width: u32, height: u32, ground: u8, pictures: &[(&GrayImage, i64, i64)]) -> GrayImage {
    let mut page = GrayImage::from_pixel(width, height, Luma([ground]));
    for (picture, x, y) in pictures {
        imageops::replace(&mut page, *picture, *x, *y);
    }
    page
}

fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn scan(picture: impl Into<DynamicImage>) -> Scan {
    read(&encode(picture, ImageFormat::Png), &patient()).unwrap()
}

fn texts(scan: &Scan) -> Vec<&str> {
    assert!(scan.is_complete);
    scan.codes.iter().map(|code| code.text.expose()).collect()
}

#[test]
fn a_code_is_found_with_its_place() {
    let code = draw(LINK, 4, 0, 255);
    let side = f32::from(u16::try_from(code.width()).unwrap());
    let scan = scan(page(900, 700, 255, &[(&code, 300, 200)]));
    assert_eq!(texts(&scan), [LINK]);
    assert_eq!((scan.width, scan.height), (900, 700));
    let (near, far) = (4.0 * 4.0, side - 4.0 * 4.0);
    let expected = [(near, near), (far, near), (far, far), (near, far)];
    for ((x, y), (dx, dy)) in scan.codes[0].corners.into_iter().zip(expected) {
        // Readers put the corner into the middle of a module or at its edge.
        assert!((x - 300.0 - dx).abs() <= 8.0 && (y - 200.0 - dy).abs() <= 8.0, "({x}, {y})");
    }
}

#[test]
fn several_codes_are_read_like_a_page() {
    let (one, two) = (draw(LINK, 3, 0, 255), draw(OTHER_LINK, 4, 0, 255));
    let scan = scan(page(1000, 900, 255, &[(&two, 50, 40), (&one, 600, 60), (&one, 100, 500), (&two, 500, 480)]));
    assert_eq!(texts(&scan), [OTHER_LINK, LINK, LINK, OTHER_LINK]);
}

#[test]
fn light_codes_on_dark_ground() {
    assert_eq!(texts(&scan(page(600, 500, 0, &[(&draw(LINK, 4, 255, 0), 100, 100)]))), [LINK]);
}

#[test]
fn both_polarities_in_one_picture() {
    let (dark, light) = (draw(LINK, 4, 20, 240), draw(OTHER_LINK, 4, 240, 20));
    let scan = scan(page(1000, 500, 128, &[(&dark, 50, 100), (&light, 550, 100)]));
    assert_eq!(texts(&scan), [LINK, OTHER_LINK]);
}

#[test]
fn a_light_card_on_a_dark_page() {
    assert_eq!(texts(&scan(page(800, 600, 30, &[(&draw(LINK, 4, 0, 255), 200, 100)]))), [LINK]);
}

#[test]
fn modules_of_one_pixel() {
    assert_eq!(texts(&scan(page(300, 200, 255, &[(&draw(LINK, 1, 0, 255), 100, 60)]))), [LINK]);
}

#[test]
fn turned_codes() {
    let code = draw(LINK, 4, 0, 255);
    for turned in [imageops::rotate90(&code), imageops::rotate180(&code), imageops::rotate270(&code)] {
        assert_eq!(texts(&scan(page(500, 400, 255, &[(&turned, 100, 50)]))), [LINK]);
    }
}

#[test]
fn every_format_is_told_by_its_content() {
    let grey = page(400, 300, 255, &[(&draw(LINK, 4, 0, 255), 60, 40)]);
    let colours = DynamicImage::from(grey).to_rgb8();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Gif] {
        let scan = read(&encode(colours.clone(), format), &patient()).unwrap();
        assert_eq!(texts(&scan), [LINK], "{format:?}");
    }
}

#[test]
fn transparent_ground_is_white() {
    let grey = draw(LINK, 4, 0, 255);
    let clear = RgbaImage::from_fn(grey.width(), grey.height(), |x, y| {
        let is_dark = grey.get_pixel(x, y).0[0] == 0;
        Rgba([0, 0, 0, if is_dark { 255 } else { 0 }])
    });
    assert_eq!(texts(&scan(clear.clone())), [LINK]);
    let scan = read_pixels(clear.width(), clear.height(), clear.as_raw(), &patient()).unwrap();
    assert_eq!(texts(&scan), [LINK]);
}

#[test]
fn a_picture_without_codes_is_no_error() {
    let noise = RgbImage::from_fn(300, 200, |x, y| {
        let value = (x * 7919 + y * 104_729) % 251;
        Rgb([u8::try_from(value).unwrap(); 3])
    });
    assert_eq!(texts(&scan(noise)), [""; 0]);
    assert_eq!(texts(&scan(GrayImage::from_pixel(1, 1, Luma([0])))), [""; 0]);
}

#[test]
fn limits_are_kept() {
    let small = Limits { side: 99, ..patient() };
    assert_eq!(read(&encode(draw(LINK, 4, 0, 255), ImageFormat::Png), &small).err(), Some(PictureError::TooLarge));
    let small = Limits { bytes: 1000, ..patient() };
    assert_eq!(read(&encode(draw(LINK, 4, 0, 255), ImageFormat::Png), &small).err(), Some(PictureError::TooLarge));
}

#[test]
fn no_time_gives_an_incomplete_answer() {
    let picture = encode(page(2000, 1500, 255, &[(&draw(LINK, 4, 0, 255), 300, 200)]), ImageFormat::Png);
    let scan = read(&picture, &Limits { time: Duration::ZERO, ..Limits::default() }).unwrap();
    assert!(!scan.is_complete);
}
