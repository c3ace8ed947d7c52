//! The markup of a part that matters for redaction, by byte range in the part's text.

use crate::formats::office::sheet::book::Strings;
use crate::formats::office::sheet::cell::SheetCells;
use std::ops::Range;

/// What was found in a part, besides its segments.
#[derive(Default)]
pub(crate) struct PartMarkup {
    /// Elements that contain or stand for text.
    pub(crate) text_elements: Vec<TextElement>,
    /// Runs.
    pub(crate) runs: Vec<RunElement>,
    /// Ranges that are removed from every copy.
    pub(crate) always: Vec<Range<usize>>,
    /// Values that are replaced in every copy: pictures in attributes, with their metadata removed.
    pub(crate) replaced: Vec<(Range<usize>, String)>,
    /// The number of pictures in attributes.
    pub(crate) pictures: usize,
    /// Ranges that are removed from copies without extras.
    pub(crate) extras: Vec<Range<usize>>,
    /// Paragraphs that are joined in copies without extras.
    pub(crate) joins: Vec<ParagraphJoin>,
    /// Elements that refer to another part.
    pub(crate) references: Vec<PartReference>,
    /// Content controls that are bound to data.
    pub(crate) bound: Vec<BoundControl>,
    /// Drawings and objects, including the descriptions and pictures inside.
    pub(crate) drawings: Vec<Range<usize>>,
    /// Width times height of the page, in square EMU.
    pub(crate) page_area: f64,
    /// The cells, if it is a sheet of a workbook.
    pub(crate) sheet: Option<Box<SheetCells>>,
    /// The shared strings, if it is their part.
    pub(crate) strings: Option<Box<Strings>>,
}

/// An element that refers to another part.
#[derive(Clone, Debug)]
pub(crate) struct PartReference {
    /// The relationship id.
    pub(crate) id: String,
    /// The range of the element.
    pub(crate) range: Range<usize>,
    /// Width times height of the picture it belongs to, in square EMU; 0 if unknown.
    pub(crate) area: f64,
}

/// A content control that shows a value from a data part or a property (`w:dataBinding`).
#[derive(Clone, Debug)]
pub(crate) struct BoundControl {
    /// The range of the control.
    pub(crate) range: Range<usize>,
    /// The range of the binding.
    pub(crate) binding: Range<usize>,
    /// In which copies the bound value is empty. There the binding is removed, or else Word would
    /// empty the control too.
    pub(crate) emptied: Emptied,
}

/// In which copies a property is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Emptied {
    /// In no copy.
    Never,
    /// In copies without extras.
    WithoutExtras,
    /// In every copy.
    Always,
}

/// A group of paragraphs that are joined.
#[derive(Debug)]
pub(crate) struct ParagraphJoin {
    /// The start tag and properties of the first paragraph, which are replaced.
    pub(crate) first: Range<usize>,
    /// The start tag and properties of the last paragraph, which replace them.
    pub(crate) last: Range<usize>,
    /// What is removed: the other end tags, and the start tags and properties of all but the first.
    pub(crate) gone: Vec<Range<usize>>,
}

/// An element that contains or stands for text: `w:t`, `a:t`, `w:sym`.
#[derive(Clone, Debug)]
pub(crate) struct TextElement {
    /// The range of its start tag, or of the whole element if it is empty.
    pub(crate) open: Range<usize>,
    /// The index of the run around it; `None` if that run cannot be split, so that the mark is
    /// plain text.
    pub(crate) run: Option<usize>,
    /// Whether the element itself stands for the text (`w:sym`).
    pub(crate) whole: bool,
    /// Whether its start tag has `xml:space`.
    pub(crate) spaced: bool,
    /// Whether its content must be a number, as in a worksheet cell.
    pub(crate) number: bool,
}

impl TextElement {
    /// An element in which the mark is plain text.
    pub(crate) fn plain(open: Range<usize>) -> Self {
        Self { open, run: None, whole: false, spaced: true, number: false }
    }
}

/// A WordprocessingML run.
#[derive(Clone, Debug)]
pub(crate) struct RunElement {
    /// The range of its start tag.
    pub(crate) open: Range<usize>,
    /// The range of its properties, including their tags.
    pub(crate) properties: Option<Range<usize>>,
}
