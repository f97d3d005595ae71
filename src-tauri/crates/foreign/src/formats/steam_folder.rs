//! Folders of Steam's desktop programs: one `.maFile` for each account, and `manifest.json`, which has what opens the
//! encrypted ones (docs/formats/more-authenticators.md, "Folders of maFiles").
//!
//! The folder comes as a zip archive or as several files that were chosen together. Names in the manifest are looked
//! up among those; they are never paths.

use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use self::manifest::{Account, Encryption, Manifest, Scheme, last_component};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{
        archive::{Archive, Member},
        cbc, encoding,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, Hash, Key, argon2, pbkdf2},
        text,
    },
    format::certain_if,
    formats::steam,
};

mod manifest;

const MANIFEST: &str = "manifest.json";
const END: &str = ".mafile";
const MAX_FILES: usize = 1_000;
const MAX_FILE_BYTES: usize = 1024 * 1024;
const ROUNDS: u32 = 50_000;
/// What `Argon2idAes256` means.
const ARGON2: Argon2Cost = Argon2Cost::id(12_288, 3, 12);
const ARGON2_LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (12_288, 12_288), passes: 3, lanes: 12, work_kib: 3 * 12_288 };

/// A manifest, a zip archive with `.maFile` members, or a `.maFile` that cannot be read on its own.
pub(crate) static FORMAT: Format = Format {
    id: "steam-sda-manifest",
    app: "Steam Desktop Authenticator",
    extensions: &["json", "maFile", "zip"],
    section: "more-authenticators.md#folders-of-mafiles",
    vectors: &["steam-sda-manifest"],
    detect,
    needs_password,
    read,
};

/// What is before us.
enum Folder<'a> {
    /// The manifest; the other files may have come with it.
    Manifest(Manifest<'a>),
    /// Everything in one archive.
    Archive(&'a Archive<'a>),
    /// One of the files, which the manifest beside it takes with it.
    Taken,
    /// One encrypted file alone.
    Alone,
}

impl<'a> Folder<'a> {
    fn of(probe: &'a Probe<'_>) -> Option<Self> {
        if let Some(archive) = probe.archive() {
            return archive
                .members
                .iter()
                .any(|member| is_account_file(&member.path))
                .then_some(Self::Archive(archive));
        }
        if let Some(manifest) = probe.json().and_then(Manifest::of) {
            return Some(Self::Manifest(manifest));
        }
        if !is_account_file(probe.name()) {
            return None;
        }
        if probe.siblings().iter().any(|sibling| is_manifest_of(sibling.bytes, probe.name())) {
            return Some(Self::Taken);
        }
        probe.text().and_then(sealed).is_some().then_some(Self::Alone)
    }
}

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(Folder::of(probe).is_some())
}

fn needs_password(probe: &Probe<'_>) -> bool {
    match Folder::of(probe) {
        Some(Folder::Manifest(manifest)) => manifest.is_encrypted(),
        Some(Folder::Archive(archive)) => {
            let manifest = manifest_of(archive, &Credentials::default());
            archive.members.iter().any(|member| member.is_encrypted)
                || manifest.is_ok_and(|json| json.as_ref().and_then(Manifest::of).is_some_and(|it| it.is_encrypted()))
        }
        Some(Folder::Taken | Folder::Alone) | None => false,
    }
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    match Folder::of(probe).ok_or(OpenError::NotRecognised)? {
        Folder::Manifest(manifest) => {
            let siblings = probe.siblings().iter().map(|sibling| (sibling.name, sibling.bytes));
            let named = |name: &str| manifest.accounts.iter().any(|account| is_same_name(account.file_name, name));
            // Files that the manifest does not name are read each on its own.
            let files: Vec<(&str, &[u8])> = siblings.filter(|(name, _)| named(name)).collect();
            read_files(&manifest, &files, credentials)
        }
        Folder::Archive(archive) => {
            let json = manifest_of(archive, credentials)?;
            let members = members_of(archive, credentials)?;
            let files: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (*name, bytes.expose())).collect();
            let none = Manifest { accounts: Vec::new(), is_newer: false };
            read_files(json.as_ref().and_then(Manifest::of).as_ref().unwrap_or(&none), &files, credentials)
        }
        Folder::Taken => Ok(Contents::taken_along()),
        Folder::Alone => Err(OpenError::Unsupported(Unsupported::SteamManifestNeeded)),
    }
}

