//! Icons of entries, and the pictures among them: each picture is in the document once, however many entries show it.

use super::read::decode;
use super::wire::{WireIcon, WirePicture};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::collections::BTreeMap;
use watchword_entry::{Entry, Icon, Mark, Monogram, Picture, PictureId};
use watchword_secret::SecretText;

/// The list of pictures in the document.
pub(super) const PICTURES: &str = "pictures";

/// The pictures of a document while its entries are read.
pub(super) struct Pictures<'a> {
    known: BTreeMap<PictureId, Known<'a>>,
    /// Rows that cannot be read.
    others: Vec<&'a RawValue>,
}

struct Known<'a> {
    picture: Picture,
    row: &'a RawValue,
    is_used: Cell<bool>,
}

impl<'a> Pictures<'a> {
    pub(super) fn read(rows: Vec<&'a RawValue>) -> Self {
        let mut pictures = Self { known: BTreeMap::new(), others: Vec::new() };
        for row in rows {
            match read_picture(row) {
                Some(picture) => {
                    pictures.known.insert(picture.id(), Known { picture, row, is_used: Cell::new(false) });
                }
                None => pictures.others.push(row),
            }
        }
        pictures
    }

    /// The icon that a JSON text says. One that is not understood whole, or whose picture is not there, is kept as text.
    pub(super) fn icon(&self, json: &RawValue) -> Icon {
        self.understood(json).unwrap_or_else(|| Icon::Unknown(json.get().to_owned()))
    }

    fn understood(&self, json: &RawValue) -> Option<Icon> {
        let wire: WireIcon<'_> = serde_json::from_str(json.get()).ok()?;
        if !wire.others.is_empty() {
            return None;
        }
        match (wire.monogram, wire.mark, wire.picture) {
            (Some(wire), None, None) => {
                let letters = wire.letters.map(|letters| letters.0.into_owned()).unwrap_or_default();
                let monogram = Monogram::new(&letters, wire.hue);
                let is_whole = wire.others.is_empty() && monogram.letters() == letters && monogram.hue() == wire.hue;
                is_whole.then_some(Icon::Monogram(monogram))
            }
            (None, Some(mark), None) => Mark::new(&mark.0).map(Icon::Mark),
            (None, None, Some(id)) => {
                let known = self.known.get(&PictureId::from_bytes(id.0))?;
                known.is_used.set(true);
                Some(Icon::Picture(known.picture.clone()))
            }
            _ => None,
        }
    }

    /// Rows that no entry that was read shows: an entry that was set aside may.
    pub(super) fn unused(self) -> impl Iterator<Item = (&'static str, SecretText)> {
        let unused = self.known.into_values().filter(|known| !known.is_used.get()).map(|known| known.row);
        unused.chain(self.others).map(|row| (PICTURES, SecretText::copy_of(row.get())))
    }
}

/// A picture that is what its id says.
fn read_picture(row: &RawValue) -> Option<Picture> {
    let wire: WirePicture<'_> = serde_json::from_str(row.get()).ok()?;
    let picture = Picture::new(&decode(wire.png?)?)?;
    (wire.others.is_empty() && picture.id() == PictureId::from_bytes(wire.id?.0)).then_some(picture)
}

/// The pictures that entries show, each once.
pub(super) fn pictures_of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a Picture> {
    let mut pictures = BTreeMap::new();
    for entry in entries {
        if let Icon::Picture(picture) = &entry.labels.icon {
            pictures.insert(picture.id(), picture);
        }
    }
    pictures.into_values().collect()
}
