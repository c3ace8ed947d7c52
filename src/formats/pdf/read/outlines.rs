//! Letters that are drawn as lines and curves: rows of small shapes of many kinds on one baseline.

use crate::formats::pdf::interpret::canvas::{Canvas, DrawnShape};
use kurbo::Rect;
use std::collections::BTreeSet;

/// Heights of letters, in points.
const HEIGHTS: std::ops::RangeInclusive<f64> = 2.0..=40.0;
/// Widest letter, and widest gap between two, relative to the height of a row.
const WIDTH: f64 = 2.0;
const GAP: f64 = 1.2;
/// How far the feet of letters may lie off the line on which most stand, relative to height.
const OFF: f64 = 0.12;
/// Fewest letters and kinds of letters in a row.
const ROW: usize = 5;
const KINDS: usize = 4;

/// Share of the height of a letter that lies beside the row it belongs to.
const SHARED: f64 = 0.4;
/// Most rows that are looked along for further letters.
const MOST_GROWN: usize = 200;

/// Rows of shapes that look like text, and how many shapes are in them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct OutlineText {
    pub(crate) rows: usize,
    pub(crate) letters: usize,
    /// What they cover.
    pub(crate) area: Option<Rect>,
}

/// Where text is drawn as shapes on a canvas.
pub(crate) fn outline_area(canvas: &Canvas) -> Option<Rect> {
    outline_text(canvas).area
}

/// The text that is drawn as shapes on a canvas.
pub(crate) fn outline_text(canvas: &Canvas) -> OutlineText {
    let size = |s: &&DrawnShape| HEIGHTS.contains(&s.bounds.height()) && s.bounds.width() > 0.3;
    let mut shapes: Vec<&DrawnShape> = canvas.shapes.iter().filter(size).collect();
    shapes.sort_by(|a, b| b.bounds.y0.total_cmp(&a.bounds.y0));
    let (mut out, mut rows) = (OutlineText::default(), Vec::new());
    let mut rest = shapes.as_slice();
    while let Some((first, below)) = rest.split_first() {
        let near = OFF * first.bounds.height();
        let on_line = |s: &&&DrawnShape| first.bounds.y0 - s.bounds.y0 <= near;
        let count = 1 + below.iter().take_while(on_line).count();
        let (line, next) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = next;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.bounds.x0.total_cmp(&b.bounds.x0));
        add_rows(&line, &mut out, &mut rows);
    }
    // More rows cover their words among themselves.
    let grow = rows.len() <= MOST_GROWN;
    let rows = rows.into_iter().map(|row| if grow { grown(row, &shapes) } else { row });
    out.area = rows.reduce(|a, b| a.union(b));
    out
}

/// A row with the letters beside it whose feet lie elsewhere, as those of `g` and `j` do, and with what
/// stands behind them.
fn grown(row: Rect, shapes: &[&DrawnShape]) -> Rect {
    let height = row.height();
    let mut out = row;
    loop {
        let beside = |s: &&&DrawnShape| {
            let shared = s.bounds.y1.min(row.y1) - s.bounds.y0.max(row.y0);
            let near = s.bounds.x0 <= out.x1 + GAP * height && s.bounds.x1 >= out.x0 - GAP * height;
            let inside = out.contains_rect(s.bounds) || out.union(s.bounds) == out;
            near && !inside
                && shared >= SHARED * s.bounds.height()
                && s.bounds.width() <= WIDTH * height
        };
        let all = shapes.iter().filter(beside).map(|s| s.bounds).reduce(|a, b| a.union(b));
        match all {
            Some(more) => out = out.union(more),
            None => return out,
        }
    }
}

/// Counts the rows among shapes that stand on one line, from left to right.
fn add_rows(line: &[&DrawnShape], out: &mut OutlineText, rows: &mut Vec<Rect>) {
    let follows = |a: &&DrawnShape, b: &&DrawnShape| {
        let height = a.bounds.height().max(b.bounds.height());
        b.bounds.x0 - a.bounds.x1 <= GAP * height
            && a.bounds.height().min(b.bounds.height()) >= 0.35 * height
            && a.bounds.width().max(b.bounds.width()) <= WIDTH * height
    };
    for row in line.chunk_by(follows) {
        let kinds: BTreeSet<(u16, u16)> = row.iter().map(|s| s.kind).collect();
        if row.len() >= ROW && kinds.len() >= KINDS {
            out.rows += 1;
            out.letters += row.len();
            rows.extend(row.iter().map(|s| s.bounds).reduce(|a, b| a.union(b)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(count: u16, kinds: u16, step: f64, lift: f64) -> OutlineText {
        let shape = |i: u16| {
            let (x, y) = (f64::from(i) * step, 700.0 + lift * f64::from(i % 7));
            DrawnShape {
                bounds: Rect::new(x, y, x + 5.0, y + 8.0),
                kind: (8 + i % kinds, i % kinds),
            }
        };
        let canvas = Canvas { shapes: (0..count).map(shape).collect(), ..Canvas::default() };
        outline_text(&canvas)
    }

    #[test]
    fn letters_stand_in_a_row_and_differ() {
        let row = shapes(20, 9, 6.0, 0.0);
        assert_eq!((row.rows, row.letters), (1, 20));
        assert_eq!(row.area, Some(Rect::new(0.0, 700.0, 119.0, 708.0)));
        // `g` between them, and two letters behind it.
        let letter = |x: f64, foot: f64, kind| DrawnShape {
            bounds: Rect::new(x, foot, x + 5.0, foot + 8.0),
            kind: (kind, 3),
        };
        let word = (0..8)
            .map(|n| letter(f64::from(n) * 6.0, if n == 5 { 697.0 } else { 700.0 }, n as u16));
        let canvas = Canvas { shapes: word.collect(), ..Canvas::default() };
        assert_eq!(outline_text(&canvas).area, Some(Rect::new(0.0, 697.0, 47.0, 708.0)));
        // Marks of a chart, shapes far apart, shapes of a drawing.
        assert_eq!(shapes(20, 1, 6.0, 0.0), OutlineText::default());
        assert_eq!(shapes(20, 9, 60.0, 0.0), OutlineText::default());
        assert_eq!(shapes(20, 9, 6.0, 5.0), OutlineText::default());
    }
}
