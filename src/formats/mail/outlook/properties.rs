//! Properties in a compound file (MS-OXMSG 2.1 to 2.4).

use crate::formats::charset;
use crate::model::{FormatError, Limits, message};
use std::io::{Cursor, Read};

/// The properties of a message and of what is in it.
pub(super) struct Properties<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
    /// How many bytes may still be read.
    left: u64,
    pub(super) depth: usize,
}

impl<'a> Properties<'a> {
    pub(super) fn new(file: cfb::CompoundFile<Cursor<&'a [u8]>>, limits: &Limits) -> Self {
        Self { file, left: limits.unpacked_bytes, depth: limits.depth.min(8) }
    }

    /// Whether there is a storage or stream at this path.
    pub(super) fn exists(&self, path: &str) -> bool {
        self.file.exists(path)
    }

    /// The storages in a storage whose names begin like this, in order.
    pub(super) fn storages(&self, base: &str, prefix: &str) -> Vec<String> {
        let path = if base.is_empty() { "/" } else { base };
        let Ok(entries) = self.file.read_storage(path) else { return Vec::new() };
        let own = entries.filter(|e| e.is_storage() && e.name().starts_with(prefix));
        let mut names: Vec<String> = own.map(|e| format!("{base}/{}", e.name())).collect();
        names.sort();
        names
    }

    fn stream(&mut self, path: &str) -> Result<Option<Vec<u8>>, FormatError> {
        if !self.file.is_stream(path) {
            return Ok(None);
        }
        let damaged = |e| FormatError::damaged_by(message!("a property cannot be read"), e);
        let stream = self.file.open_stream(path).map_err(damaged)?;
        let mut out = Vec::new();
        stream.take(self.left + 1).read_to_end(&mut out).map_err(damaged)?;
        self.left = self
            .left
            .checked_sub(out.len() as u64)
            .ok_or_else(|| FormatError::Limit(message!("unpacked content too large")))?;
        Ok(Some(out))
    }

    /// A property in bytes.
    pub(super) fn bytes(&mut self, base: &str, tag: u16) -> Result<Option<Vec<u8>>, FormatError> {
        self.stream(&format!("{base}/__substg1.0_{tag:04X}0102"))
    }

    /// A property in letters.
    pub(super) fn text(&mut self, base: &str, tag: u16) -> Result<Option<String>, FormatError> {
        if let Some(wide) = self.stream(&format!("{base}/__substg1.0_{tag:04X}001F"))? {
            let text = charset::decode(&wide, encoding_rs::UTF_16LE).text;
            return Ok(Some(text.trim_end_matches('\0').to_owned()));
        }
        let single = self.stream(&format!("{base}/__substg1.0_{tag:04X}001E"))?;
        Ok(single.map(|bytes| {
            let text = charset::decode(&bytes, charset::unnamed(&bytes)).text;
            text.trim_end_matches('\0').to_owned()
        }))
    }

    /// The first of these properties that holds something.
    pub(super) fn first_text(
        &mut self,
        base: &str,
        tags: &[u16],
    ) -> Result<Option<String>, FormatError> {
        for tag in tags {
            if let Some(text) = self.text(base, *tag)?.filter(|t| !t.trim().is_empty()) {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// A property of fixed length; `header` is how many bytes stand in front of the first one.
    pub(super) fn fixed(
        &mut self,
        base: &str,
        header: usize,
        tag: u16,
    ) -> Result<Option<u64>, FormatError> {
        let all = self.stream(&format!("{base}/__properties_version1.0"))?.unwrap_or_default();
        let (entries, _) = all.get(header..).unwrap_or_default().as_chunks::<16>();
        Ok(entries.iter().find_map(|entry| {
            let [_, _, low, high, _, _, _, _, value @ ..] = entry;
            (u16::from_le_bytes([*low, *high]) == tag).then(|| u64::from_le_bytes(*value))
        }))
    }
}
