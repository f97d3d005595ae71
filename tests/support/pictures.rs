//! Screenshots with QR codes, as a sign-in page would show them.

use fast_qr::convert::{Builder, Shape, image::ImageBuilder};
use fast_qr::{ECL, QRBuilder};
use image::{GrayImage, Luma, imageops};
use std::path::Path;

/// A white page with a QR code for each text, side by side, as PNG.
pub(crate) fn write_page(file: &Path, texts: &[&str]) {
    const CODE: u32 = 320;
    const GAP: u32 = 60;
    let count = u32::try_from(texts.len()).unwrap();
    let mut page = GrayImage::from_pixel(GAP + count * (CODE + GAP), CODE + 3 * GAP, Luma([255]));
    for (at, text) in texts.iter().enumerate() {
        let code = QRBuilder::new(*text).ecl(ECL::M).build().unwrap();
        let png = ImageBuilder::default().shape(Shape::Square).fit_width(CODE).to_pixmap(&code).encode_png().unwrap();
        let code = image::load_from_memory(&png).unwrap().to_luma8();
        let left = GAP + u32::try_from(at).unwrap() * (CODE + GAP);
        imageops::overlay(&mut page, &code, i64::from(left), i64::from(2 * GAP));
    }
    page.save(file).unwrap();
}
