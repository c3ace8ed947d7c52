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

/// How far into a file the head of a mail may reach.
const HEAD: usize = 16 << 10;

/// Whether these bytes are letters as they stand: no packed or coded form of them.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some() {
        return true;
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let coded = bytes.starts_with(b"{\\rtf")
        || memchr::memmem::find(&head, b"content-transfer-encoding:").is_some();
    let control = |b: &&u8| matches!(**b, 0..=8 | 11 | 14..=26 | 28..=31);
    let controls = bytes.iter().filter(control).count();
    !coded && memchr::memchr(0, bytes).is_none() && controls <= bytes.len() / 100
}

/// The copy must have the byte order mark of the original, or none: another would show other text.
pub(super) fn same_encoding(copy: &[u8], claim: &Claim<'_>) -> Result<(), VerifyError> {
    let mark = |bytes: &[u8]| encoding_rs::Encoding::for_bom(bytes).map(|(e, _)| e.name());
    if mark(copy) == mark(claim.original) {
        return Ok(());
    }
    Err(VerifyError::Unreadable(message!("the character encoding has changed")))
}
