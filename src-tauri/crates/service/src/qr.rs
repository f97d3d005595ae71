//! The QR code of an entry, for another device.

use crate::failure::Failure;
use crate::session::Session;
use fast_qr::{ECL, QRBuilder};
use watchword_entry::EntryId;
use watchword_otp::write_link;
use watchword_secret::SecretText;

/// The dark and light squares of a QR code. It holds a secret.
pub struct QrSquares {
    /// Squares on a side, without the quiet zone around.
    pub size: usize,
    /// Row by row, one sign for a square: `1` dark, `0` light.
    pub squares: SecretText,
}

impl Session {
    /// The QR code that another authenticator can scan: the `otpauth://` link of the entry.
    ///
    /// # Errors
    /// `wrong-password`, `entry-gone`, or `qr-too-long` when no QR code holds the link.
    pub fn entry_qr(&self, id: EntryId, password: &SecretText) -> Result<QrSquares, Failure> {
        self.confirm_password(password)?;
        let entry = self.entry(id)?;
        squares_of(&write_link(&entry.otp, &entry.labels.issuer, &entry.labels.account), ECL::M)
    }
}

/// The QR code of a link, with so much correction.
pub(crate) fn squares_of(link: &SecretText, level: ECL) -> Result<QrSquares, Failure> {
    let code = QRBuilder::new(link.expose()).ecl(level).build().map_err(|_| Failure::new("qr-too-long"))?;
    // Room for all of it: a text that grows leaves copies behind.
    let mut squares = String::with_capacity(code.size * code.size);
    squares.extend(code.data.iter().take(code.size * code.size).map(|it| if it.value() { '1' } else { '0' }));
    Ok(QrSquares { size: code.size, squares: SecretText::new(squares) })
}
