//! Cutting a link into scheme, host, label and query, without a URL parser.

use zeroize::Zeroizing;

use super::{
    LinkType,
    names::{Names, read_names},
    parameters::Query,
    text::unquote,
};

/// The pieces of a link, still encoded but for the query.
pub(crate) struct Pieces<'a> {
    /// What comes before the first colon.
    pub(crate) link_type: LinkType,
    /// What comes between the scheme and the first `?`.
    pub(crate) path: &'a str,
    /// What comes behind the `?`, decoded.
    pub(crate) query: Query,
    /// What comes behind the `?`, as it is.
    pub(crate) raw_query: &'a str,
}

impl<'a> Pieces<'a> {
    /// Type and label of an `otpauth:` link: the path up to its first slash, and the rest.
    pub(crate) fn host_and_label(&self) -> (String, &'a str) {
        let (host, label) = self.path.split_once('/').unwrap_or((self.path, ""));
        (host.to_ascii_lowercase(), label)
    }
}

/// What sort of link `text` is; `None` when it is none. Looks at the scheme only, so that texts of any length
/// are answered at once.
pub fn is_link(text: &str) -> Option<LinkType> {
    let text = trim(text);
    split_scheme(text.strip_prefix('"').unwrap_or(text)).map(|(link_type, _)| link_type)
}

/// The value of a parameter of a link, decoded; `name` is in lower case. For parameters that only one program
/// writes and that [`super::Link`] has no field for. Never ask for the secret this way.
pub fn link_parameter(text: &str, name: &str) -> Option<String> {
    let text = unquote(trim(text));
    split(&text)?.query.text(name)
}

/// Issuer and account of a link, also of one whose secret or numbers cannot be used: for telling people which
/// line of a list was bad. `None` when the text is no link of one account.
pub fn link_names(text: &str) -> Option<(String, String)> {
    let text = unquote(trim(text));
    let pieces = split(&text)?;
    let label = match pieces.link_type {
        LinkType::Otpauth => pieces.host_and_label().1,
        LinkType::Motp => pieces.path,
        LinkType::Steam | LinkType::Migration => return None,
    };
    let Names { issuer, account, .. } = read_names(label, &pieces.query);
    Some((issuer, account))
}

/// White space and a byte order mark at the ends say nothing.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// A text made ready for [`split`].
pub(crate) fn prepare(text: &str) -> Zeroizing<String> {
    unquote(trim(text))
}

/// Cuts a trimmed link. `None` when the scheme is not one of ours.
pub(crate) fn split(text: &str) -> Option<Pieces<'_>> {
    let (link_type, rest) = split_scheme(trim(text))?;
    let slashes = rest.bytes().take(3).take_while(|&byte| byte == b'/').count();
    let rest = rest.get(slashes..).unwrap_or_default();
    let (path, raw_query) = rest.split_once('?').unwrap_or((rest, ""));
    Some(Pieces { link_type, path, query: Query::read(raw_query), raw_query })
}

fn split_scheme(text: &str) -> Option<(LinkType, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let schemes = [
        ("otpauth", LinkType::Otpauth),
        ("apple-otpauth", LinkType::Otpauth),
        ("motp", LinkType::Motp),
        ("steam", LinkType::Steam),
        ("otpauth-migration", LinkType::Migration),
    ];
    let (_, link_type) = schemes.into_iter().find(|(name, _)| scheme.eq_ignore_ascii_case(name))?;
    Some((link_type, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_apart_by_their_scheme() {
        for (text, link_type) in [
            ("otpauth://totp/a?secret=AA", Some(LinkType::Otpauth)),
            (" \u{feff}\"OTPAUTH:totp", Some(LinkType::Otpauth)),
            ("apple-otpauth://totp/a", Some(LinkType::Otpauth)),
            ("motp:a", Some(LinkType::Motp)),
            ("steam://AA", Some(LinkType::Steam)),
            ("otpauth-migration://offline?data=", Some(LinkType::Migration)),
            ("https://example.org/otpauth:", None),
            ("otpauth", None),
            ("", None),
        ] {
            assert_eq!(is_link(text), link_type, "{text:?}");
        }
    }

    #[test]
    fn names_of_a_link_that_cannot_be_used() {
        let names = link_names("otpauth://totp/Tern%20Mail:olu?digits=99");
        assert_eq!(names, Some(("Tern Mail".to_owned(), "olu".to_owned())));
        assert_eq!(link_names("https://example.org"), None);
    }

    #[test]
    fn parameters_of_other_programs_can_be_asked_for() {
        let link = "otpauth://totp/a?secret=AA&codeDisplay=%7B%22pinned%22:true%7D";
        assert_eq!(link_parameter(link, "codedisplay").as_deref(), Some("{\"pinned\":true}"));
        assert_eq!(link_parameter(link, "digits"), None);
    }
}