/// The rows of the manifest's files in its order, then of those that it does not name.
fn read_files(
    manifest: &Manifest<'_>,
    files: &[(&str, &[u8])],
    credentials: &Credentials<'_>,
) -> Result<Contents, OpenError> {
    if manifest.is_newer {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    if files.len() > MAX_FILES || manifest.accounts.len() > MAX_FILES {
        return Err(OpenError::TooLarge);
    }
    let mut contents = Contents::of("plain");
    let (mut attempts, mut opened) = (0_usize, 0_usize);
    for (account, position) in manifest.accounts.iter().zip(0..) {
        let file = files.iter().find(|(name, _)| is_same_name(account.file_name, name));
        let row = match (file, &account.encryption) {
            (None, _) => skipped(position, account, SkipReason::FileMissing),
            (Some((_, bytes)), _) if bytes.len() > MAX_FILE_BYTES => skipped(position, account, SkipReason::Damaged),
            (Some((_, bytes)), Some(encryption)) if !starts_like_json(bytes) => {
                contents.variety = "encrypted";
                attempts += 1;
                match open(bytes, encryption, credentials)? {
                    Some(json) => {
                        opened += 1;
                        steam::row(position, &json)
                    }
                    None => skipped(position, account, SkipReason::Damaged),
                }
            }
            (Some((_, bytes)), _) => plain_row(position, account, bytes),
        };
        contents.rows.push(row);
    }
    match (attempts, opened) {
        (1, 0) => return Err(OpenError::WrongPasswordOrDamaged),
        (2.., 0) => return Err(OpenError::WrongPassword),
        _ => {}
    }
    let is_named = |name: &str| manifest.accounts.iter().any(|account| is_same_name(account.file_name, name));
    for (name, bytes) in files.iter().filter(|(name, _)| !is_named(name)) {
        let account = Account { file_name: name, login: "", encryption: None };
        contents.rows.push(plain_row(contents.rows.len(), &account, bytes));
    }
    Ok(contents)
}

fn plain_row(position: usize, account: &Account<'_>, bytes: &[u8]) -> Row {
    match Json::parse_bytes(bytes).ok().filter(Json::is_object) {
        Some(json) => steam::row(position, &json),
        None => skipped(position, account, SkipReason::Damaged),
    }
}

fn skipped(position: usize, account: &Account<'_>, reason: SkipReason) -> Row {
    ForeignEntry::new(position, "Steam", account.login).into_skipped(reason)
}

/// The account in an encrypted file; `None` when it does not open to an object of JSON.
fn open(
    bytes: &[u8],
    encryption: &Encryption,
    credentials: &Credentials<'_>,
) -> Result<Option<Json<'static>>, OpenError> {
    let text = text::decode(bytes);
    let (Some(sealed), Some(iv)) = (text.as_ref().and_then(|text| sealed(text)), encryption.iv) else {
        return Ok(None);
    };
    let password = credentials.password()?.expose().as_bytes();
    let key = match encryption.scheme {
        Scheme::Pbkdf2 => {
            let key = pbkdf2::<32>(Hash::Sha1, password, &encryption.salt, ROUNDS.into(), ROUNDS)?;
            Key::of(&*key).ok_or(OpenError::damaged("key"))?
        }
        Scheme::Argon2id if encryption.salt.len() < argon2::MIN_SALT_LEN => return Ok(None),
        Scheme::Argon2id => argon2(password, &encryption.salt, ARGON2, ARGON2.check(ARGON2_LIMITS, false)?)?,
        Scheme::Unknown => return Err(OpenError::Unsupported(Unsupported::Encryption)),
    };
    let plain = cbc::open(key.array(), &iv, &sealed);
    Ok(plain.and_then(|plain| Json::parse_bytes(plain.expose()).ok()).filter(Json::is_object))
}

/// The ciphertext that a text in Base64 stands for; `None` when it is none.
fn sealed(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    encoding::base64(text).filter(|bytes| !bytes.is_empty() && bytes.len().is_multiple_of(16))
}

fn starts_like_json(bytes: &[u8]) -> bool {
    text::decode(bytes).is_some_and(|text| text.trim_start().starts_with('{'))
}

fn is_account_file(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(END)
}

fn is_same_name(left: &str, right: &str) -> bool {
    !left.is_empty() && left.eq_ignore_ascii_case(right)
}

/// Whether the bytes are a manifest that names this file.
fn is_manifest_of(bytes: &[u8], name: &str) -> bool {
    let json = if starts_like_json(bytes) { Json::parse_bytes(bytes).ok() } else { None };
    let manifest = json.as_ref().and_then(Manifest::of);
    manifest.is_some_and(|manifest| manifest.accounts.iter().any(|account| is_same_name(account.file_name, name)))
}

/// The manifest in an archive, when there is one beside the account files.
fn manifest_of(archive: &Archive<'_>, credentials: &Credentials<'_>) -> Result<Option<Json<'static>>, OpenError> {
    let Some(member) = archive.find(MANIFEST) else { return Ok(None) };
    let bytes = archive.read(member, credentials.password)?;
    Json::parse_bytes(bytes.expose()).map(Some).map_err(|_| OpenError::damaged("manifest"))
}

/// The account files in an archive.
fn members_of<'a>(
    archive: &'a Archive<'_>,
    credentials: &Credentials<'_>,
) -> Result<Vec<(&'a str, SecretBytes)>, OpenError> {
    let members: Vec<&'a Member> = archive.members.iter().filter(|member| is_account_file(&member.path)).collect();
    if members.len() > MAX_FILES {
        return Err(OpenError::TooLarge);
    }
    let read = |member: &'a Member| Ok((last_component(&member.path), archive.read(member, credentials.password)?));
    members.into_iter().map(read).collect()
}
