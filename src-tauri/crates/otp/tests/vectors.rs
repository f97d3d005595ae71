//! Every vector of tests/fixtures/otp, and damage done to them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

use proptest::prelude::*;
use serde_json::Value;
use watchword_otp::{
    Added, Algorithm, Collector, Kind, Link, LinkError, LinkType, LinkWarning, ListEntry, Otp, OtpError, base32,
    is_link, parse_link, parse_list, parse_part,
};
use watchword_secret::{SecretBytes, SecretText};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/otp/", $name))
    };
}

fn list(json: &str) -> Vec<Value> {
    serde_json::from_str(json).unwrap()
}

/// The account in the form of the expected files.
fn seen(link: &Link) -> Value {
    let otp = &link.otp;
    let counted = otp.kind == Kind::Hotp;
    let mut value = serde_json::json!({
        "type": otp.kind.as_str(),
        "issuer": link.issuer,
        "account": link.account,
        "secret_base32": base32::encode(otp.secret.expose()).expose(),
        "algorithm": otp.algorithm.as_str(),
        "digits": otp.digits,
        "period": if counted { None } else { Some(otp.period) },
        "counter": if counted { Some(otp.counter) } else { None },
    });
    if otp.kind.takes_pin() {
        value["pin"] = otp.pin.as_ref().map(|pin| pin.expose().to_owned()).into();
    }
    value
}

fn links(results: Vec<Result<Link, LinkError>>) -> Vec<Value> {
    results.into_iter().map(|result| seen(&result.ok().unwrap())).collect()
}

#[test]
fn codes() {
    let vectors = list(fixture!("algorithms.json"));
    assert_eq!(vectors.len(), 26);
    for vector in vectors {
        let text = |key: &str| vector[key].as_str().unwrap();
        let kind = Kind::parse(text("type")).unwrap();
        let mut otp = Otp::new(kind, base32::decode(text("secret_base32")).unwrap());
        if let Some(secret) = vector["secret_text"].as_str() {
            assert_eq!(otp.secret.expose(), secret.as_bytes());
        }
        if let Some(name) = vector["algorithm"].as_str() {
            otp.algorithm = Algorithm::parse(name).unwrap();
        }
        if let Some(digits) = vector["digits"].as_u64() {
            otp.digits = digits.try_into().unwrap();
        }
        otp.pin = vector["pin"].as_str().map(SecretText::copy_of);
        let code = match kind {
            Kind::Hotp => otp.code_at_counter(vector["counter"].as_u64().unwrap()).unwrap(),
            Kind::Totp | Kind::Steam | Kind::Motp | Kind::Yandex => {
                let time = vector["time"].as_u64().unwrap();
                let codes = otp.codes_at(time).unwrap();
                assert!(codes.valid_from <= time && time < codes.valid_until);
                assert_eq!(codes.valid_until - codes.valid_from, u64::from(otp.period));
                let next = otp.codes_at(codes.valid_until).unwrap();
                assert_eq!(codes.next.expose(), next.code.expose());
                codes.code
            }
        };
        assert_eq!(code.expose(), text("code"), "{vector}");
    }
}

#[test]
fn any_moment_is_answered() {
    for kind in [Kind::Totp, Kind::Steam, Kind::Motp, Kind::Yandex] {
        for period in [1, 30, u32::try_from(i32::MAX).unwrap()] {
            let mut otp = Otp::new(kind, SecretBytes::copy_of(b"0123456789abcdef"));
            otp.pin = kind.takes_pin().then(|| SecretText::copy_of("1234"));
            otp.period = period;
            for time in [0, 1, u64::MAX - 1, u64::MAX] {
                let codes = otp.codes_at(time).unwrap();
                assert!(codes.valid_from <= time && time <= codes.valid_until);
            }
        }
    }
}

