//! What the journeys in the real window stand on: the driver of its web view, the desktop around it, test pictures.

pub mod desktop;
pub mod driver;
pub mod pictures;
pub mod vault;
