//! Pictures of the screen from the X server.

use watchword_secret::SecretBytes;
use watchword_service::{Pixels, ScreenPicture};
use x11rb::connection::Connection;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat, ImageOrder, Screen};
use x11rb::rust_connection::RustConnection;

/// The part of the X screen that one monitor shows, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i16,
    y: i16,
    width: u16,
    height: u16,
}

/// A picture for each monitor. `None` without an X server, or when it does not answer.
pub(super) fn pictures() -> Option<Vec<ScreenPicture>> {
    let (connection, number) = RustConnection::connect(None).ok()?;
    let screen = connection.setup().roots.get(number)?;
    let areas = areas(monitors(&connection, screen), (screen.width_in_pixels, screen.height_in_pixels));
    areas.into_iter().map(|area| picture(&connection, screen, area).map(ScreenPicture::Pixels)).collect()
}

/// The areas of the monitors as `RandR` tells them; none when it does not.
fn monitors(connection: &RustConnection, screen: &Screen) -> Vec<Area> {
    let ask = || connection.randr_get_monitors(screen.root, true).ok()?.reply().ok();
    let monitors = ask().map(|reply| reply.monitors).unwrap_or_default();
    monitors.iter().map(|it| Area { x: it.x, y: it.y, width: it.width, height: it.height }).collect()
}

/// The areas to take a picture of: inside the screen, as the server refuses others, and each once, since mirrored
/// monitors show the same. The whole screen where no monitor is known.
fn areas(monitors: Vec<Area>, (width, height): (u16, u16)) -> Vec<Area> {
    let whole = Area { x: 0, y: 0, width, height };
    let mut areas: Vec<Area> = Vec::new();
    for monitor in monitors {
        let end = |start: i16, length: u16, most: u16| (i32::from(start) + i32::from(length)).min(i32::from(most));
        let (x, y) = (monitor.x.max(0), monitor.y.max(0));
        let size = |start: i16, end: i32| u16::try_from(end - i32::from(start)).unwrap_or_default();
        let area = Area {
            x,
            y,
            width: size(x, end(monitor.x, monitor.width, width)),
            height: size(y, end(monitor.y, monitor.height, height)),
        };
        if area.width > 0 && area.height > 0 && !areas.contains(&area) {
            areas.push(area);
        }
    }
    if areas.is_empty() { vec![whole] } else { areas }
}

fn picture(connection: &RustConnection, screen: &Screen, area: Area) -> Option<Pixels> {
    let setup = connection.setup();
    // Every display of the last decades: four bytes a pixel, blue first.
    let format = setup.pixmap_formats.iter().find(|format| format.depth == screen.root_depth)?;
    if format.bits_per_pixel != 32 || setup.image_byte_order != ImageOrder::LSB_FIRST {
        return None;
    }
    let Area { x, y, width, height } = area;
    let asked = connection.get_image(ImageFormat::Z_PIXMAP, screen.root, x, y, width, height, u32::MAX);
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

    #[test]
    fn each_monitor_is_a_picture_inside_the_screen() {
        let area = |x, y, width, height| Area { x, y, width, height };
        let side_by_side = vec![area(0, 0, 3840, 2160), area(3840, 200, 1920, 1080)];
        assert_eq!(areas(side_by_side.clone(), (5760, 2160)), side_by_side);
        assert_eq!(areas(vec![area(0, 0, 800, 600), area(0, 0, 800, 600)], (800, 600)), [area(0, 0, 800, 600)]);
        assert_eq!(areas(vec![area(-100, 500, 400, 300)], (800, 600)), [area(0, 500, 300, 100)]);
        assert_eq!(areas(vec![area(900, 0, 400, 300)], (800, 600)), [area(0, 0, 800, 600)]);
        assert_eq!(areas(Vec::new(), (800, 600)), [area(0, 0, 800, 600)]);
    }
}
