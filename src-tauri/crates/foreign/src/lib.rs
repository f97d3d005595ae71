//! Files of other authenticators and password managers: recognised, opened, read and written.
//!
//! [`recognise`] says which program a file comes from and whether it needs a password; [`read`] gives what it
//! holds; [`read_all`] does so for several files that may belong together. What a file looks like is told once,
//! in [`Probe`]; each format is one file in `formats/` and one line in [`FORMATS`]; what several formats share
//! is in `blocks/`. The formats are described in docs/formats.
//!
//! Invariants: bytes come in and values go out, nothing else is touched; the content decides, a file name is a
//! hint; costs and sizes are checked before anything is derived or reserved; nothing is given out before its
//! tag has been checked; one bad entry never stops the rest; no error, warning or reason carries a piece of the
//! file.

mod blocks;
mod contents;
mod entry;
mod error;
mod exports;
mod format;
mod formats;
mod probe;
mod read;
mod registry;
mod skip;
mod unknown;
mod warning;

pub use crate::contents::{Contents, Import, Row, Rows};
pub use crate::entry::{ForeignEntry, Icon, IconType, Standing};
pub use crate::error::{Failure, OpenError, Unsupported};
pub use crate::exports::{
    EXPORTS, ExportEntry, ExportError, ExportReport, ExportSettings, Exported, ExportedFile, Exporter, LeftOut, Loss,
    SheetWords, export, exporter, judge,
};
pub use crate::format::{Credentials, Format, Source, Sureness};
pub use crate::formats::csv::{TableColumns, read_table_as};
pub use crate::probe::Probe;
pub use crate::read::{Recognised, read, read_all, read_all_as, recognise};
pub use crate::registry::FORMATS;
pub use crate::skip::{Repair, SkipReason, Skipped};
pub use crate::warning::{FileWarning, RowWarning};
