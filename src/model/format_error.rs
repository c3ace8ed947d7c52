//! Why a file could not be read or redacted.

use super::{Message, message};
use std::error::Error;
use std::fmt;

/// What made an error, for who looks further than its sentence.
type Cause = Option<Box<dyn Error + Send + Sync>>;

/// Why a file could not be read or redacted. Never holds document text.
#[derive(Debug)]
#[non_exhaustive]
pub enum FormatError {
    /// The file is locked with a password that was not given.
    Encrypted,
    /// The bytes are not what the format demands.
    Damaged(Message, Cause),
    /// Nothing in it can be worked on.
    Empty,
    /// A limit of [`Limits`](super::Limits) was met; the message names it.
    Limit(Message),
    /// Something in it that this tool does not handle and that may hide text.
    Unsupported(Message),
    /// An order to remove text could not be carried out in full.
    NotRemoved(Message, Cause),
}

impl FormatError {
    /// The bytes are not what the format demands.
    pub fn damaged(what: Message) -> Self {
        Self::Damaged(what, None)
    }

    /// The bytes are not what the format demands, as a library found.
    pub fn damaged_by(what: Message, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Damaged(what, Some(cause.into()))
    }

    /// An order to remove text could not be carried out in full.
    pub fn not_removed(what: Message) -> Self {
        Self::NotRemoved(what, None)
    }

    /// An order to remove text could not be carried out in full, for this cause.
    pub fn not_removed_by(what: Message, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::NotRemoved(what, Some(cause.into()))
    }

    /// The sentence, for a report to say in the user's language.
    pub fn message(&self) -> Message {
        match self {
            Self::Encrypted => message!(
                "the file is locked with a password; save it without one or give --password-file"
            ),
            Self::Damaged(what, _) => message!(
                "the file is damaged or cut short ({0}); open it in the program that made it and save it again",
                what
            ),
            Self::Empty => message!("the file is empty"),
            Self::Limit(what) => message!("the file is over a limit: {0}", what),
            Self::Unsupported(what) => {
                message!("the file holds something that cannot be redacted safely: {0}", what)
            }
            Self::NotRemoved(what, _) => {
                message!("an order to redact could not be carried out in full ({0})", what)
            }
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Error for FormatError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Damaged(_, cause) | Self::NotRemoved(_, cause) => {
                cause.as_deref().map(|c| c as &(dyn Error + 'static))
            }
            _ => None,
        }
    }
}
