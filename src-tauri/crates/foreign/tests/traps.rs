//! What goes wrong with files of FreeOTP, Authy, Steam, WinAuth, OTP Auth and others, and how it is told: one spoilt
//! item among good ones, costs over the limits, files that belong together, a password that is wrong.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

mod support;

use std::io::{Cursor, Write};

use support::vector_bytes;
use watchword_foreign::{Contents, Credentials, OpenError, Source, Unsupported, read, read_all, recognise};
use watchword_secret::SecretText;
use zip::{ZipWriter, write::SimpleFileOptions};

const PASSWORD: &str = "Plover-77 über";

fn text(file: &str) -> String {
    String::from_utf8(vector_bytes(file)).unwrap()
}

fn open(name: &str, bytes: &[u8], password: Option<&str>) -> Result<Contents, OpenError> {
    let password = password.map(SecretText::copy_of);
    let credentials = Credentials { password: password.as_ref(), ..Credentials::default() };
    read(Source { name, bytes }, &credentials).map(|import| import.contents).map_err(|failure| failure.error)
}

fn code(name: &str, bytes: &[u8], password: Option<&str>) -> &'static str {
    open(name, bytes, password).err().map_or("read", OpenError::code)
}

/// How many entries came in, and why the others did not.
fn outline(contents: &Contents) -> (usize, Vec<&'static str>) {
    (contents.entries().count(), contents.skipped().map(|skipped| skipped.reason.code()).collect())
}

/// The file with one place replaced, which must be there.
fn replaced(file: &str, from: &str, to: &str) -> Vec<u8> {
    let text = text(file);
    assert!(text.contains(from), "{file}: {from}");
    text.replacen(from, to, 1).into_bytes()
}

/// The same for bytes that are no text.
fn replaced_bytes(file: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = vector_bytes(file);
    let place = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes.splice(place..place + from.len(), to.iter().copied());
    bytes
}

