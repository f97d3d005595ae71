//! Reading JSON objects without losing what is not known: text is borrowed, unknown fields are kept as text.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::Formatter;
use watchword_entry::{DeviceId, Stamp};

/// A JSON string, borrowed where it has no escapes.
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// Sixteen bytes, written as a UUID.
#[derive(Clone, Copy)]
pub(super) struct Id(pub(super) [u8; 16]);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl Visitor<'_> for IdVisitor {
            type Value = Id;
            fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                f.write_str("a UUID")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Id, E> {
                parse_id(text.as_bytes()).map(Id).ok_or_else(|| E::custom("not a UUID"))
            }
        }
        deserializer.deserialize_str(IdVisitor)
    }
}

/// The bytes of a UUID of the form 8-4-4-4-12 hex digits.
pub(super) fn parse_id(text: &[u8]) -> Option<[u8; 16]> {
    if text.len() != 36 {
        return None;
    }
    let mut bytes = [0; 16];
    let mut digits = text.iter().enumerate();
    for byte in &mut bytes {
        for _ in 0..2 {
            let (at, mut digit) = digits.next()?;
            if matches!(at, 8 | 13 | 18 | 23) {
                if *digit != b'-' {
                    return None;
                }
                (_, digit) = digits.next()?;
            }
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                b'A'..=b'F' => digit - b'A' + 10,
                _ => return None,
            };
            *byte = (*byte << 4) | value;
        }
    }
    Some(bytes)
}

/// A stamp, written as `[ms, counter, "device"]`.
pub(super) struct WireStamp(pub(super) Stamp);

impl<'de> Deserialize<'de> for WireStamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (ms, counter, Id(device)) = <(u64, u32, Id)>::deserialize(deserializer)?;
        Ok(Self(Stamp { ms, counter, device: DeviceId::from_bytes(device) }))
    }
}

/// Unknown fields as they were read.
pub(super) type Others<'a> = Vec<(Text<'a>, &'a RawValue)>;

/// Unknown fields as a document keeps them.
pub(super) fn keep(others: Others<'_>) -> Vec<(String, String)> {
    others.into_iter().map(|(name, value)| (name.0.into_owned(), value.get().to_owned())).collect()
}

/// Declares an object: each field is `None` when absent, a field that stands twice is an error, unknown fields are
/// kept.
macro_rules! object {
    ($name:ident<$life:lifetime> { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Default)]
        pub(super) struct $name<$life> {
            $(pub(super) $field: Option<$type>,)*
            pub(super) others: Others<$life>,
        }

        impl<$life> Deserialize<$life> for $name<$life> {
            fn deserialize<D: Deserializer<$life>>(deserializer: D) -> Result<Self, D::Error> {
                struct ObjectVisitor;
                impl<$life> Visitor<$life> for ObjectVisitor {
                    type Value = $name<$life>;
                    fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: MapAccess<$life>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut object = $name::default();
                        while let Some(key) = map.next_key::<Text<$life>>()? {
                            match &*key.0 {
                                $(stringify!($field) => {
                                    if object.$field.replace(map.next_value()?).is_some() {
                                        return Err(A::Error::custom("a field stands twice"));
                                    }
                                })*
                                _ => object.others.push((key, map.next_value()?)),
                            }
                        }
                        Ok(object)
                    }
                }
                deserializer.deserialize_map(ObjectVisitor)
            }
        }
    };
}

object!(WireDocument<'a> {
    saved_ms: u64,
    saved_what: Text<'a>,
    saved_count: u32,
    saved_name: Text<'a>,
    devices: Vec<&'a RawValue>,
    versions: Vec<(Id, u64)>,
    slot_notes: Vec<&'a RawValue>,
    entries: Vec<&'a RawValue>,
    tombstones: Vec<&'a RawValue>,
    journal: Vec<&'a RawValue>,
    pictures: Vec<&'a RawValue>,
});

object!(WireEntry<'a> {
    id: Id,
    kind: Text<'a>,
    secret: Text<'a>,
    algorithm: Text<'a>,
    digits: u8,
    period: u32,
    counter: u64,
    pin: Text<'a>,
    issuer: Text<'a>,
    account: Text<'a>,
    login: Text<'a>,
    original_label: Text<'a>,
    note: Text<'a>,
    tags: Vec<Text<'a>>,
    old_names: Vec<Text<'a>>,
    icon: &'a RawValue,
    pinned: bool,
    order: i64,
    trashed_ms: u64,
    created_ms: u64,
    otp_stamp: WireStamp,
    labels_stamp: WireStamp,
    placement_stamp: WireStamp,
    old_secrets: Vec<&'a RawValue>,
    recovery_codes: Text<'a>,
});

object!(WireIcon<'a> {
    monogram: WireMonogram<'a>,
    mark: Text<'a>,
    picture: Id,
});

object!(WireMonogram<'a> {
    letters: Text<'a>,
    hue: u8,
});

object!(WirePicture<'a> {
    id: Id,
    png: Text<'a>,
});

object!(WireOldSecret<'a> {
    kind: Text<'a>,
    secret: Text<'a>,
    algorithm: Text<'a>,
    digits: u8,
    period: u32,
    counter: u64,
    pin: Text<'a>,
    replaced_ms: u64,
});

object!(WireName<'a> {
    issuer: &'a RawValue,
    account: &'a RawValue,
    original_label: &'a RawValue,
});

object!(WireTombstone<'a> {
    id: Id,
    stamp: WireStamp,
});

object!(WireDevice<'a> {
    id: Id,
    name: Text<'a>,
    first_seen_ms: u64,
});

object!(WireSlotNote<'a> {
    slot_id: Id,
    label: Text<'a>,
    created_ms: u64,
});

object!(WireChange<'a> {
    id: Id,
    at_ms: u64,
    what: Text<'a>,
    count: u32,
    name: Text<'a>,
    undone: bool,
    before: Vec<(Id, Option<&'a RawValue>)>,
});