#[test]
fn what_cannot_be_computed_is_refused() {
    let otp = |kind| Otp::new(kind, SecretBytes::copy_of(b"0123456789abcdef"));
    let refusal = |otp: &Otp| otp.codes_at(59).err();
    assert_eq!(refusal(&otp(Kind::Motp)), Some(OtpError::PinNeeded));
    assert_eq!(refusal(&otp(Kind::Yandex)), Some(OtpError::PinNeeded));
    assert_eq!(refusal(&otp(Kind::Hotp)), Some(OtpError::NotTimed));
    assert_eq!(otp(Kind::Totp).code_at_counter(0).err(), Some(OtpError::NotCounted));
    assert_eq!(refusal(&Otp::new(Kind::Totp, SecretBytes::new(Vec::new()))), Some(OtpError::EmptySecret));
    assert_eq!(refusal(&Otp::new(Kind::Yandex, SecretBytes::copy_of(b"short"))), Some(OtpError::SecretLength));
    assert_eq!(refusal(&Otp { digits: 0, ..otp(Kind::Totp) }), Some(OtpError::Digits));
    assert_eq!(refusal(&Otp { digits: 11, ..otp(Kind::Totp) }), Some(OtpError::Digits));
    assert_eq!(refusal(&Otp { digits: 6, ..otp(Kind::Steam) }), Some(OtpError::Digits));
    assert_eq!(refusal(&Otp { period: 0, ..otp(Kind::Totp) }), Some(OtpError::Period));
    assert_eq!(refusal(&Otp { period: 1 << 31, ..otp(Kind::Totp) }), Some(OtpError::Period));
    assert_eq!(refusal(&Otp { algorithm: Algorithm::Md5, ..otp(Kind::Totp) }), Some(OtpError::Algorithm));
    assert_eq!(refusal(&Otp { algorithm: Algorithm::Sha256, ..otp(Kind::Steam) }), Some(OtpError::Algorithm));
    let with_pin = |kind, pin| Otp { pin: Some(SecretText::copy_of(pin)), ..otp(kind) };
    assert_eq!(refusal(&with_pin(Kind::Yandex, "12a4")), Some(OtpError::Pin));
    assert_eq!(refusal(&with_pin(Kind::Yandex, "")), Some(OtpError::PinNeeded));
    // Mobile-OTP without PIN: an empty one, which adds nothing to the hash.
    assert_eq!(refusal(&with_pin(Kind::Motp, "")), None);
}

#[test]
fn a_duplicate_is_equal() {
    let mut otp = Otp::new(Kind::Yandex, SecretBytes::copy_of(b"0123456789abcdef"));
    otp.pin = Some(SecretText::copy_of("1234"));
    assert!(otp.duplicate() == otp);
    assert!(Otp { pin: None, ..otp.duplicate() } != otp);
}

#[test]
fn deviations_of_links() {
    let vectors = list(fixture!("otpauth-deviations.json"));
    assert_eq!(vectors.len(), 53);
    for vector in vectors {
        let uri = vector["uri"].as_str().unwrap();
        let expected = vector["error"].as_str().map(|error| match error {
            "no secret" => LinkError::NoSecret,
            "empty secret" => LinkError::EmptySecret,
            "not base32" => LinkError::BadSecret,
            "unknown type" => LinkError::UnknownType,
            "unsupported algorithm" => LinkError::UnknownAlgorithm,
            "digits" => LinkError::BadDigits,
            "period" => LinkError::BadPeriod,
            "counter" => LinkError::BadCounter,
            "scheme" => LinkError::NotALink,
            other => panic!("the vectors have a new error: {other}"),
        });
        match parse_link(uri) {
            Ok(link) => {
                assert_eq!(seen(&link), vector["entry"], "{uri}");
                assert!(link.otp.check().is_ok());
            }
            Err(error) => assert_eq!(Some(error), expected, "{uri}"),
        }
    }
}

#[test]
fn what_is_strange_but_readable_is_said() {
    for (link, warning) in [
        ("otpauth://hotp/a?secret=MFRGGZDF", LinkWarning::CounterMissing),
        ("otpauth://totp/a%FF?secret=MFRGGZDF", LinkWarning::TextDamaged),
        ("otpauth://totp/a?secret=MFRGGZDF&issuer=%FF", LinkWarning::TextDamaged),
        ("otpauth://yaotp/a?secret=CEJYXCZK34AZKIK3TTDSJ5PYIWQLMSAJZWEEITSHV4", LinkWarning::CheckSumWrong),
        ("otpauth://yaotp/a?secret=BEJYXCZK34AZKIK3TTDSJ5PYIWQLMSA", LinkWarning::SecretShortened),
        ("otpauth://yaotp/a?secret=BEJYXCZK34AZKIK3TTDSJ5PYIU&pin=1", LinkWarning::PinDamaged),
    ] {
        assert_eq!(parse_link(link).ok().unwrap().warnings, [warning], "{link}");
    }
    assert_eq!(parse_link("otpauth://totp/a?secret=MF%FFGGZDF").err(), Some(LinkError::BadSecret));
    assert_eq!(parse_link("otpauth://yaotp/a?secret=MFRGGZDF").err(), Some(LinkError::BadSecret));
}

#[test]
fn tags_icons_and_labels() {
    let link = "otpauth://totp/Tern:olu?secret=MFRGGZDF&tags=Work&tags=%20&tags=Home&tags=Work&image=https://example.org/i.png";
    let link = parse_link(link).ok().unwrap();
    assert_eq!(link.tags, ["Work", "Home"]);
    assert_eq!(link.icon_hint.as_deref(), Some("https://example.org/i.png"));
    assert_eq!(link.original_label, "Tern:olu");
}

