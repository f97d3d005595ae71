//! A QR code for a terminal: two rows of modules to a line, dark on light whatever the terminal's colours are.

use fast_qr::QRCode;
use watchword_secret::SecretText;

/// Light modules around the code (ISO/IEC 18004, 5.3.8).
const QUIET: usize = 4;
/// White on black: a full block is light, a blank is dark.
const COLORS: &str = "\u{1b}[97;40m";
const PLAIN: &str = "\u{1b}[0m";

/// Draws a code. Without colours a light-on-dark terminal is assumed, as most are.
pub(crate) fn draw(code: &QRCode, color: bool) -> SecretText {
    let side = code.size + 2 * QUIET;
    let is_light = |row: usize, column: usize| {
        let inside = |place: usize| (QUIET..QUIET + code.size).contains(&place);
        let module = || code.data.get((row - QUIET) * code.size + column - QUIET).copied();
        !(inside(row) && inside(column) && module().is_some_and(fast_qr::Module::value))
    };
    // Room for all of it: the picture is as secret as the link, and a text that grows leaves copies behind.
    let mut text = String::with_capacity(side.div_ceil(2) * (side * 3 + COLORS.len() + PLAIN.len() + 1));
    for row in (0..side).step_by(2) {
        text.push_str(if color { COLORS } else { "" });
        for column in 0..side {
            text.push(match (is_light(row, column), row + 1 < side && is_light(row + 1, column)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        text.push_str(if color { PLAIN } else { "" });
        text.push('\n');
    }
    SecretText::new(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::QRBuilder;

    #[test]
    fn every_module_is_where_it_belongs_and_light_is_around_it() {
        let code = QRBuilder::new("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP").build().unwrap();
        let drawn = draw(&code, false);
        let lines: Vec<Vec<char>> = drawn.expose().lines().map(|line| line.chars().collect()).collect();
        let side = code.size + 2 * QUIET;
        assert_eq!((lines.len(), lines[0].len()), (side.div_ceil(2), side));
        for row in 0..side {
            for column in 0..side {
                let block = lines[row / 2][column];
                let light = block == '█' || block == if row % 2 == 0 { '▀' } else { '▄' };
                let inside = |place: usize| (QUIET..QUIET + code.size).contains(&place);
                let dark = inside(row) && inside(column) && code[row - QUIET][column - QUIET].value();
                assert_eq!(light, !dark, "{row} {column}");
            }
        }
    }

    #[test]
    fn colours_go_around_each_line() {
        let code = QRBuilder::new("a").build().unwrap();
        assert!(draw(&code, true).expose().lines().all(|line| line.starts_with(COLORS) && line.ends_with(PLAIN)));
    }
}
