//! A sheet to print: one file without scripts or anything from elsewhere, with a QR code for each entry
//! (docs/formats/README.md, "The printed sheet").

use fast_qr::{ECL, QRBuilder};
use watchword_otp::{Kind, base32, write_link};

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, LeftOut, Loss, json_text::Buffer,
};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "html-sheet",
    app: "Printed sheet",
    is_encrypted: false,
    section: "README.md#the-printed-sheet",
    importer: "stratum-html",
    judge,
    write,
};

/// Light only, because ink is dark; an entry is never cut between two pages.
const STYLE: &str = "\
:root{color-scheme:light}\
body{margin:2rem auto;max-width:50rem;padding:0 1rem;color:#111;background:#fff;font:1rem/1.4 system-ui,sans-serif}\
h1{font-size:1.5rem}\
article{display:flex;gap:1.5rem;padding:1.5rem 0;border-top:1px solid #888;break-inside:avoid}\
article>div{min-width:0}\
h2{margin:0;font-size:1.1rem}\
p{margin:.25rem 0}\
svg{flex:none;width:40mm;height:40mm}\
code{overflow-wrap:anywhere;font:.8rem/1.3 ui-monospace,monospace}\
@page{margin:15mm}\
@media print{body{margin:0;max-width:none;padding:0}}";

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    let mut losses = Holds::default().losses(entry);
    losses.extend(super::otpauth_list::read_as_steam(entry));
    Ok(losses)
}

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let words = settings.words;
    let mut page = Buffer::default();
    page.push("<!doctype html>\n<html lang=\"");
    push_text(&mut page, words.language);
    page.push("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.push("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    push_text(&mut page, words.title);
    page.push("</title>\n<style>");
    page.push(STYLE);
    page.push("</style>\n</head>\n<body>\n<h1>");
    push_text(&mut page, words.title);
    page.push("</h1>\n<p>");
    push_text(&mut page, words.warning);
    page.push("</p>\n");
    for entry in entries {
        push_entry(&mut page, entry, words.secret);
    }
    page.push("</body>\n</html>\n");
    Ok(vec![ExportedFile { name: format!("watchword-sheet-{}.html", settings.day()), bytes: page.finish() }])
}

fn push_entry(page: &mut Buffer, entry: &ExportEntry<'_>, secret_word: &str) {
    let link = write_link(entry.otp, entry.issuer, entry.account);
    page.push("<article>\n");
    push_code(page, link.expose());
    page.push("<div>\n<h2>");
    push_text(page, if entry.issuer.is_empty() { entry.account } else { entry.issuer });
    page.push("</h2>\n<p>");
    push_text(page, if entry.issuer.is_empty() { "" } else { entry.account });
    page.push("</p>\n<p>");
    push_text(page, secret_word);
    page.push(" ");
    match entry.otp.kind {
        Kind::Motp => push_text(page, std::str::from_utf8(entry.otp.secret.expose()).unwrap_or_default()),
        Kind::Totp | Kind::Hotp | Kind::Steam | Kind::Yandex => {
            push_grouped(page, base32::encode(entry.otp.secret.expose()).expose());
        }
    }
    page.push("</p>\n<p><code>");
    push_text(page, link.expose());
    page.push("</code></p>\n</div>\n</article>\n");
}

/// Groups of four letters, as people read them.
fn push_grouped(page: &mut Buffer, text: &str) {
    for (place, group) in text.as_bytes().chunks(4).enumerate() {
        page.push(if place == 0 { "" } else { " " });
        page.push(std::str::from_utf8(group).unwrap_or_default());
    }
}

/// The QR code as one path; nothing for a link that is too long for a code, which stands below as text anyway.
fn push_code(page: &mut Buffer, link: &str) {
    let Ok(code) = QRBuilder::new(link).ecl(ECL::M).build() else { return };
    let side = code.size + 8;
    page.push(&format!(
        "<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path d=\""
    ));
    for (y, row) in code.data.chunks(code.size.max(1)).take(code.size).enumerate() {
        for (x, module) in row.iter().enumerate() {
            if module.value() {
                page.push(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
    }
    page.push("\"/></svg>\n");
}

fn push_text(page: &mut Buffer, text: &str) {
    for c in text.chars() {
        match c {
            '&' => page.push("&amp;"),
            '<' => page.push("&lt;"),
            '>' => page.push("&gt;"),
            '"' => page.push("&quot;"),
            '\'' => page.push("&#39;"),
            other => page.push(other.encode_utf8(&mut [0; 4])),
        }
    }
}
