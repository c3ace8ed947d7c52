//! How a part is read.

use crate::model::SegmentKind;

/// How a part is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// As running text that becomes segments of this kind: WordprocessingML, drawings, sheets.
    Story(SegmentKind),
    /// As named values: properties, custom XML.
    Values,
    /// For what stands in tags alone: who knows its text reads that.
    Tags,
}
