//! Where a person finds something.

use super::{Message, message};
use std::fmt;

/// Where a person finds it: `page 3`, `word/footnotes.xml`. For people, never parsed,
/// and never holding text of the document. `report` says it in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Message);

impl Place {
    /// A place under the given description.
    pub fn new(description: Message) -> Self {
        Self(description)
    }

    /// A place with the same name in every language: a part of the file by its path.
    pub fn verbatim(name: impl Into<String>) -> Self {
        Self(message!("{0}", name.into()))
    }

    /// This place, as a place within the others, outermost first.
    pub fn within(&self, outer: &[Self]) -> Self {
        let inner = self.0.clone();
        Self(outer.iter().rev().fold(inner, |at, place| message!("{0} › {1}", &place.0, at)))
    }

    /// The description.
    pub fn message(&self) -> &Message {
        &self.0
    }
}

impl From<&Place> for super::MessageValue {
    fn from(place: &Place) -> Self {
        Self::Message(place.0.clone())
    }
}

impl fmt::Display for Place {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
