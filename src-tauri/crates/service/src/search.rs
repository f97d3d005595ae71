//! Finding entries: every word of the query must match somewhere, the better match comes first (docs/search.md).
//!
//! Words are looked for in name, login, tags, note, old names, original label and the short forms of the service,
//! without regard to case, accents, width and punctuation. [`fold`] makes texts comparable, [`spelling`] holds one
//! word against another, [`index`] keeps what is searched, entry by entry, and [`rank`] weighs and explains.

mod fold;
mod index;
mod query;
mod rank;
mod spelling;

pub(crate) use index::{Searchable, Vocabulary};
pub(crate) use query::fold;
pub use query::{Filter, Query};
pub(crate) use rank::Scorer;

/// Where in an entry a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// The shown name.
    Name,
    /// User name or e-mail address.
    Login,
    /// A tag, by its place among the tags.
    Tag(u16),
    /// The note.
    Note,
    /// An earlier name, by its place.
    OldName(u16),
    /// The label as it was scanned.
    OriginalLabel,
    /// A name or short form of the service that is not in the entry ("gh" for GitHub), by its place among them.
    Alias(u16),
}
