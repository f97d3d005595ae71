//! Large files of the common formats, made by our own exporters or by templates. Names, secrets and parameters differ
//! from row to row and are the same in every run.

use std::fmt::Write;

use watchword_foreign::{ExportEntry, ExportSettings, export, exporter};
use watchword_otp::{
    Kind, Otp, base32,
    migration::{Account, write_parts},
};
use watchword_secret::{SecretBytes, SecretText};

/// Of the encrypted files.
pub(crate) const PASSWORD: &str = "Heron 31 größer";

/// A file to be read.
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) rows: usize,
    /// Whether reading derives a key: the time of the derivation is in the file of one row.
    pub(crate) derives: bool,
    pub(crate) make: fn(usize) -> Vec<u8>,
}

const fn plain(name: &'static str, make: fn(usize) -> Vec<u8>) -> File {
    File { name, rows: 100_000, derives: false, make }
}

pub(crate) const FILES: &[File] = &[
    File { name: "aegis-10k", rows: 10_000, derives: false, make: |rows| exported("aegis-plain", rows) },
    File { name: "aegis-encrypted-10k", rows: 10_000, derives: true, make: |rows| exported("aegis", rows) },
    File { name: "aegis-encrypted-1", rows: 1, derives: true, make: |rows| exported("aegis", rows) },
    plain("2fas", |rows| exported("2fas-plain", rows)),
    plain("aegis", |rows| exported("aegis-plain", rows)),
    plain("andotp", andotp),
    plain("bitwarden", bitwarden),
    plain("bitwarden-csv", bitwarden_csv),
    plain("csv", csv),
    plain("ente-text", |rows| exported("ente-plain", rows)),
    plain("freeotp-plus", |rows| exported("freeotp-plus", rows)),
    plain("freeotp-xml", freeotp),
    plain("google-text", google),
    plain("html-page", html),
    // The most entries that are read of one.
    File { name: "keepass-xml", rows: 50_000, derives: false, make: keepass },
    plain("keepassxc-csv", |rows| exported("keepass-csv", rows)),
    plain("lastpass", lastpass),
    plain("otpauth-list", |rows| exported("otpauth-list", rows)),
    plain("plain-json", |rows| exported("plain-json", rows)),
    plain("proton", |rows| exported("proton", rows)),
    plain("stratum", stratum),
];

/// One account.
struct Person {
    otp: Otp,
    issuer: String,
    account: String,
}

impl Person {
    fn secret(&self) -> String {
        base32::encode(self.otp.secret.expose()).expose().to_owned()
    }

    fn link(&self) -> String {
        let (issuer, account, secret) = (&self.issuer, &self.account, self.secret());
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }
}

fn people(rows: usize) -> impl Iterator<Item = Person> {
    (0..rows).map(|number| {
        // The multiplier of Knuth: twenty bytes that differ from row to row.
        let mut state = number as u64 + 1;
        let secret = (0..20).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        });
        Person {
            otp: Otp::new(Kind::Totp, SecretBytes::new(secret.collect())),
            issuer: format!("Service{}", number % 500),
            account: format!("mara.lund{number}@example.org"),
        }
    })
}

fn exported(id: &str, rows: usize) -> Vec<u8> {
    let people: Vec<Person> = people(rows).collect();
    let groups = [String::from("Work")];
    let entries: Vec<ExportEntry<'_>> = people
        .iter()
        .map(|person| ExportEntry {
            otp: &person.otp,
            issuer: &person.issuer,
            account: &person.account,
            note: "shared with Tom",
            groups: &groups,
            favourite: false,
            icon: None,
            recovery_codes: &[],
        })
        .collect();
    let password = SecretText::copy_of(PASSWORD);
    let settings = ExportSettings { password: Some(&password), ..ExportSettings::default() };
    let files = export(exporter(id).unwrap(), &entries, &settings).unwrap().files;
    files[0].bytes.expose().to_vec()
}

/// `start`, one piece for each account with `between` among them, `end`.
fn templated(rows: usize, start: &str, between: &str, end: &str, piece: impl Fn(&mut String, Person)) -> Vec<u8> {
    let mut text = start.to_owned();
    for (number, person) in people(rows).enumerate() {
        if number > 0 {
            text.push_str(between);
        }
        piece(&mut text, person);
    }
    text.push_str(end);
    text.into_bytes()
}

fn andotp(rows: usize) -> Vec<u8> {
    templated(rows, "[", ",", "]", |text, person| {
        let (issuer, account, secret) = (&person.issuer, &person.account, person.secret());
        write!(
            text,
            r#"{{"secret":"{secret}","issuer":"{issuer}","label":"{account}","digits":6,"type":"TOTP","algorithm":"SHA1","thumbnail":"Default","last_used":1700000000000,"used_frequency":3,"period":30,"tags":["Work","Private"]}}"#
        )
        .unwrap();
    })
}

fn bitwarden(rows: usize) -> Vec<u8> {
    templated(rows, r#"{"encrypted":false,"folders":[],"items":["#, ",", "]}", |text, person| {
        let (issuer, account, link) = (&person.issuer, &person.account, person.link());
        write!(
            text,
            r#"{{"passwordHistory":[],"revisionDate":"2026-03-30T13:20:44.594Z","creationDate":"2026-03-30T13:20:44.593Z","deletedDate":null,"id":"65b0538a-f7de-4752-917d-1ade68adab6f","organizationId":null,"folderId":null,"type":1,"reprompt":0,"name":"{issuer}","notes":"shared with Tom","favorite":true,"fields":[],"collectionIds":null,"login":{{"uris":[],"fido2Credentials":[],"username":"{account}","password":"not-ours","totp":"{link}"}}}}"#
        )
        .unwrap();
    })
}

