//! The state of a redaction while it is carried out.

use crate::formats::pdf::read::document::PdfDocument;
use crate::model::{Redaction, Removed, Treatment};
use std::collections::BTreeMap;

/// The redactions of one document, and what has become of them so far.
pub(crate) struct RedactionJob<'a> {
    pub(crate) document: &'a PdfDocument,
    pub(crate) orders: &'a [Redaction],
    pub(crate) treatment: &'a Treatment,
    pub(crate) removed: Vec<Option<Removed>>,
    pub(crate) notes: BTreeMap<&'static str, usize>,
}

impl RedactionJob<'_> {
    /// Records what became of a redaction; the most severe outcome prevails.
    pub(crate) fn record(&mut self, order: usize, how: Removed) {
        let grave = |r: &Removed| match r {
            Removed::Exactly => 0,
            Removed::Wider => 1,
            Removed::ElsewhereToo => 2,
            Removed::LineCovered => 3,
            Removed::ImageBlanked => 4,
        };
        if let Some(slot) = self.removed.get_mut(order)
            && slot.as_ref().is_none_or(|old| grave(old) < grave(&how))
        {
            *slot = Some(how);
        }
    }

    /// A redaction by its number, the index into `orders`.
    #[allow(clippy::indexing_slicing, reason = "numbers come from counting these redactions")]
    pub(crate) fn order(&self, number: usize) -> &Redaction {
        &self.orders[number]
    }

    /// Counts an event for the notes of the outcome.
    pub(crate) fn note(&mut self, code: &'static str, count: usize) {
        if count > 0 {
            *self.notes.entry(code).or_default() += count;
        }
    }
}
