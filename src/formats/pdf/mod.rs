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

mod anchor;
mod apply;
mod canvas;
mod carriers;
mod columns;
mod composite;
mod content;
mod cut;
mod document;
mod font;
mod font_file;
mod frames;
mod glyphs;
mod graph;
mod icc;
mod image;
mod interpret;
mod layout;
mod line_map;
mod links;
mod mark;
mod meaning;
mod names;
mod object;
mod open;
mod paths;
mod pixels;
mod programs;
mod recode;
mod redact;
mod reflow;
mod renumber;
mod save;
mod scrub;
mod strings;
mod subset;
mod subset_parts;
mod tags;
#[cfg(test)]
mod tests;
mod text_ops;
mod text_string;
mod tidy;
mod to_unicode;
mod unit;
mod unread;
mod uses;
mod xmp;

use crate::model::{Document, Format, FormatError, OpenOptions};

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
        open::header(bytes).is_some()
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        let loaded = open::load(bytes, options)?;
        Ok(Box::new(document::PdfDocument::new(loaded, options)?))
    }
}
