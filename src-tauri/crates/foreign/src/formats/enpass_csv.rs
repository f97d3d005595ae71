//! Enpass: its table, in which every row is a title, pairs of a label and a value, and a note
//! (docs/formats/password-managers.md#enpass).

use watchword_otp::{base32, is_link};

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::{
        csv::{Cells, rows},
        links,
    },
    format::{certain_if, never},
};

/// Enpass's CSV export.
pub(crate) static FORMAT: Format = Format {
    id: "enpass-csv",
    app: "Enpass",
    extensions: &["csv"],
    section: "password-managers.md#enpass",
    vectors: &[],
    detect,
    needs_password: never,
    read,
};

/// The fewest characters of a bare secret.
const MIN_SECRET: usize = 8;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    // Cheap signs first: the whole table has to be read for the rest.
    let text = probe.text().filter(|_| !matches!(probe.first_char(), Some('{' | '[' | '<')))?;
    let may_have_codes = ["totp", "TOTP", "ne-time", "ne time"].iter().any(|label| text.contains(label));
    let rows = rows(text, b',').filter(|_| may_have_codes)?;
    // The first row may be the heading of another table, and words are Base32 too.
    let is_sure = |code: &str| is_link(code).is_some() || code.bytes().any(|byte| byte.is_ascii_digit());
    let has_codes = |(place, row): (usize, &Cells)| codes(row).into_iter().any(|code| place > 0 || is_sure(code));
    certain_if(rows.iter().enumerate().any(has_codes))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let text = probe.text().ok_or(OpenError::damaged("text"))?;
    let rows = rows(text, b',').ok_or(OpenError::TooLarge)?;
    let mut contents = Contents::of("plain");
    for (position, row) in rows.iter().enumerate() {
        let title = row.get(Some(0)).trim();
        if position == 0 && title.eq_ignore_ascii_case("title") {
            continue;
        }
        let codes = codes(row);
        if codes.is_empty() {
            contents.not_codes += 1;
        }
        let pairs = pairs(row);
        let value = |wanted: &str| {
            let mut values = pairs.iter().filter(|(label, _)| label == wanted).map(|(_, value)| *value);
            values.find(|value| !value.is_empty())
        };
        let user = value("username").or_else(|| value("login")).or_else(|| value("email")).unwrap_or_default();
        for code in codes {
            let Some(mut code) = links::code_value(position, code, title, user) else { continue };
            if let Some(entry) = code.entry_mut() {
                entry.set_note(row.iter().last().unwrap_or_default());
            }
            contents.rows.push(code);
        }
    }
    Ok(contents)
}

/// The pairs between title and note, the labels by their letters; none where the number of cells does not fit.
fn pairs(row: &Cells) -> Vec<(String, &str)> {
    if row.len() < 4 || !row.len().is_multiple_of(2) {
        return Vec::new();
    }
    let letters = |label: &str| label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let cells: Vec<&str> = row.iter().skip(1).take(row.len() - 2).collect();
    let (pairs, _) = cells.as_chunks::<2>();
    pairs.iter().map(|[label, value]| (letters(label), value.trim())).collect()
}

/// The values of the pairs that are codes.
fn codes(row: &Cells) -> Vec<&str> {
    let is_code = |(label, value): &(String, &str)| {
        let is_secret = value.len() >= MIN_SECRET && base32::decode(value).is_ok();
        matches!(label.as_str(), "totp" | "onetimecode" | "onetimepassword") && (is_link(value).is_some() || is_secret)
    };
    pairs(row).into_iter().filter(is_code).map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn probe(table: &str) -> Probe<'_> {
        Probe::new(Source { name: "file.bin", bytes: table.as_bytes() }).unwrap()
    }

    #[test]
    fn codes_stand_behind_their_labels() {
        let table = "\"Title\",\"Field\",\"Value\",\"Note\"\n\
            \"Tern\",\"Username\",\"olu\",\"Password\",\"p\",\"TOTP\",\"MZXW 6YTB\",\"a note\"\n\
            \"Pier\",\"E-mail\",\"mara@example.org\",\"One-time code\",\"otpauth://totp/?secret=MZXW6YTB\",\"\"\n\
            \"None\",\"Username\",\"x\",\"TOTP\",\"\",\"\"\n";
        let probe = probe(table);
        assert_eq!(detect(&probe), Some(Sureness::Certain));
        let contents = read(&probe, &Credentials::default()).unwrap();
        let seen: Vec<_> =
            contents.entries().map(|e| (e.issuer.as_str(), e.account.as_str(), e.note.expose())).collect();
        assert_eq!(seen, [("Tern", "olu", "a note"), ("Pier", "mara@example.org", "")]);
        assert_eq!(contents.not_codes, 1);
    }

    #[test]
    fn tables_with_a_heading_are_left_alone() {
        for table in ["name,totp,username,x\nTern,MZXW6YTB,olu,y\n", "a,TOTP,b\nTern,TOTP,MZXW6YTB\n", "x,totp,y,z\n"] {
            assert_eq!(detect(&probe(table)), None, "{table}");
        }
    }
}
