//! Boxes with their labels, in samples.

use crate::formats::raster::letters;
use crate::formats::raster::sheet::Sheet;
use crate::formats::scan::cells::{Quad, cells};
use crate::model::MarkStyle;
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a dot in which the edge of a letter is looked for.
const FINE: usize = 4;
/// By how much a curve may be off when it is drawn as lines, in dots.
const FLAT: f64 = 0.1;
/// Width of the frame of a box, relative to its height.
const FRAME: f64 = 0.06;

/// A box: corners in dots from the upper left, counterclockwise as one sees them from the start of the line
/// at its bottom, and what stands on it.
pub(crate) struct PaintedBox<'a> {
    pub(crate) corners: [Point; 4],
    pub(crate) label: &'a str,
}

/// The letters that labels are painted with.
pub(crate) struct Letters(BTreeMap<char, (f64, Vec<PathEl>)>);

impl Letters {
    pub(crate) fn of<'a>(labels: impl Iterator<Item = &'a str>) -> Self {
        let wanted: BTreeSet<char> = labels.flat_map(str::chars).collect();
        Self(letters::outlines(wanted))
    }

    /// The width of a label in em.
    fn width(&self, label: &str) -> f64 {
        label.chars().filter_map(|c| self.0.get(&c)).map(|(width, _)| width / 1000.0).sum()
    }
}

/// Overwrites what is under a box, and draws it.
pub(crate) fn paint(sheet: &mut Sheet, item: &PaintedBox<'_>, letters: &Letters, style: MarkStyle) {
    let (paper, ink) = match style {
        MarkStyle::Black => (0, 255),
        MarkStyle::Framed => (255, 0),
    };
    let (outer, inner) = (item.corners, framed(&item.corners));
    match style {
        MarkStyle::Black => fill(sheet, &outer, paper),
        MarkStyle::Framed => {
            fill(sheet, &outer, ink);
            fill(sheet, &inner, paper);
        }
    }
    if !item.label.is_empty() {
        label(sheet, item, letters, ink);
    }
}

/// The corners within the frame of a box.
fn framed(corners: &[Point; 4]) -> [Point; 4] {
    let (along, up) = (corners[1] - corners[0], corners[3] - corners[0]);
    let wide = (FRAME * up.hypot()).max(1.0) + 1.0;
    let (x, y) = (along * (wide / along.hypot().max(1.0)), up * (wide / up.hypot().max(1.0)));
    [corners[0] + x + y, corners[1] - x + y, corners[2] - x - y, corners[3] + x - y]
}

fn fill(sheet: &mut Sheet, corners: &[Point; 4], shade: u8) {
    let (width, height) = (f64::from(sheet.width), f64::from(sheet.height));
    let region: Quad = corners.map(|p| [p.x / width, 1.0 - p.y / height]);
    for (row, columns) in cells(sheet.width, sheet.height, &region) {
        sheet.fill(row, columns, shade);
    }
}

