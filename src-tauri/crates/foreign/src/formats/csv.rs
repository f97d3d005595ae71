//! Tables of password managers and authenticators: 1Password, Dashlane, Apple Passwords, `NordPass`, `KeePassXC`,
//! LastPass, and whatever has a heading that says what its columns are (docs/formats/password-managers.md#tables).

mod assigned;
mod columns;

pub use self::assigned::{TableColumns, read_table_as};

use watchword_otp::{Kind, is_link};
use zeroize::Zeroizing;

use self::columns::{Columns, Program};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Standing, Sureness,
    blocks::{
        csv::{Cells, Table},
        field::Field,
        json::Json,
        links, otp,
    },
    format::{certain_if, never},
};

/// A table with a heading.
pub(crate) static FORMAT: Format = Format {
    id: "csv",
    app: "CSV",
    extensions: &["csv", "tsv", "txt"],
    section: "password-managers.md#tables",
    vectors: &["csv"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    if matches!(probe.first_char(), Some('{' | '[' | '<')) {
        return None;
    }
    let line = without_separator_line(probe.text()?).trim_start().lines().next()?;
    let heading = Table::read(line, delimiter(line))?.header;
    let is_heading = heading.len() >= 2 && !heading.iter().any(|cell| cell.to_ascii_lowercase().contains("otpauth:"));
    certain_if(is_heading && (Columns::find(&heading).has_codes() || columns::is_password_table(&heading)))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    read_table(probe.text().ok_or(OpenError::damaged("text"))?)
}

/// Reads the rows below a heading.
pub(super) fn read_table(text: &str) -> Result<Contents, OpenError> {
    let text = without_separator_line(text);
    let table = Table::read(text, delimiter(text)).ok_or(OpenError::TooLarge)?;
    let mut columns = Columns::find(&table.header);
    if !columns.has_codes() {
        return Ok(Contents { not_codes: table.rows.len(), ..Contents::of("plain") });
    }
    columns.propose_account(&table);
    Ok(read_rows(&columns, &table.rows))
}

fn read_rows(columns: &Columns, rows: &[Cells]) -> Contents {
    let mut contents = Contents::of("plain");
    for (position, cells) in rows.iter().enumerate() {
        let row = TableRow { columns, cells, position };
        let before = contents.rows.len();
        contents.rows.extend(row.secret_code());
        contents.rows.extend(row.custom_codes());
        contents.rows.extend(row.robo_codes());
        if contents.rows.len() == before {
            contents.not_codes += 1;
        }
    }
    contents
}

/// The delimiter of a table: the most frequent of `,`, `;` and TAB in its first line, the comma on a tie.
fn delimiter(text: &str) -> u8 {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let count = |wanted: u8| line.bytes().filter(|byte| *byte == wanted).count();
    [b';', b'\t'].into_iter().fold(b',', |best, other| if count(other) > count(best) { other } else { best })
}

/// A table without the line `sep=;` that spreadsheets write above the heading.
fn without_separator_line(text: &str) -> &str {
    let text = text.trim_start();
    let first = text.lines().next().unwrap_or_default();
    let is_separator = first.len() == 5 && first.to_ascii_lowercase().starts_with("sep=");
    if is_separator { text.get(first.len()..).unwrap_or_default() } else { text }
}

struct TableRow<'a> {
    columns: &'a Columns,
    cells: &'a Cells,
    position: usize,
}

