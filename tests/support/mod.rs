//! What the journeys in the real window stand on: the driver of its web view, the desktop around it,
//! its tray and its session, test pictures.
#![expect(dead_code, reason = "each test program uses its part")]

pub(crate) mod desktop;
pub(crate) mod driver;
pub(crate) mod login;
pub(crate) mod memory;
pub(crate) mod pictures;
pub(crate) mod tray;
pub(crate) mod vault;
#[cfg(target_os = "linux")]
pub(crate) mod viewer;
