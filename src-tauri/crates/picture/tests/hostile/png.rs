//! PNG files written by hand, so that they can be what no encoder writes.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The check sum of chunks, ISO 3309.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

pub(crate) fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    let body = [&kind, data].concat();
    bytes.extend_from_slice(&body);
    bytes.extend_from_slice(&crc(&body).to_be_bytes());
    bytes
}

/// A zlib stream that is not packed.
pub(crate) fn stored(data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x78, 0x01];
    let pieces: Vec<&[u8]> = data.chunks(60_000).collect();
    for (number, piece) in pieces.iter().enumerate() {
        let length = u16::try_from(piece.len()).unwrap();
        bytes.push(u8::from(number + 1 == pieces.len()));
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&(!length).to_le_bytes());
        bytes.extend_from_slice(piece);
    }
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    bytes.extend_from_slice(&(b << 16 | a).to_be_bytes());
    bytes
}

/// The first chunk: size, bits of a sample, kind of colours, 1 when interlaced.
pub(crate) fn header(width: u32, height: u32, [bits, colours, interlaced]: [u8; 3]) -> Vec<u8> {
    let mut data = [width.to_be_bytes(), height.to_be_bytes()].concat();
    data.extend_from_slice(&[bits, colours, 0, 0, interlaced]);
    chunk(*b"IHDR", &data)
}

/// A file of chunks.
pub(crate) fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE.to_vec(), chunks.concat(), chunk(*b"IEND", b"")].concat()
}

/// Rows of a square of `side` pixels, of each of which `pixel` gives the bytes by column and row.
pub(crate) fn rows(side: u32, pixel: &dyn Fn(u32, u32) -> Vec<u8>) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..side {
        rows.push(0);
        rows.extend((0..side).flat_map(|x| pixel(x, y)));
    }
    rows
}

/// The same in the seven passes of an interlaced picture.
pub(crate) fn interlaced_rows(side: u32, pixel: &dyn Fn(u32, u32) -> Vec<u8>) -> Vec<u8> {
    let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
    let mut rows = Vec::new();
    for (left, top, right, down) in passes {
        for y in (top..side).step_by(down) {
            rows.push(0);
            rows.extend((left..side).step_by(right).flat_map(|x| pixel(x, y)));
        }
    }
    rows
}

/// A whole picture.
pub(crate) fn picture(side: u32, bits: u8, colours: u8, extra: &[Vec<u8>], rows: &[u8]) -> Vec<u8> {
    let image = chunk(*b"IDAT", &stored(rows));
    file(&[vec![header(side, side, [bits, colours, 0])], extra.to_vec(), vec![image]].concat())
}
