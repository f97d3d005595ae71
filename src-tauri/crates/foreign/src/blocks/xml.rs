//! XML, piece by piece or as a small tree: no document types, no entities but the five of XML, limits of depth and size.

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    reader::Reader,
};
use zeroize::Zeroizing;

/// How deep elements may be nested.
const MAX_DEPTH: usize = 128;
/// The most elements in a tree: fifty for each entry of the largest file that is taken over.
const MAX_ELEMENTS: usize = 500_000;

/// The text is no XML document that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotXml;

/// The next piece of a document.
pub(crate) enum Piece<'a> {
    /// An element begins. An empty one ends right behind.
    Open(Tag<'a>),
    /// A part of the text of an element, entities resolved; there may be several.
    Text(Zeroizing<String>),
    /// The innermost element ends.
    Close,
    /// The document ends.
    End,
}

/// The beginning of an element.
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, whatever its prefix; `None` also where it is broken.
    pub(crate) fn attribute(&self, name: &str) -> Option<Zeroizing<String>> {
        let attribute = self.0.attributes().flatten().find(|found| found.key.local_name().into_inner() == name)?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| Zeroizing::new(value.into_owned()))
    }
}

/// Takes a document apart from front to back, for documents too large for a tree.
pub(crate) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    has_root: bool,
}

impl<'a> Pieces<'a> {
    /// Starts at the front of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, has_root: false }
    }

    /// The next piece.
    pub(crate) fn next(&mut self) -> Result<Piece<'a>, NotXml> {
        loop {
            match self.reader.read_event().map_err(|_| NotXml)? {
                Event::Start(start) => {
                    if self.depth >= MAX_DEPTH || (self.depth == 0 && self.has_root) {
                        return Err(NotXml);
                    }
                    self.has_root = true;
                    self.depth += 1;
                    return Ok(Piece::Open(Tag(start)));
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(NotXml)?;
                    return Ok(Piece::Close);
                }
                Event::Text(text) => return self.text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::CData(text) => return self.text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::GeneralRef(reference) => {
                    let c = reference.resolve_char_ref().map_err(|_| NotXml)?;
                    return self.text(c.or_else(|| named_entity(&reference)).ok_or(NotXml)?.to_string());
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth == 0 && self.has_root => return Ok(Piece::End),
                // A document type may declare entities, which bomb and reach for files.
                Event::DocType(_) | Event::Eof => return Err(NotXml),
            }
        }
    }

    fn text(&self, text: String) -> Result<Piece<'a>, NotXml> {
        let text = Zeroizing::new(text);
        if self.depth == 0 && !text.trim().is_empty() { Err(NotXml) } else { Ok(Piece::Text(text)) }
    }
}

/// The name of the root element, as far as the document can be read up to there.
pub(crate) fn root_name(text: &str) -> Option<String> {
    let mut pieces = Pieces::new(text);
    loop {
        match pieces.next().ok()? {
            Piece::Open(tag) => return Some(tag.name().to_owned()),
            Piece::Text(_) => {}
            Piece::Close | Piece::End => return None,
        }
    }
}

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

impl Element {
    /// The root element of a document.
    pub(crate) fn parse(text: &str) -> Result<Self, NotXml> {
        let mut pieces = Pieces::new(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        let mut count = 0_usize;
        loop {
            match pieces.next()? {
                Piece::Open(tag) => {
                    count += 1;
                    if count > MAX_ELEMENTS {
                        return Err(NotXml);
                    }
                    open.push(Self::begin(&tag)?);
                }
                Piece::Text(text) => {
                    if let Some(element) = open.last_mut() {
                        append(&mut element.text, &text);
                    }
                }
                Piece::Close => {
                    let mut element = open.pop().ok_or(NotXml)?;
                    element.children.shrink_to_fit();
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => root = Some(element),
                    }
                }
                Piece::End => return root.ok_or(NotXml),
            }
        }
    }

    fn begin(tag: &Tag<'_>) -> Result<Self, NotXml> {
        let mut element = Self { name: tag.name().to_owned(), ..Self::default() };
        for attribute in tag.0.attributes() {
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

/// Adds to a text that is wiped, without leaving a copy behind when it grows.
pub(crate) fn append(text: &mut Zeroizing<String>, more: &str) {
    if text.capacity() - text.len() < more.len() {
        let mut larger = Zeroizing::new(String::with_capacity((text.len() + more.len()).saturating_mul(2)));
        larger.push_str(text);
        *text = larger;
    }
    text.push_str(more);
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
