//! One module for each task.

pub(crate) mod audit;
pub(crate) mod bench;
pub(crate) mod bindings;
pub(crate) mod dev;
pub(crate) mod figures;
pub(crate) mod fuzz;
pub(crate) mod lint;
pub(crate) mod package;
pub(crate) mod pictures;
pub(crate) mod pictures_qr;
pub(crate) mod run;
pub(crate) mod test;
mod tidy;
