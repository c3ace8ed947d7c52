//! Edits of content streams, gathered before any is carried out.

use crate::formats::pdf::syntax::content_unit::Key;
use crate::formats::splice::Splice;
use lopdf::ObjectId;
use std::collections::BTreeMap;

/// All edits, by unit.
#[derive(Default)]
pub(crate) struct Edits {
    pub(crate) splices: BTreeMap<Key, Vec<Splice>>,
    /// Images that a page gets beside its own: page -> (name, object).
    pub(crate) images: BTreeMap<Key, Vec<(String, ObjectId)>>,
}

impl Edits {
    pub(crate) fn push(&mut self, key: Key, splice: Splice) {
        self.splices.entry(key).or_default().push(splice);
    }
}
