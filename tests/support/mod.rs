//! What the journeys in the real window stand on: the driver of its web view, the desktop around it, test pictures.

pub(crate) mod desktop;
pub(crate) mod driver;
pub(crate) mod pictures;
pub(crate) mod vault;
