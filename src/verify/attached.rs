//! Files inside files: each goes to the reader of its kind, which is told by its first bytes.

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::{Reading, raw};
use super::{content_lines, html, json, mail, pdf, picture_file, rich_text, text, zip_archive};
use crate::model::{Message, message};

/// Deepest nesting of files.
const DEPTH: usize = 10;

/// What stands in a file inside a file.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read(
    data: &[u8],
    claim: &Claim<'_>,
    place: &Message,
    depth: usize,
    out: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    if depth > DEPTH {
        return Err(VerifyError::Unreadable(message!("attachments are nested too deeply")));
    }
    let office = data.starts_with(b"PK") && zip_archive::is_package(data);
    if data.starts_with(b"%PDF") || office {
        return pdf::attachment(data.to_vec(), claim, place, depth, out);
    }
    if picture_file::begins(data) {
        out.extend(raw(data, place));
        return Ok(());
    }
    if data.starts_with(b"PK\x03\x04") {
        return zip_archive::read(data, claim, place, depth, read, out);
    }
    if rich_text::begins(data) {
        out.extend(rich_text::read(data, place));
        return Ok(());
    }
    if mail::begins(data) {
        mail::message(data, claim, depth, read, out)?;
    } else if data.contains(&b'<') && !data.contains(&0) {
        out.extend(html::read(&text::decoded(data), place));
    }
    self::text(data, place, out);
    Ok(())
}

/// What stands in text, with the escapes of the kinds of text that have any.
pub(super) fn text(data: &[u8], place: &Message, out: &mut Vec<Reading>) {
    out.extend(text::read(data));
    if content_lines::begins(data) {
        out.extend(content_lines::read(data, place));
    } else if json::begins(data) {
        out.extend(json::read(data, place));
    }
}
