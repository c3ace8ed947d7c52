//! The pdf format.

#[allow(dead_code, reason = "the writer calls it")]
mod image;

use crate::model::{Document, Format, FormatError, OpenOptions};

/// The pdf format.
pub struct Pdf;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
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
