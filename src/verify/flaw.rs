//! What is wrong with a file that was redacted elsewhere.

use crate::model::Message;

/// A way in which a file reveals what it should not. Never contains document text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// Stable, in kebab-case: `text-under-box`, `text-shines-through`, `text-outside-page`,
    /// `hidden-layer`, `hidden-text`, `tracked-change`, `remark`, `bookmark`, `pending-redaction`,
    /// `author`, `older-revision`, `attachment`, `residue`.
    pub code: &'static str,
    /// Where.
    pub place: Message,
    /// How often there.
    pub count: usize,
}

impl Flaw {
    pub(super) fn new(code: &'static str, place: Message, count: usize) -> Self {
        Self { code, place, count }
    }
}
