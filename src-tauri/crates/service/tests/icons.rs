//! Icons: chosen, undone, kept in backups, not shown while others watch.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

mod support;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;
use support::{Desk, SECRET, add};
use watchword_service::icon::{IconChoice, picture_of};
use watchword_service::look::Tile;
use watchword_service::{EntryId, PictureId, Session};

/// A picture file of one colour.
fn picture(red: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let pixels = RgbaImage::from_pixel(200, 200, Rgba([red, 20, 30, 255]));
    DynamicImage::ImageRgba8(pixels).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

fn with_entry() -> (Desk, Session, EntryId) {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&format!("otpauth://totp/GitHub:olu?issuer=GitHub&secret={SECRET}")])[0];
    (desk, session, id)
}

fn tile(session: &mut Session, id: EntryId) -> Tile {
    session.plain_row(id).unwrap().tile
}

fn red_of(session: &Session, picture: PictureId) -> u8 {
    let shown = session.icon_pixels(picture).unwrap();
    assert_eq!((shown.width, shown.height, shown.pixels.len()), (96, 96, 96 * 96 * 4));
    shown.pixels[0]
}

#[test]
fn each_choice_is_one_change_that_undo_takes_back() {
    let (_desk, mut session, id) = with_entry();
    let automatic = tile(&mut session, id);
    let offered = session.offer_picture(picture_of(&picture(200)).unwrap());
    let choices = [
        IconChoice::Monogram("Q".to_owned(), Some(3)),
        IconChoice::Mark("okta".to_owned()),
        IconChoice::Picture(offered),
    ];
    for choice in choices {
        let before = tile(&mut session, id);
        let done = session.set_icon(&[id], choice.clone()).unwrap();
        assert_eq!((done.what.as_str(), done.count, done.name.as_str()), ("icon", 1, "GitHub-olu"));
        let chosen = tile(&mut session, id);
        assert_ne!(chosen, before, "{choice:?}");
        assert_eq!(session.history(id)[0].what, "icon");
        session.undo(done.undo_id).unwrap();
        assert_eq!(tile(&mut session, id), before, "{choice:?}");
        session.redo().unwrap();
        assert_eq!(tile(&mut session, id), chosen, "{choice:?}");
    }
    session.set_icon(&[id], IconChoice::Automatic).unwrap();
    assert_eq!(tile(&mut session, id), automatic);
    assert_eq!(session.automatic_tile(id).unwrap(), automatic);
}

#[test]
fn a_picture_is_held_until_it_is_chosen_and_then_belongs_to_the_vault() {
    let (desk, mut session, id) = with_entry();
    let dropped = session.offer_picture(picture_of(&picture(10)).unwrap());
    let offered = session.offer_picture(picture_of(&picture(200)).unwrap());
    assert_eq!(session.icon_pixels(dropped).err().unwrap().code, "not-found");
    assert_eq!(session.set_icon(&[id], IconChoice::Picture(dropped)).unwrap_err().code, "not-found");
    assert_eq!(red_of(&session, offered), 200);
    session.set_icon(&[id], IconChoice::Picture(offered)).unwrap();
    drop(session);
    let mut session = desk.open();
    assert_eq!(tile(&mut session, id).picture, Some(offered));
    assert_eq!(red_of(&session, offered), 200);
    // The picture of one entry can be given to another.
    let other = add(&mut session, &[&format!("otpauth://totp/Jira:olu?issuer=Jira&secret={SECRET}AAAA")])[0];
    session.set_icon(&[other], IconChoice::Picture(offered)).unwrap();
    assert_eq!(tile(&mut session, other).picture, Some(offered));
}

#[test]
fn what_is_no_picture_or_no_mark_is_refused_and_changes_nothing() {
    let (_desk, mut session, id) = with_entry();
    let revision = session.revision();
    let refused = |file: &[u8]| picture_of(file).unwrap_err().code;
    assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "unsupported-picture");
    assert_eq!(refused(b"nothing"), "not-a-picture");
    assert_eq!(refused(&picture(1)[..60]), "damaged-picture");
    let mark = IconChoice::Mark("No such mark".to_owned());
    assert_eq!(session.set_icon(&[id], mark).unwrap_err().code, "not-found");
    assert_eq!(session.revision(), revision);
}

#[test]
fn a_chosen_icon_is_not_shown_while_others_watch() {
    let (_desk, mut session, id) = with_entry();
    session.present(true);
    let automatic = tile(&mut session, id);
    session.present(false);
    let offered = session.offer_picture(picture_of(&picture(200)).unwrap());
    for choice in [
        IconChoice::Monogram("Q".to_owned(), Some(3)),
        IconChoice::Mark("okta".to_owned()),
        IconChoice::Picture(offered),
    ] {
        session.set_icon(&[id], choice).unwrap();
        session.present(true);
        assert_eq!(tile(&mut session, id), automatic);
        assert!(session.icon_pixels(offered).is_err());
        session.present(false);
    }
}
