//! Entries as a sequence of QR codes that another device reads off the screen, or off paper.
//!
//! A plan says what would be shown and what cannot be; the password opens it. Open, it gives one picture at a time, and
//! closes when none was asked for in a minute.

use crate::failure::Failure;
use crate::qr::{QrSquares, squares_of};
use crate::session::Session;
use fast_qr::ECL;
use watchword_entry::{Entry, EntryId};
use watchword_otp::migration::{Account, LONE_PART_BYTES, write_parts};
use watchword_otp::{Algorithm, Kind, write_link};
use watchword_secret::{SecretText, make_random};

/// How long the pictures stay open after one was asked for, in milliseconds.
pub const OPEN_MS: u64 = 60_000;

/// What is in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A part of a Google Authenticator export, with up to ten entries. Many apps read them.
    Google,
    /// The `otpauth:` link of one entry. Every app reads one.
    Links,
}

/// An entry that cannot be shown in a form, and the key of the sentence that says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The entry.
    pub id: EntryId,
    /// "move-kind", "move-period" and so on.
    pub why: &'static str,
}

/// What would be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The entries of each picture, in order.
    pub pictures: Vec<Vec<EntryId>>,
    /// Entries that cannot be among them.
    pub left_out: Vec<LeftOut>,
    /// Entries with a hash other than SHA-1 or digits other than six: some apps take them and give wrong codes.
    pub unusual: usize,
    /// Counter entries: two devices with one counter drift apart.
    pub counted: usize,
}

/// The links of the pictures while they are open.
pub(crate) struct OpenPictures {
    links: Vec<SecretText>,
    level: ECL,
    closes_ms: u64,
}

/// Links ready to be drawn, each with its entries.
struct Drawn {
    links: Vec<(SecretText, Vec<EntryId>)>,
    left_out: Vec<LeftOut>,
}

impl Session {
    /// What would be shown of these entries, in the order given. Those in the trash are passed over.
    ///
    /// # Errors
    /// `entry-gone`, `internal` without randomness.
    pub fn phone_plan(&self, ids: &[EntryId], form: Form) -> Result<Plan, Failure> {
        let entries = self.entries_to_move(ids)?;
        let drawn = draw(&entries, form)?;
        let shown = |entry: &&&Entry| drawn.left_out.iter().all(|left_out| left_out.id != entry.id);
        let is_unusual = |entry: &Entry| {
            let otp = &entry.otp;
            matches!(otp.kind, Kind::Totp | Kind::Hotp) && (otp.algorithm != Algorithm::Sha1 || otp.digits != 6)
        };
        Ok(Plan {
            unusual: entries.iter().filter(shown).filter(|entry| is_unusual(entry)).count(),
            counted: entries.iter().filter(shown).filter(|entry| entry.otp.kind == Kind::Hotp).count(),
            pictures: drawn.links.into_iter().map(|(_, ids)| ids).collect(),
            left_out: drawn.left_out,
        })
    }

    /// Opens the pictures of these entries. Returns the entries of each.
    ///
    /// # Errors
    /// `wrong-password`, `nothing-to-move` where no entry can be shown, `entry-gone`.
    pub fn open_phone_pictures(
        &mut self,
        ids: &[EntryId],
        form: Form,
        password: &SecretText,
    ) -> Result<Vec<Vec<EntryId>>, Failure> {
        self.confirm_password(password)?;
        let (links, ids): (Vec<_>, Vec<_>) = draw(&self.entries_to_move(ids)?, form)?.links.into_iter().unzip();
        if links.is_empty() {
            return Err(Failure::new("nothing-to-move"));
        }
        let level = match form {
            // Large codes: the least correction makes the largest squares, and screens and paper are clean.
            Form::Google => ECL::L,
            Form::Links => ECL::M,
        };
        self.open_pictures = Some(OpenPictures { links, level, closes_ms: self.steady_ms() + OPEN_MS });
        Ok(ids)
    }

    /// One of the open pictures, from 0. All stay open for another minute.
    ///
    /// # Errors
    /// `showing-over` when they are closed or there is no such picture, `qr-too-long`.
    pub fn phone_picture(&mut self, at: usize) -> Result<QrSquares, Failure> {
        self.close_phone_pictures_if_due();
        let closes_ms = self.steady_ms() + OPEN_MS;
        let open = self.open_pictures.as_mut().ok_or_else(|| Failure::new("showing-over"))?;
        open.closes_ms = closes_ms;
        let link = open.links.get(at).ok_or_else(|| Failure::new("showing-over"))?;
        squares_of(link, open.level)
    }

    /// Closes the pictures: their links are wiped.
    pub fn close_phone_pictures(&mut self) {
        self.open_pictures = None;
    }

    /// Closes the pictures when their minute is over.
    pub fn close_phone_pictures_if_due(&mut self) {
        if self.open_pictures.as_ref().is_some_and(|open| self.steady_ms() >= open.closes_ms) {
            self.open_pictures = None;
        }
    }

    fn entries_to_move(&self, ids: &[EntryId]) -> Result<Vec<&Entry>, Failure> {
        let entries = ids.iter().map(|id| self.entry(*id)).collect::<Result<Vec<_>, _>>()?;
        Ok(entries.into_iter().filter(|entry| !entry.is_trashed()).collect())
    }
}

fn draw(entries: &[&Entry], form: Form) -> Result<Drawn, Failure> {
    match form {
        Form::Google => draw_parts(entries),
        Form::Links => Ok(draw_links(entries)),
    }
}

fn draw_parts(entries: &[&Entry]) -> Result<Drawn, Failure> {
    let accounts: Vec<Account<'_>> = entries
        .iter()
        .map(|entry| Account { otp: &entry.otp, issuer: &entry.labels.issuer, account: &entry.labels.account })
        .collect();
    // From 1 to 2³¹−1.
    let batch_id = (i32::from_le_bytes(make_random()?) & i32::MAX).max(1);
    let written = write_parts(&accounts, batch_id);
    let id = |place: usize| entries.get(place).map(|entry| entry.id);
    Ok(Drawn {
        links: written
            .parts
            .into_iter()
            .map(|part| (part.link, part.accounts.into_iter().filter_map(id).collect()))
            .collect(),
        left_out: written
            .left_out
            .into_iter()
            .filter_map(|(place, why)| Some(LeftOut { id: id(place)?, why: why.code() }))
            .collect(),
    })
}

fn draw_links(entries: &[&Entry]) -> Drawn {
    let mut drawn = Drawn { links: Vec::new(), left_out: Vec::new() };
    for entry in entries {
        let link = write_link(&entry.otp, &entry.labels.issuer, &entry.labels.account);
        if link.expose().len() > LONE_PART_BYTES {
            drawn.left_out.push(LeftOut { id: entry.id, why: "move-too-long" });
        } else {
            drawn.links.push((link, vec![entry.id]));
        }
    }
    drawn
}
