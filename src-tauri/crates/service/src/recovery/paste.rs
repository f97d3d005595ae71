//! Reading the recovery codes out of a pasted text, in whatever way a site lays them out.
//!
//! A line is cut into cells (tabs, two spaces, bars, commas), a cell into its mark (bullet, number, tick) and the rest,
//! and the rest is one code, several, or no code at all. What holds a digit is taken at once; letters alone may be a
//! heading, so they are taken only where their length and case show that they belong to the set. It is a guess about
//! layout, never about content: the person sees what was understood before anything is kept.

#[cfg(test)]
mod tests;

use watchword_secret::SecretText;
use zeroize::Zeroizing;

/// Longest text that is read, in bytes.
pub const PASTE_LIMIT: usize = 64 * 1024;
/// Fewest letters and digits of a code.
const LEAST: usize = 5;
/// Most letters and digits of a code.
const MOST: usize = 64;
/// Most letters and digits of a code that is written in groups with spaces between.
const MOST_SPACED: usize = 40;
/// From this length on, words with one space between are codes of their own, not groups of one.
const OWN: usize = 6;
/// So many letters-only texts of one form are a set.
const SET: usize = 3;
/// Marks of what was used.
const USED_MARKS: &[&str] = &["[x]", "[X]", "(x)", "(X)", "☑", "☒", "✓", "✔", "✅", "✗", "✘", "❌"];
/// Marks before a code that say nothing about its use.
const PLAIN_MARKS: &[&str] = &["[ ]", "[]", "( )", "☐", "□", "•", "·", "‣", "◦", "●", "○", "*", "+", "-", ">", "#"];
/// Words that say that a code was used.
const USED_WORDS: &[&str] = &["used", "usado", "usada", "utilizado", "utilizada"];
/// Words of headings and columns that look like letters-only codes.
const WORDS: &[&str] = &[
    "active",
    "activo",
    "available",
    "backup",
    "código",
    "códigos",
    "codigo",
    "codigos",
    "code",
    "codes",
    "emergency",
    "false",
    "disponible",
    "number",
    "recovery",
    "recuperación",
    "respaldo",
    "scratch",
    "status",
    "unused",
    "valid",
    "válido",
];

/// What was understood of a text.
#[derive(Default)]
pub struct Pasted {
    /// The codes in their order, each once.
    pub codes: Vec<PastedCode>,
    /// How many were there again.
    pub twice: usize,
    /// Lines with words in which no code was found.
    pub left_out: usize,
}

/// One code as it was found.
pub struct PastedCode {
    /// The code, with its dashes and single spaces.
    pub code: SecretText,
    /// Ticked, struck out or called used.
    pub used: bool,
}

/// A text that may be a code.
struct Candidate {
    text: Zeroizing<String>,
    used: bool,
    line: usize,
}

/// The form that codes of one set have in common: lengths of the groups and the case of the letters.
#[derive(PartialEq, Eq, Clone)]
struct Form {
    groups: Vec<usize>,
    lower: bool,
    upper: bool,
}

impl Candidate {
    fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    fn form(&self) -> Form {
        Form {
            groups: self.text.split(['-', '_', ' ']).map(str::len).collect(),
            lower: self.text.bytes().any(|byte| byte.is_ascii_lowercase()),
            upper: self.text.bytes().any(|byte| byte.is_ascii_uppercase()),
        }
    }

    /// Letters alone, such as "Recovery", that begin with a capital: a word, not a code.
    fn is_word(&self) -> bool {
        let mut groups = self.text.split(['-', '_', ' ']);
        WORDS.contains(&self.text.to_lowercase().as_str())
            || groups.all(|group| {
                let (first, rest) = (group.bytes().next(), group.bytes().skip(1));
                first.is_some_and(|byte| byte.is_ascii_uppercase())
                    && rest.clone().all(|byte| byte.is_ascii_lowercase())
            })
    }
}

