//! Texts as people have them in QR codes.

use crate::random::Random;

const ISSUERS: &[&str] = &[
    "Tern Mail",
    "Harbour",
    "Kestrel Bank",
    "Northlight Cloud",
    "Zendesk",
    "Quill",
    "Ferrous Labs",
    "Oak & Ash",
    "Municipality of Lunde",
    "Registro Civil",
    "Umbra VPN",
    "Grid Nine",
    "P0stbox",
    "Limestone HR",
];
const PEOPLE: &[&str] = &["olu", "mara.voss", "j.quintana", "a-lindqvist", "ops", "admin", "noor.h", "t_okafor"];
const PLACES: &[&str] = &["example.com", "mail.example.org", "corp.example.net", "lunde.example"];
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

fn letters(random: &mut Random, alphabet: &[u8], count: i32) -> String {
    (0..count).map(|_| char::from(random.pick(alphabet))).collect()
}

/// A set-up link of a real length: versions 4 to 12 of a QR code.
pub(crate) fn link(random: &mut Random) -> String {
    let issuer = random.pick(ISSUERS).replace(' ', "%20").replace('&', "%26");
    let account = format!("{}@{}", random.pick(PEOPLE), random.pick(PLACES));
    let length = random.pick(&[16, 16, 16, 26, 32, 32, 52, 56, 64, 103]);
    let secret = letters(random, BASE32, length);
    let mut link = match random.whole(0, 3) {
        0 => format!("otpauth://totp/{account}?secret={secret}"),
        1 => format!("otpauth://totp/{issuer}:{account}?secret={secret}"),
        _ => format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}"),
    };
    if random.chance(0.3) {
        let algorithm = random.pick(&["SHA1", "SHA1", "SHA256", "SHA512"]);
        link.push_str("&algorithm=");
        link.push_str(algorithm);
        link.push_str(random.pick(&["&digits=6&period=30", "&digits=6&period=30", "&digits=8&period=30"]));
    }
    link
}

/// Any text: mostly links, some of other programs.
pub(crate) fn any(random: &mut Random) -> String {
    match random.whole(0, 19) {
        0 => format!("https://{}/{}", random.pick(PLACES), letters(random, BASE64, 9)),
        1 => format!("WIFI:T:WPA;S:{};P:{};;", random.pick(PEOPLE), letters(random, BASE64, 12)),
        2 => migration(random, 150, 400),
        3 => (0..random.whole(8, 40)).map(|_| char::from(random.pick(b"0123456789"))).collect(),
        4 => format!("Größe {} · año {} – ☂ {}", random.whole(1, 99), random.whole(1, 99), random.pick(ISSUERS)),
        _ => link(random),
    }
}

/// An export of another program, which may be long.
pub(crate) fn migration(random: &mut Random, shortest: i32, longest: i32) -> String {
    let length = random.whole(shortest, longest);
    format!("otpauth-migration://offline?data={}%3D", letters(random, BASE64, length))
}
