//! The padded payload: true length, JSON, zeros. The padding hides how many entries there are.

use crate::error::OpenError;
use zeroize::Zeroizing;

const LENGTH: usize = 4;
const STEP: usize = 16 << 10;
const EVEN_STEPS_UP_TO: usize = 256 << 10;

/// The padded size for `size` bytes: the next 16 KiB up to 256 KiB, above that the next eighth of the largest
/// power of two below it.
pub(crate) fn padded_size(size: usize) -> usize {
    let step = if size <= EVEN_STEPS_UP_TO { STEP } else { (1 << (size - 1).ilog2()) / 8 };
    size.next_multiple_of(step)
}

/// Reserves the place of the length at the start of a payload.
pub(crate) fn start(out: &mut Vec<u8>) {
    out.extend_from_slice(&[0; LENGTH]);
}

/// Size of the buffer that a payload of `json` bytes needs once padded.
pub(crate) fn capacity_for(json: usize) -> usize {
    padded_size(LENGTH + json)
}

/// Writes the length of what follows it and fills up with zeros. `None` when it is over four gigabytes.
pub(crate) fn finish(mut payload: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(payload.len().checked_sub(LENGTH)?).ok()?;
    payload.get_mut(..LENGTH)?.copy_from_slice(&length.to_le_bytes());
    let size = padded_size(payload.len());
    if size > payload.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(size));
        larger.extend_from_slice(&payload);
        payload = larger;
    }
    payload.resize(size, 0);
    Some(payload)
}

/// The JSON text of a padded payload; its padding must be zeros and of the right size.
pub(crate) fn json_of(payload: &[u8]) -> Result<&str, OpenError> {
    let (length, rest) = payload.split_first_chunk::<LENGTH>().ok_or(OpenError::Unreadable)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| OpenError::Unreadable)?;
    let (json, fill) = rest.split_at_checked(length).ok_or(OpenError::Unreadable)?;
    if fill.iter().fold(0, |bits, byte| bits | byte) != 0 || padded_size(LENGTH + length) != payload.len() {
        return Err(OpenError::Unreadable);
    }
    std::str::from_utf8(json).map_err(|_| OpenError::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_step_as_the_format_says() {
        let kib = 1_024;
        for (size, padded) in [
            (1, 16 * kib),
            (16 * kib, 16 * kib),
            (16 * kib + 1, 32 * kib),
            (256 * kib, 256 * kib),
            (256 * kib + 1, 288 * kib),
            (512 * kib, 512 * kib),
            (512 * kib + 1, 576 * kib),
            (3_500 * kib, 3_584 * kib),
        ] {
            assert_eq!(padded_size(size), padded, "{size}");
        }
    }

    #[test]
    fn padding_that_is_not_zero_or_not_right_is_refused() {
        let mut payload = Zeroizing::new(Vec::new());
        start(&mut payload);
        payload.extend_from_slice(b"{}");
        let payload = finish(payload).unwrap();
        assert_eq!(json_of(&payload), Ok("{}"));
        let mut dirty = payload.to_vec();
        dirty[9_000] = 1;
        assert_eq!(json_of(&dirty), Err(OpenError::Unreadable));
        assert_eq!(json_of(&payload[..payload.len() - 1]), Err(OpenError::Unreadable));
        let mut long = payload.to_vec();
        long[2] = 255;
        assert_eq!(json_of(&long), Err(OpenError::Unreadable));
        assert_eq!(json_of(b"abc"), Err(OpenError::Unreadable));
    }
}
