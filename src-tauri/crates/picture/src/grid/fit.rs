//! Moving the corners of a code until its fixed patterns lie on what the picture shows.
//!
//! The measure is the correlation of the grey values with the known colours of the modules: no threshold has to be
//! right, so small, soft, pale and inverted codes are as good as others.

use super::{
    geometry::{Anchors, Point, Projection},
    layout::Layout,
    level::Level,
};

/// A picture seen as ink: dark is much, whatever the polarity of the code.
#[derive(Clone, Copy)]
pub(super) struct Ink<'a> {
    pub(super) level: &'a Level,
    pub(super) is_light: bool,
}

impl Ink<'_> {
    pub(super) fn at(&self, pixel: Point) -> f32 {
        let value = self.level.sample(pixel);
        if self.is_light { value } else { 255.0 - value }
    }
}

/// How well the timing patterns of a code would lie here, from -1 to 1; the worse one of them counts more. Neighbours are compared, so that the light
/// may change along the code.
pub(super) fn timing(ink: Ink<'_>, projection: &Projection, side: usize) -> f32 {
    let line = |module: &dyn Fn(f32) -> Point| {
        let (mut sum, mut total) = (0.0, 1e-3);
        let mut values = [0.0; 3];
        for along in 7..side - 7 {
            values.rotate_left(1);
            values[2] = ink.at(projection.pixel(module(along as f32 + 0.5)));
            if along >= 9 {
                let difference = 2.0 * values[1] - values[0] - values[2];
                // The module in the middle is the one before: dark when it is even.
                sum += if along % 2 == 1 { difference } else { -difference };
                total += difference.abs();
            }
        }
        sum / total
    };
    let (across, down) = (line(&|along| (along, 6.5)), line(&|along| (6.5, along)));
    0.7 * across.min(down) + 0.3 * across.max(down)
}

/// How well all fixed patterns of a code lie here, from -1 to 1.
pub(super) fn correlation(ink: Ink<'_>, projection: &Projection, layout: &Layout) -> f32 {
    let (mut dark, mut light, mut darks, mut squares) = (0.0, 0.0, 0.0_f32, 0.0);
    for fixed in &layout.fixed {
        let value = ink.at(projection.pixel((f32::from(fixed.x) + 0.5, f32::from(fixed.y) + 0.5)));
        squares += value * value;
        if fixed.is_dark {
            dark += value;
            darks += 1.0;
        } else {
            light += value;
        }
    }
    let count = layout.fixed.len() as f32;
    let lights = count - darks;
    let mean = (dark + light) / count;
    let variance = squares / count - mean * mean;
    let between = (dark / darks - light / lights) * (darks * lights).sqrt() / count;
    between / variance.max(1.0).sqrt()
}

/// Where the last alignment pattern may be, near where it is thought to be: the best places, the best first.
pub(super) fn alignment_places(ink: Ink<'_>, anchors: Anchors, side: usize) -> Vec<Point> {
    let projection = Projection::new(anchors, side);
    let expected = side as f32 - 6.5;
    let mut places: Vec<(f32, Point)> = Vec::new();
    // Flat codes have it where it should be; only seen from the side is it farther away.
    for (reach, enough) in [(2.0, 0.8), (2.5 + (side as f32 * 0.07).min(6.0), 0.0)] {
        let steps = (reach * 2.0) as i32;
        let lattice = Lattice::new(ink, &projection, (expected, expected), (steps + 4).unsigned_abs() as usize);
        for (row, column) in (-steps..=steps).flat_map(|row| (-steps..=steps).map(move |column| (row, column))) {
            let score = lattice.ring(row, column);
            if score < 0.55 {
                continue;
            }
            let place = (expected + column as f32 * 0.5, expected + row as f32 * 0.5);
            let near = places.iter_mut().find(|(_, other)| (other.0 - place.0).hypot(other.1 - place.1) < 1.6);
            match near {
                Some(best) if best.0 < score => *best = (score, place),
                Some(_) => {}
                None => places.push((score, place)),
            }
        }
        places.sort_by(|a, b| b.0.total_cmp(&a.0));
        if places.first().is_some_and(|(score, _)| *score > enough) {
            break;
        }
    }
    places.into_iter().take(4).map(|(_, place)| projection.pixel(place)).collect()
}

/// Samples every half module about a point.
struct Lattice {
    /// How many samples there are to each side of the middle.
    reach: usize,
    values: Vec<f32>,
}

impl Lattice {
    fn new(ink: Ink<'_>, projection: &Projection, (x, y): Point, reach: usize) -> Self {
        let half = |place: usize| (place as f32 - reach as f32) * 0.5;
        let places = (0..=2 * reach).flat_map(|row| (0..=2 * reach).map(move |column| (row, column)));
        let values = places.map(|(row, column)| ink.at(projection.pixel((x + half(column), y + half(row))))).collect();
        Self { reach, values }
    }

    /// The correlation with an alignment pattern whose middle is so many half modules from that of the lattice.
    fn ring(&self, row: i32, column: i32) -> f32 {
        let start = |offset: i32| (self.reach as i32 + offset - 4) as usize;
        let (top, left) = (start(row), start(column));
        let (mut dark, mut light, mut squares) = (0.0, 0.0, 0.0);
        for y in 0..5 {
            let row = self.values.get((top + 2 * y) * (2 * self.reach + 1) + left..).unwrap_or_default();
            for (x, &value) in row.iter().step_by(2).take(5).enumerate() {
                squares += value * value;
                if x.abs_diff(2).max(y.abs_diff(2)) == 1 { light += value } else { dark += value }
            }
        }
        let mean: f32 = (dark + light) / 25.0;
        let variance = squares / 25.0 - mean * mean;
        // The root of 17 dark and 8 light modules, over 25.
        (dark / 17.0 - light / 8.0) * 0.466_5 / variance.max(4.0).sqrt()
    }
}

/// Moves the anchors so that the last alignment pattern lies at a pixel.
pub(super) fn with_alignment(anchors: Anchors, side: usize, pixel: Point) -> Anchors {
    let [a, b, mut c, d] = anchors;
    // The alignment pattern is three modules from the fourth anchor: a few steps of moving by the difference.
    for _ in 0..4 {
        let now = Projection::new([a, b, c, d], side).pixel((side as f32 - 6.5, side as f32 - 6.5));
        c = (c.0 + pixel.0 - now.0, c.1 + pixel.1 - now.1);
    }
    [a, b, c, d]
}

/// Moves the anchors to where the fixed patterns correlate best; gives the correlation too.
pub(super) fn refine(ink: Ink<'_>, start: Anchors, layout: &Layout, first_step: f32) -> (f32, Anchors) {
    let module = Projection::new(start, layout.side).module_size((layout.side as f32 / 2.0, layout.side as f32 / 2.0));
    let mut best = start;
    let mut score = correlation(ink, &Projection::new(best, layout.side), layout);
    let mut step = first_step * module;
    while step > 0.07 * module {
        for _ in 0..3 {
            let before = score;
            for anchor in [2, 1, 3, 0] {
                for (dx, dy) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                    let mut tried = best;
                    if let Some(point) = tried.get_mut(anchor) {
                        *point = (point.0 + dx, point.1 + dy);
                    }
                    let value = correlation(ink, &Projection::new(tried, layout.side), layout);
                    if value > score {
                        (score, best) = (value, tried);
                    }
                }
            }
            if score - before < 0.002 {
                break;
            }
        }
        step *= 0.5;
    }
    (score, best)
}
