//! The screen: a picture of it, to find QR codes in, which stays in memory and is wiped; and what it can show.

use watchword_service::Pixels;

/// The whole screen, all monitors side by side. `None` where there is no X11 display to ask: a Wayland desktop gives
/// pictures of the screen only through its own dialog.
#[cfg(target_os = "linux")]
pub fn screen_picture() -> Option<Pixels> {
    // The X server beside a Wayland desktop answers too, with a black picture.
    if crate::x11::is_wayland() { None } else { x11::picture() }
}

/// No way to take one on this system yet.
#[cfg(not(target_os = "linux"))]
pub fn screen_picture() -> Option<Pixels> {
    None
}

/// Whether windows can let what is under them be seen. X11 needs a compositor for that; Wayland is one.
#[cfg(target_os = "linux")]
pub fn is_composited() -> bool {
    crate::x11::is_wayland() || crate::x11::Display::open().is_some_and(|display| display.is_composited())
}

/// Every desktop of these systems can.
#[cfg(not(target_os = "linux"))]
pub fn is_composited() -> bool {
    true
}

#[cfg(target_os = "linux")]
mod x11 {
    use watchword_secret::SecretBytes;
    use watchword_service::Pixels;
    use x11rb::connection::Connection;
    use x11rb::protocol::xproto::{ConnectionExt, ImageFormat, ImageOrder};
    use x11rb::rust_connection::RustConnection;

    pub(super) fn picture() -> Option<Pixels> {
        let (connection, number) = RustConnection::connect(None).ok()?;
        let setup = connection.setup();
        let screen = setup.roots.get(number)?;
        let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
        // Every display of the last decades: four bytes a pixel, blue first.
        let mut formats = setup.pixmap_formats.iter();
        let format = formats.find(|format| format.depth == screen.root_depth)?;
        if format.bits_per_pixel != 32 || setup.image_byte_order != ImageOrder::LSB_FIRST {
            return None;
        }
        let asked = connection.get_image(ImageFormat::Z_PIXMAP, screen.root, 0, 0, width, height, u32::MAX);
        let mut bytes = asked.ok()?.reply().ok()?.data;
        to_rgba(&mut bytes);
        let (width, height) = (u32::from(width), u32::from(height));
        let rgba = SecretBytes::new(bytes);
        let expected = u64::from(width) * u64::from(height) * 4;
        (u64::try_from(rgba.len()).ok()? == expected).then_some(Pixels { width, height, rgba })
    }

    /// Turns blue, green, red and padding into red, green, blue and opaque, in place.
    fn to_rgba(bytes: &mut [u8]) {
        for pixel in bytes.as_chunks_mut::<4>().0 {
            let [blue, _, red, padding] = pixel;
            std::mem::swap(blue, red);
            *padding = u8::MAX;
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn colours_change_their_order_and_become_opaque() {
            let mut bytes = [1, 2, 3, 0, 4, 5, 6, 9];
            to_rgba(&mut bytes);
            assert_eq!(bytes, [3, 2, 1, 255, 6, 5, 4, 255]);
        }
    }
}
