//! The segments of a code and the text that they say (ISO/IEC 18004:2015, 7.4).

use encoding_rs::{Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, WINDOWS_1252};
use watchword_secret::SecretText;
use zeroize::Zeroizing;

/// A buffer of so many bytes never grows and leaves copies behind: more than the 7,089 digits or 2,953 bytes that fit
/// the largest code, in the longest letters.
const LONGEST_TEXT: usize = 16 * 1024;

const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The bits of a code, read from the front.
struct Stream<'a> {
    data: &'a [u8],
    place: usize,
}

impl Stream<'_> {
    fn left(&self) -> usize {
        (8 * self.data.len()).saturating_sub(self.place)
    }

    /// `None` when there are fewer than `count` bits.
    fn take(&mut self, count: usize) -> Option<usize> {
        if self.left() < count {
            return None;
        }
        let bit =
            |place: usize| usize::from(self.data.get(place / 8).copied().unwrap_or_default() >> (7 - place % 8) & 1);
        let value = (self.place..self.place + count).fold(0, |value, place| value << 1 | bit(place));
        self.place += count;
        Some(value)
    }
}

/// What the bytes of a segment mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// The code does not say.
    Unsaid,
    Said(&'static Encoding),
}

/// The text of the data of a code. `None` when it is not sound, or only one part of several that belong together.
///
/// `is_strict` asks that the unused end is filled as it should be, which not every program does.
pub(super) fn read(data: &[u8], version: usize, is_strict: bool) -> Option<SecretText> {
    let mut stream = Stream { data, place: 0 };
    let mut text = Zeroizing::new(String::with_capacity(LONGEST_TEXT));
    // Bytes of one meaning that follow each other are one text, even where a letter spans two segments.
    let mut bytes = Zeroizing::new(Vec::with_capacity(data.len() + 8));
    let mut meaning = Meaning::Unsaid;
    let group = usize::from(version > 9) + usize::from(version > 26);
    while stream.left() >= 4 {
        let mode = stream.take(4)?;
        let count = |bits: [usize; 3]| bits.get(group).copied().unwrap_or_default();
        match mode {
            0 => break,
            1 => {
                let count = stream.take(count([10, 12, 14]))?;
                digits(&mut stream, count, &mut bytes)?;
            }
            2 => {
                let count = stream.take(count([9, 11, 13]))?;
                letters(&mut stream, count, &mut bytes)?;
            }
            4 => {
                for _ in 0..stream.take(count([8, 16, 16]))? {
                    bytes.push(u8::try_from(stream.take(8)?).ok()?);
                }
            }
            7 => {
                finish(&mut bytes, meaning, &mut text)?;
                meaning = Meaning::Said(encoding(&mut stream)?);
            }
            8 => {
                finish(&mut bytes, meaning, &mut text)?;
                let count = stream.take(count([8, 10, 12]))?;
                kanji(&mut stream, count, &mut bytes)?;
                finish(&mut bytes, Meaning::Said(SHIFT_JIS), &mut text)?;
            }
            // Chinese letters, as GB/T 18284 adds them; there is one set of them.
            13 => {
                finish(&mut bytes, meaning, &mut text)?;
                if stream.take(4)? != 1 {
                    return None;
                }
                let count = stream.take(count([8, 10, 12]))?;
                hanzi(&mut stream, count, &mut bytes)?;
                finish(&mut bytes, Meaning::Said(GB18030), &mut text)?;
            }
            // GS1 data, of an industry or not: read as it is.
            5 => {}
            9 => drop(stream.take(8)?),
            _ => return None,
        }
    }
    finish(&mut bytes, meaning, &mut text)?;
    if text.is_empty() || (is_strict && !is_filled(&stream)) {
        return None;
    }
    Some(SecretText::copy_of(&text))
}

/// Whether what follows the end is filled as 7.4.10 says.
fn is_filled(stream: &Stream<'_>) -> bool {
    let rest = stream.data.get(stream.place.div_ceil(8)..).unwrap_or_default();
    rest.iter().zip([0xec, 0x11].into_iter().cycle()).all(|(&byte, filling)| byte == filling)
}

