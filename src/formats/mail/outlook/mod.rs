//! Outlook's own messages (MS-OXMSG): compound files of properties. They are read as the mail that
//! they hold, and their copies are mail.
//!
//! What a mail has no place for does not go along: properties of programs, categories, the
//! formatting in rich text where there is text as well.

mod build;
mod compressed;
mod properties;
mod pst;
mod tnef;

use crate::model::{FormatError, Limits};
use std::io::Cursor;

const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether bytes are such a message.
pub(super) fn is_message(bytes: &[u8]) -> bool {
    bytes.starts_with(CFB)
        && cfb::CompoundFile::open(Cursor::new(bytes))
            .is_ok_and(|file| file.exists("/__properties_version1.0"))
}

/// Whether bytes are a message of Outlook within a mail: `winmail.dat`.
pub(super) fn is_winmail(bytes: &[u8]) -> bool {
    tnef::is_tnef(bytes)
}

/// The mail that `winmail.dat` holds.
///
/// # Errors
/// `Damaged` if it is cut short.
pub(super) fn winmail_as_mail(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    tnef::as_mail(bytes)
}

/// Whether bytes are a store of Outlook.
pub(super) fn is_store(bytes: &[u8]) -> bool {
    pst::is_store(bytes)
}

/// The mailbox that a store holds.
///
/// # Errors
/// `Damaged` if its messages cannot be found, `Limit` if it is too large.
pub(super) fn store_as_mailbox(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, FormatError> {
    pst::as_mailbox(bytes, limits)
}

/// The mail that such a message holds.
///
/// # Errors
/// `Damaged` if it is no sound compound file, `Limit` if it is too large or too deep.
pub(super) fn as_mail(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, FormatError> {
    build::of_file(bytes, limits)
}
