//! Ids, written as 8-4-4-4-12 hex digits. Those of entries and devices are random version 4 UUIDs (RFC 9562).

use std::fmt::{Display, Formatter, Write};
use std::str::FromStr;
use watchword_secret::{RandomFailed, make_random};

/// A text that is not an id of the form 8-4-4-4-12 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id of these sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its sixteen bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl Display for $name {
            fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                write_uuid(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_uuid(text).map(Self)
            }
        }
    };
}

macro_rules! random_id {
    ($name:ident) => {
        impl $name {
            /// A new random id.
            ///
            /// # Errors
            /// [`RandomFailed`] when the system has no random bytes to give.
            pub fn make() -> Result<Self, RandomFailed> {
                Ok(Self(make_uuid()?))
            }
        }
    };
}

id!(
    /// Names one entry for good: random, never reused, the same on all devices.
    EntryId
);
random_id!(EntryId);
id!(
    /// Names one installation of Watchword.
    DeviceId
);
random_id!(DeviceId);
id!(
    /// Names a picture by what it is: the first half of the SHA-256 of its file.
    PictureId
);

fn make_uuid() -> Result<[u8; 16], RandomFailed> {
    let mut bytes: [u8; 16] = make_random()?;
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
    *version = (*version & 0x0f) | 0x40;
    *variant = (*variant & 0x3f) | 0x80;
    Ok(bytes)
}

fn write_uuid(bytes: &[u8; 16], f: &mut Formatter<'_>) -> std::fmt::Result {
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            f.write_char('-')?;
        }
        write!(f, "{byte:02x}")?;
    }
    Ok(())
}

fn parse_uuid(text: &str) -> Result<[u8; 16], NotAnId> {
    let mut bytes = [0; 16];
    let mut digits = 0_usize;
    for (at, letter) in text.chars().enumerate() {
        if matches!(at, 8 | 13 | 18 | 23) {
            if letter != '-' {
                return Err(NotAnId);
            }
            continue;
        }
        let value = letter.to_digit(16).ok_or(NotAnId)?;
        let byte = bytes.get_mut(digits / 2).ok_or(NotAnId)?;
        *byte = (*byte << 4) | u8::try_from(value).map_err(|_| NotAnId)?;
        digits += 1;
    }
    if digits == 32 { Ok(bytes) } else { Err(NotAnId) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself_and_is_a_version_4_uuid() {
        let id = EntryId::make().unwrap();
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.len(), 36);
        assert_eq!(text.get(14..15), Some("4"));
        assert!(matches!(text.get(19..20), Some("8" | "9" | "a" | "b")));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "12345678",
            "00000000-0000-4000-8000-00000000000",
            "00000000-0000-4000-8000-0000000000000",
            "g0000000-0000-4000-8000-000000000000",
        ] {
            assert_eq!(text.parse::<EntryId>(), Err(NotAnId), "{text}");
        }
    }
}
