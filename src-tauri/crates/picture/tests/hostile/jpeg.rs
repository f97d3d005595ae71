//! JPEG files with colours for print, which hardly any encoder writes, and with orientations.

/// A segment behind its marker.
fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// Bits behind each other, 0xff followed by 0 as T.81 asks.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            self.pending = self.pending << 1 | value >> bit & 1;
            self.count += 1;
            if self.count == 8 {
                let byte = u8::try_from(self.pending).unwrap();
                self.bytes.push(byte);
                if byte == 0xff {
                    self.bytes.push(0);
                }
                (self.pending, self.count) = (0, 0);
            }
        }
    }
}

/// A picture of `side` × `side` blocks of 8 × 8 pixels of one colour each: cyan, magenta, yellow and black as Adobe
/// stores them, where 255 is no ink.
pub(crate) fn four_inks(side: u16, block: &dyn Fn(u16, u16) -> [u8; 4]) -> Vec<u8> {
    let pixels = (side * 8).to_be_bytes();
    let mut bits = Bits::default();
    let mut before = [128_i32; 4];
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
        for (value, before) in block(x, y).into_iter().zip(&mut before) {
            let value = i32::from(value);
            let difference = value - *before;
            *before = value;
            let length = 32 - difference.unsigned_abs().leading_zeros();
            // The code of a length is the length itself in four bits; of no more coefficients, a 0.
            bits.put(length, 4);
            let coded = if difference < 0 { difference - 1 } else { difference };
            bits.put(u32::from_ne_bytes(coded.to_ne_bytes()), length);
            bits.put(0, 1);
        }
    }
    bits.put(0x7f, 7);
    let mut frame = vec![8, pixels[0], pixels[1], pixels[0], pixels[1], 4];
    let mut scan = vec![4];
    for inks in 1..=4 {
        frame.extend_from_slice(&[inks, 0x11, 0]);
        scan.extend_from_slice(&[inks, 0]);
    }
    scan.extend_from_slice(&[0, 63, 0]);
    let mut sizes = vec![0, 0, 0, 0, 12];
    sizes.extend_from_slice(&[0; 12]);
    sizes.extend(0..12);
    let mut ends = vec![0x10, 1];
    ends.extend_from_slice(&[0; 16]);
    [
        vec![0xff, 0xd8],
        segment(0xee, b"Adobe\0\x64\0\0\0\0\0"),
        segment(0xdb, &[[0].as_slice(), &[8; 64]].concat()),
        segment(0xc0, &frame),
        segment(0xc4, &sizes),
        segment(0xc4, &ends),
        segment(0xda, &scan),
        bits.bytes,
        vec![0xff, 0xd9],
    ]
    .concat()
}

/// Says in a JPEG how it is to be turned: 1 to 8 (Exif 2.3, 4.6.4).
pub(crate) fn oriented(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
    with_segment(jpeg, &exif)
}

/// Puts an APP1 segment behind the start.
pub(crate) fn with_segment(jpeg: &[u8], data: &[u8]) -> Vec<u8> {
    [&jpeg[..2], &segment(0xe1, data), &jpeg[2..]].concat()
}

/// The head of a JPEG of a size, without any pixels.
pub(crate) fn head(width: u16, height: u16) -> Vec<u8> {
    let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
    let frame = [8, height[0], height[1], width[0], width[1], 1, 1, 0x11, 0];
    let table = segment(0xdb, &[[0].as_slice(), &[8; 64]].concat());
    [vec![0xff, 0xd8], table, segment(0xc0, &frame), segment(0xda, &[1, 1, 0, 0, 63, 0])].concat()
}
