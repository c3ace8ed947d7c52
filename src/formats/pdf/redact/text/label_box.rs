//! The box that replaces removed text.

use kurbo::Point;

/// Width of a letter of a label that is still legible, in points.
const SMALLEST_LETTER: f64 = 1.7;
/// How many boxes further down a box is compared with.
const MAX_NEIGHBORS: usize = 64;

/// A box on a canvas.
#[derive(Clone, Debug)]
pub(crate) struct LabelBox {
    /// Number of the redaction it belongs to.
    pub(crate) order: usize,
    /// Number of the first glyph that it replaces.
    pub(crate) glyph: u32,
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

    fn is_upright(&self) -> bool {
        self.quad[0].y == self.quad[1].y && self.quad[0].x < self.quad[1].x
    }
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
        LabelBox { order: 0, glyph: 0, quad, original_quad: quad, is_first: true, hidden: false }
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
    fn boxes_apart_or_on_one_line_stay() {
        let boxes = vec![label_box(0.0, 100.0), label_box(50.0, 95.0), label_box(0.0, 80.0)];
        assert_eq!(extents(boxes), [(100.0, 110.0), (95.0, 105.0), (80.0, 90.0)]);
        let boxes = vec![label_box(0.0, 100.0), label_box(20.0, 99.0)];
        assert_eq!(extents(boxes), [(100.0, 110.0), (99.0, 109.0)]);
    }
}
