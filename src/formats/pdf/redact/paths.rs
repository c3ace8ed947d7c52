//! Paths under boxes over what was read in pictures: letters and codes that are lines and curves go as the
//! pixels do.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas;
use crate::formats::pdf::interpret::path::PaintedPath;
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::splice::Splice;
use kurbo::Rect;
use std::collections::BTreeMap;

/// Share of a path that lies in a box if it goes.
const INSIDE: f64 = 0.5;
/// Least side of a path, in points: a line is no area.
const LINE: f64 = 0.05;

/// Takes the parts of paths out that lie in boxes over pictures.
pub(crate) fn drop_under_boxes(
    interpreter: &Interpreter<'_, '_>,
    edited_canvases: &[EditedCanvas],
    edits: &mut ContentEdits,
) {
    for edited in edited_canvases {
        let pictured = edited.reflow.boxes.iter().filter(|b| b.glyph.is_none());
        let boxes: Vec<Rect> = pictured.map(|b| canvas::bounds(&b.quad)).collect();
        if boxes.is_empty() {
            continue;
        }
        let drawn = edited.canvas();
        let mut calls: BTreeMap<u32, usize> = BTreeMap::new();
        drawn.calls.iter().for_each(|call| *calls.entry(call.unit).or_default() += 1);
        for path in &drawn.paths {
            let touched = boxes.iter().any(|b| b.overlaps(path.bounds.inflate(LINE, LINE)));
            // What a form draws twice is cut in both places: the second reader says whether it may stay.
            if !touched || calls.get(&path.unit).is_some_and(|count| *count > 1) {
                continue;
            }
            let Some(unit) = interpreter.units.get(path.unit) else { continue };
            let Some(painted) = PaintedPath::of(path, &unit).filter(|p| !p.clips) else { continue };
            let gone = |bounds: Rect| boxes.iter().any(|b| goes(*b, bounds));
            let all = painted.subpaths.iter();
            let cut: Vec<_> = all.filter(|subpath| gone(subpath.bounds())).collect();
            if cut.len() == painted.subpaths.len() {
                take_out(&painted, unit.key, edits);
                continue;
            }
            for subpath in cut {
                edits.push(unit.key, Splice::new(subpath.range.clone(), Vec::new()));
            }
        }
    }
}

/// Takes a path out of its unit: nothing is painted, and nothing tells any more what was.
pub(crate) fn take_out(painted: &PaintedPath, key: UnitKey, edits: &mut ContentEdits) {
    for subpath in &painted.subpaths {
        edits.push(key, Splice::new(subpath.range.clone(), Vec::new()));
    }
    edits.push(key, Splice::new(painted.keyword.clone(), *b"n"));
}

/// Whether most of what a path covers lies in a box.
fn goes(area: Rect, path: Rect) -> bool {
    let path = path.inflate(LINE, LINE);
    path.is_finite() && area.intersect(path).area() >= INSIDE * path.area()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_a_box_goes_and_a_frame_around_it_stays() {
        let area = Rect::new(100.0, 100.0, 180.0, 112.0);
        assert!(goes(area, Rect::new(110.0, 98.0, 115.0, 108.0)));
        assert!(goes(area, Rect::new(110.0, 101.0, 150.0, 101.0)));
        assert!(!goes(area, Rect::new(50.0, 50.0, 230.0, 160.0)));
        assert!(!goes(area, Rect::new(50.0, 101.0, 400.0, 101.0)));
    }
}
