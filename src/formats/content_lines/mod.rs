//! Content lines: how calendars (RFC 5545) and address cards (RFC 6350, vCard 2.1) are written, in
//! files and in mail. Every change of a copy is a splice of the text.
//!
//! | module | what it knows |
//! |---|---|
//! | `line` | folds, groups, names, parameters |
//! | `vocabulary` | what is known by its name |
//! | `value` | escapes, quoted-printable, and the text that they stand for |
//! | `read` | from a file to one text, in which each value stands behind a word that says what it is |

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod line;
mod read;
mod value;
mod vocabulary;

pub(crate) use read::{ContentLines, read};

/// Whether a text begins as a calendar (`VCALENDAR`) or an address card (`VCARD`) does.
pub(crate) fn begins(bytes: &[u8], object: &str) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = bytes.get(..6 + object.len()).unwrap_or_default().to_ascii_uppercase();
    let end = bytes.get(6 + object.len());
    head.strip_prefix(b"BEGIN:") == Some(object.as_bytes())
        && end.is_none_or(u8::is_ascii_whitespace)
}
