//! What can be wrong with a sealed list or a key.

use crate::model::{Message, message};
use std::fmt;

/// Why a list could not be sealed or opened. Contains neither list nor key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The list is sealed, and there is no key.
    NoIdentity,
    /// None of the keys opens it.
    WrongIdentity,
    /// Sealed with a passphrase, which is not supported.
    Passphrase,
    /// Truncated, modified, or of an unknown version.
    Damaged,
    /// Not a private key; the line, from 1.
    NotAnIdentity(usize),
    /// No key at all.
    EmptyIdentity,
    /// Not a public key; the line, from 1.
    NotARecipient(usize),
    /// No public key to seal for.
    NoRecipient,
    /// The list is already sealed.
    Already,
    /// The list is sealed, and this build opens none (feature `sealing`).
    CannotOpen,
    /// This build seals nothing and knows no keys (feature `sealing`).
    NotBuilt,
}

impl SealError {
    /// What is wrong, after the name of the list; for a report to say in the user's language.
    pub fn message(self) -> Message {
        match self {
            Self::NoIdentity => message!(
                "is sealed; give the key with --identity FILE, or in the environment as REDACT_IDENTITY or REDACT_IDENTITY_FILE"
            ),
            Self::WrongIdentity => {
                message!("is sealed for another key; none of the given keys fits")
            }
            Self::Passphrase => {
                message!("is sealed with a passphrase; seal the list for a public key (age1...)")
            }
            Self::Damaged => message!("is sealed, but damaged or cut short; seal the list again"),
            Self::NotAnIdentity(line) => {
                message!("line {0}: not a key; expected: AGE-SECRET-KEY-1...", line)
            }
            Self::EmptyIdentity => message!("no key found; expected: a line AGE-SECRET-KEY-1..."),
            Self::NotARecipient(line) => {
                message!("line {0}: not a public key; expected: age1...", line)
            }
            Self::NoRecipient => {
                message!("for whom? Give a public key with -r age1..., or a file of them with -R")
            }
            Self::Already => message!("is sealed already"),
            Self::CannotOpen => message!(
                "is sealed, and this build of redact cannot open it: it was made without the feature `sealing`"
            ),
            Self::NotBuilt => message!(
                "this build of redact has no sealing: it was made without the feature `sealing`"
            ),
        }
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for SealError {}
