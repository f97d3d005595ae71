//! The ways in: each turns what it is given into items of the intake.

use super::{Answer, Folder, Intake, Item, Picture, Problem, State, Unknown};
use crate::edit::clean_tags;
use crate::failure::Failure;
use crate::ports::Pixels;
use crate::session::Session;
use serde::Deserialize;
use watchword_entry::{LABEL_LIMIT, Labels, Name, clean_text, fingerprint, form};
use watchword_otp::link::{
    Link, LinkError, LinkType, ListEntry, MAX_SCANNED_LINK_BYTES, is_link, parse_link, parse_list,
};
use watchword_otp::migration::{Added, Part, parse_part};
use watchword_otp::{Algorithm, Kind, Otp, base32};
use watchword_picture::{Limits, PictureError, Scan};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroize;

/// The largest text that is looked at, in bytes.
const TEXT_LIMIT: usize = 16 << 20;

/// Fields of an entry typed by hand.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TypedEntry {
    /// Base32 (mOTP: the text itself), with or without spaces.
    pub secret: String,
    /// Who asks for the code.
    #[serde(default)]
    pub issuer: String,
    /// Which account there.
    #[serde(default)]
    pub account: String,
    /// "totp", "hotp", "steam", "motp" or "yandex".
    pub kind: String,
    /// "SHA1" and so on; "" for the usual one.
    #[serde(default)]
    pub algorithm: String,
    /// Length of the code; 0 for the usual one.
    #[serde(default)]
    pub digits: u8,
    /// Seconds; 0 for the usual ones.
    #[serde(default)]
    pub period: u32,
    /// Counter of the next code.
    #[serde(default)]
    pub counter: u64,
    /// PIN of mOTP and Yandex.
    #[serde(default)]
    pub pin: String,
}

impl Drop for TypedEntry {
    fn drop(&mut self) {
        self.secret.zeroize();
        self.pin.zeroize();
    }
}

impl Session {
    /// Reads a picture file and puts its codes under review.
    pub fn intake_picture(&mut self, name: &str, bytes: &[u8]) {
        let scan = watchword_picture::read(bytes, &Limits::default());
        self.intake_scan(name, scan);
    }

    /// Reads a picture from the clipboard and puts its codes under review.
    pub fn intake_pixels(&mut self, name: &str, pixels: &Pixels) {
        let scan =
            watchword_picture::read_pixels(pixels.width, pixels.height, pixels.rgba.expose(), &Limits::default());
        self.intake_scan(name, scan);
    }

    /// Puts what was found in a picture under review. Reading pictures takes long: a face may do it without holding the
    /// session and bring the result here.
    pub fn intake_scan(&mut self, name: &str, scan: Result<Scan, PictureError>) {
        let name = clean_text(name, LABEL_LIMIT);
        let intake = self.intake.get_or_insert_default();
        let scan = match scan {
            Ok(scan) => scan,
            Err(error) => return intake.problems.push(Problem { source: name, failure: picture_failure(error) }),
        };
        if scan.codes.is_empty() {
            intake.problems.push(Problem { source: name.clone(), failure: Failure::new("no-code-in-picture") });
        }
        let picture = intake.pictures.len();
        intake.pictures.push(Picture {
            name,
            width: scan.width,
            height: scan.height,
            codes: scan.codes.iter().map(|code| code.corners).collect(),
        });
        for (at, code) in scan.codes.iter().enumerate() {
            intake.take_text(code.text.expose(), Some(picture), at + 1);
        }
        self.settle();
    }

    /// Notes a folder of which the pictures were read: those with codes are put under review by
    /// [`Session::intake_scan`], the rest is only counted.
    pub fn intake_folder(&mut self, mut folder: Folder) {
        folder.name = clean_text(&folder.name, LABEL_LIMIT);
        self.intake.get_or_insert_default().folders.push(folder);
    }

    /// Notes a source that could not even be read.
    pub fn intake_problem(&mut self, problem: Problem) {
        self.intake.get_or_insert_default().problems.push(problem);
    }

    /// Puts a link or lines of links under review.
    ///
    /// # Errors
    /// `not-a-link` when no line is one; nothing is put under review then.
    pub fn intake_text(&mut self, text: &SecretText) -> Result<(), Failure> {
        let text = text.expose();
        if text.len() > TEXT_LIMIT {
            return Err(Failure::new("not-a-link"));
        }
        let items = parse_list(text);
        let any = items.iter().any(|item| !matches!(item.result, Err(LinkError::NotALink)));
        if !any {
            return Err(Failure::new("not-a-link"));
        }
        let intake = self.intake.get_or_insert_default();
        for item in items {
            match item.result {
                Ok(ListEntry::Link(link)) => intake.take_link(Ok(*link), None, 0),
                Ok(ListEntry::Part(part)) => intake.take_part(part, None, 0),
                Err(LinkError::NotALink) => {
                    intake.unknown.push(Unknown { what: "text", picture: None, number: item.line });
                }
                Err(error) => intake.take_link(Err(error), None, 0),
            }
        }
        self.settle();
        Ok(())
    }