fn digits(stream: &mut Stream<'_>, count: usize, bytes: &mut Vec<u8>) -> Option<()> {
    let mut left = count;
    while left > 0 {
        let (digits, bits) = match left {
            1 => (1, 4),
            2 => (2, 7),
            _ => (3, 10),
        };
        let value = stream.take(bits)?;
        let powers = [100, 10, 1];
        if value >= 10_usize.pow(digits) {
            return None;
        }
        for power in powers.into_iter().skip(3 - digits as usize) {
            bytes.push(b'0' + u8::try_from(value / power % 10).ok()?);
        }
        left -= digits as usize;
    }
    Some(())
}

fn letters(stream: &mut Stream<'_>, count: usize, bytes: &mut Vec<u8>) -> Option<()> {
    for _ in 0..count / 2 {
        let pair = stream.take(11)?;
        bytes.extend([LETTERS.get(pair / 45)?, LETTERS.get(pair % 45)?]);
    }
    if count % 2 == 1 {
        bytes.push(*LETTERS.get(stream.take(6)?)?);
    }
    Some(())
}

/// Letters of 13 bits, as Shift JIS (7.4.6).
fn kanji(stream: &mut Stream<'_>, count: usize, bytes: &mut Vec<u8>) -> Option<()> {
    for _ in 0..count {
        let packed = stream.take(13)?;
        let letter = ((packed / 0xc0) << 8) | (packed % 0xc0);
        let letter = letter + if letter < 0x1f00 { 0x8140 } else { 0xc140 };
        bytes.extend(u16::try_from(letter).ok()?.to_be_bytes());
    }
    Some(())
}

/// Letters of 13 bits, as GB 2312.
fn hanzi(stream: &mut Stream<'_>, count: usize, bytes: &mut Vec<u8>) -> Option<()> {
    for _ in 0..count {
        let packed = stream.take(13)?;
        let letter = ((packed / 0x60) << 8) | (packed % 0x60);
        let letter = letter + if letter < 0xa00 { 0xa1a1 } else { 0xa6a1 };
        bytes.extend(u16::try_from(letter).ok()?.to_be_bytes());
    }
    Some(())
}

