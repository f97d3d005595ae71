//! A QR code as a picture file, black on white with light around it.

use std::path::Path;
use watchword_service::qr::QrSquares;
use zeroize::Zeroizing;

/// Light modules around the code (ISO/IEC 18004, 5.3.8).
const QUIET: usize = 4;
/// Pixels of a module.
const SCALE: usize = 8;

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Pixels.
    Png,
    /// Lines.
    Svg,
}

impl Kind {
    /// By the ending of a file's name.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

/// The bytes of the file. They are as secret as the code.
pub(crate) fn draw(code: &QrSquares, kind: Kind) -> Zeroizing<Vec<u8>> {
    match kind {
        Kind::Png => png(code),
        Kind::Svg => svg(code),
    }
}

fn is_dark(code: &QrSquares, row: usize, column: usize) -> bool {
    code.squares.expose().as_bytes().get(row * code.size + column) == Some(&b'1')
}

/// One bit for a pixel, 1 being white.
fn png(code: &QrSquares) -> Zeroizing<Vec<u8>> {
    let side = (code.size + 2 * QUIET) * SCALE;
    // A module is eight pixels wide: one byte of a line.
    let line_bytes = side / 8;
    let mut pixels = Zeroizing::new(Vec::with_capacity(line_bytes * side));
    for row in 0..side {
        let row = row / SCALE;
        pixels.extend((0..line_bytes).map(|column| {
            let inside = |at: usize| (QUIET..QUIET + code.size).contains(&at);
            let dark = inside(row) && inside(column) && is_dark(code, row - QUIET, column - QUIET);
            if dark { 0x00 } else { 0xff }
        }));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(pixels.len() + 1_024));
    let side = u32::try_from(side).unwrap_or_default();
    let mut encoder = png::Encoder::new(&mut *bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    // Writing into memory cannot fail, and the pixels fill the picture.
    let _written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
    bytes
}

/// One path, a bar for each run of dark modules.
fn svg(code: &QrSquares) -> Zeroizing<Vec<u8>> {
    use std::io::Write as _;
    let side = code.size + 2 * QUIET;
    let mut bytes = Zeroizing::new(Vec::with_capacity(512 + code.size * code.size * 24));
    // Writing into memory cannot fail.
    let _written = write!(
        bytes,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\n\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\n<path d=\""
    );
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let bar = (column..code.size).take_while(|at| is_dark(code, row, *at)).count();
            if bar > 0 {
                let _written = write!(bytes, "M{} {}h{bar}v1h-{bar}z", column + QUIET, row + QUIET);
            }
            column += bar.max(1);
        }
    }
    bytes.extend_from_slice(b"\"/>\n</svg>\n");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_secret::SecretText;
    use watchword_service::picture::{Limits, read};

    fn code(text: &str) -> QrSquares {
        let code = fast_qr::QRBuilder::new(text).build().unwrap();
        let squares = code.data.iter().take(code.size * code.size).map(|it| if it.value() { '1' } else { '0' });
        QrSquares { size: code.size, squares: SecretText::new(squares.collect()) }
    }

    #[test]
    fn a_picture_reads_back() {
        let text = "otpauth://totp/Okta:acme?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let scan = read(&draw(&code(text), Kind::Png), &Limits::default()).unwrap();
        assert_eq!(scan.codes.iter().map(|code| code.text.expose()).collect::<Vec<_>>(), [text]);
    }

    #[test]
    fn lines_cover_the_dark_squares_and_no_others() {
        let code = QrSquares { size: 3, squares: SecretText::copy_of("110001111") };
        let svg = draw(&code, Kind::Svg);
        let text = std::str::from_utf8(&svg).unwrap();
        assert!(text.contains("viewBox=\"0 0 11 11\""));
        assert!(text.contains("<path d=\"M4 4h2v1h-2zM6 5h1v1h-1zM4 6h3v1h-3z\"/>"), "{text}");
    }

    #[test]
    fn the_ending_says_the_kind() {
        assert_eq!(Kind::of(Path::new("a.PNG")), Some(Kind::Png));
        assert_eq!(Kind::of(Path::new("a.svg")), Some(Kind::Svg));
        assert_eq!(Kind::of(Path::new("png")), None);
    }
}
