//! Workbooks (ECMA-376 Part 1, SpreadsheetML). What they are made of is in `office`, since documents
//! and presentations hold workbooks too.

use crate::formats::layers;
use crate::formats::office::file::{Kind, open, sniff};
use crate::model::{Document, Format, FormatError, OpenOptions};

/// Workbooks and templates, with and without macros.
pub struct Xlsx;

impl Format for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm", "xltx", "xltm"]
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        sniff(Kind::Sheet, bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        Ok(layers::over(open(bytes, options)?))
    }
}
