//! The shape of a path that is painted (ISO 32000-2, 8.5), from the operators in front of the one that
//! paints it.

use crate::formats::pdf::interpret::canvas::DrawnPath;
use crate::formats::pdf::syntax::content_unit::ContentUnit;
use kurbo::{Affine, BezPath, Cap, Join, Point, Rect, Stroke, StrokeOpts};
use std::ops::Range;

/// Most operators of one path.
const MOST: usize = 400_000;
/// Least width of a line, in canvas units: a thin one is as wide as a device draws it.
const THINNEST: f64 = 0.25;
const TOLERANCE: f64 = 0.05;

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Painting {
    pub(crate) fills: bool,
    pub(crate) even_odd: bool,
    pub(crate) strokes: bool,
}

/// A part of a path that hangs together.
pub(crate) struct Subpath {
    /// On the canvas.
    pub(crate) path: BezPath,
    /// Its bytes in the unit.
    pub(crate) range: Range<usize>,
}

impl Subpath {
    /// What it covers on the canvas, with the points of its curves: one that is a single point covers that.
    pub(crate) fn bounds(&self) -> Rect {
        self.path.control_box()
    }
}

/// A path that is painted.
pub(crate) struct PaintedPath {
    pub(crate) subpaths: Vec<Subpath>,
    pub(crate) painting: Painting,
    /// Whether it clips what comes after it, too.
    pub(crate) clips: bool,
    /// The operator that paints it, in the unit.
    pub(crate) keyword: Range<usize>,
}

impl PaintedPath {
    /// The path that a unit paints.
    pub(crate) fn of(drawn: &DrawnPath, unit: &ContentUnit) -> Option<Self> {
        let at = drawn.op as usize;
        let op = unit.content.ops.get(at)?;
        let painting = painting(unit.keyword(op))?;
        let before = unit.content.ops.get(..at)?.iter().rev().take(MOST);
        // Some programs set the color between a path and its painting.
        let belongs = |word: &[u8]| builds(word) || sets(word);
        let count = before.take_while(|op| belongs(unit.keyword(op))).count();
        let ops = unit.content.ops.get(at - count..at)?;
        let mut out =
            Self { subpaths: Vec::new(), painting, clips: false, keyword: op.keyword.clone() };
        for op in ops {
            let word = unit.keyword(op);
            match word {
                b"W" | b"W*" => out.clips = true,
                b"m" | b"re" => {
                    let subpath = Subpath { path: BezPath::new(), range: op.range.clone() };
                    out.subpaths.push(subpath);
                }
                _ => {}
            }
            if let Some(last) = out.subpaths.last_mut().filter(|_| builds(word)) {
                last.range.end = last.range.end.max(op.range.end);
                let mut numbers = op.operands.iter().map_while(|operand| operand.number());
                let numbers: [f64; 6] = std::array::from_fn(|_| numbers.next().unwrap_or(0.0));
                add(&mut last.path, word, numbers, drawn.ctm);
            }
        }
        Some(out)
    }

    /// Its area on the canvas, with the widths of its lines, and whether that is filled by the even-odd rule.
    pub(crate) fn areas(&self, drawn: &DrawnPath) -> Vec<(BezPath, bool, f32)> {
        let whole: BezPath = self.subpaths.iter().flat_map(|s| s.path.iter()).collect();
        let mut out = Vec::new();
        if self.painting.strokes {
            let [a, b, c, d, ..] = drawn.ctm.as_coeffs();
            let scale = (a * d - b * c).abs().sqrt();
            let width = (drawn.pen.width * scale).max(THINNEST);
            let style = Stroke::new(width).with_caps(Cap::Butt).with_join(Join::Miter);
            let stroked = kurbo::stroke(&whole, &style, &StrokeOpts::default(), TOLERANCE);
            out.push((stroked, false, drawn.pen.stroke));
        }
        if self.painting.fills {
            out.insert(0, (whole, self.painting.even_odd, drawn.pen.fill));
        }
        out
    }
}

fn painting(word: &[u8]) -> Option<Painting> {
    let (fills, even_odd, strokes) = match word {
        b"f" | b"F" => (true, false, false),
        b"f*" => (true, true, false),
        b"B" | b"b" => (true, false, true),
        b"B*" | b"b*" => (true, true, true),
        b"S" | b"s" => (false, false, true),
        _ => return None,
    };
    Some(Painting { fills, even_odd, strokes })
}

/// Whether an operator adds to the current path.
fn builds(word: &[u8]) -> bool {
    matches!(word, b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" | b"W" | b"W*")
}

/// Whether an operator sets a color or the way of lines.
fn sets(word: &[u8]) -> bool {
    const SETTERS: [&[u8]; 18] = [
        b"g", b"G", b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN", b"w",
        b"J", b"j", b"M", b"d", b"i",
    ];
    SETTERS.contains(&word)
}

fn add(path: &mut BezPath, word: &[u8], [a, b, c, d, e, f]: [f64; 6], ctm: Affine) {
    let on = |x: f64, y: f64| ctm * Point::new(x, y);
    if path.elements().is_empty() && !matches!(word, b"m" | b"re") {
        return;
    }
    match word {
        b"m" => path.move_to(on(a, b)),
        b"l" => path.line_to(on(a, b)),
        b"c" => path.curve_to(on(a, b), on(c, d), on(e, f)),
        b"v" => {
            let start = path.current_position().unwrap_or(Point::ORIGIN);
            path.curve_to(start, on(a, b), on(c, d));
        }
        b"y" => path.curve_to(on(a, b), on(c, d), on(c, d)),
        b"h" => path.close_path(),
        b"re" => {
            path.move_to(on(a, b));
            path.line_to(on(a + c, b));
            path.line_to(on(a + c, b + d));
            path.line_to(on(a, b + d));
            path.close_path();
        }
        _ => {}
    }
}
