//! The grey values of a code's modules, and the texts that they may say.

use watchword_secret::SecretText;
use zeroize::Zeroizing;

use super::{
    code::{self, Bits},
    layout::{Fixed, Layout},
};

/// The part of the fixed modules that must have their colours.
const LEAST_AGREEMENT: f32 = 0.76;
/// And where modules are taken for doubtful.
const LEAST_SURE_AGREEMENT: f32 = 0.85;

/// The parts of the modules that are taken for doubtful, one after the other.
const DOUBTFUL: [f32; 2] = [0.02, 0.05];

/// One value for each module: how dark it is.
pub(super) struct Modules {
    side: usize,
    values: Zeroizing<Vec<f32>>,
}

impl Modules {
    /// `ink` gives the darkness of a module by its column and row.
    pub(super) fn sample(side: usize, mut ink: impl FnMut(usize, usize) -> f32) -> Self {
        let mut values = Zeroizing::new(Vec::with_capacity(side * side));
        for y in 0..side {
            values.extend((0..side).map(|x| ink(x, y)));
        }
        Self { side, values }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        self.values.get(y * self.side + x).copied().unwrap_or_default()
    }

    /// Reads the code with one threshold after another, until the error correction is content.
    pub(super) fn read(&self, layout: &Layout) -> Option<SecretText> {
        let middle = self.middle(layout);
        let flat = Zeroizing::new(vec![middle; self.values.len()]);
        if agreement(&self.bits(&flat), layout) < 0.65 {
            return None;
        }
        let means = self.means(4);
        let sharp = self.sharpened();
        self.decode(&flat, layout)
            .or_else(|| self.decode(&means, layout))
            .or_else(|| sharp.decode(&sharp.means(5), layout))
            .or_else(|| self.decode(&self.means(2), layout))
            .or_else(|| self.decode_doubtful(&flat, layout))
            .or_else(|| self.decode_doubtful(&means, layout))
    }

    /// The middle between the mean dark and the mean light of the fixed patterns.
    fn middle(&self, layout: &Layout) -> f32 {
        let mean = |is_dark: bool| {
            let of_colour = layout.fixed.iter().filter(|fixed| fixed.is_dark == is_dark);
            let (sum, count) = of_colour.fold((0.0, 0.0_f32), |(sum, count), fixed| {
                (sum + self.at(fixed.x.into(), fixed.y.into()), count + 1.0)
            });
            sum / count.max(1.0)
        };
        f32::midpoint(mean(true), mean(false))
    }

    /// For each module the mean of the square around it, `reach` modules to each side.
    fn means(&self, reach: usize) -> Zeroizing<Vec<f32>> {
        let side = self.side;
        // Sums of everything above and to the left.
        let mut sums = Zeroizing::new(vec![0.0_f64; (side + 1) * (side + 1)]);
        for y in 0..side {
            let mut row = 0.0;
            for x in 0..side {
                row += f64::from(self.at(x, y));
                let above = sums.get(y * (side + 1) + x + 1).copied().unwrap_or_default();
                if let Some(sum) = sums.get_mut((y + 1) * (side + 1) + x + 1) {
                    *sum = above + row;
                }
            }
        }
        let sum = |x: usize, y: usize| sums.get(y * (side + 1) + x).copied().unwrap_or_default();
        let mut means = Zeroizing::new(Vec::with_capacity(side * side));
        for y in 0..side {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(side));
            means.extend((0..side).map(|x| {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(side));
                let total = sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top);
                (total / ((right - left) * (bottom - top)) as f64) as f32
            }));
        }
        means
    }

    /// What the modules were before each took a part of its neighbours' grey.
    fn sharpened(&self) -> Self {
        Self::sample(self.side, |x, y| {
            let (value, last) = (self.at(x, y), self.side - 1);
            let around = self.at(x.saturating_sub(1), y)
                + self.at((x + 1).min(last), y)
                + self.at(x, y.saturating_sub(1))
                + self.at(x, (y + 1).min(last));
            value + 0.25 * (4.0 * value - around)
        })
    }

    fn bits(&self, thresholds: &[f32]) -> Bits {
        let bits = self.values.iter().zip(thresholds).map(|(value, threshold)| value > threshold).collect();
        Bits { side: self.side, bits: Zeroizing::new(bits) }
    }

    /// Error correction alone takes one in some ten thousand of random small codes for good: nearly all fixed modules
    /// must be right too.
    fn decode(&self, thresholds: &[f32], layout: &Layout) -> Option<SecretText> {
        let bits = self.bits(thresholds);
        if agreement(&bits, layout) < LEAST_AGREEMENT { None } else { code::read(&bits, None) }
    }

    /// The same with the modules that are nearest to the threshold taken for doubtful.
    fn decode_doubtful(&self, thresholds: &[f32], layout: &Layout) -> Option<SecretText> {
        let bits = self.bits(thresholds);
        if agreement(&bits, layout) < LEAST_SURE_AGREEMENT {
            return None;
        }
        let away: Zeroizing<Vec<f32>> = Zeroizing::new(
            self.values.iter().zip(thresholds).map(|(value, threshold)| (value - threshold).abs()).collect(),
        );
        let mut sorted = away.clone();
        sorted.sort_by(f32::total_cmp);
        DOUBTFUL.into_iter().find_map(|part| {
            let least = sorted.get((sorted.len() as f32 * part) as usize).copied().unwrap_or_default();
            let doubts = away.iter().map(|away| *away < least).collect();
            code::read(&bits, Some(&Bits { side: self.side, bits: Zeroizing::new(doubts) }))
        })
    }
}

/// The part of the fixed modules that have their colours.
fn agreement(bits: &Bits, layout: &Layout) -> f32 {
    let is_right = |fixed: &&Fixed| bits.at(fixed.x.into(), fixed.y.into()) == fixed.is_dark;
    layout.fixed.iter().filter(is_right).count() as f32 / layout.fixed.len() as f32
}

#[cfg(test)]
mod tests {
    use fast_qr::{ECL, QRBuilder, QRCode};

    use super::*;

    fn code(text: &str) -> QRCode {
        QRBuilder::new(text).ecl(ECL::M).build().unwrap()
    }

    fn read(code: &QRCode, ink: impl Fn(usize, usize, bool) -> f32) -> Option<String> {
        let modules = Modules::sample(code.size, |x, y| ink(x, y, code[y][x].value()));
        modules.read(&Layout::new(code.size)).map(|text| text.expose().to_owned())
    }

    #[test]
    fn clear_modules() {
        for text in ["7", "otpauth://totp/olu?secret=AAAA", "Größe ☂", &"long ".repeat(300)] {
            assert_eq!(read(&code(text), |_, _, is_dark| f32::from(u8::from(is_dark))).as_deref(), Some(text));
        }
    }

    #[test]
    fn light_that_changes_across_the_code() {
        let text = "otpauth://totp/olu?secret=AAAA";
        let found = read(&code(text), |x, y, is_dark| {
            let light = (x + 2 * y) as f32;
            if is_dark { light + 20.0 } else { light }
        });
        assert_eq!(found.as_deref(), Some(text));
    }

    #[test]
    fn mirrored_codes() {
        let code = code("mirror");
        let modules = Modules::sample(code.size, |x, y| f32::from(u8::from(code[x][y].value())));
        assert_eq!(modules.read(&Layout::new(code.size)).unwrap().expose(), "mirror");
    }

    #[test]
    fn noise_says_nothing() {
        let code = code("x");
        assert_eq!(read(&code, |x, y, _| ((x * 7919 + y * 104_729) % 251) as f32), None);
    }
}
