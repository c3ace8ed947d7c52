//! What is drawn on one canvas (a page, an appearance, a pattern cell), with the way back to the
//! operators that drew it.

use crate::model::Unreadable;
use kurbo::{Affine, Point, Rect, Vec2};
use lopdf::ObjectId;
use std::rc::Rc;

/// An operator that shows text, with the state it ran in (ISO 32000-2, 9.3).
#[derive(Clone, Debug)]
pub(crate) struct ShowOperator {
    /// Unit and operator.
    pub(crate) unit: u32,
    /// Number of the operator in its unit.
    pub(crate) op: u32,
    /// Which drawing of the unit, index into [`Canvas::calls`].
    pub(crate) call: u32,
    /// Number of the text object (`BT` .. `ET`) within the call.
    pub(crate) block: u32,
    /// Text matrix at the start of the operator.
    pub(crate) matrix: Affine,
    /// From text space to the canvas.
    pub(crate) ctm: Affine,
    /// Font size, character and word spacing, horizontal scale (1 = 100 %): unscaled units.
    pub(crate) size: f64,
    pub(crate) char_space: f64,
    pub(crate) word_space: f64,
    pub(crate) scale: f64,
    /// The operator that set character spacing, word spacing, horizontal scale; `None` if unset.
    pub(crate) set_by: [Option<u32>; 3],
    /// The font's object, if it was found.
    pub(crate) font: Option<ObjectId>,
    /// Whether lines run downwards.
    pub(crate) vertical: bool,
    /// The innermost marked-content sequence it stands in, index into [`Canvas::marked`].
    pub(crate) marked: Option<u32>,
}

/// A marked-content sequence (14.6).
#[derive(Clone, Debug)]
pub(crate) struct MarkedSequence {
    /// Unit and operator that opens it.
    pub(crate) unit: u32,
    pub(crate) op: u32,
    /// Its number in the structure tree, if it has one.
    pub(crate) id: Option<i64>,
    /// The sequence around it.
    pub(crate) parent: Option<u32>,
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
    /// The code.
    pub(crate) code: u32,
    /// What it means, and what else it may mean.
    pub(crate) text: Option<Rc<str>>,
    pub(crate) program_text: Option<Rc<str>>,
    /// It has no text and cannot be a letter: a symbol, or nothing at all.
    pub(crate) not_a_letter: bool,
    /// Where it is drawn.
    pub(crate) origin: Point,
    /// Unit vector of the writing direction.
    pub(crate) direction: Vec2,
    /// Natural advance, and what spacing adds to it, along `direction`, in canvas units.
    pub(crate) advance: f64,
    pub(crate) spacing: f64,
    /// Height of the em in canvas units.
    pub(crate) size: f64,
    /// Distance from the start of the operator in text space.
    pub(crate) pen: f64,
    /// Drawn without ink: rendering mode 3 or 7, or under an image.
    pub(crate) hidden: bool,
    /// Place in the order of painting.
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

    /// Middle of the glyph.
    pub(crate) fn center(&self) -> Point {
        self.origin
            + self.direction * (self.advance / 2.0)
            + self.up() * (self.size * (ASCENT - DESCENT) / 2.0)
    }
}

/// A box along a baseline from `from` to `to`, for text of this size.
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
    /// Unit and operator that draw it.
    pub(crate) unit: u32,
    pub(crate) op: u32,
    pub(crate) call: u32,
    /// From the unit square to the canvas.
    pub(crate) matrix: Affine,
    /// Place in the order of painting.
    pub(crate) painted: u32,
    /// Whether it is a stencil or has a mask, so that what is under it may shine through.
    pub(crate) see_through: bool,
    /// Number of samples; 0 if it does not say.
    pub(crate) samples: u64,
}

impl DrawnImage {
    /// The upright rectangle it covers.
    pub(crate) fn bounds(&self) -> Rect {
        self.matrix.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0))
    }
}

/// A thin path such as an underline: an upright rectangle or a straight line that is painted or
/// clips.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) call: u32,
    /// Operators that hold its coordinates: `re`, or `m` and `l`.
    pub(crate) ops: (u32, Option<u32>),
    /// From the unit's space at that moment to the canvas.
    pub(crate) ctm: Affine,
    /// Ends, in canvas space: of a line, or opposite corners of a rectangle.
    pub(crate) from: Point,
    pub(crate) to: Point,
}

/// One drawing of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) unit: u32,
}

/// All that is drawn on one canvas.
#[derive(Default)]
pub(crate) struct Canvas {
    pub(crate) calls: Vec<Call>,
    pub(crate) shows: Vec<ShowOperator>,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) images: Vec<DrawnImage>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) marked: Vec<MarkedSequence>,
    /// Calls and operators that set a soft mask (11.6.5.2).
    pub(crate) soft_masks: std::collections::BTreeSet<(u32, u32)>,
    /// What could not be followed.
    pub(crate) unread: Vec<Unreadable>,
}

impl Canvas {
    /// A glyph by its number, its place in [`Canvas::glyphs`].
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

    /// A show operator by its number, its place in [`Canvas::shows`].
    #[allow(clippy::indexing_slicing, reason = "a show operator is pushed before its glyphs")]
    pub(crate) fn show_at(&self, number: u32) -> &ShowOperator {
        &self.shows[number as usize]
    }
}
