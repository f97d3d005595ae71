//! Three finder patterns that may belong to one code.

use super::{
    finder::{Finder, arm},
    geometry::{Anchors, MIDDLE, Point, direction, distance},
    layout::{LARGEST, SMALLEST},
    level::Level,
};

/// Three finder patterns that stand like those of a code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triple {
    /// The one at the right angle, the one clockwise of it, the other; as numbers of the list of finders.
    pub(super) members: [usize; 3],
    pub(super) middles: [Point; 3],
    pub(super) is_light: bool,
    /// The size of a module in pixels, roughly.
    pub(super) module: f32,
    /// That of the smallest of them: the far side of a code that is seen from one side.
    pub(super) smallest: f32,
    /// How far from a square with equal patterns; small is good.
    pub(super) oddness: f32,
}

/// How many patterns about one are looked at, the nearest first.
const NEIGHBOURS: usize = 36;

/// All triples, the most likely first.
pub(super) fn triples(finders: &[Finder]) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (number, corner) in finders.iter().enumerate() {
        let mut others: Vec<(usize, &Finder, f32)> = finders
            .iter()
            .enumerate()
            .filter(|(other, finder)| {
                *other != number
                    && finder.is_light == corner.is_light
                    && (0.36..2.8).contains(&(finder.module / corner.module))
            })
            .map(|(other, finder)| (other, finder, distance(corner.middle, finder.middle)))
            .filter(|(_, finder, apart)| (8.0..230.0).contains(&(apart / corner.module.max(finder.module))))
            .collect();
        others.sort_by(|a, b| a.2.total_cmp(&b.2));
        others.truncate(NEIGHBOURS);
        for (place, one) in others.iter().enumerate() {
            for other in others.iter().skip(place + 1) {
                triples.extend(triple(number, corner, *one, *other));
            }
        }
    }
    triples.sort_by(|a, b| a.oddness.total_cmp(&b.oddness));
    triples
}

fn triple(
    number: usize,
    corner: &Finder,
    (first, one, one_away): (usize, &Finder, f32),
    (second, other, other_away): (usize, &Finder, f32),
) -> Option<Triple> {
    let (a, b) = (direction(corner.middle, one.middle), direction(corner.middle, other.middle));
    let slant = a.0 * b.0 + a.1 * b.1;
    let arms = (other_away / one_away).ln().abs();
    if slant.abs() > 0.7 || arms > 0.85 {
        return None;
    }
    let sizes = [corner.module, one.module, other.module];
    let (least, most) = sizes.iter().fold((f32::MAX, 0.0_f32), |(low, high), &size| (low.min(size), high.max(size)));
    let module = sizes.iter().sum::<f32>() / 3.0;
    // Neighbours of large codes are nearer to each other than to their own: a long way counts a little.
    let away = (one_away + other_away) / module;
    let oddness = arms + slant.abs() + 0.7 * (most / least).ln() + away * 0.002;
    let is_clockwise = a.0 * b.1 - a.1 * b.0 > 0.0;
    let (members, middles) = if is_clockwise {
        ([number, first, second], [corner.middle, one.middle, other.middle])
    } else {
        ([number, second, first], [corner.middle, other.middle, one.middle])
    };
    Some(Triple { members, middles, is_light: corner.is_light, module, smallest: least, oddness })
}

/// What the patterns of a triple say about the code: its side and where the square of their middles ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guess {
    /// The side in modules, as measured.
    pub(super) side: f32,
    pub(super) anchors: Anchors,
}

/// Measures the modules along the edges of the code: their sizes at both ends tell the perspective.
pub(super) fn guesses(triple: &Triple, levels: &[Level], numbers: [usize; 3]) -> Vec<Guess> {
    let [corner, right, lower] = triple.middles;
    let size = |place: usize, to: Point| {
        let (level, middle) = (levels.get(*numbers.get(place)?)?, *triple.middles.get(place)?);
        module_along(level, middle, direction(middle, to), triple.is_light, triple.module)
    };
    let edge = |far: usize, to: Point| {
        let near = size(0, to);
        let other = size(far, corner);
        let (near, other) = (near.or(other).unwrap_or(triple.module), other.or(near).unwrap_or(triple.module));
        let apart = distance(corner, to);
        // The length in modules, and the growth of the modules along the edge, by the rules of perspective.
        (apart / (near * other).sqrt(), (near / other).sqrt())
    };
    let ((across, grow_right), (down, grow_down)) = (edge(1, right), edge(2, lower));
    let ratio = across / down;
    if !(0.62..1.6).contains(&ratio) {
        return Vec::new();
    }
    let modules = f32::midpoint(across, down) + 2.0 * MIDDLE;
    if !(SMALLEST as f32 - 3.5..LARGEST as f32 * 1.15).contains(&modules) {
        return Vec::new();
    }
    let plain = (right.0 + lower.0 - corner.0, right.1 + lower.1 - corner.1);
    let (g, h) = (grow_right - 1.0, grow_down - 1.0);
    let w = 1.0 + g + h;
    let mut guesses = vec![Guess { side: modules, anchors: [corner, right, plain, lower] }];
    if g.abs().max(h.abs()) > 0.03 && w > 0.3 {
        let point = |a: f32, b: f32, c: f32| (b * (1.0 + g) + c * (1.0 + h) - a) / w;
        let seen = (point(corner.0, right.0, lower.0), point(corner.1, right.1, lower.1));
        guesses.push(Guess { side: modules, anchors: [corner, right, seen, lower] });
    }
    guesses
}

/// The size of a finder's modules along a direction, in pixels of the picture.
fn module_along(level: &Level, middle: Point, way: Point, is_light: bool, module: f32) -> Option<f32> {
    let start = (middle.0 / level.scale, middle.1 / level.scale);
    let module = module / level.scale;
    let one = arm(level, start, way, is_light, module * 1.4);
    let other = arm(level, start, (-way.0, -way.1), is_light, module * 1.4);
    let ([.., one], [.., other]) = (one?, other?);
    let size = (one + other) / 7.0;
    (0.5..2.0).contains(&(size / module)).then_some(size * level.scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder(x: f32, y: f32) -> Finder {
        Finder { middle: (x, y), module: 2.0, is_light: false, level: 0 }
    }

    #[test]
    fn the_right_angle_is_the_corner() {
        let found = triples(&[finder(60.0, 0.0), finder(0.0, 0.0), finder(0.0, 60.0), finder(400.0, 410.0)]);
        let first = found[0];
        assert_eq!(first.members, [1, 0, 2]);
        assert_eq!(first.middles, [(0.0, 0.0), (60.0, 0.0), (0.0, 60.0)]);
        assert!(first.oddness < 0.2);
    }

    #[test]
    fn patterns_of_different_kinds_do_not_go_together() {
        let light = Finder { is_light: true, ..finder(60.0, 0.0) };
        let large = Finder { module: 6.0, ..finder(60.0, 0.0) };
        for other in [light, large] {
            assert!(triples(&[other, finder(0.0, 0.0), finder(0.0, 60.0)]).is_empty());
        }
    }
}
