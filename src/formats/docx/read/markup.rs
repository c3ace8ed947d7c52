//! Where the markup of a part stands that the redaction acts on.

use std::ops::Range;

/// What a walk learned about a part, beside its segments.
#[derive(Default)]
pub(crate) struct PartMarkup {
    /// Elements that hold text.
    pub(crate) text_elements: Vec<TextElement>,
    /// Runs.
    pub(crate) runs: Vec<RunElement>,
    /// Ranges that go from every copy, and those that hold relationship ids within.
    pub(crate) always: Vec<Range<usize>>,
    /// Values that are replaced in every copy: pictures in tags, without their metadata.
    pub(crate) replaced: Vec<(Range<usize>, String)>,
    /// How many pictures stand in tags.
    pub(crate) pictures: usize,
    /// Ranges that go when extras are dropped.
    pub(crate) extras: Vec<Range<usize>>,
    /// Paragraphs that become one when extras are dropped.
    pub(crate) joins: Vec<ParagraphJoin>,
    /// Elements that refer to another part, by relationship id.
    pub(crate) references: Vec<PartReference>,
    /// Content controls that are bound to data.
    pub(crate) bound: Vec<BoundControl>,
    /// Drawings and objects, with the descriptions and pictures within.
    pub(crate) drawings: Vec<Range<usize>>,
    /// Width times height of the page, in square EMU.
    pub(crate) page_area: f64,
}

/// An element that refers to another part.
#[derive(Clone, Debug)]
pub(crate) struct PartReference {
    /// The relationship id.
    pub(crate) id: String,
    /// The element.
    pub(crate) range: Range<usize>,
    /// Size of the picture around it in square EMU, if any is told.
    pub(crate) area: f64,
}

/// A content control that shows a value of a data part.
#[derive(Clone, Debug)]
pub(crate) struct BoundControl {
    /// The control.
    pub(crate) range: Range<usize>,
    /// The element that binds it.
    pub(crate) binding: Range<usize>,
    /// Whether what it shows is empty in copies: Word would empty the control too.
    pub(crate) emptied: Emptied,
}

/// In which copies a property is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Emptied {
    /// In none.
    Never,
    /// In those without extras.
    WithoutExtras,
    /// In all.
    Always,
}

/// Paragraphs that become one.
#[derive(Debug)]
pub(crate) struct ParagraphJoin {
    /// What is replaced: start tag and properties of the first.
    pub(crate) first: Range<usize>,
    /// By what: start tag and properties of the last.
    pub(crate) last: Range<usize>,
    /// What goes: end tags of all but the last, starts of all but the first.
    pub(crate) gone: Vec<Range<usize>>,
}

/// An element that holds or stands for text: `w:t`, `a:t`, `w:sym`.
#[derive(Clone, Debug)]
pub(crate) struct TextElement {
    /// Its start tag, or the whole of an empty element.
    pub(crate) open: Range<usize>,
    /// The run around it; `None` where no run can be split, so that the mark is plain text.
    pub(crate) run: Option<usize>,
    /// Whether the element as a whole stands for the text (`w:sym`).
    pub(crate) whole: bool,
    /// Whether its start tag says `xml:space`.
    pub(crate) spaced: bool,
    /// Whether it must hold a number, as the value of a cell does.
    pub(crate) number: bool,
}

impl TextElement {
    /// An element in which a mark is plain text.
    pub(crate) fn plain(open: Range<usize>) -> Self {
        Self { open, run: None, whole: false, spaced: true, number: false }
    }
}

/// A run of WordprocessingML.
#[derive(Clone, Debug)]
pub(crate) struct RunElement {
    /// Its start tag.
    pub(crate) open: Range<usize>,
    /// Its properties, with their tags.
    pub(crate) properties: Option<Range<usize>>,
}
