//! Databases of phones: Google Authenticator, Microsoft Authenticator, Stratum (docs/formats/authenticators.md,
//! "SQLite databases").

use watchword_otp::{Kind, Otp, link::split_at_colon};
use watchword_secret::SecretBytes;

use super::stratum;
use crate::{
    Contents, Credentials, FileWarning, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Source, Sureness,
    Unsupported,
    blocks::{
        encoding,
        field::Field,
        otp,
        sqlite::{Database, MAGIC, Rows, Value},
        sqlite_log::is_log,
    },
    format::{certain_if, never},
};

pub(crate) static GOOGLE: Format = Format {
    id: "google-database",
    app: "Google Authenticator",
    extensions: &["db", "sqlite"],
    section: "authenticators.md#google-authenticator-database",
    vectors: &["google-sqlite"],
    detect: |probe| detect(probe, "accounts", &["email", "secret", "counter", "type"]),
    needs_password: never,
    read: read_google,
};

pub(crate) static MICROSOFT: Format = Format {
    id: "microsoft-database",
    app: "Microsoft Authenticator",
    extensions: &["db", "sqlite"],
    section: "authenticators.md#microsoft-authenticator-database",
    vectors: &["microsoft-sqlite"],
    detect: |probe| detect(probe, "accounts", &["oath_secret_key", "account_type"]),
    needs_password: never,
    read: read_microsoft,
};

pub(crate) static STRATUM: Format = Format {
    id: "stratum-database",
    app: "Stratum (Authenticator Pro)",
    extensions: &["db", "sqlite"],
    section: "authenticators.md#stratum-database",
    vectors: &[],
    detect: |probe| detect(probe, "authenticator", &["secret", "issuer", "type"]),
    needs_password: never,
    read: read_stratum,
};

/// What the newest changes of a database in use stand in.
pub(crate) static LOG: Format = Format {
    id: "sqlite-log",
    app: "SQLite",
    extensions: &["db-wal", "sqlite-wal"],
    section: "authenticators.md#sqlite-databases",
    vectors: &[],
    detect: |probe| certain_if(is_log(probe.bytes())),
    needs_password: never,
    read: read_log,
};

/// How the name of a log ends; before it stands the name of its database.
const LOG_END: &str = "-wal";

fn detect(probe: &Probe<'_>, table: &str, columns: &[&str]) -> Option<Sureness> {
    certain_if(probe.starts_with(MAGIC) && Database::open(probe.bytes(), log_of(probe)).ok()?.0.has(table, columns))
}

/// The log that was given together with a database.
fn log_of<'a>(probe: &Probe<'a>) -> Option<&'a [u8]> {
    let is_its_log = |name: &str| name.strip_suffix(LOG_END) == Some(probe.name());
    probe.siblings().iter().find(|sibling| is_its_log(sibling.name)).map(|sibling| sibling.bytes)
}

/// What stands in a log is read with its database.
fn read_log(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let database = probe.name().strip_suffix(LOG_END);
    let is_database = |sibling: &Source<'_>| Some(sibling.name) == database && sibling.bytes.starts_with(MAGIC);
    if probe.siblings().iter().any(is_database) {
        Ok(Contents::taken_along())
    } else {
        Err(OpenError::Unsupported(Unsupported::DatabaseNeeded))
    }
}

fn open(probe: &Probe<'_>) -> Result<(Database, Contents), OpenError> {
    let (database, is_behind) = Database::open(probe.bytes(), log_of(probe))?;
    let mut contents = Contents::of("database");
    if is_behind {
        contents.warnings.push(FileWarning::NewestChangesMissing);
    }
    Ok((database, contents))
}

fn read_google(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let (database, mut contents) = open(probe)?;
    let accounts = database.rows("accounts", "rowid")?;
    for (position, row) in accounts.rows.iter().enumerate() {
        contents.rows.push(google_row(position, &accounts, row));
    }
    Ok(contents)
}

fn google_row(position: usize, accounts: &Rows, row: &[Value]) -> Row {
    let email = accounts.text(row, "email");
    let (issuer, account) = match accounts.field(row, "issuer").text() {
        Some(issuer) => (issuer, email),
        None => split_at_colon(email),
    };
    let entry = ForeignEntry::new(position, issuer, account);
    if accounts.field(row, "isencrypted").is_true() {
        return entry.into_skipped(SkipReason::EncryptedByDevice);
    }
    let kind = match accounts.field(row, "type").whole() {
        Ok(Some(0)) => Kind::Totp,
        Ok(Some(1)) => Kind::Hotp,
        Ok(_) | Err(()) => return entry.into_skipped(SkipReason::UnknownType),
    };
    let fields = otp::Fields { counter: accounts.field(row, "counter"), ..otp::Fields::default() };
    entry.into_base32_row(otp::form(kind, fields), accounts.field(row, "secret"))
}

