//! The state of a redaction.

use crate::formats::docx::read::document::WordDocument;
use crate::formats::docx::redact::splices::PartEdits;
use crate::model::{Span, Treatment};
use std::collections::{BTreeMap, BTreeSet};

/// Spans of values that are redacted, each with its label, by index of the segment.
pub(crate) type ValueCuts<'o> = BTreeMap<usize, Vec<(Span, &'o str)>>;

pub(crate) struct DocxJob<'d> {
    pub(crate) document: &'d WordDocument,
    pub(crate) treatment: &'d Treatment,
    pub(crate) edits: Vec<PartEdits>,
    pub(crate) notes: BTreeMap<&'static str, usize>,
    /// Metafile records that are removed, by index of package and entry.
    pub(crate) drawn: BTreeMap<(usize, usize), BTreeSet<usize>>,
    /// Pictures that are blanked, by index of package and entry.
    pub(crate) blanked: BTreeSet<(usize, usize)>,
}
