//! Where a person finds something.

use serde::Serialize;
use std::fmt;

/// Where a person finds it: `pagina 3`, `word/footnotes.xml`. For people, never parsed,
/// and never holding text of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Place(String);

impl Place {
    /// A place under the given description.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The description, for people.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
