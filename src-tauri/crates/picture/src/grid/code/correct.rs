//! Reed-Solomon codes over the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004:2015, 7.5.2, Annex B).

/// Powers of 2 in the field, twice, and the logarithms.
const POWERS: ([u8; 512], [u8; 256]) = powers();

#[expect(clippy::indexing_slicing, reason = "worked out when this is compiled, where it would be an error")]
const fn powers() -> ([u8; 512], [u8; 256]) {
    let (mut powers, mut logarithms) = ([0; 512], [0; 256]);
    let (mut power, mut place) = (1_u16, 0);
    while place < 255 {
        let [low, _] = power.to_le_bytes();
        powers[place] = low;
        powers[place + 255] = low;
        logarithms[low as usize] = place as u8;
        power <<= 1;
        if power > 255 {
            power ^= 0x11d;
        }
        place += 1;
    }
    (powers, logarithms)
}

fn power(exponent: usize) -> u8 {
    POWERS.0.get(exponent % 255).copied().unwrap_or_default()
}

fn logarithm(value: u8) -> usize {
    POWERS.1.get(usize::from(value)).copied().map_or(0, usize::from)
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { power(logarithm(a) + logarithm(b)) }
}

fn over(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { power(logarithm(a) + 255 - logarithm(b)) }
}

/// The value of a polynomial, its constant first, at a power of 2.
fn value(polynomial: &[u8], exponent: usize) -> u8 {
    let term = |(place, &factor): (usize, &u8)| times(factor, power(place * exponent));
    polynomial.iter().enumerate().map(term).fold(0, |sum, term| sum ^ term)
}

/// What a block without errors has nothing but zeros of.
fn syndromes(block: &[u8], mending: usize) -> Vec<u8> {
    let syndrome = |number: usize| block.iter().fold(0, |sum, &word| times(sum, power(number)) ^ word);
    (0..mending).map(syndrome).collect()
}

/// Mends a block whose last `mending` codewords are for that. The codewords at `doubts` may be anything; of the others
/// half as many may be wrong as there are then left, less `spare`. `false`, with the block as it was, when it is beyond
/// mending.
pub(super) fn correct(block: &mut [u8], mending: usize, doubts: &[usize], spare: usize) -> bool {
    let syndromes = syndromes(block, mending);
    if syndromes.iter().all(|&syndrome| syndrome == 0) {
        return true;
    }
    if doubts.len() + spare > mending {
        return false;
    }
    let exponent = |place: usize| block.len() - 1 - place;
    // The polynomial that is 0 at the inverse of every doubtful place.
    let mut locator = vec![0; mending + 1];
    if let Some(first) = locator.first_mut() {
        *first = 1;
    }
    for &place in doubts {
        let shifted = locator.clone();
        for (term, &before) in locator.iter_mut().skip(1).zip(&shifted) {
            *term ^= times(before, power(exponent(place)));
        }
    }
    // Berlekamp and Massey: the shortest that explains the syndromes as well.
    let mut earlier = locator.clone();
    let mut length = doubts.len();
    for round in doubts.len() + 1..=mending {
        let terms = locator.iter().zip(syndromes.iter().take(round).rev());
        let difference = terms.fold(0, |sum, (&factor, &syndrome)| sum ^ times(factor, syndrome));
        earlier.rotate_right(1);
        if let Some(first) = earlier.first_mut() {
            *first = 0;
        }
        if difference == 0 {
            continue;
        }
        let before = locator.clone();
        for (term, &other) in locator.iter_mut().zip(&earlier) {
            *term ^= times(difference, other);
        }
        if 2 * length < round + doubts.len() {
            length = round + doubts.len() - length;
            earlier = before.iter().map(|&term| over(term, difference)).collect();
        }
    }
    let degree = locator.iter().rposition(|&term| term != 0).unwrap_or(0);
    // Each error takes two of what is left, each doubt one.
    if 2 * degree > mending - spare + doubts.len() {
        return false;
    }
    let wrong: Vec<usize> =
        (0..block.len()).filter(|&place| value(&locator, 255 - exponent(place) % 255) == 0).collect();
    if wrong.len() != degree {
        return false;
    }
    // Forney: how wrong.
    let evaluator: Vec<u8> = (0..mending)
        .map(|place| {
            (0..=place).fold(0, |sum, term| {
                let factor = locator.get(term).copied().unwrap_or_default();
                sum ^ times(factor, syndromes.get(place - term).copied().unwrap_or_default())
            })
        })
        .collect();
    let slope: Vec<u8> =
        locator.iter().enumerate().skip(1).map(|(place, &term)| if place % 2 == 1 { term } else { 0 }).collect();
    let mut mended = block.to_vec();
    for &place in &wrong {
        let inverse = 255 - exponent(place) % 255;
        let below = value(&slope, inverse);
        if below == 0 {
            return false;
        }
        let error = times(power(exponent(place)), over(value(&evaluator, inverse), below));
        if let Some(word) = mended.get_mut(place) {
            *word ^= error;
        }
    }
    let is_right = self::syndromes(&mended, mending).iter().all(|&syndrome| syndrome == 0);
    if is_right {
        block.copy_from_slice(&mended);
    }
    zeroize::Zeroize::zeroize(&mut mended);
    is_right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of ISO/IEC 18004, Annex I: version 1-M, "01234567".
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xa5, 0x24,
        0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
    ];

    fn damaged(places: &[usize]) -> [u8; 26] {
        let mut block = BLOCK;
        for (number, &place) in places.iter().enumerate() {
            block[place] ^= u8::try_from(number * 31 + 1).unwrap();
        }
        block
    }

    #[test]
    fn five_errors_are_mended_and_six_are_not() {
        assert!(syndromes(&BLOCK, 10).iter().all(|&syndrome| syndrome == 0));
        let mut block = damaged(&[0, 7, 12, 20, 25]);
        assert!(correct(&mut block, 10, &[], 0));
        assert_eq!(block, BLOCK);
        let six = damaged(&[0, 3, 7, 12, 20, 25]);
        let mut block = six;
        assert!(!correct(&mut block, 10, &[], 0));
        assert_eq!(block, six);
        assert!(!correct(&mut damaged(&[0, 7, 12, 20, 25]), 10, &[], 2));
    }

    #[test]
    fn doubtful_codewords_count_half() {
        let mut block = damaged(&[0, 1, 2, 3, 4, 5, 14, 25]);
        assert!(correct(&mut block, 10, &[0, 1, 2, 3, 4, 5], 0));
        assert_eq!(block, BLOCK);
        // A doubt may be right all the same.
        let mut block = damaged(&[3, 9]);
        assert!(correct(&mut block, 10, &[0, 1, 2, 3, 4, 5, 6, 7], 0));
        assert_eq!(block, BLOCK);
        assert!(!correct(&mut damaged(&[0, 1, 2, 3, 4, 5, 14, 25]), 10, &[0, 1, 2, 3, 4, 5], 1));
    }
}
