//! PDF (ISO 32000-2): reading all that holds text, and cutting it out by splicing bytes.
//!
//! `open` gives objects and pages; `graph` walks every string and stream, and `carriers` says where
//! text hangs beside the pages; `unit`, `content`, `font`, `interpret` and `text_ops` turn content
//! streams into glyphs on a `canvas`; `layout` and `columns` put them in reading order; `document`
//! makes segments of it all and `unread` lists the rest. Orders come back through `redact`:
//! `reflow` decides what moves (`line_map` for what hangs on a line), `frames` which coordinate
//! systems must not tell where it was, `cut`, `paths` and `apply` splice, `mark` draws the boxes,
//! `tags` and `links` take them up, `pixels` and `image` blacken what is under them, `strings`,
//! `glyphs` and `subset` take text out of everything that is not drawn, `renumber` and `recode`
//! (with `subset_parts` and `uses`) give fonts an order that does not depend on it, `scrub`, `icc`
//! and `xmp` remove what no copy needs, `save` writes one clean revision.

mod font;
mod image;
mod interpret;
mod layout;
mod read;
mod redact;
mod subset;
mod syntax;
#[cfg(test)]
mod tests;
mod write;

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
        Ok(Box::new(PdfDocument::new(loaded, options)?))
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
        let Some((first, twins)) = self.second.get(&segment) else { return Vec::new() };
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
