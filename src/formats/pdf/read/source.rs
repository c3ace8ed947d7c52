//! Where the text of segments comes from.

use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::read::object_walk::FoundString;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::textmap::TextMap;
use kurbo::Rect;
use lopdf::{Object, ObjectId};
use std::collections::BTreeMap;
use std::ops::Range;

/// Something that is drawn on its own.
#[derive(Clone)]
pub(crate) struct CanvasSpec {
    pub(crate) key: UnitKey,
    pub(crate) resources: Option<Object>,
    /// Index of the page, for page canvases.
    pub(crate) page: Option<usize>,
    /// Visible area.
    pub(crate) bounds: Rect,
}

/// How the glyphs of a canvas are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CanvasReading {
    /// In lines, as the file says.
    Lines,
    /// In lines, as the fonts say where they disagree with the file.
    Fonts,
    /// Cells of tables, each from top to bottom.
    Cells,
}

impl CanvasReading {
    /// This reading of a canvas.
    pub(crate) fn map_of(self, layout: &Layout) -> Option<&TextMap<u32>> {
        match self {
            Self::Lines => Some(&layout.map),
            Self::Fonts => layout.program_map.as_ref(),
            Self::Cells => layout.cells.as_ref(),
        }
    }
}

/// For each piece of a second reading: its bytes there, and in the first.
pub(crate) type Correspondence = Vec<(Range<usize>, Range<usize>)>;

/// Where the text of a segment came from.
pub(crate) enum TextOrigin {
    /// Glyphs of a canvas.
    Canvas { canvas: usize, reading: CanvasReading },
    /// A string in a property list in a content stream.
    PropertyList { key: UnitKey, range: Range<usize> },
    /// A string object.
    String(FoundString),
    /// Names that the file made up.
    CustomNames { map: TextMap<usize>, names: Vec<Vec<u8>> },
    /// Text that is removed whatever is found in it.
    AlwaysRemoved,
    /// A text stream that is emptied when anything in it goes.
    TextStream(ObjectId),
    /// The title in the XMP metadata.
    XmpTitle,
}

/// How often codes of a font are drawn in the whole file: font -> code -> count.
pub(crate) type CodeCounts = BTreeMap<ObjectId, BTreeMap<u32, usize>>;
