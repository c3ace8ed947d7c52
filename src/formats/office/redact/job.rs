//! The state of a redaction.

use crate::formats::office::read::document::OfficeDocument;
use crate::formats::office::redact::splices::PartEdits;
use crate::model::{Span, Treatment};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Spans of values that are redacted, each with its label, by index of the segment.
pub(crate) type ValueCuts<'o> = BTreeMap<usize, Vec<(Span, &'o str)>>;

pub(crate) struct OfficeJob<'d> {
    pub(crate) document: &'d OfficeDocument,
    pub(crate) treatment: &'d Treatment,
    pub(crate) edits: Vec<PartEdits>,
    pub(crate) notes: BTreeMap<&'static str, usize>,
    /// Metafile records that are removed, by index of package and entry.
    pub(crate) drawn: BTreeMap<(usize, usize), BTreeSet<usize>>,
    /// What is cut from cells, by index of the part and of the cell.
    pub(crate) cells: BTreeMap<(usize, usize), Vec<(Range<usize>, String)>>,
    /// Packages in which a cell is no longer computed.
    pub(crate) uncomputed: BTreeSet<usize>,
    /// Pictures that are blanked, by index of package and entry.
    pub(crate) blanked: BTreeSet<(usize, usize)>,
    /// Signatures that are covered, each with its label, by index of package and entry.
    pub(crate) signed: BTreeMap<(usize, usize), String>,
}
