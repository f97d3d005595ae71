//! One-time passwords: the codes and the links that carry their secrets.
//!
//! [`Otp`] is everything a code is computed from; [`Otp::codes_at`] and [`Otp::code_at_counter`] compute.
//! [`link`] reads and writes `otpauth:`, `motp:` and `steam:` links, [`migration`] reads and writes the parts of a
//! Google Authenticator export, [`base32`] reads secrets the way people write them.
//!
//! Invariants: time is a parameter, never read here; nothing is defaulted in silence (an unknown algorithm,
//! type or digit count is an error); no error carries text of what was read. The rules are those of
//! docs/formats/otpauth.md.

mod algorithm;
pub mod base32;
mod kinds;
pub mod link;
pub mod migration;
mod otp;

pub use crate::algorithm::Algorithm;
pub use crate::kinds::Kind;
pub use crate::link::{
    Link, LinkError, LinkType, LinkWarning, ListEntry, ListItem, is_link, parse_link, parse_list, write_link,
};
pub use crate::migration::{Added, Collector, Part, parse_part};
pub use crate::otp::{Codes, MAX_DIGITS, MAX_PERIOD, Otp, OtpError};
