//! Java serialisation of one `java.util.HashMap<String, String>`, the form of a FreeOTP 2 backup
//! (docs/formats/more-authenticators.md, "FreeOTP 2 backup"). No class but that one is read, and no object is ever
//! made from the stream.

/// How a stream of Java objects begins: magic and version.
const MAGIC: [u8; 4] = [0xac, 0xed, 0x00, 0x05];
/// An object whose class is written out: `java.util.HashMap`, its serial number and flags.
const HASH_MAP: &[u8] = b"\x73\x72\x00\x11java.util.HashMap\x05\x07\xda\xc1\xc3\x16\x60\xd1\x03";
/// End of the annotations of a class, and no class above it.
const END_OF_CLASS: [u8; 2] = [0x78, 0x70];
/// Block data of eight bytes: capacity and number of pairs.
const BLOCK_OF_EIGHT: [u8; 2] = [0x77, 0x08];
/// End of the object.
const END: u8 = 0x78;
/// A string with a length of two bytes.
const STRING: u8 = 0x74;
/// A string with a length of eight bytes.
const LONG_STRING: u8 = 0x7c;
/// An earlier string once more.
const REFERENCE: u8 = 0x71;
/// The number of the first string: the class and the map itself have the two before it.
const FIRST_STRING: u32 = 0x007e_0002;

const MAX_PAIRS: usize = 20_000;
const MAX_STRING_BYTES: usize = 1024 * 1024;

/// Whether the bytes begin like the stream of a `HashMap`.
pub(crate) fn is_hash_map(bytes: &[u8]) -> bool {
    bytes.strip_prefix(&MAGIC).is_some_and(|rest| rest.starts_with(HASH_MAP))
}

/// Reads the pairs in the order of the stream. `None` for anything that is not exactly one map of strings.
pub(crate) fn read_map(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut stream = Stream { rest: bytes, strings: Vec::new() };
    stream.expect(&MAGIC)?;
    stream.expect(HASH_MAP)?;
    let fields = stream.number(2)?;
    if !(1..=2).contains(&fields) {
        return None;
    }
    for _ in 0..fields {
        // Type (`F` or `I`) and name; both say nothing about the content.
        if !matches!(stream.take(1)?, b"F" | b"I") {
            return None;
        }
        let length = stream.number(2)?;
        stream.take(length)?;
    }
    stream.expect(&END_OF_CLASS)?;
    stream.take(fields.checked_mul(4)?)?;
    stream.expect(&BLOCK_OF_EIGHT)?;
    let _capacity = stream.take(4)?;
    let count = stream.number(4)?;
    if count > MAX_PAIRS {
        return None;
    }
    let mut pairs = Vec::new();
    for _ in 0..count {
        pairs.push((stream.string()?, stream.string()?));
    }
    stream.expect(&[END])?;
    stream.rest.is_empty().then_some(pairs)
}

struct Stream<'a> {
    rest: &'a [u8],
    /// The strings so far, still encoded, for references to them.
    strings: Vec<&'a [u8]>,
}

impl<'a> Stream<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn expect(&mut self, bytes: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(bytes)?;
        Some(())
    }

    /// An unsigned number of `width` bytes, big-endian.
    fn number(&mut self, width: usize) -> Option<usize> {
        self.take(width)?.iter().try_fold(0_usize, |number, &byte| number.checked_mul(256)?.checked_add(byte.into()))
    }

    fn string(&mut self) -> Option<String> {
        let bytes = match *self.take(1)?.first()? {
            REFERENCE => {
                let number = u32::try_from(self.number(4)?).ok()?.checked_sub(FIRST_STRING)?;
                self.strings.get(usize::try_from(number).ok()?)?
            }
            tag @ (STRING | LONG_STRING) => {
                let length = self.number(if tag == STRING { 2 } else { 8 })?;
                if length > MAX_STRING_BYTES {
                    return None;
                }
                let bytes = self.take(length)?;
                self.strings.push(bytes);
                bytes
            }
            _ => return None,
        };
        decode_modified_utf8(bytes)
    }
}

/// "Modified UTF-8": NUL is `C0 80`, and characters beyond U+FFFF are two surrogates of three bytes each.
fn decode_modified_utf8(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let (unit, behind) = match rest {
            [] => return Some(String::from_utf16_lossy(&units)),
            [a @ 0x00..=0x7f, behind @ ..] => (u16::from(*a), behind),
            [a @ 0xc0..=0xdf, b @ 0x80..=0xbf, behind @ ..] => (u16::from(a & 0x1f) << 6 | u16::from(b & 0x3f), behind),
            [a @ 0xe0..=0xef, b @ 0x80..=0xbf, c @ 0x80..=0xbf, behind @ ..] => {
                (u16::from(a & 0x0f) << 12 | u16::from(b & 0x3f) << 6 | u16::from(c & 0x3f), behind)
            }
            _ => return None,
        };
        units.push(unit);
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map with the fields of most files and pairs that are written already.
    fn stream(count: u32, pairs: &[u8]) -> Vec<u8> {
        let mut bytes = [&MAGIC, HASH_MAP, b"\x00\x02F\x00\x0aloadFactorI\x00\x09threshold\x78\x70"].concat();
        bytes.extend_from_slice(b"\x3f\x40\x00\x00\x00\x00\x00\x0c\x77\x08\x00\x00\x00\x10");
        bytes.extend_from_slice(&count.to_be_bytes());
        bytes.extend_from_slice(pairs);
        bytes.push(END);
        bytes
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn strings_of_every_sort() {
        let long = [b"\x7c\x00\x00\x00\x00\x00\x00\x00\x02".as_slice(), b"vw"].concat();
        let pairs = [b"\x74\x00\x01a\x74\x00\x01b\x71\x00\x7e\x00\x03".as_slice(), &long].concat();
        assert_eq!(read_map(&stream(2, &pairs)), Some(vec![pair("a", "b"), pair("b", "vw")]));
    }

    #[test]
    fn texts_of_modified_utf8() {
        assert_eq!(decode_modified_utf8(b"\xed\xa0\xbd\xed\xb8\x80").as_deref(), Some("\u{1f600}"));
        assert_eq!(decode_modified_utf8(b"a\xc0\x80\xc3\xbc").as_deref(), Some("a\0ü"));
        assert_eq!(decode_modified_utf8(b"\xff"), None);
    }

    #[test]
    fn anything_else_is_refused() {
        let good = stream(1, b"\x74\x00\x01a\x74\x00\x01b");
        assert!(read_map(&good).is_some());
        for length in 0..good.len() {
            assert_eq!(read_map(good.get(..length).unwrap()), None, "cut at {length}");
        }
        assert_eq!(read_map(&[good.as_slice(), b"\x00"].concat()), None, "trailing byte");
        assert_eq!(read_map(&stream(1, b"\x74\x00\x01a\x71\x00\x7e\x00\x01")), None, "reference to no string");
        assert_eq!(read_map(&stream(1, b"\x74\x00\x01a\x73\x72")), None, "an object as value");
        assert_eq!(read_map(&stream(20_001, b"")), None, "too many pairs");
        let mut other = good;
        *other.get_mut(20).unwrap() = b'X';
        assert!(!is_hash_map(&other));
        assert_eq!(read_map(&other), None, "another class");
    }
}
