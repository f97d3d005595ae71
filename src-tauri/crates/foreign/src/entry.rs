//! One entry as another program's file tells it, and how a row is made of it.

use watchword_otp::{
    Kind, Otp, base32,
    link::{MAX_SECRET_BYTES, drop_prefix},
};
use watchword_secret::{SecretBytes, SecretText};

use crate::{
    Repair, Row, RowWarning, SkipReason, Skipped,
    blocks::{field::Field, names},
};

/// The longest name that is kept, in bytes; the rest is cut with a warning.
pub(crate) const MAX_NAME_BYTES: usize = 64 * 1024;
/// The largest icon that is kept, in bytes.
pub(crate) const MAX_ICON_BYTES: usize = 1024 * 1024;

/// An entry of another program.
pub struct ForeignEntry {
    /// What its codes are computed from.
    pub otp: Otp,
    /// The service. Empty when the file does not say; never made up from the account.
    pub issuer: String,
    /// The login. May be empty.
    pub account: String,
    /// The label as the file gives it; empty when it has none besides issuer and account.
    pub original_label: String,
    /// The user name that a password manager shows beside the account, when it is another.
    pub login: Option<String>,
    /// The note. May be empty.
    pub note: SecretText,
    /// Names of groups, trimmed, none empty, none twice.
    pub groups: Vec<String>,
    /// Whether it is a favourite, pinned, or starred.
    pub favourite: bool,
    /// Whether it is in use, in the archive, or in the bin.
    pub standing: Standing,
    /// The image of its icon.
    pub icon: Option<Icon>,
    /// A name or address of an icon. Never fetched.
    pub icon_hint: Option<String>,
    /// Codes for the day the authenticator is lost.
    pub recovery_codes: Vec<SecretText>,
    /// What was strange but did not stop the reading.
    pub warnings: Vec<RowWarning>,
    /// Where it stands in the file, from 0.
    pub position: usize,
    /// Where it stands in the other program's list, from 0: the same as `position` where the file tells no order.
    pub order: usize,
}

/// Where an entry is kept in the other program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// In use.
    #[default]
    Active,
    /// Put away or hidden.
    Archived,
    /// In the bin.
    Trashed,
}

/// The image of an icon. Hostile like everything in the file.
pub struct Icon {
    /// What sort of image.
    pub icon_type: IconType,
    /// The image file, at most 1 MiB.
    pub bytes: Vec<u8>,
}

/// What sort of image an icon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconType {
    /// SVG: may hold scripts and references, to be shown as a rasterised copy only.
    Svg,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl IconType {
    /// The media type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// Reads a media type; `None` for one that is not kept.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Svg, Self::Png, Self::Jpeg].into_iter().find(|icon_type| icon_type.as_str() == name)
    }
}

impl ForeignEntry {
    /// An entry of these names, in the making: a TOTP without a secret.
    ///
    /// Names are made fit for a screen (control characters become spaces, ends are trimmed, lengths limited), and
    /// an issuer repeated in front of the account is dropped.
    pub(crate) fn new(position: usize, issuer: &str, account: &str) -> Self {
        let mut warnings = Vec::new();
        let issuer = names::clean(issuer, &mut warnings);
        let account = names::clean(account, &mut warnings);
        let account = drop_prefix(&issuer, account);
        Self {
            otp: Otp::new(Kind::Totp, SecretBytes::new(Vec::new())),
            issuer,
            account,
            original_label: String::new(),
            login: None,
            note: SecretText::new(String::new()),
            groups: Vec::new(),
            favourite: false,
            standing: Standing::Active,
            icon: None,
            icon_hint: None,
            recovery_codes: Vec::new(),
            warnings,
            position,
            order: position,
        }
    }

