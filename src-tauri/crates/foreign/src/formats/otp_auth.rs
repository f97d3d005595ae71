//! OTP Auth for iOS: the whole store and a single account, each in two versions
//! (docs/formats/more-authenticators.md, "OTP Auth for iOS").

use watchword_otp::{Algorithm, Kind, Otp};
use watchword_secret::SecretBytes;

use self::layers::{LayerError, Sort};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{
        field::Field,
        keyed_archive::{Fields, KeyedArchive, Place, Value},
        otp::{self, form},
    },
    format::{always, certain_if},
};

mod layers;

/// The most accounts that are read, and the most folders that are looked at.
const MAX_ACCOUNTS: usize = 10_000;
const MAX_FOLDERS: usize = 2_000;

/// A file whose first block opens with one of the two fixed keys.
pub(crate) static FORMAT: Format = Format {
    id: "otpauth-ios",
    app: "OTP Auth",
    extensions: &["otpauthdb", "otpauth"],
    section: "more-authenticators.md#otp-auth-for-ios",
    vectors: &["otpauth-ios"],
    detect,
    needs_password: always,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(layers::sort_of(probe.bytes()).is_some())
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let outer_damage = OpenError::damaged("outer-layer");
    let sort = layers::sort_of(probe.bytes()).ok_or(outer_damage)?;
    let outer = layers::open_outer(probe.bytes(), sort).ok_or(outer_damage)?;
    let archive = KeyedArchive::read(outer.expose()).ok_or(outer_damage)?;
    let root = archive.fields(archive.root()).ok_or(outer_damage)?;
    let inner = open_inner(&archive, &root, sort, credentials)?;

    let content_damage = OpenError::damaged("content");
    let archive = KeyedArchive::read(inner.expose()).ok_or(content_damage)?;
    let root = archive.fields(archive.root()).ok_or(content_damage)?;
    let mut contents = Contents::of("encrypted");
    match sort {
        Sort::Account => contents.rows.push(row(0, &archive, &root, "")),
        Sort::Store => {
            let folders = root.get("Folders").and_then(|place| list(&archive, place)).ok_or(content_damage)?;
            for folder in folders.into_iter().take(MAX_FOLDERS) {
                read_folder(&archive, folder, &mut contents);
            }
        }
    }
    Ok(contents)
}

/// What the inner layer holds; which one it is, the version says.
fn open_inner(
    archive: &KeyedArchive<'_>,
    root: &Fields,
    sort: Sort,
    credentials: &Credentials<'_>,
) -> Result<SecretBytes, OpenError> {
    let damage = OpenError::damaged("inner-layer");
    let name = match sort {
        Sort::Store => "WrappedData",
        Sort::Account => "Data",
    };
    let version = root.get("Version").and_then(|place| number(archive, place)).ok_or(damage)?;
    // The number is a float; what counts are its tenths.
    let is_version = |tenths: f64| (version * 10.0 - tenths).abs() < 0.01;
    let is_older = match sort {
        Sort::Store if is_version(10.0) => true,
        Sort::Account if is_version(11.0) => true,
        Sort::Store if is_version(11.0) => false,
        Sort::Account if is_version(12.0) => false,
        Sort::Store | Sort::Account => return Err(OpenError::Unsupported(Unsupported::NewerVersion)),
    };
    let sealed = root.get(name).and_then(|place| data(archive, place)).ok_or(damage)?;
    let password = credentials.password()?;
    let opened = if is_older {
        let salt = root.get("Salt").and_then(|place| text(archive, place)).ok_or(damage)?;
        let iv = root.get("IV").and_then(|place| data(archive, place)).ok_or(damage)?;
        layers::open_older(sealed.expose(), &salt, iv.expose(), password)
    } else {
        layers::open_newer(sealed.expose(), password)
    };
    opened.map_err(|error| match error {
        LayerError::Damaged => damage,
        LayerError::NotOpened => OpenError::WrongPasswordOrDamaged,
    })
}

/// A folder is a group.
fn read_folder(archive: &KeyedArchive<'_>, folder: Place, contents: &mut Contents) {
    let Some(folder) = archive.fields(folder) else { return };
    let name = folder.get("name").and_then(|place| text(archive, place)).unwrap_or_default();
    let accounts = folder.get("accounts").and_then(|place| list(archive, place)).unwrap_or_default();
    let name = name.trim().to_owned();
    if !name.is_empty() && !contents.groups.contains(&name) {
        contents.groups.push(name.clone());
    }
    for place in accounts {
        let position = contents.rows.len();
        // Objects may be shared: a made-up file could list one account without end.
        if position >= MAX_ACCOUNTS {
            return;
        }
        contents.rows.push(match archive.fields(place) {
            Some(account) => row(position, archive, &account, &name),
            None => ForeignEntry::new(position, "", "").into_skipped(SkipReason::Damaged),
        });
    }
}

