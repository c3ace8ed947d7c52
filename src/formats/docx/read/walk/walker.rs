//! The state of a walk over a part.

use crate::formats::docx::opc::mode::ReadMode;
use crate::formats::docx::read::flow::{Flow, Visibility};
use crate::formats::docx::read::markup::{Emptied, PartMarkup};
use crate::formats::docx::read::segments::SegmentCollector;
use crate::formats::docx::syntax::elements::ElementKind;
use crate::formats::docx::syntax::xml::{Namespace, NamespaceScope};
use std::ops::Range;

/// The part is not well-formed, or uses XML features that are not supported.
#[derive(Debug)]
pub(crate) struct Malformed;

pub(super) struct ElementFrame<'a> {
    pub(super) kind: ElementKind,
    pub(super) ns: Namespace,
    pub(super) local: &'a str,
    /// Whether its namespace is not from a standard.
    pub(super) foreign: bool,
    /// Whether its prefix is not one that programs commonly use.
    pub(super) odd: bool,
    pub(super) open: Range<usize>,
    pub(super) scope: usize,
    pub(super) run: Option<usize>,
    pub(super) element: Option<usize>,
    pub(super) references: Range<usize>,
    pub(super) label: Option<&'a str>,
    /// The byte range of the text directly inside, and in [`ReadMode::Values`] the text itself.
    pub(super) text: Option<(Range<usize>, String)>,
    /// Whether the run around this element is hidden, and how many alternates are around it.
    pub(super) outer: (bool, usize),
    pub(super) binding: Option<(Range<usize>, Emptied)>,
    pub(super) gone: bool,
    /// The index of its most recent child paragraph.
    pub(super) block: Option<usize>,
    /// Its own index, if it is a paragraph.
    pub(super) paragraph: Option<usize>,
    /// How many rows (of a table) or cells (of a row) it has, and how many of those are removed
    /// with the extras.
    pub(super) within: (usize, usize),
    /// Whether it is read as a story of its own because Word does not show it.
    pub(super) story: bool,
}

pub(super) struct Walker<'a, 'g> {
    pub(super) text: &'a str,
    pub(super) part: usize,
    pub(super) place: &'a str,
    pub(super) mode: ReadMode,
    pub(super) collector: &'g mut SegmentCollector,
    pub(super) scope: NamespaceScope<'a>,
    pub(super) stack: Vec<ElementFrame<'a>>,
    pub(super) flows: Vec<Flow<'a>>,
    pub(super) run: Option<usize>,
    pub(super) shown: Visibility,
    pub(super) hidden: bool,
    pub(super) depths: Depths,
    pub(super) area: f64,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) out: PartMarkup,
}

impl<'a, 'g> Walker<'a, 'g> {
    /// A walker at the start of a part's text. `place` is the name of the part for display.
    pub(super) fn new(
        text: &'a str,
        part: usize,
        place: &'a str,
        mode: ReadMode,
        collector: &'g mut SegmentCollector,
    ) -> Self {
        let a4 = 7_560_000.0 * 10_692_000.0;
        Self {
            text,
            part,
            place,
            mode,
            collector,
            scope: NamespaceScope::default(),
            stack: Vec::new(),
            flows: Vec::new(),
            run: None,
            shown: Visibility::default(),
            hidden: false,
            depths: Depths::default(),
            area: 0.0,
            paragraphs: Vec::new(),
            out: PartMarkup { page_area: a4, ..PartMarkup::default() },
        }
    }
}

/// How many elements of each kind are open around the current position.
#[derive(Default)]
pub(super) struct Depths {
    pub(super) deleted: usize,
    pub(super) inserted: usize,
    pub(super) alternate: usize,
}

/// A paragraph of WordprocessingML.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) open: Range<usize>,
    /// The start tag and the properties.
    pub(super) head: Range<usize>,
    /// The end tag; empty for an empty element.
    pub(super) close: Range<usize>,
    /// Whether its paragraph mark is deleted, moved away, or hidden.
    pub(super) deleted: bool,
    /// Whether it has content that stays when changes are accepted.
    pub(super) kept: bool,
    pub(super) next: NextBlock,
}

/// What follows a paragraph in its container.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum NextBlock {
    #[default]
    Nothing,
    Paragraph(usize),
    Other,
}
