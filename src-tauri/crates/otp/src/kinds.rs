//! How codes are computed: one module for each kind.
//!
//! A new kind is a variant here, a module below and an arm in `otp.rs`; no match in the program has a wildcard
//! arm, so the compiler lists the rest.

use crate::Algorithm;

pub(crate) mod hotp;
pub(crate) mod motp;
pub(crate) mod steam;
pub(crate) mod totp;
pub(crate) mod yandex;

/// How codes are computed. The names are those of the command line and the vault file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Time-based, RFC 6238.
    Totp,
    /// Counter-based, RFC 4226.
    Hotp,
    /// Steam Guard: five letters of an own alphabet.
    Steam,
    /// Mobile-OTP: MD5 over time, secret text and PIN.
    Motp,
    /// Yandex Key: eight letters, a PIN takes part.
    Yandex,
}

impl Kind {
    /// Every kind, in the order people expect them in a list.
    pub const ALL: [Self; 5] = [Self::Totp, Self::Hotp, Self::Steam, Self::Motp, Self::Yandex];

    /// The name in the vault file and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Hotp => "hotp",
            Self::Steam => "steam",
            Self::Motp => "motp",
            Self::Yandex => "yandex",
        }
    }

    /// Reads a name, in any case. `None` for a name that is not known.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }

    /// The hash used when nothing else is said; for Steam, mOTP and Yandex the only one.
    pub const fn default_algorithm(self) -> Algorithm {
        match self {
            Self::Totp | Self::Hotp | Self::Steam => Algorithm::Sha1,
            Self::Motp => Algorithm::Md5,
            Self::Yandex => Algorithm::Sha256,
        }
    }

    /// The length of a code when nothing else is said; for Steam, mOTP and Yandex the only one.
    pub const fn default_digits(self) -> u8 {
        match self {
            Self::Totp | Self::Hotp | Self::Motp => 6,
            Self::Steam => 5,
            Self::Yandex => 8,
        }
    }

    /// Seconds that a code is valid when nothing else is said.
    pub const fn default_period(self) -> u32 {
        match self {
            Self::Totp | Self::Hotp | Self::Steam | Self::Yandex => 30,
            Self::Motp => 10,
        }
    }

    /// Whether the algorithm and the length are fixed by the kind, whatever a file says.
    pub const fn has_fixed_form(self) -> bool {
        match self {
            Self::Totp | Self::Hotp => false,
            Self::Steam | Self::Motp | Self::Yandex => true,
        }
    }

    /// Whether a PIN takes part in the code.
    pub const fn takes_pin(self) -> bool {
        match self {
            Self::Totp | Self::Hotp | Self::Steam => false,
            Self::Motp | Self::Yandex => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(Kind::parse(&kind.as_str().to_uppercase()), Some(kind));
        }
        assert_eq!(Kind::parse("yaotp"), None);
    }
}
