//! The hash of a code, and its many spellings.

/// The hash of the HMAC (of the plain hash for mOTP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// MD5, of mOTP only.
    Md5,
    /// SHA-1, what nearly every service uses.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// Every algorithm, in the order people expect them in a list.
    pub const ALL: [Self; 6] = [Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512, Self::Md5];

    /// The name in links, in the vault file and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA1",
            Self::Sha224 => "SHA224",
            Self::Sha256 => "SHA256",
            Self::Sha384 => "SHA384",
            Self::Sha512 => "SHA512",
        }
    }

    /// Reads a name as other programs spell it: `sha1`, `SHA-256`, `HmacSHA512`, `Algorithm.sha256`, `SHA`.
    /// `None` for a name that is not known; nothing is guessed.
    pub fn parse(name: &str) -> Option<Self> {
        let name =
            name.trim().to_ascii_uppercase().replace("ALGORITHM.", "").replace("HMAC", "").replace(['-', '_'], "");
        if name == "SHA" {
            return Some(Self::Sha1);
        }
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::parse(algorithm.as_str()), Some(algorithm));
        }
    }

    #[test]
    fn spellings_of_other_programs() {
        for (name, algorithm) in [
            ("sha1", Algorithm::Sha1),
            ("SHA", Algorithm::Sha1),
            ("hmac-sha-1", Algorithm::Sha1),
            ("HmacSHA512", Algorithm::Sha512),
            ("SHA-256", Algorithm::Sha256),
            ("HMAC_SHA384", Algorithm::Sha384),
            ("Algorithm.sha256", Algorithm::Sha256),
            (" sha224 ", Algorithm::Sha224),
        ] {
            assert_eq!(Algorithm::parse(name), Some(algorithm), "{name}");
        }
    }

    #[test]
    fn unknown_names_are_not_guessed() {
        for name in ["", "SHA3", "SHA2", "SHA1024", "RIPEMD", "256"] {
            assert_eq!(Algorithm::parse(name), None, "{name}");
        }
    }
}
