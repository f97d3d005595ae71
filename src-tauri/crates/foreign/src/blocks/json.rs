//! JSON with a limit of depth. Texts are borrowed where the file has them as they are; copies wipe themselves.

use std::{cell::RefCell, collections::HashSet, fmt, sync::Arc};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use super::{field::Field, text::Text};

/// How deep a value may be nested.
const MAX_DEPTH: u32 = 64;

/// A JSON value. Where an object has a key twice, the first one counts. Files have hundreds of thousands of values: this
/// one is small, and keys are kept once.
pub(crate) enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A whole number too large for the former.
    Large(u64),
    /// A number with a point or an exponent.
    Float(f64),
    /// A text that stands in the file as it is.
    Borrowed(&'a str),
    /// A text that the file has with escapes, or whose file is not kept.
    Owned(Zeroizing<Box<str>>),
    /// A list.
    List(Box<[Json<'a>]>),
    /// An object, its keys in the order of the file.
    Object(Box<[Member<'a>]>),
}

/// A key and its value.
pub(crate) type Member<'a> = (Arc<str>, Json<'a>);

/// The text is no JSON, or is nested too deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson;

impl<'a> Json<'a> {
    /// Reads a text that is one JSON value and nothing else. Halves of characters, which phones leave behind where they
    /// cut names, become U+FFFD.
    pub(crate) fn parse(text: &'a str) -> Result<Self, NotJson> {
        Self::parse_strictly(text).or_else(|error| {
            let whole = without_halves(text).ok_or(error)?;
            Json::parse_strictly(&whole).map(Json::into_owned)
        })
    }

    fn parse_strictly(text: &'a str) -> Result<Self, NotJson> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let keys = RefCell::default();
        let json = Level { left: MAX_DEPTH, keys: &keys }.deserialize(&mut deserializer).map_err(|_| NotJson)?;
        deserializer.end().map_err(|_| NotJson)?;
        Ok(json)
    }

    /// Reads a text that may have been decoded: then the value keeps its own copies.
    pub(crate) fn parse_text(text: &Text<'a>) -> Result<Self, NotJson> {
        match text {
            Text::AsIs(text) => Self::parse(text),
            Text::Decoded(text) => Json::parse(text).map(Json::into_owned),
        }
    }

    /// The same value with copies of all texts.
    fn into_owned<'b>(self) -> Json<'b> {
        match self {
            Self::Null => Json::Null,
            Self::Flag(flag) => Json::Flag(flag),
            Self::Whole(number) => Json::Whole(number),
            Self::Large(number) => Json::Large(number),
            Self::Float(number) => Json::Float(number),
            Self::Borrowed(text) => Json::Owned(Zeroizing::new(text.into())),
            Self::Owned(text) => Json::Owned(text),
            Self::List(items) => Json::List(items.into_iter().map(Self::into_owned).collect()),
            Self::Object(members) => {
                Json::Object(members.into_iter().map(|(key, value)| (key, value.into_owned())).collect())
            }
        }
    }
}

impl Json<'static> {
    /// Reads bytes in UTF-8 (or marked UTF-16) that are not kept, such as those that were decrypted.
    pub(crate) fn parse_bytes(bytes: &[u8]) -> Result<Self, NotJson> {
        Json::parse_text(&super::text::decode(bytes).ok_or(NotJson)?).map(Json::into_owned)
    }
}

impl<'a> Json<'a> {
    /// The value of a key; `None` when this is no object or has no such key. `null` counts as not there.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let (_, value) = self.members()?.iter().find(|(name, _)| **name == *key)?;
        (!value.is_null()).then_some(value)
    }

    /// Whether this is an object with such a key, be its value `null` or not.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.members().is_some_and(|members| members.iter().any(|(name, _)| **name == *key))
    }

    /// The value of a key as a field of an entry.
    pub(crate) fn field(&self, key: &str) -> Field<'_> {
        self.get(key).map_or(Field::Missing, Self::as_field)
    }

    /// The text of a key; `None` when there is none or it is no text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::as_text)
    }

    /// The text of a key, empty when there is none.
    pub(crate) fn text_or_empty(&self, key: &str) -> &str {
        self.text(key).unwrap_or_default()
    }

    /// The list of a key; `None` when there is none or it is no list.
    pub(crate) fn list(&self, key: &str) -> Option<&[Self]> {
        self.get(key).and_then(Self::as_list)
    }

    /// The whole number of a key.
    pub(crate) fn whole(&self, key: &str) -> Option<i128> {
        self.field(key).whole().ok().flatten()
    }

    /// This value as a field of an entry.
    pub(crate) fn as_field(&self) -> Field<'_> {
        match self {
            Self::Null => Field::Missing,
            Self::Flag(flag) => Field::Flag(*flag),
            Self::Whole(number) => Field::Whole((*number).into()),
            Self::Large(number) => Field::Whole((*number).into()),
            Self::Float(number) => Field::Float(*number),
            Self::Borrowed(text) => Field::Text(text),
            Self::Owned(text) => Field::Text(text),
            Self::List(_) | Self::Object(_) => Field::Other,
        }
    }

    /// This value, when it is a text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        self.as_field().text()
    }

    /// This value, when it is a list.
    pub(crate) fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The keys and values of this value, when it is an object.
    pub(crate) fn members(&self) -> Option<&[Member<'a>]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// Whether this is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.members().is_some()
    }

    /// Whether this is `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether one of the first 20 items of this list has the key: how detection looks at lists.
    pub(crate) fn any_item_has(&self, key: &str) -> bool {
        self.as_list().is_some_and(|items| items.iter().take(20).any(|item| item.has(key)))
    }
}

