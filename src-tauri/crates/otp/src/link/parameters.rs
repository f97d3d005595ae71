//! The parameters of a link.

use zeroize::Zeroizing;

use super::{
    LinkError,
    text::{decode_percent, lossy_text},
};

/// The parameters of a link, decoded, in the order of the link. Keys are in lower case.
pub(crate) struct Query(Vec<(String, Zeroizing<Vec<u8>>)>);

impl Query {
    /// Reads what comes behind the `?` of a link.
    pub(crate) fn read(query: &str) -> Self {
        // Links copied out of web pages have `&amp;` between their parameters.
        let query = Zeroizing::new(query.replace("&amp;", "&"));
        let parameters = query.split('&').filter(|piece| !piece.is_empty()).map(|piece| {
            let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
            let key = lossy_text(&decode_percent(key, true)).0.to_lowercase();
            (key, decode_percent(value, true))
        });
        Self(parameters.collect())
    }

    /// The value of the first parameter of this name.
    pub(crate) fn bytes(&self, key: &str) -> Option<&[u8]> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_slice())
    }

    /// The same as text. Bytes that are not UTF-8 become U+FFFD.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.bytes(key).map(|bytes| lossy_text(bytes).0)
    }

    /// The same as text, `None` also for an empty value and for the word `null`, which some programs write for
    /// what they do not know.
    pub(crate) fn given(&self, key: &str) -> Option<String> {
        let text = self.text(key)?.trim().to_owned();
        (!text.is_empty() && !text.eq_ignore_ascii_case("null")).then_some(text)
    }

    /// The values of all parameters of this name.
    pub(crate) fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_slice())
    }

    /// Whether there is a parameter of this name, with or without value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bytes(key).is_some()
    }

    /// A number from `least` to `most`; `None` when it is not given.
    pub(crate) fn number(&self, key: &str, least: u64, most: u64, error: LinkError) -> Result<Option<u64>, LinkError> {
        let Some(text) = self.given(key) else { return Ok(None) };
        let number = parse_number(&text).ok_or(error)?;
        if (least..=most).contains(&number) { Ok(Some(number)) } else { Err(error) }
    }
}

/// A number of decimal digits; zeros behind a point are taken, because some programs write `30.0`.
fn parse_number(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    if is_digits && is_whole { whole.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_keys_wins() {
        let query = Query::read("a=1&A=2&&b&c=x=y");
        assert_eq!(query.text("a").as_deref(), Some("1"));
        assert_eq!(query.values("a").count(), 2);
        assert_eq!(query.text("b").as_deref(), Some(""));
        assert_eq!(query.text("c").as_deref(), Some("x=y"));
    }

    #[test]
    fn numbers_are_read_strictly() {
        for (text, number) in [
            ("30", Some(30)),
            ("030", Some(30)),
            ("30.0", Some(30)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("30.5", None),
            ("30.", None),
            (".0", None),
            ("-1", None),
            ("+1", None),
            ("0x10", None),
            ("٣", None),
        ] {
            assert_eq!(parse_number(text), number, "{text}");
        }
    }
}