/// Finds the codes in a text.
pub fn understand(text: &str) -> Pasted {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut lines_with_words = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let (tidy, struck) = tidy(line);
        let found = candidates.len();
        read_line(&tidy, struck, at, &mut candidates);
        if candidates.len() > found || tidy.chars().filter(|letter| letter.is_alphanumeric()).count() > 2 {
            lines_with_words.push(at);
        }
    }
    let taken = choose(candidates, lines_with_words.len());
    let mut pasted = Pasted::default();
    lines_with_words.retain(|line| !taken.iter().any(|candidate| candidate.line == *line));
    pasted.left_out = lines_with_words.len();
    for candidate in taken {
        let known = pasted.codes.iter_mut().find(|known| is_same_code(known.code.expose(), &candidate.text));
        if let Some(known) = known {
            known.used |= candidate.used;
            pasted.twice += 1;
        } else {
            pasted.codes.push(PastedCode { code: SecretText::copy_of(&candidate.text), used: candidate.used });
        }
    }
    pasted
}

/// Whether two texts are one code: dashes and spaces do not count.
pub fn is_same_code(left: &str, right: &str) -> bool {
    fn symbols(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|letter| letter.is_alphanumeric())
    }
    symbols(left).eq(symbols(right))
}

/// Those that hold a digit, and those of letters alone that are of a set.
fn choose(mut candidates: Vec<Candidate>, lines: usize) -> Vec<Candidate> {
    let (sure, rest): (Vec<&Candidate>, Vec<&Candidate>) = candidates
        .iter()
        .filter(|candidate| candidate.has_digit() || !candidate.is_word())
        .partition(|candidate| candidate.has_digit());
    let sure: Vec<Form> = sure.into_iter().map(Candidate::form).collect();
    let rest: Vec<Form> = rest.into_iter().map(Candidate::form).collect();
    let is_of_a_set = |form: &Form| {
        if !sure.is_empty() {
            return sure.contains(form);
        }
        let same = rest.iter().filter(|other| *other == form).count();
        same >= SET || (same == rest.len() && same >= lines)
    };
    candidates.retain(|candidate| candidate.has_digit() || (!candidate.is_word() && is_of_a_set(&candidate.form())));
    candidates
}

/// A line with plain spaces and dashes, and whether it was struck out.
fn tidy(line: &str) -> (Zeroizing<String>, bool) {
    // No replacement is longer than what it replaces, so the buffer never moves.
    let mut tidy = Zeroizing::new(String::with_capacity(line.len()));
    let mut struck = false;
    for letter in line.chars() {
        match letter {
            '\u{335}'..='\u{338}' => struck = true,
            '\u{2010}'..='\u{2015}' | '\u{2212}' => tidy.push('-'),
            '\t' => tidy.push('\t'),
            letter if letter.is_whitespace() => tidy.push(' '),
            letter if letter.is_control() || is_nothing(letter) => {}
            letter => tidy.push(letter),
        }
    }
    (tidy, struck)
}

/// Invisible signs, and quotes.
fn is_nothing(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
        || "\"'`“”‘’«»".contains(letter)
}

fn read_line(line: &str, struck: bool, at: usize, candidates: &mut Vec<Candidate>) {
    let first = candidates.len();
    // A mark or a word in a cell of its own belongs to its neighbour.
    let mut ticked = false;
    for cell in cells(line) {
        let (rest, used) = without_marks(cell);
        let (rest, said_used) = without_used_word(rest);
        if rest.is_empty() {
            match candidates.get_mut(first..).and_then(<[Candidate]>::last_mut) {
                Some(before) if used || said_used => before.used = true,
                _ => ticked |= used,
            }
            continue;
        }
        let before = candidates.len();
        // "Code 3: …" names what follows.
        let rest = rest.rsplit(':').next().unwrap_or_default().trim();
        for group in numbered(rest) {
            read_group(&group, struck || used || said_used || ticked, at, candidates);
        }
        ticked &= candidates.len() == before;
    }
}

/// Cells of a line: between tabs, bars, commas, semicolons, or two spaces.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\t', '|', ',', ';']).flat_map(|part| part.split("  ")).map(str::trim).filter(|cell| !cell.is_empty())
}

