//! The state of a redaction.

use crate::formats::odf::document::OpenDocument;
use crate::model::Treatment;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The state of a redaction.
pub(super) struct Job<'d> {
    pub(super) document: &'d OpenDocument,
    pub(super) treatment: &'d Treatment,
    /// The edits of each part: a range and what takes its place.
    pub(super) edits: Vec<Vec<(Range<usize>, String)>>,
    /// Cuts in running text.
    pub(super) cuts: Vec<Vec<(Range<usize>, String)>>,
    pub(super) notes: BTreeMap<&'static str, usize>,
    /// Records of drawings that go, by entry.
    pub(super) drawn: BTreeMap<usize, BTreeSet<usize>>,
    /// New names of entries.
    pub(super) renames: BTreeMap<usize, String>,
    /// Pictures that are blanked.
    pub(super) blanked: BTreeSet<usize>,
    /// Signatures in whose place a box with this label stands, by entry.
    pub(super) covered: BTreeMap<usize, String>,
}
