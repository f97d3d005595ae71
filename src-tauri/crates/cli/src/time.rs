//! Moments, read from and written for people.

use crate::refusal::Refusal;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Reads a moment: RFC 3339 (`2026-11-24T08:00:00Z`) or Unix seconds. Gives Unix seconds.
pub(crate) fn parse_moment(text: &str) -> Result<u64, Refusal> {
    let bad = || Refusal::new("bad-time").with("time", text);
    if let Ok(seconds) = text.parse::<u64>() {
        return Ok(seconds);
    }
    let moment: Timestamp = text.parse().map_err(|_| bad())?;
    u64::try_from(moment.as_second()).map_err(|_| bad())
}

/// Milliseconds since 1970 as local date and minute, "" for 0.
pub(crate) fn show_ms(ms: u64) -> String {
    if ms == 0 {
        return String::new();
    }
    let moment = i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    moment
        .map(|moment| moment.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// Milliseconds since 1970 as Unix seconds, `None` for 0.
pub(crate) fn seconds(ms: u64) -> Option<u64> {
    (ms != 0).then_some(ms / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_both_forms() {
        assert_eq!(parse_moment("1111111109").unwrap(), 1_111_111_109);
        assert_eq!(parse_moment("2005-03-18T01:58:29Z").unwrap(), 1_111_111_109);
        assert_eq!(parse_moment("2005-03-18T02:58:29+01:00").unwrap(), 1_111_111_109);
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "now", "2005-03-18", "-5", "1960-01-01T00:00:00Z", "99999999999999999999"] {
            assert_eq!(parse_moment(text).unwrap_err().code, "bad-time", "{text}");
        }
    }
}
