//! Points, and the projective map from the modules of a code to the pixels of a picture.

/// A point, x before y. Whole numbers are corners of pixels or modules, halves are their middles.
pub(super) type Point = (f32, f32);

pub(super) fn distance(a: Point, b: Point) -> f32 {
    (b.0 - a.0).hypot(b.1 - a.1)
}

/// The direction from one point to another, of length 1.
pub(super) fn direction(from: Point, to: Point) -> Point {
    let length = distance(from, to).max(1e-6);
    ((to.0 - from.0) / length, (to.1 - from.1) / length)
}

/// The middles of the three finder patterns and the point that makes them a square: clockwise from the upper left.
pub(super) type Anchors = [Point; 4];

/// From modules to pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    /// The map of the unit square onto the anchors, row by row (Heckbert 1989, section 2.2.3).
    numbers: [f32; 8],
    /// How many modules the anchors are apart.
    span: f32,
}

/// The middle of a finder pattern, in modules from the edge.
pub(super) const MIDDLE: f32 = 3.5;

impl Projection {
    /// `side` is that of the code in modules.
    pub(super) fn new([a, b, c, d]: Anchors, side: usize) -> Self {
        let (sx, sy) = (a.0 - b.0 + c.0 - d.0, a.1 - b.1 + c.1 - d.1);
        let (dx1, dy1, dx2, dy2) = (b.0 - c.0, b.1 - c.1, d.0 - c.0, d.1 - c.1);
        let area = dx1 * dy2 - dx2 * dy1;
        let (g, h) =
            if area.abs() < 1e-6 { (0.0, 0.0) } else { ((sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area) };
        let numbers =
            [b.0 - a.0 + g * b.0, d.0 - a.0 + h * d.0, a.0, b.1 - a.1 + g * b.1, d.1 - a.1 + h * d.1, a.1, g, h];
        Self { numbers, span: side as f32 - 2.0 * MIDDLE }
    }

    /// The pixel of a point in modules from the upper left corner of the code.
    pub(super) fn pixel(&self, (u, v): Point) -> Point {
        let [a, b, c, d, e, f, g, h] = self.numbers;
        let (u, v) = ((u - MIDDLE) / self.span, (v - MIDDLE) / self.span);
        let w = g * u + h * v + 1.0;
        ((a * u + b * v + c) / w, (d * u + e * v + f) / w)
    }

    /// How many pixels a module is wide about a point: the root of its area.
    pub(super) fn module_size(&self, (u, v): Point) -> f32 {
        let middle = self.pixel((u, v));
        let (right, below) = (self.pixel((u + 1.0, v)), self.pixel((u, v + 1.0)));
        let (ax, ay, bx, by) = (right.0 - middle.0, right.1 - middle.1, below.0 - middle.0, below.1 - middle.1);
        (ax * by - ay * bx).abs().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_stay_where_they_are() {
        let anchors = [(10.0, 20.0), (110.0, 30.0), (120.0, 140.0), (5.0, 115.0)];
        let projection = Projection::new(anchors, 25);
        for (modules, pixels) in [(3.5, 3.5), (21.5, 3.5), (21.5, 21.5), (3.5, 21.5)].into_iter().zip(anchors) {
            assert!(distance(projection.pixel(modules), pixels) < 1e-3);
        }
        assert!((4.0..7.0).contains(&projection.module_size((12.0, 12.0))));
    }
}
