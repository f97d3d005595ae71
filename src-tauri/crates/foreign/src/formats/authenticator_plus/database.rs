//! The database `authplus.db`, encrypted by SQLCipher 3 (docs/formats/more-authenticators.md, "Authenticator Plus,
//! database authplus.db").

use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{
        encoding,
        field::Field,
        otp::{Fields, form},
        signatures::is_of_other_kind,
        sqlcipher::{self, SqlcipherError},
        sqlite::{Database, Rows, Value},
    },
    format::always,
};

/// The group of everything, which is none.
const EVERYTHING: &str = "All Accounts";
/// The issuer of Battle.net accounts, whose codes have eight digits.
const BATTLE_NET: &str = "Battle.net";

/// A file without a signature, of whole pages.
pub(crate) static FORMAT: Format = Format {
    id: "authenticator-plus-db",
    app: "Authenticator Plus",
    extensions: &["db"],
    section: "more-authenticators.md#authenticator-plus-database-authplusdb",
    vectors: &["authenticator-plus-db"],
    detect,
    needs_password: always,
    read,
};

/// Nothing in an encrypted database tells what it is; its size can only speak against it. Under the program's own file
/// name it is damaged then.
fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let bytes = probe.bytes();
    let is_size = sqlcipher::is_size(bytes.len()) || probe.name_ends("authplus.db");
    let is_possible = is_size && !is_of_other_kind(bytes) && probe.text().is_none();
    is_possible.then_some(Sureness::Possible)
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let plain = sqlcipher::open(probe.bytes(), credentials.password()?).map_err(|error| match error {
        SqlcipherError::Size => OpenError::damaged("size"),
        SqlcipherError::FirstPage => OpenError::WrongPasswordOrDamaged,
        SqlcipherError::LaterPage => OpenError::damaged("page"),
    })?;
    let (database, _) = Database::open(&plain, None)?;
    if !database.has("accounts", &["email", "secret", "type"]) {
        return Err(OpenError::damaged("database"));
    }
    let is_sorted = database.has("accounts", &["position"]);
    let rows = database.rows("accounts", if is_sorted { "position, _id" } else { "_id" })?;
    let read = rows.rows.iter().zip(0..).map(|(values, position)| row(position, &rows, values));
    Ok(Contents { rows: read.collect(), ..Contents::of("encrypted") })
}

fn row(position: usize, rows: &Rows, values: &[Value]) -> Row {
    let field = |column| rows.field(values, column);
    let sort = field("type").whole().ok().flatten();
    let original = rows.text(values, "original_name");
    let issuer = match rows.text(values, "issuer").trim() {
        _ if sort == Some(2) => BATTLE_NET,
        "" => original.split_once(':').map_or("", |(issuer, _)| issuer),
        issuer => issuer,
    };
    let mut entry = ForeignEntry::new(position, issuer, rows.text(values, "email"));
    original.clone_into(&mut entry.original_label);
    entry.set_groups(Some(rows.text(values, "category")).filter(|category| category.trim() != EVERYTHING));
    match sort {
        Some(0) => entry.into_base32_row(form(Kind::Totp, Fields::default()), field("secret")),
        Some(1) => {
            let fields = Fields { counter: field("counter"), ..Fields::default() };
            entry.into_base32_row(form(Kind::Hotp, fields), field("secret"))
        }
        Some(2) => entry.into_row(battle_net(field("secret"))),
        Some(_) | None => entry.into_skipped(SkipReason::UnknownType),
    }
}

/// Battle.net keeps its secret in hexadecimal.
fn battle_net(secret: Field<'_>) -> Result<Otp, SkipReason> {
    if secret.is_missing() {
        return Err(SkipReason::NoSecret);
    }
    let secret = secret.text().and_then(encoding::hex).ok_or(SkipReason::BadSecret)?;
    Ok(Otp { digits: 8, ..Otp::new(Kind::Totp, SecretBytes::copy_of(&secret)) })
}

#[cfg(test)]
mod tests {
    use watchword_secret::SecretText;

    use super::*;
    use crate::Source;

    #[test]
    fn a_database_that_ends_within_a_page_is_damaged() {
        let whole = include_bytes!("../../../tests/vectors/authenticatorplus.db");
        let password = SecretText::copy_of("x");
        let credentials = Credentials { password: Some(&password), ..Credentials::default() };
        let source = Source { name: "authplus.db", bytes: &whole[..whole.len() - 5] };
        let answer = crate::read(source, &credentials).err().map(|failure| failure.error);
        assert_eq!(answer, Some(OpenError::damaged("size")));
    }
}
