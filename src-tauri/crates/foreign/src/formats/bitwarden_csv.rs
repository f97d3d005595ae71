//! Tables of Bitwarden, vault and Authenticator (docs/formats/authenticators.md, "Bitwarden").
//!
//! The Authenticator quotes nothing, so that a comma in a name shifts the columns behind it.

use watchword_otp::{base32, is_link};

use super::bitwarden::Code;
use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::csv::{Cells, Table, first_row},
    format::{certain_if, never},
};

pub(crate) static FORMAT: Format = Format {
    id: "bitwarden-csv",
    app: "Bitwarden",
    extensions: &["csv"],
    section: "authenticators.md#bitwarden",
    vectors: &["bitwarden-csv"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let header = first_row(probe.text()?)?;
    certain_if(header.len() > 1 && header.iter().any(|name| name.eq_ignore_ascii_case("login_totp")))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let table = probe.text().and_then(|text| Table::read(text, b',')).ok_or(OpenError::damaged("table"))?;
    let column = |name| table.column(&[name]);
    let (totp, name, user) = (column("login_totp"), column("name"), column("login_username"));
    let (notes, favourite, folder) = (column("notes"), column("favorite"), column("folder"));
    let collections = column("collections");
    let mut contents = Contents::of("plain");
    for (position, row) in table.rows.iter().enumerate() {
        let Some(code) = find_code(row, totp) else {
            contents.not_codes += 1;
            continue;
        };
        // Where the columns are shifted, only what the link says and what stands before the name can be trusted.
        let is_shifted = row.get(totp).trim() != code;
        let cell = |column| if is_shifted && column >= name { "" } else { row.get(column) };
        let code = Code { text: code, name: cell(name), user: cell(user) };
        let row = code.into_row(position, |entry| {
            entry.set_note(cell(notes));
            entry.favourite = cell(favourite).trim() == "1";
            entry.set_groups(std::iter::once(cell(folder)).chain(cell(collections).split(',')));
        });
        contents.rows.push(row);
    }
    Ok(contents)
}

/// The code of a row: in its column, or where a shift has put it.
fn find_code(row: &Cells, totp: Option<usize>) -> Option<&str> {
    let cell = row.get(totp).trim();
    if is_link(cell).is_some() || base32::decode(cell).is_ok() {
        return Some(cell);
    }
    let shifted = row.iter().map(str::trim).find(|cell| {
        let start = cell.get(..10).unwrap_or_default().to_ascii_lowercase();
        start == "otpauth://" || start.starts_with("steam://")
    });
    shifted.or((!cell.is_empty()).then_some(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn contents(text: &str) -> Contents {
        let probe = Probe::new(Source { name: "file.bin", bytes: text.as_bytes() }).unwrap();
        assert_eq!(detect(&probe), Some(Sureness::Certain));
        read(&probe, &Credentials::default()).unwrap()
    }

    #[test]
    fn shifted_columns_are_read_from_the_link() {
        let contents = contents(
            "folder,favorite,type,name,login_uri,login_totp\n\n\
            Work,1,1,Quill, Ink,,otpauth://totp/Quill%2C%20Ink:mara?secret=AAAA,Quill,30,6\n,1,1,Tern,,AAAA\n,,1,none,,\n",
        );
        let names: Vec<_> = contents.entries().map(|e| (e.issuer.as_str(), e.account.as_str(), e.favourite)).collect();
        assert_eq!(names, [("Quill, Ink", "mara", true), ("Tern", "", true)]);
        assert_eq!(contents.entries().next().unwrap().groups, ["Work"]);
        assert_eq!(contents.not_codes, 1);
    }

    #[test]
    fn a_code_that_is_none_is_told() {
        let contents = contents("name,login_totp\nTern,not-a-code!\n");
        assert_eq!(contents.skipped().map(|skipped| skipped.issuer.as_str()).collect::<Vec<_>>(), ["Tern"]);
    }
}
