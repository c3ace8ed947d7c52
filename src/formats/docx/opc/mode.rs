//! How a part is read.

use crate::model::SegmentKind;

/// How a part is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// WordprocessingML, a drawing, a sheet: running text of this kind.
    Story(SegmentKind),
    /// Values under names: properties, custom XML.
    Values,
}
