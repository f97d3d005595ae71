//! Where a flat thing stands in a picture, and how its points and pixels go with each other.

/// A point, x before y.
pub(crate) type Point = (f32, f32);

/// A projective map of the plane, as the nine numbers of its matrix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Projection([f32; 9]);

impl Projection {
    /// Maps the unit square onto a quadrilateral given clockwise from its upper left (Heckbert 1989, section 2.2.3).
    pub(crate) fn onto([a, b, c, d]: [Point; 4]) -> Self {
        let (sx, sy) = (a.0 - b.0 + c.0 - d.0, a.1 - b.1 + c.1 - d.1);
        let (dx1, dy1, dx2, dy2) = (b.0 - c.0, b.1 - c.1, d.0 - c.0, d.1 - c.1);
        let scale = dx1 * dy2 - dx2 * dy1;
        let (g, h) = ((sx * dy2 - dx2 * sy) / scale, (dx1 * sy - sx * dy1) / scale);
        Self([b.0 - a.0 + g * b.0, d.0 - a.0 + h * d.0, a.0, b.1 - a.1 + g * b.1, d.1 - a.1 + h * d.1, a.1, g, h, 1.0])
    }

    pub(crate) fn map(&self, (x, y): Point) -> Point {
        let m = &self.0;
        let w = m[6] * x + m[7] * y + m[8];
        ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
    }

    pub(crate) fn inverse(&self) -> Self {
        let m = &self.0;
        Self([
            m[4] * m[8] - m[5] * m[7],
            m[2] * m[7] - m[1] * m[8],
            m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8],
            m[0] * m[8] - m[2] * m[6],
            m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6],
            m[1] * m[6] - m[0] * m[7],
            m[0] * m[4] - m[1] * m[3],
        ])
    }
}

/// The unit square on a sheet that may be bent, seen in perspective.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    there: Projection,
    back: Projection,
    /// The angle that the sheet goes around a cylinder, in radians; 0 is flat.
    bend: f32,
    /// How far the lines across the cylinder are bowed by being seen from above, in units of the square.
    bow: f32,
}

impl Place {
    pub(crate) fn flat(corners: [Point; 4]) -> Self {
        let there = Projection::onto(corners);
        Self { there, back: there.inverse(), bend: 0.0, bow: 0.0 }
    }

    /// Without turning or perspective.
    pub(crate) fn upright(left: f32, top: f32, width: f32, height: f32) -> Self {
        let (right, bottom) = (left + width, top + height);
        Self::flat([(left, top), (right, top), (right, bottom), (left, bottom)])
    }

    pub(crate) fn bent(corners: [Point; 4], bend: f32, bow: f32) -> Self {
        Self { bend, bow, ..Self::flat(corners) }
    }

    /// From the unit square to pixels.
    pub(crate) fn to_pixels(self, (u, v): Point) -> Point {
        if self.bend == 0.0 {
            return self.there.map((u, v));
        }
        let angle = (u - 0.5) * self.bend;
        let x = 0.5 + angle.sin() / (2.0 * (self.bend / 2.0).sin());
        self.there.map((x, v + self.bow * (1.0 - angle.cos())))
    }

    /// From pixels to the unit square.
    pub(crate) fn to_square(self, pixel: Point) -> Point {
        let (x, y) = self.back.map(pixel);
        if self.bend == 0.0 {
            return (x, y);
        }
        let angle = ((x - 0.5) * 2.0 * (self.bend / 2.0).sin()).clamp(-1.0, 1.0).asin();
        (0.5 + angle / self.bend, y - self.bow * (1.0 - angle.cos()))
    }

    /// The rectangle of pixels around it: left, top, right, bottom.
    pub(crate) fn bounds(self) -> [f32; 4] {
        let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for step in 0..=20 {
            let t = step as f32 / 20.0;
            for point in [(t, 0.0), (t, 1.0), (0.0, t), (1.0, t)] {
                let (x, y) = self.to_pixels(point);
                bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
            }
        }
        bounds
    }
}
