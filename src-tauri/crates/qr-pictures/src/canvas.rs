//! A picture that is drawn on.

use image::{Rgb, RgbImage};

use crate::place::Place;

/// Red, green and blue from 0 to 255.
pub(crate) type Colour = [f32; 3];

pub(crate) fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    std::array::from_fn(|channel| one[channel] + (other[channel] - one[channel]) * share)
}

pub(crate) struct Canvas(pub(crate) RgbImage);

impl Canvas {
    pub(crate) fn new(width: u32, height: u32, ground: Colour) -> Self {
        Self(RgbImage::from_pixel(width, height, Rgb(ground.map(|channel| channel as u8))))
    }

    pub(crate) fn size(&self) -> (f32, f32) {
        (self.0.width() as f32, self.0.height() as f32)
    }

    /// Lays a colour over a pixel; outside the picture nothing happens.
    pub(crate) fn blend(&mut self, x: i32, y: i32, colour: Colour, cover: f32) {
        if x < 0 || y < 0 || x >= self.0.width() as i32 || y >= self.0.height() as i32 {
            return;
        }
        let pixel = self.0.get_pixel_mut(x as u32, y as u32);
        *pixel = Rgb(mix(pixel.0.map(f32::from), colour, cover).map(|channel| (channel + 0.5).clamp(0.0, 255.0) as u8));
    }

    /// Draws what `paint` says for points of the unit square, `samples` × `samples` of them for each pixel.
    pub(crate) fn draw(&mut self, place: Place, samples: i32, paint: impl Fn(f32, f32) -> Option<Colour>) {
        let (width, height) = self.size();
        let [left, top, right, bottom] = place.bounds();
        let (left, right) = (left.floor().max(0.0) as i32, right.ceil().min(width) as i32);
        let (top, bottom) = (top.floor().max(0.0) as i32, bottom.ceil().min(height) as i32);
        let count = (samples * samples) as f32;
        for y in top..bottom {
            for x in left..right {
                let (mut sum, mut covered) = ([0.0; 3], 0.0);
                for sample in 0..samples * samples {
                    let offset = |place: i32| (place as f32 + 0.5) / samples as f32;
                    let pixel = (x as f32 + offset(sample % samples), y as f32 + offset(sample / samples));
                    let (u, v) = place.to_square(pixel);
                    if let Some(colour) = paint(u, v) {
                        sum = std::array::from_fn(|channel| sum[channel] + colour[channel]);
                        covered += 1.0;
                    }
                }
                if covered > 0.0 {
                    self.blend(x, y, sum.map(|channel| channel / covered), covered / count);
                }
            }
        }
    }

    /// A rectangle with round corners.
    pub(crate) fn card(&mut self, [left, top, width, height]: [f32; 4], radius: f32, colour: Colour) {
        let is_inside = |x: f32, y: f32| {
            let dx = (left + radius - x).max(x - left - width + radius).max(0.0);
            let dy = (top + radius - y).max(y - top - height + radius).max(0.0);
            dx * dx + dy * dy <= radius * radius + 0.1
        };
        self.shape([left, top, width, height], colour, is_inside);
    }

    /// A disc.
    pub(crate) fn disc(&mut self, x: f32, y: f32, radius: f32, colour: Colour) {
        let side = 2.0 * radius;
        self.shape([x - radius, y - radius, side, side], colour, |px, py| {
            (px - x).powi(2) + (py - y).powi(2) <= radius * radius
        });
    }

    fn shape(&mut self, [left, top, width, height]: [f32; 4], colour: Colour, is_inside: impl Fn(f32, f32) -> bool) {
        for y in top.floor() as i32..=(top + height) as i32 {
            for x in left.floor() as i32..=(left + width) as i32 {
                let cover = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
                    .iter()
                    .filter(|(dx, dy)| {
                        let (px, py) = (x as f32 + dx, y as f32 + dy);
                        px >= left && py >= top && px < left + width && py < top + height && is_inside(px, py)
                    })
                    .count();
                if cover > 0 {
                    self.blend(x, y, colour, cover as f32 / 4.0);
                }
            }
        }
    }
}