/// Takes bullets, numbers and ticks from both ends; whether one of them says used.
fn without_marks(cell: &str) -> (&str, bool) {
    let (mut rest, mut used) = (cell.trim(), false);
    loop {
        let before = rest;
        if let Some(inner) = rest.strip_prefix("~~") {
            (rest, used) = (inner.trim_end_matches('~'), true);
        }
        for mark in USED_MARKS {
            if let Some(inner) = rest.strip_prefix(mark).or_else(|| rest.strip_suffix(mark)) {
                (rest, used) = (inner, true);
            }
        }
        for mark in PLAIN_MARKS {
            rest = rest.strip_prefix(mark).unwrap_or(rest);
        }
        rest = without_number(rest.trim()).trim_matches(['*', '_', '-', ' ', '.']);
        if rest == before {
            return (rest, used);
        }
    }
}

/// Takes a number of a list: "1.", "12)", "3 -".
fn without_number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return text;
    }
    let rest = text.get(digits..).unwrap_or_default();
    rest.strip_prefix(['.', ')', ']']).or_else(|| rest.strip_prefix(" - ")).map_or(text, str::trim)
}

/// Takes what follows the word "used", which also may stand alone; whether it was there.
fn without_used_word(text: &str) -> (&str, bool) {
    let mut at = 0;
    for word in text.split([' ', '(']) {
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        if USED_WORDS.contains(&plain.as_str()) {
            let rest = text.get(..at).unwrap_or_default();
            return (rest.trim_end_matches(['(', '-', '[', ' ']), true);
        }
        at += word.len() + 1;
    }
    (text, false)
}

/// The words of a cell, cut where another number of the list begins.
fn numbered(text: &str) -> Vec<Vec<&str>> {
    let mut groups: Vec<Vec<&str>> = vec![Vec::new()];
    for word in text.split_whitespace() {
        let rest = without_number(word);
        if rest.len() < word.len() {
            groups.push(Vec::new());
        }
        if let (false, Some(group)) = (rest.is_empty(), groups.last_mut()) {
            group.push(rest);
        }
    }
    groups
}

fn read_group(words: &[&str], used: bool, line: usize, candidates: &mut Vec<Candidate>) {
    let mut words: Vec<&str> = words.iter().map(|word| word.trim_matches(['(', ')', '[', ']', '<', '>'])).collect();
    let mut push = |words: &[&str], separator: &str| {
        let text = Zeroizing::new(words.join(separator));
        candidates.push(Candidate { text, used, line });
    };
    if words.contains(&"-") {
        words.retain(|word| *word != "-");
        if words.iter().all(|word| is_group(word)) && is_code(words.iter().copied(), MOST) {
            push(&words, "-");
        }
        return;
    }
    // "1 w8ku-5dfa": the number of a row, and its code.
    if let [first, rest @ ..] = words.as_slice()
        && first.len() <= 2
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && rest.iter().all(|word| word.len() > 2)
    {
        words.remove(0);
    }
    if !words.iter().all(|word| is_group(word)) {
        return;
    }
    let symbols = |word: &&str| word.bytes().filter(u8::is_ascii_alphanumeric).count();
    let each_own = words.len() == 1 || words.iter().all(|word| word.contains('-') || symbols(word) >= OWN);
    if each_own {
        for word in &words {
            if is_code([*word], MOST) && !is_date(word) {
                push(&[*word], "");
            }
        }
        return;
    }
    let as_long = words.iter().all(|word| Some(word.len()) == words.first().map(|first| first.len()));
    let has_digit = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    if (as_long || words.iter().all(has_digit)) && is_code(words.iter().copied(), MOST_SPACED) {
        push(&words, " ");
    }
}

/// Letters and digits, with dashes within.
fn is_group(word: &str) -> bool {
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    edge(word.bytes().next())
        && edge(word.bytes().last())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_code<'a>(words: impl IntoIterator<Item = &'a str>, most: usize) -> bool {
    let symbols: usize = words.into_iter().map(|word| word.bytes().filter(u8::is_ascii_alphanumeric).count()).sum();
    (LEAST..=most).contains(&symbols)
}

/// A day as 2026-03-02.
fn is_date(word: &str) -> bool {
    word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok()
}
