//! The check of a freshly encoded payload: it parses as a whole, and its entries are those of the document.

use super::wire::{Id, Text};
use crate::document::Document;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt::Formatter;

/// Whether `json` parses and holds exactly the entries of `document`, usable and set aside, in their order.
pub(crate) fn check(json: &str, document: &Document) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let whole = WholeCheck(document).deserialize(&mut deserializer);
    whole.is_ok_and(|found| found) && deserializer.end().is_ok()
}

struct WholeCheck<'d>(&'d Document);

impl<'de> DeserializeSeed<'de> for WholeCheck<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for WholeCheck<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("a document")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<Text<'de>>()? {
            if key.0 == "entries" {
                map.next_value_seed(EntriesCheck(self.0))?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

struct EntriesCheck<'d>(&'d Document);

impl<'de> DeserializeSeed<'de> for EntriesCheck<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for EntriesCheck<'_> {
    type Value = ();
    fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("the entries of the document")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let other = || A::Error::custom("other entries");
        for entry in &self.0.entries {
            let row: IdOf = rows.next_element()?.ok_or_else(other)?;
            if row.0 != *entry.id.as_bytes() {
                return Err(other());
            }
        }
        for aside in &self.0.set_aside {
            let row: &RawValue = rows.next_element()?.ok_or_else(other)?;
            if row.get() != aside.json.expose() {
                return Err(other());
            }
        }
        if rows.next_element::<IgnoredAny>()?.is_some() { Err(other()) } else { Ok(()) }
    }
}

/// The id of an entry; the rest of it is parsed and passed over.
struct IdOf([u8; 16]);

impl<'de> Deserialize<'de> for IdOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl<'de> Visitor<'de> for IdVisitor {
            type Value = IdOf;
            fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                f.write_str("an entry")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<IdOf, A::Error> {
                let mut id = None;
                while let Some(key) = map.next_key::<Text<'de>>()? {
                    if key.0 == "id" {
                        id = Some(map.next_value::<Id>()?.0);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                id.map(IdOf).ok_or_else(|| A::Error::custom("no id"))
            }
        }
        deserializer.deserialize_map(IdVisitor)
    }
}
