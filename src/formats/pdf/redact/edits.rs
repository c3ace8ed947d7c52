//! Edits of content streams, collected before any of them is carried out.

use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::splice::Splice;
use lopdf::ObjectId;
use std::collections::BTreeMap;

/// All edits, by content unit.
#[derive(Default)]
pub(crate) struct ContentEdits {
    pub(crate) splices: BTreeMap<UnitKey, Vec<Splice>>,
    /// Images that a page gets in addition to its own: page -> (name, object).
    pub(crate) images: BTreeMap<UnitKey, Vec<(String, ObjectId)>>,
}

impl ContentEdits {
    pub(crate) fn push(&mut self, key: UnitKey, splice: Splice) {
        self.splices.entry(key).or_default().push(splice);
    }
}
