//! Authy (docs/formats/more-authenticators.md, "Authy"): its two kinds of accounts, and how secrets are opened with
//! the backup password.

use std::collections::HashMap;

use watchword_otp::{Kind, Otp, base32};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use crate::{
    Credentials, ForeignEntry, OpenError, Row, SkipReason,
    blocks::{
        cbc, encoding,
        field::Field,
        json::Json,
        kdf::{Hash, pbkdf2, within},
        otp::{Fields, form},
    },
};

pub(crate) mod dump;
pub(crate) mod preferences;

/// The rounds where a file does not say.
const USUAL_ROUNDS: u32 = 1_000;
/// The most rounds for one key.
const MAX_ROUNDS: u32 = 10_000_000;
/// The most rounds for all keys of a file: every token may have a salt of its own.
const MAX_ROUNDS_TOGETHER: u64 = 1_000_000_000;
/// The period of accounts that use Authy's own scheme.
const PERIOD_OF_APPS: u32 = 10;

/// A token on its way to a row.
struct Token<'a> {
    entry: ForeignEntry,
    digits: Field<'a>,
    secret: Secret<'a>,
}

/// Where the secret of a token is.
enum Secret<'a> {
    /// It stands there in Base32.
    Base32(Field<'a>),
    /// Sealed with the backup password.
    Sealed(Sealed<'a>),
    /// It cannot be had.
    Lost(SkipReason),
}

/// A secret, sealed: Base32 text in AES-256-CBC. Nothing authenticates it, and a wrong key often leaves a valid
/// padding, so a secret counts as opened only when it is Base32.
struct Sealed<'a> {
    ciphertext: Zeroizing<Vec<u8>>,
    /// The bytes of this text are the salt; it is not decoded.
    salt: &'a str,
    rounds: u32,
    iv: [u8; 16],
}

/// The rows of tokens, opened with the password where one is sealed.
fn rows(tokens: Vec<Token<'_>>, credentials: &Credentials<'_>) -> Result<Vec<Row>, OpenError> {
    let sealed = || tokens.iter().filter_map(|token| token.secret.sealed());
    let attempts = sealed().count();
    let mut opener = None;
    if attempts > 0 {
        let costs: HashMap<(&str, u32), u64> =
            sealed().map(|sealed| ((sealed.salt, sealed.rounds), sealed.rounds.into())).collect();
        let found = costs.values().sum();
        if found > MAX_ROUNDS_TOGETHER {
            return Err(OpenError::TooCostly { parameter: "rounds", found, limit: MAX_ROUNDS_TOGETHER });
        }
        opener = Some(Opener { password: credentials.password()?, keys: HashMap::new() });
    }
    let mut successes = 0_usize;
    let mut rows = Vec::with_capacity(tokens.len());
    for Token { entry, digits, secret } in tokens {
        let otp = form(Kind::Totp, Fields { digits, ..Fields::default() });
        rows.push(match (secret, &mut opener) {
            (Secret::Base32(text), _) => entry.into_base32_row(otp, text),
            (Secret::Sealed(sealed), Some(opener)) => match opener.open(&sealed)? {
                Some(secret) => {
                    successes += 1;
                    entry.into_row(otp.map(|otp| Otp { secret, ..otp }))
                }
                None => entry.into_skipped(SkipReason::EntryPassword),
            },
            (Secret::Sealed(_), None) => entry.into_skipped(SkipReason::EntryPassword),
            (Secret::Lost(reason), _) => entry.into_skipped(reason),
        });
    }
    match (attempts, successes) {
        (1, 0) => Err(OpenError::WrongPasswordOrDamaged),
        (2.., 0) => Err(OpenError::WrongPassword),
        _ => Ok(rows),
    }
}

/// Opens secrets with one password. Keys are kept, because secrets may share theirs.
struct Opener<'a> {
    password: &'a SecretText,
    keys: HashMap<(String, u32), Zeroizing<[u8; 32]>>,
}

impl Opener<'_> {
    /// The secret; `None` when it does not open.
    fn open(&mut self, sealed: &Sealed<'_>) -> Result<Option<SecretBytes>, OpenError> {
        let name = (sealed.salt.to_owned(), sealed.rounds);
        if !self.keys.contains_key(&name) {
            let (password, salt) = (self.password.expose().as_bytes(), sealed.salt.as_bytes());
            let key = pbkdf2(Hash::Sha1, password, salt, sealed.rounds.into(), MAX_ROUNDS)?;
            self.keys.insert(name.clone(), key);
        }
        let plain = self.keys.get(&name).and_then(|key| cbc::open(key.as_slice(), &sealed.iv, &sealed.ciphertext));
        Ok(plain.and_then(|plain| base32::decode(std::str::from_utf8(plain.expose()).ok()?).ok()))
    }
}

impl<'a> Secret<'a> {
    fn sealed(&self) -> Option<&Sealed<'a>> {
        match self {
            Self::Sealed(sealed) => Some(sealed),
            Self::Base32(_) | Self::Lost(_) => None,
        }
    }

    /// A sealed secret in Base64. `iv` is sixteen zero bytes where the file has none.
    fn of_sealed(text: &str, salt: &'a str, rounds: u32, iv: Option<[u8; 16]>) -> Self {
        match encoding::base64(text).filter(|ciphertext| !ciphertext.is_empty()) {
            Some(ciphertext) => Self::Sealed(Sealed { ciphertext, salt, rounds, iv: iv.unwrap_or_default() }),
            None => Self::Lost(SkipReason::Damaged),
        }
    }
}

/// Rounds of the key derivation, checked before anything is derived.
fn rounds(field: Field<'_>) -> Result<u32, OpenError> {
    let rounds = field.whole().map_err(|()| OpenError::damaged("rounds"))?.unwrap_or(USUAL_ROUNDS.into());
    within("rounds", u64::try_from(rounds).map_err(|_| OpenError::damaged("rounds"))?, 1, MAX_ROUNDS)
}

/// The row of an account that uses Authy's own scheme: a key in hexadecimal, and a short period.
fn app_row(position: usize, app: &Json, seed: &str) -> Row {
    let entry = ForeignEntry::new(position, app.text_or_empty("name"), "");
    let otp = || {
        let seed = app.field(seed);
        if seed.is_missing() {
            return Err(SkipReason::NoSecret);
        }
        let seed = seed.text().and_then(encoding::hex).ok_or(SkipReason::BadSecret)?;
        let digits = app.field("digits").digits(7)?;
        Ok(Otp { digits, period: PERIOD_OF_APPS, ..Otp::new(Kind::Totp, SecretBytes::copy_of(&seed)) })
    };
    let otp = otp();
    entry.into_row(otp)
}
