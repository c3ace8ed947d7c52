//! What turns old documents into kinds of today.

use super::{Message, message};
use std::fmt;

/// Turns documents of kinds that are not read into kinds that are.
pub trait Converter: Send + Sync + fmt::Debug {
    /// The ending of what a file becomes that starts with these bytes and has this ending; `None` if it
    /// is not to be turned into another.
    fn becomes(&self, start: &[u8], ending: &str) -> Option<&'static str>;

    /// Turns a file with this ending into another kind.
    ///
    /// # Errors
    /// [`ConvertError`] if nothing came of it.
    fn convert(&self, bytes: &[u8], ending: &str) -> Result<Converted, ConvertError>;
}

/// A file that was turned into another kind.
#[derive(Clone, PartialEq, Eq)]
pub struct Converted {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The ending of its kind.
    pub ending: &'static str,
}

impl fmt::Debug for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Converted({} bytes, {})", self.bytes.len(), self.ending)
    }
}

/// Why a file was not turned into another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConvertError {
    /// LibreOffice is not there.
    Missing,
    /// It cannot be started.
    NotRun,
    /// It took too long.
    Late,
    /// It ended otherwise than it should.
    Crashed,
    /// It made no file: it does not know the kind, or a password is asked for.
    NothingMade,
    /// The file is of another kind than its name says.
    OtherKind,
}

impl ConvertError {
    /// The sentence, for a report to say in the user's language.
    pub fn message(self) -> Message {
        match self {
            Self::Missing => message!(
                "LibreOffice was not found; install it (Debian and Ubuntu: apt install libreoffice-nogui) or name it with --libreoffice"
            ),
            Self::NotRun => message!("LibreOffice cannot be started; no copy made"),
            Self::Late => {
                message!("LibreOffice took too long to convert it and was ended; no copy made")
            }
            Self::Crashed => message!("LibreOffice failed while converting it; no copy made"),
            Self::NothingMade => message!(
                "LibreOffice made nothing of it: the file is damaged or has a password, or the part of LibreOffice for it is not installed; no copy made"
            ),
            Self::OtherKind => {
                message!(
                    "its content is not what its name says; nothing was converted, no copy made"
                )
            }
        }
    }
}

impl fmt::Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for ConvertError {}
