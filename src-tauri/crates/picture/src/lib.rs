//! QR codes in pictures: pixels in, texts and places out.
