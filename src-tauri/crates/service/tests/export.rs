//! Exports: what is asked before, what is written, and what is left alone.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may panic")]

mod support;

use image::{ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use support::{Desk, SECRET, add, password, text};
use watchword_secret::{SecretBytes, SecretText};
use watchword_service::export::{ExportOrder, export_formats};
use watchword_service::icon::{IconChoice, picture_of};
use watchword_service::intake::{FileKey, GivenFile, State, look_into_files, open_files};
use watchword_service::{Consent, EntryId, Session, SheetWords};

fn order<'a>(format: &'a str, ids: &'a [EntryId], out: &'a Path, file: Option<&'a SecretText>) -> ExportOrder<'a> {
    let words = SheetWords { language: "en", title: "Codes", warning: "Keep it safe.", secret: "Secret" };
    ExportOrder { format, ids, out, file_password: file, plain_agreed: false, words }
}

fn filled(session: &mut Session) -> Vec<EntryId> {
    let links = [
        format!("otpauth://totp/Okta:admin?secret={SECRET}&issuer=Okta"),
        "otpauth://hotp/Bank:token?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Bank&counter=7".to_owned(),
    ];
    let ids = add(session, &links.each_ref().map(String::as_str));
    session.tag(&ids, &["work".to_owned()], &[]).unwrap();
    ids
}

#[test]
fn an_encrypted_export_is_private_and_comes_back_as_the_same() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = filled(&mut session);
    let out = desk.folder.path().join("out.json");
    let file = text("a password of its own");
    let written = session.export(&order("aegis-encrypted", &ids, &out, Some(&file)), &password()).unwrap();
    assert_eq!((written.files.as_slice(), written.report.complete), ([out.clone()].as_slice(), 2));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let bytes = Arc::new(SecretBytes::new(std::fs::read(&out).unwrap()));
    let key = FileKey::password(file, Consent::Ask);
    session.intake_files(open_files(vec![GivenFile { name: "out.json".to_owned(), bytes }], &key, None));
    assert!(session.intake().unwrap().items.iter().all(|item| item.state == State::Same));
    session.intake_discard();
    let again = session.export(&order("aegis-encrypted", &ids, &out, Some(&text("x"))), &password());
    assert_eq!(again.unwrap_err().code, "exists", "nothing is overwritten");
}

#[test]
fn an_export_asks_first() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = filled(&mut session);
    let out = desk.folder.path().join("out");
    let code = |order: &ExportOrder<'_>, password: &str| session.export(order, &text(password)).unwrap_err().code;
    let right = password();
    assert_eq!(code(&order("otpauth-list", &ids, &out, None), right.expose()), "plaintext-refused");
    assert_eq!(code(&order("aegis-encrypted", &ids, &out, None), right.expose()), "export-password-needed");
    assert_eq!(code(&order("aegis-encrypted", &ids, &out, None), "wrong"), "wrong-password");
    assert_eq!(code(&order("aegis-encrypted", &[], &out, None), right.expose()), "nothing-to-export");
    assert_eq!(code(&order("nonsense", &ids, &out, None), right.expose()), "unknown-export");
    assert!(!out.exists(), "nothing is left behind");
}

#[test]
fn a_chosen_icon_goes_along_where_the_format_holds_one() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = filled(&mut session);
    let mut file = Cursor::new(Vec::new());
    RgbaImage::from_pixel(40, 40, Rgba([9, 20, 30, 255])).write_to(&mut file, ImageFormat::Png).unwrap();
    let picture = picture_of(file.get_ref()).unwrap();
    let png = picture.png().to_vec();
    let offered = session.offer_picture(picture);
    session.set_icon(&ids[..1], IconChoice::Picture(offered)).unwrap();
    let losses = session.judge_export("otpauth-list", &ids[..1]).unwrap().lossy;
    assert!(losses.iter().all(|(_, losses)| losses.contains(&"icon")) && !losses.is_empty());
    for format in ["aegis-plain", "plain-json"] {
        assert_eq!(session.judge_export(format, &ids).unwrap().complete, 2, "{format}");
        let out = desk.folder.path().join(format);
        let order = ExportOrder { plain_agreed: true, ..order(format, &ids, &out, None) };
        session.export(&order, &password()).unwrap();
        let bytes = Arc::new(SecretBytes::new(std::fs::read(&out).unwrap()));
        let files = vec![GivenFile { name: format.to_owned(), bytes }];
        let back = look_into_files(open_files(files, &FileKey::none(), None));
        let icons: Vec<_> = back.items.iter().map(|item| item.from.as_ref()?.icon.as_ref()).collect();
        assert!(icons[0].is_some_and(|icon| icon.bytes == png) && icons[1].is_none(), "{format}");
    }
}

#[test]
fn losses_are_named_before_anything_is_written() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = filled(&mut session);
    let report = session.judge_export("otpauth-list", &ids).unwrap();
    assert_eq!(report.complete, 0);
    assert!(report.lossy.iter().all(|(_, losses)| losses.contains(&"groups")));
}

#[test]
fn every_format_writes_into_a_folder_that_is_there() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = filled(&mut session);
    let file = text("a password of its own");
    for format in export_formats().iter().filter(|format| !format.is_encrypted) {
        let folder = tempfile::tempdir().unwrap();
        let order = ExportOrder { plain_agreed: true, ..order(format.id, &ids, folder.path(), Some(&file)) };
        let written = session.export(&order, &password()).unwrap();
        assert!(!written.files.is_empty(), "{}", format.id);
        assert!(written.files.iter().all(|file| file.exists()), "{}", format.id);
    }
}
