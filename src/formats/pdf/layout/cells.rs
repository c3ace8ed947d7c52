//! Table cells of several lines, each read from top to bottom. Where cells stand so close that the
//! lines take two for one, they come apart where other cells start.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::chunk::{Chunk, Indexed, along, is_blank};
use crate::formats::pdf::layout::text::push_chunk;
use crate::formats::textmap::TextMap;
use std::borrow::Cow;

/// How many cells back the cell above a chunk is looked for.
const MAX_OPEN_CELLS: usize = 200;
/// Two starts are the same if they are this close, in em.
const ALIGNED: f64 = 0.1;
/// In how many other rows something must start there, and how near they must be, in em.
const ROWS: usize = 2;
const NEARBY: f64 = 12.0;
/// Narrowest gap between two cells, in em.
const GAP: f64 = 0.4;

/// Most chunks that are looked at for cells that came together: pages with more are not letters.
const MOST: usize = 4000;

/// A line of a cell.
struct Line<'a> {
    chunk: Cow<'a, Chunk>,
    /// Whether something else stands on the same baseline.
    beside: bool,
}

/// The text of cells that run over several lines, wherever the lines of neighboring cells stand;
/// `None` if there are none. Columns without neighbors are left out: they read the same in rows.
pub(crate) fn of_cells(canvas: &Canvas, rows: &[Vec<Indexed<'_>>]) -> Option<TextMap<u32>> {
    let mut order: Vec<(Indexed<'_>, bool)> =
        rows.iter().flat_map(|row| row.iter().map(|c| (*c, row.len() > 1))).collect();
    order.sort_by_key(|(c, _)| c.index);
    order.sort_by(|(a, _), (b, _)| b.chunk.across.total_cmp(&a.chunk.across));
    let lines = apart(canvas, &order);
    let mut cells: Vec<Vec<&Line<'_>>> = Vec::new();
    for line in &lines {
        let continued = cells
            .iter_mut()
            .rev()
            .take(MAX_OPEN_CELLS)
            .find(|cell| cell.last().is_some_and(|last| continues(&last.chunk, &line.chunk)));
        match continued {
            Some(cell) => cell.push(line),
            None => cells.push(vec![line]),
        }
    }
    let mut map = TextMap::new();
    for cell in cells.iter().filter(|cell| cell.len() > 1 && cell.iter().any(|c| c.beside)) {
        for line in cell {
            push_chunk(canvas, &line.chunk, false, &mut map);
            map.push_inferred("\n");
        }
        map.push_inferred("\n");
    }
    (!map.text().is_empty()).then_some(map)
}

/// Whether the second chunk is the next line of the cell that the first is in.
fn continues(above: &Chunk, below: &Chunk) -> bool {
    let step = above.across - below.across;
    let size = above.size.max(below.size);
    let near = |a: f64, b: f64| (a - b).abs() < 0.5 * size;
    above.stratum == below.stratum
        && step > 0.0
        && step < 1.7 * size
        && (near(above.start, below.start)
            || near(above.start + above.end, below.start + below.end))
}

/// Where a cell may start: along the line, and the chunk that it is in.
type Start<'a> = (f64, &'a Chunk);

/// The chunks as lines of cells, divided where cells beside others start in nearby rows.
fn apart<'a>(canvas: &Canvas, chunks: &[(Indexed<'a>, bool)]) -> Vec<Line<'a>> {
    let few = chunks.len() <= MOST;
    let words_of = |chunk: &Chunk| if few { words(canvas, chunk) } else { Vec::new() };
    let words: Vec<Vec<(usize, f64)>> = chunks.iter().map(|(c, _)| words_of(c.chunk)).collect();
    let mut starts: Vec<Start<'_>> = Vec::new();
    for ((c, _), words) in chunks.iter().zip(&words).filter(|((_, beside), _)| *beside) {
        starts.push((c.chunk.start, c.chunk));
        starts.extend(words.iter().map(|(_, start)| (*start, c.chunk)));
    }
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::with_capacity(chunks.len());
    for ((Indexed { chunk, .. }, beside), words) in chunks.iter().zip(&words) {
        let is_cell = |(_, start): &&(usize, f64)| rows(&starts, chunk, *start) >= ROWS;
        let breaks: Vec<usize> = words.iter().filter(is_cell).map(|(at, _)| *at).collect();
        if breaks.is_empty() {
            out.push(Line { chunk: Cow::Borrowed(*chunk), beside: *beside });
            continue;
        }
        let pieces = chunk.divided(canvas, &breaks).into_iter();
        out.extend(pieces.map(|piece| Line { chunk: Cow::Owned(piece), beside: true }));
    }
    out
}

/// The words of a chunk behind a gap as wide as one between cells: the number of the first glyph in
/// the chunk, and where it starts.
fn words(canvas: &Canvas, chunk: &Chunk) -> Vec<(usize, f64)> {
    let mut out = Vec::new();
    let mut end: Option<f64> = None;
    for (at, glyph) in chunk.glyphs.iter().map(|g| canvas.glyph(*g)).enumerate() {
        if is_blank(glyph) {
            continue;
        }
        let start = along(glyph);
        if end.is_some_and(|end| start - end > GAP * chunk.size) {
            out.push((at, start));
        }
        end = Some(start + glyph.advance);
    }
    out
}

/// In how many other rows nearby a cell starts at this place.
fn rows(starts: &[Start<'_>], chunk: &Chunk, x: f64) -> usize {
    let tolerance = ALIGNED * chunk.size;
    let from = starts.partition_point(|s| s.0 < x - tolerance);
    let near = |(_, other): &&Start<'_>| {
        let off = (other.across - chunk.across).abs();
        other.stratum == chunk.stratum && off > 0.5 * chunk.size && off < NEARBY * chunk.size
    };
    let aligned = starts.iter().skip(from).take_while(|s| s.0 <= x + tolerance);
    aligned.filter(near).take(ROWS).count()
}
