//! XML as a small tree: no document types, no entities but the five of XML, limits of depth and size.

use quick_xml::{XmlVersion, events::Event, reader::Reader};
use zeroize::Zeroizing;

/// How deep elements may be nested.
const MAX_DEPTH: usize = 128;
/// The most elements in a document.
const MAX_ELEMENTS: usize = 2_000_000;

/// An element with all its content.
#[derive(Default)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// Its attributes by name, without prefixes, entities resolved.
    pub(crate) attributes: Vec<(String, Zeroizing<String>)>,
    /// The elements inside it.
    pub(crate) children: Vec<Element>,
    /// The text directly inside it, entities resolved, as one piece.
    pub(crate) text: Zeroizing<String>,
}

/// The text is no XML document that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotXml;

impl Element {
    /// The root element of a document.
    pub(crate) fn parse(text: &str) -> Result<Self, NotXml> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        let mut count = 0_usize;
        loop {
            match reader.read_event().map_err(|_| NotXml)? {
                Event::Start(start) => {
                    count += 1;
                    if open.len() >= MAX_DEPTH || count > MAX_ELEMENTS || (open.is_empty() && root.is_some()) {
                        return Err(NotXml);
                    }
                    open.push(Self::begin(&start)?);
                }
                Event::Empty(start) => {
                    count += 1;
                    if count > MAX_ELEMENTS || (open.is_empty() && root.is_some()) {
                        return Err(NotXml);
                    }
                    close(Self::begin(&start)?, &mut open, &mut root);
                }
                Event::End(_) => close(open.pop().ok_or(NotXml)?, &mut open, &mut root),
                Event::Text(text) => push_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0))?,
                Event::CData(text) => push_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0))?,
                Event::GeneralRef(reference) => {
                    let c = reference.resolve_char_ref().map_err(|_| NotXml)?;
                    let c = c.or_else(|| named_entity(&reference)).ok_or(NotXml)?;
                    push_text(&mut open, c.encode_utf8(&mut [0; 4]))?;
                }
                // A document type may declare entities, which bomb and reach for files.
                Event::DocType(_) => return Err(NotXml),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        if open.is_empty() { root.ok_or(NotXml) } else { Err(NotXml) }
    }

    fn begin(start: &quick_xml::events::BytesStart<'_>) -> Result<Self, NotXml> {
        let mut element = Self { name: start.local_name().into_inner().to_owned(), ..Self::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| NotXml)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| NotXml)?;
            element
                .attributes
                .push((attribute.key.local_name().into_inner().to_owned(), Zeroizing::new(value.into_owned())));
        }
        Ok(element)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child of a name.
    pub(crate) fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name.
    pub(crate) fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn push_text(open: &mut [Element], text: &str) -> Result<(), NotXml> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(NotXml),
    }
    Ok(())
}

fn named_entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_document() {
        let xml = "<?xml version='1.0'?><map><!-- x --><string name=\"a&amp;b\">1 &lt; 2&#x41;<![CDATA[<c>]]></string><e/></map>\n";
        let root = Element::parse(xml).unwrap();
        let string = root.child("string").unwrap();
        assert_eq!((root.name.as_str(), string.text.as_str()), ("map", "1 < 2A<c>"));
        assert_eq!(string.attribute("name"), Some("a&b"));
        assert!(root.child("e").is_some());
    }

    #[test]
    fn what_is_refused() {
        for xml in [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "<a>&b;</a>",
            "<a><b></a></b>",
            "<a>",
            "<a/><b/>",
            "<a/>x",
            "",
        ] {
            assert!(Element::parse(xml).is_err(), "{xml}");
        }
        let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        assert!(Element::parse(&nested(MAX_DEPTH)).is_ok());
        assert!(Element::parse(&nested(MAX_DEPTH + 1)).is_err());
    }
}
