//! Files that are pictures: PNG, JPEG, TIFF, GIF, BMP and WebP, of scans and screens.
//!
//! All that they say is what a machine reads in them; a copy is a picture of the same kind, whose dots are
//! overwritten under boxes and which holds nothing beside its dots. In the order in which they may import
//! each other: `document`, `read`, `redact`.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod document;
mod read;
mod redact;

use crate::formats::image::document::ImageDocument;
use crate::formats::raster::kind::Kind;
use crate::model::{
    ChildFate, Document, Format, FormatError, Note, OpenOptions, Redacted, Redaction, Segment,
    Treatment, Unread, message,
};

/// Picture files.
pub struct Image;

impl Format for Image {
    fn name(&self) -> &'static str {
        "image"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["png", "jpg", "jpeg", "jpe", "jfif", "tif", "tiff", "gif", "bmp", "webp"]
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        [&b"\x89PNG"[..], b"\xFF\xD8", b"GIF8", b"BM"].iter().any(|start| bytes.starts_with(start))
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        Kind::of(bytes).is_some()
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        if bytes.len() as u64 > options.limits.file_bytes {
            return Err(FormatError::Limit(message!("file size")));
        }
        Ok(Box::new(read::open(bytes, options)?))
    }
}

impl Document for ImageDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn pages(&self) -> usize {
        self.pages.len()
    }

    fn notes(&self) -> Vec<Note> {
        self.notes.clone()
    }

    fn redact(
        &self,
        orders: &[Redaction],
        _children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        redact::redact(self, orders, treatment)
    }
}
