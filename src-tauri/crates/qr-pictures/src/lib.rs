//! Pictures with QR codes of known texts and places, for tests and measurements. No part of the product.
//!
//! [`draw`] makes a picture of a [`Category`] from a seed; the same seed is the same picture. `screens.rs` holds what
//! people have on their screens, `photos.rs` what cameras make of codes; `page.rs` draws what stands around a code,
//! `code.rs` the code, `effects.rs` what lenses, light and encoders do.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "draws its own numbers, all far below 2²⁴, and runs in tests only"
)]

mod canvas;
mod code;
mod effects;
mod page;
mod photos;
mod place;
mod random;
mod screens;
mod text;

use image::RgbImage;

pub use crate::code::Placed;
use crate::random::Random;

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// A light web page with one code.
    PageLight,
    /// A dark web page with one code, on a light card or light on dark.
    PageDark,
    /// Several codes on one screen.
    Multi,
    /// Modules of 1.5 to 2.5 pixels.
    Tiny,
    /// Modules of up to 30 pixels.
    Huge,
    /// A small code on a screen of 3840 × 2160.
    UhdCorner,
    /// Light on dark, with little contrast.
    InvertedLowContrast,
    /// Round modules, dots, gradients, colours.
    Styled,
    /// A logo in the middle.
    Logo,
    /// Saved as a JPEG, scaled or blurred.
    JpegBlur,
    /// Turned and seen from the side.
    RotatedPerspective,
    /// A photo of a screen: moiré, noise, reflections, uneven light.
    Photo,
    /// On a bottle.
    Curved,
    /// A sheet of 12 to 48 codes.
    Crowd,
    /// Scratched, stained or printed badly.
    Damaged,
    /// Washed out by a lamp.
    Glare,
    /// In strong grain.
    Noise,
    /// Versions 15 to 40.
    HighVersion,
    /// Half in the shadow.
    Shadow,
    /// Far away or very near.
    Distance,
}

impl Category {
    /// What people have on their screens.
    pub const SCREENS: &[Self] = &[
        Self::PageLight,
        Self::PageDark,
        Self::Multi,
        Self::Tiny,
        Self::Huge,
        Self::UhdCorner,
        Self::InvertedLowContrast,
        Self::Styled,
        Self::Logo,
        Self::JpegBlur,
        Self::RotatedPerspective,
        Self::Photo,
    ];

    /// What cameras see at worst.
    pub const HOSTILE: &[Self] = &[
        Self::Curved,
        Self::Crowd,
        Self::Damaged,
        Self::Glare,
        Self::Noise,
        Self::HighVersion,
        Self::Shadow,
        Self::Distance,
    ];

    /// Its name in tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PageLight => "page-light",
            Self::PageDark => "page-dark",
            Self::Multi => "multi",
            Self::Tiny => "tiny",
            Self::Huge => "huge",
            Self::UhdCorner => "uhd-corner",
            Self::InvertedLowContrast => "inverted-lowcontrast",
            Self::Styled => "styled",
            Self::Logo => "logo",
            Self::JpegBlur => "jpeg-blur",
            Self::RotatedPerspective => "rotated-perspective",
            Self::Photo => "photo",
            Self::Curved => "curved",
            Self::Crowd => "crowd",
            Self::Damaged => "damaged",
            Self::Glare => "glare",
            Self::Noise => "noise",
            Self::HighVersion => "high-version",
            Self::Shadow => "shadow",
            Self::Distance => "distance",
        }
    }
}

/// A picture and what is in it.
pub struct Picture {
    /// Its pixels.
    pub pixels: RgbImage,
    /// Every code in it.
    pub codes: Vec<Placed>,
}

/// Draws the picture of a category that belongs to a seed.
pub fn draw(category: Category, seed: u64) -> Picture {
    let mut random = Random::new(seed, category as u64 + 1);
    let random = &mut random;
    let (canvas, codes) = match category {
        Category::PageLight => screens::page_light(random),
        Category::PageDark => screens::page_dark(random),
        Category::Multi => screens::multi(random),
        Category::Tiny => screens::tiny(random),
        Category::Huge => screens::huge(random),
        Category::UhdCorner => screens::uhd_corner(random),
        Category::InvertedLowContrast => screens::inverted(random),
        Category::Styled => screens::styled(random),
        Category::Logo => screens::logo(random),
        Category::JpegBlur => screens::jpeg_blur(random),
        Category::RotatedPerspective => photos::rotated(random),
        Category::Photo => photos::of_screen(random),
        Category::Curved => photos::curved(random),
        Category::Crowd => photos::crowd(random),
        Category::Damaged => photos::damaged(random),
        Category::Glare => photos::glare(random),
        Category::Noise => photos::noise(random),
        Category::HighVersion => photos::high_version(random),
        Category::Shadow => photos::shadow(random),
        Category::Distance => photos::distance(random),
    };
    Picture { pixels: canvas.0, codes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_picture() {
        let (one, other) = (draw(Category::Multi, 7), draw(Category::Multi, 7));
        assert_eq!(one.pixels, other.pixels);
        assert!(one.codes.len() > 1);
        assert_ne!(one.pixels, draw(Category::Multi, 8).pixels);
    }

    #[test]
    fn codes_are_in_the_picture() {
        for category in [Category::PageDark, Category::Tiny, Category::Photo, Category::Curved] {
            let picture = draw(category, 3);
            let (width, height) = (picture.pixels.width() as f32, picture.pixels.height() as f32);
            for (x, y) in picture.codes.iter().flat_map(|code| code.corners) {
                assert!((-40.0..width + 40.0).contains(&x) && (-40.0..height + 40.0).contains(&y), "{category:?}");
            }
        }
    }
}
