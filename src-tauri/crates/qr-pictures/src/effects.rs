//! What cameras and encoders do to a picture.

use std::io::Cursor;

use image::{
    DynamicImage, ImageFormat, Rgb, RgbImage,
    codecs::jpeg::JpegEncoder,
    imageops::{self, FilterType},
};

use crate::{canvas::Canvas, random::Random};

/// Writes and reads a JPEG of a quality from 1 to 100.
pub(crate) fn jpeg(canvas: &mut Canvas, quality: u8) {
    let mut bytes = Vec::new();
    if JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&canvas.0).is_ok()
        && let Ok(picture) = image::load(Cursor::new(bytes), ImageFormat::Jpeg)
    {
        canvas.0 = picture.to_rgb8();
    }
}

/// A soft lens: `radius` is the standard deviation in pixels.
pub(crate) fn blur(canvas: &mut Canvas, radius: f32) {
    canvas.0 = imageops::fast_blur(&canvas.0, radius);
}

/// A shake of the hand: the mean along a line of pixels.
pub(crate) fn shake(canvas: &mut Canvas, dx: f32, dy: f32) {
    let source = canvas.0.clone();
    let (width, height) = (source.width() as i32, source.height() as i32);
    let steps = dx.hypot(dy).ceil().max(1.0) as i32;
    for (x, y, pixel) in canvas.0.enumerate_pixels_mut() {
        let mut sum = [0; 3];
        for step in 0..=steps {
            let t = step as f32 / steps as f32 - 0.5;
            let px = (x as i32 + (t * dx).round() as i32).clamp(0, width - 1);
            let py = (y as i32 + (t * dy).round() as i32).clamp(0, height - 1);
            let other = source.get_pixel(px as u32, py as u32).0;
            sum = std::array::from_fn(|channel| sum[channel] + i32::from(other[channel]));
        }
        *pixel = Rgb(sum.map(|channel| (channel / (steps + 1)) as u8));
    }
}

/// Smaller or larger, as a program scales a picture.
pub(crate) fn resize(canvas: &mut Canvas, factor: f32, filter: FilterType) {
    let (width, height) = canvas.size();
    let picture = DynamicImage::from(std::mem::take(&mut canvas.0));
    canvas.0 = picture.resize_exact((width * factor) as u32, (height * factor) as u32, filter).to_rgb8();
}

/// Changes each pixel by what depends on its place.
pub(crate) fn shade(canvas: &mut Canvas, change: impl Fn(f32, f32, [f32; 3]) -> [f32; 3]) {
    let pixels: &mut RgbImage = &mut canvas.0;
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let colour = change(x as f32, y as f32, pixel.0.map(f32::from));
        *pixel = Rgb(colour.map(|channel| channel.clamp(0.0, 255.0) as u8));
    }
}

/// The grain of a sensor.
pub(crate) fn noise(random: &mut Random, canvas: &mut Canvas, strength: f32) {
    for pixel in canvas.0.pixels_mut() {
        let common = random.normal() * strength;
        pixel.0 = pixel
            .0
            .map(|channel| (f32::from(channel) + common + random.normal() * strength * 0.4).clamp(0.0, 255.0) as u8);
    }
}

/// Light that comes from one side: the darkest place has `low` of the light.
pub(crate) fn uneven_light(random: &mut Random, canvas: &mut Canvas, low: f32) {
    let angle = random.between(0.0, std::f32::consts::TAU);
    let (width, height) = canvas.size();
    let (dx, dy) = (angle.cos() / width, angle.sin() / height);
    shade(canvas, |x, y, colour| {
        let t = ((x - width / 2.0) * dx + (y - height / 2.0) * dy + 0.5).clamp(0.0, 1.0);
        colour.map(|channel| channel * (low + (1.0 - low) * t))
    });
}

/// A bright spot that washes the picture out.
pub(crate) fn glare(canvas: &mut Canvas, (x, y): (f32, f32), radius: f32, strength: f32) {
    shade(canvas, |px, py, colour| {
        let away = ((px - x).powi(2) + (py - y).powi(2)) / (radius * radius);
        let light = strength * (-away).exp();
        colour.map(|channel| channel + (255.0 - channel) * light.min(1.0) + 40.0 * light)
    });
}

/// A shadow with a sharp edge: one side of a line through `(x, y)` has `low` of the light.
pub(crate) fn shadow(canvas: &mut Canvas, (x, y): (f32, f32), angle: f32, low: f32, softness: f32) {
    shade(canvas, |px, py, colour| {
        let side = ((px - x) * angle.cos() + (py - y) * angle.sin()) / softness;
        let light = low + (1.0 - low) / (1.0 + (-side.clamp(-30.0, 30.0)).exp());
        colour.map(|channel| channel * light)
    });
}
