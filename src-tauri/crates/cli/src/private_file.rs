//! New files that only their owner can read.

use crate::refusal::Refusal;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use watchword_service::Failure;

/// Writes a new file that only its owner can read.
///
/// # Errors
/// `exists`, `file-not-found` where there is no such folder, `disk-full` or `no-permission`; no file is left then.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| refusal(error.kind()))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        let _ = std::fs::remove_file(path);
        refusal(error.kind())
    })
}

/// What a failure of the file system is called.
pub(crate) fn refusal(kind: ErrorKind) -> Refusal {
    let known = [
        (ErrorKind::AlreadyExists, "exists"),
        (ErrorKind::NotFound, "file-not-found"),
        (ErrorKind::StorageFull, "disk-full"),
    ];
    let code = known.into_iter().find(|(known, _)| *known == kind).map_or("no-permission", |(_, code)| code);
    Failure::new(code).into()
}