#[test]
fn steam_secrets_in_base64_may_end_in_a_slash() {
    let secret = |text: &str| parse_link(text).ok().map(|link| link.otp.secret.expose().to_vec());
    let twenty = secret("steam://2Y7vuJz/bZt32QvtMcoR+3t7M9U");
    assert_eq!(twenty.as_ref().map(Vec::len), Some(20));
    assert_eq!(secret("steam://2Y7vuJz/bZt32QvtMcoR+3t7M9U="), twenty);
    assert_eq!(secret("steam://2Y7vuJz_bZt32QvtMcoR-3t7M9U/"), twenty);
    assert_eq!(parse_link("steam://").err(), Some(LinkError::NoSecret));
    assert_eq!(parse_link("steam://!").err(), Some(LinkError::BadSecret));
}

#[test]
fn a_list_of_links() {
    let items = parse_list(fixture!("otpauth.txt"));
    let links: Vec<Value> = items
        .into_iter()
        .map(|item| match item.result {
            Ok(ListEntry::Link(link)) => seen(&link),
            Ok(ListEntry::Part(_)) | Err(_) => panic!("line {}", item.line),
        })
        .collect();
    assert_eq!(links, list(fixture!("otpauth.txt.expected.json")));
}

#[test]
fn links_beyond_the_limits_are_refused() {
    let long = format!("otpauth://totp/a?secret=MFRGGZDF&issuer={}", "a".repeat(70_000));
    assert_eq!(parse_link(&long).err(), Some(LinkError::TooLong));
    let long = format!("otpauth://totp/a?secret={}", "A".repeat(2000));
    assert_eq!(parse_link(&long).err(), Some(LinkError::TooLong));
    let part = format!("otpauth-migration://offline?data={}", "A".repeat(100_000));
    assert_eq!(parse_part(&part).err(), Some(LinkError::MigrationTooLarge));
}

#[test]
fn exports_of_one_part() {
    for (text, expected, batch_id) in [
        (fixture!("google-migration.txt"), fixture!("google-migration.txt.expected.json"), Some(-1_196_453_371)),
        (fixture!("google-migration-raw.txt"), fixture!("google-migration-raw.txt.expected.json"), Some(7)),
        (fixture!("google-migration-v2.txt"), fixture!("google-migration-v2.txt.expected.json"), None),
    ] {
        assert_eq!(is_link(text), Some(LinkType::Migration));
        assert_eq!(parse_link(text).err(), Some(LinkError::IsMigration));
        let part = parse_part(text).ok().unwrap();
        assert_eq!((part.batch_id, part.size, part.index), (batch_id, 1, 0));
        assert!(part.warnings.is_empty());
        assert_eq!(links(part.accounts), list(expected));
    }
}

#[test]
fn parts_are_put_in_order() {
    let [first, second] = two_parts();
    let add = |collector: &mut Collector, text| collector.add(parse_part(text).ok().unwrap());
    let mut collector = Collector::default();
    assert_eq!(add(&mut collector, second), Added::New);
    assert_eq!(collector.sets()[0].found(), [2]);
    assert_eq!(collector.sets()[0].missing(), [1]);
    assert_eq!(add(&mut collector, second), Added::SeenBefore);
    assert_eq!(add(&mut collector, first), Added::New);
    assert_eq!(add(&mut collector, first), Added::SeenBefore);
    assert_eq!(collector.sets().len(), 1);
    assert_eq!(collector.sets()[0].found(), [1, 2]);
    assert!(collector.sets()[0].missing().is_empty());
    assert_eq!(links(collector.into_links()), list(fixture!("google-migration-2parts.txt.expected.json")));
}

#[test]
fn one_part_alone_can_be_taken() {
    let [_, second] = two_parts();
    let mut collector = Collector::default();
    collector.add(parse_part(second).ok().unwrap());
    assert_eq!(links(collector.into_links()), list(fixture!("google-migration-2parts.txt.expected.json"))[10..]);
}

#[test]
fn parts_that_contradict_start_a_new_set() {
    // Two exports of one part without batch id: same place, other content.
    let first = part(&[0x0a, 3, 0x0a, 1, 1]);
    let second = part(&[0x0a, 3, 0x0a, 1, 2]);
    let beyond = part(&[0x18, 2, 0x20, 2, 0x28, 9]);
    let mut collector = Collector::default();
    assert_eq!(collector.add(parse_part(&first).ok().unwrap()), Added::New);
    assert_eq!(collector.add(parse_part(&second).ok().unwrap()), Added::StartedNewSet);
    assert_eq!(collector.add(parse_part(&second).ok().unwrap()), Added::SeenBefore);
    assert_eq!(collector.add(parse_part(&beyond).ok().unwrap()), Added::StartedNewSet);
    assert_eq!(collector.sets().len(), 3);
    assert_eq!(collector.sets()[2].missing(), [1, 2]);
}

