//! A sample of drawn pictures of every kind that people have on their screens. `cargo xtask pictures-qr` has more.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking; clippy allows it in test functions only")]

use std::time::Duration;

use image::DynamicImage;
use watchword_picture::{Limits, read_pixels};
use watchword_qr_pictures::{Category, draw};

/// How many of the codes of a picture are found, how many it has, and how many texts are not there.
fn judge(category: Category, seed: u64) -> (usize, usize, usize) {
    let picture = draw(category, seed);
    let rgba = DynamicImage::from(picture.pixels).to_rgba8();
    let limits = Limits { time: Duration::from_mins(2), ..Limits::default() };
    let scan = read_pixels(rgba.width(), rgba.height(), rgba.as_raw(), &limits).unwrap();
    let mut wanted: Vec<&str> = picture.codes.iter().map(|code| code.text.as_str()).collect();
    let mut wrong = 0;
    for code in &scan.codes {
        if let Some(place) = wanted.iter().position(|text| *text == code.text.expose()) {
            wanted.swap_remove(place);
        } else {
            wrong += 1;
        }
    }
    (picture.codes.len() - wanted.len(), picture.codes.len(), wrong)
}

#[test]
fn codes_on_screens_are_found() {
    let (mut found, mut codes) = (0, 0);
    for &category in Category::SCREENS {
        let (hits, count, wrong) = judge(category, 200_000);
        assert_eq!(wrong, 0, "{}", category.name());
        (found, codes) = (found + hits, codes + count);
    }
    assert!(found * 100 >= codes * 93, "{found} of {codes}");
}

#[test]
fn a_sheet_of_many_codes() {
    let (found, codes, wrong) = judge(Category::Crowd, 200_000);
    assert!(found * 100 >= codes * 95 && wrong == 0, "{found} of {codes}, {wrong} wrong");
}
