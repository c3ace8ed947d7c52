//! Closed shapes that are painted, as far as they may be letters drawn as lines and curves.

use crate::formats::pdf::interpret::canvas::{Canvas, DrawnPath, DrawnShape};
use crate::formats::pdf::interpret::state::{Execution, Outline};
use crate::formats::pdf::syntax::content_stream::Op;
use kurbo::{Point, Rect};

/// Most shapes that are recorded on one canvas, and that one path may have.
const MOST: usize = 60_000;
/// Most paths that are recorded on one canvas: a page that has more is a map.
pub(crate) const MOST_PATHS: usize = 20_000;
/// A letter has at least this many lines and curves; fewer make an arrow or a box.
const PARTS: u16 = 6;
/// Curves, or lines and curves, that a path has at least that is drawn by hand.
const CURVES: u32 = 1;
const LINES: u32 = 8;

/// Takes note of an operator that adds to the current path or paints it.
pub(crate) fn note(canvas: &mut Canvas, run: &mut Execution<'_>, word: &[u8], index: u32, op: &Op) {
    match word {
        b"m" if run.outlines.len() < MOST => {
            if let Some([x, y]) = op.numbers::<2>() {
                let bounds = Rect::from_points((x, y), (x, y));
                run.outlines.push(Outline { bounds, parts: 0, curves: 0 });
            }
        }
        b"re" if run.outlines.len() < MOST => {
            if let Some([x, y, w, h]) = op.numbers::<4>() {
                let bounds = Rect::from_points((x, y), (x + w, y + h));
                run.outlines.push(Outline { bounds, parts: 0, curves: 0 });
            }
        }
        b"l" => op.numbers::<2>().into_iter().for_each(|p| reach(run, &p, false)),
        b"v" | b"y" => op.numbers::<4>().into_iter().for_each(|p| reach(run, &p, true)),
        b"c" => op.numbers::<6>().into_iter().for_each(|p| reach(run, &p, true)),
        b"n" => run.outlines.clear(),
        b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {
            let ctm = run.state.ctm;
            let bounds = run.outlines.iter().map(|o| o.bounds).reduce(|a, b| a.union(b));
            if let Some(bounds) = bounds.filter(|_| canvas.paths.len() < MOST_PATHS) {
                canvas.paths.push(DrawnPath {
                    bounds: ctm.transform_rect_bbox(bounds),
                    unit: run.unit,
                    op: index,
                    by_hand: is_by_hand(&run.outlines),
                    ctm,
                    pen: run.state.pen,
                });
            }
            for Outline { bounds, parts, curves } in run.outlines.drain(..) {
                if parts >= PARTS && canvas.shapes.len() < MOST {
                    let bounds = ctm.transform_rect_bbox(bounds);
                    canvas.shapes.push(DrawnShape { bounds, kind: (parts, curves) });
                }
            }
        }
        _ => {}
    }
}

/// Whether a path may be drawn by hand.
fn is_by_hand(outlines: &[Outline]) -> bool {
    let curves: u32 = outlines.iter().map(|o| u32::from(o.curves)).sum();
    let parts: u32 = outlines.iter().map(|o| u32::from(o.parts)).sum();
    curves >= CURVES || parts >= LINES
}

/// Adds a line or curve to the last subpath.
fn reach(run: &mut Execution<'_>, points: &[f64], curve: bool) {
    let Some(outline) = run.outlines.last_mut() else { return };
    outline.parts = outline.parts.saturating_add(1);
    outline.curves = outline.curves.saturating_add(u16::from(curve));
    for pair in points.chunks_exact(2) {
        if let [x, y] = pair {
            outline.bounds = outline.bounds.union_pt(Point::new(*x, *y));
        }
    }
}
