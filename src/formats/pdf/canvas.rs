//! What is drawn on one canvas (a page, an appearance, a pattern cell), with the way back to the
//! operators that drew it.

use crate::model::Unreadable;
use kurbo::{Affine, Point, Rect, Vec2};
use lopdf::ObjectId;
use std::rc::Rc;

/// An operator that shows text, with the state it ran in (ISO 32000-2, 9.3).
#[derive(Clone, Debug)]
pub(super) struct Show {
    /// Unit and operator.
    pub(super) unit: u32,
    /// Number of the operator in its unit.
    pub(super) op: u32,
    /// Which drawing of the unit, index into [`Canvas::calls`].
    pub(super) call: u32,
    /// Number of the text object (`BT` .. `ET`) within the call.
    pub(super) block: u32,
    /// Text matrix at the start of the operator.
    pub(super) matrix: Affine,
    /// From text space to the canvas.
    pub(super) ctm: Affine,
    /// Font size, character and word spacing, horizontal scale (1 = 100 %): unscaled units.
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    pub(super) scale: f64,
    /// The operator that set character spacing, word spacing, horizontal scale; `None` if unset.
    pub(super) set_by: [Option<u32>; 3],
    /// The font's object, if it was found.
    pub(super) font: Option<ObjectId>,
    /// Whether lines run downwards.
    pub(super) vertical: bool,
    /// The innermost marked-content sequence it stands in, index into [`Canvas::marked`].
    pub(super) marked: Option<u32>,
}

/// A marked-content sequence (14.6).
#[derive(Clone, Debug)]
pub(super) struct Marked {
    /// Unit and operator that opens it.
    pub(super) unit: u32,
    pub(super) op: u32,
    /// Its number in the structure tree, if it has one.
    pub(super) id: Option<i64>,
    /// The sequence around it.
    pub(super) parent: Option<u32>,
}

/// One glyph.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// Index into [`Canvas::shows`].
    pub(super) show: u32,
    /// Which element of a `TJ` array; 0 for the other operators.
    pub(super) element: u32,
    /// Byte offset and length of the code in the decoded string.
    pub(super) at: u32,
    pub(super) len: u8,
    /// The code.
    pub(super) code: u32,
    /// What it means, and what else it may mean.
    pub(super) text: Option<Rc<str>>,
    pub(super) other: Option<Rc<str>>,
    /// It has no text and cannot be a letter: a symbol, or nothing at all.
    pub(super) mute: bool,
    /// Where it is drawn.
    pub(super) origin: Point,
    /// Unit vector of the writing direction.
    pub(super) direction: Vec2,
    /// Natural advance, and what spacing adds to it, along `direction`, in canvas units.
    pub(super) advance: f64,
    pub(super) spacing: f64,
    /// Height of the em in canvas units.
    pub(super) size: f64,
    /// Distance from the start of the operator in text space.
    pub(super) pen: f64,
    /// Drawn without ink: rendering mode 3 or 7, or under an image.
    pub(super) hidden: bool,
    /// Place in the order of painting.
    pub(super) painted: u32,
}

/// How far a line of text reaches above and below its baseline, in em.
pub(super) const ASCENT: f64 = 0.80;
pub(super) const DESCENT: f64 = 0.22;

impl Glyph {
    /// Unit vector from the baseline upwards.
    pub(super) fn up(&self) -> Vec2 {
        Vec2::new(-self.direction.y, self.direction.x)
    }

    /// Middle of the glyph.
    pub(super) fn centre(&self) -> Point {
        self.origin
            + self.direction * (self.advance / 2.0)
            + self.up() * (self.size * (ASCENT - DESCENT) / 2.0)
    }
}

/// A box along a baseline from `from` to `to`, for text of this size.
pub(super) fn quad(origin: Point, direction: Vec2, from: f64, to: f64, size: f64) -> [Point; 4] {
    let up = Vec2::new(-direction.y, direction.x);
    let low = up * (-DESCENT * size);
    let high = up * (ASCENT * size);
    let (a, b) = (origin + direction * from, origin + direction * to);
    [a + low, b + low, b + high, a + high]
}

/// The upright rectangle around a quad.
pub(super) fn bounds(quad: &[Point; 4]) -> Rect {
    quad.iter().skip(1).fold(Rect::from_points(quad[0], quad[0]), |r, p| r.union_pt(*p))
}

/// An image that is drawn.
#[derive(Clone, Debug)]
pub(super) struct ImageUse {
    /// The image's object; `None` for an inline image.
    pub(super) id: Option<ObjectId>,
    /// Unit and operator that draw it.
    pub(super) unit: u32,
    pub(super) op: u32,
    pub(super) call: u32,
    /// From the unit square to the canvas.
    pub(super) matrix: Affine,
    /// Place in the order of painting.
    pub(super) painted: u32,
    /// Whether it is a stencil or has a mask, so that what is under it may shine through.
    pub(super) see_through: bool,
    /// Number of samples; 0 if it does not say.
    pub(super) samples: u64,
}

impl ImageUse {
    /// The upright rectangle it covers.
    pub(super) fn bounds(&self) -> Rect {
        self.matrix.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0))
    }
}

/// A thin path such as an underline: an upright rectangle or a straight line that is painted or
/// clips.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) call: u32,
    /// Operators that hold its coordinates: `re`, or `m` and `l`.
    pub(super) ops: (u32, Option<u32>),
    /// From the unit's space at that moment to the canvas.
    pub(super) ctm: Affine,
    /// Ends, in canvas space: of a line, or opposite corners of a rectangle.
    pub(super) from: Point,
    pub(super) to: Point,
}

/// One drawing of a unit.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) unit: u32,
}

/// All that is drawn on one canvas.
#[derive(Default)]
pub(super) struct Canvas {
    pub(super) calls: Vec<Call>,
    pub(super) shows: Vec<Show>,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) images: Vec<ImageUse>,
    pub(super) rules: Vec<Rule>,
    pub(super) marked: Vec<Marked>,
    /// Calls and operators that set a soft mask (11.6.5.2).
    pub(super) masks: std::collections::BTreeSet<(u32, u32)>,
    /// What could not be followed.
    pub(super) unread: Vec<Unreadable>,
}

impl Canvas {
    /// The show operator of a glyph.
    pub(super) fn show(&self, glyph: &Glyph) -> &Show {
        &self.shows[glyph.show as usize]
    }
}
