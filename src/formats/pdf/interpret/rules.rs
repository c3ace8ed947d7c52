//! Straight lines and rectangles that are painted or clip: underlines, backgrounds, clips.

use crate::formats::pdf::interpret::canvas::{Canvas, Rule};
use crate::formats::pdf::interpret::state::{Execution, PathSegment};
use crate::formats::pdf::syntax::content_stream::Op;
use kurbo::Point;

/// Records straight lines and rectangles; other paths do not matter here.
pub(crate) fn note(canvas: &mut Canvas, run: &mut Execution<'_>, word: &[u8], index: u32, op: &Op) {
    match word {
        b"re" => {
            if let Some([x, y, w, h]) = op.numbers::<4>() {
                run.path.push(PathSegment {
                    ops: (index, None),
                    from: Point::new(x, y),
                    to: Point::new(x + w, y + h),
                });
            }
        }
        b"m" => run.current_point = op.numbers::<2>().map(|[x, y]| (index, Point::new(x, y))),
        b"l" => {
            if let (Some((from_op, from)), Some([x, y])) = (run.current_point, op.numbers::<2>()) {
                let to = Point::new(x, y);
                run.path.push(PathSegment { ops: (from_op, Some(index)), from, to });
                run.current_point = Some((index, to));
            }
        }
        b"W" | b"W*" => run.is_clip = true,
        b"n" if !run.is_clip => {
            run.path.clear();
            run.current_point = None;
        }
        b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"n" => {
            for s in run.path.drain(..) {
                canvas.rules.push(Rule {
                    call: run.call,
                    ops: s.ops,
                    ctm: run.state.ctm,
                    from: run.state.ctm * s.from,
                    to: run.state.ctm * s.to,
                });
            }
            run.current_point = None;
            run.is_clip = false;
        }
        _ => {}
    }
}