    /// Puts an entry typed by hand under review.
    ///
    /// # Errors
    /// Which field is wrong: `secret-empty`, `bad-secret`, `unknown-type`, `unknown-algorithm`, `bad-digits`,
    /// `bad-period`, `pin-needed`.
    pub fn intake_typed(&mut self, typed: &TypedEntry) -> Result<(), Failure> {
        let otp = typed.otp()?;
        let labels = Labels {
            issuer: clean_text(&typed.issuer, LABEL_LIMIT),
            account: clean_text(&typed.account, LABEL_LIMIT),
            ..Labels::default()
        };
        self.intake.get_or_insert_default().take(otp, labels, None, 0, Vec::new());
        self.settle();
        Ok(())
    }

    /// Puts what is on the clipboard under review: a picture first, else links.
    ///
    /// # Errors
    /// `clipboard-empty`, or `not-a-link`.
    pub fn intake_clipboard(&mut self) -> Result<(), Failure> {
        if let Some(pixels) = self.machine.clipboard.picture() {
            self.intake_pixels("", &pixels);
            return Ok(());
        }
        let text = self.machine.clipboard.text().ok_or_else(|| Failure::new("clipboard-empty"))?;
        self.intake_text(&text)
    }

    /// Puts entries of another vault or backup under review.
    pub(crate) fn intake_entries(&mut self, entries: Vec<watchword_entry::Entry>) {
        let intake = self.intake.get_or_insert_default();
        for entry in entries.into_iter().filter(|entry| !entry.is_trashed()) {
            let (otp, labels) = (entry.otp.duplicate(), entry.labels.clone());
            if let Some(item) = intake.take(otp, labels, None, 0, Vec::new()) {
                // It has the name that a person gave it.
                item.name_settled = true;
                item.whole = Some(entry);
            }
        }
        self.settle();
    }
}

impl Intake {
    /// Takes the text of a scanned code.
    fn take_text(&mut self, text: &str, picture: Option<usize>, number: usize) {
        let kind = is_link(text);
        if kind.is_some() && text.len() > MAX_SCANNED_LINK_BYTES {
            return self.take_link(Err(LinkError::TooLong), picture, number);
        }
        match kind {
            Some(LinkType::Migration) => match parse_part(text) {
                Ok(part) => self.take_part(part, picture, number),
                Err(error) => self.take_link(Err(error), picture, number),
            },
            Some(LinkType::Otpauth | LinkType::Motp | LinkType::Steam) => {
                self.take_link(parse_link(text), picture, number);
            }
            _ => {
                let lower = text.trim_start().to_ascii_lowercase();
                let what = if lower.starts_with("http://") || lower.starts_with("https://") {
                    "link"
                } else if lower.starts_with("wifi:") {
                    "wifi"
                } else {
                    "text"
                };
                self.unknown.push(Unknown { what, picture, number });
            }
        }
    }

    fn take_part(&mut self, mut part: Part, picture: Option<usize>, number: usize) {
        let accounts = std::mem::take(&mut part.accounts);
        if self.collector.add(part) == Added::SeenBefore {
            return;
        }
        for account in accounts {
            self.take_link(account, picture, number);
        }
    }

    fn take_link(&mut self, link: Result<Link, LinkError>, picture: Option<usize>, number: usize) {
        match link {
            Ok(link) => {
                let labels = Labels {
                    issuer: clean_text(&link.issuer, LABEL_LIMIT),
                    account: clean_text(&link.account, LABEL_LIMIT),
                    original_label: clean_text(&link.original_label, LABEL_LIMIT),
                    tags: clean_tags(&link.tags),
                    ..Labels::default()
                };
                let warnings = link.warnings.iter().map(|warning| warning.code()).collect();
                self.take(link.otp, labels, picture, number, warnings);
            }
            Err(error) => {
                let mut item = new_item(None, Labels::default(), picture, number, Vec::new());
                item.state = State::Unusable;
                item.problem = Some(link_failure(error));
                self.items.push(item);
            }
        }
    }

