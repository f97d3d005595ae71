//! What detection looks at, each worked out once and only when somebody asks.

use std::cell::OnceCell;

use crate::{
    OpenError, Source,
    blocks::{
        archive::Archive,
        json::Json,
        text::{self, Text},
        xml::Element,
    },
};

/// The largest file that is read, in bytes.
pub(crate) const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// A file, and what it looks like.
pub struct Probe<'a> {
    source: Source<'a>,
    siblings: &'a [Source<'a>],
    /// Whether the file comes out of an archive: no archive inside an archive is opened.
    is_member: bool,
    text: OnceCell<Option<Text<'a>>>,
    json: OnceCell<Option<Json<'a>>>,
    xml: OnceCell<Option<Element>>,
    archive: OnceCell<Option<Archive<'a>>>,
}

impl<'a> Probe<'a> {
    /// Looks at a file.
    ///
    /// # Errors
    /// [`OpenError::TooLarge`] above 64 MiB.
    pub fn new(source: Source<'a>) -> Result<Self, OpenError> {
        if source.bytes.len() > MAX_FILE_BYTES {
            return Err(OpenError::TooLarge);
        }
        Ok(Self {
            source,
            siblings: &[],
            is_member: false,
            text: OnceCell::new(),
            json: OnceCell::new(),
            xml: OnceCell::new(),
            archive: OnceCell::new(),
        })
    }

    /// The same with the files that were given together with it.
    #[must_use]
    pub(crate) fn with_siblings(mut self, siblings: &'a [Source<'a>]) -> Self {
        self.siblings = siblings;
        self
    }

    /// The same as a member of an archive.
    #[must_use]
    pub(crate) fn into_member(mut self) -> Self {
        self.is_member = true;
        self
    }

    /// Every file that was given together, this one among them; empty when it came alone.
    pub(crate) fn siblings(&self) -> &'a [Source<'a>] {
        self.siblings
    }

    /// Whether the file comes out of an archive.
    pub(crate) fn is_member(&self) -> bool {
        self.is_member
    }

    /// Everything in the file.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.source.bytes
    }

    /// The file name, without folders.
    pub(crate) fn name(&self) -> &'a str {
        self.source.name
    }

    /// Whether the file begins with these bytes.
    pub(crate) fn starts_with(&self, bytes: &[u8]) -> bool {
        self.bytes().starts_with(bytes)
    }

    /// Whether the file name ends so; upper and lower case are alike, `end` is in lower case.
    pub(crate) fn name_ends(&self, end: &str) -> bool {
        self.name().to_ascii_lowercase().ends_with(end)
    }

    /// Whether the file name begins so; upper and lower case are alike, `start` is in lower case.
    pub(crate) fn name_starts(&self, start: &str) -> bool {
        self.name().to_ascii_lowercase().starts_with(start)
    }

    /// The file as text without a byte order mark; `None` when it is none.
    pub(crate) fn text(&self) -> Option<&str> {
        self.decoded().map(|text| &**text)
    }

    fn decoded(&self) -> Option<&Text<'a>> {
        self.text.get_or_init(|| text::decode(self.bytes())).as_ref()
    }

    /// The first character of the text that is no white space.
    pub(crate) fn first_char(&self) -> Option<char> {
        self.text().and_then(|text| text.trim_start().chars().next())
    }

    /// The JSON value that the text is; only objects and arrays are looked at.
    pub(crate) fn json(&self) -> Option<&Json<'a>> {
        self.json
            .get_or_init(|| match self.first_char() {
                Some('{' | '[') => self.decoded().and_then(|text| Json::parse_text(text).ok()),
                Some(_) | None => None,
            })
            .as_ref()
    }

    /// The root of the XML document that the text is. `None` also for HTML that is not well-formed.
    pub(crate) fn xml(&self) -> Option<&Element> {
        self.xml
            .get_or_init(|| match self.first_char() {
                Some('<') => self.text().and_then(|text| Element::parse(text).ok()),
                Some(_) | None => None,
            })
            .as_ref()
    }

    /// The zip archive that the file is.
    pub(crate) fn archive(&self) -> Option<&Archive<'a>> {
        self.archive.get_or_init(|| if self.is_member { None } else { Archive::open(self.bytes()) }).as_ref()
    }
}
