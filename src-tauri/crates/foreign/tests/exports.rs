//! Every exporter: what it writes reads back with everything that the format can hold, and its report tells the rest.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

use watchword_foreign::{
    Credentials, EXPORTS, ExportEntry, ExportError, ExportReport, ExportSettings, Exported, FORMATS, ForeignEntry,
    Icon, IconType, LeftOut, Loss, Source, export, exporter, judge, read, recognise,
};
use watchword_otp::{Algorithm, Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};

const PASSWORD: &str = "Heron 31 größer";

/// An entry that owns what an [`ExportEntry`] borrows.
struct Owned {
    otp: Otp,
    issuer: &'static str,
    account: &'static str,
    note: &'static str,
    groups: Vec<String>,
    favourite: bool,
    icon: Option<Icon>,
    recovery_codes: Vec<SecretText>,
}

impl Owned {
    fn new(kind: Kind, secret: &[u8], issuer: &'static str, account: &'static str) -> Self {
        let otp = Otp::new(kind, SecretBytes::copy_of(secret));
        Self {
            otp,
            issuer,
            account,
            note: "",
            groups: Vec::new(),
            favourite: false,
            icon: None,
            recovery_codes: Vec::new(),
        }
    }

    fn borrowed(&self) -> ExportEntry<'_> {
        ExportEntry {
            otp: &self.otp,
            issuer: self.issuer,
            account: self.account,
            note: self.note,
            groups: &self.groups,
            favourite: self.favourite,
            icon: self.icon.as_ref(),
            recovery_codes: &self.recovery_codes,
        }
    }
}

/// Entries of every kind, with every field, and with names that trip over separators and escapes.
fn entries() -> Vec<Owned> {
    let mut full = Owned::new(Kind::Totp, b"12345678901234567890", "Quill & Ink", "mara+x@example.org");
    full.note = "line one\n\"two\", <b>three</b>";
    full.groups = vec!["Work".to_owned(), "a,b".to_owned()];
    full.favourite = true;
    full.icon = Some(Icon { icon_type: IconType::Png, bytes: b"\x89PNG\r\n\x1a\n0".to_vec() });
    let mut eight = Owned::new(Kind::Totp, &[0xff; 32], "", "harbour-7");
    (eight.otp.algorithm, eight.otp.digits, eight.otp.period) = (Algorithm::Sha256, 8, 60);
    let mut odd = Owned::new(Kind::Totp, &[9; 64], "Pier: East", "o:lu, \"x\"");
    (odd.otp.algorithm, odd.otp.digits, odd.otp.period) = (Algorithm::Sha512, 7, 45);
    let mut rare = Owned::new(Kind::Totp, &[1; 20], "Rare", "hash");
    rare.otp.algorithm = Algorithm::Sha224;
    let mut counted = Owned::new(Kind::Hotp, &[2; 20], "Tern Mail", "olu");
    counted.otp.counter = 41;
    counted.recovery_codes = vec![SecretText::copy_of("aaaa-1111"), SecretText::copy_of("bbbb-2222")];
    let mut huge = Owned::new(Kind::Hotp, &[3; 10], "Counter", "far");
    huge.otp.counter = u64::MAX;
    let steam = Owned::new(Kind::Steam, &[4; 20], "Steam", "海鳥 🐦");
    let mut motp = Owned::new(Kind::Motp, b"300c79cb27ddce0e", "Mobile", "hex");
    motp.otp.pin = Some(SecretText::copy_of("0420"));
    let words = Owned::new(Kind::Motp, b"Not Hex At All", "Mobile", "words");
    let mut yandex = Owned::new(Kind::Yandex, &[5; 16], "Yandex", "olu");
    yandex.otp.pin = Some(SecretText::copy_of("58213"));
    vec![full, eight, odd, rare, counted, huge, steam, motp, words, yandex]
}

fn settings(password: Option<&SecretText>) -> ExportSettings<'_> {
    ExportSettings { password, stamp: "20260131-235959", unix_ms: 1_769_903_999_000, ..ExportSettings::default() }
}