    /// Puts one entry under review. `None` when it is there already: the same secret under the same name, on two screens
    /// say, is one, with the higher counter and all tags.
    fn take(
        &mut self,
        otp: Otp,
        labels: Labels,
        picture: Option<usize>,
        number: usize,
        warnings: Vec<&'static str>,
    ) -> Option<&mut Item> {
        let key = (fingerprint(&otp), form(&otp), labels.issuer.to_lowercase(), labels.account.to_lowercase());
        if let Some(known) = self.places.get(&key).and_then(|at| self.items.get_mut(*at)) {
            if let Some(mine) = &mut known.otp {
                mine.counter = mine.counter.max(otp.counter);
            }
            for mine in [&mut known.came, &mut known.labels] {
                mine.tags = clean_tags(&[mine.tags.as_slice(), labels.tags.as_slice()].concat());
            }
            return None;
        }
        self.places.insert(key, self.items.len());
        let mut item = new_item(Some(otp), labels, picture, number, warnings);
        item.warn_of_short_secret();
        self.items.push(item);
        self.items.last_mut()
    }
}

/// Below this many bytes a secret is shorter than RFC 4226 (section 4, R6) asks for.
const SHORT_SECRET: usize = 16;

impl Item {
    pub(super) fn warn_of_short_secret(&mut self) {
        let is_short = |otp: &Otp| otp.secret.len() < SHORT_SECRET && otp.kind != Kind::Motp;
        if self.otp.as_ref().is_some_and(is_short) {
            self.warnings.push("secret-short");
        }
    }
}

pub(super) fn new_item(
    otp: Option<Otp>,
    came: Labels,
    picture: Option<usize>,
    number: usize,
    warnings: Vec<&'static str>,
) -> Item {
    Item {
        picture,
        number,
        labels: came.clone(),
        name: Name::default(),
        was: String::new(),
        proposal: None,
        proposal_used: false,
        name_needed: false,
        state: State::New,
        existing: None,
        existing_name: None,
        answer: Answer::None,
        ticked: true,
        warnings,
        problem: None,
        from: None,
        otp,
        whole: None,
        came,
        name_settled: false,
        seen: false,
        receipt_row: None,
    }
}

impl TypedEntry {
    /// What its codes are computed from.
    ///
    /// # Errors
    /// Which field is wrong.
    pub fn otp(&self) -> Result<Otp, Failure> {
        let kind = Kind::parse(&self.kind).ok_or_else(|| Failure::new("unknown-type"))?;
        if self.secret.trim().is_empty() {
            return Err(Failure::new("empty-secret"));
        }
        let secret = if kind == Kind::Motp {
            SecretBytes::copy_of(self.secret.trim().as_bytes())
        } else {
            base32::decode(&self.secret).map_err(|_| Failure::new("bad-secret"))?
        };
        let usual = match kind {
            Kind::Motp => Algorithm::Md5,
            Kind::Yandex => Algorithm::Sha256,
            Kind::Totp | Kind::Hotp | Kind::Steam => Algorithm::Sha1,
        };
        let algorithm = match self.algorithm.as_str() {
            "" => usual,
            name => Algorithm::parse(name).ok_or_else(|| Failure::new("unknown-algorithm"))?,
        };
        let (digits, period) = match kind {
            Kind::Totp | Kind::Hotp => (6, 30),
            Kind::Steam => (5, 30),
            Kind::Motp => (6, 10),
            Kind::Yandex => (8, 30),
        };
        let otp = Otp {
            kind,
            secret,
            algorithm,
            digits: if self.digits == 0 { digits } else { self.digits },
            period: if self.period == 0 { period } else { self.period },
            counter: self.counter,
            pin: (!self.pin.is_empty()).then(|| SecretText::copy_of(&self.pin)),
        };
        otp.check().map_err(check_failure)?;
        Ok(otp)
    }
}

fn check_failure(error: watchword_otp::OtpError) -> Failure {
    use watchword_otp::OtpError;
    Failure::new(match error {
        OtpError::EmptySecret => "empty-secret",
        OtpError::Algorithm => "unknown-algorithm",
        OtpError::Digits => "bad-digits",
        OtpError::Period => "bad-period",
        OtpError::PinNeeded | OtpError::Pin => "pin-needed",
        OtpError::SecretLength | OtpError::NotTimed | OtpError::NotCounted | _ => "bad-secret",
    })
}

fn link_failure(error: LinkError) -> Failure {
    let code = error.code();
    // Every code of a link is one of the service's, except those of damaged exports.
    if crate::failure::CODES.contains(&code) {
        Failure { code, values: Vec::new() }
    } else {
        Failure::new("not-a-link")
    }
}

pub(super) fn picture_failure(error: PictureError) -> Failure {
    let code = error.code();
    if crate::failure::CODES.contains(&code) {
        Failure { code, values: Vec::new() }
    } else {
        Failure::new("not-a-picture")
    }
}