fn row(position: usize, archive: &KeyedArchive<'_>, account: &Fields, group: &str) -> Row {
    let text_of = |name| account.get(name).and_then(|place| text(archive, place)).unwrap_or_default();
    let mut entry = ForeignEntry::new(position, &text_of("issuer"), &text_of("label"));
    entry.set_groups([group]);
    entry.into_row(otp(archive, account))
}

fn otp(archive: &KeyedArchive<'_>, account: &Fields) -> Result<Otp, SkipReason> {
    let field = |name| account.get(name).map_or(Field::Missing, |place| field(archive, place));
    // Zero stands for what is usual.
    let or_usual = |name| Some(field(name)).filter(|field| field.whole() != Ok(Some(0))).unwrap_or(Field::Missing);
    let kind = match field("type").whole() {
        Ok(Some(1)) => Kind::Hotp,
        Ok(Some(2)) => Kind::Totp,
        _ => return Err(SkipReason::UnknownType),
    };
    let algorithm = match field("algorithm").whole() {
        Ok(None | Some(0 | 1)) => Algorithm::Sha1,
        Ok(Some(2)) => Algorithm::Sha256,
        Ok(Some(3)) => Algorithm::Sha512,
        _ => return Err(SkipReason::UnknownAlgorithm),
    };
    let secret = match account.get("secret").map(|place| archive.value(place)) {
        None | Some(Some(Value::None)) => return Err(SkipReason::NoSecret),
        Some(Some(Value::Data(secret))) => SecretBytes::copy_of(&secret),
        Some(_) => return Err(SkipReason::BadSecret),
    };
    let fields = otp::Fields {
        algorithm: Field::Text(algorithm.as_str()),
        digits: or_usual("digits"),
        period: or_usual("period"),
        counter: field("counter"),
    };
    Ok(Otp { secret, ..form(kind, fields)? })
}

/// A value as a field; texts are no numbers here.
fn field(archive: &KeyedArchive<'_>, place: Place) -> Field<'static> {
    match archive.value(place) {
        None | Some(Value::None) => Field::Missing,
        Some(Value::Integer(number)) => Field::Whole(number),
        Some(Value::Number(number)) => Field::Float(number),
        Some(Value::Boolean(flag)) => Field::Flag(flag),
        Some(Value::Text(_) | Value::Data(_) | Value::List(_) | Value::Fields(_)) => Field::Other,
    }
}

fn text(archive: &KeyedArchive<'_>, place: Place) -> Option<String> {
    if let Value::Text(text) = archive.value(place)? { Some(text.as_str().to_owned()) } else { None }
}

/// Bytes; a text stands for its UTF-8.
fn data(archive: &KeyedArchive<'_>, place: Place) -> Option<SecretBytes> {
    let value = archive.value(place)?;
    if let Value::Text(text) = &value {
        return Some(SecretBytes::copy_of(text.as_bytes()));
    }
    if let Value::Data(data) = value { Some(SecretBytes::copy_of(&data)) } else { None }
}

fn list(archive: &KeyedArchive<'_>, place: Place) -> Option<Vec<Place>> {
    if let Value::List(items) = archive.value(place)? { Some(items) } else { None }
}

#[expect(clippy::cast_precision_loss, reason = "versions are small")]
fn number(archive: &KeyedArchive<'_>, place: Place) -> Option<f64> {
    match archive.value(place)? {
        Value::Number(number) => Some(number),
        Value::Integer(number) => Some(number as f64),
        Value::Text(text) => text.trim().parse().ok(),
        Value::None | Value::Boolean(_) | Value::Data(_) | Value::List(_) | Value::Fields(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    #[test]
    fn a_file_that_ends_early_is_damaged() {
        for file in [
            &include_bytes!("../../tests/vectors/otpauthios.otpauthdb")[..],
            include_bytes!("../../tests/vectors/otpauthios.otpauth"),
        ] {
            let source = Source { name: "file.bin", bytes: &file[..file.len() - 5] };
            let answer = crate::read(source, &Credentials::default()).err().map(|failure| failure.error);
            assert_eq!(answer, Some(OpenError::damaged("outer-layer")));
        }
    }
}
