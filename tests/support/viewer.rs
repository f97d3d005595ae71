//! A program that shows a picture.

use image::RgbImage;
use std::path::Path;
use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    ConfigureWindowAux, ConnectionExt, CreateGCAux, CreateWindowAux, ImageFormat, StackMode, WindowClass,
};
use x11rb::rust_connection::RustConnection;

/// So many rows go to the X server at once: more does not fit a request.
const ROWS: usize = 16;

/// A picture on the screen, below all other windows. It goes when this is dropped.
pub(crate) struct Viewer(RustConnection);

impl Viewer {
    /// Shows the picture of this file with its upper left corner there.
    pub(crate) fn show(file: &Path, (x, y): (i16, i16)) -> Self {
        let picture = image::open(file).unwrap().to_rgb8();
        let (connection, number) = RustConnection::connect(None).unwrap();
        let screen = connection.setup().roots[number].clone();
        let (width, height) = (u16::try_from(picture.width()).unwrap(), u16::try_from(picture.height()).unwrap());
        // The server draws the background by itself, also where another window was until now.
        let pixmap = connection.generate_id().unwrap();
        connection.create_pixmap(screen.root_depth, pixmap, screen.root, width, height).unwrap();
        let context = connection.generate_id().unwrap();
        connection.create_gc(context, pixmap, &CreateGCAux::new()).unwrap();
        let row_bytes = usize::from(width) * 4;
        for (at, rows) in to_server(&picture).chunks(row_bytes * ROWS).enumerate() {
            let (top, count) = (i16::try_from(at * ROWS).unwrap(), u16::try_from(rows.len() / row_bytes).unwrap());
            let format = ImageFormat::Z_PIXMAP;
            let depth = screen.root_depth;
            connection.put_image(format, pixmap, context, width, count, 0, top, 0, depth, rows).unwrap();
        }
        let window = connection.generate_id().unwrap();
        let looks = CreateWindowAux::new().background_pixmap(pixmap).override_redirect(1);
        let class = WindowClass::INPUT_OUTPUT;
        let parent = screen.root;
        let depth = COPY_DEPTH_FROM_PARENT;
        connection.create_window(depth, window, parent, x, y, width, height, 0, class, 0, &looks).unwrap();
        connection.map_window(window).unwrap();
        connection.configure_window(window, &ConfigureWindowAux::new().stack_mode(StackMode::BELOW)).unwrap();
        // An answer: everything before it is done.
        connection.get_input_focus().unwrap().reply().unwrap();
        Self(connection)
    }

    /// The size of the screen in pixels.
    pub(crate) fn screen(&self) -> (u16, u16) {
        let screen = &self.0.setup().roots[0];
        (screen.width_in_pixels, screen.height_in_pixels)
    }
}

/// Blue, green, red and padding, as the server keeps pixels.
fn to_server(picture: &RgbImage) -> Vec<u8> {
    picture.pixels().flat_map(|pixel| [pixel[2], pixel[1], pixel[0], 0]).collect()
}