fn read_microsoft(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let (database, mut contents) = open(probe)?;
    let accounts = database.rows("accounts", "rowid")?;
    let mut ordered: Vec<(i128, Row)> = Vec::new();
    for (position, row) in accounts.rows.iter().enumerate() {
        let place = accounts.field(row, "ux_position").whole().ok().flatten().filter(|place| *place >= 0);
        match microsoft_row(position, &accounts, row) {
            Some(entry) => ordered.push((place.unwrap_or(i128::MAX), entry)),
            None => contents.not_codes += 1,
        }
    }
    contents.set_sorted_rows(ordered);
    Ok(contents)
}

/// `None` for an account without a code: a work account, or one that is used by its messages alone.
fn microsoft_row(position: usize, accounts: &Rows, row: &[Value]) -> Option<Row> {
    let secret = accounts.field(row, "oath_secret_key");
    let sealed = accounts.get(row, "encrypted_oath_secret_key");
    let is_sealed = sealed.is_some_and(|sealed| {
        sealed.as_blob().is_some_and(|bytes| !bytes.is_empty())
            || !sealed.as_field().is_missing() && sealed.as_blob().is_none()
    });
    let mut entry = ForeignEntry::new(position, accounts.text(row, "name"), accounts.text(row, "username"));
    entry.set_icon_hint(accounts.text(row, "identity_provider"));
    let sort = accounts.field(row, "account_type").whole();
    if sort == Ok(Some(2)) {
        return None;
    }
    if secret.is_missing() {
        return is_sealed.then(|| entry.into_skipped(SkipReason::EncryptedByDevice));
    }
    Some(match sort {
        Ok(Some(0)) => {
            let form = otp::form(Kind::Totp, otp::Fields::default());
            entry.into_base32_row(form, secret)
        }
        Ok(Some(1)) => {
            let bytes = secret.text().and_then(encoding::base64).ok_or(SkipReason::BadSecret);
            entry.into_row(bytes.map(|bytes| Otp { digits: 8, ..Otp::new(Kind::Totp, SecretBytes::copy_of(&bytes)) }))
        }
        Ok(_) | Err(()) => entry.into_skipped(SkipReason::UnknownType),
    })
}

fn read_stratum(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let (database, mut contents) = open(probe)?;
    let items = database.rows("authenticator", "rowid")?;
    let table = |name, columns: &[&str]| {
        if database.has(name, columns) { database.rows(name, "rowid").map(Some) } else { Ok(None) }
    };
    let categories = table("category", &["id", "name"])?;
    let joins = table("authenticatorcategory", &["categoryid", "authenticatorsecret"])?;
    let icons = table("customicon", &["id", "data"])?;
    let categories: Vec<(&str, &str)> = pairs(categories.as_ref(), "id", "name");
    contents.groups = categories.iter().map(|(_, name)| name.trim().to_owned()).filter(|n| !n.is_empty()).collect();
    let joins = pairs(joins.as_ref(), "authenticatorsecret", "categoryid");
    let mut ordered: Vec<(i128, Row)> = Vec::new();
    for (position, row) in items.rows.iter().enumerate() {
        let mut entry = ForeignEntry::new(position, items.text(row, "issuer"), items.text(row, "username"));
        let secret = items.text(row, "secret");
        let ids = joins.iter().filter(|(owner, _)| *owner == secret).map(|(_, id)| *id);
        entry.set_groups(ids.filter_map(|id| categories.iter().find(|category| category.0 == id)).map(|c| c.1));
        match items.text(row, "icon").strip_prefix('@') {
            Some(id) => stratum::set_icon(&mut entry, icon(icons.as_ref(), id)),
            None => stratum::set_hint(&mut entry, items.text(row, "icon")),
        }
        let field = |name: &'static str| items.field(row, &name.to_ascii_lowercase());
        let place = field("Ranking").whole().ok().flatten().unwrap_or_default();
        let pin = field("Pin").text();
        let row = stratum::into_row(entry, &field("Type"), field("Algorithm"), field("Secret"), pin, &field);
        ordered.push((place, row));
    }
    contents.set_sorted_rows(ordered);
    Ok(contents)
}

fn pairs<'a>(rows: Option<&'a Rows>, first: &str, second: &str) -> Vec<(&'a str, &'a str)> {
    let Some(rows) = rows else { return Vec::new() };
    rows.rows.iter().map(|row| (rows.text(row, first), rows.text(row, second))).collect()
}

