//! Bytes as a JSON list of numbers (docs/formats/more-authenticators.md, "Signed byte arrays").

use zeroize::Zeroizing;

use super::json::Json;

/// The bytes of a list of numbers from -128 to 255; `None` for anything else.
pub(crate) fn signed_bytes(json: &Json) -> Option<Zeroizing<Vec<u8>>> {
    let byte = |item: &Json| {
        let number = item.as_field().whole().ok()??;
        u8::try_from(number).ok().or_else(|| i8::try_from(number).ok().map(i8::cast_unsigned))
    };
    let items = json.as_list()?;
    // Room for all bytes at once: a vector that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(items.len()));
    for item in items {
        bytes.push(byte(item)?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_and_unsigned_numbers() {
        for (text, bytes) in [
            ("[0,127,-128,-1]", Some(vec![0, 127, 128, 255])),
            ("[128,255]", Some(vec![128, 255])),
            ("[256]", None),
            ("[-129]", None),
            ("[1.5]", None),
            ("[null]", None),
            ("\"AA\"", None),
            ("[]", Some(Vec::new())),
        ] {
            assert_eq!(signed_bytes(&Json::parse(text).unwrap()).map(|bytes| bytes.to_vec()), bytes, "{text}");
        }
    }
}