fn write(id: &str, entries: &[Owned]) -> Exported {
    let password = SecretText::copy_of(PASSWORD);
    let borrowed: Vec<_> = entries.iter().map(Owned::borrowed).collect();
    export(exporter(id).unwrap(), &borrowed, &settings(Some(&password))).unwrap()
}

/// The losses of each entry that is held, by its place.
fn held(report: &ExportReport) -> Vec<(usize, Vec<Loss>)> {
    let mut held: Vec<_> = report.lossy.clone();
    held.extend(report.complete.iter().map(|place| (*place, Vec::new())));
    held.sort_by_key(|(place, _)| *place);
    held
}

/// What reads back is what was written, but for what the report says is lost.
fn check(id: &str, written: &Owned, losses: &[Loss], read: &ForeignEntry) {
    let name = format!("{id}: {} {}", written.issuer, written.account);
    let lost = |loss| losses.contains(&loss);
    assert!(read.otp.secret == written.otp.secret, "{name}");
    let form = |otp: &Otp| (otp.kind, otp.algorithm, otp.digits, otp.period, otp.counter);
    assert_eq!(form(&read.otp), form(&written.otp), "{name}");
    assert_eq!(read.account.as_str(), written.account, "{name}");
    if !lost(Loss::NoIssuer) {
        assert_eq!(read.issuer.as_str(), written.issuer, "{name}");
    }
    if !lost(Loss::Pin) {
        let pin = |otp: &Otp| otp.pin.as_ref().map(|pin| pin.expose().to_owned());
        assert_eq!(pin(&read.otp), pin(&written.otp), "{name}");
    }
    if !lost(Loss::Note) {
        assert!(read.note.expose().starts_with(written.note), "{name}");
    }
    if lost(Loss::GroupsButFirst) {
        assert_eq!(read.groups, written.groups.get(..1).unwrap(), "{name}");
    } else if !lost(Loss::Groups) {
        assert_eq!(read.groups, written.groups, "{name}");
    }
    if !lost(Loss::Favourite) {
        assert_eq!(read.favourite, written.favourite, "{name}");
    }
    if !lost(Loss::Icon) {
        let icon = |icon: &Option<Icon>| icon.as_ref().map(|icon| (icon.icon_type, icon.bytes.clone()));
        assert_eq!(icon(&read.icon), icon(&written.icon), "{name}");
    }
    if !lost(Loss::RecoveryCodes) {
        let texts: Vec<_> = read.recovery_codes.iter().map(SecretText::expose).collect();
        for code in &written.recovery_codes {
            assert!(texts.contains(&code.expose()) || read.note.expose().contains(code.expose()), "{name}");
        }
    }
}

#[test]
fn what_is_written_reads_back() {
    let entries = entries();
    let password = SecretText::copy_of(PASSWORD);
    for exporter in EXPORTS.iter().filter(|exporter| FORMATS.iter().any(|format| format.id == exporter.importer)) {
        let exported = write(exporter.id, &entries);
        let held = held(&exported.report);
        assert_eq!(held.len() + exported.report.left_out.len(), entries.len(), "{}", exporter.id);
        let file = &exported.files[0];
        let source = Source { name: "file.bin", bytes: file.bytes.expose() };
        assert_eq!(recognise(source).unwrap().needs_password, exporter.is_encrypted, "{}", exporter.id);
        let credentials = Credentials { password: Some(&password), ..Credentials::default() };
        let import = read(source, &credentials).unwrap_or_else(|error| panic!("{}: {error:?}", exporter.id));
        assert_eq!(import.format.id, exporter.importer);
        assert_eq!(import.contents.skipped().count(), 0, "{}", exporter.id);
        assert_eq!(import.contents.entries().count(), held.len(), "{}", exporter.id);
        for (read, (place, losses)) in import.contents.entries().zip(&held) {
            check(exporter.id, &entries[*place], losses, read);
        }
    }
}

#[test]
fn a_wrong_password_does_not_open_what_was_written() {
    let wrong = SecretText::copy_of("wrong");
    for exporter in EXPORTS.iter().filter(|exporter| exporter.is_encrypted) {
        let exported = write(exporter.id, &entries());
        let source = Source { name: "file.bin", bytes: exported.files[0].bytes.expose() };
        let answer = read(source, &Credentials { password: Some(&wrong), ..Credentials::default() });
        let code = answer.err().unwrap().error.code();
        assert!(code.starts_with("wrong-password"), "{}: {code}", exporter.id);
        let refused = export(exporter, &[], &settings(None)).err();
        assert_eq!(refused, Some(ExportError::PasswordNeeded), "{}", exporter.id);
    }
}

