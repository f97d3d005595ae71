//! The protobuf wire format, as far as exports use it.

/// The longest varint: ten bytes hold 64 bits.
const MAX_VARINT_BYTES: usize = 10;

/// The value of a field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// Wire type 0; only the low 64 bits count.
    Varint(u64),
    /// Wire type 2.
    Bytes(&'a [u8]),
    /// Wire types 1 and 5, of which exports have none: the value is skipped.
    Fixed,
}

/// The fields of a message with their numbers, in order. A `None` inside says that the rest is broken; nothing
/// follows it.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    is_broken: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn of(message: &'a [u8]) -> Self {
        Self { rest: message, is_broken: false }
    }

    fn read(&mut self) -> Option<(u64, Field<'a>)> {
        let key = self.read_varint()?;
        let number = key >> 3;
        if number == 0 {
            return None;
        }
        let field = match key & 7 {
            0 => Field::Varint(self.read_varint()?),
            1 => self.take(8).map(|_| Field::Fixed)?,
            2 => {
                let length = usize::try_from(self.read_varint()?).ok()?;
                Field::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Field::Fixed)?,
            _ => return None,
        };
        Some((number, field))
    }

    fn read_varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for position in 0..MAX_VARINT_BYTES {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            // Bits above the 64th fall out.
            value |= u64::from(byte & 0x7f) << (7 * position);
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Option<(u64, Field<'a>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_broken || self.rest.is_empty() {
            return None;
        }
        let field = self.read();
        self.is_broken = field.is_none();
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(message: &[u8]) -> Vec<Option<(u64, Field<'_>)>> {
        Fields::of(message).collect()
    }

    #[test]
    fn fields_of_every_wire_type() {
        let message = [0x08, 0x96, 0x01, 0x12, 2, 7, 8, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x25, 1, 2, 3, 4];
        let expected = [
            Some((1, Field::Varint(150))),
            Some((2, Field::Bytes(&[7, 8]))),
            Some((3, Field::Fixed)),
            Some((4, Field::Fixed)),
        ];
        assert_eq!(fields(&message), expected);
    }

    #[test]
    fn broken_messages_end_in_none() {
        for message in [
            &[0x08][..],                                                  // no value
            &[0x80],                                                      // unfinished key
            &[0x12, 5, 1],                                                // bytes beyond the end
            &[0x19, 1],                                                   // eight bytes beyond the end
            &[0x0b],                                                      // group
            &[0x00, 1],                                                   // field number 0
            &[0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1], // eleven bytes
        ] {
            assert_eq!(fields(message), [None], "{message:?}");
        }
    }

    #[test]
    fn a_negative_number_takes_ten_bytes() {
        let message = [0x28, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
        assert_eq!(fields(&message), [Some((5, Field::Varint(u64::MAX)))]);
    }
}
