//! Which point of a line stays in place when it is typeset anew: that to which it is aligned, which
//! must not depend on the length of the removed text.

use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::Chunk;
use kurbo::Rect;
use std::collections::BTreeMap;

/// Two lines are aligned if their starts (ends, centers) are this close, in points.
const ALIGNED: f64 = 1.0;
/// How far apart the starts of two lines with removed text must be, in points, before a common end
/// or center says anything: the same name has much the same width in both, and the margins of a
/// cell shift it by some 5 points.
const APART: f64 = 8.0;

/// The point of a line that does not depend on its length.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    End,
    Center(f64),
    /// Nothing shows how the line was aligned, so its position may depend on its length: it starts
    /// at the margin.
    At(f64),
}

/// The point that stays in place when a line is typeset anew, by the lines around it. `orders` are
/// the glyphs to be removed, `bounds` is the visible area.
pub(crate) fn anchor_of(
    layout: &Layout,
    chunk: &Chunk,
    orders: &BTreeMap<u32, usize>,
    bounds: Rect,
) -> Anchor {
    let middle = |c: &Chunk| (c.start + c.end) / 2.0;
    let others = || {
        let same = |c: &&Chunk| c.angle == chunk.angle && c.across != chunk.across;
        layout.chunks.iter().filter(same)
    };
    let aligned = |a: f64, b: f64| (a - b).abs() < ALIGNED;
    if others().any(|c| aligned(c.start, chunk.start)) {
        return Anchor::Start;
    }
    let tells = |c: &&Chunk| {
        (c.start - chunk.start).abs() > APART || !c.glyphs.iter().any(|g| orders.contains_key(g))
    };
    if others().filter(tells).any(|c| aligned(c.end, chunk.end)) {
        return Anchor::End;
    }
    if let Some(c) = others().filter(tells).find(|c| aligned(middle(c), middle(chunk))) {
        return Anchor::Center(middle(c));
    }
    let alone =
        |c: &Chunk| std::ptr::eq(c, chunk) || (c.across - chunk.across).abs() > 0.6 * chunk.size;
    if chunk.angle != 0 || !layout.chunks.iter().all(alone) {
        return Anchor::Start;
    }
    // No other line is aligned to this one: the margins of the page decide.
    let page = bounds.center().x;
    let margin = others().map(|c| c.start).fold(f64::INFINITY, f64::min);
    if aligned(middle(chunk), page) {
        Anchor::Center(page)
    } else if aligned(chunk.end - page, page - margin) {
        Anchor::End
    } else if margin.is_finite() {
        Anchor::At(margin)
    } else {
        Anchor::Start
    }
}
