//! Keeper: its table without a heading (docs/formats/password-managers.md#keeper).

use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::{
        csv::{Cells, rows},
        links,
    },
    format::{certain_if, never},
    formats::keeper::is_code_field,
};

/// Keeper's CSV export.
pub(crate) static FORMAT: Format = Format {
    id: "keeper-csv",
    app: "Keeper",
    extensions: &["csv"],
    section: "password-managers.md#keeper",
    vectors: &["keeper-csv"],
    detect,
    needs_password: never,
    read,
};

/// Folder, title, login, password, address, notes, shared folder; pairs of a name and a value follow.
const FIXED_CELLS: usize = 7;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    // Cheap signs first: the whole table has to be read for the rest.
    let text = probe.text().filter(|_| !matches!(probe.first_char(), Some('{' | '[' | '<')))?;
    let first = text.trim_start().lines().next()?;
    let may_be_table = first.contains('"') || first.matches(',').count() + 1 >= FIXED_CELLS;
    let has_codes = text.contains("otpauth:") || text.contains("TFC:Keeper") || text.contains("$oneTimeCode");
    let rows = if may_be_table && has_codes { rows(text, b',')? } else { return None };
    let is_table = rows.iter().all(|row| row.len() >= FIXED_CELLS);
    certain_if(is_table && rows.iter().any(|row| !codes(row).is_empty()))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let text = probe.text().ok_or(OpenError::damaged("text"))?;
    let mut contents = Contents::of("plain");
    for (position, row) in rows(text, b',').ok_or(OpenError::TooLarge)?.iter().enumerate() {
        let cell = |place: usize| row.get(Some(place)).trim();
        let before = contents.rows.len();
        for code in codes(row) {
            let Some(mut code) = links::code_value(position, code, cell(1), cell(2)) else { continue };
            if let Some(entry) = code.entry_mut() {
                entry.set_groups([cell(0), cell(6)]);
                entry.set_note(cell(5));
            }
            contents.rows.push(code);
        }
        if contents.rows.len() == before {
            contents.not_codes += 1;
        }
    }
    Ok(contents)
}

/// The values of the pairs that are codes: by their name, or because they are addresses.
fn codes(row: &Cells) -> Vec<&str> {
    let cells: Vec<&str> = row.iter().skip(FIXED_CELLS).collect();
    let (pairs, _) = cells.as_chunks::<2>();
    let is_code = |name: &str, value: &str| {
        is_code_field(name.trim()) || value.trim_start().to_ascii_lowercase().starts_with("otpauth:")
    };
    pairs.iter().filter(|[name, value]| is_code(name, value)).map(|[_, value]| *value).collect()
}
