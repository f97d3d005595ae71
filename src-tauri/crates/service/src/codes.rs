//! The codes of the rows on screen, all for one instant.

use crate::failure::Failure;
use crate::session::Session;
use watchword_entry::EntryId;
use watchword_otp::{Kind, OtpError};
use watchword_secret::SecretText;

/// The code of one entry.
pub struct CodeLine {
    /// Which entry.
    pub id: EntryId,
    /// The code and the one after it, or why there is none.
    pub code: Result<TimedCode, Failure>,
}

/// A time-based code and its successor.
pub struct TimedCode {
    /// The code that is valid now.
    pub code: SecretText,
    /// The one that follows.
    pub next: SecretText,
    /// Unix seconds of the start of the step.
    pub valid_from: u64,
    /// Unix seconds of its end.
    pub valid_until: u64,
}

impl Session {
    /// The codes of `ids` at one instant. Counter entries are left out: their codes are made one at a time, by
    /// [`Session::copy_code`] and [`Session::next_counter_code`].
    pub fn codes(&self, ids: &[EntryId]) -> (u64, Vec<CodeLine>) {
        let now_ms = self.now_ms();
        let lines = ids
            .iter()
            .filter_map(|id| {
                let entry = self.entry(*id).ok()?;
                (entry.otp.kind != Kind::Hotp).then(|| CodeLine { id: *id, code: self.code_at(*id, now_ms / 1_000) })
            })
            .collect();
        (now_ms, lines)
    }

    /// The code of a time-based entry at a Unix second.
    ///
    /// # Errors
    /// `entry-gone`, `pin-needed`, or `unknown-type` for a counter entry.
    pub fn code_at(&self, id: EntryId, unix_seconds: u64) -> Result<TimedCode, Failure> {
        let otp = &self.entry(id)?.otp;
        if otp.kind == Kind::Hotp {
            return Err(Failure::new("unknown-type"));
        }
        let codes = otp.codes_at(unix_seconds).map_err(otp_failure)?;
        Ok(TimedCode {
            code: codes.code,
            next: codes.next,
            valid_from: codes.valid_from,
            valid_until: codes.valid_until,
        })
    }
}

pub(crate) fn otp_failure(error: OtpError) -> Failure {
    match error {
        OtpError::PinNeeded => Failure::new("pin-needed"),
        OtpError::EmptySecret
        | OtpError::SecretLength
        | OtpError::Algorithm
        | OtpError::Digits
        | OtpError::Period
        | OtpError::Pin
        | OtpError::NotTimed
        | OtpError::NotCounted
        | _ => Failure::new("bad-secret"),
    }
}
