//! One level of the pyramid: grey pixels, and how much each differs from the mean around it.

use super::geometry::Point;
use crate::grey::{Grey, Wiped};

/// How far the square reaches whose mean a pixel is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// 16 pixels to each side, one less to the right and below: enough for finder patterns of up to six pixels a
    /// module, above which the next level sees them better.
    Wide,
    /// Four pixels: shows soft patterns of small modules, where the light around them hides their gaps.
    Near,
}

impl Reach {
    const fn pixels(self) -> usize {
        match self {
            Self::Wide => 16,
            Self::Near => 4,
        }
    }

    /// How many bits the sums of columns lose, so that those of squares fit 16 bits, and how many these have more than
    /// the mean.
    const fn bits(self) -> (u32, u32) {
        match self {
            Self::Wide => (3, 7),
            Self::Near => (0, 6),
        }
    }
}

/// A difference of so little is noise of a flat ground.
const FLAT: i16 = 2;

/// A picture at one scale.
pub(super) struct Level {
    grey: Grey,
    /// Pixel less local mean, held within ±127; 0 on flat ground. Light is positive.
    contrast: Wiped<i8>,
    /// How many pixels of the picture one of this level is wide.
    pub(super) scale: f32,
    /// The middles of the last pixels between which values are known, and 1 over the scale.
    sampling: [f32; 3],
}

impl Level {
    pub(super) fn new(grey: Grey, scale: f32, reach: Reach) -> Self {
        let contrast = contrast(&grey, reach);
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
///
/// The sums have 16 bits, so that the processor takes eight pixels at once: those of a column lose their last bits,
/// of the mean that is less than one.
fn contrast(grey: &Grey, reach: Reach) -> Wiped<i8> {
    let ((lost_bits, more_bits), reach) = (reach.bits(), reach.pixels());
    let (width, height) = (grey.width(), grey.height());
    let mut contrast = Wiped(Vec::with_capacity(width * height));
    if width == 0 || height == 0 {
        return contrast;
    }
    let row = |y: usize| grey.pixels().chunks_exact(width).nth(y.min(height - 1)).unwrap_or_default();
    let mut columns = Wiped(vec![0_u16; width]);
    for y in 0..2 * reach {
        add(&mut columns, row(y.saturating_sub(reach)));
    }
    // The sums of the columns, with half a square more at each end, and those of the squares.
    let mut wide = Wiped(vec![0_u16; width + 2 * reach]);
    let mut squares = Wiped(vec![0_u16; width]);
    for y in 0..height {
        let (ahead, rest) = wide.split_at_mut(reach);
        let (middle, behind) = rest.split_at_mut(width);
        for (wide, column) in middle.iter_mut().zip(columns.iter()) {
            *wide = column >> lost_bits;
        }
        ahead.fill(middle.first().copied().unwrap_or_default());
        behind.fill(middle.last().copied().unwrap_or_default());
        let mut sum: u16 = wide.iter().take(2 * reach).sum();
        let ends = wide.iter().skip(2 * reach).zip(wide.iter());
        for (square, (entering, leaving)) in squares.iter_mut().zip(ends) {
            *square = sum;
            sum = sum.wrapping_add(*entering).wrapping_sub(*leaving);
        }
        contrast.extend(row(y).iter().zip(squares.iter()).map(|(&pixel, square)| {
            let difference = i16::from(pixel) - (square >> more_bits) as i16;
            let difference = if difference.abs() <= FLAT { 0 } else { difference };
            difference.clamp(-127, 127) as i8
        }));
        for ((column, &leaving), &entering) in columns.iter_mut().zip(row(y.saturating_sub(reach))).zip(row(y + reach))
        {
            *column = column.wrapping_add(entering.into()).wrapping_sub(leaving.into());
        }
    }
    contrast
}

fn add(sums: &mut [u16], row: &[u8]) {
    for (sum, &pixel) in sums.iter_mut().zip(row) {
        *sum += u16::from(pixel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_against_the_surroundings() {
        let pixels = (0..50 * 50).map(|place| if place % 50 < 25 { 40 } else { 200 }).collect();
        let level = Level::new(Grey::new(50, 50, Wiped(pixels)).unwrap(), 1.0, Reach::Wide);
        assert!(level.contrast_at((23.0, 10.0)).unwrap() < -50);
        assert!(level.contrast_at((26.0, 10.0)).unwrap() > 50);
        assert_eq!(level.contrast_at((2.0, 10.0)), Some(0));
        assert_eq!(level.contrast_at((50.0, 10.0)), None);
        assert!((level.sample((25.0, 10.0)) - 120.0).abs() < 0.5);
        assert!((level.sample((-9.0, 99.0)) - 40.0).abs() < 0.5);
    }
}
