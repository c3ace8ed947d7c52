//! The text format.

use crate::model::{Document, Format, FormatError, OpenOptions};

/// The text format.
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["text"]
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
