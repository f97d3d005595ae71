//! Binary property lists of Apple systems (`bplist00`), read object by object.
//!
//! Objects are decoded when they are asked for and point to each other by number, so a list whose objects share or
//! hold each other costs no more than its bytes. The library `plist` unfolds such lists into trees, which a made-up
//! file can blow up without limit.

const MAGIC: &[u8] = b"bplist00";
const TRAILER_BYTES: usize = 32;
const MAX_OBJECTS: usize = 100_000;

/// Whether the bytes begin like a binary property list.
pub(crate) fn is_binary_plist(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// A list, its objects still encoded.
pub(crate) struct BinaryPlist<'a> {
    bytes: &'a [u8],
    /// Where the offset of each object stands.
    offsets: &'a [u8],
    offset_width: usize,
    reference_width: usize,
    top: usize,
}

/// One object. Numbers inside of it are those of other objects.
pub(crate) enum Object<'a> {
    /// Nothing.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction, or a date in seconds since 2001.
    Real(f64),
    /// Bytes.
    Data(&'a [u8]),
    /// Text.
    Text(String),
    /// Reference of a keyed archive.
    Uid(usize),
    /// A row of objects.
    Array(Vec<usize>),
    /// Pairs of key and value.
    Dictionary(Vec<(usize, usize)>),
}

impl<'a> BinaryPlist<'a> {
    /// Reads the trailer. `None` when it does not fit the bytes, or speaks of too many objects.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        bytes.strip_prefix(MAGIC)?;
        let (body, trailer) = bytes.split_at_checked(bytes.len().checked_sub(TRAILER_BYTES)?)?;
        let offset_width = usize::from(*trailer.get(6)?);
        let reference_width = usize::from(*trailer.get(7)?);
        let count = number(trailer.get(8..16)?)?;
        let top = number(trailer.get(16..24)?)?;
        let table = number(trailer.get(24..32)?)?;
        let is_width = |width: usize| (1..=8).contains(&width);
        if !is_width(offset_width) || !is_width(reference_width) || count > MAX_OBJECTS {
            return None;
        }
        let end = table.checked_add(count.checked_mul(offset_width)?)?;
        Some(Self { bytes: body, offsets: body.get(table..end)?, offset_width, reference_width, top })
    }

    /// The number of the outermost object.
    pub(crate) const fn top(&self) -> usize {
        self.top
    }

    /// One object. `None` when there is none of this number or it is broken.
    pub(crate) fn object(&self, index: usize) -> Option<Object<'a>> {
        let start = index.checked_mul(self.offset_width)?;
        let offset = number(self.offsets.get(start..start.checked_add(self.offset_width)?)?)?;
        let (&marker, rest) = self.bytes.get(offset..)?.split_first()?;
        let low = marker & 0x0f;
        let width = 1_usize.checked_shl(low.into())?;
        Some(match marker >> 4 {
            0x0 => match low {
                0x0 => Object::Null,
                0x8 => Object::Boolean(false),
                0x9 => Object::Boolean(true),
                _ => return None,
            },
            0x1 => Object::Integer(integer(rest.get(..width)?)?),
            0x2 | 0x3 => Object::Real(real(rest.get(..width)?)?),
            0x4 => {
                let (length, rest) = length(low, rest)?;
                Object::Data(rest.get(..length)?)
            }
            0x5 => {
                let (length, rest) = length(low, rest)?;
                // ASCII by the book; bytes beyond it are taken as UTF-8, as readers of Apple do.
                Object::Text(std::str::from_utf8(rest.get(..length)?).ok()?.to_owned())
            }
            0x6 => {
                let (length, rest) = length(low, rest)?;
                let units: Vec<u16> = pairs(rest.get(..length.checked_mul(2)?)?).collect();
                Object::Text(String::from_utf16(&units).ok()?)
            }
            0x8 => Object::Uid(number(rest.get(..usize::from(low).checked_add(1)?)?)?),
            0xa..=0xc => {
                let (length, rest) = length(low, rest)?;
                Object::Array(self.references(length, rest)?)
            }
            0xd => {
                let (length, rest) = length(low, rest)?;
                let keys = self.references(length, rest)?;
                let values = self.references(length, rest.get(length.checked_mul(self.reference_width)?..)?)?;
                Object::Dictionary(keys.into_iter().zip(values).collect())
            }
            _ => return None,
        })
    }

    fn references(&self, count: usize, bytes: &[u8]) -> Option<Vec<usize>> {
        bytes.get(..count.checked_mul(self.reference_width)?)?.chunks_exact(self.reference_width).map(number).collect()
    }
}

