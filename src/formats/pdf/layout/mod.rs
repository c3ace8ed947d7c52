//! Glyphs as lines of text in reading order. Only position counts, not the order of painting, except
//! where texts are drawn over each other.

mod cells;
pub(crate) mod chunk;
mod collisions;
mod columns;
mod drawn;
mod lines;
mod strata;
pub(crate) mod text;
mod trail;

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{Chunk, Indexed};
use crate::formats::pdf::layout::lines::Duplicates;
use crate::formats::pdf::layout::trail::Trails;
use crate::formats::textmap::TextMap;
use std::collections::BTreeMap;

/// The text of a canvas and its chunks.
pub(crate) struct Layout {
    /// The text in reading order; sources are numbers of glyphs.
    pub(crate) map: TextMap<u32>,
    /// The rows in which font programs disagree with what the file declares, as the programs read.
    pub(crate) program_map: Option<TextMap<u32>>,
    /// Table cells of several lines, each read from top to bottom.
    pub(crate) cells: Option<TextMap<u32>>,
    /// Everything in the sequence of drawing, where texts lie over each other.
    pub(crate) drawn: Option<TextMap<u32>>,
    /// Words along curves, behind drop capitals, and in a color of their own.
    pub(crate) trails: Option<Trails>,
    /// All chunks.
    pub(crate) chunks: Vec<Chunk>,
    /// Glyphs that are drawn more than once at the same position: first stroke -> further strokes.
    pub(crate) duplicates: Duplicates,
}

/// Puts the glyphs of a canvas in reading order, the most frequent writing direction first.
pub(crate) fn lay_out(canvas: &Canvas) -> Layout {
    let mut groups: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    for (i, glyph) in (0u32..).zip(&canvas.glyphs) {
        if glyph.origin.is_finite() && glyph.direction.is_finite() && glyph.size.is_finite() {
            groups.entry(angle(glyph)).or_default().push(i);
        }
    }
    let mut order: Vec<(i32, Vec<u32>)> = groups.into_iter().collect();
    order.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let mut duplicates = Duplicates::new();
    let directions = order.len();
    let mut texts: Vec<Vec<Chunk>> = Vec::new();
    for (angle, glyphs) in order {
        for stratum in strata::strata(canvas, glyphs) {
            let number = texts.len();
            let mut chunks = lines::chunks(canvas, angle, stratum, &mut duplicates);
            chunks.iter_mut().for_each(|chunk| chunk.stratum = number);
            texts.push(chunks);
        }
    }
    let mut index = 0..;
    let mut rows = Vec::new();
    for chunks in &texts {
        let indexed =
            chunks.iter().zip(index.by_ref()).map(|(chunk, index)| Indexed { index, chunk });
        rows.extend(columns::rows(indexed.collect()));
    }
    let map = text::of_rows(canvas, &rows, false);
    let differs = |row: &&Vec<Indexed<'_>>| {
        let mut glyphs = row.iter().flat_map(|c| &c.chunk.glyphs);
        glyphs.any(|g| canvas.glyph(*g).program_text.is_some())
    };
    let odd: Vec<_> = rows.iter().filter(differs).cloned().collect();
    let program_map = (!odd.is_empty()).then(|| text::of_rows(canvas, &odd, true));
    let cells = cells::of_cells(canvas, &rows);
    let drawn = (texts.len() > directions).then(|| drawn::of_sequence(canvas));
    let chunks: Vec<Chunk> = texts.into_iter().flatten().collect();
    let trails = trail::of_trails(canvas, &chunks);
    Layout { map, program_map, cells, drawn, trails, chunks, duplicates }
}

/// Writing direction in whole degrees, from -179 to 180.
fn angle(glyph: &Glyph) -> i32 {
    let degrees = glyph.direction.atan2().to_degrees().round() as i32;
    if degrees == -180 { 180 } else { degrees }
}
