//! The shape of a glyph, as far as it tells one letter from another.

use kurbo::{BezPath, PathEl, Shape as _};

/// The shape that is drawn for a code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
    /// The same for the same outline.
    pub(crate) outline: u64,
    /// Lowest and highest point, in thousandths of the font size.
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Shape {
    /// The shape of an outline; `None` if it draws nothing.
    pub(crate) fn of(path: &BezPath) -> Option<Self> {
        let bounds = path.bounding_box();
        let inked = bounds.width() > 0.0 && bounds.height() > 0.0 && bounds.is_finite();
        inked.then(|| Self { outline: outline(path), low: bounds.y0, high: bounds.y1 })
    }
}

/// A number for an outline (FNV-1a over its points, rounded).
fn outline(path: &BezPath) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |n: i64| hash = (hash ^ n as u64).wrapping_mul(0x0100_0000_01b3);
    for element in path.elements() {
        let (kind, points) = match element {
            PathEl::MoveTo(p) => (1, [Some(*p), None, None]),
            PathEl::LineTo(p) => (2, [Some(*p), None, None]),
            PathEl::QuadTo(a, p) => (3, [Some(*a), Some(*p), None]),
            PathEl::CurveTo(a, b, p) => (4, [Some(*a), Some(*b), Some(*p)]),
            PathEl::ClosePath => (5, [None; 3]),
        };
        add(kind);
        for point in points.into_iter().flatten() {
            add(point.x.round() as i64);
            add(point.y.round() as i64);
        }
    }
    hash
}