fn icon<'a>(icons: Option<&'a Rows>, id: &str) -> &'a [u8] {
    let Some(icons) = icons else { return &[] };
    let row = icons.rows.iter().find(|row| matches!(icons.field(row, "id"), Field::Text(text) if text == id));
    row.and_then(|row| icons.get(row, "data")).and_then(Value::as_blob).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rusqlite::{Connection, MAIN_DB};

    use super::*;
    use crate::{Source, read};

    fn database(sql: &str) -> Vec<u8> {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(sql).unwrap();
        connection.serialize(MAIN_DB).unwrap().to_vec()
    }

    fn import(sql: &str) -> (&'static str, Contents) {
        let bytes = database(sql);
        let import = read(Source { name: "file.bin", bytes: &bytes }, &Credentials::default()).unwrap();
        (import.format.id, import.contents)
    }

    #[test]
    fn the_database_of_stratum() {
        let (format, contents) = import(
            "CREATE TABLE authenticator (type INT, icon TEXT, issuer TEXT, username TEXT, Secret TEXT, algorithm INT,
                digits INT, period INT, counter INT, ranking INT);
            CREATE TABLE category (id TEXT, name TEXT, ranking INT);
            CREATE TABLE authenticatorcategory (categoryId TEXT, authenticatorSecret TEXT, ranking INT);
            CREATE TABLE customicon (id TEXT, data BLOB);
            INSERT INTO authenticator VALUES (2, '@i', 'Tern', 'olu', 'AAAA', 1, 8, 60, 0, 2), (1, 'x', 'Pier', NULL, 'BBBB', 0, 6, 30, 9, 1);
            INSERT INTO category VALUES ('c', 'Work', 0);
            INSERT INTO authenticatorcategory VALUES ('c', 'AAAA', 0), ('gone', 'BBBB', 0);
            INSERT INTO customicon VALUES ('i', x'89504e470d0a');",
        );
        assert_eq!(format, "stratum-database");
        let entries: Vec<_> = contents.entries().collect();
        assert_eq!((entries[1].issuer.as_str(), entries[1].otp.counter, entries[1].order), ("Pier", 9, 0));
        assert_eq!((entries[0].otp.digits, entries[0].otp.period, entries[0].order), (8, 60, 1));
        assert_eq!(entries[0].groups, ["Work"]);
        assert!(entries[0].icon.is_some());
    }

    #[test]
    fn personal_accounts_of_microsoft_have_eight_digits_and_base64() {
        let (format, contents) = import(
            "CREATE TABLE accounts (name TEXT, username TEXT, oath_secret_key TEXT, account_type INT, encrypted_oath_secret_key TEXT);
            INSERT INTO accounts VALUES ('Outlook', 'olu', 'AAECAwQ=', 1, NULL), ('Work', 'olu', '', 2, NULL),
                ('Sealed', 'olu', '', 0, 'xyz'), ('None', 'olu', '', 0, ''), ('Odd', '', 'AAAA', 7, '');",
        );
        assert_eq!((format, contents.not_codes), ("microsoft-database", 2));
        let entry = contents.entries().next().unwrap();
        assert_eq!((entry.otp.digits, entry.otp.secret.expose()), (8, &[0, 1, 2, 3, 4][..]));
        let reasons: Vec<_> = contents.skipped().map(|skipped| skipped.reason).collect();
        assert_eq!(reasons, [SkipReason::EncryptedByDevice, SkipReason::UnknownType]);
    }

    #[test]
    fn google_names_may_be_in_one_column() {
        let (_, contents) = import(
            "CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT, secret TEXT, counter INT, type INT);
            INSERT INTO accounts VALUES (2, 'Tern:olu', 'aaaa', NULL, 0), (1, 'mara', 'aaaa', 7, 1), (3, 'x', 'aaaa', 0, 4);",
        );
        let names: Vec<_> =
            contents.entries().map(|e| (e.issuer.as_str(), e.account.as_str(), e.otp.counter)).collect();
        assert_eq!(names, [("", "mara", 7), ("Tern", "olu", 0)]);
        assert_eq!(contents.skipped().count(), 1);
    }

    #[test]
    fn a_database_in_wal_mode_is_read_with_a_warning() {
        let mut bytes = database("CREATE TABLE accounts (email TEXT, secret TEXT, counter INT, type INT);");
        bytes[18..20].fill(2);
        let contents = read(Source { name: "", bytes: &bytes }, &Credentials::default()).unwrap().contents;
        assert_eq!(contents.warnings, [FileWarning::NewestChangesMissing]);
    }
}
