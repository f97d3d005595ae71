//! The formats: one file each, with its detection, its reader and the tests of its traps.

pub(crate) mod aegis;
pub(crate) mod andotp;
pub(crate) mod authenticator_extension;
pub(crate) mod authenticator_plus;
pub(crate) mod authy;
pub(crate) mod battlenet;
pub(crate) mod bitwarden;
pub(crate) mod bitwarden_csv;
pub(crate) mod databases;
pub(crate) mod duo;
pub(crate) mod ente;
pub(crate) mod freeotp;
pub(crate) mod lastpass;
pub(crate) mod openpgp;
pub(crate) mod otp_auth;
pub(crate) mod otpauth_list;
pub(crate) mod plain_json;
pub(crate) mod proton;
pub(crate) mod raivo;
pub(crate) mod steam;
pub(crate) mod steam_folder;
pub(crate) mod stratum;
pub(crate) mod totp_authenticator;
pub(crate) mod twofas;
pub(crate) mod winauth;
pub(crate) mod zip;
