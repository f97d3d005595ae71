//! Finding finder patterns: the three squares in squares at the corners of a code.
//!
//! Every line through the middle of one crosses 1 : 1 : 3 : 1 : 1 parts of dark, light, dark, light and dark (ISO/IEC
//! 18004:2015, 6.3.3). The crossings are found between the pixels, so that modules of 1.3 pixels are enough.

use super::{
    geometry::{Point, distance},
    level::Level,
};

/// The smallest module that is looked for, in pixels of the level.
const SMALLEST: f32 = 1.25;
/// The largest; the next level finds larger ones.
const LARGEST: f32 = 8.0;

/// What may be a finder pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finder {
    /// Its middle, in pixels of the picture.
    pub(super) middle: Point,
    /// The size of a module, in pixels of the picture: the mean of across and down.
    pub(super) module: f32,
    /// Light on dark.
    pub(super) is_light: bool,
    /// Where in the pyramid it was seen.
    pub(super) level: usize,
}

impl Finder {
    /// Whether two are the same pattern.
    fn is_same(&self, other: &Self) -> bool {
        let module = self.module.min(other.module);
        self.is_light == other.is_light
            && distance(self.middle, other.middle) < 2.0 * module
            && (0.55..1.8).contains(&(self.module / other.module))
    }
}

/// Finders by place, to see quickly whether one is known.
struct Known {
    rows: Vec<Vec<Finder>>,
}

const ROW: f32 = 32.0;

impl Known {
    fn near(&self, y: f32) -> impl Iterator<Item = &Finder> {
        let row = (y / ROW) as usize;
        self.rows.iter().skip(row.saturating_sub(1)).take(3).flatten()
    }

    fn add(&mut self, finder: Finder) {
        let row = (finder.middle.1.max(0.0) / ROW) as usize;
        if row >= self.rows.len() {
            self.rows.resize_with(row + 1, Vec::new);
        }
        if let Some(row) = self.rows.get_mut(row) {
            row.push(finder);
        }
    }
}

/// Adds the finder patterns of a level that are not known from earlier ones. `number` is that of the level.
pub(super) fn find(level: &Level, number: usize, finders: &mut Vec<Finder>) {
    let mut known = Known { rows: Vec::new() };
    // A core of three modules is crossed by every second row, whatever its place.
    let step = 2;
    for (y, row) in level.rows().enumerate().skip(1).step_by(step) {
        let y = y as f32 + 0.5;
        crossings(row, |middle, module, is_light| {
            let is_known = known.near(y).any(|finder| {
                finder.is_light == is_light
                    && (finder.middle.0 - middle).abs() < 2.0 * finder.module
                    && (finder.middle.1 - y).abs() < 2.0 * finder.module
            });
            if !is_known && let Some(finder) = check(level, (middle, y), module, is_light, number) {
                known.add(finder);
            }
        });
    }
    let scale = level.scale;
    for finder in known.rows.into_iter().flatten() {
        let middle = (finder.middle.0 * scale, finder.middle.1 * scale);
        let finder = Finder { middle, module: finder.module * scale, ..finder };
        if !finders.iter().any(|earlier| earlier.is_same(&finder)) {
            finders.push(finder);
        }
    }
}

/// Calls `found` with middle, module size and polarity of every 1 : 1 : 3 : 1 : 1 in a row.
fn crossings(row: &[i8], mut found: impl FnMut(f32, f32, bool)) {
    // The picture begins and ends with an edge: a code may have no quiet zone.
    let mut edges = [0.0_f32; 6];
    let mut count = 1;
    let mut before = 0_i8;
    let mut last = 0_i8;
    let mut add = |edge, is_light| {
        edges.rotate_left(1);
        edges[5] = edge;
        count += 1;
        if count >= 6 {
            let runs = std::array::from_fn(|run| edges.get(run + 1).unwrap_or(&0.0) - edges.get(run).unwrap_or(&0.0));
            if let Some(module) = module_of(runs, 1.0) {
                found(f32::midpoint(edges[2], edges[3]), module, is_light);
            }
        }
    };
    for (x, &value) in row.iter().enumerate() {
        if value == 0 {
            last = 0;
            continue;
        }
        if before != 0 && (value > 0) != (before > 0) {
            add(if last == 0 { x as f32 } else { x as f32 + 0.5 - part(value, last) }, before > 0);
        }
        before = value;
        last = value;
    }
    add(row.len() as f32, before > 0);
}

/// How far before the middle of the pixel `value` the zero between it and `last` lies.
fn part(value: i8, last: i8) -> f32 {
    let (value, last) = (f32::from(value).abs(), f32::from(last).abs());
    value / (value + last)
}