/// What the number of a character set stands for (AIM ITS/04-023). `None` for those that nobody reads.
fn encoding(stream: &mut Stream<'_>) -> Option<&'static Encoding> {
    let first = stream.take(8)?;
    let number = match first {
        0..0x80 => first,
        0x80..0xc0 => ((first & 0x3f) << 8) | stream.take(8)?,
        0xc0..0xe0 => ((first & 0x1f) << 16) | stream.take(16)?,
        _ => return None,
    };
    match number {
        // Latin letters of ISO 8859-1 and, as everywhere, those that Windows has besides.
        0..=3 | 23 => Some(WINDOWS_1252),
        4..=18 => Encoding::for_label(format!("iso-8859-{}", number - 2).as_bytes()),
        20 => Some(SHIFT_JIS),
        21 => Encoding::for_label(b"windows-1250"),
        22 => Encoding::for_label(b"windows-1251"),
        24 => Encoding::for_label(b"windows-1256"),
        25 => Some(UTF_16BE),
        26 | 27 | 170 => Some(UTF_8),
        28 => Encoding::for_label(b"big5"),
        29 | 32 => Some(GB18030),
        30 => Encoding::for_label(b"euc-kr"),
        _ => None,
    }
}

/// Adds the text of bytes, and takes them away.
fn finish(bytes: &mut Zeroizing<Vec<u8>>, meaning: Meaning, text: &mut Zeroizing<String>) -> Option<()> {
    let encoding = match meaning {
        Meaning::Said(encoding) => encoding,
        Meaning::Unsaid => likely(bytes),
    };
    let (_, _, is_broken) = encoding.new_decoder_without_bom_handling().decode_to_string(bytes, text, true);
    bytes.clear();
    (!is_broken).then_some(())
}

/// What bytes are likely to be when the code does not say: programs of today write UTF-8, older ones Latin letters, as
/// the standard says, or Shift JIS, as its first edition said.
fn likely(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut decoder, mut text) =
        (SHIFT_JIS.new_decoder_without_bom_handling(), Zeroizing::new(String::with_capacity(LONGEST_TEXT)));
    let (_, _, is_broken) = decoder.decode_to_string(bytes, &mut text, true);
    let is_private = text.chars().any(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter));
    if is_broken || is_private {
        return WINDOWS_1252;
    }
    // In Latin texts, letters beyond ASCII hardly ever stand three in a row, and controls of ISO 8859-1 never.
    let is_latin = !bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    let run = text.split(|letter: char| letter.is_ascii()).map(|run| run.chars().count()).max().unwrap_or_default();
    if is_latin && run < 3 { WINDOWS_1252 } else { SHIFT_JIS }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits as written, spaces apart, with the end and the filling behind them.
    fn said(bits: &str) -> Option<String> {
        let mut bits: Vec<u8> = bits.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
        bits.extend([0; 4]);
        bits.resize(bits.len().next_multiple_of(8), 0);
        let mut data: Vec<u8> = bits.chunks(8).map(|byte| byte.iter().fold(0, |value, bit| value << 1 | bit)).collect();
        data.extend([0xec, 0x11, 0xec]);
        let text = read(&data, 1, true)?;
        Some(text.expose().to_owned())
    }

    fn bytes(bytes: &[u8]) -> String {
        let bits: Vec<String> = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
        format!("0100 {:08b} {}", bytes.len(), bits.concat())
    }

    #[test]
    fn digits_letters_and_bytes() {
        assert_eq!(said("0001 0000001000 0000001100 0101011001 1000011").unwrap(), "01234567");
        // The example of 7.4.4.
        assert_eq!(said("0010 000000101 00111001110 11100111001 000010").unwrap(), "AC-42");
        assert_eq!(said(&format!("0001 0000000001 0111 {}", bytes(b"x"))).unwrap(), "7x");
        assert_eq!(said("0001 0000000001 1010"), None);
    }

    #[test]
    fn kanji_of_thirteen_bits() {
        // The examples of 7.4.6.
        assert_eq!(said("1000 00000010 0110110011111 1101010101010").unwrap(), "点茗");
        assert_eq!(said(&format!("{} 1000 00000001 0110110011111 {}", bytes(b"a"), bytes(b"b"))).unwrap(), "a点b");
    }

    #[test]
    fn chinese_letters_of_thirteen_bits() {
        assert_eq!(said("1101 0001 00000001 0001111000001").unwrap(), "阿");
        assert_eq!(said("1101 0010 00000001 0001111000001"), None);
    }

    #[test]
    fn character_sets_that_are_named() {
        let greek = [0xa1, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5];
        assert_eq!(said(&format!("0111 00001001 {}", bytes(&greek))).unwrap(), "‘ΑΒΓΔΕ");
        assert_eq!(said(&format!("0111 00000011 {}", bytes(b"a\xf1o"))).unwrap(), "año");
        assert_eq!(said(&format!("0111 00011010 {}", bytes("año ☂".as_bytes()))).unwrap(), "año ☂");
        assert_eq!(said(&format!("0111 00010100 {}", bytes(b"\x93_"))).unwrap(), "点");
        assert_eq!(said(&format!("0111 10000000 00011010 {}", bytes("ñ".as_bytes()))).unwrap(), "ñ");
        // A letter that the set has not, and a set that nobody knows.
        assert_eq!(said(&format!("0111 00011010 {}", bytes(b"a\xf1o"))), None);
        assert_eq!(said(&format!("0111 01100011 {}", bytes(b"a"))), None);
    }

    #[test]
    fn character_sets_that_are_not_named() {
        let read = |text: &[u8]| said(&bytes(text)).unwrap();
        assert_eq!(read("año ☂".as_bytes()), "año ☂");
        for latin in ["año", "Größe", "Émile Café", "für été"] {
            let letters: Vec<u8> = latin.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
            assert_eq!(read(&letters), latin);
        }
        for japanese in ["ﾃﾞｻﾞｲﾝ QR", "モバイル", "今度のバージョン"] {
            let (letters, _, _) = SHIFT_JIS.encode(japanese);
            assert_eq!(read(&letters), japanese);
        }
    }

    #[test]
    fn a_part_of_several_codes_is_no_text() {
        assert_eq!(said(&format!("0011 0000 0001 01010101 {}", bytes(b"otpauth://totp/a?sec"))), None);
    }

    #[test]
    fn the_end_must_be_filled_where_codewords_were_doubtful() {
        let data = [0x40, 0x14, 0x10, 0x00, 0x00];
        assert!(read(&data, 1, true).is_none());
        assert_eq!(read(&data, 1, false).unwrap().expose(), "A");
    }
}
