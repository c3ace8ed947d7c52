//! Cells that stand so close to each other that the layout takes a row for one line: where every gap that
//! no space fills stands over gaps or starts of other rows, they are columns.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::{Chunk, along, is_blank};
use crate::formats::textmap::TextMap;

/// Narrowest gap between two cells, in em.
const GAP: f64 = 0.2;
/// Two starts are the same if they are this close, in points.
const ALIGNED: f64 = 0.6;
/// How many other rows must start there, and how near they must be, in em.
const ROWS: usize = 2;
const NEARBY: f64 = 6.0;
/// Most lines that are looked at on a page: pages with more are not letters.
const MOST: usize = 4000;

/// The same layout with these rows as cells, if there are any. It has no text.
pub(crate) fn with_cells(canvas: &Canvas, layout: &Layout) -> Option<Layout> {
    if layout.chunks.len() > MOST {
        return None;
    }
    let breaks: Vec<Vec<usize>> = layout.chunks.iter().map(|c| breaks(canvas, c)).collect();
    let mut starts: Vec<(f64, f64, usize)> = Vec::new();
    for (chunk, breaks) in layout.chunks.iter().zip(&breaks).filter(|(c, _)| c.angle == 0) {
        let first = std::iter::once(chunk.start);
        let places = first.chain(breaks.iter().filter_map(|at| start_of(canvas, chunk, *at)));
        starts.extend(places.map(|x| (x, chunk.across, chunk.stratum)));
    }
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_row = |chunk: &Chunk, breaks: &[usize]| {
        chunk.angle == 0
            && !breaks.is_empty()
            && breaks.iter().all(|at| {
                start_of(canvas, chunk, *at).is_some_and(|x| rows(&starts, chunk, x) >= ROWS)
            })
    };
    let mut chunks = Vec::with_capacity(layout.chunks.len());
    let mut any = false;
    for (chunk, breaks) in layout.chunks.iter().zip(&breaks) {
        let split = is_row(chunk, breaks);
        any |= split;
        match split {
            true => chunks.extend(chunk.divided(canvas, breaks)),
            false => chunks.push(chunk.clone()),
        }
    }
    any.then(|| Layout {
        map: TextMap::new(),
        program_map: None,
        cells: None,
        drawn: layout.drawn.is_some().then(TextMap::new),
        trails: None,
        chunks,
        duplicates: layout.duplicates.clone(),
    })
}

/// The glyphs of a chunk, by their number in it, before which is a gap that no space fills, between two
/// operators.
fn breaks(canvas: &Canvas, chunk: &Chunk) -> Vec<usize> {
    let pairs = chunk.glyphs.iter().zip(chunk.glyphs.iter().skip(1)).enumerate();
    let is_gap = |(_, (a, b)): &(usize, (&u32, &u32))| {
        let (a, b) = (canvas.glyph(**a), canvas.glyph(**b));
        let gap = along(b) - along(a) - a.advance;
        let apart = a.show != b.show && !is_blank(a) && !is_blank(b);
        apart && gap > GAP * chunk.size && !a.hidden && !b.hidden
    };
    pairs.filter(is_gap).map(|(at, _)| at + 1).collect()
}

fn start_of(canvas: &Canvas, chunk: &Chunk, at: usize) -> Option<f64> {
    chunk.glyphs.get(at).map(|g| along(canvas.glyph(*g)))
}

/// In how many other rows nearby something starts at this place.
fn rows(starts: &[(f64, f64, usize)], chunk: &Chunk, x: f64) -> usize {
    let from = starts.partition_point(|s| s.0 < x - ALIGNED);
    let to = starts.partition_point(|s| s.0 <= x + ALIGNED);
    let near = |s: &&(f64, f64, usize)| {
        let off = (s.1 - chunk.across).abs();
        s.2 == chunk.stratum && off > 0.5 * chunk.size && off < NEARBY * chunk.size
    };
    starts.get(from..to).unwrap_or_default().iter().filter(near).count()
}
