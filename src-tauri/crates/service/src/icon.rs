//! Icons of entries: choosing one, taking in a picture, and giving its pixels to a face.
//!
//! A picture comes in as the bytes of a file, is drawn anew, small and square ([`picture_of`]), and leaves as pixels only
//! ([`Session::icon_pixels`]): no face decodes a file, neither one that a person chose nor one from a vault.

use crate::edit::Done;
use crate::failure::Failure;
use crate::look::{Tile, automatic_tile};
use crate::session::Session;
use watchword_entry::{Entry, EntryId, Icon, Mark, Monogram, PICTURE_BYTES, PICTURE_SIDE, Picture, PictureId};
use watchword_picture::Limits;
use watchword_picture::icon::{IconSize, Rgba, make_icon, pixels};

const SIZE: IconSize = IconSize { side: PICTURE_SIDE, bytes: PICTURE_BYTES };
/// The largest picture that an icon is made of: 128 MiB decoded.
const LIMITS: Limits = Limits { side: 16_384, bytes: 128 * 1024 * 1024, time: std::time::Duration::from_secs(2) };

/// What the person chose for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IconChoice {
    /// By the name, as it was.
    Automatic,
    /// Letters, empty for the initials of the name, and one of twelve hues, `None` for the one of the name.
    Monogram(String, Option<u8>),
    /// The mark of a service.
    Mark(String),
    /// A picture that was offered last, or that an entry of the vault has.
    Picture(PictureId),
}

/// The icon made of a picture file. Whatever brings entries from elsewhere puts it into their labels
/// ([`Icon::Picture`]) before they are reviewed, and leaves them without one where this fails: an entry matters more
/// than its picture.
///
/// # Errors
/// `not-a-picture`, `unsupported-picture` (SVG too), `picture-too-large` or `damaged-picture`.
pub fn picture_of(file: &[u8]) -> Result<Picture, Failure> {
    let png = make_icon(file, &LIMITS, SIZE).map_err(|error| Failure::new(error.code()))?;
    Picture::new(&png).ok_or_else(|| Failure::new("internal"))
}

impl Session {
    /// Gives entries an icon; one change, which undo takes back.
    ///
    /// # Errors
    /// `entry-gone`, `not-found` when there is no such mark or picture, or why it could not be saved.
    pub fn set_icon(&mut self, ids: &[EntryId], choice: IconChoice) -> Result<Done, Failure> {
        let icon = match choice {
            IconChoice::Automatic => Icon::Automatic,
            IconChoice::Monogram(letters, hue) => Icon::Monogram(Monogram::new(&letters, hue)),
            IconChoice::Mark(name) => Icon::Mark(Mark::new(&name).ok_or_else(|| Failure::new("not-found"))?),
            IconChoice::Picture(id) => {
                Icon::Picture(self.picture(id).ok_or_else(|| Failure::new("not-found"))?.clone())
            }
        };
        self.change("icon", ids, |entry| entry.labels.icon = icon.clone())
    }

    /// Holds a picture for [`Session::set_icon`], in place of the one held before. Nothing is saved.
    pub fn offer_picture(&mut self, picture: Picture) -> PictureId {
        self.offered_picture.insert(picture).id()
    }

    /// The pixels of a picture that was offered or that an entry has, to be shown.
    ///
    /// # Errors
    /// `not-found`, also for every picture while others watch, or `damaged-picture`.
    pub fn icon_pixels(&self, id: PictureId) -> Result<Rgba, Failure> {
        let picture = self.picture(id).filter(|_| !self.is_presenting()).ok_or_else(|| Failure::new("not-found"))?;
        pixels(picture.png(), SIZE).map_err(|error| Failure::new(error.code()))
    }

    /// The tile that an entry has without a chosen icon.
    ///
    /// # Errors
    /// `entry-gone`.
    pub fn automatic_tile(&self, id: EntryId) -> Result<Tile, Failure> {
        let labels = &self.entry(id)?.labels;
        let of_issuer = |entry: &&Entry| !entry.is_trashed() && entry.labels.issuer == labels.issuer;
        Ok(automatic_tile(labels, self.entries().iter().filter(of_issuer).count()))
    }

    fn picture(&self, id: PictureId) -> Option<&Picture> {
        let of_entries = self.entries().iter().filter_map(|entry| match &entry.labels.icon {
            Icon::Picture(picture) => Some(picture),
            Icon::Automatic | Icon::Monogram(_) | Icon::Mark(_) | Icon::Unknown(_) => None,
        });
        self.offered_picture.iter().chain(of_entries).find(|picture| picture.id() == id)
    }
}
