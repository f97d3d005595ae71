//! The document of `KeePass`: groups with entries, as they lie in a KDBX file and in an XML export.

use zeroize::Zeroizing;

use super::fields::{is_address, is_used};
use super::protected::Stream;
use crate::{
    OpenError,
    blocks::{
        encoding,
        xml::{Piece, Pieces, Tag, append},
    },
};

const MAX_GROUPS: usize = 10_000;
const MAX_GROUP_DEPTH: usize = 64;
const MAX_ENTRIES: usize = 50_000;

/// A text of an entry, by its name. `None` where it is hidden and cannot be uncovered.
pub(super) type Text = (String, Option<Zeroizing<String>>);

/// An entry outside of the recycle bin.
pub(super) struct Entry {
    /// Names of the groups around it, outermost first, without the root group.
    pub(super) path: Vec<String>,
    /// The texts that matter here, in the order of the document.
    pub(super) texts: Vec<Text>,
}

/// How values with `Protected` are hidden.
pub(super) enum Hiding {
    /// By a stream through the whole document: a KDBX file.
    Stream(Stream),
    /// They cannot be read: an XML export that says so nevertheless.
    Unreadable,
}

struct Group {
    parent: Option<usize>,
    depth: usize,
    uuid: String,
    name: String,
}

struct Walk {
    hiding: Hiding,
    /// Names of the open elements.
    open: Vec<String>,
    /// The text of the innermost element, where it matters.
    text: Option<Zeroizing<String>>,
    is_hidden: bool,
    groups: Vec<Group>,
    group: Option<usize>,
    entries: Vec<(Option<usize>, Vec<Text>)>,
    entry: Option<Vec<Text>>,
    key: String,
    value: Option<Zeroizing<String>>,
    bin: String,
    has_bin: bool,
}

/// Reads the entries of a document, without history and without the recycle bin.
///
/// # Errors
/// [`OpenError::Damaged`] for broken XML, [`OpenError::TooLarge`] beyond the limits.
pub(super) fn read(xml: &str, hiding: Hiding) -> Result<Vec<Entry>, OpenError> {
    let damaged = OpenError::damaged("xml");
    let mut walk = Walk::new(hiding);
    let mut pieces = Pieces::new(xml);
    loop {
        match pieces.next().map_err(|_| damaged)? {
            Piece::Open(tag) => walk.begin(&tag)?,
            Piece::Text(text) => {
                if let Some(collected) = &mut walk.text {
                    append(collected, &text);
                }
            }
            Piece::Close => walk.end()?,
            Piece::End => return Ok(walk.finish()),
        }
    }
}

impl Walk {
    fn new(hiding: Hiding) -> Self {
        Self {
            hiding,
            open: Vec::new(),
            text: None,
            is_hidden: false,
            groups: Vec::new(),
            group: None,
            entries: Vec::new(),
            entry: None,
            key: String::new(),
            value: None,
            bin: String::new(),
            has_bin: true,
        }
    }

    fn parent(&self) -> &str {
        self.open.last().map_or("", String::as_str)
    }

    fn is_in_history(&self) -> bool {
        self.open.iter().any(|name| name == "History")
    }

    fn begin(&mut self, tag: &Tag) -> Result<(), OpenError> {
        let parent = self.parent();
        match tag.name() {
            "Group" if matches!(parent, "Root" | "Group") => {
                let depth = self.group.and_then(|group| self.groups.get(group)).map_or(0, |group| group.depth + 1);
                if self.groups.len() >= MAX_GROUPS || depth > MAX_GROUP_DEPTH {
                    return Err(OpenError::TooLarge);
                }
                self.groups.push(Group { parent: self.group, depth, uuid: String::new(), name: String::new() });
                self.group = Some(self.groups.len() - 1);
            }
            "Entry" if parent == "Group" => {
                if self.entries.len() >= MAX_ENTRIES {
                    return Err(OpenError::TooLarge);
                }
                self.entry = Some(Vec::new());
            }
            "String" => {
                self.key.clear();
                self.value = None;
            }
            _ => {}
        }
        self.is_hidden = tag.attribute("Protected").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let is_wanted = matches!(
            (self.parent(), tag.name()),
            ("String", "Key" | "Value") | ("Group", "UUID" | "Name") | ("Meta", "RecycleBinUUID" | "RecycleBinEnabled")
        );
        self.text = (is_wanted || self.is_hidden).then(|| Zeroizing::new(String::new()));
        self.open.push(tag.name().to_owned());
        Ok(())
    }

