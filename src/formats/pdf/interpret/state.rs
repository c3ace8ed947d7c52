//! The state of the interpreter: graphics state (ISO 32000-2, 8.4), text state (9.3) and the current path.

use crate::formats::pdf::font::Face;
use kurbo::{Affine, Point, Rect};
use lopdf::{Object, ObjectId};
use std::rc::Rc;

/// Text state (9.3.1); part of the graphics state.
#[derive(Clone)]
pub(crate) struct TextState<'f> {
    pub(crate) face: Option<Rc<Face<'f>>>,
    pub(crate) font: Option<ObjectId>,
    pub(crate) size: f64,
    pub(crate) char_space: f64,
    pub(crate) word_space: f64,
    pub(crate) scale: f64,
    pub(crate) leading: f64,
    pub(crate) rise: f64,
    pub(crate) mode: i32,
    pub(crate) set_by: [Option<u32>; 3],
}

/// Color and clip of the graphics state (ISO 32000-2, 8.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ink {
    /// The operators that set the color for filling; 0 for black, which is set at first.
    pub(crate) color: u64,
    /// The color space that was set before the color.
    pub(crate) space: u64,
    /// The path that clips, in the units around it.
    pub(crate) clip: u64,
}

#[derive(Clone)]
pub(crate) struct GraphicsState<'f> {
    pub(crate) ctm: Affine,
    pub(crate) text: TextState<'f>,
    pub(crate) ink: Ink,
    pub(crate) pen: Pen,
}

/// How paths are painted (8.4.3.2, 8.6.8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pen {
    /// Width of lines, in user space.
    pub(crate) width: f64,
    /// How light what is filled and what is stroked is, from 0 to 1, as far as it is told in numbers.
    pub(crate) fill: f32,
    pub(crate) stroke: f32,
}

/// The execution of one content unit.
pub(crate) struct Execution<'f> {
    pub(crate) unit: u32,
    pub(crate) call: u32,
    pub(crate) resources: Option<Object>,
    pub(crate) state: GraphicsState<'f>,
    pub(crate) stack: Vec<GraphicsState<'f>>,
    pub(crate) matrix: Affine,
    pub(crate) line_matrix: Affine,
    pub(crate) block: u32,
    pub(crate) path: Vec<PathSegment>,
    pub(crate) outlines: Vec<Outline>,
    pub(crate) is_clip: bool,
    pub(crate) current_point: Option<(u32, Point)>,
    pub(crate) marked: Option<u32>,
}

/// A piece of the current path that may become a rule.
pub(crate) struct PathSegment {
    pub(crate) ops: (u32, Option<u32>),
    pub(crate) from: Point,
    pub(crate) to: Point,
}

/// A subpath of the current path that may become a letter, in user space.
pub(crate) struct Outline {
    pub(crate) bounds: Rect,
    /// How many lines and curves it has, and how many curves.
    pub(crate) parts: u16,
    pub(crate) curves: u16,
}
