//! Where in a PDF, or in a file attached to it.

use crate::model::{Message, message};

/// A place in the file or, with `within`, in a file attached to it.
pub(super) fn place(within: Option<&Message>, place: Message) -> Message {
    match within {
        Some(outer) => message!("{0}: {1}", outer, place),
        None => place,
    }
}