    /// An error where a hidden value cannot be uncovered: everything behind it would be wrong.
    fn end(&mut self) -> Result<(), OpenError> {
        let name = self.open.pop().ok_or(OpenError::damaged("xml"))?;
        let text = self.text.take();
        let is_hidden = std::mem::take(&mut self.is_hidden);
        let value = match (text, is_hidden) {
            (Some(text), true) => self.uncover(&text)?,
            (text, _) => text,
        };
        match (self.parent(), name.as_str()) {
            ("String", "Key") => self.key = value.map(|text| text.trim().to_owned()).unwrap_or_default(),
            ("String", "Value") => self.value = value,
            ("Entry", "String") => self.keep_field(),
            ("Group", "UUID") => self.name_group(value, |group| &mut group.uuid),
            ("Group", "Name") => self.name_group(value, |group| &mut group.name),
            ("Group", "Entry") => self.entries.extend(self.entry.take().map(|texts| (self.group, texts))),
            ("Meta", "RecycleBinUUID") => self.bin = value.map(|text| text.trim().to_owned()).unwrap_or_default(),
            ("Meta", "RecycleBinEnabled") => {
                self.has_bin = !value.is_some_and(|text| text.trim().eq_ignore_ascii_case("false"));
            }
            ("Root" | "Group", "Group") => {
                self.group = self.group.and_then(|group| self.groups.get(group)).and_then(|group| group.parent);
            }
            _ => {}
        }
        Ok(())
    }

    /// A hidden value in clear text; `None` when nothing is known to uncover it with, or it is no text.
    fn uncover(&mut self, text: &str) -> Result<Option<Zeroizing<String>>, OpenError> {
        let Hiding::Stream(stream) = &mut self.hiding else { return Ok(None) };
        let mut bytes = encoding::base64(text).ok_or(OpenError::damaged("xml"))?;
        stream.apply(&mut bytes).ok_or(OpenError::damaged("xml"))?;
        Ok(std::str::from_utf8(&bytes).ok().map(|text| Zeroizing::new(text.to_owned())))
    }

    fn keep_field(&mut self) {
        let value = self.value.as_ref().map_or("", |value| value.as_str());
        if self.is_in_history() || !(is_used(&self.key) || is_address(value)) {
            return;
        }
        if let Some(entry) = &mut self.entry {
            entry.push((std::mem::take(&mut self.key), self.value.take()));
        }
    }

    fn name_group(&mut self, value: Option<Zeroizing<String>>, place: fn(&mut Group) -> &mut String) {
        if let Some(group) = self.group.and_then(|group| self.groups.get_mut(group)) {
            *place(group) = value.map(|text| text.trim().to_owned()).unwrap_or_default();
        }
    }

    fn finish(self) -> Vec<Entry> {
        let bin = Some(self.bin.as_str()).filter(|bin| self.has_bin && !bin.is_empty());
        let mut entries = Vec::with_capacity(self.entries.len());
        'entries: for (mut place, texts) in self.entries {
            let mut path = Vec::new();
            while let Some(group) = place.and_then(|group| self.groups.get(group)) {
                if bin == Some(group.uuid.as_str()) {
                    continue 'entries;
                }
                if group.parent.is_some() {
                    path.push(group.name.clone());
                }
                place = group.parent;
            }
            path.reverse();
            entries.push(Entry { path, texts });
        }
        entries
    }
}
