//! From bytes to a PDF.

use crate::model::message;
use crate::verify::error::VerifyError;
use hayro_syntax::{LoadPdfError, Pdf};
use std::sync::Arc;

/// Opens a PDF without copying its bytes.
pub(super) fn open(bytes: &Arc<Vec<u8>>) -> Result<Pdf, VerifyError> {
    Pdf::new(Arc::clone(bytes))
        .map_err(|e| match e {
            LoadPdfError::Decryption(_) => message!("locked with a password"),
            LoadPdfError::Invalid => message!("not a readable PDF"),
        })
        .map_err(|why| VerifyError::Unreadable(message!("PDF: {0}", why)))
}