#[test]
fn accounts_of_an_export_are_refused_one_by_one() {
    for (account, error) in [
        (&[0x12, 1, b'a'][..], LinkError::NoSecret),
        (&[0x0a, 0], LinkError::EmptySecret),
        (&[0x0a, 1, 1, 0x20, 4], LinkError::UnknownAlgorithm),
        (&[0x0a, 1, 1, 0x28, 3], LinkError::BadDigits),
        (&[0x0a, 1, 1, 0x30, 3], LinkError::UnknownType),
        (&[0x0a, 1, 1, 0x30, 1, 0x38, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1], LinkError::BadCounter),
        (&[0x0a, 9, 1], LinkError::DamagedMigration),
    ] {
        let mut message = vec![0x0a, u8::try_from(account.len()).unwrap()];
        message.extend_from_slice(account);
        message.extend_from_slice(&[0x0a, 3, 0x0a, 1, 1]);
        let accounts = parse_part(&part(&message)).ok().unwrap().accounts;
        assert_eq!(accounts[0].as_ref().err(), Some(&error));
        assert!(accounts[1].is_ok());
    }
}

#[test]
fn parts_beyond_the_limits_are_refused() {
    assert_eq!(parse_part(&part(&[0x18, 101])).err(), Some(LinkError::MigrationTooLarge));
    assert_eq!(parse_part(&part(&[0x20, 100])).err(), Some(LinkError::MigrationTooLarge));
    assert_eq!(parse_part("otpauth-migration://offline").err(), Some(LinkError::DamagedMigration));
    assert_eq!(parse_part("otpauth-migration://online?data=").err(), Some(LinkError::NotALink));
    let part = parse_part(&part(&[0x10, 3, 0x18, 0])).ok().unwrap();
    assert_eq!((part.size, part.warnings.as_slice()), (1, &[LinkWarning::MigrationVersionUnknown][..]));
}

#[test]
fn exports_cut_short_are_damaged_or_shorter() {
    let text = fixture!("google-migration-raw.txt").trim();
    let start = text.find('=').unwrap() + 1;
    let whole = parse_part(text).ok().unwrap().accounts.len();
    let mut refused = 0;
    for end in start..text.len() {
        match parse_part(&text[..end]) {
            Ok(part) => assert!(part.accounts.len() <= whole),
            Err(error) => {
                assert_eq!(error, LinkError::DamagedMigration);
                refused += 1;
            }
        }
    }
    // Only a cut between two fields leaves a whole message.
    assert!(refused > (text.len() - start) * 9 / 10);
}

fn two_parts() -> [&'static str; 2] {
    let mut lines = fixture!("google-migration-2parts.txt").lines();
    [lines.next().unwrap(), lines.next().unwrap()]
}

/// The link of a payload.
fn part(payload: &[u8]) -> String {
    format!("otpauth-migration://offline?data={}", data_encoding::BASE64URL_NOPAD.encode(payload))
}

proptest! {
    #[test]
    fn any_link_is_answered(head in "(otpauth:|motp:|steam:|)(//totp/|//yaotp/|//hotp/|//)", tail in ".{0,80}") {
        let text = format!("{head}{tail}");
        if let Ok(link) = parse_link(&text) {
            prop_assert!(link.otp.check().is_ok());
        }
        let _items = parse_list(&text);
    }

    #[test]
    fn any_parameters_are_answered(tail in "(secret=[A-Z2-7%=&]{0,40}|&(digits|period|counter|pin|issuer|tags)=[0-9a-z%:]{0,12}){1,6}") {
        for head in ["otpauth://totp/a?", "otpauth://hotp/a?", "otpauth://yaotp/a?", "motp://a?"] {
            if let Ok(link) = parse_link(&format!("{head}{tail}")) {
                prop_assert!(link.otp.check().is_ok());
            }
        }
    }

    #[test]
    fn any_payload_is_answered(payload in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(part) = parse_part(&part(&payload)) {
            prop_assert!(part.size >= 1 && part.size <= 100);
            for link in part.accounts.into_iter().flatten() {
                prop_assert!(link.otp.check().is_ok());
            }
        }
    }

    #[test]
    fn a_damaged_export_is_answered(place in 0_usize..200, value in any::<u8>()) {
        let mut text = fixture!("google-migration-raw.txt").trim().as_bytes().to_vec();
        let start = text.len() - 268.min(text.len());
        let length = text.len();
        text[(start + 40 + place).min(length - 1)] = value & 0x7f;
        let _part = parse_part(&String::from_utf8(text).unwrap());
    }
}
