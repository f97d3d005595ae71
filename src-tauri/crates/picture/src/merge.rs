//! Putting the finds of several passes together.

use crate::FoundCode;

/// Adds the codes of `more` that are not there yet. The same place is the same code, whatever the text: two readers
/// may differ in how they take bytes for letters. The same text at two places is two codes.
pub(crate) fn add(codes: &mut Vec<FoundCode>, more: Vec<FoundCode>) {
    for mut code in more {
        turn_clockwise(&mut code.corners);
        if !codes.iter().any(|known| is_same_place(&known.corners, &code.corners)) {
            codes.push(code);
        }
    }
}

/// Sorts codes from top to bottom and from left to right. Codes whose upper edges differ by less than half of
/// their height stand in one row.
pub(crate) fn sort(codes: &mut Vec<FoundCode>) {
    let mut rest = std::mem::take(codes);
    rest.sort_by(|a, b| Bounds::of(&a.corners).top.total_cmp(&Bounds::of(&b.corners).top));
    let mut row: Vec<FoundCode> = Vec::new();
    for code in rest {
        let starts_row = row.first().is_none_or(|first| {
            let first = Bounds::of(&first.corners);
            Bounds::of(&code.corners).top > first.top + (first.bottom - first.top) / 2.0
        });
        if starts_row {
            finish_row(&mut row, codes);
        }
        row.push(code);
    }
    finish_row(&mut row, codes);
}

fn finish_row(row: &mut Vec<FoundCode>, codes: &mut Vec<FoundCode>) {
    row.sort_by(|a, b| Bounds::of(&a.corners).left.total_cmp(&Bounds::of(&b.corners).left));
    codes.append(row);
}

/// The rectangle around a code.
struct Bounds {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Bounds {
    fn of(corners: &[(f32, f32); 4]) -> Self {
        let start = Self { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        corners.iter().fold(start, |bounds, &(x, y)| Self {
            left: bounds.left.min(x),
            top: bounds.top.min(y),
            right: bounds.right.max(x),
            bottom: bounds.bottom.max(y),
        })
    }

    fn holds(&self, (x, y): (f32, f32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// Codes do not overlap: where the middle of one is inside the other, both are the same.
fn is_same_place(one: &[(f32, f32); 4], other: &[(f32, f32); 4]) -> bool {
    Bounds::of(one).holds(middle(other)) || Bounds::of(other).holds(middle(one))
}

fn middle(corners: &[(f32, f32); 4]) -> (f32, f32) {
    let (x, y) = corners.iter().fold((0.0, 0.0), |(x, y), corner| (x + corner.0, y + corner.1));
    (x / 4.0, y / 4.0)
}

/// Puts corners into clockwise order, starting with the one nearest to the upper left.
fn turn_clockwise(corners: &mut [(f32, f32); 4]) {
    let (x, y) = middle(corners);
    // The y axis points down, so that growing angles go clockwise.
    let angle = |corner: &(f32, f32)| (corner.1 - y).atan2(corner.0 - x);
    corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    let nearest = corners.iter().enumerate().min_by(|(_, a), (_, b)| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
    let first = nearest.map_or(0, |(place, _)| place);
    corners.rotate_left(first);
}

#[cfg(test)]
mod tests {
    use watchword_secret::SecretText;

    use super::*;

    fn code(text: &str, x: f32, y: f32) -> FoundCode {
        let corners = [(x + 10.0, y + 10.0), (x, y), (x + 10.0, y), (x, y + 10.0)];
        FoundCode { text: SecretText::copy_of(text), corners }
    }

    fn texts(codes: &[FoundCode]) -> Vec<&str> {
        codes.iter().map(|code| code.text.expose()).collect()
    }

    #[test]
    fn one_place_is_one_code_and_two_places_are_two() {
        let mut codes = Vec::new();
        add(&mut codes, vec![code("a", 0.0, 0.0), code("a", 30.0, 0.0)]);
        add(&mut codes, vec![code("a", 1.0, 1.0), code("b", 30.0, 2.0)]);
        assert_eq!(texts(&codes), ["a", "a"]);
    }

    #[test]
    fn corners_go_clockwise_from_the_upper_left() {
        let mut codes = Vec::new();
        add(&mut codes, vec![code("a", 5.0, 7.0)]);
        assert_eq!(codes[0].corners, [(5.0, 7.0), (15.0, 7.0), (15.0, 17.0), (5.0, 17.0)]);
    }

    #[test]
    fn codes_are_read_like_a_page() {
        let mut codes = Vec::new();
        let places = [("d", 30.0, 40.0), ("b", 30.0, -2.0), ("c", 0.0, 42.0), ("a", 0.0, 1.0)];
        add(&mut codes, places.iter().map(|(text, x, y)| code(text, *x, *y)).collect());
        sort(&mut codes);
        assert_eq!(texts(&codes), ["a", "b", "c", "d"]);
    }
}