fn bitwarden_csv(rows: usize) -> Vec<u8> {
    let heading =
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n";
    templated(rows, heading, "\n", "\n", |text, person| {
        let (issuer, account, link) = (&person.issuer, &person.account, person.link());
        write!(text, r#"Work,1,login,{issuer},"shared with Tom",,0,https://a.example,{account},not-ours,{link}"#)
            .unwrap();
    })
}

fn csv(rows: usize) -> Vec<u8> {
    templated(rows, "account;service;secret;type;digits;period;algorithm;group;note\n", "\n", "\n", |text, person| {
        let (issuer, account, secret) = (&person.issuer, &person.account, person.secret());
        write!(text, "{account};{issuer};{secret};totp;6;30;SHA1;Work;shared with Tom").unwrap();
    })
}

fn freeotp(rows: usize) -> Vec<u8> {
    let start = "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n";
    templated(rows, start, "\n", "</map>", |text, person| {
        let (issuer, account) = (&person.issuer, &person.account);
        let secret: Vec<String> =
            person.otp.secret.expose().iter().map(|byte| byte.cast_signed().to_string()).collect();
        let json = format!(
            r#"{{"algo":"SHA1","counter":0,"digits":6,"issuerExt":"{issuer}","issuerInt":"{issuer}","label":"{account}","period":30,"secret":[{}],"type":"TOTP"}}"#,
            secret.join(",")
        );
        write!(text, r#"<string name="{issuer}:{account}">{}</string>"#, json.replace('"', "&quot;")).unwrap();
    })
}

fn google(rows: usize) -> Vec<u8> {
    let people: Vec<Person> = people(rows).collect();
    let accounts: Vec<Account<'_>> = people
        .iter()
        .map(|person| Account { otp: &person.otp, issuer: &person.issuer, account: &person.account })
        .collect();
    let parts = write_parts(&accounts, 7).parts;
    let lines: Vec<&str> = parts.iter().map(|part| part.link.expose()).collect();
    lines.join("\n").into_bytes()
}

fn html(rows: usize) -> Vec<u8> {
    templated(rows, "<!doctype html><html><body><table>\n", "\n", "</table></body></html>", |text, person| {
        let link = person.link().replace('&', "&amp;");
        write!(text, r#"<tr><td>{}</td><td><a href="{link}">code</a></td></tr>"#, person.account).unwrap();
    })
}

fn keepass(rows: usize) -> Vec<u8> {
    let start = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><KeePassFile><Meta><Generator>KeePass</Generator></Meta><Root><Group><UUID>BbbgNJEksCjhxqffKzutDQ==</UUID><Name>Root</Name>"#;
    templated(rows, start, "", "</Group></Root></KeePassFile>", |text, person| {
        let (issuer, account, link) = (&person.issuer, &person.account, person.link().replace('&', "&amp;"));
        write!(
            text,
            r#"<Entry><UUID>MxQEolFAWLp98uLOtk2dLQ==</UUID><IconID>0</IconID><String><Key>Notes</Key><Value></Value></String><String><Key>Password</Key><Value ProtectInMemory="True">not-ours</Value></String><String><Key>Title</Key><Value>{issuer}</Value></String><String><Key>URL</Key><Value></Value></String><String><Key>UserName</Key><Value>{account}</Value></String><String><Key>otp</Key><Value ProtectInMemory="True">{link}</Value></String></Entry>"#
        )
        .unwrap();
    })
}

fn lastpass(rows: usize) -> Vec<u8> {
    let start = r#"{"deviceId":"","deviceSecret":"","localDeviceId":"afad5e3d-2571-490a-8dab-cc2ec9323b7b","deviceName":"Test","version":3,"accounts":["#;
    templated(rows, start, ",", r#"],"folders":[]}"#, |text, person| {
        let (issuer, account, secret) = (&person.issuer, &person.account, person.secret());
        write!(
            text,
            r#"{{"accountID":"c8406e71-47f3-4e7c-b384-49f8848ae864","lmiUserId":"","issuerName":"{issuer}","originalIssuerName":"{issuer}","userName":"{account}","originalUserName":"{account}","pushNotification":false,"secret":"{secret}","timeStep":30,"digits":6,"creationTimestamp":1700000000000,"isFavorite":true,"algorithm":"SHA1"}}"#
        )
        .unwrap();
    })
}

fn stratum(rows: usize) -> Vec<u8> {
    let end = r#"],"Categories":[],"AuthenticatorCategories":[],"CustomIcons":[]}"#;
    templated(rows, r#"{"Authenticators":["#, ",", end, |text, person| {
        let (issuer, account, secret) = (&person.issuer, &person.account, person.secret());
        write!(
            text,
            r#"{{"Type":2,"Icon":null,"Issuer":"{issuer}","Username":"{account}","Secret":"{secret}","Pin":null,"Algorithm":0,"Digits":6,"Period":30,"Counter":0,"CopyCount":0,"Ranking":1}}"#
        )
        .unwrap();
    })
}
