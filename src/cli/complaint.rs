//! What went wrong, as a message that can be said in the user's language.

use redact::model::{Message, message};
use redact::policy::PolicyError;
use redact::recognize::RecognizeError;
use redact::recognize::sealed::SealError;
use redact::report::io_message;
use redact::verify::VerifyError;
use std::error::Error;
use std::{fmt, io};

/// What a command comes to, or why it could not go on.
pub(crate) type Result<T> = std::result::Result<T, Complaint>;

/// Why a command could not go on.
#[derive(Debug)]
pub(crate) struct Complaint {
    message: Message,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Complaint {
    /// With this sentence, and no other cause.
    pub(super) fn new(message: Message) -> Self {
        Self { message, cause: None }
    }

    /// With this sentence, for this cause.
    pub(super) fn by(message: Message, cause: impl Error + Send + Sync + 'static) -> Self {
        Self { message, cause: Some(Box::new(cause)) }
    }

    /// The sentence.
    pub(crate) fn message(&self) -> &Message {
        &self.message
    }

    /// Whether whoever read the output has seen enough.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        let mut cause = self.source();
        while let Some(error) = cause {
            let io = error.downcast_ref::<io::Error>();
            if io.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
                return true;
            }
            cause = error.source();
        }
        false
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl Error for Complaint {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|c| c as &(dyn Error + 'static))
    }
}

/// An error that has a sentence in both languages.
pub(super) trait Says: Error + Send + Sync + 'static {
    /// The sentence.
    fn says(&self) -> Message;
}

impl Says for io::Error {
    fn says(&self) -> Message {
        io_message(self)
    }
}

impl Says for SealError {
    fn says(&self) -> Message {
        self.message()
    }
}

impl Says for RecognizeError {
    fn says(&self) -> Message {
        self.message()
    }
}

impl Says for VerifyError {
    fn says(&self) -> Message {
        self.message()
    }
}

impl Says for PolicyError {
    fn says(&self) -> Message {
        match self {
            Self::Unreadable { cause, .. } => {
                message!("{0}: {1}", self.message(), io_message(cause))
            }
            _ => self.message(),
        }
    }
}

impl<E: Says> From<E> for Complaint {
    fn from(error: E) -> Self {
        Self { message: error.says(), cause: Some(Box::new(error)) }
    }
}

/// Adds what was being done to what went wrong.
pub(super) trait While<T> {
    /// The same with this in front.
    fn while_doing(self, what: impl FnOnce() -> Message) -> Result<T>;
}

impl<T, E: Says> While<T> for std::result::Result<T, E> {
    fn while_doing(self, what: impl FnOnce() -> Message) -> Result<T> {
        self.map_err(|e| Complaint {
            message: message!("{0}: {1}", what(), e.says()),
            cause: Some(Box::new(e)),
        })
    }
}

/// Ends a function with a sentence.
macro_rules! refuse {
    ($($message:tt)*) => {
        return Err($crate::cli::complaint::Complaint::new(::redact::model::message!($($message)*)))
    };
}

pub(super) use refuse;
