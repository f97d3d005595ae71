//! Arrays that are kept as text.

use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// The union of two JSON arrays, in the order of their rows' texts; what is no array counts as one row.
pub(crate) fn union_rows(left: &str, right: &str) -> String {
    let mut rows = BTreeSet::new();
    for text in [left, right] {
        match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(array) => rows.extend(array.into_iter().map(RawValue::get)),
            Err(_) => {
                rows.insert(text);
            }
        }
    }
    let mut out = String::from("[");
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(row);
    }
    out.push(']');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_both_sides_stay_once_each() {
        assert_eq!(union_rows("[2, {\"a\":1}]", "[1,2]"), "[1,2,{\"a\":1}]");
        assert_eq!(union_rows("[]", "7"), "[7]");
    }
}
