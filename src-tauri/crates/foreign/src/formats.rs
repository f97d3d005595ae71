//! The formats: one file each, with its detection, its reader and the tests of its traps.

pub(crate) mod aegis;
pub(crate) mod authenticator_extension;
pub(crate) mod authenticator_plus;
pub(crate) mod authy;
pub(crate) mod duo;
pub(crate) mod freeotp;
pub(crate) mod otp_auth;
pub(crate) mod otpauth_list;
pub(crate) mod raivo;
pub(crate) mod steam_folder;
pub(crate) mod totp_authenticator;
pub(crate) mod winauth;
