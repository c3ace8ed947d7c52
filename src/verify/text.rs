//! Second reader of plain text: whole encodings, by encoding_rs.

use super::residue::{Reading, raw};
use super::{Claim, VerifyError};

/// What stands in a plain text copy.
pub(super) fn read(copy: &[u8]) -> Vec<Reading> {
    let mut out = raw(copy, "bytes van de kopie");
    let (text, _, broken) = encoding_rs::UTF_8.decode(copy);
    out.push(Reading::new("tekst", "tekst", text.into_owned()));
    // What is no UTF-8 is read in the other way too; some files are half and half.
    if broken {
        let (single, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(copy);
        out.push(Reading::new("tekst, een byte per teken", "tekst", single.into_owned()));
    }
    out
}

/// The copy must begin as the original does: another encoding mark would show other text.
pub(super) fn same_encoding(copy: &[u8], claim: &Claim<'_>) -> Result<(), VerifyError> {
    let mark = |bytes: &[u8]| encoding_rs::Encoding::for_bom(bytes).map(|(e, _)| e.name());
    if mark(copy) == mark(claim.original) {
        return Ok(());
    }
    Err(VerifyError::Unreadable("de tekencodering is veranderd".into()))
}
