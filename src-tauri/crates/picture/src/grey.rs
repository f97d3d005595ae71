//! Grey pixels, wiped when they are dropped.

use std::ops::{Deref, DerefMut};

use zeroize::optimization_barrier;

/// Numbers that are wiped when they are dropped. `Zeroizing` writes them one by one, which for the pixels of a screen
/// takes as long as all the reading of them; here it is one sweep, which the barrier keeps from being left out.
#[derive(Clone)]
pub(crate) struct Wiped<T: Copy + Default>(pub(crate) Vec<T>);

impl<T: Copy + Default> Drop for Wiped<T> {
    fn drop(&mut self) {
        self.0.fill(T::default());
        optimization_barrier(self.0.as_slice());
    }
}

impl<T: Copy + Default> Deref for Wiped<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Copy + Default> DerefMut for Wiped<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

/// A grey picture: one byte a pixel, row by row.
pub(crate) struct Grey {
    width: usize,
    height: usize,
    pixels: Wiped<u8>,
}

impl Grey {
    /// `None` when the number of pixels does not go with the size.
    pub(crate) fn new(width: usize, height: usize, pixels: Wiped<u8>) -> Option<Self> {
        (width.checked_mul(height) == Some(pixels.len())).then_some(Self { width, height, pixels })
    }

    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    pub(crate) const fn height(&self) -> usize {
        self.height
    }

    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Light for dark: readers look for dark codes on light ground.
    pub(crate) fn inverted(&self) -> Self {
        let pixels = Wiped(self.pixels.iter().map(|pixel| !pixel).collect());
        Self { width: self.width, height: self.height, pixels }
    }

    pub(crate) fn duplicate(&self) -> Self {
        Self { width: self.width, height: self.height, pixels: self.pixels.clone() }
    }

    /// The same with quadrilaterals painted over: what was read there is not looked for again.
    pub(crate) fn without(&self, places: &[[(f32, f32); 4]]) -> Self {
        let mut covered = self.duplicate();
        for corners in places {
            covered.cover(corners);
        }
        covered
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "coordinates are far below 2^24"
    )]
    fn cover(&mut self, corners: &[(f32, f32); 4]) {
        let [first, second, third, last] = *corners;
        let edges = [(first, second), (second, third), (third, last), (last, first)];
        for (y, row) in self.pixels.chunks_exact_mut(self.width.max(1)).enumerate() {
            let y = y as f32 + 0.5;
            let (mut left, mut right) = (f32::MAX, f32::MIN);
            for (from, to) in edges {
                if (from.1 <= y) != (to.1 <= y) {
                    let x = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
                    (left, right) = (left.min(x), right.max(x));
                }
            }
            if left < right {
                let start = left.max(0.0) as usize;
                row.iter_mut().take(right.max(0.0) as usize).skip(start).for_each(|pixel| *pixel = 128);
            }
        }
    }

    /// Half the size, each pixel the mean of four. Codes with large or soft modules are found better.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Wiped(Vec::with_capacity(width * height));
        let mut sums = Wiped(vec![0_u16; 2 * width]);
        for rows in self.pixels.chunks_exact(2 * self.width.max(1)).take(height) {
            let (upper, lower) = rows.split_at(self.width);
            for (sum, (&upper, &lower)) in sums.iter_mut().zip(upper.iter().zip(lower)) {
                *sum = u16::from(upper) + u16::from(lower);
            }
            let (pairs, _) = sums.as_chunks();
            pixels.extend(pairs.iter().map(|[left, right]| {
                let [mean, _] = ((left + right) >> 2).to_le_bytes();
                mean
            }));
        }
        Self { width, height, pixels }
    }

    /// Twice the size, each pixel four times. Codes with modules of one or two pixels are found better.
    pub(crate) fn doubled(&self) -> Self {
        let mut pixels = Wiped(Vec::with_capacity(4 * self.pixels.len()));
        for row in self.pixels.chunks_exact(self.width.max(1)) {
            for _ in 0..2 {
                pixels.extend(row.iter().flat_map(|&pixel| [pixel, pixel]));
            }
        }
        Self { width: 2 * self.width, height: 2 * self.height, pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, height: usize, pixels: &[u8]) -> Grey {
        Grey::new(width, height, Wiped(pixels.to_vec())).unwrap()
    }

    #[test]
    fn sizes_and_pixels_go_together() {
        assert!(Grey::new(2, 2, Wiped(vec![0; 3])).is_none());
        assert!(Grey::new(usize::MAX, 2, Wiped(vec![0; 3])).is_none());
    }

    #[test]
    fn painting_over() {
        let picture = grey(4, 3, &[9; 12]).without(&[[(1.0, 1.0), (3.0, 1.0), (3.0, 2.0), (1.0, 2.0)]]);
        assert_eq!(picture.pixels(), [9, 9, 9, 9, 9, 128, 128, 9, 9, 9, 9, 9]);
    }

    #[test]
    fn scaling() {
        let picture = grey(3, 3, &[0, 100, 9, 100, 200, 9, 9, 9, 9]);
        assert_eq!(picture.halved().pixels(), [100]);
        let doubled = grey(2, 1, &[1, 2]).doubled();
        assert_eq!((doubled.width(), doubled.height(), doubled.pixels()), (4, 2, &[1, 1, 2, 2, 1, 1, 2, 2][..]));
        assert_eq!(grey(2, 1, &[1, 255]).inverted().pixels(), [254, 0]);
        let empty = grey(0, 0, &[]);
        assert!(empty.halved().pixels().is_empty() && empty.doubled().pixels().is_empty());
    }
}
