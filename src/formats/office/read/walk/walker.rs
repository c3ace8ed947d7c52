//! The state of a walk over a part.

use crate::formats::office::opc::mode::ReadMode;
use crate::formats::office::read::flow::{Flow, Visibility};
use crate::formats::office::read::hidden_styles::HiddenStyles;
use crate::formats::office::read::markup::{Emptied, PartMarkup};
use crate::formats::office::read::segments::SegmentCollector;
use crate::formats::office::sheet::book::Book;
use crate::formats::office::syntax::elements::ElementKind;
use crate::formats::office::syntax::xml::{Namespace, NamespaceScope};
use crate::model::Place;
use std::ops::Range;

/// The part is not well-formed, or uses XML features that are not supported.
#[derive(Debug)]
pub(crate) struct Malformed;

/// An open element.
pub(super) struct ElementFrame<'a> {
    pub(super) kind: ElementKind,
    pub(super) ns: Namespace,
    /// Its local name.
    pub(super) local: &'a str,
    /// Whether its namespace is not from a standard.
    pub(super) foreign: bool,
    /// Whether its prefix is not one that programs commonly use.
    pub(super) unusual_prefix: bool,
    /// The range of its start tag, or of the whole element if it is empty.
    pub(super) open: Range<usize>,
    /// How many namespace declarations it has.
    pub(super) scope: usize,
    /// The index of the run around it, which continues when it ends.
    pub(super) run: Option<usize>,
    /// Its index among the text elements of the part, if it is one.
    pub(super) element: Option<usize>,
    /// The references in its start tag, as a range of [`PartMarkup::references`].
    pub(super) references: Range<usize>,
    /// The name under which a property has its value.
    pub(super) label: Option<&'a str>,
    /// The byte range of the text directly inside, and in [`ReadMode::Values`] the text itself.
    pub(super) text: Option<(Range<usize>, String)>,
    /// Whether the run around this element is hidden, and how many alternates are around it.
    pub(super) outer: (bool, usize),
    /// The data binding of a content control, and in which copies its value is empty.
    pub(super) binding: Option<(Range<usize>, Emptied)>,
    /// Whether it is a row or cell that was deleted.
    pub(super) deleted: bool,
    /// The index of its most recent child paragraph.
    pub(super) block: Option<usize>,
    /// Its own index, if it is a paragraph.
    pub(super) paragraph: Option<usize>,
    /// How many rows (of a table) or cells (of a row) it has.
    pub(super) parts: usize,
    /// How many of those are removed with the extras.
    pub(super) removed_parts: usize,
    /// Whether it is read as a story of its own because Word does not show it.
    pub(super) story: bool,
    /// What it shows behind its content: the closing bracket of a formula.
    pub(super) closing: Option<&'a str>,
    /// How many pieces of text its paragraph had when it started.
    pub(super) fragments: usize,
}

/// How a run looks, as far as it matters for reading.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunLook {
    /// Its style hides it.
    pub(super) hidden: bool,
    /// Some programs do not show it, or nobody can see it.
    pub(super) faint: bool,
    /// It is raised or lowered.
    pub(super) raised: bool,
}

/// A walk over a part.
pub(super) struct PartWalker<'a, 'g> {
    /// The text of the part.
    pub(super) text: &'a str,
    /// The index of the part.
    pub(super) part: usize,
    /// The name of the part for display.
    pub(super) place: &'a Place,
    pub(super) mode: ReadMode,
    pub(super) collector: &'g mut SegmentCollector,
    pub(super) scope: NamespaceScope<'a>,
    /// The open elements, outermost first.
    pub(super) stack: Vec<ElementFrame<'a>>,
    /// The open stories, outermost first.
    pub(super) flows: Vec<Flow<'a>>,
    /// The index of the current run.
    pub(super) run: Option<usize>,
    /// The visibility of the text that follows, except for hidden formatting.
    pub(super) shown: Visibility,
    /// Whether the current run is hidden by its formatting.
    pub(super) hidden: bool,
    /// How the current run looks.
    pub(super) look: RunLook,
    /// Whether the style of the current paragraph hides it.
    pub(super) paragraph_hidden: bool,
    /// Styles that hide text.
    pub(super) styles: &'g HiddenStyles,
    /// The workbook around the part.
    pub(super) book: Option<&'g Book>,
    pub(super) depths: Depths,
    /// Width times height of the current drawing, in square EMU.
    pub(super) area: f64,
    pub(super) paragraphs: Vec<Paragraph>,
    /// What was found so far.
    pub(super) out: PartMarkup,
}

impl<'a, 'g> PartWalker<'a, 'g> {
    /// A walker at the start of a part's text. `place` is the name of the part for display.
    pub(super) fn new(
        text: &'a str,
        part: usize,
        place: &'a Place,
        mode: ReadMode,
        (styles, book): (&'g HiddenStyles, Option<&'g Book>),
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
            look: RunLook::default(),
            paragraph_hidden: false,
            styles,
            book,
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
