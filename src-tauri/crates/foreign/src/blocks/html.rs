//! Text of HTML: the escapes that programs write (rule G11 of docs/formats/common.md).

use zeroize::Zeroizing;

const ESCAPES: [(&str, char); 7] = [
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&#39;", '\''),
    ("&#x27;", '\''),
];

/// Undoes the escapes, once: `&amp;lt;` becomes `&lt;`.
pub(crate) fn unescape(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some((before, from)) = rest.find('&').and_then(|start| rest.split_at_checked(start)) {
        plain.push_str(before);
        match ESCAPES.iter().find_map(|(escape, c)| Some((from.strip_prefix(escape)?, *c))) {
            Some((after, c)) => {
                plain.push(c);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = from.strip_prefix('&').unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(unescape("a&amp;lt;b &lt;&#39;&#x27;&quot;&gt; & &x;&").as_str(), "a&lt;b <''\"> & &x;&");
    }
}
