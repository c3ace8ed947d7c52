//! Word documents (ECMA-376 Part 1, WordprocessingML). All that they share with workbooks and
//! presentations is in `office`.

use crate::formats::layers;
use crate::formats::office::file::{Kind, open, sniff};
use crate::model::{Document, Format, FormatError, OpenOptions};

/// Word documents and templates, with and without macros.
pub struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx", "dotm"]
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        sniff(Kind::Word, bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        Ok(layers::over_values(open(bytes, options)?))
    }
}
