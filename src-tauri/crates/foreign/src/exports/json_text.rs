//! JSON into memory that leaves no copies behind when it grows.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use watchword_secret::SecretBytes;
use zeroize::{Zeroize, Zeroizing};

/// The value as JSON on one line.
pub(super) fn compact(value: &impl Serialize) -> SecretBytes {
    let mut buffer = Buffer::default();
    // Our own values have text keys and our buffer takes everything: there is no error to come.
    let _always = serde_json::to_writer(&mut buffer, value);
    buffer.finish()
}

/// The value as JSON with an indent of four spaces.
pub(super) fn pretty(value: &impl Serialize) -> SecretBytes {
    let mut buffer = Buffer::default();
    let formatter = PrettyFormatter::with_indent(b"    ");
    let _always = value.serialize(&mut Serializer::with_formatter(&mut buffer, formatter));
    buffer.finish()
}

/// Bytes that are wiped where they have been.
#[derive(Default)]
pub(super) struct Buffer(Zeroizing<Vec<u8>>);

impl Buffer {
    pub(super) fn push(&mut self, text: &str) {
        let _always = self.write_all(text.as_bytes());
    }

    pub(super) fn finish(mut self) -> SecretBytes {
        SecretBytes::new(std::mem::take(&mut *self.0))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.0.len().saturating_add(bytes.len());
        if length > self.0.capacity() {
            let mut larger = Vec::with_capacity(length.saturating_mul(2).max(4096));
            larger.extend_from_slice(&self.0);
            self.0.zeroize();
            *self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