#[test]
fn plain_formats_are_written_the_same_each_time() {
    for exporter in ["otpauth-list", "ente-plain", "freeotp-plus", "keepass-csv", "html-sheet", "plain-json"] {
        let once = || write(exporter, &entries()).files.remove(0);
        let (first, second) = (once(), once());
        assert!(first.bytes == second.bytes && first.name == second.name, "{exporter}");
    }
}

/// What the table "What is lost" of docs/formats/README.md says.
#[test]
fn what_cannot_be_held_is_told() {
    use LeftOut::{Algorithm, Counter, Digits, Kind, Period, SecretText};

    let left_out = |id: &str| {
        let owned = entries();
        let borrowed: Vec<_> = owned.iter().map(Owned::borrowed).collect();
        judge(exporter(id).unwrap(), &borrowed).left_out
    };
    for (id, expected) in [
        ("plain-json", vec![]),
        ("otpauth-list", vec![]),
        ("aegis", vec![(3, Algorithm), (8, SecretText)]),
        ("2fas", vec![(2, Period), (5, Counter), (7, Kind), (8, Kind), (9, Kind)]),
        ("ente", vec![(3, Algorithm), (7, Kind), (8, Kind), (9, Kind)]),
        ("freeotp-plus", vec![(5, Counter), (7, Kind), (8, Kind), (9, Kind)]),
        ("proton", vec![(3, Algorithm), (4, Kind), (5, Kind), (7, Kind), (8, Kind), (9, Kind)]),
        (
            "google-qr",
            vec![(1, Period), (2, Period), (3, Algorithm), (5, Counter), (6, Kind), (7, Kind), (8, Kind), (9, Kind)],
        ),
        ("keepass-csv", vec![(4, Kind), (5, Kind), (7, Kind), (8, Kind), (9, Kind)]),
    ] {
        assert_eq!(left_out(id), expected, "{id}");
    }
    let nine_digits = [{
        let mut nine = Owned::new(watchword_otp::Kind::Totp, &[1; 20], "", "x");
        nine.otp.digits = 9;
        nine
    }];
    let borrowed: Vec<_> = nine_digits.iter().map(Owned::borrowed).collect();
    for id in ["2fas", "freeotp-plus", "google-qr"] {
        assert_eq!(judge(exporter(id).unwrap(), &borrowed).left_out, [(0, Digits)], "{id}");
    }
}

#[test]
fn google_codes_hold_ten_accounts_and_fit_a_screen() {
    let many: Vec<Owned> = (0..23).map(|n| Owned::new(Kind::Totp, &[n; 20], "Tern", "olu")).collect();
    let exported = write("google-qr", &many);
    let text = String::from_utf8(exported.files[0].bytes.expose().to_vec()).unwrap();
    assert_eq!(text.lines().count(), 3);
    let long: &'static str = Box::leak("long ".repeat(50).into_boxed_str());
    let long: Vec<Owned> = (0..10).map(|n| Owned::new(Kind::Totp, &[n; 64], long.trim(), "olu")).collect();
    let exported = write("google-qr", &long);
    let text = String::from_utf8(exported.files[0].bytes.expose().to_vec()).unwrap();
    assert!(text.lines().all(|line| line.len() <= 1_200));
    let back = read(Source { name: "", bytes: text.as_bytes() }, &Credentials::default()).unwrap();
    assert_eq!(back.contents.entries().count(), 10);
    assert!(back.contents.warnings.is_empty());
}

#[test]
fn the_sheet_has_no_scripts_and_reaches_for_nothing() {
    let exported = write("html-sheet", &entries());
    let page = String::from_utf8(exported.files[0].bytes.expose().to_vec()).unwrap();
    for absent in ["<script", "http://", "https://", "src=", "<b>three", "onload"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert_eq!(page.matches("<svg").count(), entries().len());
}
