//! Whether a picture shows text: ink on an even background, line by line.

use crate::formats::pdf::image::decode::{self, Raster};
use crate::formats::pdf::image::params::Params;
use kurbo::{Point, Rect};
use lopdf::{Document, ObjectId};

/// Most cells along each side of the grid in which ink is counted.
const MOST_CELLS: usize = 420;
/// By how much a sample of 8 bits differs from the background where there is ink.
const INK: u8 = 56;
/// Share of the samples of a cell that are ink where a stroke goes through it, and where an area
/// covers it.
const INKED: f64 = 0.08;
const FILLED: f64 = 0.9;
/// Share of samples that an even background has, and of cells that are ink on a page of text.
const BACKGROUND: f64 = 0.5;
const TEXT: std::ops::RangeInclusive<f64> = 0.0004..=0.45;

/// Where a picture has ink.
pub(crate) struct InkMap {
    columns: usize,
    rows: usize,
    cells: Vec<bool>,
    /// Whether the background is even, has as much ink as text has, and mostly in strokes.
    pub(crate) is_like_text: bool,
}

/// The ink of an image; `None` if it cannot be decoded.
pub(crate) fn ink_map(doc: &Document, id: ObjectId, cells: (usize, usize)) -> Option<InkMap> {
    let stream = doc.objects.get(&id)?.as_stream().ok()?;
    let params = Params::read(doc, &stream.dict, None);
    let raster = decode::decode(doc, &params, &stream.content)?;
    of_raster(&raster, cells)
}

fn of_raster(raster: &Raster, cells: (usize, usize)) -> Option<InkMap> {
    let (width, height) = (raster.width as usize, raster.height as usize);
    let columns = cells.0.clamp(1, MOST_CELLS).min(width);
    let rows = cells.1.clamp(1, MOST_CELLS).min(height);
    let (background, share) = background(raster)?;
    let mut ink = vec![0_u32; columns * rows];
    let mut all = vec![0_u32; columns * rows];
    let mut sample = vec![0_u8; raster.components];
    for y in 0..height {
        let line = y * rows / height * columns;
        for x in 0..width {
            raster.sample(x, y, &mut sample);
            let cell = line + x * columns / width;
            if let (Some(ink), Some(all)) = (ink.get_mut(cell), all.get_mut(cell)) {
                *all += 1;
                *ink += u32::from(differs(&sample, &background));
            }
        }
    }
    let parts = || ink.iter().zip(&all).map(|(ink, all)| f64::from(*ink) / f64::from(*all));
    let cells: Vec<bool> = parts().map(|part| part > INKED && part < FILLED).collect();
    let strokes = cells.iter().filter(|c| **c).count() as f64;
    let filled = parts().filter(|part| *part >= FILLED).count() as f64;
    let part = strokes / cells.len().max(1) as f64;
    let is_like_text = share >= BACKGROUND && TEXT.contains(&part) && filled <= strokes;
    Some(InkMap { columns, rows, cells, is_like_text })
}

fn differs(sample: &[u8], background: &[u8]) -> bool {
    sample.iter().zip(background).any(|(a, b)| a.abs_diff(*b) > INK)
}

/// The most frequent sample, and the share of samples like it.
fn background(raster: &Raster) -> Option<(Vec<u8>, f64)> {
    let (width, height) = (raster.width as usize, raster.height as usize);
    let step = |side: usize| (side / 200).max(1);
    let mut seen: std::collections::HashMap<Vec<u8>, (usize, Vec<u8>)> =
        std::collections::HashMap::new();
    let mut sample = vec![0_u8; raster.components];
    let mut count = 0_usize;
    for y in (0..height).step_by(step(height)) {
        for x in (0..width).step_by(step(width)) {
            raster.sample(x, y, &mut sample);
            let coarse = sample.iter().map(|s| s >> 4).collect();
            seen.entry(coarse).or_insert_with(|| (0, sample.clone())).0 += 1;
            count += 1;
        }
    }
    let most = seen.values().max_by_key(|(n, sample)| (*n, sample.clone()))?.1.clone();
    let like: usize = seen.values().filter(|(_, s)| !differs(s, &most)).map(|(n, _)| n).sum();
    Some((most, like as f64 / count.max(1) as f64))
}

impl InkMap {
    /// Takes away the ink in an area of the unit square in which the image is drawn.
    pub(crate) fn explain(&mut self, area: Rect) {
        let at = |part: f64, cells: usize| (part * cells as f64).clamp(0.0, cells as f64) as usize;
        let columns = at(area.x0, self.columns)..at(area.x1, self.columns) + 1;
        let rows = at(1.0 - area.y1, self.rows)..at(1.0 - area.y0, self.rows) + 1;
        for row in rows {
            for column in columns.clone().take_while(|c| *c < self.columns) {
                if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
                    *cell = false;
                }
            }
        }
    }

    /// Cells with ink.
    pub(crate) fn ink(&self) -> usize {
        self.cells.iter().filter(|c| **c).count()
    }

    /// How many stripes of ink there are, of the height of a line of text, with a gap after each.
    pub(crate) fn lines(&self, heights: std::ops::RangeInclusive<usize>) -> usize {
        let least = (self.columns / 40).max(2);
        let inked: Vec<bool> = self
            .cells
            .chunks(self.columns.max(1))
            .map(|row| row.iter().filter(|c| **c).count() >= least)
            .collect();
        inked
            .chunk_by(|a, b| a == b)
            .filter(|run| run.first() == Some(&true) && heights.contains(&run.len()))
            .count()
    }
}

/// The unit square of an image as a grid of cells of about this size on the canvas.
pub(crate) fn cells_of(matrix: kurbo::Affine, side: f64) -> (usize, usize) {
    let origin = matrix * Point::ORIGIN;
    let along = (matrix * Point::new(1.0, 0.0) - origin).hypot();
    let up = (matrix * Point::new(0.0, 1.0) - origin).hypot();
    ((along / side) as usize, (up / side) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 100 by 100 samples with a line of ink, 4 samples high, every 10.
    fn page(noise: bool) -> InkMap {
        let sample =
            |i: usize| match (noise, i / 100 % 10 < 4 && i % 100 > 10 && i.is_multiple_of(3)) {
                (true, _) => (i * 7919 % 251) as u8,
                (false, true) => 0,
                (false, false) => 250,
            };
        let data = (0..10_000).map(sample).collect();
        of_raster(&Raster::gray(100, 100, data), (50, 50)).expect("samples")
    }

    #[test]
    fn lines_of_ink_are_text_and_a_photograph_is_not() {
        let mut text = page(false);
        assert!(text.is_like_text);
        assert_eq!(text.lines(2..=3), 10);
        let all = text.ink();
        text.explain(Rect::new(0.0, 0.5, 1.0, 1.0));
        assert!(text.ink() < all * 6 / 10 && text.ink() > all * 4 / 10);
        assert!(!page(true).is_like_text);
    }
}
