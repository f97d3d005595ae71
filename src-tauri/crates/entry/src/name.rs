//! How an entry is named on screen: the template, its three parts, and the endings that set look-alikes apart.
//!
//! A shown name is cut into issuer, stem and ending, so that the eye finds what differs: in `Zendesk-acme` and
//! `Zendesk-acme-sandbox` the issuer is noise and the ending decides.

use crate::Labels;
use unicode_normalization::UnicodeNormalization;

/// A shown name in three parts. `issuer + stem + ending` is the whole name, separators included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The issuer with the separator behind it ("Zendesk-"); empty when there is none.
    pub issuer: String,
    /// What stands between ("acme-").
    pub stem: String,
    /// A known ending ("sandbox-eu"); empty when there is none.
    pub ending: String,
}

impl Name {
    /// The whole name.
    pub fn full(&self) -> String {
        format!("{}{}{}", self.issuer, self.stem, self.ending)
    }
}

/// A word that may end an account name and then tells accounts of one customer apart.
pub type Ending = String;

/// The endings known from the start; a setting may change them.
pub fn known_endings() -> Vec<Ending> {
    ["sandbox", "staging", "test", "dev", "training", "demo", "eu", "us", "uk", "apac"].map(str::to_owned).to_vec()
}

/// How names are put together: literal text and the fields `{issuer}`, `{account}`, `{tenant}`, `{login}`, `{tag}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTemplate(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Field(Field),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Issuer,
    Account,
    Tenant,
    Login,
    Tag,
}

/// Why a text is not a naming template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// A field that does not exist.
    #[error("a name has no field of that kind")]
    UnknownField,
    /// A `{` without its `}`.
    #[error("a brace is not closed")]
    OpenBrace,
    /// Neither account nor login nor tenant: every entry of an issuer would have the same name.
    #[error("a name needs the account, the login or the tenant")]
    NothingDistinct,
}

impl Default for NameTemplate {
    fn default() -> Self {
        Self(vec![Piece::Field(Field::Issuer), Piece::Literal("-".to_owned()), Piece::Field(Field::Account)])
    }
}

impl NameTemplate {
    /// Reads a template such as `{issuer}-{account}`.
    ///
    /// # Errors
    /// [`TemplateError`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, behind)) = rest.split_once('{') {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let (field, behind) = behind.split_once('}').ok_or(TemplateError::OpenBrace)?;
            pieces.push(Piece::Field(match field {
                "issuer" => Field::Issuer,
                "account" => Field::Account,
                "tenant" => Field::Tenant,
                "login" => Field::Login,
                "tag" => Field::Tag,
                _ => return Err(TemplateError::UnknownField),
            }));
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        let distinct = [Field::Account, Field::Tenant, Field::Login];
        if !pieces.iter().any(|piece| matches!(piece, Piece::Field(field) if distinct.contains(field))) {
            return Err(TemplateError::NothingDistinct);
        }
        Ok(Self(pieces))
    }

    /// The shown name of an entry with these labels.
    ///
    /// A field that is empty takes the literal text before it along, so that no separator hangs in the air.
    /// A name that would be empty falls back to the login, then to the original label.
    pub fn name(&self, labels: &Labels, endings: &[Ending]) -> Name {
        let mut issuer = String::new();
        let mut rest = String::new();
        let mut waiting = "";
        let mut last_filled = false;
        for piece in &self.0 {
            let (value, is_issuer) = match piece {
                Piece::Literal(text) => {
                    waiting = text;
                    continue;
                }
                Piece::Field(field) => (field.of(labels, endings), *field == Field::Issuer),
            };
            last_filled = !value.is_empty();
            if !last_filled {
                continue;
            }
            if is_issuer && rest.is_empty() {
                issuer.push_str(&value);
            } else {
                let begun = !issuer.is_empty() || !rest.is_empty();
                if begun {
                    // The separator behind the issuer belongs to it: it shrinks with it.
                    if rest.is_empty() { issuer.push_str(waiting) } else { rest.push_str(waiting) }
                }
                rest.push_str(&value);
            }
            waiting = "";
        }
        if last_filled && !rest.is_empty() {
            rest.push_str(waiting);
        }
        if issuer.is_empty() && rest.is_empty() {
            rest = if labels.login.is_empty() { labels.original_label.clone() } else { labels.login.clone() };
        }
        if rest.is_empty() {
            return Name { issuer: String::new(), stem: issuer, ending: String::new() };
        }
        let (stem, ending) = split_ending(&rest, endings);
        Name { issuer, stem: stem.to_owned(), ending: ending.to_owned() }
    }
}

