//! The docx format.

use crate::model::{Document, Format, FormatError, OpenOptions};

/// The docx format.
pub struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn sniff(&self, _bytes: &[u8]) -> bool {
        false
    }

    fn open(
        &self,
        _bytes: &[u8],
        _options: &OpenOptions,
    ) -> Result<Box<dyn Document>, FormatError> {
        Err(FormatError::Empty)
    }
}