/// How many levels may still follow, and the keys that were seen.
#[derive(Clone, Copy)]
struct Level<'k> {
    left: u32,
    keys: &'k RefCell<HashSet<Arc<str>>>,
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Level<'_> {
    fn below<E: Error>(self) -> Result<Self, E> {
        let left = self.left.checked_sub(1).ok_or_else(|| E::custom("nested too deep"))?;
        Ok(Self { left, ..self })
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Json<'de>, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(number).map_or(Json::Large(number), Json::Whole))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(Json::Float(number))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Owned(Zeroizing::new(text.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        let level = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(level)? {
            items.push(item);
        }
        Ok(Json::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let level = self.below()?;
        let mut members = Vec::new();
        while let Some(key) = map.next_key_seed(Key(self.keys))? {
            members.push((key, map.next_value_seed(level)?));
        }
        Ok(Json::Object(members.into()))
    }
}

/// Takes a key, once for all objects that have it.
struct Key<'k>(&'k RefCell<HashSet<Arc<str>>>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Arc<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arc<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Arc<str>, E> {
        let mut keys = self.0.borrow_mut();
        if let Some(known) = keys.get(key) {
            return Ok(known.clone());
        }
        let key: Arc<str> = key.into();
        keys.insert(key.clone());
        Ok(key)
    }
}

/// The text with `\ufffd` in place of every escaped surrogate that has no partner; `None` when there is none.
fn without_halves(text: &str) -> Option<Zeroizing<String>> {
    let unit = |place: usize| {
        let digits = text.get(place..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok().filter(|unit| (0xd800..0xe000).contains(unit))
    };
    let mut places = Vec::new();
    let mut next = 0;
    while let Some(found) = text.get(next..).and_then(|rest| rest.find('\\')) {
        let place = next + found;
        let is_pair = || unit(place + 6).is_some_and(|second| second >= 0xdc00);
        next = place
            + match unit(place) {
                Some(first) if first < 0xdc00 && is_pair() => 12,
                Some(_) => {
                    places.push(place);
                    6
                }
                None => 2,
            };
    }
    places.first()?;
    let mut mended = Zeroizing::new(String::with_capacity(text.len()));
    let mut start = 0;
    for place in places {
        mended.push_str(text.get(start..place)?);
        mended.push_str("\\ufffd");
        start = place + 6;
    }
    mended.push_str(text.get(start..)?);
    Some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_asked_for_by_shape() {
        let json = Json::parse(r#"{"a":"x","a":"y","n":null,"i":-3,"f":3.0,"l":[{"k":1}],"t":true}"#).unwrap();
        assert_eq!(json.text("a"), Some("x"));
        assert!(json.has("n") && json.get("n").is_none());
        assert_eq!(json.whole("i"), Some(-3));
        assert_eq!(json.whole("f"), Some(3));
        assert!(json.get("l").unwrap().any_item_has("k"));
        assert!(json.field("t").is_true());
        assert!(json.text("l").is_none() && json.list("a").is_none());
    }

    #[test]
    fn halves_of_characters_do_not_spoil_the_rest() {
        let json = Json::parse(r#"{"a":"x\ud83d","b":"\\ud83d","c":"\ude00y","d":"\ud83d\ude00","e":"\ud83d\u00e9"}"#)
            .unwrap();
        let texts = ["a", "b", "c", "d", "e"].map(|key| json.text_or_empty(key));
        assert_eq!(texts, ["x\u{fffd}", r"\ud83d", "\u{fffd}y", "😀", "\u{fffd}é"]);
        assert!(Json::parse(r#"{"a":"\ud8"#).is_err() && Json::parse(r#"{"a":"\ud83d""#).is_err());
    }

    #[test]
    fn texts_are_copied_only_where_they_have_to_be() {
        let json = Json::parse(r#"["plain","esc\u0061ped",18446744073709551615]"#).unwrap();
        let items = json.as_list().unwrap();
        assert!(matches!(items[0], Json::Borrowed("plain")));
        assert!(matches!(items[1], Json::Owned(_)));
        assert_eq!(items[1].as_text(), Some("escaped"));
        assert_eq!(items[2].as_field().whole(), Ok(Some(u64::MAX.into())));
        let kept = Json::parse_bytes(b"\xfe\xff\0[\0\"\0a\0\"\0]").unwrap();
        assert_eq!(kept.as_list().and_then(|items| items[0].as_text()), Some("a"));
    }

    #[test]
    fn depth_and_rest_are_refused() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::parse(&nested(64)).is_ok());
        assert!(Json::parse(&nested(65)).is_err());
        assert!(Json::parse("{} x").is_err());
        assert!(Json::parse("").is_err());
    }
}
