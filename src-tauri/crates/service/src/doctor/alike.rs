//! Which names are the same, and which are one letter apart. Linear in the length of all names.

use std::collections::HashMap;
use watchword_entry::Name;

/// The most near twins that are kept for a name.
const NEAR: usize = 5;
/// A prime, for hashes of what stands before and behind a letter.
const BASE: u64 = 0x0000_0100_0000_01b3;

/// Names by what they look like, in lower case.
pub(super) struct Alike {
    rows: HashMap<String, Vec<usize>>,
    name_of: Vec<String>,
    near: HashMap<String, Vec<String>>,
}

impl Alike {
    pub(super) fn new(names: &[Name]) -> Self {
        let name_of: Vec<String> = names.iter().map(|name| name.full().to_lowercase()).collect();
        let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
        for (row, name) in name_of.iter().enumerate() {
            rows.entry(name.clone()).or_default().push(row);
        }
        let near = near_twins(rows.keys().map(String::as_str).filter(|name| !name.is_empty()).collect());
        Self { rows, name_of, near }
    }

    /// The entries of this name, in lower case.
    pub(super) fn named(&self, name: &str) -> &[usize] {
        self.rows.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The others of the same name. Entries without any name are no twins.
    pub(super) fn twins(&self, row: usize) -> Vec<usize> {
        let name = self.name_of.get(row).map(String::as_str).unwrap_or_default();
        let same = if name.is_empty() { &[] } else { self.named(name) };
        // As many as a finding names, and one that may be the entry itself.
        same.iter().copied().filter(|other| *other != row).take(NEAR).collect()
    }

    /// Some of those one letter apart.
    pub(super) fn near(&self, row: usize) -> Vec<usize> {
        let near = self.name_of.get(row).and_then(|name| self.near.get(name));
        near.into_iter().flatten().flat_map(|name| self.named(name)).copied().take(NEAR).collect()
    }
}

/// For each name those that differ from it in one letter: names that agree before and behind a letter meet under one
/// key.
fn near_twins(mut names: Vec<&str>) -> HashMap<String, Vec<String>> {
    names.sort_unstable();
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (row, name) in names.iter().enumerate() {
        let letters: Vec<u64> = name.chars().map(|letter| u64::from(letter) + 1).collect();
        let mut behind = vec![0_u64; letters.len() + 1];
        let mut hash = 0_u64;
        for (place, letter) in behind.iter_mut().rev().skip(1).zip(letters.iter().rev()) {
            hash = hash.wrapping_mul(BASE).wrapping_add(*letter);
            *place = hash;
        }
        let mut before = 0_u64;
        for (letter, behind) in letters.iter().zip(behind.iter().skip(1)) {
            keys.push((mixed(before, *behind, letters.len()), row));
            before = before.wrapping_mul(BASE).wrapping_add(*letter);
        }
    }
    keys.sort_unstable();
    let mut near: HashMap<String, Vec<String>> = HashMap::new();
    for meeting in keys.chunk_by(|one, other| one.0 == other.0).filter(|meeting| meeting.len() > 1) {
        for (_, row) in meeting {
            let others = meeting.iter().filter(|(_, other)| other != row).take(NEAR + 1);
            for name in others.filter_map(|(_, other)| names.get(*other)) {
                let Some(this) = names.get(*row) else { continue };
                let known = near.entry((*this).to_owned()).or_default();
                if known.len() < NEAR && differ_in_one(this, name) {
                    known.push((*name).to_owned());
                }
            }
        }
    }
    near
}

fn mixed(before: u64, behind: u64, length: usize) -> u64 {
    let length = u64::try_from(length).unwrap_or_default();
    let mixed = before.rotate_left(29) ^ behind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ length;
    mixed.wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// Two names may meet by chance. A number is how people tell things apart on purpose: `router-1` and `router-2` are
/// no near twins.
fn differ_in_one(one: &str, other: &str) -> bool {
    let mut different = one.chars().zip(other.chars()).filter(|(left, right)| left != right);
    let are_letters = |(left, right): (char, char)| !(left.is_numeric() && right.is_numeric());
    one.chars().count() == other.chars().count()
        && different.next().is_some_and(are_letters)
        && different.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_and_near_twins_are_found() {
        let names = ["meridian", "acme", "Meridien", "ACME", "", "", "meridia", "東京", "東西", "router-1", "router-2"];
        let names = names.map(|stem| Name { stem: stem.to_owned(), ..Name::default() });
        let alike = Alike::new(&names);
        assert_eq!((alike.near(0), alike.near(2), alike.near(6)), (vec![2], vec![0], vec![]));
        assert_eq!(
            (alike.twins(1), alike.twins(3), alike.twins(0), alike.twins(4)),
            (vec![3], vec![1], vec![], vec![])
        );
        assert_eq!(alike.near(7), [8]);
        assert_eq!(alike.near(9), [0; 0], "a number tells them apart");
        assert_eq!(alike.named("acme"), [1, 3]);
    }
}
