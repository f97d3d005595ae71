//! Measures the reader on drawn pictures: `measure FIRST LAST [screens|hostile|CATEGORY] [RUNS]`.
//!
//! Prints how many codes of each category are found, texts that are not there, and milliseconds of a
//! processor (median, 95th of 100, longest; of each picture the quickest of `RUNS`, 1 unless said). What was missed is named, so that it can be drawn again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a measurement has nobody to answer to"
)]

#[path = "shared/clock.rs"]
mod clock;

use std::time::Duration;

use image::DynamicImage;
use watchword_picture::{FoundCode, Limits, read_pixels};
use watchword_qr_pictures::{Category, Placed, draw};

/// What was counted of one category.
#[derive(Default)]
struct Row {
    found: usize,
    codes: usize,
    wrong: usize,
    times: Vec<f64>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (first, last): (u64, u64) = (arguments[0].parse().unwrap(), arguments[1].parse().unwrap());
    let kind = arguments.get(2).map_or("screens", String::as_str);
    let all = Category::SCREENS.iter().chain(Category::HOSTILE);
    let categories: Vec<&Category> = match kind {
        "screens" => Category::SCREENS.iter().collect(),
        "hostile" => Category::HOSTILE.iter().collect(),
        name => all.filter(|category| category.name() == name).collect(),
    };
    let runs: u32 = arguments.get(3).map_or(1, |runs| runs.parse().unwrap());
    let mut total = Row::default();
    for &category in categories {
        let mut row = Row::default();
        for seed in first..last {
            measure(category, seed, runs, &mut row);
        }
        print(category.name(), &mut row);
        total.found += row.found;
        total.codes += row.codes;
        total.wrong += row.wrong;
        total.times.append(&mut row.times);
    }
    print("all", &mut total);
}

fn measure(category: Category, seed: u64, runs: u32, row: &mut Row) {
    let picture = draw(category, seed);
    let rgba = DynamicImage::from(picture.pixels).to_rgba8();
    let limits = Limits { time: Duration::from_secs(30), ..Limits::default() };
    let read = || {
        let start = clock::milliseconds();
        let scan = read_pixels(rgba.width(), rgba.height(), rgba.as_raw(), &limits).unwrap();
        (clock::milliseconds() - start, scan)
    };
    let (first, scan) = read();
    row.times.push((1..runs).map(|_| read().0).fold(first, f64::min));
    let mut left: Vec<&FoundCode> = scan.codes.iter().collect();
    let mut found = 0;
    for code in &picture.codes {
        if let Some(place) = left.iter().position(|find| find.text.expose() == code.text && is_there(find, code)) {
            left.remove(place);
            found += 1;
        }
    }
    if found < picture.codes.len() || !left.is_empty() || !scan.is_complete {
        let (count, wrong, name) = (picture.codes.len(), left.len(), category.name());
        println!("  {name} {seed}: {found} of {count}, {wrong} wrong, complete: {}", scan.is_complete);
    }
    row.found += found;
    row.codes += picture.codes.len();
    row.wrong += left.len();
}

fn print(name: &str, row: &mut Row) {
    row.times.sort_by(f64::total_cmp);
    let (count, last) = (row.times.len(), row.times.last().copied().unwrap_or_default());
    let part = 100.0 * row.found as f64 / row.codes.max(1) as f64;
    println!(
        "{name:22}{:5} of {:5} {part:6.1} %  wrong {}  ms {:4.0} {:5.0} {last:5.0}",
        row.found,
        row.codes,
        row.wrong,
        row.times[count / 2],
        row.times[count * 95 / 100],
    );
}

/// Whether the middle of what was found is in the middle half of the code.
fn is_there(found: &FoundCode, code: &Placed) -> bool {
    let middle = |corners: &[(f32, f32); 4]| {
        corners.iter().fold((0.0, 0.0), |middle, corner| (middle.0 + corner.0 / 4.0, middle.1 + corner.1 / 4.0))
    };
    let (one, other) = (middle(&found.corners), middle(&code.corners));
    let side = (code.corners[1].0 - code.corners[0].0).hypot(code.corners[1].1 - code.corners[0].1);
    (one.0 - other.0).hypot(one.1 - other.1) < side * 0.5
}
