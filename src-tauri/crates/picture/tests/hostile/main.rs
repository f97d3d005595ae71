//! Pictures that are rare, damaged or meant to do harm. What shows a code is read; everything else is refused with an
//! error that says why, soon and without much memory.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only; these look at clock and memory"
)]

mod jpeg;
mod png;

use std::{io::Cursor, time::Duration};

use fast_qr::{ECL, QRBuilder};
use image::{DynamicImage, Frame, GrayImage, ImageFormat, Luma, Rgba, RgbaImage, codecs::gif::GifEncoder, imageops};
use watchword_picture::{Limits, PictureError, read};

const TEXT: &str = "otpauth://totp/olu?secret=3GHO7OE475WZW56Z";

/// Builds without optimisation are slow, and the machine may be busy.
fn patient() -> Limits {
    Limits { time: Duration::from_mins(2), ..Limits::default() }
}

/// The side of the code with its quiet zone, in modules, and whether a module is dark.
fn code() -> (u32, impl Fn(u32, u32) -> bool) {
    let code = QRBuilder::new(TEXT).ecl(ECL::M).build().unwrap();
    let side = u32::try_from(code.size).unwrap();
    let is_dark = move |x: u32, y: u32| {
        let module = |place: u32| place.checked_sub(4).filter(|&place| place < side);
        matches!((module(x), module(y)), (Some(x), Some(y)) if code[y as usize][x as usize].value())
    };
    (side + 8, is_dark)
}

/// Four pixels a module.
fn grey() -> GrayImage {
    let (side, is_dark) = code();
    GrayImage::from_fn(side * 4, side * 4, |x, y| Luma([if is_dark(x / 4, y / 4) { 0 } else { 255 }]))
}

fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Modules in one colour on another, red, green, blue and alpha.
fn coloured(dark: [u8; 4], light: [u8; 4]) -> RgbaImage {
    let grey = grey();
    RgbaImage::from_fn(grey.width(), grey.height(), |x, y| {
        Rgba(if grey.get_pixel(x, y).0[0] == 0 { dark } else { light })
    })
}

/// PNG files of all kinds that show the code.
fn good_png() -> Vec<(&'static str, Vec<u8>)> {
    let grey = grey();
    let side = grey.width();
    let value = |x: u32, y: u32| grey.get_pixel(x, y).0[0];
    let is_dark = |x: u32, y: u32| value(x, y) == 0;
    let bytes_of = |x: u32, y: u32| vec![value(x, y)];
    let rows = png::rows(side, &bytes_of);
    let bit = |x: u32, y: u32| u8::from(x >= side || !is_dark(x, y));
    let one_bit: Vec<u8> = (0..side)
        .flat_map(|y| {
            let bits = move |x| (0..8).fold(0, |byte, place| byte << 1 | bit(8 * x + place, y));
            std::iter::once(0).chain((0..side.div_ceil(8)).map(bits))
        })
        .collect();
    let palette = png::chunk(*b"PLTE", &[200, 30, 30, 10, 10, 10, 250, 240, 230]);
    let index = |x: u32, y: u32| vec![if is_dark(x, y) { 1 } else { 2 }];
    let clear = |x: u32, y: u32| vec![u8::from(is_dark(x, y))];
    let deep = |x: u32, y: u32| vec![value(x, y), 77];
    let with_alpha = |x: u32, y: u32| vec![if is_dark(x, y) { 9 } else { 200 }, 255];
    let deep_alpha = |x: u32, y: u32| vec![0, 0, if is_dark(x, y) { 255 } else { 0 }, 0];
    let interlaced = |kind: [u8; 3], rows: Vec<u8>| {
        png::file(&[png::header(side, side, kind), png::chunk(*b"IDAT", &png::stored(&rows))])
    };
    let frames = [2_u32.to_be_bytes(), 0_u32.to_be_bytes()].concat();
    let control = |number: u32| {
        let mut data = [number, side, side, 0, 0].map(u32::to_be_bytes).concat();
        data.extend_from_slice(&[0, 1, 0, 10, 0, 0]);
        png::chunk(*b"fcTL", &data)
    };
    let animated = |second: &[u8]| {
        let later = [&2_u32.to_be_bytes(), second].concat();
        png::file(&[
            png::header(side, side, [8, 0, 0]),
            png::chunk(*b"acTL", &frames),
            control(0),
            png::chunk(*b"IDAT", &png::stored(&rows)),
            control(1),
            png::chunk(*b"fdAT", &later),
        ])
    };
    let nothing = png::stored(&png::rows(side, &|_, _| vec![128]));
    vec![
        ("grey", png::picture(side, 8, 0, &[], &rows)),
        ("one bit", png::picture(side, 1, 0, &[], &one_bit)),
        ("palette", png::picture(side, 8, 3, std::slice::from_ref(&palette), &png::rows(side, &index))),
        ("clear palette", png::picture(side, 8, 3, &[palette, png::chunk(*b"tRNS", &[0])], &png::rows(side, &clear))),
        ("16 bits", png::picture(side, 16, 0, &[], &png::rows(side, &deep))),
        ("grey and alpha", png::picture(side, 8, 4, &[], &png::rows(side, &with_alpha))),
        ("16 bits of alpha", png::picture(side, 16, 4, &[], &png::rows(side, &deep_alpha))),
        ("interlaced", interlaced([8, 0, 1], png::interlaced_rows(side, &bytes_of))),
        ("interlaced, 16 bits", interlaced([16, 0, 1], png::interlaced_rows(side, &deep))),
        ("animated", animated(&nothing)),
        ("animated, second frame damaged", animated(b"nothing")),
        ("more behind its end", [png::picture(side, 8, 0, &[], &rows), b"<svg>".to_vec()].concat()),
        ("a chunk that nobody knows", png::picture(side, 8, 0, &[png::chunk(*b"wtCh", &[7; 99])], &rows)),
        ("a profile that is none", png::picture(side, 8, 0, &[png::chunk(*b"iCCP", b"x\0\0nothing")], &rows)),
        ("16 bits of colour", encode(DynamicImage::from(grey.clone()).to_rgb16(), ImageFormat::Png)),
        ("16 bits of colour and alpha", encode(DynamicImage::from(grey.clone()).to_rgba16(), ImageFormat::Png)),
        ("clear ground", encode(coloured([0, 0, 0, 255], [0; 4]), ImageFormat::Png)),
        ("white on clear ground", encode(coloured([255; 4], [255, 255, 255, 0]), ImageFormat::Png)),
        ("half clear", encode(coloured([0, 0, 0, 128], [255, 255, 255, 128]), ImageFormat::Png)),
        ("one colour only", encode(coloured([0, 100, 90, 255], [255, 25, 90, 255]), ImageFormat::Png)),
    ]
}

