//! How long it takes to find codes in pictures of screens.
#![expect(clippy::unwrap_used, reason = "a benchmark has nobody to answer to")]

use std::io::Cursor;

use divan::Bencher;
use fast_qr::{ECL, QRBuilder};
use image::{GrayImage, ImageFormat, Luma};
use watchword_picture::{Limits, read};

fn main() {
    divan::main();
}

/// A PNG of a page with `codes` codes in a row, `scale` pixels a module.
fn page(width: u32, height: u32, codes: u32, scale: u32) -> Vec<u8> {
    let code = QRBuilder::new("otpauth://totp/Tern%20Mail:olu?secret=3GHO7OE475WZW56ZBPWTDSQR7N5XWM6V")
        .ecl(ECL::M)
        .build()
        .unwrap();
    let side = u32::try_from(code.size).unwrap();
    let mut page = GrayImage::from_pixel(width, height, Luma([255]));
    for number in 0..codes {
        let left = 40 + number * (side + 8) * scale;
        for (x, y) in (0..side * scale).flat_map(|y| (0..side * scale).map(move |x| (x, y))) {
            let row = code.data.get((y / scale * side + x / scale) as usize);
            if row.is_some_and(|module| module.value()) {
                page.put_pixel(left + x, 40 + y, Luma([0]));
            }
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    page.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn measure(bencher: Bencher<'_, '_>, picture: &[u8]) {
    bencher.bench(|| read(divan::black_box(picture), &Limits::default()).map(|scan| scan.codes.len()));
}

#[divan::bench]
fn full_hd_one_code(bencher: Bencher<'_, '_>) {
    measure(bencher, &page(1920, 1080, 1, 5));
}

#[divan::bench]
fn full_hd_six_codes(bencher: Bencher<'_, '_>) {
    measure(bencher, &page(1920, 1080, 6, 6));
}

#[divan::bench]
fn uhd_one_code(bencher: Bencher<'_, '_>) {
    measure(bencher, &page(3840, 2160, 1, 5));
}

#[divan::bench]
fn full_hd_no_code(bencher: Bencher<'_, '_>) {
    measure(bencher, &page(1920, 1080, 0, 5));
}