/// The length of an object: the low half of its marker, or an integer behind it when that half is full.
fn length(low: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if low < 0x0f {
        return Some((low.into(), rest));
    }
    let (&marker, rest) = rest.split_first()?;
    if marker >> 4 != 0x1 {
        return None;
    }
    let (bytes, rest) = rest.split_at_checked(1_usize.checked_shl((marker & 0x0f).into())?)?;
    Some((number(bytes)?, rest))
}

fn number(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0_usize, |number, &byte| number.checked_mul(256)?.checked_add(byte.into()))
}

/// Integers of one, two and four bytes have no sign, those of eight and sixteen have one.
fn integer(bytes: &[u8]) -> Option<i128> {
    Some(match *bytes {
        [a] => a.into(),
        [a, b] => u16::from_be_bytes([a, b]).into(),
        [a, b, c, d] => u32::from_be_bytes([a, b, c, d]).into(),
        _ if bytes.len() == 8 => i64::from_be_bytes(bytes.try_into().ok()?).into(),
        _ => i128::from_be_bytes(bytes.try_into().ok()?),
    })
}

fn real(bytes: &[u8]) -> Option<f64> {
    match *bytes {
        [a, b, c, d] => Some(f32::from_be_bytes([a, b, c, d]).into()),
        _ => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
    }
}

fn pairs(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.as_chunks().0.iter().map(|&pair| u16::from_be_bytes(pair))
}

/// A list of these objects, written already, the first one outermost; for tests.
#[cfg(test)]
pub(crate) fn written(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let mut offsets = Vec::new();
    for object in objects {
        offsets.extend(u16::try_from(bytes.len()).unwrap_or_default().to_be_bytes());
        bytes.extend_from_slice(object);
    }
    let table = bytes.len() as u64;
    bytes.extend_from_slice(&offsets);
    bytes.extend_from_slice(&[0, 0, 0, 0, 0, 0, 2, 1]);
    for number in [objects.len() as u64, 0, table] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[true, -1, 0.5, "aü", <01 02>, null]`, as CoreFoundation lays it out.
    fn sample() -> Vec<u8> {
        written(&[
            b"\xa6\x01\x02\x03\x04\x05\x06",
            b"\x09",
            b"\x13\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x22\x3f\x00\x00\x00",
            b"\x62\x00a\x00\xfc",
            b"\x42\x01\x02",
            b"\x00",
        ])
    }

    #[test]
    fn objects_of_many_sorts() {
        let bytes = sample();
        let list = BinaryPlist::read(&bytes).unwrap();
        assert!(matches!(list.object(list.top()), Some(Object::Array(items)) if items == [1, 2, 3, 4, 5, 6]));
        assert!(matches!(list.object(1), Some(Object::Boolean(true))));
        assert!(matches!(list.object(2), Some(Object::Integer(-1))));
        assert!(matches!(list.object(3), Some(Object::Real(half)) if (half - 0.5).abs() < f64::EPSILON));
        assert!(matches!(list.object(4), Some(Object::Text(text)) if text == "aü"));
        assert!(matches!(list.object(5), Some(Object::Data([1, 2]))));
        assert!(matches!(list.object(6), Some(Object::Null)));
        assert!(list.object(7).is_none());
    }

    #[test]
    fn broken_lists_are_answered() {
        let good = sample();
        for length in 0..good.len() {
            if let Some(list) = BinaryPlist::read(good.get(..length).unwrap()) {
                let _objects: Vec<_> = (0..8).map(|index| list.object(index)).collect();
            }
        }
        for place in 0..good.len() {
            for bit in 0..8 {
                let mut bytes = good.clone();
                *bytes.get_mut(place).unwrap() ^= 1 << bit;
                if let Some(list) = BinaryPlist::read(&bytes) {
                    let _objects: Vec<_> = (0..8).map(|index| list.object(index)).collect();
                }
            }
        }
    }
}