/// Files of the other kinds.
fn good_others() -> Vec<(&'static str, Vec<u8>)> {
    let grey = grey();
    let plain = encode(DynamicImage::from(grey.clone()).to_rgb8(), ImageFormat::Jpeg);
    let (side, is_dark) = code();
    let inks = |x: u16, y: u16| [255, 255, 255, if is_dark(x.into(), y.into()) { 0 } else { 255 }];
    let mut animated = Vec::new();
    let mut encoder = GifEncoder::new(&mut animated);
    encoder.encode_frame(Frame::new(DynamicImage::from(grey.clone()).to_rgba8())).unwrap();
    encoder.encode_frame(Frame::new(RgbaImage::new(grey.width(), grey.height()))).unwrap();
    drop(encoder);
    let cut = animated[..animated.len() - 40].to_vec();
    let mut upside_down = encode(imageops::flip_vertical(&grey), ImageFormat::Bmp);
    let height = i32::try_from(grey.height()).unwrap();
    upside_down[22..26].copy_from_slice(&(-height).to_le_bytes());
    let alpha = DynamicImage::from(grey.clone()).to_luma_alpha8();
    vec![
        ("turned in no known way", jpeg::oriented(&plain, 9)),
        ("orientation cut short", jpeg::with_segment(&plain, b"Exif\0\0MM\0\x2a\0\0")),
        ("grey JPEG", encode(grey.clone(), ImageFormat::Jpeg)),
        ("four inks", jpeg::four_inks(u16::try_from(side).unwrap(), &inks)),
        ("animated GIF", animated),
        ("animated GIF, second frame cut", cut),
        ("GIF with clear ground", encode(coloured([0, 0, 0, 255], [0; 4]), ImageFormat::Gif)),
        ("WebP with clear ground", encode(coloured([0, 0, 0, 255], [0; 4]), ImageFormat::WebP)),
        (
            "animated WebP",
            animated_webp(&encode(DynamicImage::from(grey.clone()).to_rgba8(), ImageFormat::WebP), grey.width()),
        ),
        ("BMP with alpha", encode(coloured([0, 0, 0, 255], [255; 4]), ImageFormat::Bmp)),
        ("BMP from the top", upside_down),
        ("grey and alpha in WebP", encode(DynamicImage::from(alpha).to_rgba8(), ImageFormat::WebP)),
    ]
}

