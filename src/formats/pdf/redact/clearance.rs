//! Boxes over signatures leave the letters free that they cross: what is below goes all the same.

use crate::formats::pdf::interpret::canvas::{self, Canvas, Glyph, quad};
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::scan::label_box::LabelBox;
use kurbo::{Point, Rect};
use std::collections::BTreeMap;

/// Least height and width of what is left of a box, in points.
const LEAST: f64 = 7.0;
/// How far a box stays away from letters, and by how much it may overlap with them.
const GAP: f64 = 0.8;
const TOUCHING: f64 = 0.3;
/// Points within which letters stand on one line.
const LINE: f64 = 3.0;

/// Makes a box over a signature so much smaller that it covers no letter that stays and no other box.
pub(crate) fn clear(item: &mut LabelBox, drawn: &Canvas, reflow: &Reflow) {
    let whole = canvas::bounds(&item.quad);
    let upright = item.quad[0].y == item.quad[1].y && item.quad[0].x < item.quad[1].x;
    if !upright {
        return;
    }
    let mut lines: BTreeMap<i64, Rect> = BTreeMap::new();
    let staying = (0u32..).zip(&drawn.glyphs);
    let staying = staying.filter(|(number, glyph)| {
        !reflow.plan.removed.contains(number)
            && !glyph.hidden
            && glyph.text.as_deref().is_none_or(|text| !text.trim().is_empty())
    });
    for (number, glyph) in staying {
        let area = area_of(glyph, reflow.plan.moved.get(&number).copied().unwrap_or(0.0));
        if overlaps(area, whole) {
            let line = lines.entry((glyph.origin.y / LINE).round() as i64).or_insert(area);
            *line = line.union(area);
        }
    }
    let boxes = reflow.boxes.iter().filter(|other| other.glyph.is_some());
    let boxes = boxes.map(|other| canvas::bounds(&other.quad));
    let others: Vec<Rect> = lines.into_values().chain(boxes).collect();
    let left = others.iter().fold(whole, |left, other| without(left, *other));
    if left != whole && left.width() >= LEAST && left.height() >= LEAST {
        let Rect { x0, y0, x1, y1 } = left;
        item.quad = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(Point::from);
        item.hidden = true;
    }
}

fn area_of(glyph: &Glyph, moved: f64) -> Rect {
    let corners = quad(glyph.origin, glyph.direction, moved, moved + glyph.advance, glyph.size);
    canvas::bounds(&corners)
}

fn overlaps(a: Rect, b: Rect) -> bool {
    let shared = a.intersect(b);
    shared.width() > TOUCHING && shared.height() > TOUCHING
}

/// The largest part of an area beside another.
fn without(area: Rect, other: Rect) -> Rect {
    if !overlaps(area, other) {
        return area;
    }
    let parts = [
        Rect { x0: other.x1 + GAP, ..area },
        Rect { x1: other.x0 - GAP, ..area },
        Rect { y0: other.y1 + GAP, ..area },
        Rect { y1: other.y0 - GAP, ..area },
    ];
    let size = |part: &Rect| part.width().max(0.0) * part.height().max(0.0);
    parts.into_iter().max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or(area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_keeps_clear_of_a_line_that_it_crosses() {
        let area = Rect::new(100.0, 100.0, 200.0, 140.0);
        let dots = Rect::new(50.0, 98.0, 300.0, 106.0);
        assert_eq!(without(area, dots), Rect::new(100.0, 106.0 + GAP, 200.0, 140.0));
        assert_eq!(without(area, Rect::new(0.0, 0.0, 50.0, 50.0)), area);
        let beside = Rect::new(180.0, 90.0, 260.0, 150.0);
        assert_eq!(without(area, beside), Rect::new(100.0, 100.0, 180.0 - GAP, 140.0));
    }
}