/// The size of a module when five runs are 1 : 1 : 3 : 1 : 1, give or take.
fn module_of(runs: [f32; 5], tolerance: f32) -> Option<f32> {
    let module = runs.iter().sum::<f32>() / 7.0;
    let [a, b, core, c, d] = runs;
    let is_thin = |run: f32| (run - module).abs() <= (0.55 * module + 0.15) * tolerance;
    let is_finder = (SMALLEST..LARGEST * 1.5).contains(&module)
        && (core - 3.0 * module).abs() <= 1.1 * module * tolerance
        && [a, b, c, d].into_iter().all(is_thin);
    is_finder.then_some(module)
}

/// How far from `start`, in pixels of the level, the core, the gap and the ring end along a direction of length 1.
pub(super) fn arm(level: &Level, start: Point, way: Point, is_light: bool, module: f32) -> Option<[f32; 3]> {
    let mut ends = [0.0; 3];
    let mut found = 0;
    let mut is_core_colour = true;
    let mut last = 0_i8;
    let longest = (module * 8.0).ceil() as usize + 2;
    for step in 0..=longest {
        let at = step as f32;
        let Some(value) = level.contrast_at((start.0 + way.0 * at, start.1 + way.1 * at)) else {
            // A ring may end with the picture: a code without a quiet zone.
            *ends.get_mut(2)? = at - 0.5;
            return (found == 2).then_some(ends);
        };
        if value != 0 && ((value > 0) == is_light) != is_core_colour {
            if step == 0 {
                return None;
            }
            *ends.get_mut(found)? = if last == 0 { at - 0.5 } else { at - part(value, last) };
            found += 1;
            if found == 3 {
                return Some(ends);
            }
            is_core_colour = !is_core_colour;
        }
        last = value;
    }
    None
}

/// A line through the middle of a finder: where its middle is along the line, from the start, and the module size.
fn line(level: &Level, start: Point, way: Point, is_light: bool, module: f32, tolerance: f32) -> Option<(f32, f32)> {
    let [a, b, c] = arm(level, start, way, is_light, module)?;
    let [d, e, f] = arm(level, start, (-way.0, -way.1), is_light, module)?;
    let module = module_of([c - b, b - a, a + d, e - d, f - e], tolerance)?;
    Some(((a + b + c - d - e - f) / 6.0, module))
}

/// Looks at a crossing again: down, across, and along both diagonals.
fn check(level: &Level, start: Point, module: f32, is_light: bool, number: usize) -> Option<Finder> {
    let is_like = |one: f32, other: f32| (0.5..2.0).contains(&(one / other));
    let (dy, down) = line(level, start, (0.0, 1.0), is_light, module, 1.15)?;
    let start = (start.0, start.1 + dy);
    let (dx, across) = line(level, start, (1.0, 0.0), is_light, module, 1.1)?;
    let start = (start.0 + dx, start.1);
    let (dy, down) = line(level, start, (0.0, 1.0), is_light, down, 1.15)?;
    let middle = (start.0, start.1 + dy);
    if !is_like(down, across) {
        return None;
    }
    let module = f32::midpoint(down, across);
    let diagonal = std::f32::consts::FRAC_1_SQRT_2;
    let mut slants = 0;
    for way in [(diagonal, diagonal), (diagonal, -diagonal)] {
        if line(level, middle, way, is_light, module, 1.6)
            .is_some_and(|(_, size)| (0.5..2.1).contains(&(size / module)))
        {
            slants += 1;
        }
    }
    (slants >= 1 && module <= LARGEST).then_some(Finder { middle, module, is_light, level: number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_finder() {
        assert_eq!(module_of([2.0, 2.0, 6.0, 2.0, 2.0], 1.0), Some(2.0));
        assert!(module_of([1.5, 2.5, 6.2, 1.4, 2.4], 1.0).is_some());
        assert_eq!(module_of([2.0, 2.0, 2.0, 2.0, 2.0], 1.0), None);
        assert_eq!(module_of([2.0, 5.0, 6.0, 2.0, 2.0], 1.0), None);
        assert_eq!(module_of([0.5, 0.5, 1.5, 0.5, 0.5], 1.0), None);
    }

    #[test]
    fn crossings_lie_between_the_pixels() {
        let mut row = vec![50_i8; 10];
        for (length, value) in [(3, -50), (3, 50), (9, -50), (3, 50), (3, -50), (10, 50)] {
            row.extend(std::iter::repeat_n(value, length));
        }
        let mut found = Vec::new();
        crossings(&row, |middle, module, is_light| found.push((middle, module, is_light)));
        assert_eq!(found, [(20.5, 3.0, false)]);
        let mut found = Vec::new();
        crossings(&row[10..31], |middle, module, is_light| found.push((middle, module, is_light)));
        assert_eq!(found, [(10.5, 3.0, false)]);
    }
}
