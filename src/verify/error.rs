//! Why a copy is not fit to be written.

use crate::model::{Message, message};
use std::fmt;

/// Why a copy is not fit to be written. Says where, never what.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum VerifyError {
    /// A text that had to go is still there.
    Residue {
        /// Where.
        place: Message,
        /// How often.
        count: usize,
    },
    /// The second reader cannot read the copy.
    Unreadable(Message),
    /// Something is drawn under or over a box.
    UnderBox(Message),
    /// More is gone than had to go.
    Disturbed(Message),
}

impl VerifyError {
    /// The sentence, for a report to say in the user's language.
    pub fn message(&self) -> Message {
        match self.clone() {
            Self::Residue { place, count } => {
                message!("the copy still contains redacted text ({0}, {1}×)", place, count)
            }
            Self::Unreadable(why) => message!("the copy cannot be read back: {0}", why),
            Self::UnderBox(what) => {
                message!("there is still something at a redaction box ({0})", what)
            }
            Self::Disturbed(what) => {
                message!("more is missing from the copy than was redacted ({0})", what)
            }
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for VerifyError {}
