//! Pictures of the screen from Windows and macOS.

use watchword_secret::SecretBytes;
use watchword_service::{Failure, Pixels, ScreenPicture};
use xcap::Monitor;

/// A picture for each monitor.
pub(super) fn pictures() -> Result<Vec<ScreenPicture>, Failure> {
    let monitors = Monitor::all().map_err(|_| Failure::new("no-screen"))?;
    if monitors.is_empty() {
        return Err(Failure::new("no-screen"));
    }
    monitors
        .iter()
        .map(|monitor| {
            // macOS asks for a permission, and refuses without it.
            let image = monitor.capture_image().map_err(|_| Failure::new("screen-not-allowed"))?;
            let (width, height) = image.dimensions();
            Ok(ScreenPicture::Pixels(Pixels { width, height, rgba: SecretBytes::new(image.into_raw()) }))
        })
        .collect()
}
