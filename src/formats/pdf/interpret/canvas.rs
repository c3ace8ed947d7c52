//! What is drawn on one canvas (a page, an appearance, a pattern cell), and which operators drew
//! it.

use crate::formats::pdf::interpret::state::{Ink, Pen};
use crate::model::Unreadable;
use kurbo::{Affine, Point, Rect, Vec2};
use lopdf::ObjectId;
use std::sync::Arc;

/// An operator that shows text, with the state it ran in (ISO 32000-2, 9.3).
#[derive(Clone, Debug)]
pub(crate) struct ShowOperator {
    /// Number of its content unit.
    pub(crate) unit: u32,
    /// Number of the operator in its unit.
    pub(crate) op: u32,
    /// Which drawing of the unit, an index into [`Canvas::calls`].
    pub(crate) call: u32,
    /// Number of the text object (`BT` .. `ET`) within the call, from 1.
    pub(crate) block: u32,
    /// Text matrix at the start of the operator.
    pub(crate) matrix: Affine,
    /// From user space to the canvas.
    pub(crate) ctm: Affine,
    /// Font size, character and word spacing in unscaled text space units; horizontal scale, 1 for
    /// 100 %.
    pub(crate) size: f64,
    pub(crate) char_space: f64,
    pub(crate) word_space: f64,
    pub(crate) scale: f64,
    /// The operators that set character spacing, word spacing and horizontal scale; `None` if
    /// unset.
    pub(crate) set_by: [Option<u32>; 3],
    /// The font's object, if it was found.
    pub(crate) font: Option<ObjectId>,
    /// Whether the writing mode is vertical.
    pub(crate) vertical: bool,
    /// The innermost marked-content sequence around it, an index into [`Canvas::marked`].
    pub(crate) marked: Option<u32>,
    /// Color and clip.
    pub(crate) ink: Ink,
}

/// A marked-content sequence (14.6).
#[derive(Clone, Debug)]
pub(crate) struct MarkedSequence {
    /// The unit and the operator that opens it.
    pub(crate) unit: u32,
    pub(crate) op: u32,
    /// Its marked-content identifier (14.7.5.2), if it has one.
    pub(crate) id: Option<i64>,
    /// The sequence around it, an index into [`Canvas::marked`].
    pub(crate) parent: Option<u32>,
    /// The optional content that it belongs to (8.11); 0 for none.
    pub(crate) layer: u64,
}

/// One glyph.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// Index into [`Canvas::shows`].
    pub(crate) show: u32,
    /// Which element of a `TJ` array; 0 for the other operators.
    pub(crate) element: u32,
    /// Byte offset and length of the code in the decoded string.
    pub(crate) at: u32,
    pub(crate) len: u8,
    /// The character code.
    pub(crate) code: u32,
    /// The declared text, and that of the font program where it differs.
    pub(crate) text: Option<Arc<str>>,
    pub(crate) program_text: Option<Arc<str>>,
    /// Whether it has no text and cannot be a letter: a symbol, or nothing at all.
    pub(crate) not_a_letter: bool,
    /// Its origin on the canvas.
    pub(crate) origin: Point,
    /// Unit vector of the writing direction.
    pub(crate) direction: Vec2,
    /// Natural advance, and what spacing adds to it, along `direction`, in canvas units.
    pub(crate) advance: f64,
    pub(crate) spacing: f64,
    /// Em height in canvas units.
    pub(crate) size: f64,
    /// Distance from the start of the operator, in text space.
    pub(crate) pen: f64,
    /// Whether it is drawn without ink: rendering mode 3 or 7, or under an image.
    pub(crate) hidden: bool,
    /// Position in the order of painting.
    pub(crate) paint_order: u32,
}

/// How far a line of text reaches above and below its baseline, in em.
pub(crate) const ASCENT: f64 = 0.80;
pub(crate) const DESCENT: f64 = 0.22;

impl Glyph {
    /// Unit vector from the baseline upwards.
    pub(crate) fn up(&self) -> Vec2 {
        Vec2::new(-self.direction.y, self.direction.x)
    }

    /// The middle of the glyph.
    pub(crate) fn center(&self) -> Point {
        self.origin
            + self.direction * (self.advance / 2.0)
            + self.up() * (self.size * (ASCENT - DESCENT) / 2.0)
    }
}

/// The corners of a box along a baseline, from `from` to `to`, for text of this size.
pub(crate) fn quad(origin: Point, direction: Vec2, from: f64, to: f64, size: f64) -> [Point; 4] {
    let up = Vec2::new(-direction.y, direction.x);
    let low = up * (-DESCENT * size);
    let high = up * (ASCENT * size);
    let (a, b) = (origin + direction * from, origin + direction * to);
    [a + low, b + low, b + high, a + high]
}

