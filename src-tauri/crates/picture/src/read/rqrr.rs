//! The reader of the crate `rqrr`.
//!
//! On some pictures it takes very long (49 seconds were measured): for each three finder patterns that might be
//! a code it copies the picture and fills areas. It has no way to be stopped, but it reads its pixels through a
//! trait, so our pixels stop it: when the flag is up they unwind, quietly, to the `catch_unwind` of `scan.rs`.

use std::panic::resume_unwind;

use ::rqrr::PreparedImage;
use image::{GenericImage, GenericImageView, GrayImage, Luma};
use watchword_secret::SecretText;
use zeroize::{Zeroize, Zeroizing};

use super::StopFlag;
use crate::{FoundCode, grey::Grey};

/// More than the 2,953 bytes that fit the largest code, so that the buffer never grows and leaves copies behind.
const LONGEST_TEXT: usize = 8 * 1024;

/// Pixels that are wiped when dropped and that end the reading when nobody waits for it.
struct Pixels<'a> {
    image: GrayImage,
    stop: &'a StopFlag,
}

impl Pixels<'_> {
    fn stop_if_raised(&self) {
        if self.stop.is_raised() {
            // Not a panic: no message is printed, only the stack is left.
            resume_unwind(Box::new("stopped"));
        }
    }
}

impl Clone for Pixels<'_> {
    fn clone(&self) -> Self {
        self.stop_if_raised();
        Self { image: self.image.clone(), stop: self.stop }
    }
}

impl Drop for Pixels<'_> {
    fn drop(&mut self) {
        self.image.as_flat_samples_mut().samples.zeroize();
    }
}

impl GenericImageView for Pixels<'_> {
    type Pixel = Luma<u8>;

    fn dimensions(&self) -> (u32, u32) {
        self.image.dimensions()
    }

    fn get_pixel(&self, x: u32, y: u32) -> Luma<u8> {
        self.stop_if_raised();
        *self.image.get_pixel(x, y)
    }
}

impl GenericImage for Pixels<'_> {
    fn get_pixel_mut(&mut self, x: u32, y: u32) -> &mut Luma<u8> {
        self.image.get_pixel_mut(x, y)
    }

    fn put_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        self.image.put_pixel(x, y, pixel);
    }

    fn blend_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        // Grey without alpha covers what is below it.
        self.image.put_pixel(x, y, pixel);
    }
}

pub(super) fn read(grey: &Grey, stop: &StopFlag) -> Vec<FoundCode> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width()), u32::try_from(grey.height())) else {
        return Vec::new();
    };
    let Some(image) = GrayImage::from_raw(width, height, grey.pixels().to_vec()) else { return Vec::new() };
    let mut picture = PreparedImage::prepare(Pixels { image, stop });
    let grids = picture.detect_grids();
    let decode = |grid: &::rqrr::Grid<_>| {
        let mut text = Zeroizing::new(Vec::with_capacity(LONGEST_TEXT));
        grid.decode_to(&mut *text).ok()?;
        let text = SecretText::from_utf8(std::mem::take(&mut *text))?;
        Some(FoundCode { text, corners: grid.bounds.map(|point| (coordinate(point.x), coordinate(point.y))) })
    };
    grids.iter().filter_map(decode).collect()
}

/// Sides are far below 2²⁴, up to where `f32` holds every whole number.
#[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2²⁴")]
const fn coordinate(value: i32) -> f32 {
    value as f32
}
