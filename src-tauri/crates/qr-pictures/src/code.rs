//! A QR code as it is drawn: its modules and their look.

use fast_qr::{ECL, QRBuilder, Version};

use crate::{
    canvas::{Canvas, Colour, mix},
    place::{Place, Point},
    random::Random,
};

/// The look of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Square,
    /// Apart from each other, round.
    Dot,
    /// Apart from each other, square.
    Tile,
    /// Round where no neighbour is.
    Liquid,
}

/// A QR code and its look.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) text: String,
    pub(crate) side: i32,
    modules: Vec<bool>,
    pub(crate) shape: Shape,
    /// Finder patterns with round corners: the radius in modules.
    pub(crate) finder_radius: f32,
    /// The colour of the modules goes from the first to the second across the code.
    pub(crate) dark: [Colour; 2],
    /// `None` shows the page.
    pub(crate) light: Option<Colour>,
    /// The colour of the finder patterns, when it is another.
    pub(crate) finder: Option<Colour>,
    /// The quiet zone in modules.
    pub(crate) quiet: f32,
    /// A logo in the middle, in parts of the side.
    pub(crate) logo: f32,
    pub(crate) logo_colour: Colour,
}

impl Code {
    /// A plain black code. The error correction is `level`, or better where the version has room for it.
    pub(crate) fn new(text: &str, level: ECL) -> Self {
        Self::build(text, QRBuilder::new(text).ecl(level))
    }

    /// A plain black code of a version, or of the smallest larger one that holds the text.
    pub(crate) fn with_version(text: &str, level: ECL, version: Version) -> Self {
        Self::build(text, QRBuilder::new(text).ecl(level).version(version))
    }

    fn build(text: &str, builder: &QRBuilder) -> Self {
        let code = builder.build().or_else(|_| QRBuilder::new(text).ecl(ECL::L).build());
        let (side, modules) = code.map_or((0, Vec::new()), |code| {
            (code.size as i32, code.data[..code.size * code.size].iter().map(|module| module.value()).collect())
        });
        Self {
            text: text.to_owned(),
            side,
            modules,
            shape: Shape::Square,
            finder_radius: 0.0,
            dark: [[0.0; 3]; 2],
            light: Some([255.0; 3]),
            finder: None,
            quiet: 4.0,
            logo: 0.0,
            logo_colour: [30.0, 90.0, 200.0],
        }
    }

    /// The side with the quiet zone, in modules.
    pub(crate) fn full_side(&self) -> f32 {
        self.side as f32 + 2.0 * self.quiet
    }

    fn is_dark(&self, x: i32, y: i32) -> bool {
        let is_inside = (0..self.side).contains(&x) && (0..self.side).contains(&y);
        is_inside && self.modules[(y * self.side + x) as usize]
    }

    /// Flips a share of the modules outside the finder patterns.
    pub(crate) fn damage(&mut self, random: &mut Random, share: f32) {
        for y in 0..self.side {
            for x in 0..self.side {
                if self.corner(x, y).is_none() && random.chance(share) {
                    let module = &mut self.modules[(y * self.side + x) as usize];
                    *module = !*module;
                }
            }
        }
    }

    /// The upper left module of the finder pattern that a module belongs to.
    fn corner(&self, x: i32, y: i32) -> Option<(i32, i32)> {
        let far = self.side - 7;
        let corners = [(0, 0), (far, 0), (0, far)];
        corners.into_iter().find(|(left, top)| (*left..left + 7).contains(&x) && (*top..top + 7).contains(&y))
    }

    /// Whether a point, in modules from the upper left of the code, is drawn dark.
    fn is_inked(&self, x: f32, y: f32) -> bool {
        let (column, row) = (x.floor() as i32, y.floor() as i32);
        if let Some((left, top)) = self.corner(column, row).filter(|_| self.finder_radius > 0.0) {
            let (dx, dy) = ((x - left as f32 - 3.5).abs(), (y - top as f32 - 3.5).abs());
            let rounded = |half: f32, radius: f32| {
                let (cx, cy) = ((dx - half + radius).max(0.0), (dy - half + radius).max(0.0));
                dx <= half && dy <= half && cx * cx + cy * cy <= radius * radius
            };
            let radius = self.finder_radius;
            return rounded(1.5, radius.min(1.5) * 0.6)
                || rounded(3.5, radius) && !rounded(2.5, (radius - 1.0).max(0.01));
        }
        if !self.is_dark(column, row) {
            return false;
        }
        let is_finder = self.corner(column, row).is_some();
        let (dx, dy) = (x - column as f32 - 0.5, y - row as f32 - 0.5);
        match self.shape {
            Shape::Square => true,
            Shape::Dot => is_finder || dx * dx + dy * dy <= 0.45 * 0.45,
            Shape::Tile => is_finder || dx.abs().max(dy.abs()) <= 0.42,
            Shape::Liquid => {
                let (beside, above) = (column + dx.signum() as i32, row + dy.signum() as i32);
                is_finder || self.is_dark(beside, row) || self.is_dark(column, above) || dx * dx + dy * dy <= 0.5 * 0.5
            }
        }
    }

    /// The colour at a point of the unit square that the code fills with its quiet zone.
    fn colour(&self, u: f32, v: f32) -> Option<Colour> {
        if !(0.0..1.0).contains(&u) || !(0.0..1.0).contains(&v) {
            return None;
        }
        let (x, y) = (u * self.full_side() - self.quiet, v * self.full_side() - self.quiet);
        if self.logo > 0.0 {
            let middle = self.side as f32 / 2.0;
            let away = (x - middle).abs().max((y - middle).abs()) / self.side as f32 * 2.0;
            if away < self.logo {
                let is_mark = away < self.logo * 0.75 && ((x + 0.4 * y) * 0.7).sin() > -0.4;
                return if is_mark { Some(self.logo_colour) } else { self.light };
            }
        }
        if !self.is_inked(x, y) {
            return self.light;
        }
        let finder = self.finder.filter(|_| self.corner(x.floor() as i32, y.floor() as i32).is_some());
        finder.or_else(|| Some(mix(self.dark[0], self.dark[1], f32::midpoint(u, v))))
    }

    /// Draws the code with its quiet zone.
    pub(crate) fn draw(&self, canvas: &mut Canvas, place: Place, samples: i32) -> Placed {
        canvas.draw(place, samples, |u, v| self.colour(u, v));
        let near = self.quiet / self.full_side();
        let far = 1.0 - near;
        let corners = [(near, near), (far, near), (far, far), (near, far)].map(|corner| place.to_pixels(corner));
        Placed { text: self.text.clone(), corners }
    }
}

/// A code that is in a picture.
#[derive(Debug, Clone)]
pub struct Placed {
    /// What it says.
    pub text: String,
    /// The corners of its modules in pixels, clockwise, from the upper left of the code itself.
    pub corners: [Point; 4],
}
