//! Keyed archives: how programs of Apple systems save their objects in a property list
//! (docs/formats/more-authenticators.md, "Keyed archives of Apple systems").
//!
//! Values are looked at one step at a time, by their fields and not by their class names; a file whose objects hold
//! each other in a circle therefore costs nothing.

use zeroize::Zeroizing;

use super::binary_plist::{BinaryPlist, Object};

const ARCHIVER: &str = "NSKeyedArchiver";

/// An archive, opened but not unfolded.
pub(crate) struct KeyedArchive<'a> {
    list: BinaryPlist<'a>,
    /// What the references of the archive stand for, as numbers of objects of the list.
    objects: Vec<usize>,
    root: usize,
}

/// Where a value stands in the archive.
#[derive(Clone, Copy)]
pub(crate) struct Place(usize);

/// One value, its members unopened.
pub(crate) enum Value {
    /// Nothing.
    None,
    /// A truth.
    Boolean(bool),
    /// A number, or a date in seconds since 2001.
    Number(f64),
    /// A whole number.
    Integer(i128),
    /// Text.
    Text(Zeroizing<String>),
    /// Bytes.
    Data(Zeroizing<Vec<u8>>),
    /// An array or a set.
    List(Vec<Place>),
    /// A dictionary, or the fields of an object.
    Fields(Fields),
}

/// Values by name.
pub(crate) struct Fields(Vec<(String, Place)>);

impl Fields {
    /// Where the value of this name stands.
    pub(crate) fn get(&self, name: &str) -> Option<Place> {
        self.0.iter().find(|(key, _)| key == name).map(|&(_, place)| place)
    }
}

impl<'a> KeyedArchive<'a> {
    /// Opens an archive. `None` when the bytes are no property list or not one of an archive.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let list = BinaryPlist::read(bytes)?;
        let outer = dictionary(&list, list.top())?;
        let Object::Text(archiver) = list.object(outer.get("$archiver")?.0)? else { return None };
        if archiver != ARCHIVER {
            return None;
        }
        let Object::Array(objects) = list.object(outer.get("$objects")?.0)? else { return None };
        let root = dictionary(&list, outer.get("$top")?.0)?.get("root")?.0;
        Some(Self { list, objects, root })
    }

    /// The outermost value.
    pub(crate) const fn root(&self) -> Place {
        Place(self.root)
    }

    /// The value of a place. `None` when it is broken.
    pub(crate) fn value(&self, place: Place) -> Option<Value> {
        let object = self.list.object(place.0)?;
        if let Object::Uid(0) = object {
            return Some(Value::None);
        }
        let object =
            if let Object::Uid(number) = object { self.list.object(*self.objects.get(number)?)? } else { object };
        Some(match object {
            Object::Null => Value::None,
            Object::Boolean(value) => Value::Boolean(value),
            Object::Integer(value) => Value::Integer(value),
            Object::Real(value) => Value::Number(value),
            Object::Text(text) if text == "$null" => Value::None,
            Object::Text(text) => Value::Text(Zeroizing::new(text)),
            Object::Data(data) => Value::Data(Zeroizing::new(data.to_vec())),
            Object::Array(items) => Value::List(items.into_iter().map(Place).collect()),
            Object::Dictionary(pairs) => self.object_of(named(&self.list, pairs)?)?,
            Object::Uid(_) => return None,
        })
    }

    /// The members of a value, which must be a dictionary or an object with fields.
    pub(crate) fn fields(&self, place: Place) -> Option<Fields> {
        if let Value::Fields(fields) = self.value(place)? { Some(fields) } else { None }
    }

    /// What an archived object stands for: the classes of the system are told by the fields that only they have.
    fn object_of(&self, fields: Fields) -> Option<Value> {
        if let Some(keys) = fields.get("NS.keys") {
            let keys = self.items(keys)?;
            let values = self.items(fields.get("NS.objects")?)?;
            let name = |place| if let Value::Text(text) = self.value(place)? { Some(text.to_string()) } else { None };
            let pairs = keys.into_iter().zip(values).filter_map(|(key, value)| Some((name(key)?, value)));
            return Some(Value::Fields(Fields(pairs.collect())));
        }
        if let Some(items) = fields.get("NS.objects") {
            return Some(Value::List(self.items(items)?));
        }
        for key in ["NS.string", "NS.data", "NS.bytes", "NS.time"] {
            if let Some(place) = fields.get(key) {
                return self.plain(place);
            }
        }
        Some(Value::Fields(fields))
    }

    /// The references of an array of the property list.
    fn items(&self, place: Place) -> Option<Vec<Place>> {
        let Object::Array(items) = self.list.object(place.0)? else { return None };
        Some(items.into_iter().map(Place).collect())
    }

    /// A value without members.
    fn plain(&self, place: Place) -> Option<Value> {
        match self.list.object(place.0)? {
            Object::Text(text) => Some(Value::Text(Zeroizing::new(text))),
            Object::Data(data) => Some(Value::Data(Zeroizing::new(data.to_vec()))),
            Object::Real(number) => Some(Value::Number(number)),
            Object::Integer(number) => Some(Value::Integer(number)),
            Object::Null | Object::Boolean(_) | Object::Uid(_) | Object::Array(_) | Object::Dictionary(_) => None,
        }
    }
}

fn dictionary(list: &BinaryPlist<'_>, index: usize) -> Option<Fields> {
    let Object::Dictionary(pairs) = list.object(index)? else { return None };
    named(list, pairs)
}

/// Pairs whose key is a text.
fn named(list: &BinaryPlist<'_>, pairs: Vec<(usize, usize)>) -> Option<Fields> {
    let pairs = pairs.into_iter().map(|(key, value)| {
        let Object::Text(name) = list.object(key)? else { return None };
        Some((name, Place(value)))
    });
    Some(Fields(pairs.collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::binary_plist::written;

    /// An archive whose root has itself as `me`, nothing as `none` and a mutable string as `text`.
    fn sample() -> Vec<u8> {
        written(&[
            b"\xd3\x01\x05\x06\x02\x03\x04",
            b"\x59$archiver",
            b"\x5f\x10\x0fNSKeyedArchiver",
            b"\xa3\x07\x08\x0e",
            b"\xd1\x0a\x09",
            b"\x58$objects",
            b"\x54$top",
            b"\x55$null",
            b"\xd3\x0b\x0d\x11\x09\x0c\x12",
            b"\x80\x01",
            b"\x54root",
            b"\x52me",
            b"\x80\x00",
            b"\x54none",
            b"\xd1\x0f\x10",
            b"\x59NS.string",
            b"\x53olu",
            b"\x54text",
            b"\x80\x02",
        ])
    }

    #[test]
    fn values_are_looked_at_step_by_step() {
        let bytes = sample();
        let archive = KeyedArchive::read(&bytes).unwrap();
        let root = archive.fields(archive.root()).unwrap();
        assert!(matches!(archive.value(root.get("none").unwrap()), Some(Value::None)));
        assert!(matches!(archive.value(root.get("text").unwrap()), Some(Value::Text(text)) if text.as_str() == "olu"));
        assert!(root.get("other").is_none());
    }

    #[test]
    fn an_object_may_hold_itself() {
        let bytes = sample();
        let archive = KeyedArchive::read(&bytes).unwrap();
        let mut place = archive.root();
        for _ in 0..1000 {
            place = archive.fields(place).unwrap().get("me").unwrap();
        }
    }

    #[test]
    fn other_lists_are_no_archives() {
        assert!(KeyedArchive::read(&written(&[b"\xd0"])).is_none());
        assert!(KeyedArchive::read(b"bplist00").is_none());
    }
}
