//! Damages pictures at random and reads them, kind by kind, for a number of seconds each: `cargo xtask fuzz`. A panic
//! that gets out of the library is a fault; so is a text that no picture says, and an answer that takes long.
//!
//! `fuzz SECONDS [SEED]`. The same seed gives the same pictures, so that a fault can be looked for again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool for developers, which stops at what is wrong and keeps time"
)]

#[path = "shared/clock.rs"]
mod clock;

use std::{
    env, fs,
    io::Cursor,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use fast_qr::{ECL, QRBuilder};
use fastrand::Rng;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use watchword_picture::{Limits, PictureError, Scan, read, read_pixels};

/// An answer that takes more milliseconds of a processor is a fault: the time of the limits, and as much again for a
/// reader that is told to stop in the middle of a pass.
const LONGEST: f64 = 4_000.0;

const TEXTS: [&str; 3] = ["otpauth://totp/olu?secret=3GHO7OE475WZW56Z", "0123456789012345", "WIFI:T:WPA;S:a;P:bcd;;"];

const FORMATS: [ImageFormat; 5] =
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Gif];

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let mut number = |default| arguments.next().map_or(default, |text| text.parse().unwrap());
    let (seconds, seed) = (number(60), number(0x0057_6174_6368_776f));
    // What the library catches is no fault, and not to be told of each time.
    panic::set_hook(Box::new(|_| {}));
    let mut is_sound = true;
    for format in FORMATS {
        let name = format.extensions_str()[0];
        let corpus: Vec<Vec<u8>> = TEXTS.iter().map(|text| encode(&draw(text, 3), format)).collect();
        is_sound &= fuzz(name, Duration::from_secs(seconds), &mut Rng::with_seed(seed), &|random| {
            let bytes = damaged(&corpus[random.usize(..corpus.len())], random);
            (read(&bytes, &Limits::default()), bytes)
        });
    }
    is_sound &= fuzz("pixels", Duration::from_secs(seconds), &mut Rng::with_seed(seed), &|random| {
        let mut picture = draw(TEXTS[random.usize(..TEXTS.len())], 1 + u32::try_from(random.usize(..4)).unwrap());
        stain(&mut picture, random);
        let rgba = DynamicImage::from(picture.clone()).to_rgba8();
        (
            read_pixels(rgba.width(), rgba.height(), rgba.as_raw(), &Limits::default()),
            encode(&picture, ImageFormat::Png),
        )
    });
    if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

type Answer = (Result<Scan, PictureError>, Vec<u8>);

/// `read` makes a picture, reads it and gives it back, for a test of its own.
fn fuzz(name: &str, time: Duration, random: &mut Rng, read: &dyn Fn(&mut Rng) -> Answer) -> bool {
    let start = Instant::now();
    let (mut count, mut found) = (0_u64, 0_u64);
    while start.elapsed() < time {
        let begun = clock::milliseconds();
        let before = random.get_seed();
        let Ok((answer, picture)) = panic::catch_unwind(AssertUnwindSafe(|| read(random))) else {
            println!("{name}: a panic with the seed {before}");
            return false;
        };
        let is_true = |scan: &Scan| scan.codes.iter().all(|code| TEXTS.contains(&code.text.expose()));
        if clock::milliseconds() - begun > LONGEST || !answer.as_ref().map_or(true, is_true) {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/fuzz");
            fs::create_dir_all(&folder).unwrap();
            let file = folder.join(format!("{name}.bin"));
            fs::write(&file, picture).unwrap();
            println!("{name}: {}, {:.0} ms", file.display(), clock::milliseconds() - begun);
            return false;
        }
        count += 1;
        found += answer.map_or(0, |scan| scan.codes.len() as u64);
    }
    println!("{name}: {count} pictures, {found} codes read");
    true
}

/// A code with its quiet zone.
fn draw(text: &str, scale: u32) -> GrayImage {
    let code = QRBuilder::new(text).ecl(ECL::M).build().unwrap();
    let side = u32::try_from(code.size).unwrap();
    GrayImage::from_fn((side + 8) * scale, (side + 8) * scale, |x, y| {
        let module = |pixel: u32| (pixel / scale).checked_sub(4).filter(|&place| place < side);
        let is_dark = matches!((module(x), module(y)), (Some(x), Some(y)) if code[y as usize][x as usize].value());
        Luma([if is_dark { 0 } else { 255 }])
    })
}

fn encode(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture.clone()).to_rgb8().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Paints over, moves and mixes up parts of a picture.
fn stain(picture: &mut GrayImage, random: &mut Rng) {
    let side = picture.width() as usize;
    for _ in 0..random.usize(..12) {
        let (left, top) = (random.usize(..side), random.usize(..side));
        let (width, height) = (1 + random.usize(..side / 2), 1 + random.usize(..side / 2));
        let (kind, grey, shift) = (random.usize(..5), random.u8(..), random.usize(..side));
        for y in top..(top + height).min(side) {
            for x in left..(left + width).min(side) {
                let place = y * side + x;
                let other = picture.as_raw()[(place + shift * side + shift) % (side * side)];
                let pixel = &mut picture.as_mut()[place];
                *pixel = match kind {
                    0 => grey,
                    1 => !*pixel,
                    2 => other,
                    3 => random.u8(..),
                    _ => *pixel / 2 + grey / 2,
                };
            }
        }
    }
}

/// One to eight damages, one behind the other.
fn damaged(bytes: &[u8], random: &mut Rng) -> Vec<u8> {
    const NUMBERS: [&[u8]; 6] = [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x40\0", b"\0\x40", b"\x01"];
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.usize(..8) {
        // The heads decide more than the pixels: half of the damages are there.
        let reach = if random.usize(..2) == 0 { bytes.len().min(64) } else { bytes.len() };
        let place = random.usize(..reach.max(1));
        let length = random.usize(..32).min(bytes.len() - place.min(bytes.len()));
        match random.usize(..6) {
            0 if !bytes.is_empty() => bytes[place] ^= 1 << random.usize(..8),
            1 if !bytes.is_empty() => bytes[place] = random.u8(..),
            2 => drop(bytes.drain(place..place + length)),
            3 if random.usize(..4) == 0 => bytes.truncate(place),
            4 => {
                let piece = bytes[place..place + length].to_vec();
                let place = random.usize(..bytes.len().max(1));
                bytes.splice(place..place, piece);
            }
            _ => {
                let number = NUMBERS[random.usize(..NUMBERS.len())];
                let end = (place + number.len()).min(bytes.len());
                drop(bytes.splice(place..end.max(place), number.iter().copied()));
            }
        }
    }
    bytes
}
