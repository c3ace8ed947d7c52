//! PDF (ISO 32000-2): reading everything that holds text, and removing it by splicing bytes.
//!
//! Rooms, from the bottom up; each imports only from those above it in this list:
//!
//! - `syntax`: objects, strings, content streams, and how they are written
//! - `font`: what a character code means, how wide it is and what it draws
//! - `interpret`: runs content streams and records glyphs, images and rules on a canvas
//! - `image`, `subset`: take pixels out of images, and glyphs out of font programs
//! - `layout`: puts glyphs in reading order
//! - `read`: from bytes to objects to segments of text, and a list of what could not be read
//! - `redact`: carries out redactions on a copy of the objects: `text` (drawn text and what moves
//!   with it), `images`, `strings`, `fonts` (what fonts still tell of removed text), `scrub`
//!   (metadata and the like), `label` and `structure_tree` (boxes and their tags)
//! - `write`: writes one clean revision

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod font;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod image;
mod interpret;
mod layout;
mod read;
mod redact;
pub(crate) mod subset;
mod syntax;
#[cfg(test)]
mod tests;
mod write;

use crate::formats::layers;
use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::read::load;
use crate::model::{
    Child, ChildFate, Document, Format, FormatError, Note, OpenOptions, Redacted, Redaction,
    Segment, Span, Treatment, Unread,
};

/// The PDF format.
pub struct Pdf;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        load::header(bytes).is_some()
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        let loaded = load::load(bytes, options)?;
        Ok(layers::over_strings(Box::new(read::read(loaded, options)?)))
    }
}

impl Document for PdfDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        let Some((first, twins)) = self.second_readings.get(&segment) else { return Vec::new() };
        twins
            .iter()
            .filter(|(here, _)| here.start < span.end && span.start < here.end)
            .map(|(_, there)| (*first, Span::new(there.start, there.end)))
            .collect()
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
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        redact::redact(self, orders, children, treatment)
    }
}