    /// Takes the note, cut at 64 KiB.
    pub(crate) fn set_note(&mut self, note: &str) {
        let kept = names::cut(note, MAX_NAME_BYTES);
        if kept.len() < note.len() {
            self.warnings.push(RowWarning::TextCut);
        }
        self.note = SecretText::new(kept.replace('\0', " "));
    }

    /// Takes the names of groups: trimmed, empty ones dropped, none twice.
    pub(crate) fn set_groups<'a>(&mut self, groups: impl IntoIterator<Item = &'a str>) {
        self.groups = Vec::new();
        for group in groups {
            let group = names::clean(group, &mut self.warnings);
            if !group.is_empty() && !self.groups.contains(&group) {
                self.groups.push(group);
            }
        }
    }

    /// Takes an icon; one of more than 1 MiB is dropped with a warning.
    pub(crate) fn set_icon(&mut self, icon_type: IconType, bytes: Vec<u8>) {
        if bytes.len() > MAX_ICON_BYTES {
            self.warnings.push(RowWarning::IconDropped);
        } else if !bytes.is_empty() {
            self.icon = Some(Icon { icon_type, bytes });
        }
    }

    /// Takes the hint for an icon; an empty one is none.
    pub(crate) fn set_icon_hint(&mut self, hint: &str) {
        let hint = names::clean(hint, &mut self.warnings);
        self.icon_hint = (!hint.is_empty()).then_some(hint);
    }

    /// The row of this entry with what `otp` is; skipped with the reason when `otp` is an error or has no codes.
    pub(crate) fn into_row(mut self, otp: Result<Otp, SkipReason>) -> Row {
        let checked = otp.and_then(|otp| match otp.check() {
            Ok(()) if otp.secret.len() > MAX_SECRET_BYTES => Err(SkipReason::SecretTooLong),
            Ok(()) => Ok(otp),
            Err(error) => Err(error.into()),
        });
        match checked {
            Ok(otp) => {
                self.otp = otp;
                Row::Entry(Box::new(self))
            }
            Err(reason) => self.into_skipped(reason),
        }
    }

    /// The row of this entry with the parts of `otp` and a secret in Base32. When the secret alone is bad, the
    /// row keeps the rest, so that a person can mend it.
    pub(crate) fn into_base32_row(mut self, otp: Result<Otp, SkipReason>, secret: Field<'_>) -> Row {
        let mut otp = match otp {
            Ok(otp) => otp,
            Err(reason) => return self.into_skipped(reason),
        };
        match secret.base32() {
            Ok(bytes) => {
                otp.secret = bytes;
                self.into_row(Ok(otp))
            }
            Err(reason) => {
                let text = secret.text().filter(|text| reason == SkipReason::BadSecret && text.len() <= 4096);
                let Some(text) = text.map(SecretText::copy_of) else { return self.into_skipped(reason) };
                let (position, issuer, account) = (self.position, self.issuer.clone(), self.account.clone());
                self.otp = otp;
                let repair = Some(Box::new(Repair { entry: self, secret: text }));
                Row::Skipped(Skipped { position, issuer, account, reason, repair })
            }
        }
    }

    /// The row that says why this entry is not taken.
    pub(crate) fn into_skipped(self, reason: SkipReason) -> Row {
        let Self { position, issuer, account, .. } = self;
        Row::Skipped(Skipped { position, issuer, account, reason, repair: None })
    }
}

impl Repair {
    /// The entry with another text for its secret, in Base32.
    ///
    /// # Errors
    /// Gives everything back with the reason when the text will not do either.
    pub fn with_secret(self: Box<Self>, secret: &str) -> Result<ForeignEntry, (SkipReason, Box<Self>)> {
        let mut repair = self;
        match base32::decode(secret) {
            Ok(bytes) => {
                repair.entry.otp.secret = bytes;
                match repair.entry.otp.check() {
                    Ok(()) => Ok(repair.entry),
                    Err(error) => Err((error.into(), repair)),
                }
            }
            Err(error) => Err((error.into(), repair)),
        }
    }
}
