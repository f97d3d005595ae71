//! Where the window stood, in a small file beside the vault, so that it comes back there.

use serde::{Deserialize, Serialize};
use std::path::Path;

const FILE: &str = "window.toml";

/// The place of a window on the screens of the desktop, in their pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Of its left edge.
    pub x: i32,
    /// Of its upper edge.
    pub y: i32,
    /// Of its content.
    pub width: u32,
    /// Of its content.
    pub height: u32,
    /// Whether it fills the screen; the numbers above are those from before then.
    pub maximised: bool,
}

impl WindowPlace {
    /// The place kept in `folder`. `None` where there is none, or none that can be understood.
    pub fn load(folder: &Path) -> Option<Self> {
        toml::from_str(&std::fs::read_to_string(folder.join(FILE)).ok()?).ok()
    }

    /// Keeps it in `folder`. Not being able to costs only this convenience: there is no error to tell.
    pub fn keep(&self, folder: &Path) {
        // A folder that was never used is not made for this.
        if folder.is_dir()
            && Self::load(folder).as_ref() != Some(self)
            && let Ok(text) = toml::to_string(self)
        {
            let _ = std::fs::write(folder.join(FILE), text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_and_nonsense_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let place = WindowPlace { x: -1200, y: 40, width: 420, height: 680, maximised: true };
        assert_eq!(WindowPlace::load(folder.path()), None);
        place.keep(folder.path());
        assert_eq!(WindowPlace::load(folder.path()), Some(place));
        std::fs::write(folder.path().join(FILE), "x = -1\ny = 2\nwidth = -5\n").unwrap();
        assert_eq!(WindowPlace::load(folder.path()), None);
        let none = folder.path().join("none");
        place.keep(&none);
        assert!(!none.exists());
    }
}