impl TableRow<'_> {
    /// A cell; empty when the table has no such column or the row is too short.
    fn cell(&self, column: Option<usize>) -> &str {
        self.cells.get(column).trim()
    }

    fn account(&self) -> &str {
        let columns =
            std::iter::once(self.columns.account).chain(self.columns.other_accounts.iter().copied().map(Some));
        columns.map(|column| self.cell(column)).find(|account| !account.is_empty()).unwrap_or_default()
    }

    /// The title without the user that Apple writes behind it.
    fn issuer(&self) -> &str {
        let title = self.cell(self.columns.issuer);
        let suffix = format!(" ({})", self.account());
        match title.strip_suffix(suffix.as_str()) {
            Some(site) if self.columns.program == Program::Apple => site,
            Some(_) | None => title,
        }
    }

    fn secret_code(&self) -> Option<Row> {
        let code = self.cell(self.columns.secret);
        if code.is_empty() {
            return None;
        }
        let row = if is_link(code).is_none() && !self.columns.is_vault {
            self.bare_secret(code)
        } else {
            links::code_value(self.position, code, self.issuer(), self.account())?
        };
        Some(self.complete(row))
    }

    /// A secret with its kind, digits, period, counter and algorithm in columns of their own.
    fn bare_secret(&self, secret: &str) -> Row {
        let entry = ForeignEntry::new(self.position, self.issuer(), self.account());
        let kind = match self.cell(self.columns.kind) {
            "" => Some(Kind::Totp),
            name => Kind::parse(name),
        };
        let fields = otp::Fields {
            algorithm: Field::Text(self.cell(self.columns.algorithm)),
            digits: Field::Text(self.cell(self.columns.digits)),
            period: Field::Text(self.cell(self.columns.period)),
            counter: Field::Text(self.cell(self.columns.counter)),
        };
        match kind {
            Some(kind @ (Kind::Totp | Kind::Hotp | Kind::Steam)) => {
                entry.into_base32_row(otp::form(kind, fields), Field::Text(secret))
            }
            // How their secrets would be written in a table, nobody says.
            Some(Kind::Motp | Kind::Yandex) | None => entry.into_skipped(SkipReason::UnknownType),
        }
    }

    /// Codes in a column of custom fields: `[{"type", "label", "value"}]`.
    fn custom_codes(&self) -> Vec<Row> {
        let Ok(fields) = Json::parse(self.cell(self.columns.custom_fields)) else { return Vec::new() };
        let values = fields.as_list().unwrap_or_default().iter().filter_map(|field| field.text("value"));
        let codes = values.filter(|value| value.trim_start().to_ascii_lowercase().starts_with("otpauth:"));
        let rows = codes.filter_map(|code| links::code_value(self.position, code, self.issuer(), self.account()));
        rows.map(|row| self.complete(row)).collect()
    }

    /// Codes among `RoboForm`'s fields, the last columns of the table: `TOTP KEY$,,,txt,SECRET`.
    fn robo_codes(&self) -> Vec<Row> {
        let Some(first) = self.columns.robo_fields else { return Vec::new() };
        let code = |cell: &str| {
            let (name, rest) = cell.trim().split_once('$')?;
            let value = rest.rsplit(',').next()?.to_owned();
            name.eq_ignore_ascii_case("totp key").then(|| Zeroizing::new(value))
        };
        let codes = self.cells.iter().skip(first).filter_map(code);
        let rows = codes.filter_map(|code| links::code_value(self.position, &code, self.issuer(), self.account()));
        rows.map(|row| self.complete(row)).collect()
    }

    fn complete(&self, mut row: Row) -> Row {
        let Some(entry) = row.entry_mut() else { return row };
        if self.columns.program == Program::KeePassXc {
            super::keepass::name_of_its_own(entry, self.issuer(), self.account());
        }
        entry.set_note(self.cell(self.columns.note));
        let groups = self.groups();
        let groups = groups.split(';').map(str::to_owned).chain(entry.groups.clone()).collect::<Vec<_>>();
        entry.set_groups(groups.iter().map(String::as_str));
        entry.favourite =
            ["1", "true", "yes"].iter().any(|yes| self.cell(self.columns.favourite).eq_ignore_ascii_case(yes));
        if self.cell(self.columns.archived).eq_ignore_ascii_case("true") {
            entry.standing = Standing::Archived;
        }
        row
    }

    fn groups(&self) -> Zeroizing<String> {
        let group = self.cell(self.columns.group);
        Zeroizing::new(match self.columns.program {
            // The first part is the name of the root group.
            Program::KeePassXc => group.split_once('/').map_or("", |(_, path)| path).to_owned(),
            Program::LastPass => group.replace('\\', "/"),
            Program::Apple | Program::Other => group.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Vec<(String, String, Vec<String>)> {
        let contents = read_table(table).unwrap();
        contents.entries().map(|entry| (entry.issuer.clone(), entry.account.clone(), entry.groups.clone())).collect()
    }

    #[test]
    fn what_programs_write_besides_is_dropped() {
        let apple =
            "Title,URL,Username,Password,Notes,OTPAuth\nexample.org (mara),,mara,pw,,otpauth://totp/?secret=MZXW6YTB\n";
        assert_eq!(read(apple), [("example.org".to_owned(), "mara".to_owned(), vec![])]);
        let keepassxc = "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\"\n\
                         \"Root/A/B\",\"T\",\"u\",\"\",\"\",\"\",\"otpauth://totp/KeePassXC:none?secret=MZXW6YTB&issuer=KeePassXC\"\n";
        assert_eq!(read(keepassxc), [("T".to_owned(), "u".to_owned(), vec!["A/B".to_owned()])]);
        let lastpass = "url,username,password,totp,extra,name,grouping,fav\n,u,p,MZXW6YTB,n,N,A\\B,1\n";
        assert_eq!(read(lastpass), [("N".to_owned(), "u".to_owned(), vec!["A/B".to_owned()])]);
    }

    #[test]
    fn the_address_for_mail_stands_in_for_a_missing_login() {
        let table =
            "name,email,username,password,totp\nTern,olu@example.org,,p,MZXW6YTB\nPier,a@example.org,mara,p,MZXW6YTB\n";
        assert_eq!(
            read(table).into_iter().map(|row| row.1).collect::<Vec<_>>(),
            ["olu@example.org".to_owned(), "mara".to_owned()]
        );
    }

    #[test]
    fn fields_of_robo_form() {
        let table = "Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\nTern,u,u,olu,p,,/Work,\"User ID$,,,txt,olu\",\"TOTP KEY$,,,txt,MZXW6YTB\"\nPier,u,u,m,p,,,\n";
        assert_eq!(read(table), [("Tern".to_owned(), "olu".to_owned(), vec!["/Work".to_owned()])]);
    }

    #[test]
    fn the_line_of_a_spreadsheet_above_the_heading_is_left_out() {
        assert_eq!(read("sep=;\r\nService Name;Login;Secret\r\nTern;olu;MZXW6YTB\r\n").len(), 1);
    }

    #[test]
    fn parameters_count_beside_a_bare_secret_only() {
        let plain = "name,secret,type,digits,algorithm,counter\nN,MZXW6YTB,hotp,8,sha-256,7\n";
        let contents = read_table(plain).unwrap();
        let otp = &contents.entries().next().unwrap().otp;
        assert_eq!((otp.kind, otp.digits, otp.counter), (Kind::Hotp, 8, 7));
        let vault = "name,username,password,totp,type\nN,u,p,MZXW6YTB,login\n";
        assert_eq!(read(vault).len(), 1);
        let unknown = "name,secret,type\nN,MZXW6YTB,login\n";
        assert_eq!(read_table(unknown).unwrap().skipped().next().unwrap().reason, SkipReason::UnknownType);
    }

    #[test]
    fn a_table_of_passwords_has_no_codes() {
        let contents = read_table("name,username,password\na,b,c\n").unwrap();
        assert_eq!((contents.rows.len(), contents.not_codes), (0, 1));
    }
}
