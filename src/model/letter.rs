//! A message as others may quote it.

use super::Place;
use std::fmt;

/// A message, known by digests of its words: enough to see whether another holds all of it. They are
/// compared within a run and written nowhere. Its `Debug` tells counts alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The files around it and its place in the file; empty for a file that is one message.
    pub within: Vec<Place>,
    /// A digest of its subject, without what replies put in front of it.
    pub subject: u32,
    /// A digest of each word, without quote marks and the headers of replies.
    pub words: Vec<u32>,
    /// A digest of each attachment, in order.
    pub files: Vec<u64>,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({} words, {} files)", self.words.len(), self.files.len())
    }
}