fn flipped(file: &str, place: usize) -> Vec<u8> {
    let mut bytes = vector_bytes(file);
    bytes[place] ^= 1;
    bytes
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_wrong_password_is_told_as_the_table_says() {
    for (file, expected) in [
        ("freeotp-v2.xml", "wrong-password-or-damaged"),
        ("authy-encrypted.xml", "wrong-password"),
        ("authy-tokens.json", "wrong-password"),
        ("totpauthenticator.bin", "wrong-password-or-damaged"),
        ("authenticatorplus.zip", "wrong-password"),
        ("authenticatorplus.db", "wrong-password-or-damaged"),
        ("winauth.zip", "wrong-password"),
        ("winauth-password.xml", "wrong-password"),
        ("winauth-entrypassword.xml", "wrong-password"),
        ("raivo.zip", "wrong-password"),
        ("otpauthios.otpauthdb", "wrong-password-or-damaged"),
        ("otpauthios-1.0.otpauthdb", "wrong-password-or-damaged"),
        ("otpauthios.otpauth", "wrong-password-or-damaged"),
        ("otpauthios-1.1.otpauth", "wrong-password-or-damaged"),
        ("authenticatorext-v1.json", "wrong-password-or-damaged"),
        ("authenticatorext-v2.json", "wrong-password-or-damaged"),
        ("authenticatorext-v3.json", "wrong-password"),
    ] {
        assert_eq!(code(file, &vector_bytes(file), Some("heron")), expected, "{file}");
    }
}

#[test]
fn damage_is_told_apart_where_it_can_be() {
    let last = |file: &str| vector_bytes(file).len() - 1;
    for (file, place, expected) in [
        // The MAC of the first page fails with a wrong password too, that of a later one does not.
        ("authenticatorplus.db", 100, "wrong-password-or-damaged"),
        ("authenticatorplus.db", 1100, "damaged"),
        ("authenticatorplus.db", 2900, "damaged"),
        // The outer layer of OTP Auth needs no password; its last block holds the padding.
        ("otpauthios.otpauthdb", last("otpauthios.otpauthdb"), "damaged"),
        ("otpauthios.otpauth", last("otpauthios.otpauth"), "damaged"),
        // The check bytes of the password agree, the MAC of the content does not.
        ("raivo.zip", 900, "damaged"),
        ("freeotp-v2.xml", last("freeotp-v2.xml"), "damaged"),
    ] {
        assert_eq!(code(file, &flipped(file, place), Some(PASSWORD)), expected, "{file} at {place}");
    }
    let cut = |file: &str, length: usize| vector_bytes(file)[..length].to_vec();
    assert_eq!(code("freeotp-v2.xml", &cut("freeotp-v2.xml", 1000), Some(PASSWORD)), "damaged");
    let not_hex = replaced("winauth-password.xml", "57494E4155544833", "57494E415554483X");
    assert_eq!(code("winauth-password.xml", &not_hex, Some(PASSWORD)), "damaged");
    let other_hash = replaced("winauth-password.xml", "05BB5C0C", "05BB5C0D");
    assert_eq!(code("winauth-password.xml", &other_hash, Some(PASSWORD)), "wrong-password");
}

#[test]
fn one_spoilt_item_does_not_stop_the_others() {
    for (file, from, to, password, reason) in [
        // Salts: another one opens to nothing.
        ("authy-encrypted.xml", "cuUL+7U8JssRKPYUT6guzgz5SWnY9gjg", "x", Some(PASSWORD), "entry-password"),
        (
            "authy-tokens.json",
            "\"encrypted_seed\": \"uWoL",
            "\"encrypted_seed\": \"?WoL",
            Some(PASSWORD),
            "damaged-entry",
        ),
        ("authy-plain.xml", "3GHO7OE4", "3GHO8OE4", None, "bad-secret"),
        ("authy-decrypted.json", "3GHO7OE475WZW56ZBPWTDSQR7N5XWM6V", "Decryption failed: key", None, "entry-password"),
        ("freeotp-v1.xml", "&quot;digits&quot;:6", "&quot;digits&quot;:66", None, "bad-digits"),
        ("raivo.json", "3GHO7OE4", "3GHO0OE4", None, "bad-secret"),
        ("duo.json", "3GHO7OE4", "3GHO0OE4", None, "bad-secret"),
        ("authenticatorext-v3.json", "U2FsdGVkX1/X/Bpj", "U2FsdGVkX1/X/Bpk", Some(PASSWORD), "damaged-entry"),
        ("authenticatorext-v1.json", "X1/PRNdKiPdInfts", "X1/PRNdKiPdInftt", Some(PASSWORD), "entry-password"),
        ("authenticatorext-v2.json", "X1+p2K4ubAdHr1Wb", "X1+p2K4ubAdHr1Wc", Some(PASSWORD), "entry-password"),
    ] {
        let whole = open(file, &vector_bytes(file), password).unwrap();
        let spoilt = open(file, &replaced(file, from, to), password).unwrap();
        assert_eq!(outline(&spoilt), (whole.entries().count() - 1, vec![reason]), "{file}");
    }
}

#[test]
fn a_token_of_freeotp_whose_tag_fails_is_bad_alone() {
    let start = vector_bytes("freeotp-v2.xml");
    let tokens = start.windows(4).filter(|window| window == b"mTok").count();
    assert_eq!(tokens, 4, "a master key and three tokens");
    let changed = replaced_bytes("freeotp-v2.xml", br#"\"mCipherText\":[12,"#, br#"\"mCipherText\":[13,"#);
    let contents = open("x", &changed, Some(PASSWORD)).unwrap();
    assert_eq!(outline(&contents), (2, vec!["damaged-entry"]));
}

#[test]
fn costs_over_the_limits_are_refused_without_deriving() {
    let mut rounds = replaced_bytes("freeotp-v2.xml", b"\"mIterations\":100000", b"\"mIterations\":10000001");
    let start = rounds.windows(12).position(|window| window == b"{\"mAlgorithm").unwrap();
    // The text is longer now; its length stands before it.
    let length = u16::from_be_bytes([rounds[start - 2], rounds[start - 1]]) + 2;
    rounds[start - 2..start].copy_from_slice(&length.to_be_bytes());
    assert_eq!(code("x", &rounds, Some("x")), "too-costly");
    for (file, from, to) in [
        ("authy-tokens.json", "\"key_derivation_iterations\": 100000", "\"key_derivation_iterations\": 10000001"),
        ("authenticatorext-v3.json", "m=19456,t=2,p=1", "m=4194304,t=2,p=1"),
        ("authenticatorext-v3.json", "m=19456,t=2,p=1", "m=19456,t=200,p=1"),
    ] {
        assert_eq!(code(file, &replaced(file, from, to), Some("x")), "too-costly", "{file}");
    }
}

#[test]
fn streams_of_other_java_classes_are_not_recognised() {
    let other = replaced_bytes("freeotp-v2.xml", b"java.util.HashMap", b"java.util.HashSet");
    assert_eq!(code("externalBackup.xml", &other, Some(PASSWORD)), "not-recognised");
    let no_key = replaced_bytes("freeotp-v2.xml", b"masterKey", b"otherKey_");
    assert_eq!(code("externalBackup.xml", &no_key, Some(PASSWORD)), "not-recognised");
    let other_cipher = replaced_bytes("freeotp-v2.xml", b"AES/GCM/NoPadding", b"AES/CTR/NoPadding");
    assert_eq!(code("externalBackup.xml", &other_cipher, Some(PASSWORD)), "unsupported");
}

#[test]
fn document_types_are_refused() {
    for file in ["freeotp-v1.xml", "authy-plain.xml", "totpauthenticator.xml", "winauth.xml"] {
        let (head, rest) = text(file).split_once("?>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let with_type = format!("{head}?><!DOCTYPE x [<!ENTITY a \"b\">]>{rest}");
        assert_eq!(code(file, with_type.as_bytes(), None), "not-recognised", "{file}");
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = archive(&[("Accounts.txt", &vec![b'a'; 32 * 1024 * 1024])]);
    assert_eq!(code("x.zip", &bomb, None), "too-large");
}

/// The vectors' folder of files that are encrypted each on its own.
fn steam_folder(manifest: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("manifest.json".to_owned(), manifest.to_vec())];
    for number in 1..=3 {
        let name = format!("7656119000000000{number}.maFile");
        files.push((name.clone(), vector_bytes(&format!("steam-sda-encrypted/{name}"))));
    }
    files
}

fn open_all(files: &[(String, Vec<u8>)], password: &str) -> Vec<Result<Contents, OpenError>> {
    let password = SecretText::copy_of(password);
    let credentials = Credentials { password: Some(&password), ..Credentials::default() };
    let sources: Vec<Source<'_>> = files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
    let answers = read_all(&sources, &credentials).into_iter();
    answers.map(|answer| answer.map(|import| import.contents).map_err(|failure| failure.error)).collect()
}

#[test]
fn a_manifest_takes_its_files_with_it() {
    let manifest = vector_bytes("steam-sda-encrypted/manifest.json");
    let mut files = steam_folder(&manifest);
    let answers = open_all(&files, PASSWORD);
    let counts: Vec<usize> = answers.into_iter().map(|answer| answer.unwrap().entries().count()).collect();
    assert_eq!(counts, [3, 0, 0, 0]);
    assert_eq!(open_all(&files, "heron")[0].as_ref().err(), Some(&OpenError::WrongPassword));

    // Names are looked up by their last component, never as paths.
    let elsewhere = String::from_utf8(manifest).unwrap().replace("\"filename\": \"", "\"filename\": \"../../etc/");
    let answers = open_all(&steam_folder(elsewhere.as_bytes()), PASSWORD);
    assert_eq!(answers[0].as_ref().unwrap().entries().count(), 3);

    files.remove(2);
    assert_eq!(outline(open_all(&files, PASSWORD)[0].as_ref().unwrap()), (2, vec!["file-missing"]));
    let spoilt = &mut files[1].1;
    spoilt.truncate(spoilt.len() - 24);
    assert_eq!(outline(open_all(&files, PASSWORD)[0].as_ref().unwrap()), (1, vec!["damaged-entry", "file-missing"]));
}

#[test]
fn a_folder_of_steam_in_an_archive() {
    let files = steam_folder(&vector_bytes("steam-sda-encrypted/manifest.json"));
    let plain = vector_bytes("steam-sda.maFile");
    let mut members: Vec<(String, &[u8])> =
        files.iter().map(|(name, bytes)| (format!("maFiles/{name}"), bytes.as_slice())).collect();
    members.push(("maFiles/1.maFile".to_owned(), &plain));
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let zip = archive(&members);
    assert!(recognise(Source { name: "file.bin", bytes: &zip }).unwrap().needs_password);
    assert_eq!(code("file.bin", &zip, None), "password-needed");
    assert_eq!(outline(&open("file.bin", &zip, Some(PASSWORD)).unwrap()), (4, vec![]));
    let only_plain = archive(&[("1.maFile", &plain)]);
    assert_eq!(outline(&open("file.bin", &only_plain, None).unwrap()), (1, vec![]));
}

#[test]
fn what_is_known_and_not_read_says_what_to_do() {
    let alone = vector_bytes("steam-sda-encrypted/76561190000000001.maFile");
    assert_eq!(
        open("a.maFile", &alone, Some(PASSWORD)).err(),
        Some(OpenError::Unsupported(Unsupported::SteamManifestNeeded))
    );
    let dpapi = vector_bytes("winauth-dpapi.xml");
    assert_eq!(open("x", &dpapi, None).err(), Some(OpenError::Unsupported(Unsupported::WindowsAccount)));
    let newer = replaced("steam-guardcli/manifest.json", "\"version\": 1", "\"version\": 2");
    assert_eq!(open("x", &newer, Some("x")).err(), Some(OpenError::Unsupported(Unsupported::NewerVersion)));
}

#[test]
fn empty_files_hold_no_codes() {
    for (name, text) in [
        ("freeotp-backup.json", r#"{"tokenOrder":[],"tokens":[]}"#),
        ("dump.json", r#"{"authenticator_tokens":[],"success":true}"#),
        ("winauth.xml", "<WinAuth version=\"3.5\"/>"),
        ("tokens.xml", "<map><string name=\"tokenOrder\">[]</string></map>"),
    ] {
        assert_eq!(outline(&open(name, text.as_bytes(), None).unwrap()), (0, vec![]), "{name}");
    }
}

#[test]
fn an_archive_without_its_password_asks_for_it() {
    for file in ["winauth.zip", "authenticatorplus.zip", "raivo.zip"] {
        assert!(recognise(Source { name: "file.bin", bytes: &vector_bytes(file) }).unwrap().needs_password, "{file}");
        assert_eq!(code("file.bin", &vector_bytes(file), None), "password-needed", "{file}");
    }
}
