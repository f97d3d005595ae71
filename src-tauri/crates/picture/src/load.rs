//! From the bytes of a picture file, or from pixels, to grey pixels.
//!
//! A code may be there in one colour only, or light on a clear ground: [`Views`] has the grey picture, and makes others
//! to look at when that shows nothing.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, metadata::Orientation};

use crate::{
    Limits, PictureError,
    grey::{Grey, Wiped},
};

/// A picture in grey, in more than one way.
pub(crate) struct Views {
    /// Brightness over a white ground.
    pub(crate) grey: Grey,
    /// The picture in colour, when there is more to see in it.
    colours: Option<Colours>,
}

/// A picture in colour: red, green, blue and alpha.
struct Colours {
    rgba: Wiped<u8>,
    is_clear: bool,
    is_colourful: bool,
}

/// Colours that differ by less are grey.
const COLOURFUL: u8 = 40;

impl Views {
    pub(crate) fn of_grey(grey: Grey) -> Self {
        Self { grey, colours: None }
    }

    /// Where pixels are clear, brightness over black; where there are colours, red and blue alone (green is nearly the
    /// brightness).
    pub(crate) fn others(&self) -> impl Iterator<Item = Grey> {
        type Paint = fn([u8; 4]) -> u8;
        let (is_clear, is_colourful) =
            self.colours.as_ref().map_or((false, false), |colours| (colours.is_clear, colours.is_colourful));
        let over_black: Paint = |pixel| over(brightness(pixel), pixel[3], 0);
        let red: Paint = |pixel| over(pixel[0], pixel[3], 255);
        let blue: Paint = |pixel| over(pixel[2], pixel[3], 255);
        [(is_clear, over_black), (is_colourful, red), (is_colourful, blue)]
            .into_iter()
            .filter(|(is_wanted, _)| *is_wanted)
            .filter_map(|(_, paint)| {
                let (pixels, _) = self.colours.as_ref()?.rgba.as_chunks();
                let pixels = Wiped(pixels.iter().copied().map(paint).collect());
                Grey::new(self.grey.width(), self.grey.height(), pixels)
            })
    }
}

/// Decodes a PNG, JPEG, WebP, BMP or GIF (its first frame), told by its content, within `limits`.
pub(crate) fn load(bytes: &[u8], limits: &Limits) -> Result<Views, PictureError> {
    let picture = decode(bytes, limits)?;
    let (width, height) = (picture.width(), picture.height());
    if picture.color().has_alpha() || picture.color().has_color() {
        let rgba = Wiped(picture.to_rgba8().into_raw());
        wipe(picture);
        let (grey, is_clear, is_colourful) = look_over(width, height, &rgba)?;
        let colours = (is_clear || is_colourful).then_some(Colours { rgba, is_clear, is_colourful });
        return Ok(Views { grey, colours });
    }
    let grey = Wiped(picture.to_luma8().into_raw());
    wipe(picture);
    to_grey(width, height, grey).map(Views::of_grey)
}

/// The same in colour, as it is looked at (turned by its EXIF orientation). A caller for whom it is a secret wipes it.
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<DynamicImage, PictureError> {
    caught(|| {
        let mut decoder = open(bytes, limits)?;
        // A picture without a readable orientation is looked at as it is.
        let orientation = decoder.orientation().ok();
        let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| explain(&error))?;
        if let Some(orientation) = orientation {
            picture.apply_orientation(orientation);
        }
        Ok(picture)
    })
}

/// Width and height of a picture file, as it is looked at, from its head alone.
pub(crate) fn size(bytes: &[u8], limits: &Limits) -> Result<(u32, u32), PictureError> {
    caught(|| {
        let mut decoder = open(bytes, limits)?;
        let (width, height) = decoder.dimensions();
        let is_lying = match decoder.orientation() {
            Ok(
                Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH,
            ) => true,
            Ok(
                Orientation::NoTransforms
                | Orientation::Rotate180
                | Orientation::FlipHorizontal
                | Orientation::FlipVertical,
            )
            | Err(_) => false,
        };
        Ok(if is_lying { (height, width) } else { (width, height) })
    })
}

