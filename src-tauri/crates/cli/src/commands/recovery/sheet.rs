//! The sheet for printing: one HTML file, black on white, with nothing to load.

use crate::words::{self, Language, Message};
use watchword_secret::SecretText;
use watchword_service::recovery::RecoveryCode;
use zeroize::Zeroizing;

const STYLE: &str = "\
:root{color-scheme:light;color:#000;background:#fff;font:12pt/1.4 sans-serif}\
body{max-width:40em;margin:2em auto;padding:0 1em}\
h1{font-size:1.4em;margin:0}p{margin:.3em 0}\
ol{columns:2;column-gap:3em;padding-inline-start:2em;margin:1.5em 0}\
li{break-inside:avoid;padding:.25em 0}\
code{font:1.15em monospace;white-space:nowrap}\
s{text-decoration-thickness:2px}";

/// The sheet of an entry.
pub(super) fn page(language: Language, name: &str, login: &str, codes: &[RecoveryCode], printed: &str) -> SecretText {
    let text = |message| words::text(language, message);
    let title = text(Message::SheetTitle);
    // Room from the start: a buffer that grows leaves copies behind. Escaping makes a letter at most six long.
    let letters: usize = codes.iter().map(|code| code.code.expose().len() * 6 + 64).sum();
    let mut page = Zeroizing::new(String::with_capacity(4_096 + letters + 6 * (name.len() + login.len())));
    page.push_str("<!doctype html>\n<html lang=\"");
    page.push_str(match language {
        Language::English => "en",
        Language::Spanish => "es",
    });
    page.push_str("\">\n<meta charset=\"utf-8\">\n<title>");
    escape(&mut page, &format!("{title}: {name}"));
    page.push_str("</title>\n<style>");
    page.push_str(STYLE);
    page.push_str("</style>\n<h1>");
    escape(&mut page, title);
    page.push_str("</h1>\n<p><b><bdi>");
    escape(&mut page, name);
    page.push_str("</bdi></b></p>\n");
    if !login.is_empty() {
        page.push_str("<p><bdi>");
        escape(&mut page, login);
        page.push_str("</bdi></p>\n");
    }
    page.push_str("<p>");
    escape(&mut page, text(Message::SheetHow));
    page.push_str("</p>\n<ol>\n");
    for code in codes {
        page.push_str(if code.used_ms.is_some() { "<li><s><code>" } else { "<li><code>" });
        escape(&mut page, code.code.expose());
        page.push_str(if code.used_ms.is_some() { "</code></s>\n" } else { "</code>\n" });
    }
    page.push_str("</ol>\n<p>");
    escape(&mut page, &words::fill(text(Message::SheetPrinted), &[("date", printed.to_owned())]));
    page.push_str("</p>\n</html>\n");
    SecretText::new(std::mem::take(&mut *page))
}

fn escape(page: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            letter => page.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_holds_every_code_and_no_markup_of_others() {
        let code = |text, used_ms| RecoveryCode { code: SecretText::copy_of(text), used_ms };
        let codes = [code("w8ku-5dfa", None), code("a<b&c", Some(1))];
        let page = page(Language::English, "Zendesk-<script>acme", "", &codes, "2026-11-24");
        let page = page.expose();
        assert!(page.contains("<li><code>w8ku-5dfa</code>") && page.contains("<s><code>a&lt;b&amp;c</code></s>"));
        assert!(!page.contains("<script>") && !page.contains("http") && !page.contains("src="));
    }
}
