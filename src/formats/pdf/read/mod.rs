//! Reading a file: from bytes to a document whose text is in segments.

pub(crate) mod appearances;
mod canvases;
mod damaged;
mod distrust;
pub(crate) mod document;
pub(crate) mod drawing;
pub(crate) mod font_text;
mod hostile;
pub(crate) mod load;
mod lock;
mod loose_text;
pub(crate) mod object_walk;
mod outlined;
mod outlines;
pub(crate) mod page_tree;
mod pictures;
mod scans;
pub(crate) mod source;
mod stream_repair;
pub(crate) mod string_class;
pub(crate) mod strings;
mod unread;
pub(crate) mod xmp;

use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::read::load::LoadedFile;
use crate::model::{FormatError, OpenOptions};

/// Reads all text of a file into segments.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn read(loaded: LoadedFile, options: &OpenOptions) -> Result<PdfDocument, FormatError> {
    hostile::refuse(&loaded)?;
    let mut document = PdfDocument::new(loaded, options);
    canvases::read_canvases(&mut document)?;
    strings::read_strings(&mut document);
    strings::read_streams(&mut document);
    strings::read_names(&mut document);
    font_text::read(&mut document);
    Ok(document)
}
