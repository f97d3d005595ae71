//! The file in which Android programs keep their settings (docs/formats/more-authenticators.md, "Android
//! preferences").

use super::xml::Element;

/// The texts among the settings, in the order of the file.
pub(crate) struct Preferences<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Preferences<'a> {
    /// Reads a document; `None` when it is none of settings.
    pub(crate) fn of(root: &'a Element) -> Option<Self> {
        let string = |child: &'a Element| Some((child.attribute("name")?, child.text.as_str()));
        (root.name == "map").then(|| Self(root.children_named("string").filter_map(string).collect()))
    }

    /// The text of a setting.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(key, _)| *key == name).map(|&(_, text)| text)
    }

    /// Every name and text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().copied()
    }
}
