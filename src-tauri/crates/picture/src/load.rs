//! From the bytes of a picture file, or from pixels, to grey pixels.
//!
//! A code may be there in one colour only, or light on a clear ground: [`Views`] has the grey picture, and others to
//! look at when that shows nothing.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};
use zeroize::{Zeroize, Zeroizing};

use crate::{Limits, PictureError, grey::Grey};

/// A picture in grey, in more than one way.
pub(crate) struct Views {
    /// Brightness over a white ground.
    pub(crate) grey: Grey,
    /// Where pixels are clear, brightness over black; where there are colours, red and blue alone (green is nearly the
    /// brightness).
    pub(crate) others: Vec<Grey>,
}

/// Red, green and blue in parts of 10,000, as ITU-R BT.709 weighs them for the colours of screens.
const BRIGHTNESS: [u32; 3] = [2126, 7152, 722];

/// Colours that differ by less are grey.
const COLOURFUL: u8 = 40;

/// Decodes a PNG, JPEG, WebP, BMP or GIF (its first frame), told by its content, within `limits`.
pub(crate) fn load(bytes: &[u8], limits: &Limits) -> Result<Views, PictureError> {
    let picture = decode(bytes, limits)?;
    let (width, height) = (picture.width(), picture.height());
    if picture.color().has_alpha() || picture.color().has_color() {
        let rgba = Zeroizing::new(picture.to_rgba8().into_raw());
        wipe(picture);
        return to_views(width, height, &rgba);
    }
    let grey = Zeroizing::new(picture.to_luma8().into_raw());
    wipe(picture);
    Ok(Views { grey: to_grey(width, height, grey)?, others: Vec::new() })
}

/// The same in colour, as it is looked at (turned by its EXIF orientation). A caller for whom it is a secret wipes it.
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<DynamicImage, PictureError> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::NotAPicture)?;
    let format = reader.format().ok_or(PictureError::NotAPicture)?;
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Gif];
    if !formats.contains(&format) {
        return Err(PictureError::Unsupported);
    }
    let mut allowed = image::Limits::no_limits();
    allowed.max_image_width = Some(limits.side);
    allowed.max_image_height = Some(limits.side);
    allowed.max_alloc = Some(limits.bytes);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|error| explain(&error))?;
    // Looked at once more, because not every decoder counts all of its buffers.
    let (width, height) = decoder.dimensions();
    if width > limits.side || height > limits.side || decoder.total_bytes() > limits.bytes {
        return Err(PictureError::TooLarge);
    }
    // A picture without a readable orientation is looked at as it is.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| explain(&error))?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

/// Takes pixels of four bytes: red, green, blue and alpha.
pub(crate) fn from_rgba(width: u32, height: u32, rgba: &[u8], limits: &Limits) -> Result<Views, PictureError> {
    let bytes = u64::from(width) * u64::from(height) * 4;
    if width > limits.side || height > limits.side || bytes > limits.bytes {
        return Err(PictureError::TooLarge);
    }
    if u64::try_from(rgba.len()) != Ok(bytes) {
        return Err(PictureError::Damaged);
    }
    to_views(width, height, rgba)
}

fn to_views(width: u32, height: u32, rgba: &[u8]) -> Result<Views, PictureError> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let view = |weights, ground| to_grey(width, height, compose(pixels, weights, ground));
    let mut others = Vec::new();
    if pixels.iter().any(|[.., alpha]| *alpha < 255) {
        others.push(view(BRIGHTNESS, 0)?);
    }
    let is_colourful = |&[red, green, blue, _]: &[u8; 4]| {
        red.abs_diff(green).max(green.abs_diff(blue)).max(blue.abs_diff(red)) > COLOURFUL
    };
    if pixels.iter().any(is_colourful) {
        others.push(view([10_000, 0, 0], 255)?);
        others.push(view([0, 0, 10_000], 255)?);
    }
    Ok(Views { grey: view(BRIGHTNESS, 255)?, others })
}

fn to_grey(width: u32, height: u32, pixels: Zeroizing<Vec<u8>>) -> Result<Grey, PictureError> {
    let side = |side| usize::try_from(side).map_err(|_| PictureError::TooLarge);
    Grey::new(side(width)?, side(height)?, pixels).ok_or(PictureError::Damaged)
}

/// Colours weighed by `weights`, over a ground of one grey.
fn compose(pixels: &[[u8; 4]], weights: [u32; 3], ground: u32) -> Zeroizing<Vec<u8>> {
    let [of_red, of_green, of_blue] = weights;
    Zeroizing::new(
        pixels
            .iter()
            .map(|&[red, green, blue, alpha]| {
                let value =
                    (of_red * u32::from(red) + of_green * u32::from(green) + of_blue * u32::from(blue)) / 10_000;
                let alpha = u32::from(alpha);
                u8::try_from((value * alpha + ground * (255 - alpha)) / 255).unwrap_or(u8::MAX)
            })
            .collect(),
    )
}

/// Wipes the pixels of a picture that is not needed any more.
fn wipe(picture: DynamicImage) {
    match picture {
        DynamicImage::ImageLuma8(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageLumaA8(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageRgb8(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageRgba8(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageLuma16(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageLumaA16(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageRgb16(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageRgba16(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageRgb32F(pixels) => pixels.into_raw().zeroize(),
        DynamicImage::ImageRgba32F(pixels) => pixels.into_raw().zeroize(),
        // The enum may grow; pictures of the formats above decode to one of these.
        _ => {}
    }
}

fn explain(error: &ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooLarge,
        ImageError::Unsupported(_) => PictureError::Unsupported,
        ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) | ImageError::IoError(_) => {
            PictureError::Damaged
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_pixels_are_white() {
        let rgba = [0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 128];
        let views = to_views(2, 2, &rgba).unwrap();
        assert_eq!(views.grey.pixels(), [255, 0, 255, 127]);
        assert_eq!(views.others.len(), 1);
        assert_eq!(views.others[0].pixels(), [0, 0, 255, 0]);
    }

    #[test]
    fn colours_are_looked_at_alone() {
        let views = to_views(1, 1, &[200, 20, 90, 255]).unwrap();
        let others: Vec<&[u8]> = views.others.iter().map(Grey::pixels).collect();
        assert_eq!(others, [&[200], &[90]]);
    }

    #[test]
    fn pixels_must_fill_the_picture() {
        let limits = Limits { side: 100, bytes: 4000, ..Limits::default() };
        let result =
            |width, height, bytes| from_rgba(width, height, &vec![0; bytes], &limits).map(|views| views.grey.width());
        assert_eq!(result(2, 2, 16), Ok(2));
        assert_eq!(result(2, 2, 15), Err(PictureError::Damaged));
        assert_eq!(result(101, 1, 404), Err(PictureError::TooLarge));
        assert_eq!(result(100, 100, 40_000), Err(PictureError::TooLarge));
    }
}
