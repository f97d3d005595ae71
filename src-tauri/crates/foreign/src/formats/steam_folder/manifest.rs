//! `manifest.json`: which files there are, and salt and IV of the encrypted ones.

use crate::blocks::{encoding, json::Json};

/// The newest version of the form that has one.
const VERSION: i128 = 1;

/// A manifest.
pub(super) struct Manifest<'a> {
    /// One for each file, in the order of the manifest.
    pub(super) accounts: Vec<Account<'a>>,
    /// Whether it is of a version that is not known.
    pub(super) is_newer: bool,
}

/// What the manifest says of one file.
pub(super) struct Account<'a> {
    /// The name of the file, without folders.
    pub(super) file_name: &'a str,
    /// The login, where the manifest has it.
    pub(super) login: &'a str,
    /// How the file is encrypted; `None` when it is not.
    pub(super) encryption: Option<Encryption>,
}

/// How a file is encrypted.
pub(super) struct Encryption {
    /// How the key is derived.
    pub(super) scheme: Scheme,
    /// The IV; `None` when it is damaged.
    pub(super) iv: Option<[u8; 16]>,
    /// The salt of the derivation; empty when it is damaged.
    pub(super) salt: Vec<u8>,
}

/// How a key is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// PBKDF2 with SHA-1, 50,000 rounds.
    Pbkdf2,
    /// Argon2id with fixed costs.
    Argon2id,
    /// One that is not known.
    Unknown,
}

impl<'a> Manifest<'a> {
    /// Reads a manifest; `None` when the JSON is none.
    pub(super) fn of(json: &'a Json) -> Option<Self> {
        let entries = json.list("entries")?;
        let is_entry = |entry: &Json| {
            entry.has("filename") && ["encryption_iv", "steamid", "steam_id"].iter().any(|key| entry.has(key))
        };
        let is_empty = entries.is_empty() && json.has("periodic_checking");
        if !is_empty && !entries.iter().take(20).any(is_entry) {
            return None;
        }
        let is_newer = json.whole("version").is_some_and(|version| version > VERSION);
        Some(Self { accounts: entries.iter().map(account).collect(), is_newer })
    }

    /// Whether any file is encrypted.
    pub(super) fn is_encrypted(&self) -> bool {
        self.accounts.iter().any(|account| account.encryption.is_some())
    }
}

fn account<'a>(entry: &'a Json<'_>) -> Account<'a> {
    let encryption = match entry.get("encryption") {
        Some(encryption) => Some(Encryption::of(encryption, scheme(encryption.text_or_empty("scheme")), "iv", "salt")),
        None if entry.field("encryption_iv").is_missing() => None,
        None => Some(Encryption::of(entry, Scheme::Pbkdf2, "encryption_iv", "encryption_salt")),
    };
    let file_name = last_component(entry.text_or_empty("filename"));
    Account { file_name, login: entry.text_or_empty("account_name"), encryption }
}

fn scheme(name: &str) -> Scheme {
    match name {
        "LegacySdaCompatible" => Scheme::Pbkdf2,
        "Argon2idAes256" => Scheme::Argon2id,
        _ => Scheme::Unknown,
    }
}

impl Encryption {
    fn of(json: &Json, scheme: Scheme, iv: &str, salt: &str) -> Self {
        let salt = json.text(salt).and_then(encoding::base64).map_or_else(Vec::new, |salt| salt.to_vec());
        Self { scheme, iv: json.text(iv).and_then(encoding::base64_array), salt }
    }
}

/// What is behind the last slash of either sort: names in a manifest are never followed as paths.
pub(super) fn last_component(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_paths() {
        let json = r#"{"entries":[{"filename":"../../a\\b/c.maFile","steamid":1}]}"#;
        let json = Json::parse(json).unwrap();
        assert_eq!(Manifest::of(&json).unwrap().accounts.first().unwrap().file_name, "c.maFile");
    }

    #[test]
    fn other_json_is_no_manifest() {
        for text in [r#"{"entries":[]}"#, r#"{"entries":[{"filename":"a"}]}"#, "[]", "{}"] {
            assert!(Manifest::of(&Json::parse(text).unwrap()).is_none(), "{text}");
        }
        let json = Json::parse(r#"{"version":2,"entries":[{"filename":"a","steam_id":1,"encryption":null}]}"#).unwrap();
        let manifest = Manifest::of(&json).unwrap();
        assert!(manifest.is_newer && !manifest.is_encrypted());
    }
}
