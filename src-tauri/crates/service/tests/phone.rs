//! Entries as QR codes for another device.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::atomic::Ordering;
use support::{Desk, password, text};
use watchword_service::phone::{Form, LeftOut, OPEN_MS};
use watchword_service::{EntryId, Session, base32};

/// Makes so many entries, the last of them with another period and one before it with eight digits.
fn fill(session: &mut Session, count: usize) -> Vec<EntryId> {
    let links: Vec<String> = (0..count)
        .map(|at| {
            let secret = base32::encode(format!("{at:020}").as_bytes());
            let (digits, period) = (if at + 2 == count { 8 } else { 6 }, if at + 1 == count { 60 } else { 30 });
            let secret = secret.expose();
            format!("otpauth://totp/Okta:{at}?secret={secret}&issuer=Okta&digits={digits}&period={period}")
        })
        .collect();
    session.intake_text(&text(&links.join("\n"))).unwrap();
    session.intake_accept().unwrap().added
}

#[test]
fn a_plan_says_what_goes_and_what_does_not() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = fill(&mut session, 24);
    let plan = session.phone_plan(&ids, Form::Google).unwrap();
    assert_eq!(plan.pictures, [&ids[..10], &ids[10..20], &ids[20..23]]);
    assert_eq!(plan.left_out, [LeftOut { id: ids[23], why: "move-period" }]);
    assert_eq!((plan.unusual, plan.counted), (1, 0));
    let plan = session.phone_plan(&ids, Form::Links).unwrap();
    assert_eq!((plan.pictures.len(), plan.left_out.len()), (24, 0));
    session.trash(&ids[..1]).unwrap();
    assert_eq!(session.phone_plan(&ids[..2], Form::Links).unwrap().pictures, [&ids[1..2]]);
}

#[test]
fn pictures_want_the_password_and_close_after_a_minute() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = fill(&mut session, 12);
    assert_eq!(session.phone_picture(0).err().unwrap().code, "showing-over");
    let refused = session.open_phone_pictures(&ids, Form::Google, &text("not it"));
    assert_eq!(refused.unwrap_err().code, "wrong-password");
    assert_eq!(session.open_phone_pictures(&ids[11..], Form::Google, &password()).unwrap_err().code, "nothing-to-move");
    let pictures = session.open_phone_pictures(&ids, Form::Google, &password()).unwrap();
    assert_eq!(pictures.len(), 2);
    for at in 0..2 {
        let code = session.phone_picture(at).unwrap();
        assert_eq!(code.squares.expose().len(), code.size * code.size);
        desk.clock.steady_ms.fetch_add(OPEN_MS - 1, Ordering::SeqCst);
    }
    assert_eq!(session.phone_picture(2).err().unwrap().code, "showing-over");
    desk.clock.steady_ms.fetch_add(OPEN_MS, Ordering::SeqCst);
    assert_eq!(session.phone_picture(0).err().unwrap().code, "showing-over");
}

#[test]
fn closed_pictures_are_gone() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = fill(&mut session, 3);
    session.open_phone_pictures(&ids, Form::Links, &password()).unwrap();
    session.close_phone_pictures();
    assert_eq!(session.phone_picture(0).err().unwrap().code, "showing-over");
}