/// A panic in a decoder is a picture that is damaged.
fn caught<T>(work: impl FnOnce() -> Result<T, PictureError>) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(PictureError::Damaged))
}

/// Reads the head of a picture file, and sees that all of it is within the limits.
fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<impl ImageDecoder + 'a, PictureError> {
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
    let decoder = reader.into_decoder().map_err(|error| explain(&error))?;
    // Looked at once more, because not every decoder counts all of its buffers.
    let (width, height) = decoder.dimensions();
    if width > limits.side || height > limits.side || decoder.total_bytes() > limits.bytes {
        return Err(PictureError::TooLarge);
    }
    Ok(decoder)
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
    let (grey, is_clear, is_colourful) = look_over(width, height, rgba)?;
    let colours = (is_clear || is_colourful).then(|| {
        let rgba = Wiped(rgba.to_vec());
        Colours { rgba, is_clear, is_colourful }
    });
    Ok(Views { grey, colours })
}

/// Brightness over white, whether there are pixels that are clear, and whether there are colours.
fn look_over(width: u32, height: u32, rgba: &[u8]) -> Result<(Grey, bool, bool), PictureError> {
    let (pixels, _) = rgba.as_chunks::<4>();
    // By pieces, so that a piece is a loop without a way out, which takes several pixels at once.
    let is_clear = pixels.chunks(512).any(|piece| piece.iter().fold(255, |all, pixel| all & pixel[3]) < 255);
    let is_colourful = pixels.chunks(512).any(|piece| {
        let spread = |&[red, green, blue, _]: &[u8; 4]| red.max(green).max(blue) - red.min(green).min(blue);
        piece.iter().map(spread).fold(0, u8::max) > COLOURFUL
    });
    let grey: Vec<u8> = if is_clear {
        pixels.iter().map(|&pixel| over(brightness(pixel), pixel[3], 255)).collect()
    } else {
        pixels.iter().copied().map(brightness).collect()
    };
    Ok((to_grey(width, height, Wiped(grey))?, is_clear, is_colourful))
}

fn to_grey(width: u32, height: u32, pixels: Wiped<u8>) -> Result<Grey, PictureError> {
    let side = |side| usize::try_from(side).map_err(|_| PictureError::TooLarge);
    Grey::new(side(width)?, side(height)?, pixels).ok_or(PictureError::Damaged)
}

/// Brightness as ITU-R BT.709 weighs the colours of screens, in parts of 256.
fn brightness([red, green, blue, _]: [u8; 4]) -> u8 {
    let sum = 54 * u16::from(red) + 183 * u16::from(green) + 19 * u16::from(blue) + 128;
    let [_, value] = sum.to_le_bytes();
    value
}

/// A value of a pixel over a ground of one grey.
fn over(value: u8, alpha: u8, ground: u8) -> u8 {
    let (value, alpha, ground) = (u32::from(value), u32::from(alpha), u32::from(ground));
    u8::try_from((value * alpha + ground * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

/// Wipes the pixels of a picture that is not needed any more.
fn wipe(picture: DynamicImage) {
    match picture {
        DynamicImage::ImageLuma8(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageLumaA8(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageRgb8(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageRgba8(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageLuma16(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageLumaA16(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageRgb16(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageRgba16(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageRgb32F(pixels) => drop(Wiped(pixels.into_raw())),
        DynamicImage::ImageRgba32F(pixels) => drop(Wiped(pixels.into_raw())),
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
        let views = from_rgba(2, 2, &rgba, &Limits::default()).unwrap();
        assert_eq!(views.grey.pixels(), [255, 0, 255, 127]);
        let others: Vec<Grey> = views.others().collect();
        assert_eq!(others.len(), 1);
        assert_eq!(others[0].pixels(), [0, 0, 255, 0]);
    }

    #[test]
    fn colours_are_looked_at_alone() {
        let views = from_rgba(1, 1, &[200, 20, 90, 255], &Limits::default()).unwrap();
        let others: Vec<Grey> = views.others().collect();
        assert_eq!(others.iter().map(Grey::pixels).collect::<Vec<_>>(), [&[200], &[90]]);
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
