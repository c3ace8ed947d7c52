//! Presentations (ECMA-376 Part 1, PresentationML). All that they share with documents and workbooks
//! is in `office`.

use crate::formats::office::file::{Kind, open, sniff};
use crate::model::{Document, Format, FormatError, OpenOptions};

/// Presentations, slide shows and templates, with and without macros.
pub struct Pptx;

impl Format for Pptx {
    fn name(&self) -> &'static str {
        "pptx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"]
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        sniff(Kind::Slides, bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        open(bytes, options)
    }
}
