//! Where the text of segments comes from.

use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::read::object_walk::FoundString;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::textmap::TextMap;
use kurbo::Rect;
use lopdf::{Object, ObjectId};
use std::collections::BTreeMap;
use std::ops::Range;

/// Content that is drawn on a canvas of its own.
#[derive(Clone)]
pub(crate) struct CanvasSpec {
    pub(crate) key: UnitKey,
    pub(crate) resources: Option<Object>,
    /// Index of the page, if the canvas is a page.
    pub(crate) page: Option<usize>,
    /// Visible area, in canvas units.
    pub(crate) bounds: Rect,
}

/// A way to read the glyphs of a canvas.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CanvasReading {
    /// In lines, as the file declares.
    Lines,
    /// In lines, as the font programs say where they disagree with the file.
    Fonts,
    /// Table cells, each from top to bottom.
    Cells,
    /// In the sequence of drawing.
    Drawn,
    /// Word by word where only the trail of the letters tells what belongs together.
    Trails,
}

impl CanvasReading {
    /// The text of a canvas read this way, if it differs from the others.
    pub(crate) fn map_of(self, layout: &Layout) -> Option<&TextMap<u32>> {
        match self {
            Self::Lines => Some(&layout.map),
            Self::Fonts => layout.program_map.as_ref(),
            Self::Cells => layout.cells.as_ref(),
            Self::Drawn => layout.drawn.as_ref(),
            Self::Trails => layout.trails.as_ref().map(|trails| &trails.map),
        }
    }
}

/// For each piece of a second reading: its bytes there, and in the first reading.
pub(crate) type Correspondence = Vec<(Range<usize>, Range<usize>)>;

/// Where the text of a segment comes from.
pub(crate) enum TextOrigin {
    /// Glyphs of a canvas.
    Canvas { canvas: usize, reading: CanvasReading },
    /// Words that a machine read in what a canvas shows.
    Recognized { canvas: usize, part: usize },
    /// A signature that a canvas shows.
    Signature { canvas: usize, part: usize },
    /// A string in a property list in a content stream.
    PropertyList { key: UnitKey, range: Range<usize> },
    /// A string object.
    String(FoundString),
    /// Names that the producer made up.
    CustomNames { map: TextMap<usize>, names: Vec<Vec<u8>> },
    /// Text that is removed from every copy.
    AlwaysRemoved,
    /// A text stream that is emptied if any text in it is removed.
    TextStream(ObjectId),
    /// Samples of an inline image that are letters.
    InlineSamples { key: UnitKey, range: Range<usize> },
    /// What a font program says of itself.
    FontProgram(ObjectId),
    /// The title in the XMP metadata.
    XmpTitle,
}

/// How often the codes of each font are drawn in the whole file: font -> code -> count.
pub(crate) type CodeCounts = BTreeMap<ObjectId, BTreeMap<u32, usize>>;
