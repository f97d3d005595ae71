//! What a code is counted by, as JSON formats write it.

use serde::Serialize;
use watchword_otp::{Kind, Otp};

/// The key `period`, or `counter` for codes that are counted: flattened into the object of an entry.
#[derive(Serialize)]
pub(super) struct Step {
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counter: Option<u64>,
}

impl Step {
    pub(super) fn of(otp: &Otp) -> Self {
        let is_counted = otp.kind == Kind::Hotp;
        Self { period: (!is_counted).then_some(otp.period), counter: is_counted.then_some(otp.counter) }
    }
}
