//! The state of a walk over a part.

use crate::formats::odf::flow::Flow;
use crate::formats::odf::segments::Collector;
use crate::formats::odf::vocabulary::Rule;
use crate::model::{Place, SegmentKind};
use std::collections::BTreeSet;
use std::ops::Range;

/// The part is not well-formed, or uses XML features that are not supported.
#[derive(Debug)]
pub(crate) struct Malformed;

/// What was found in a part, besides its segments.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    /// What no copy keeps.
    pub(crate) always: Vec<Range<usize>>,
    /// Pictures as text.
    pub(crate) inline: Vec<Inline>,
    /// What copies without extras do not keep.
    pub(crate) extras: Vec<Range<usize>>,
    /// The cells of tables.
    pub(crate) cells: Vec<CellTag>,
    /// Links to entries of the package: the name in lower case, and the range of the value.
    pub(crate) links: Vec<(String, Range<usize>)>,
    /// Frames with descriptions and pictures, so that a portrait goes with its description.
    pub(crate) frames: Vec<Range<usize>>,
    /// Scripts in the part.
    pub(crate) scripts: bool,
    /// The number of pictures in values.
    pub(crate) pictures: usize,
}

/// A picture as text.
#[derive(Clone, Debug)]
pub(crate) struct Inline {
    pub(crate) range: Range<usize>,
    /// The picture without data about it; empty if that cannot be told from the picture.
    pub(crate) with: String,
    /// Whether it may hold a page's worth of writing.
    pub(crate) large: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellTag {
    /// The range of its start tag.
    pub(crate) open: Range<usize>,
    /// The range of the value that says of what type it is.
    pub(crate) kinds: Vec<Range<usize>>,
    /// The ranges of the attributes with its value and formula.
    pub(crate) values: Vec<Range<usize>>,
}

/// What a part is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Text.
    Story,
    /// Headers, footers and styles.
    Styles,
    /// Named values.
    Values,
}

/// An open element.
pub(super) struct Frame {
    pub(super) ns: &'static str,
    pub(super) local: String,
    /// Where it starts.
    pub(super) start: usize,
    /// How many namespaces it declares.
    pub(super) scope: usize,
    /// Whether a story of its own ends with it.
    pub(super) story: bool,
    /// The text of a value, with its range, rule and label.
    pub(super) value: Option<Value>,
    /// The index of the cell, and how often it stands there.
    pub(super) cell: Option<(usize, usize)>,
}

/// A value that an element holds as its text.
pub(super) struct Value {
    pub(super) kind: SegmentKind,
    pub(super) rule: Rule,
    pub(super) label: String,
    pub(super) text: String,
    pub(super) range: Option<Range<usize>>,
}

/// A walk over a part.
pub(super) struct Walker<'a, 'g> {
    pub(super) text: &'a str,
    pub(super) part: usize,
    pub(super) place: &'a Place,
    pub(super) mode: Mode,
    pub(super) collector: &'g mut Collector,
    /// The styles that hide what has them.
    pub(super) hiding: &'g BTreeSet<String>,
    /// The names of sheets that say something.
    pub(super) names: &'g [String],
    pub(super) scope: Vec<(String, &'static str)>,
    pub(super) stack: Vec<Frame>,
    pub(super) flows: Vec<Flow>,
    /// The hidden words of a paragraph so far: what stands apart in the markup reads on.
    pub(super) hidden: Option<Flow>,
    /// The number of the sheet or slide, and the row and column in a sheet.
    pub(super) page: usize,
    pub(super) at: (u32, u32),
    pub(super) in_sheet: bool,
    pub(super) out: Markup,
}

impl Walker<'_, '_> {
    /// The cell around what is read.
    pub(super) fn cell(&self) -> Option<usize> {
        self.stack.iter().rev().find_map(|f| f.cell).map(|(cell, _)| cell)
    }

    /// Starts a story of its own.
    pub(super) fn begin(&mut self, kind: SegmentKind, place: Place) {
        self.flows.push(Flow::new(kind, place, self.collector));
    }
}
