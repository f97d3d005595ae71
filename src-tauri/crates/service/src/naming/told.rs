//! Services named in free text: file names of pictures and titles of pages.

use watchword_issuers::{Issuer, by_name, fold};

/// Words that are in such texts whoever asks for the code: programs that show or take pictures, and apps for codes.
const ELSEWHERE: [&str; 24] = [
    "android",
    "arc",
    "authy",
    "bitwardenauthenticator",
    "brave",
    "chrome",
    "duo",
    "duomobile",
    "edge",
    "firefox",
    "googleauthenticator",
    "googlechrome",
    "ios",
    "linux",
    "macos",
    "microsoftauthenticator",
    "microsoftedge",
    "mozillafirefox",
    "opera",
    "safari",
    "scan",
    "target",
    "vivaldi",
    "windows",
];
/// The most words that the name of a service has here.
const LONGEST: usize = 3;

/// The one known service of four letters or more whose name stands in `text` as whole words; `None` when there are
/// several.
pub(crate) fn service_in(text: &str) -> Option<&'static Issuer> {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let mut found: Option<&'static Issuer> = None;
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        // The longest name wins: "Google Cloud" is not Google.
        let known = (1..=LONGEST.min(rest.len())).rev().find_map(|count| {
            let name = rest.get(..count)?.concat();
            let elsewhere = ELSEWHERE.contains(&fold(&name).as_str());
            let issuer = if elsewhere { None } else { named(&name) };
            (elsewhere || issuer.is_some()).then_some((count, issuer))
        });
        let (count, issuer) = known.unwrap_or((1, None));
        if let Some(issuer) = issuer {
            if found.is_some_and(|before| before != issuer) {
                return None;
            }
            found = Some(issuer);
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    found
}

/// The service of this very name: short forms and short names are words of other languages too often.
pub(crate) fn named(text: &str) -> Option<&'static Issuer> {
    let name = fold(text);
    by_name(&name).filter(|issuer| name.chars().count() >= 4 && fold(issuer.name) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_one_service_or_none() {
        for (text, name) in [
            ("Screenshot Zendesk 2026.png", Some("Zendesk")),
            ("two-factor_github.png", Some("GitHub")),
            ("Set up Google Authenticator - Zendesk - Google Chrome", Some("Zendesk")),
            ("Google Cloud console", Some("Google Cloud")),
            ("zendesk and github.png", None),
            ("zendesks.png", None),
            ("Screenshot 2026-11-24 at 09.12.png", None),
            ("aws.png", None),
            ("gh.png", None),
            ("", None),
        ] {
            assert_eq!(service_in(text).map(|issuer| issuer.name), name, "{text}");
        }
    }
}
