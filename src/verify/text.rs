//! Second reader of plain text: whole encodings, by encoding_rs.

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::{Reading, raw};
use crate::model::message;

/// What a plain text copy contains.
pub(super) fn read(copy: &[u8]) -> Vec<Reading> {
    let mut out = raw(copy, &message!("bytes of the file"));
    let (text, _, broken) = encoding_rs::UTF_8.decode(copy);
    out.push(Reading::new("text", message!("text"), text.into_owned()));
    // What is not UTF-8 is read in the other encoding too; some files mix both.
    if broken {
        let (single, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(copy);
        out.push(Reading::new(
            "text, one byte per character",
            message!("text"),
            single.into_owned(),
        ));
    }
    out
}

/// The copy must have the byte order mark of the original, or none: another would show other text.
pub(super) fn same_encoding(copy: &[u8], claim: &Claim<'_>) -> Result<(), VerifyError> {
    let mark = |bytes: &[u8]| encoding_rs::Encoding::for_bom(bytes).map(|(e, _)| e.name());
    if mark(copy) == mark(claim.original) {
        return Ok(());
    }
    Err(VerifyError::Unreadable(message!("the character encoding has changed")))
}
