//! Lines around boxes over pictures, below each other, for a machine to read.

use crate::model::{self, Look, MarkBox, PictureReader};
use crate::verify::error::VerifyError;
use kurbo::Rect;

/// Dots an inch of what is read.
pub(super) const DPI: f64 = 300.0;
/// How much of the page above and below a box is read, in heights of the box.
const AROUND: f64 = 1.2;
/// White rows between two strips.
const GAP: usize = 30;

/// What a machine reads, line by line.
pub(super) fn text(
    picture: &model::Picture,
    look: Look,
    machine: &dyn PictureReader,
) -> Result<String, VerifyError> {
    let words = machine.read(picture, look);
    let words = words.map_err(|e| VerifyError::Unreadable(e.message()))?;
    let mut text = String::new();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        let line: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
        text.push_str(&line.join(" "));
        text.push('\n');
    }
    Ok(text)
}

/// The parts of a page around boxes: whole lines, joined where they overlap.
pub(super) fn strips(boxes: &[&MarkBox], quarters: u8, crop: Rect) -> Vec<Rect> {
    let lying = quarters % 2 == 1;
    let mut bands: Vec<(f64, f64)> = boxes
        .iter()
        .map(|mark| {
            let [x0, y0, x1, y1] = mark.rect;
            let (from, to) = if lying { (x0, x1) } else { (y0, y1) };
            (from - AROUND * (to - from), to + AROUND * (to - from))
        })
        .collect();
    bands.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for band in bands {
        match joined.last_mut() {
            Some(last) if band.0 <= last.1 => last.1 = last.1.max(band.1),
            _ => joined.push(band),
        }
    }
    let strip = |(from, to)| match lying {
        true => Rect::new(from, crop.y0, to, crop.y1),
        false => Rect::new(crop.x0, from, crop.x1, to),
    };
    joined.into_iter().map(strip).map(|s| s.intersect(crop)).filter(|s| s.area() > 1.0).collect()
}

/// Rows of shades.
pub(super) type Rows = Vec<Vec<u8>>;

/// Strips below each other on white.
#[derive(Default)]
pub(super) struct Sheet {
    rows: Rows,
}

impl Sheet {
    pub(super) fn add(&mut self, strip: Rows, quarters: u8) {
        let turned = (0..quarters).fold(strip, |rows, _| turned(&rows));
        self.rows.extend(std::iter::repeat_n(Vec::new(), GAP));
        self.rows.extend(turned);
    }

    pub(super) fn picture(mut self) -> Option<model::Picture> {
        let width = self.rows.iter().map(Vec::len).max()?;
        self.rows.extend(std::iter::repeat_n(Vec::new(), GAP));
        let height = self.rows.len();
        self.rows.iter_mut().for_each(|row| row.resize(width, 255));
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        model::Picture::new(width, height, DPI as u32, self.rows.concat())
    }
}

/// The same, turned clockwise by a quarter.
fn turned(rows: &Rows) -> Rows {
    let width = rows.first().map_or(0, Vec::len);
    let column = |at: usize| rows.iter().rev().filter_map(|row| row.get(at).copied()).collect();
    (0..width).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(y: f64) -> MarkBox {
        let rect = [10.0, y, 60.0, y + 10.0];
        MarkBox { page: 0, rect, tilted: None, pictured: Some(0), label: String::new() }
    }

    #[test]
    fn lines_around_boxes_are_strips() {
        let (a, b, c) = (mark(100.0), mark(108.0), mark(300.0));
        let crop = Rect::new(0.0, 0.0, 200.0, 400.0);
        let found = strips(&[&a, &b, &c], 0, crop);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Rect::new(0.0, 88.0, 200.0, 130.0));
        assert_eq!(strips(&[&a, &c], 1, crop), [Rect::new(0.0, 0.0, 120.0, 400.0)]);
    }

    #[test]
    fn a_strip_turns_clockwise() {
        assert_eq!(turned(&vec![vec![1, 2, 3], vec![4, 5, 6]]), [[4, 1], [5, 2], [6, 3]]);
        let mut sheet = Sheet::default();
        sheet.add(vec![vec![0, 0]], 1);
        let picture = sheet.picture().expect("small");
        assert_eq!((picture.width, picture.height), (1, 2 * GAP as u32 + 2));
    }
}