fn label(sheet: &mut Sheet, item: &PaintedBox<'_>, letters: &Letters, ink: u8) {
    let set = letters::setting(&item.corners, letters.width(item.label));
    let Some(set) = set else { return };
    let mut path = BezPath::new();
    let mut at = 0.0;
    for (width, outline) in item.label.chars().filter_map(|c| letters.0.get(&c)) {
        let scale = set.size / 1000.0;
        let start = set.start + set.x * at;
        let (x, y) = (set.x * scale, set.y * scale);
        let place = Affine::new([x.x, x.y, y.x, y.y, start.x, start.y]);
        path.extend(outline.iter().map(|el| place * *el));
        at += width / 1000.0 * set.size;
    }
    let mut lines: Vec<(Point, Point)> = Vec::new();
    let (mut from, mut first) = (Point::ORIGIN, Point::ORIGIN);
    let bounds = path.bounding_box();
    kurbo::flatten(path, FLAT, |el| match el {
        PathEl::MoveTo(to) => (from, first) = (to, to),
        PathEl::LineTo(to) => {
            lines.push((from, to));
            from = to;
        }
        PathEl::ClosePath => lines.push((std::mem::replace(&mut from, first), first)),
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    cover(sheet, &lines, bounds, ink);
}

/// Draws the inside of an outline.
fn cover(sheet: &mut Sheet, lines: &[(Point, Point)], bounds: Rect, ink: u8) {
    let width = sheet.width as usize;
    let last = (bounds.y1.max(0.0).ceil() as usize).min(sheet.height as usize);
    for row in (bounds.y0.max(0.0) as usize)..last {
        let mut parts = vec![0.0_f64; width];
        for fine in 0..FINE {
            let y = row as f64 + (fine as f64 + 0.5) / FINE as f64;
            for (from, to) in inside(lines, y) {
                let cells = (from.max(0.0) as usize)..(to.max(0.0).ceil() as usize).min(width);
                for at in cells {
                    let shared = to.min(at as f64 + 1.0) - from.max(at as f64);
                    if let Some(part) = parts.get_mut(at) {
                        *part += shared.max(0.0) / FINE as f64;
                    }
                }
            }
        }
        for (at, part) in parts.into_iter().enumerate().filter(|(_, part)| *part > 0.0) {
            sheet.mix(row, at, ink, part.min(1.0));
        }
    }
}

/// From where to where a row lies inside an outline, which goes around it.
fn inside(lines: &[(Point, Point)], y: f64) -> Vec<(f64, f64)> {
    let mut crossed: Vec<(f64, i32)> = lines
        .iter()
        .filter(|(a, b)| (a.y <= y) != (b.y <= y))
        .map(|(a, b)| {
            let x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
            (x, if a.y <= y { 1 } else { -1 })
        })
        .collect();
    crossed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut out, mut around, mut from) = (Vec::new(), 0, 0.0);
    for (x, turn) in crossed {
        if around == 0 {
            from = x;
        }
        around += turn;
        if around == 0 {
            out.push((from, x));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(style: MarkStyle, corners: [(f64, f64); 4]) -> Sheet {
        let data = vec![120; 200 * 80];
        let mut sheet =
            Sheet { width: 200, height: 80, channels: 1, data, dpi: None, bilevel: false };
        let item = PaintedBox { corners: corners.map(Point::from), label: "5.1.2e" };
        paint(&mut sheet, &item, &Letters::of(["5.1.2e"].into_iter()), style);
        sheet
    }

    #[test]
    fn a_box_covers_its_area_and_shows_its_label() {
        let corners = [(20.0, 60.0), (180.0, 60.0), (180.0, 20.0), (20.0, 20.0)];
        for (style, paper, ink) in [(MarkStyle::Black, 0, 255), (MarkStyle::Framed, 255, 0)] {
            let sheet = painted(style, corners);
            let at = |x: usize, y: usize| sheet.data[y * 200 + x];
            assert_eq!((at(28, 26), at(172, 54), at(5, 5)), (paper, paper, 120));
            let inked = (24..56).any(|y| (60..140).any(|x| at(x, y) == ink));
            assert!(inked, "the label is there");
            let rim = (20..24).chain(56..60);
            let under =
                rim.flat_map(|y| (20..180).map(move |x| (x, y))).all(|(x, y)| at(x, y) != 120);
            assert!(under, "nothing is left of what was there");
        }
    }

    #[test]
    fn a_box_stands_as_its_line_does() {
        let corners = [(160.0, 10.0), (160.0, 70.0), (180.0, 70.0), (180.0, 10.0)];
        let sheet = painted(MarkStyle::Black, corners);
        assert_eq!((sheet.data[40 * 200 + 100], sheet.data[12 * 200 + 170]), (120, 0));
        assert!((20..60).any(|y| (161..179).any(|x| sheet.data[y * 200 + x] > 200)));
    }
}
