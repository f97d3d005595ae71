//! What sets look-alike entries apart at a glance: the tile and the mark of near twins.

use std::ops::Range;
use watchword_entry::{Icon, Labels, PictureId};

/// From this many entries of one issuer on, the tile shows the account instead of the issuer.
const CROWD: usize = 3;

/// The square before a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// One to three letters.
    pub letters: String,
    /// One of twelve hues, 0 to 11; the same for all accounts that begin with the same word.
    pub hue: u8,
    /// Under which a brand mark may be found: the one that was chosen, else the issuer in lower case, letters and
    /// digits only.
    pub mark: String,
    /// A picture of the person's own, in place of mark and letters.
    pub picture: Option<PictureId>,
    /// Whether the letters are big and the mark is a badge; otherwise the mark is big where there is one.
    pub letter_first: bool,
}

/// Whether so many entries of one issuer are a crowd.
pub(crate) fn is_crowd(count: usize) -> bool {
    count >= CROWD
}

/// The tile of an entry, `crowd` being the number of entries that share its issuer.
pub fn tile(labels: &Labels, crowd: usize) -> Tile {
    let automatic = automatic_tile(labels, crowd);
    match &labels.icon {
        Icon::Automatic | Icon::Unknown(_) => automatic,
        Icon::Monogram(monogram) => Tile {
            letters: Some(monogram.letters())
                .filter(|letters| !letters.is_empty())
                .map_or(automatic.letters, str::to_owned),
            hue: monogram.hue().unwrap_or(automatic.hue),
            mark: String::new(),
            ..automatic
        },
        Icon::Mark(mark) => Tile { mark: mark.as_str().to_owned(), letter_first: false, ..automatic },
        Icon::Picture(picture) => Tile { mark: String::new(), picture: Some(picture.id()), ..automatic },
    }
}

/// The tile of an entry for which nobody chose an icon.
pub fn automatic_tile(labels: &Labels, crowd: usize) -> Tile {
    let (issuer, account) = (labels.issuer.as_str(), labels.account.as_str());
    let letter_first = !issuer.is_empty() && is_crowd(crowd) && !account.is_empty();
    let subject = if issuer.is_empty() || letter_first { account } else { issuer };
    let subject = if subject.is_empty() { issuer } else { subject };
    let about = if account.is_empty() { issuer } else { account };
    Tile {
        letters: initials(subject),
        hue: hue(about.split(is_separator).find(|word| !word.is_empty()).unwrap_or_default()),
        mark: issuer.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect(),
        picture: None,
        letter_first,
    }
}

/// Up to three initials of the words of `text`; the first two letters when it has one word.
fn initials(text: &str) -> String {
    let words: Vec<&str> = text.split(is_separator).filter(|word| !word.is_empty()).collect();
    let letters: String = match words.as_slice() {
        [] => "?".to_owned(),
        [one] => one.chars().take(2).collect(),
        many => many.iter().take(3).filter_map(|word| word.chars().next()).collect(),
    };
    letters.to_uppercase()
}

fn is_separator(letter: char) -> bool {
    !letter.is_alphanumeric()
}

fn hue(word: &str) -> u8 {
    // FNV-1a: the hue of a customer must be the same on every machine and in every version.
    let hash = word
        .to_lowercase()
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u8::try_from(hash % 12).unwrap_or_default()
}

/// Names by their halves: one letter that differs leaves the first half or the second as it is.
#[derive(Default)]
pub(crate) struct Lookalikes {
    text: String,
    /// Where each name stands in `text`.
    places: Vec<Range<usize>>,
    /// Two for each name, in order: the hash of a half, and the number of the name.
    halves: Vec<(u64, usize)>,
}

impl Lookalikes {
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        for name in names {
            let at = all.places.len();
            all.halves.extend(halves(name).map(|half| (half, at)));
            all.places.push(all.text.len()..all.text.len() + name.len());
            all.text.push_str(name);
        }
        all.halves.sort_unstable();
        all
    }

    /// The byte offset of the one letter in which `name` differs from another name.
    pub(crate) fn differs_at(&self, name: &str) -> Option<usize> {
        halves(name).into_iter().find_map(|half| {
            let begin = self.halves.partition_point(|(other, _)| *other < half);
            let same = self.halves.iter().skip(begin).take_while(|(other, _)| *other == half);
            let others = same.filter_map(|(_, at)| self.text.get(self.places.get(*at)?.clone()));
            others.into_iter().find_map(|other| differs_at(name, other))
        })
    }
}