/// The upright rectangle around a quad.
pub(crate) fn bounds(quad: &[Point; 4]) -> Rect {
    quad.iter().skip(1).fold(Rect::from_points(quad[0], quad[0]), |r, p| r.union_pt(*p))
}

/// An image that is drawn.
#[derive(Clone, Debug)]
pub(crate) struct DrawnImage {
    /// The image's object; `None` for an inline image.
    pub(crate) id: Option<ObjectId>,
    /// The unit and the operator that draw it.
    pub(crate) unit: u32,
    pub(crate) op: u32,
    pub(crate) call: u32,
    /// From the unit square to the canvas.
    pub(crate) matrix: Affine,
    /// Position in the order of painting.
    pub(crate) painted: u32,
    /// Whether it is a stencil mask or has a mask, so that what is below it may show.
    pub(crate) see_through: bool,
    /// Number of samples of the image or its mask, whichever has more; 0 if unknown.
    pub(crate) samples: u64,
    /// Whether it shows text that no letter explains.
    pub(crate) unread: bool,
}

impl DrawnImage {
    /// The upright rectangle that it covers.
    pub(crate) fn bounds(&self) -> Rect {
        self.matrix.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0))
    }
}

/// A shape that is painted and may be a letter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DrawnShape {
    pub(crate) bounds: Rect,
    /// How many lines and curves it has, and how many curves.
    pub(crate) kind: (u16, u16),
}

/// A path that is painted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DrawnPath {
    pub(crate) bounds: Rect,
    /// The unit and the operator that paint it.
    pub(crate) unit: u32,
    pub(crate) op: u32,
    /// Whether it has curves or many lines, as what is drawn by hand has.
    pub(crate) by_hand: bool,
    /// From user space to the canvas.
    pub(crate) ctm: Affine,
    pub(crate) pen: Pen,
}

/// A thin path such as an underline: an upright rectangle or a straight line that is painted or
/// clips.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) call: u32,
    /// The operators that hold its coordinates: `re`, or `m` and `l`.
    pub(crate) ops: (u32, Option<u32>),
    /// From user space at that moment to the canvas.
    pub(crate) ctm: Affine,
    /// Its ends on the canvas: of a line, or opposite corners of a rectangle.
    pub(crate) from: Point,
    pub(crate) to: Point,
}

/// One drawing of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) unit: u32,
}

/// Everything that is drawn on one canvas.
#[derive(Default)]
pub(crate) struct Canvas {
    pub(crate) calls: Vec<Call>,
    pub(crate) shows: Vec<ShowOperator>,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) images: Vec<DrawnImage>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) shapes: Vec<DrawnShape>,
    pub(crate) paths: Vec<DrawnPath>,
    pub(crate) marked: Vec<MarkedSequence>,
    /// Operators that set a soft mask (11.6.5.2), as call and operator.
    pub(crate) soft_masks: std::collections::BTreeSet<(u32, u32)>,
    /// What could not be interpreted.
    pub(crate) unread: Vec<Unreadable>,
}

impl Canvas {
    /// Gives the content units other numbers.
    pub(crate) fn renumber_units(&mut self, new: impl Fn(u32) -> u32) {
        self.calls.iter_mut().for_each(|call| call.unit = new(call.unit));
        self.shows.iter_mut().for_each(|show| show.unit = new(show.unit));
        self.images.iter_mut().for_each(|image| image.unit = new(image.unit));
        self.paths.iter_mut().for_each(|path| path.unit = new(path.unit));
        self.marked.iter_mut().for_each(|marked| marked.unit = new(marked.unit));
    }

    /// A glyph by its number, the index into [`Canvas::glyphs`].
    #[allow(
        clippy::indexing_slicing,
        reason = "only this canvas numbers its glyphs, and keeps all"
    )]
    pub(crate) fn glyph(&self, number: u32) -> &Glyph {
        &self.glyphs[number as usize]
    }

    /// The show operator of a glyph of this canvas.
    pub(crate) fn show(&self, glyph: &Glyph) -> &ShowOperator {
        self.show_at(glyph.show)
    }

    /// A show operator by its number, the index into [`Canvas::shows`].
    #[allow(clippy::indexing_slicing, reason = "a show operator is pushed before its glyphs")]
    pub(crate) fn show_at(&self, number: u32) -> &ShowOperator {
        &self.shows[number as usize]
    }
}
