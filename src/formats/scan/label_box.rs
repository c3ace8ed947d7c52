//! The box that replaces removed text.

use kurbo::Point;

/// Width of a letter of a label that is still legible, in points.
const SMALLEST_LETTER: f64 = 1.7;
/// How far the ends of an upright box may differ in height, in canvas units.
const UPRIGHT: f64 = 0.01;
/// How many boxes further down a box is compared with.
const MAX_NEIGHBORS: usize = 64;

/// A box on a canvas.
#[derive(Clone, Debug)]
pub(crate) struct LabelBox {
    /// Number of the redaction it belongs to.
    pub(crate) order: usize,
    /// Number of the first glyph that it replaces; `None` if it covers a picture alone.
    pub(crate) glyph: Option<u32>,
    /// Corners on the canvas, counterclockwise from the start of the line at its bottom.
    pub(crate) quad: [Point; 4],
    /// The area of the removed text, for the pixels under it.
    pub(crate) original_quad: [Point; 4],
    /// Whether it is the first box of its redaction, the one that shows the label.
    pub(crate) is_first: bool,
    /// Whether the text was drawn without ink, so that the picture of it must go.
    pub(crate) hidden: bool,
}

impl LabelBox {
    /// Whether the box shows this label: it is the first of its redaction, and wide enough.
    pub(crate) fn shows_label(&self, label: &str) -> bool {
        let width = (self.quad[1] - self.quad[0]).hypot();
        self.is_first && width >= SMALLEST_LETTER * label.chars().count() as f64
    }

    /// Length of its upright sides, in canvas units.
    pub(crate) fn height(&self) -> f64 {
        (self.quad[3] - self.quad[0]).hypot()
    }

    /// Whether its sides run along those of the page.
    pub(crate) fn stands_upright(&self) -> bool {
        let along = self.quad[1] - self.quad[0];
        along.x.abs() < UPRIGHT || along.y.abs() < UPRIGHT
    }

    /// By how many quarters its text is turned clockwise to stand upright.
    pub(crate) fn quarters(&self) -> u8 {
        let along = self.quad[1] - self.quad[0];
        match (along.x.abs() >= along.y.abs(), along.x >= 0.0, along.y >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        }
    }

    fn is_upright(&self) -> bool {
        self.quad[0].y == self.quad[1].y && self.quad[0].x < self.quad[1].x
    }
}

/// Least share of the height of a box that two boxes over each other have in common.
const SHARED: f64 = 0.3;
/// How far the baselines of two boxes over each other may lie apart to be one, relative to height.
const SAME_LINE: f64 = 0.35;

/// Upright boxes over each other, for the same words in texts over each other, become one.
pub(crate) fn unite(boxes: &mut Vec<LabelBox>) {
    let mut out: Vec<LabelBox> = Vec::new();
    for mut next in std::mem::take(boxes) {
        // The united box may reach one that the parts did not.
        while let Some(at) = out.iter().position(|b| are_one(b, &next)) {
            next = united(out.remove(at), next);
        }
        out.push(next);
    }
    *boxes = out;
}

fn are_one(a: &LabelBox, b: &LabelBox) -> bool {
    let width = a.quad[1].x.min(b.quad[1].x) - a.quad[0].x.max(b.quad[0].x);
    let height = a.quad[3].y.min(b.quad[3].y) - a.quad[0].y.max(b.quad[0].y);
    let least = a.height().min(b.height());
    a.is_upright()
        && b.is_upright()
        && width > 0.0
        && height > SHARED * least
        && (a.quad[0].y - b.quad[0].y).abs() < SAME_LINE * least
}

fn united(a: LabelBox, b: LabelBox) -> LabelBox {
    let around = |a: &[Point; 4], b: &[Point; 4]| {
        let (x0, y0) = (a[0].x.min(b[0].x), a[0].y.min(b[0].y));
        let (x1, y1) = (a[2].x.max(b[2].x), a[2].y.max(b[2].y));
        [Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)]
    };
    let (quad, original_quad) =
        (around(&a.quad, &b.quad), around(&a.original_quad, &b.original_quad));
    let hidden = a.hidden || b.hidden;
    let shown = if b.is_first && !a.is_first { b } else { a };
    LabelBox { quad, original_quad, hidden, ..shown }
}

/// Upright boxes over pictures that still lie over each other become one: a signature and the name
/// that it crosses. They must share at least this part of the lower one.
pub(crate) fn unite_over_pictures(boxes: &mut Vec<LabelBox>, least: f64) {
    let mut out: Vec<LabelBox> = Vec::new();
    for mut next in std::mem::take(boxes) {
        while let Some(at) = out.iter().position(|b| are_crossed(b, &next, least)) {
            next = united(out.remove(at), next);
        }
        out.push(next);
    }
    *boxes = out;
}

