//! The reader of the crate `rxing`: its port of the QR reader of zxing-cpp, which finds several codes at once.
//!
//! Its work is bounded by the number of pixels and of finder patterns, so it is only stopped between passes. It sees
//! few codes that ours misses, so it only looks where ours found nothing or left something over.

use std::collections::HashSet;

use ::rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, Luma8Source, RXingResult, RXingResultMetadataType,
    RXingResultMetadataValue,
    common::{GlobalHistogramBinarizer, HybridBinarizer},
    multi::MultipleBarcodeReader,
    qrcode::cpp_port::QrReader,
};
use watchword_secret::SecretText;

use super::StopFlag;
use crate::{FoundCode, grey::Grey};

/// Finds dark codes on light ground.
pub(crate) fn read(grey: &Grey, stop: &StopFlag) -> Vec<FoundCode> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width()), u32::try_from(grey.height())) else {
        return Vec::new();
    };
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let source = || Luma8Source::new_with_slice(grey.pixels(), width, height).ok();
    // A threshold for each area first, one for the whole picture when that finds nothing.
    let local = source().map(|source| {
        QrReader.decode_multiple_with_hints(&mut BinaryBitmap::new(HybridBinarizer::new(source)), &hints)
    });
    let mut found = codes(local.and_then(Result::ok));
    if found.is_empty() && !stop.is_raised() {
        let global = source().map(|source| {
            QrReader.decode_multiple_with_hints(&mut BinaryBitmap::new(GlobalHistogramBinarizer::new(source)), &hints)
        });
        found = codes(global.and_then(Result::ok));
    }
    found
}

fn codes(results: Option<Vec<RXingResult>>) -> Vec<FoundCode> {
    results.unwrap_or_default().iter().filter_map(code).collect()
}

/// One of several codes whose texts belong together is no code by itself.
fn code(result: &RXingResult) -> Option<FoundCode> {
    let place = result.getRXingResultMetadata().get(&RXingResultMetadataType::STRUCTURED_APPEND_SEQUENCE);
    if matches!(place, Some(RXingResultMetadataValue::StructuredAppendSequence(place)) if *place >= 0) {
        return None;
    }
    let corners: &[_; 4] = result.getPoints().first_chunk()?;
    let corners = corners.map(|point| (point.x, point.y));
    Some(FoundCode { text: SecretText::copy_of(result.getText()), corners })
}