impl Field {
    fn of(self, labels: &Labels, endings: &[Ending]) -> String {
        match self {
            Self::Issuer => labels.issuer.clone(),
            Self::Account => labels.account.clone(),
            Self::Tenant => split_ending(&labels.account, endings).0.trim_end_matches(['-', '_', '.', ' ']).to_owned(),
            Self::Login => labels.login.clone(),
            Self::Tag => labels.tags.first().cloned().unwrap_or_default(),
        }
    }
}

/// Cuts a known ending off an account: `acme-sandbox-eu` is `acme-` and `sandbox-eu`.
///
/// The ending is at most two words of `endings` behind a separator (`-`, `_`, `.`, space), each with an optional
/// number ("sandbox2"). Something always stays before it.
pub fn split_ending<'a>(account: &'a str, endings: &[Ending]) -> (&'a str, &'a str) {
    let mut cut = account.len();
    for _ in 0..2 {
        let head = account.get(..cut).unwrap_or_default().trim_end_matches(SEPARATORS);
        let Some(at) = head.rfind(SEPARATORS) else { break };
        let word = head.get(at + 1..).unwrap_or_default();
        let bare = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let known = endings.iter().any(|ending| ending.eq_ignore_ascii_case(bare) || ending.eq_ignore_ascii_case(word));
        if !known || head.get(..at).is_none_or(|stem| stem.trim_matches(SEPARATORS).is_empty()) {
            break;
        }
        cut = at + 1;
    }
    (account.get(..cut).unwrap_or(account), account.get(cut..).unwrap_or_default())
}

const SEPARATORS: [char; 4] = ['-', '_', '.', ' '];

/// Makes foreign text safe to show: normal form C, no control, bidirectional or invisible characters, runs of
/// white space folded to one space, trimmed, at most `limit` characters.
///
/// Bidirectional controls could make one name look like another; joiners inside words of scripts that need them
/// stay (security design 5).
pub fn clean_text(text: &str, limit: usize) -> String {
    let mut clean = String::with_capacity(text.len().min(limit.saturating_mul(4)));
    let mut kept = 0;
    let mut space = false;
    for letter in text.nfc() {
        if letter.is_whitespace() {
            space = true;
            continue;
        }
        if letter.is_control() || is_invisible(letter) {
            continue;
        }
        if kept >= limit {
            break;
        }
        if space && kept > 0 {
            if kept + 1 >= limit {
                break;
            }
            clean.push(' ');
            kept += 1;
        }
        space = false;
        clean.push(letter);
        kept += 1;
    }
    clean
}

fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(issuer: &str, account: &str) -> Labels {
        Labels { issuer: issuer.to_owned(), account: account.to_owned(), ..Labels::default() }
    }

    fn name(issuer: &str, account: &str) -> (String, String, String) {
        let name = NameTemplate::default().name(&labels(issuer, account), &known_endings());
        (name.issuer, name.stem, name.ending)
    }

    fn parts(issuer: &str, stem: &str, ending: &str) -> (String, String, String) {
        (issuer.to_owned(), stem.to_owned(), ending.to_owned())
    }

    #[test]
    fn a_name_has_issuer_stem_and_ending() {
        assert_eq!(name("Zendesk", "acme"), parts("Zendesk-", "acme", ""));
        assert_eq!(name("Zendesk", "acme-sandbox"), parts("Zendesk-", "acme-", "sandbox"));
        assert_eq!(name("Zendesk", "acme-sandbox-eu"), parts("Zendesk-", "acme-", "sandbox-eu"));
        assert_eq!(name("Zendesk", "acme-sandbox2"), parts("Zendesk-", "acme-", "sandbox2"));
        assert_eq!(name("Zendesk", "kestrel-uk"), parts("Zendesk-", "kestrel-", "uk"));
    }

    #[test]
    fn an_ending_alone_is_a_stem() {
        assert_eq!(name("Zendesk", "sandbox"), parts("Zendesk-", "sandbox", ""));
        assert_eq!(name("Zendesk", "-sandbox"), parts("Zendesk-", "-sandbox", ""));
        assert_eq!(name("Zendesk", "sandbox-eu"), parts("Zendesk-", "sandbox-", "eu"));
    }

    #[test]
    fn an_empty_field_takes_its_separator_along() {
        assert_eq!(name("", "acme"), parts("", "acme", ""));
        assert_eq!(name("Zendesk", ""), parts("", "Zendesk", ""));
        assert_eq!(name("", ""), parts("", "", ""));
    }

    #[test]
    fn an_entry_without_issuer_and_account_is_named_by_login_or_label() {
        let mut labels = labels("", "");
        labels.original_label = "label".to_owned();
        assert_eq!(NameTemplate::default().name(&labels, &[]).full(), "label");
        labels.login = "me@acme.example".to_owned();
        assert_eq!(NameTemplate::default().name(&labels, &[]).full(), "me@acme.example");
    }

    #[test]
    fn a_template_of_ones_own_is_followed() {
        let template = NameTemplate::parse("{issuer} / {tenant} ({login})").unwrap();
        let mut labels = labels("Zendesk", "acme-sandbox");
        labels.login = "me".to_owned();
        let name = template.name(&labels, &known_endings());
        assert_eq!(name.full(), "Zendesk / acme (me)");
        assert_eq!(name.issuer, "Zendesk / ");
        labels.login.clear();
        assert_eq!(template.name(&labels, &known_endings()).full(), "Zendesk / acme");
    }

    #[test]
    fn each_field_is_filled_in_and_takes_its_separator_along_when_empty() {
        let mut labels = labels("Zendesk", "acme-sandbox2");
        labels.login = "ana@acme.example".to_owned();
        labels.tags = vec!["tier-1".to_owned(), "north".to_owned()];
        let name = |template: &str, labels: &Labels| {
            NameTemplate::parse(template).unwrap().name(labels, &known_endings()).full()
        };
        assert_eq!(name("{tag}/{tenant}", &labels), "tier-1/acme", "the first tag");
        assert_eq!(name("{issuer} {login}", &labels), "Zendesk ana@acme.example");
        assert_eq!(name("{tenant} [{tag}]", &labels), "acme [tier-1]");
        assert_eq!(name("{tenant}", &labels), "acme");
        labels.tags.clear();
        labels.login.clear();
        assert_eq!(name("{tag}/{tenant}", &labels), "acme");
        assert_eq!(name("{issuer} {login}", &labels), "Zendesk");
        assert_eq!(name("{tenant} [{tag}]", &labels), "acme");
    }

    #[test]
    fn a_wrong_template_is_refused() {
        assert_eq!(NameTemplate::parse("{issuer}"), Err(TemplateError::NothingDistinct));
        assert_eq!(NameTemplate::parse("{account"), Err(TemplateError::OpenBrace));
        assert_eq!(NameTemplate::parse("{secret}-{account}"), Err(TemplateError::UnknownField));
    }

    #[test]
    fn foreign_text_is_made_safe_to_show() {
        assert_eq!(clean_text("  a\u{202e}b\u{0000}\n c  ", 256), "ab c");
        assert_eq!(clean_text("e\u{301}", 256), "é");
        assert_eq!(clean_text("abcdef", 3), "abc");
    }
}
