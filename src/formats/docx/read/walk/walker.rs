//! What a walk over a part keeps in mind.

use crate::formats::docx::opc::mode::ReadMode;
use crate::formats::docx::read::flow::{Flow, Visibility};
use crate::formats::docx::read::markup::{Emptied, PartMarkup};
use crate::formats::docx::read::segments::SegmentCollector;
use crate::formats::docx::syntax::elements::ElementKind;
use crate::formats::docx::syntax::xml::{Namespace, NamespaceScope};
use std::ops::Range;

/// The part is not well-formed, or says things in ways that are not followed.
#[derive(Debug)]
pub(crate) struct Malformed;

pub(super) struct ElementFrame<'a> {
    pub(super) kind: ElementKind,
    pub(super) ns: Namespace,
    pub(super) local: &'a str,
    /// Whether its namespace is of no standard.
    pub(super) foreign: bool,
    /// Whether its prefix is none that programs give.
    pub(super) odd: bool,
    pub(super) open: Range<usize>,
    pub(super) scope: usize,
    pub(super) run: Option<usize>,
    pub(super) element: Option<usize>,
    pub(super) references: Range<usize>,
    pub(super) label: Option<&'a str>,
    /// Bytes of the text directly within, and for a part of values the text itself.
    pub(super) text: Option<(Range<usize>, String)>,
    /// Whether the run around this element is hidden; how often a fallback is around it.
    pub(super) outer: (bool, usize),
    pub(super) binding: Option<(Range<usize>, Emptied)>,
    pub(super) gone: bool,
    /// The paragraph among its children that came last, by number.
    pub(super) block: Option<usize>,
    /// Its own number, if it is a paragraph.
    pub(super) paragraph: Option<usize>,
    /// Rows in a table or cells in a row, and how many of them go with the extras.
    pub(super) within: (usize, usize),
    /// Whether it is read as a story of its own, since Word does not show it.
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
    /// A walker over a part's text. `place` names the part for people.
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
    /// Start tag and properties.
    pub(super) head: Range<usize>,
    /// Its end tag; nothing where the start tag is all there is.
    pub(super) close: Range<usize>,
    /// Whether the mark at its end is deleted, moved away or hidden.
    pub(super) deleted: bool,
    /// Whether anything is left in it.
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
