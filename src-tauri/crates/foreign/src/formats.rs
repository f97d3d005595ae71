//! The formats: one file each, with its detection, its reader and the tests of its traps.

pub(crate) mod aegis;
pub(crate) mod any_addresses;
pub(crate) mod authme;
pub(crate) mod cotp;
pub(crate) mod csv;
pub(crate) mod dashlane;
pub(crate) mod dashlane_file;
pub(crate) mod enpass;
pub(crate) mod gauth;
pub(crate) mod gnome_authenticator;
pub(crate) mod keepass;
pub(crate) mod keeper;
pub(crate) mod keeper_csv;
pub(crate) mod one_pux;
pub(crate) mod otpauth_list;
pub(crate) mod otpclient;
pub(crate) mod pskc;
pub(crate) mod rsa_securid;
pub(crate) mod two_fauth;