/// A still WebP as the first frame of two.
fn animated_webp(still: &[u8], side: u32) -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut chunk = [kind, &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    };
    let less = (side - 1).to_le_bytes();
    let sides = [&less[..3], &less[..3]].concat();
    // The picture itself begins behind "RIFF", a length and "WEBP".
    let frame = [&[0; 6], &sides[..], &[100, 0, 0, 0], &still[12..]].concat();
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[&[0x12, 0, 0, 0], &sides[..]].concat()),
        chunk(b"ANIM", &[0; 6]),
        chunk(b"ANMF", &frame),
        chunk(b"ANMF", &frame),
    ]
    .concat();
    chunk(b"RIFF", &body)
}

#[test]
fn rare_pictures_are_read() {
    for (name, bytes) in good_png().into_iter().chain(good_others()) {
        let scan = read(&bytes, &patient()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let texts: Vec<&str> = scan.codes.iter().map(|code| code.text.expose()).collect();
        assert_eq!(texts, [TEXT], "{name}");
    }
}

#[test]
fn photos_are_looked_at_the_right_way_up() {
    let mut upright = GrayImage::from_pixel(400, 200, Luma([255]));
    imageops::replace(&mut upright, &grey(), 0, 0);
    let transposed = imageops::flip_horizontal(&imageops::rotate90(&upright));
    let stored = [
        upright.clone(),
        imageops::flip_horizontal(&upright),
        imageops::rotate180(&upright),
        imageops::flip_vertical(&upright),
        transposed.clone(),
        imageops::rotate270(&upright),
        imageops::rotate180(&transposed),
        imageops::rotate90(&upright),
    ];
    for (picture, orientation) in stored.into_iter().zip(1..) {
        let jpeg = jpeg::oriented(&encode(picture, ImageFormat::Jpeg), orientation);
        let scan = read(&jpeg, &patient()).unwrap();
        assert_eq!((scan.width, scan.height), (400, 200), "{orientation}");
        let (x, y) = scan.codes[0].corners[0];
        assert!((x - 16.0).abs() < 6.0 && (y - 16.0).abs() < 6.0, "{orientation}: {x}, {y}");
    }
}

/// What is refused, and why.
fn bad() -> Vec<(&'static str, Vec<u8>, PictureError)> {
    use PictureError::{Damaged, NotAPicture, TooLarge, Unsupported};
    let head = |width, height, kind| {
        png::file(&[png::header(width, height, kind), png::chunk(*b"IDAT", &png::stored(&[0; 9]))])
    };
    let mut wrong_sum = head(9, 9, [8, 0, 0]);
    wrong_sum[30] ^= 1;
    let garbage = png::file(&[png::header(64, 64, [8, 0, 0]), png::chunk(*b"IDAT", &[0xaa; 500])]);
    let gif = |width: u16, height: u16| {
        let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
        [b"GIF89a", &size[..], &[0x80, 0, 0], &[0; 6], b",", &[0; 4], &size, &[0, 2, 1, 0x44, 0, b';']].concat()
    };
    let bmp = |width: i32, height: i32| {
        let mut bytes = encode(GrayImage::new(4, 4), ImageFormat::Bmp);
        bytes[18..22].copy_from_slice(&width.to_le_bytes());
        bytes[22..26].copy_from_slice(&height.to_le_bytes());
        bytes
    };
    let webp = |size: [u8; 6]| [&b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"[..], &size].concat();
    vec![
        ("nothing", Vec::new(), NotAPicture),
        ("text", TEXT.into(), NotAPicture),
        ("PDF", b"%PDF-1.7\n%\xff\xff".to_vec(), NotAPicture),
        ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), NotAPicture),
        ("a program", b"MZ\x90\0\x03\0\0\0".to_vec(), NotAPicture),
        ("a sound", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), NotAPicture),
        ("an archive", b"PK\x03\x04\x14\0\0\0".to_vec(), NotAPicture),
        ("zeros", vec![0; 5000], NotAPicture),
        ("TIFF", b"II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec(), Unsupported),
        ("AVIF", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf".to_vec(), Unsupported),
        ("icon", b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0".to_vec(), Unsupported),
        ("only the beginning of a PNG", b"\x89PNG\r\n\x1a\n".to_vec(), Damaged),
        ("PNG without pixels", png::file(&[png::header(9, 9, [8, 0, 0])]), Damaged),
        ("PNG with too few pixels", head(100, 100, [8, 6, 0]), Damaged),
        ("PNG without width", head(0, 9, [8, 0, 0]), Damaged),
        ("PNG without height", head(9, 0, [8, 0, 0]), Damaged),
        ("PNG of unknown colours", head(9, 9, [8, 5, 0]), Damaged),
        ("PNG of three bits", head(9, 9, [3, 0, 0]), Damaged),
        ("PNG with a wrong sum", wrong_sum, Damaged),
        ("PNG with garbage for pixels", garbage, Damaged),
        ("PNG of 30000 x 30000", head(30_000, 30_000, [8, 6, 0]), TooLarge),
        ("PNG of one row too wide", head(16_385, 1, [1, 0, 0]), TooLarge),
        ("PNG of too many bytes", head(16_000, 16_000, [16, 6, 0]), TooLarge),
        ("PNG as large as can be said", head(0x7fff_ffff, 0x7fff_ffff, [8, 6, 0]), TooLarge),
        ("only the beginning of a JPEG", b"\xff\xd8\xff\xe0".to_vec(), Damaged),
        ("JPEG of 65535 x 65535", jpeg::head(65_535, 65_535), TooLarge),
        ("JPEG of no width", jpeg::head(0, 9), Damaged),
        ("GIF with too few pixels", gif(9, 9), Damaged),
        ("GIF of 65535 x 65535", gif(65_535, 65_535), TooLarge),
        ("only the beginning of a GIF", b"GIF89a".to_vec(), Damaged),
        ("BMP of 30000 x 30000", bmp(30_000, 30_000), TooLarge),
        ("BMP of no width", bmp(0, 4), Unsupported),
        ("BMP of less than no width", bmp(-4, 4), Damaged),
        ("BMP as high as can be said", bmp(4, i32::MIN), Damaged),
        ("only the beginning of a BMP", b"BM\x9a\0\0\0".to_vec(), Damaged),
        ("WebP of 16777216 x 16777216, which none may have", webp([0xff; 6]), Damaged),
        ("WebP without pixels", webp([9, 0, 0, 9, 0, 0]), Damaged),
        ("only the beginning of a WebP", b"RIFF\x04\0\0\0WEBP".to_vec(), Damaged),
    ]
}

/// The most memory that this process has had so far, in KiB, where that is told.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

#[test]
fn bad_pictures_are_refused_for_what_they_are() {
    let bad = bad();
    let before = most_memory();
    let wrong = bad.iter().filter_map(|(name, bytes, reason)| {
        let answer = read(bytes, &patient()).err();
        (answer != Some(*reason)).then_some((name, answer))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), []);
    if let (Some(before), Some(after)) = (before, most_memory()) {
        // The other tests, which may run at the same time, take little.
        assert!(after < before + 100 * 1024, "{before} KiB before, {after} KiB after");
    }
    assert!(bad.len() + good_png().len() + good_others().len() >= 50);
}

#[test]
fn pictures_cut_anywhere_do_no_harm() {
    let grey = DynamicImage::from(grey());
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Gif] {
        let bytes = encode(grey.to_rgb8(), format);
        for end in (0..40).chain((1..12).map(|part| bytes.len() * part / 12)).chain(bytes.len() - 3..bytes.len()) {
            match read(&bytes[..end], &patient()) {
                Ok(scan) => assert!(scan.codes.iter().all(|code| code.text.expose() == TEXT), "{format:?} {end}"),
                Err(PictureError::Damaged) => {}
                Err(error) => assert!(end < 16, "{format:?} {end}: {error}"),
            }
        }
    }
}

#[test]
fn the_time_for_a_hostile_picture_is_kept() {
    // A chequered floor of what looks like corners of codes: the worst that the finder can be shown.
    let pattern = |x: u32, y: u32| {
        let (x, y) = (x % 18 / 2, y % 18 / 2);
        let away = x.abs_diff(3).max(y.abs_diff(3));
        Luma([if away > 3 || away == 2 { 255 } else { 0 }])
    };
    let floor = encode(GrayImage::from_fn(2_000, 1_500, pattern), ImageFormat::Png);
    let limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    let start = std::time::Instant::now();
    let scan = read(&floor, &limits).unwrap();
    assert!(scan.codes.is_empty());
    assert!(start.elapsed() < Duration::from_secs(5));
    // Unpacking counts as well: as many pixels as are allowed.
    let large = encode(GrayImage::new(16_000, 8_000), ImageFormat::Png);
    let start = std::time::Instant::now();
    let scan = read(&large, &limits).unwrap();
    assert_eq!((scan.width, scan.height, scan.is_complete), (16_000, 8_000, false));
    assert!(start.elapsed() < Duration::from_secs(5));
}
