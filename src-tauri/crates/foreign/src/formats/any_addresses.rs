//! Text, HTML and JSON that hold addresses of codes among other things: decrypted files of a password store, printed
//! pages, exports of programs that are not known by name (docs/formats/desktop.md#addresses-in-other-files).

use watchword_otp::{LinkType, is_link, link::unescape_html};
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::json::Json,
    format::{certain_if, never},
    formats::{gauth, otpauth_list},
};

/// Text of which most lines are something else.
pub(crate) static TEXT: Format = Format {
    id: "text-with-uris",
    app: "Text with otpauth addresses",
    extensions: &["txt"],
    section: "desktop.md#addresses-in-other-files",
    vectors: &["text-with-uris"],
    detect: detect_text,
    needs_password: never,
    read: read_text,
};

/// HTML and XML.
pub(crate) static HTML: Format = Format {
    id: "html-uris",
    app: "Page with otpauth addresses",
    extensions: &["html", "htm", "xml"],
    vectors: &["html-uris"],
    detect: detect_html,
    read: read_html,
    ..TEXT
};

/// JSON.
pub(crate) static JSON: Format = Format {
    id: "otpauth-json",
    app: "JSON with otpauth addresses",
    extensions: &["json"],
    vectors: &["otpauth-json"],
    detect: detect_json,
    read: read_json,
    ..TEXT
};

const SCHEMES: [&str; 3] = ["otpauth://", "otpauth-migration://", "motp://"];

fn detect_json(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(probe.json().is_some_and(|json| !links_in(json).is_empty()))
}

fn detect_html(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text().filter(|_| probe.first_char() == Some('<'))?;
    certain_if(!addresses(&unescape_html(text)).is_empty())
}

fn detect_text(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text().filter(|_| !matches!(probe.first_char(), Some('{' | '[' | '<')))?;
    certain_if(!addresses(text).is_empty())
}

/// Whether less than half of the lines are addresses or pairs of a name and a secret: then the others are neither read
/// nor reported.
pub(super) fn is_mostly_other(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let known = lines().filter(|line| is_link(line.trim_start_matches('"')).is_some() || gauth::pair(line).is_some());
    known.count() * 2 < lines().count()
}

fn read_json(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Ok(read_addresses(&links_in(probe.json().ok_or(OpenError::damaged("json"))?)))
}

fn read_html(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Ok(read_addresses(&addresses(&unescape_html(probe.text().ok_or(OpenError::damaged("text"))?))))
}

fn read_text(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Ok(read_addresses(&addresses(probe.text().ok_or(OpenError::damaged("text"))?)))
}

/// Equal addresses count once.
fn read_addresses(found: &[&str]) -> Contents {
    let mut seen = std::collections::HashSet::new();
    let once: Vec<&str> = found.iter().copied().filter(|address| seen.insert(*address)).collect();
    otpauth_list::read_list(&Zeroizing::new(once.join("\n")), "plain")
}

/// The addresses in a text: each runs up to white space, a quotation mark, a backquote or an angle bracket.
fn addresses(text: &str) -> Vec<&str> {
    let pieces = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`'));
    pieces.filter_map(address).collect()
}

/// The address in a piece of text, from its scheme to the end.
fn address(piece: &str) -> Option<&str> {
    let lower = Zeroizing::new(piece.to_ascii_lowercase());
    let start = SCHEMES.iter().filter_map(|scheme| lower.find(scheme)).min()?;
    piece.get(start..)
}

/// The text values of a document that are addresses, in its order.
fn links_in<'a>(json: &'a Json<'_>) -> Vec<&'a str> {
    if let Some(items) = json.as_list() {
        return items.iter().flat_map(links_in).collect();
    }
    if let Some(members) = json.members() {
        return members.iter().flat_map(|(_, value)| links_in(value)).collect();
    }
    json.as_text().map(str::trim).filter(|text| is_address(text)).into_iter().collect()
}

/// Whether a whole text is an address. `steam:` is not taken: in other programs' files it starts sentences.
fn is_address(text: &str) -> bool {
    is_link(text).is_some_and(|link_type| link_type != LinkType::Steam)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_text_goes_on() {
        let text = "see (OTPAUTH://totp/a?secret=AA>, `motp://b` and x=otpauth-migration://offline?data=c'";
        assert_eq!(addresses(text), ["OTPAUTH://totp/a?secret=AA", "motp://b", "otpauth-migration://offline?data=c"]);
        assert!(addresses("otpauth: nothing").is_empty());
    }

    #[test]
    fn lists_are_told_from_other_texts() {
        assert!(is_mostly_other("pw\notpauth://totp/a?secret=AA\nurl: x.org\nnote"));
        assert!(!is_mostly_other("# list\n# of\n# mine\notpauth://totp/a?secret=AA\nname:MZXW6YTB\nx\n"));
    }
}
