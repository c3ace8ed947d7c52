//! A PDF as a document: its text in segments, what could not be read, and where each text came
//! from.

use crate::formats::pdf::font::embedded::{self, ExtractedFonts};
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::read::load::LoadedFile;
use crate::formats::pdf::read::object_walk::{self, WalkedObjects};
use crate::formats::pdf::read::page_tree::PageEntry;
use crate::formats::pdf::read::source::{CanvasSpec, CodeCounts, Correspondence, TextOrigin};
use crate::formats::pdf::syntax::content_unit::{ContentUnits, UnitKey};
use crate::formats::scan::recognized::Recognized;
use crate::model::{
    Child, Limits, Message, Note, OpenOptions, PictureReader, Place, Scale, Segment, Unread,
    Unreadable, message,
};
use kurbo::Point;
use lopdf::ObjectId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A PDF that has been read. It is never changed.
pub(crate) struct PdfDocument {
    pub(crate) doc: lopdf::Document,
    pub(crate) pages: Vec<PageEntry>,
    pub(crate) fonts: ExtractedFonts,
    pub(crate) canvases: Vec<CanvasSpec>,
    /// For each canvas the units that it draws.
    pub(crate) drawn_units: Vec<BTreeSet<UnitKey>>,
    pub(crate) origins: Vec<TextOrigin>,
    pub(crate) files: Vec<ObjectId>,
    pub(crate) limits: Limits,
    /// How many threads may work on it.
    pub(crate) threads: usize,
    pub(crate) code_counts: CodeCounts,
    /// Canvases with page-scale content that could not be read, and why.
    pub(crate) unread_canvases: BTreeMap<usize, BTreeSet<Unreadable>>,
    /// On how many pages each content stream is drawn.
    pub(crate) content_page_counts: BTreeMap<ObjectId, usize>,
    /// How often each image is drawn.
    pub(crate) image_counts: BTreeMap<ObjectId, usize>,
    pub(crate) walked: WalkedObjects,
    /// All content that was read, and those units that hold comments with words.
    pub(crate) units: Vec<UnitKey>,
    pub(crate) units_with_comments: Vec<UnitKey>,
    pub(crate) segments: Vec<Segment>,
    /// Second readings of a canvas: segment -> segment of the first reading, and corresponding
    /// bytes.
    pub(crate) second_readings: BTreeMap<usize, (usize, Correspondence)>,
    pub(crate) unread: Vec<Unread>,
    /// What reads pictures, if anything does; and what it read on canvases.
    pub(crate) pictures: Option<Arc<dyn PictureReader>>,
    pub(crate) recognized: BTreeMap<usize, Vec<Recognized>>,
    /// Canvases that are a picture and nothing else, of which it was read.
    pub(crate) scanned: BTreeSet<usize>,
    /// The corners of the signatures on canvases.
    pub(crate) signatures: BTreeMap<usize, Vec<[Point; 4]>>,
    pub(crate) children: Vec<Child>,
    pub(crate) notes: Vec<Note>,
    /// What was drawn while reading, as far as it was kept for a copy.
    pub(crate) kept: KeptDrawings,
}

/// Most glyphs of which drawings are kept; the rest of a long document is drawn again. A glyph and
/// its part of the layout take about 300 bytes.
const MOST_KEPT_GLYPHS: usize = 250_000;

/// A canvas with its glyphs in reading order.
pub(crate) type Drawing = Arc<(Canvas, Layout)>;

/// Drawings that are kept from reading to redacting, with the content that they refer to.
#[derive(Default)]
pub(crate) struct KeptDrawings {
    /// Whether any are to be kept.
    wanted: bool,
    pub(crate) units: ContentUnits,
    drawings: BTreeMap<usize, Drawing>,
    glyphs: usize,
}

impl KeptDrawings {
    /// Whether there is room for more.
    pub(crate) fn has_room(&self) -> bool {
        self.wanted && self.glyphs < MOST_KEPT_GLYPHS
    }

    /// Keeps the content that the drawings refer to.
    pub(crate) fn keep_units(&mut self, units: ContentUnits) {
        if self.wanted {
            self.units = units;
        }
    }

    /// Keeps the drawing of a canvas, by its number.
    pub(crate) fn keep(&mut self, canvas: usize, drawing: Drawing) {
        self.glyphs += drawing.0.glyphs.len() + drawing.0.paths.len();
        self.drawings.insert(canvas, drawing);
    }
}

impl PdfDocument {
    /// A document of which only pages, fonts and objects are known yet.
    pub(crate) fn new(loaded: LoadedFile, options: &OpenOptions) -> Self {
        let LoadedFile { mut doc, pages, damaged, notes } = loaded;
        embedded::make_fonts_indirect(&mut doc);
        let fonts = ExtractedFonts::new(&doc);
        let walked = object_walk::walk(&doc);
        let lost = |(number, scale): &(u32, Scale)| Unread {
            place: Place::new(message!("object {0}", *number)),
            why: Unreadable::Content,
            scale: *scale,
        };
        let unread = damaged.iter().map(lost).collect();
        Self {
            doc,
            pages,
            fonts,
            canvases: Vec::new(),
            drawn_units: Vec::new(),
            origins: Vec::new(),
            files: Vec::new(),
            limits: options.limits,
            threads: options.threads,
            code_counts: CodeCounts::new(),
            unread_canvases: BTreeMap::new(),
            content_page_counts: BTreeMap::new(),
            image_counts: BTreeMap::new(),
            walked,
            units: Vec::new(),
            units_with_comments: Vec::new(),
            segments: Vec::new(),
            second_readings: BTreeMap::new(),
            unread,
            pictures: options.pictures.clone(),
            recognized: BTreeMap::new(),
            scanned: BTreeSet::new(),
            signatures: BTreeMap::new(),
            children: Vec::new(),
            notes,
            kept: KeptDrawings { wanted: options.for_copy, ..KeptDrawings::default() },
        }
    }

    /// A canvas by its number, the index into [`PdfDocument::canvases`].
    #[allow(clippy::indexing_slicing, reason = "canvases are numbered here, and none is removed")]
    pub(crate) fn canvas(&self, number: usize) -> &CanvasSpec {
        &self.canvases[number]
    }

    /// The drawing of a canvas, if it was kept.
    pub(crate) fn kept(&self, canvas: usize) -> Option<&Drawing> {
        self.kept.drawings.get(&canvas)
    }

    pub(crate) fn push(&mut self, segment: Segment, source: TextOrigin) {
        self.segments.push(segment);
        self.origins.push(source);
    }

    pub(crate) fn note_unread(&mut self, place: Message, why: Unreadable, scale: Scale) {
        self.unread.push(Unread { place: Place::new(place), why, scale });
    }
}