/// Most points by which boxes may overlap and still be two.
const TOUCHING: f64 = 0.5;

fn are_crossed(a: &LabelBox, b: &LabelBox, least: f64) -> bool {
    let width = a.quad[1].x.min(b.quad[1].x) - a.quad[0].x.max(b.quad[0].x);
    let height = a.quad[3].y.min(b.quad[3].y) - a.quad[0].y.max(b.quad[0].y);
    let pictured = a.glyph.is_none() && b.glyph.is_none();
    pictured
        && a.is_upright()
        && b.is_upright()
        && width > TOUCHING
        && height > TOUCHING.max(least * a.height().min(b.height()))
}

/// Upright boxes on closely set lines share the room between them, so that none covers the label
/// of another.
pub(crate) fn separate(boxes: &mut [LabelBox]) {
    let upright = boxes.iter().enumerate().filter(|(_, b)| b.is_upright());
    let mut order: Vec<(usize, f64)> = upright.map(|(i, b)| (i, b.quad[0].y)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (n, (upper, _)) in order.iter().enumerate() {
        for (lower, _) in order.iter().skip(n + 1).take(MAX_NEIGHBORS) {
            if let Ok([upper, lower]) = boxes.get_disjoint_mut([*upper, *lower]) {
                separate_two(&mut upper.quad, &mut lower.quad);
            }
        }
    }
}

fn separate_two(upper: &mut [Point; 4], lower: &mut [Point; 4]) {
    let beside = upper[1].x <= lower[0].x || lower[1].x <= upper[0].x;
    let distance = upper[0].y - lower[0].y;
    if beside || lower[3].y <= upper[0].y || distance < 0.2 * (lower[3].y - lower[0].y) {
        return;
    }
    let middle = (upper[0].y + lower[3].y) / 2.0;
    let [bottom_left, bottom_right, ..] = upper;
    let [.., top_right, top_left] = lower;
    for corner in [bottom_left, bottom_right, top_right, top_left] {
        corner.y = middle;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label_box(x: f64, y: f64) -> LabelBox {
        let corner = |dx: f64, dy: f64| Point::new(x + dx, y + dy);
        let quad = [corner(0.0, 0.0), corner(40.0, 0.0), corner(40.0, 10.0), corner(0.0, 10.0)];
        LabelBox {
            order: 0,
            glyph: Some(0),
            quad,
            original_quad: quad,
            is_first: true,
            hidden: false,
        }
    }

    fn extents(mut boxes: Vec<LabelBox>) -> Vec<(f64, f64)> {
        separate(&mut boxes);
        boxes.iter().map(|b| (b.quad[0].y, b.quad[3].y)).collect()
    }

    #[test]
    fn overlapping_lines_share_the_room_between_them() {
        let boxes = vec![label_box(0.0, 92.0), label_box(10.0, 100.0)];
        assert_eq!(extents(boxes), [(92.0, 101.0), (101.0, 110.0)]);
    }

    #[test]
    fn boxes_over_each_other_are_one() {
        let over = |dx: f64, dy: f64| {
            let mut boxes = vec![label_box(0.0, 100.0), label_box(dx, 100.0 + dy)];
            unite(&mut boxes);
            boxes
        };
        let one = over(10.0, 1.0);
        assert_eq!((one.len(), one[0].quad[2]), (1, Point::new(50.0, 111.0)));
        assert_eq!(over(41.0, 0.0).len(), 2);
        assert_eq!(over(0.0, 6.0).len(), 2);
    }

    #[test]
    fn boxes_over_pictures_that_cross_are_one() {
        let over = |glyph| {
            let pictured = |x, y| LabelBox { glyph, ..label_box(x, y) };
            let mut boxes =
                vec![pictured(0.0, 100.0), pictured(90.0, 100.0), pictured(30.0, 104.0)];
            unite_over_pictures(&mut boxes, 0.0);
            boxes.len()
        };
        assert_eq!((over(None), over(Some(0))), (2, 3));
    }

    #[test]
    fn boxes_apart_or_on_one_line_stay() {
        let boxes = vec![label_box(0.0, 100.0), label_box(50.0, 95.0), label_box(0.0, 80.0)];
        assert_eq!(extents(boxes), [(100.0, 110.0), (95.0, 105.0), (80.0, 90.0)]);
        let boxes = vec![label_box(0.0, 100.0), label_box(20.0, 99.0)];
        assert_eq!(extents(boxes), [(100.0, 110.0), (99.0, 109.0)]);
    }
}
