//! The text `secretdata`, which holds everything that a code of WinAuth is computed from.

use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use crate::{
    SkipReason,
    blocks::{
        encoding,
        field::Field,
        json::Json,
        otp::{Fields, form},
        text,
    },
    formats::steam as steam_account,
};

/// The hexadecimal digits of a Battle.net secret; version 2 wrote the serial right behind them.
const DIGITS_OF_BATTLE_NET_SECRET: usize = 40;

/// What sort of authenticator an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Timed codes of the usual sort.
    Timed,
    /// Counted codes.
    Counted,
    /// Steam.
    Steam,
    /// Battle.net.
    BattleNet,
}

impl Sort {
    /// Reads the name of a class: `WinAuth.GoogleAuthenticator`. `None` for one that is not known.
    pub(super) fn of(class: &str) -> Option<Self> {
        let class = class.split(',').next().unwrap_or_default().trim();
        let name = class.rsplit('.').next().unwrap_or_default();
        Some(match name.strip_suffix("Authenticator").unwrap_or(name) {
            "Google" | "Microsoft" | "OktaVerify" | "GuildWars" | "Trion" => Self::Timed,
            "HOTP" => Self::Counted,
            "Steam" => Self::Steam,
            "BattleNet" => Self::BattleNet,
            _ => return None,
        })
    }

    fn kind(self) -> Kind {
        match self {
            Self::Timed | Self::BattleNet => Kind::Totp,
            Self::Counted => Kind::Hotp,
            Self::Steam => Kind::Steam,
        }
    }
}

/// What a `secretdata` holds.
pub(super) struct SecretData {
    /// What codes are computed from.
    pub(super) otp: Result<Otp, SkipReason>,
    /// The serial number of a Battle.net authenticator; may be empty.
    pub(super) serial: String,
    /// The code that takes a Steam authenticator off its account.
    pub(super) recovery_code: Option<SecretText>,
}

impl SecretData {
    /// Parts between `|`; the first is secret, digits, hash and period between tabs.
    pub(super) fn read(sort: Sort, data: &str) -> Self {
        let parts: Vec<&str> = data.split('|').collect();
        let first = parts.first().copied().unwrap_or_default();
        let (first, serial) = match (sort, parts.as_slice()) {
            (Sort::BattleNet, [_, .., serial]) => (first, *serial),
            (Sort::BattleNet, _) if !first.contains('\t') => {
                first.trim().split_at_checked(DIGITS_OF_BATTLE_NET_SECRET).unwrap_or((first, ""))
            }
            _ => (first, ""),
        };
        let steam = (sort == Sort::Steam).then(|| parts.get(3).and_then(|part| decoded(part))).flatten();
        let account = steam.as_ref().and_then(|text| Json::parse(text).ok());
        let recovery_code = match (&account, &steam) {
            (Some(account), _) => steam_account::recovery_code(account),
            (None, Some(code)) => Some(code.trim()).filter(|code| !code.is_empty()).map(SecretText::copy_of),
            (None, None) => None,
        };
        let counter = parts.get(1).filter(|_| sort == Sort::Counted).copied();
        let otp = otp(sort, first, Field::of_text(counter));
        let otp = match (otp, account.as_ref().and_then(steam_account::secret)) {
            (Err(SkipReason::NoSecret), Some(secret)) => secret.map(|secret| Otp::new(Kind::Steam, secret)),
            (otp, _) => otp,
        };
        let serial = decoded(serial).map_or_else(String::new, |serial| serial.trim().to_owned());
        Self { otp, serial, recovery_code }
    }
}

fn otp(sort: Sort, text: &str, counter: Field<'_>) -> Result<Otp, SkipReason> {
    let mut cells = text.split('\t');
    let secret = cells.next().unwrap_or_default().trim();
    let [digits, algorithm, period] = [cells.next(), cells.next(), cells.next()].map(Field::of_text);
    let digits = if digits.is_missing() && sort == Sort::BattleNet { Field::Whole(8) } else { digits };
    let otp = form(sort.kind(), Fields { algorithm, digits, period, counter })?;
    if secret.is_empty() {
        return Err(SkipReason::NoSecret);
    }
    let secret = encoding::hex(secret).ok_or(SkipReason::BadSecret)?;
    Ok(Otp { secret: SecretBytes::copy_of(&secret), ..otp })
}

/// Text written as hexadecimal of its UTF-8.
fn decoded(part: &str) -> Option<Zeroizing<String>> {
    text::decode(&encoding::hex(part)?).map(|text| Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sort: Sort, data: &str) -> (Result<Otp, SkipReason>, String, Option<SecretText>) {
        let SecretData { otp, serial, recovery_code } = SecretData::read(sort, data);
        (otp, serial, recovery_code)
    }

    #[test]
    fn classes_by_their_last_component() {
        assert_eq!(Sort::of("WinAuth.GoogleAuthenticator"), Some(Sort::Timed));
        assert_eq!(Sort::of("WindowsAuthenticator.BattleNetAuthenticator"), Some(Sort::BattleNet));
        assert_eq!(Sort::of("WinAuth.HOTPAuthenticator, WinAuth"), Some(Sort::Counted));
        assert_eq!(Sort::of("WinAuth.OtherAuthenticator"), None);
    }

    #[test]
    fn cells_may_be_missing() {
        let otp = read(Sort::Timed, "616263").0.unwrap_or_else(|_| panic!("read"));
        assert_eq!((otp.secret.expose(), otp.digits, otp.period), (b"abc".as_slice(), 6, 30));
        let otp = read(Sort::Timed, "616263\t8\tSHA512\t60").0.unwrap_or_else(|_| panic!("read"));
        assert_eq!((otp.algorithm.as_str(), otp.digits, otp.period), ("SHA512", 8, 60));
        let otp = read(Sort::Counted, "616263\t6|41").0.unwrap_or_else(|_| panic!("read"));
        assert_eq!(otp.counter, 41);
        for (data, reason) in [
            ("", SkipReason::NoSecret),
            ("\t6", SkipReason::NoSecret),
            ("61626", SkipReason::BadSecret),
            ("616263\tx", SkipReason::BadDigits),
            ("616263\t6\tMD6", SkipReason::UnknownAlgorithm),
        ] {
            assert_eq!(read(Sort::Timed, data).0.err(), Some(reason), "{data}");
        }
    }

    #[test]
    fn serials_of_battle_net() {
        let secret = "61".repeat(20);
        for data in [format!("{secret}\t8|45552d31"), format!("{secret}\t8|00|45552d31"), format!("{secret}45552d31")] {
            let (otp, serial, _) = read(Sort::BattleNet, &data);
            assert_eq!((otp.map(|otp| otp.digits).ok(), serial.as_str()), (Some(8), "EU-1"), "{data}");
        }
        assert_eq!(read(Sort::BattleNet, &secret).1, "");
    }

    #[test]
    fn recovery_codes_of_steam() {
        let json = "7b227265766f636174696f6e5f636f6465223a225231227d";
        for third in [json, "5231"] {
            let (otp, _, code) = read(Sort::Steam, &format!("616263\t5|00|00|{third}|00"));
            assert!(otp.is_ok() && code.is_some_and(|code| code.expose() == "R1"));
        }
        assert!(read(Sort::Steam, "616263|||").2.is_none());
    }
}
