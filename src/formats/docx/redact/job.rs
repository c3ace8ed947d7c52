//! What a redaction is made of.

use crate::formats::docx::read::document::WordDocument;
use crate::formats::docx::redact::splices::PartEdits;
use crate::model::{Span, Treatment};
use std::collections::{BTreeMap, BTreeSet};

/// What is to become of values: spans that go, each with its mark.
pub(crate) type ValueCuts<'o> = BTreeMap<usize, Vec<(Span, &'o str)>>;

pub(crate) struct DocxJob<'d> {
    pub(crate) document: &'d WordDocument,
    pub(crate) treatment: &'d Treatment,
    pub(crate) edits: Vec<PartEdits>,
    pub(crate) notes: BTreeMap<&'static str, usize>,
    /// Records that go from drawings, by package and entry.
    pub(crate) drawn: BTreeMap<(usize, usize), BTreeSet<usize>>,
    /// Pictures that are blanked, by package and entry.
    pub(crate) blanked: BTreeSet<(usize, usize)>,
}
