//! One level of the pyramid: grey pixels, and how much each differs from the mean around it.

use zeroize::Zeroizing;

use super::geometry::Point;
use crate::grey::Grey;

/// The mean is that of a square of this many pixels to each side: wide enough for finder patterns of up to six pixels
/// a module, above which the next level sees them better.
const REACH: usize = 14;

/// A difference of so little is noise of a flat ground.
const FLAT: i16 = 2;

/// A picture at one scale.
pub(super) struct Level {
    grey: Grey,
    /// Pixel less local mean, held within ±127; 0 on flat ground. Light is positive.
    contrast: Zeroizing<Vec<i8>>,
    /// How many pixels of the picture one of this level is wide.
    pub(super) scale: f32,
    /// The middles of the last pixels between which values are known, and 1 over the scale.
    sampling: [f32; 3],
}

impl Level {
    pub(super) fn new(grey: Grey, scale: f32) -> Self {
        let contrast = contrast(&grey);
        let sampling = [grey.width() as f32 - 1.01, grey.height() as f32 - 1.01, 1.0 / scale];
        Self { grey, contrast, scale, sampling }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[i8]> {
        self.contrast.chunks_exact(self.grey.width().max(1))
    }

    /// The contrast of the pixel that holds a point of this level, if it is inside.
    pub(super) fn contrast_at(&self, (x, y): Point) -> Option<i8> {
        if x < 0.0 || y < 0.0 || x >= self.grey.width() as f32 {
            return None;
        }
        self.contrast.get(y as usize * self.grey.width() + x as usize).copied()
    }

    /// The grey value at a point of the picture, between the pixels; the edge goes on outside.
    pub(super) fn sample(&self, (x, y): Point) -> f32 {
        let [last_x, last_y, part] = self.sampling;
        let width = self.grey.width();
        let x = (x * part - 0.5).min(last_x).max(0.0);
        let y = (y * part - 0.5).min(last_y).max(0.0);
        // As i32, for which processors have an instruction.
        let (left, top) = (x as i32, y as i32);
        let (right, lower) = (x - left as f32, y - top as f32);
        let start = top as usize * width + left as usize;
        let pixels = self.grey.pixels();
        let (Some(&[a, b]), Some(&[c, d])) = (
            pixels.get(start..).and_then(<[_]>::first_chunk),
            pixels.get(start + width..).and_then(<[_]>::first_chunk),
        ) else {
            return 0.0;
        };
        let [a, b, c, d] = [a, b, c, d].map(f32::from);
        let (above, below) = (a + (b - a) * right, c + (d - c) * right);
        above + (below - above) * lower
    }
}

/// Pixel less mean of the square around it. Outside, the edge of the picture goes on.
fn contrast(grey: &Grey) -> Zeroizing<Vec<i8>> {
    let (width, height) = (grey.width(), grey.height());
    let mut contrast = Zeroizing::new(Vec::with_capacity(width * height));
    if width == 0 || height == 0 {
        return contrast;
    }
    let row = |y: usize| grey.pixels().chunks_exact(width).nth(y.min(height - 1)).unwrap_or_default();
    // The sums of the columns of the square, with REACH more at each end.
    let mut sums = Zeroizing::new(vec![0_i32; width]);
    for y in 0..=(2 * REACH) {
        add(&mut sums, row(y.saturating_sub(REACH)), 1);
    }
    let mut wide: Zeroizing<Vec<i32>> = Zeroizing::new(Vec::with_capacity(width + 2 * REACH + 1));
    let part = 1.0 / ((2 * REACH + 1) * (2 * REACH + 1)) as f32;
    for y in 0..height {
        wide.clear();
        wide.extend(std::iter::repeat_n(sums.first().copied().unwrap_or_default(), REACH + 1));
        wide.extend_from_slice(&sums);
        wide.extend(std::iter::repeat_n(sums.last().copied().unwrap_or_default(), REACH));
        let mut sum: i32 = wide.iter().take(2 * REACH + 1).sum();
        let ends = wide.iter().skip(2 * REACH + 1).zip(wide.iter());
        contrast.extend(row(y).iter().zip(ends).map(|(&pixel, (entering, leaving))| {
            sum += entering - leaving;
            let difference = i16::from(pixel) - (sum as f32 * part) as i16;
            if difference.abs() <= FLAT { 0 } else { difference.clamp(-127, 127) as i8 }
        }));
        add(&mut sums, row(y.saturating_sub(REACH)), -1);
        add(&mut sums, row(y + REACH + 1), 1);
    }
    contrast
}

fn add(sums: &mut [i32], row: &[u8], sign: i32) {
    for (sum, &pixel) in sums.iter_mut().zip(row) {
        *sum += sign * i32::from(pixel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_against_the_surroundings() {
        let pixels = (0..50 * 50).map(|place| if place % 50 < 25 { 40 } else { 200 }).collect();
        let level = Level::new(Grey::new(50, 50, Zeroizing::new(pixels)).unwrap(), 1.0);
        assert!(level.contrast_at((23.0, 10.0)).unwrap() < -50);
        assert!(level.contrast_at((26.0, 10.0)).unwrap() > 50);
        assert_eq!(level.contrast_at((2.0, 10.0)), Some(0));
        assert_eq!(level.contrast_at((50.0, 10.0)), None);
        assert!((level.sample((25.0, 10.0)) - 120.0).abs() < 0.5);
        assert!((level.sample((-9.0, 99.0)) - 40.0).abs() < 0.5);
    }
}
