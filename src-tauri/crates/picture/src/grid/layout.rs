//! What every code of a version shows, whatever it says: ISO/IEC 18004:2015, 6.3.

/// A module that is the same in every code of a version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fixed {
    pub(super) x: u8,
    pub(super) y: u8,
    pub(super) is_dark: bool,
}

/// The largest side in modules, that of version 40.
pub(super) const LARGEST: usize = 177;
/// The smallest, that of version 1.
pub(super) const SMALLEST: usize = 21;

/// The fixed patterns of a code.
pub(super) struct Layout {
    pub(super) side: usize,
    /// The modules of finder, separator, timing and alignment patterns.
    pub(super) fixed: Vec<Fixed>,
    /// For each module, row by row: 0 may be anything, 1 is dark, -1 is light.
    colours: Vec<i8>,
    /// The middle modules of the alignment patterns, along one axis.
    pub(super) alignment: Vec<usize>,
}

impl Layout {
    /// `side` is one that a version has.
    pub(super) fn new(side: usize) -> Self {
        let alignment = alignment(side);
        let mut layout = Self { side, fixed: Vec::new(), colours: vec![0; side * side], alignment };
        let far = side.saturating_sub(8);
        for (left, top, x, y) in [(0, 0, 3, 3), (far, 0, side - 4, 3), (0, far, 3, side - 4)] {
            for (row, column) in (0..8).flat_map(|row| (0..8).map(move |column| (top + row, left + column))) {
                let away = column.abs_diff(x).max(row.abs_diff(y));
                layout.set(column, row, away != 2 && away != 4);
            }
        }
        for along in 8..far {
            layout.set(along, 6, along % 2 == 0);
            layout.set(6, along, along % 2 == 0);
        }
        for (x, y) in layout.alignment_middles() {
            for (row, column) in (y - 2..=y + 2).flat_map(|row| (x - 2..=x + 2).map(move |column| (row, column))) {
                layout.set(column, row, column.abs_diff(x).max(row.abs_diff(y)) != 1);
            }
        }
        for y in 0..side {
            for x in 0..side {
                if let (Some(is_dark), Ok(x), Ok(y)) = (layout.colour(x, y), u8::try_from(x), u8::try_from(y)) {
                    layout.fixed.push(Fixed { x, y, is_dark });
                }
            }
        }
        layout
    }

    fn set(&mut self, x: usize, y: usize, is_dark: bool) {
        if let Some(colour) = self.colours.get_mut(y * self.side + x) {
            *colour = if is_dark { 1 } else { -1 };
        }
    }

    /// Whether a module is dark in every code, light in every code, or neither.
    pub(super) fn colour(&self, x: usize, y: usize) -> Option<bool> {
        match self.colours.get(y * self.side + x) {
            Some(0) | None => None,
            Some(colour) => Some(*colour > 0),
        }
    }

    /// The middle modules of the alignment patterns, but for those that would lie on finder patterns.
    pub(super) fn alignment_middles(&self) -> Vec<(usize, usize)> {
        let far = self.side.saturating_sub(7);
        let places = &self.alignment;
        let all = places.iter().flat_map(|&y| places.iter().map(move |&x| (x, y)));
        all.filter(|place| ![(6, 6), (far, 6), (6, far)].contains(place)).collect()
    }
}

/// The middles of alignment patterns along an axis (Annex E): 6, the last, and between them steps as even as can be.
fn alignment(side: usize) -> Vec<usize> {
    let version = side.saturating_sub(17) / 4;
    if version < 2 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    // Version 32 is the one exception to the rule for the step.
    let step = if version == 32 { 26 } else { (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2 };
    let mut places: Vec<usize> = (0..count - 1).map(|place| (side - 7).saturating_sub(place * step)).collect();
    places.push(6);
    places.reverse();
    places
}

#[cfg(test)]
mod tests {
    use fast_qr::{QRBuilder, Version};

    use super::*;

    #[test]
    fn places_of_alignment_patterns() {
        assert_eq!(alignment(21), [0; 0]);
        assert_eq!(alignment(25), [6, 18]);
        assert_eq!(alignment(45), [6, 22, 38]);
        assert_eq!(alignment(145), [6, 34, 60, 86, 112, 138]);
        assert_eq!(alignment(177), [6, 30, 58, 86, 114, 142, 170]);
    }

    #[test]
    fn real_codes_show_the_fixed_patterns() {
        for version in [Version::V01, Version::V02, Version::V07, Version::V14, Version::V32, Version::V40] {
            let code = QRBuilder::new("7").version(version).build().unwrap();
            let layout = Layout::new(code.size);
            for fixed in &layout.fixed {
                let place = usize::from(fixed.y) * code.size + usize::from(fixed.x);
                assert_eq!(code.data[place].value(), fixed.is_dark, "{} {} of {}", fixed.x, fixed.y, code.size);
            }
        }
    }
}