/// Hashes of the two halves of a name, each with which half it is and the number of letters (FNV-1a).
fn halves(name: &str) -> [u64; 2] {
    let count = if name.is_ascii() { name.len() } else { name.chars().count() };
    let hash = |seed: u64, letters: &mut dyn Iterator<Item = char>| {
        letters.fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, letter| {
            (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let length = u64::try_from(count).unwrap_or_default() << 1;
    let mut letters = name.chars();
    [hash(length, &mut letters.by_ref().take(count / 2)), hash(length | 1, &mut letters)]
}

/// The byte offset in `name` of the one letter in which it differs from `other`, `None` when they are equal, differ in
/// more, or one has more letters.
fn differs_at(name: &str, other: &str) -> Option<usize> {
    let (mut left, mut right) = (name.char_indices(), other.chars());
    let at = loop {
        let ((at, one), two) = left.next().zip(right.next())?;
        if one != two {
            break at;
        }
    };
    left.map(|(_, letter)| letter).eq(right).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use watchword_entry::{Mark, Monogram};

    fn labels(issuer: &str, account: &str) -> Labels {
        Labels { issuer: issuer.to_owned(), account: account.to_owned(), ..Labels::default() }
    }

    #[test]
    fn a_crowded_issuer_shows_the_account() {
        let letters = |issuer: &str, account: &str, crowd| tile(&labels(issuer, account), crowd).letters;
        assert_eq!(letters("Zendesk", "acme", 3), "AC");
        assert_eq!(letters("Zendesk", "acme-sandbox", 3), "AS");
        assert_eq!(letters("Zendesk", "acme-sandbox-eu", 3), "ASE");
        assert_eq!(letters("Zendesk", "northwater-traders-international-sandbox-eu", 9), "NTI");
        assert_eq!(letters("AWS", "prod-root", 1), "AW");
        assert_eq!(letters("Bank token", "1184", 1), "BT");
        assert_eq!(letters("", "", 0), "?");
    }

    #[test]
    fn all_accounts_of_one_customer_share_a_hue() {
        assert_eq!(tile(&labels("Zendesk", "acme"), 3).hue, tile(&labels("Zendesk", "acme-sandbox-eu"), 3).hue);
    }

    #[test]
    fn a_chosen_icon_takes_the_place_of_what_the_name_gives() {
        let with = |icon| tile(&Labels { icon, ..labels("GitHub", "acme") }, 1);
        let plain = automatic_tile(&labels("GitHub", "acme"), 1);
        assert_eq!(with(Icon::Automatic), plain);
        assert_eq!(with(Icon::Unknown("{}".to_owned())), plain);
        let monogram = with(Icon::Monogram(Monogram::new("Q", Some(7))));
        assert_eq!((monogram.letters.as_str(), monogram.hue, monogram.mark.as_str()), ("Q", 7, ""));
        let initials = with(Icon::Monogram(Monogram::new("", None)));
        assert_eq!((initials.letters, initials.hue, initials.mark.as_str()), (plain.letters, plain.hue, ""));
        let mark = with(Icon::Mark(Mark::new("okta").unwrap()));
        assert_eq!((mark.mark.as_str(), mark.letter_first), ("okta", false));
    }

    #[test]
    fn near_twins_differ_in_one_letter() {
        let differs = |name, others: &[&str]| Lookalikes::new(others.iter().copied()).differs_at(name);
        assert_eq!(differs("meridian", &["acme", "meridian", "meridien"]), Some(6));
        assert_eq!(differs("meridian", &["meridian", "meridian2", "maridien", "meridia"]), None);
        assert_eq!(differs("Güell", &["Guell"]), Some(1));
        assert_eq!(differs("東京", &["東西"]), Some(3));
        assert_eq!(differs("ab日cd", &["ab月cd"]), Some(2));
    }

    #[test]
    fn near_twins_mark_the_letter_that_differs() {
        let names = ["meridian", "acme", "meridien", "acme"];
        let lookalikes = Lookalikes::new(names.into_iter());
        assert_eq!(names.map(|name| lookalikes.differs_at(name)), [Some(6), None, Some(6), None]);
    }
}
