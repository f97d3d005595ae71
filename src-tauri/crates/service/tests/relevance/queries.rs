//! What people type, and the entry that must come first: by hand from `queries.txt`, the rest by rules.

use crate::judge::{Words, joined, meant};
use crate::splitmix::SplitMix;
use crate::vault::{Made, lines};
use std::collections::HashMap;

/// A text and the entry that is meant by it.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) manner: &'static str,
    pub(crate) text: String,
    pub(crate) expected: usize,
}

/// Of each manner that is made by a rule.
const BY_RULE: usize = 24;

pub(crate) fn by_hand(entries: &[Made]) -> Vec<Asked> {
    let places: HashMap<String, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.name(), at)).collect();
    lines(include_str!("queries.txt"))
        .map(|line| {
            let fields: Vec<&'static str> = line.split(" | ").collect();
            let [manner, text, name] = fields[..] else { panic!("three fields: {line}") };
            let expected = *places.get(name).unwrap_or_else(|| panic!("no entry: {line}"));
            Asked { manner, text: text.to_owned(), expected }
        })
        .collect()
}

/// Queries of the made entries, where no other entry may be meant.
pub(crate) fn by_rule(entries: &[Made], all: &[Words]) -> Vec<Asked> {
    let mut random = SplitMix(77);
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let mut asked: Vec<Asked> = Vec::new();
    for manner in MANNERS {
        random.shuffle(&mut order);
        let mut taken = 0;
        for &at in &order {
            if taken == BY_RULE {
                break;
            }
            let Some(text) = typed(manner, &entries[at], &all[at], &mut random) else { continue };
            let alone = match manner {
                "initials" => {
                    all.iter().enumerate().all(|(other, words)| other == at || !may_be_initials(words, &text))
                }
                "no separators" => all.iter().enumerate().all(|(other, words)| {
                    other == at || words.name.concat() != text && joined(&entries[other].account) != text
                }),
                "part of a word" => all.iter().enumerate().all(|(other, words)| {
                    let within = words.all().any(|own| own.contains(&text));
                    other == at || !within
                }),
                _ => meant(all, &text) == Some(at),
            };
            if alone && !asked.iter().any(|known| known.text == text) {
                asked.push(Asked { manner, text, expected: at });
                taken += 1;
            }
        }
    }
    asked
}

const MANNERS: [&str; 12] = [
    "account",
    "issuer and account",
    "endings",
    "as typed",
    "initials",
    "no separators",
    "part of a word",
    "login",
    "tag and name",
    "upper case",
    "punctuation",
    "account and half an issuer",
];

fn may_be_initials(words: &Words, text: &str) -> bool {
    words.initials().starts_with(text) || words.all().any(|own| own.starts_with(text))
}

fn typed(manner: &str, entry: &Made, words: &Words, random: &mut SplitMix) -> Option<String> {
    let account: Vec<&str> = entry.account.split('-').collect();
    let name = words.name.join(" ");
    Some(match manner {
        "account" => entry.account.clone(),
        "issuer and account" => name,
        "endings" if account.len() > 1 => {
            let mut account = account;
            random.shuffle(&mut account);
            account.join(" ")
        }
        "as typed" => words.name.iter().map(|word| begun(word, 3 + random.below(2))).collect::<Vec<_>>().join(" "),
        "initials" if words.name.len() >= 3 => words.initials(),
        "no separators" if random.below(2) == 0 => words.name.concat(),
        "no separators" if account.len() > 1 => joined(&entry.account),
        "part of a word" => {
            let stem: Vec<char> = account.first()?.chars().collect();
            let part = stem.get(1 + random.below(3)..)?;
            if part.len() < 4 {
                return None;
            }
            part.iter().take(7).collect::<String>().to_lowercase()
        }
        "login" if !entry.login.is_empty() => entry.login.clone(),
        "tag and name" if !entry.tags.is_empty() => format!("{} {}", entry.tags[0], entry.account),
        "upper case" => entry.account.to_uppercase(),
        "punctuation" => words.name.join(random.pick(&["/", "_", ".", ": ", ", ", " - "])),
        "account and half an issuer" if !entry.issuer.is_empty() => {
            format!("{} {}", entry.account, begun(&entry.issuer.to_lowercase(), 3))
        }
        _ => return None,
    })
}

fn begun(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}
